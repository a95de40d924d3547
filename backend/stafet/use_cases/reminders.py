"""Reminders as rows: made with the meeting, checked again when they are due."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from stafet.domain.consents import Grant, citizen_access
from stafet.domain.ids import END, ItemId, MemberId, PersonId, PlanId, random_id
from stafet.domain.items import Invitee, Meeting
from stafet.domain.meetings import ends_at
from stafet.domain.reminders import CHOICES, COPENHAGEN, DEFAULT, ends_notice, moments, outside_quiet
from stafet.domain.scopes import Scope, is_meeting, meeting_scope
from stafet.domain.structs import Wire, WireIn
from stafet.store import consents, items, meetings, members, plans, reminders
from stafet.store.engine import Transaction
from stafet.store.plans import PlanRow
from stafet.store.reminders import Choices, ReminderRow
from stafet.use_cases.access import access_to
from stafet.use_cases.errors import Invalid, NotFound

NEWS_LIFE = timedelta(days=2)
NO_CHOICE = Choices(DEFAULT, "", "")

Clock = Annotated[str, Meta(pattern=rf"^(([01][0-9]|2[0-3]):[0-5][0-9])?{END}", description="22:00, or empty")]


class ChoicesIn(WireIn, frozen=True, kw_only=True):
    """Which reminders a person wants, and when it shall be quiet."""

    minutes_before: Annotated[list[Literal[10080, 1440, 120]], Meta(max_length=3)]
    quiet_from: Clock = ""
    quiet_until: Clock = ""


class ChoicesOut(msgspec.Struct, frozen=True, rename="camel"):
    """What a person has chosen, or what is so until they choose."""

    minutes_before: list[int]
    quiet_from: str
    quiet_until: str


class Target(Wire, frozen=True, kw_only=True):
    """Where a tap on the notification leads."""

    plan: PlanId
    meeting: ItemId | None = None
    # It is about a consent that ends: the list of who may see what.
    consents: bool = False


def set_for_meeting(tx: Transaction, plan: PlanRow, meeting_id: ItemId, meeting: Meeting, now: datetime) -> None:
    """Make the meeting's reminders anew, for the citizen and everybody who is asked and has not said no."""
    clear_meeting(tx, plan.id, meeting_id)
    for person in _people_at(tx, plan, meeting_id):
        _set_for_person(tx, plan.id, person, meeting_id, meeting, now)


def set_for_member(tx: Transaction, plan: PlanRow, member_id: MemberId, now: datetime) -> None:
    """A member who has just become active is reminded of the meetings they were asked to."""
    for row in items.naming(tx, plan.id, member_id, ("invitee",)):
        meeting_id = ItemId(row.scope.partition(":")[2])
        meeting = items.find(tx, citizen_access(plan.id), meeting_id)
        body = meeting.decoded() if meeting is not None and meeting.body is not None else None
        if isinstance(body, Meeting):
            set_for_meeting(tx, plan, meeting_id, body, now)


def clear_meeting(tx: Transaction, plan_id: PlanId, meeting_id: ItemId) -> None:
    """No reminders of this meeting any more."""
    reminders.clear_pending(tx, plan_id, meeting_id)


def forget_person(tx: Transaction, plan_id: PlanId, person: PersonId) -> None:
    """Somebody left the plan: nothing about it reaches them."""
    reminders.drop_for_person(tx, plan_id, person)


def tell_news(tx: Transaction, plan_id: PlanId, person: PersonId, *, meeting: ItemId | None, now: datetime) -> None:
    """There is something new for this person. Told once until it has been sent: a digest, not a drip."""
    if reminders.has_pending(tx, plan_id, person, "news"):
        return
    reminders.add(
        tx,
        reminder_id=random_id(),
        plan_id=plan_id,
        person_id=person,
        kind="news",
        meeting_id=meeting,
        minutes_before=None,
        due_at=now,
        expires_at=now + NEWS_LIFE,
    )


def set_ends_notices(tx: Transaction, plan: PlanRow, now: datetime) -> None:
    """Make the notices of consents that end anew: the citizen is told two weeks before, once for each day of ending.

    Nobody else is asked, and doing nothing lets it end. A consent to a meeting ends with the meeting: not told.
    """
    reminders.clear_ahead(tx, plan.id, "consent_ends", now)
    ends: dict[datetime, datetime] = {}
    for grant in _that_are_told(tx, plan.id, now):
        moment = _notice_moment(tx, plan.citizen, grant.valid_until)
        if moment > now:
            ends[moment] = max(grant.valid_until, ends.get(moment, moment))
    for moment, until in ends.items():
        reminders.add(
            tx,
            reminder_id=random_id(),
            plan_id=plan.id,
            person_id=plan.citizen,
            kind="consent_ends",
            meeting_id=None,
            minutes_before=None,
            due_at=moment,
            expires_at=until,
        )


def _that_are_told(tx: Transaction, plan_id: PlanId, now: datetime) -> list[Grant]:
    return [grant for grant in consents.running(tx, plan_id, now) if not is_meeting(grant.scope)]


def _notice_moment(tx: Transaction, citizen: PersonId, until: datetime) -> datetime:
    choices = reminders.choices_of(tx, citizen) or NO_CHOICE
    moment = ends_notice(until)
    if not (choices.quiet_from and choices.quiet_until):
        return moment
    return outside_quiet(moment, (choices.quiet_from, choices.quiet_until), COPENHAGEN, until)


def _people_at(tx: Transaction, plan: PlanRow, meeting_id: ItemId) -> list[PersonId]:
    people = [plan.citizen]
    for row in items.in_scope(tx, citizen_access(plan.id), meeting_scope(meeting_id), kind="invitee"):
        body = row.decoded()
        if not isinstance(body, Invitee) or body.reply == "no":
            continue
        member = members.find(tx, plan.id, MemberId(body.member))
        if member is not None and member.is_here and member.person is not None:
            people.append(member.person)
    return people


def _set_for_person(
    tx: Transaction, plan_id: PlanId, person: PersonId, meeting_id: ItemId, meeting: Meeting, now: datetime
) -> None:
    choices = reminders.choices_of(tx, person) or NO_CHOICE
    quiet = (choices.quiet_from, choices.quiet_until) if choices.quiet_from and choices.quiet_until else None
    for minutes, moment in moments(meeting, choices.minutes_before, quiet, now):
        reminders.add(
            tx,
            reminder_id=random_id(),
            plan_id=plan_id,
            person_id=person,
            kind="meeting",
            meeting_id=meeting_id,
            minutes_before=minutes,
            due_at=moment,
            expires_at=ends_at(meeting),
        )


def choices_of(tx: Transaction, person: PersonId) -> ChoicesOut:
    """Which reminders this person gets."""
    choices = reminders.choices_of(tx, person) or NO_CHOICE
    return ChoicesOut(list(choices.minutes_before), choices.quiet_from, choices.quiet_until)


def choose(tx: Transaction, *, person: PersonId, choices: ChoicesIn, now: datetime) -> None:
    """Keep the choice, and let it hold for the meetings that are already planned."""
    if bool(choices.quiet_from) != bool(choices.quiet_until):
        raise Invalid("quiet_hours_incomplete", field="quietFrom")
    chosen = tuple(minutes for minutes in CHOICES if minutes in choices.minutes_before)
    reminders.keep_choices(tx, person, Choices(chosen, choices.quiet_from, choices.quiet_until))
    for plan_id, meeting_id, body in _meetings_of(tx, person, now):
        reminders.clear_pending(tx, plan_id, meeting_id, [person])
        _set_for_person(tx, plan_id, person, meeting_id, body, now)


def _meetings_of(tx: Transaction, person: PersonId, now: datetime) -> list[tuple[PlanId, ItemId, Meeting]]:
    found = []
    for plan_id, meeting_id in meetings.ahead_of(tx, person, now):
        row = items.find(tx, citizen_access(plan_id), meeting_id)
        body = row.decoded() if row is not None and row.body is not None else None
        if isinstance(body, Meeting):
            found.append((plan_id, meeting_id, body))
    return found


def may_still_be_sent(tx: Transaction, row: ReminderRow, now: datetime) -> bool:
    """Asked at the moment of sending: is there still a meeting, and may this person still know of it? (C19)"""
    plan = plans.find(tx, row.plan)
    access = access_to(tx, plan, row.person, now) if plan and not plan.is_suspended else None
    if access is None or row.expires_at <= now:
        return False
    if row.kind == "consent_ends":
        # Withdrawn or given anew meanwhile: there is nothing to ask about.
        return access.is_citizen and any(
            ends_notice(grant.valid_until) <= now for grant in _that_are_told(tx, row.plan, now)
        )
    if row.meeting is None:
        return True
    scope: Scope = meeting_scope(row.meeting)
    if not access.sees(scope):
        return False
    when = meetings.find(tx, row.plan, row.meeting)
    return when is not None and when[2] == "planned"


def target_of(tx: Transaction, *, reminder_id: str, person: PersonId) -> Target:
    """Where a tap leads. A reminder that is not this person's does not exist."""
    row = reminders.find(tx, reminder_id, person)
    if row is None:
        raise NotFound
    return Target(plan=row.plan, meeting=row.meeting, consents=row.kind == "consent_ends")
