"""Meetings in a person's own calendar: by a secret link that it comes back to, or one file at a time.

Who sees what is asked at each fetch. The link is the person's: what it delivers of somebody else's plan is a look, the
first time it delivers it and each time it has changed.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

import msgspec

from stafet.domain.calendar import Entry, Lang, Titles, calendar_file
from stafet.domain.consents import Access, Member
from stafet.domain.ids import ItemId, PersonId, PlanId
from stafet.domain.items import Invitee, Meeting
from stafet.domain.scopes import meeting_scope
from stafet.domain.structs import WireIn
from stafet.identity.tokens import new_token, token_hash
from stafet.store import calendars, items, looks, meetings, places, plans
from stafet.store import reminders as stored_reminders
from stafet.store.engine import Transaction
from stafet.store.items import ItemRow
from stafet.store.plans import PlanRow
from stafet.use_cases import reminder_choices
from stafet.use_cases.access import access_to, plan_to_read
from stafet.use_cases.errors import NotFound

KEPT = timedelta(days=60)
"""How long a meeting stays in the calendar after it was."""


class CalendarIn(WireIn, frozen=True, kw_only=True):
    """How much a person's calendar says: that there is a meeting, or what kind of meeting and where too."""

    titles: Titles = "neutral"


class CalendarOut(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """Whether a person has a calendar link, how much it says, and since when. The link itself is shown once."""

    on: bool
    titles: Titles = "neutral"
    made_at: datetime | None = None


class CalendarMade(msgspec.Struct, frozen=True):
    """The secret link. Nobody can show it again, and a new one makes it worthless."""

    address: str


def mine(tx: Transaction, person: PersonId) -> CalendarOut:
    """This person's calendar."""
    row = calendars.of_person(tx, person)
    return CalendarOut(on=True, titles=row.titles, made_at=row.made_at) if row else CalendarOut(on=False)


def make(tx: Transaction, *, person: PersonId, titles: Titles, origin: str, now: datetime) -> CalendarMade:
    """A new link. The one before is dead from now on."""
    token = new_token()
    calendars.put(tx, person, token_hash=token_hash(token), titles=titles, now=now)
    return CalendarMade(f"{origin}/api/calendar/{token}/stafet.ics")


def choose(tx: Transaction, *, person: PersonId, titles: Titles) -> None:
    """More words in the calendar, or fewer, from the next time it asks."""
    if not calendars.choose(tx, person, titles):
        raise NotFound


def turn_off(tx: Transaction, person: PersonId) -> None:
    """No link any more. What a calendar has fetched already, stays with it until it asks again."""
    calendars.remove(tx, person)


def is_there(tx: Transaction, token: str) -> bool:
    """Whether a link leads anywhere."""
    return calendars.of_token(tx, token_hash(token)) is not None


def fetched(tx: Transaction, *, token: str, origin: str, now: datetime) -> bytes:
    """What the calendar gets now: the meetings of every plan that this person may know of at this moment."""
    known = calendars.of_token(tx, token_hash(token))
    if known is None:
        raise NotFound
    # Several plans are locked here: always in one order, so that two who ask never wait for each other.
    ids = sorted(place.plan.id for place in places.of_person(tx, known.person))
    locked = [plan for plan_id in ids if (plan := plans.lock(tx, plan_id))]
    # Read again behind the locks: of two calendars that ask at once, one has delivered it first.
    feed = calendars.of_token(tx, token_hash(token))
    if feed is None:
        raise NotFound
    told: dict[str, int] = {}
    entries: list[Entry] = []
    for plan in locked:
        access = access_to(tx, plan, feed.person, now)
        if access is None:
            continue
        found = _of_plan(tx, plan, access, meetings.since(tx, plan.id, now - KEPT), origin)
        entries += found
        if access.member is not None:
            news = [one for one in found if feed.told.get(_name(one)) != one.sequence]
            looks.record(tx, plan.id, access.member, {meeting_scope(one.id): 1 for one in news}, now)
            told |= {_name(one): one.sequence for one in found}
    if told != feed.told:
        calendars.keep_told(tx, feed.person, told)
    return _file(tx, feed.person, entries, feed.titles)


def one_meeting(
    tx: Transaction, *, plan_id: PlanId, meeting_id: ItemId, by: PersonId, origin: str, now: datetime
) -> bytes:
    """One meeting as a file, for somebody who may see it now."""
    plan, access = plan_to_read(tx, plan_id, by, now)
    if access.member is not None:
        plans.lock(tx, plan.id)
    found = _of_plan(tx, plan, access, [meeting_id], origin)
    if not found:
        raise NotFound
    if access.member is not None:
        looks.record(tx, plan.id, access.member, {meeting_scope(meeting_id): 1}, now)
    feed = calendars.of_person(tx, by)
    return _file(tx, by, found, feed.titles if feed else "neutral")


def _of_plan(
    tx: Transaction, plan: PlanRow, access: Access, meeting_ids: Collection[ItemId], origin: str
) -> list[Entry]:
    """Those of the meetings that are open to this person now, without those they have said no to."""
    found = []
    for meeting_id in meeting_ids:
        row = items.find(tx, access, meeting_id)
        body = row.decoded() if row is not None and row.body is not None else None
        if row is None or not isinstance(body, Meeting) or _said_no(tx, access, meeting_id):
            continue
        found.append(_entry(plan, access.member, row, body, origin))
    return found


def _name(entry: Entry) -> str:
    return f"{entry.plan}/{entry.id}"


def _entry(plan: PlanRow, member: Member | None, row: ItemRow, body: Meeting, origin: str) -> Entry:
    path = f"/meetings/{row.id}" if member is None else f"/shared/{plan.id}/meetings/{row.id}"
    return Entry(
        plan=plan.id,
        id=row.id,
        meeting=body,
        written_at=row.changed_at or row.at,
        sequence=row.rev,
        address=f"{origin}{path}",
    )


def _said_no(tx: Transaction, access: Access, meeting_id: ItemId) -> bool:
    if access.member is None:
        return False
    places_at_it = items.in_scope(tx, access, meeting_scope(meeting_id), kind="invitee")
    bodies = [row.decoded() for row in places_at_it if row.member_id == access.member.id]
    return any(isinstance(body, Invitee) and body.reply == "no" for body in bodies)


def _file(tx: Transaction, person: PersonId, entries: list[Entry], titles: Titles) -> bytes:
    lang: Lang = "en" if stored_reminders.language_of(tx, person) == "en" else "da"
    return calendar_file(
        entries, titles=titles, lang=lang, alarms=reminder_choices.choices_of(tx, person).minutes_before
    )
