"""What a person chooses about reminders: how long before, when it shall be quiet, and on whose clock."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from stafet.domain.consents import citizen_access
from stafet.domain.ids import END, PersonId
from stafet.domain.items import Meeting
from stafet.domain.reminders import CHOICES, is_zone
from stafet.domain.structs import WireIn
from stafet.store import items, meetings, plans, reminders
from stafet.store.engine import Transaction
from stafet.store.reminders import Choices
from stafet.use_cases.errors import Invalid
from stafet.use_cases.reminders import NO_CHOICE, people_at, set_for_person

Clock = Annotated[str, Meta(pattern=rf"^(([01][0-9]|2[0-3]):[0-5][0-9])?{END}", description="22:00, or empty")]


class ChoicesIn(WireIn, frozen=True, kw_only=True):
    """Which reminders a person wants, and when it shall be quiet."""

    minutes_before: Annotated[list[Literal[10080, 1440, 120]], Meta(max_length=3)]
    quiet_from: Clock = ""
    quiet_until: Clock = ""
    # Where the person is, so that quiet hours are quiet there. Left out: as before.
    zone: Annotated[str, Meta(max_length=64)] = ""


class ChoicesOut(msgspec.Struct, frozen=True, rename="camel"):
    """What a person has chosen, or what is so until they choose."""

    minutes_before: list[int]
    quiet_from: str
    quiet_until: str
    zone: str


def choices_of(tx: Transaction, person: PersonId) -> ChoicesOut:
    """Which reminders this person gets."""
    choices = reminders.choices_of(tx, person) or NO_CHOICE
    return ChoicesOut(list(choices.minutes_before), choices.quiet_from, choices.quiet_until, choices.zone)


def choose(tx: Transaction, *, person: PersonId, choices: ChoicesIn, now: datetime) -> None:
    """Keep the choice, and let it hold for the meetings that are already planned."""
    if bool(choices.quiet_from) != bool(choices.quiet_until):
        raise Invalid("quiet_hours_incomplete", field="quietFrom")
    zone = choices.zone or (reminders.choices_of(tx, person) or NO_CHOICE).zone
    if not is_zone(zone):
        raise Invalid("unknown_zone", field="zone")
    chosen = tuple(minutes for minutes in CHOICES if minutes in choices.minutes_before)
    reminders.keep_choices(tx, person, Choices(chosen, choices.quiet_from, choices.quiet_until, zone))
    for plan_id, meeting_id in sorted(meetings.ahead_of(tx, person, now)):
        # Locked, so that nobody moves the meeting at the same moment; in one order, so that two never wait in a ring.
        plan = plans.lock(tx, plan_id)
        row = items.find(tx, citizen_access(plan_id), meeting_id)
        body = row.decoded() if row is not None and row.body is not None else None
        # Who is not coming is not reminded, whatever they choose.
        if plan is not None and isinstance(body, Meeting) and person in people_at(tx, plan, meeting_id):
            held = reminders.of_meeting(tx, plan_id, meeting_id, person)
            set_for_person(tx, plan_id, person, meeting_id, body, held, now)
