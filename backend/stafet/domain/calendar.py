"""Meetings as a calendar file (RFC 5545), for calendars that are not ours. Pure.

What is written here lies in somebody else's cloud afterwards. So a meeting is called "Møde" and says only when it is,
unless its reader chose otherwise; nobody's name, no agenda, no video link and no number is ever in it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec
from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration

from stafet.domain.ids import ItemId, PlanId
from stafet.domain.items import Meeting
from stafet.domain.meetings import starts_at

Titles = Literal["neutral", "full"]
Lang = Literal["da", "en"]

MEDIA_TYPE = "text/calendar"
ASK_AGAIN = timedelta(hours=4)
"""How often a calendar is asked to come back. Many come once a day: the calendar is no reminder."""

NAME = {"da": "Møder", "en": "Meetings"}
TITLE = {"da": "Møde", "en": "Meeting"}
CALLED_OFF = {"da": "Aflyst: ", "en": "Cancelled: "}
KINDS = {
    "da": {
        "network": "Netværksmøde",
        "coordination": "Koordinationsmøde",
        "discharge": "Udskrivningssamtale",
        "follow_up": "Opfølgning",
    },
    "en": {
        "network": "Network meeting",
        "coordination": "Coordination meeting",
        "discharge": "Discharge meeting",
        "follow_up": "Follow-up",
    },
}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One meeting for a calendar: what it is now, when that was written, and how far it has been changed."""

    plan: PlanId
    id: ItemId
    meeting: Meeting
    written_at: datetime
    # Grows with each change of the meeting, so that a calendar takes the newest.
    sequence: int
    # Where the meeting is in the app. Ids only.
    address: str


def calendar_file(entries: Iterable[Entry], *, titles: Titles, lang: Lang, alarms: Sequence[int] = ()) -> bytes:
    """The whole file: every meeting once, earliest first, with alarms so many minutes before."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Stafet//Stafet//DA")
    calendar.add("method", "PUBLISH")
    calendar.add("name", NAME[lang])
    calendar.add("x-wr-calname", NAME[lang])
    calendar.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    calendar.add_component(_copenhagen())
    for entry in sorted(entries, key=lambda one: (starts_at(one.meeting), one.id)):
        calendar.add_component(_event(entry, titles, lang, alarms))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, titles: Titles, lang: Lang, alarms: Sequence[int]) -> Event:
    meeting = entry.meeting
    called_off = meeting.state == "cancelled"
    title = KINDS[lang].get(meeting.meeting_kind, TITLE[lang]) if titles == "full" else TITLE[lang]
    event = Event()
    event.add("uid", _uid(entry))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.written_at.replace(microsecond=0))
    event.add("last-modified", entry.written_at.replace(microsecond=0))
    # The wall's time in its zone, past a gap of the spring; and how long, not until when: an hour of the autumn comes
    # twice, and an end inside it would be told as the first.
    event.add("dtstart", starts_at(meeting).astimezone(ZoneInfo(meeting.zone)))
    event.add("duration", timedelta(minutes=meeting.minutes))
    event.add("summary", CALLED_OFF[lang] + title if called_off else title)
    if titles == "full" and meeting.place:
        event.add("location", meeting.place)
    event.add("status", "CANCELLED" if called_off else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("url", entry.address)
    for minutes in () if called_off else alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", timedelta(minutes=-minutes))
        event.add_component(alarm)
    return event


def _uid(entry: Entry) -> str:
    """The same for a meeting as long as it is; another for every meeting of another plan."""
    return f"{sha256(f'{entry.plan}/{entry.id}'.encode()).hexdigest()[:32]}@stafet"


def _copenhagen() -> Timezone:
    """The rule of the European Union since 1996: the last Sundays of March and October, at one o'clock UTC."""
    zone = Timezone()
    zone.add("tzid", "Europe/Copenhagen")
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    for part, name, start, month, before, after in (
        (summer, "CEST", datetime(1996, 3, 31, 2), 3, 1, 2),  # noqa: DTZ001 - the wall's time, as the standard wants it
        (winter, "CET", datetime(1996, 10, 27, 3), 10, 2, 1),  # noqa: DTZ001 - as above
    ):
        part.add("tzname", name)
        part.add("dtstart", start)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone
