"""A calendar file is read the same by every calendar, in summer, in winter and on the nights between."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from stafet.domain.calendar import Entry, Lang, Titles, calendar_file
from stafet.domain.ids import ItemId
from stafet.domain.meetings import ends_at, starts_at
from tests.factories import PLAN, a_meeting

ITEM = ItemId("01900000-0000-7000-8000-000000000000")
WRITTEN = datetime(2026, 11, 16, 9, 0, 0, 123456, tzinfo=UTC)
# In Copenhagen the clocks go forward on 28 March 2027 at two, and back on 31 October 2027 at three.
MOMENTS = [
    ("2027-03-27T10:00", "2027-03-27T09:00"),
    ("2027-03-28T10:00", "2027-03-28T08:00"),
    ("2027-10-30T10:00", "2027-10-30T08:00"),
    ("2027-10-31T10:00", "2027-10-31T09:00"),
    ("2027-03-28T01:30", "2027-03-28T00:30"),
    ("2027-03-28T02:30", "2027-03-28T01:30"),
    ("2027-10-31T01:30", "2027-10-30T23:30"),
    ("2027-10-31T02:30", "2027-10-31T00:30"),
]


def an_entry(starts: str = "2026-12-04T10:00", **facts: Any) -> Entry:
    own = {name: facts.pop(name) for name in ("plan", "id", "sequence") if name in facts}
    usual: dict[str, Any] = {"plan": PLAN, "id": ITEM, "written_at": WRITTEN, "sequence": 7}
    return Entry(meeting=a_meeting(starts, **facts), address=f"https://stafet.example/meetings/{ITEM}", **usual | own)


def written(*entries: Entry, titles: Titles = "neutral", lang: Lang = "da", alarms: tuple[int, ...] = ()) -> bytes:
    return calendar_file(entries, titles=titles, lang=lang, alarms=alarms)


def the_event(file: bytes) -> Event:
    read = Calendar.from_ical(file)
    assert not read.errors
    (event,) = read.walk("VEVENT")
    assert not event.errors
    return event


def as_icalendar_reads(file: bytes) -> tuple[datetime, timedelta, str]:
    event = the_event(file)
    starts: datetime = event.decoded("dtstart")
    return starts.astimezone(UTC), event.decoded("duration"), str(event["summary"])


def as_vobject_reads(file: bytes) -> tuple[datetime, timedelta, str]:
    """By the rules of the zone that stand in the file itself."""
    event = vobject.readOne(file.decode()).vevent
    return event.dtstart.value.astimezone(UTC), event.duration.value, event.summary.value


READERS = pytest.mark.parametrize("read", [as_icalendar_reads, as_vobject_reads], ids=["icalendar", "vobject"])


@READERS
@pytest.mark.parametrize(("wall", "moment"), MOMENTS)
def test_each_reader_finds_the_moment_on_both_sides_of_a_clock_change(read: Any, wall: str, moment: str) -> None:
    starts, lasts, _ = read(written(an_entry(wall, minutes=90)))

    assert (starts, lasts) == (datetime.fromisoformat(f"{moment}+00:00"), timedelta(minutes=90))


@READERS
@settings(max_examples=60)
@given(
    at=st.builds(lambda day, at: f"{day}T{at:%H:%M}", st.dates(date(2026, 11, 1), date(2036, 12, 31)), st.times()),
    minutes=st.integers(5, 480),
)
def test_whenever_a_meeting_is_each_reader_finds_its_start_and_its_end(read: Any, at: str, minutes: int) -> None:
    entry = an_entry(at, minutes=minutes)

    starts, lasts, _ = read(written(entry))

    assert (starts, starts + lasts) == (starts_at(entry.meeting), ends_at(entry.meeting))


def test_a_calendar_says_that_there_is_a_meeting_and_no_more() -> None:
    entry = an_entry(
        place="Æblehaven 3", video="https://video.example/rum", phone="+4512345678", meeting_kind="network"
    )

    file = written(entry).decode()

    assert str(the_event(file.encode())["summary"]) == "Møde"
    assert [word for word in ("haven", "video", "1234", "etværk", "LOCATION") if word in file] == []


def test_who_wants_it_reads_what_kind_of_meeting_and_where_and_still_no_link_or_number() -> None:
    entry = an_entry(
        place="Æblehaven 3", video="https://video.example/rum", phone="+4512345678", meeting_kind="network"
    )

    file = written(entry, titles="full")
    event = the_event(file)

    assert (str(event["summary"]), str(event["location"])) == ("Netværksmøde", "Æblehaven 3")
    assert b"video.example" not in file
    assert b"1234" not in file


@pytest.mark.parametrize(("lang", "title"), [("da", "Møde"), ("en", "Meeting")])
def test_it_speaks_its_readers_language(lang: Lang, title: str) -> None:
    assert str(the_event(written(an_entry(), lang=lang))["summary"]) == title


def test_a_meeting_that_is_moved_is_the_same_one_with_a_later_number() -> None:
    before = the_event(written(an_entry("2026-12-04T10:00", sequence=7)))
    after = the_event(written(an_entry("2026-12-11T13:00", sequence=9)))

    assert before["uid"] == after["uid"]
    assert before["sequence"] < after["sequence"]


def test_meetings_of_two_plans_are_never_the_same() -> None:
    file = written(an_entry(), an_entry(plan="Q" * 22))

    assert len({str(event["uid"]) for event in Calendar.from_ical(file).walk("VEVENT")}) == 2


def test_a_meeting_that_is_called_off_says_so_and_rings_no_more() -> None:
    event = the_event(written(an_entry(state="cancelled"), alarms=(120,)))

    assert (str(event["status"]), str(event["summary"]), event.walk("VALARM")) == ("CANCELLED", "Aflyst: Møde", [])


def test_it_rings_as_its_reader_has_chosen() -> None:
    alarms = the_event(written(an_entry(), alarms=(1440, 120))).walk("VALARM")

    assert [alarm.decoded("trigger") for alarm in alarms] == [timedelta(days=-1), timedelta(hours=-2)]


@settings(max_examples=60)
@given(place=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_no_place_breaks_out_of_its_line(place: str) -> None:
    file = written(an_entry(place=place), titles="full")

    assert file.count(b"BEGIN:") == file.count(b"END:") == 5
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    assert file.replace(b"\r\n", b"").isascii() or file.decode()
    assert str(the_event(file)["location"]) == place


def test_the_same_meetings_make_the_same_file() -> None:
    one, other = an_entry("2026-12-04T10:00"), an_entry("2026-12-11T10:00", id="01900000-0000-7000-8000-000000000001")

    assert written(one, other) == written(other, one)


def test_without_a_meeting_it_is_a_calendar_all_the_same() -> None:
    read = Calendar.from_ical(written())

    assert (read.errors, read.walk("VEVENT"), str(read["method"])) == ([], [], "PUBLISH")
