"""Reminders as rows: made with the meeting, checked again when they are due."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from stafet.domain.consents import Grant, citizen_access
from stafet.domain.ids import ItemId, MemberId, PersonId, PlanId, random_id
from stafet.domain.items import Invitee, Meeting
from stafet.domain.meetings import ends_at, starts_at
from stafet.domain.reminders import (
    DEFAULT,
    LATER,
    Quiet,
    ends_notice,
    moments,
    outside_quiet,
    quiet_hours,
    spread,
)
from stafet.domain.scopes import Scope, is_call, is_meeting, meeting_scope
from stafet.domain.structs import Wire
from stafet.store import consents, items, meetings, members, plans, reminders
from stafet.store.engine import Transaction
from stafet.store.plans import PlanRow
from stafet.store.reminders import Choices, ReminderRow
from stafet.use_cases.access import access_to
from stafet.use_cases.errors import NotFound

NEWS_LIFE = timedelta(days=2)
NO_CHOICE = Choices(DEFAULT, "", "")
# Nobody can guess by how much a knock is early, so nobody can take it off again.
_chance = secrets.SystemRandom().random


class Target(Wire, frozen=True, kw_only=True):
    """Where a tap on the notification leads."""

    plan: PlanId
    meeting: ItemId | None = None
    # It is about a consent that ends: the list of who may see what.
    consents: bool = False


def set_for_meeting(tx: Transaction, plan: PlanRow, meeting_id: ItemId, meeting: Meeting, now: datetime) -> None:
    """Let the meeting's reminders follow it: for the citizen and everybody who is asked and has not said no."""
    people = set(people_at(tx, plan, meeting_id))
    held = reminders.of_meeting(tx, plan.id, meeting_id)
    reminders.remove(tx, [row.id for row in held if row.person not in people])
    for person in sorted(people):
        own = [row for row in held if row.person == person]
        set_for_person(tx, plan.id, person, meeting_id, meeting, own, now)


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
    reminders.clear_meeting(tx, plan_id, meeting_id)


def forget_person(tx: Transaction, plan_id: PlanId, person: PersonId) -> None:
    """Somebody left the plan: nothing about it reaches them."""
    reminders.drop_for_person(tx, plan_id, person)


def tell_news(tx: Transaction, plan_id: PlanId, person: PersonId, *, meeting: ItemId | None, now: datetime) -> None:
    """There is something new for this person. Told once until it has been sent: a digest, not a drip.

    A tap leads to the newest that has a place of its own.
    """
    if reminders.has_pending(tx, plan_id, person, "news"):
        if meeting is not None:
            reminders.lead_news_to(tx, plan_id, person, meeting)
        return
    reminders.add(
        tx,
        reminder_id=random_id(),
        plan_id=plan_id,
        person_id=person,
        kind="news",
        meeting_id=meeting,
        minutes_before=None,
        meant_for=now,
        # Who is told at the same second is on the same team (T10).
        due_at=now + LATER * _chance(),
        expires_at=now + NEWS_LIFE,
    )


def set_ends_notices(tx: Transaction, plan: PlanRow, now: datetime) -> None:
    """Make the notices of consents that end anew: the citizen is told two weeks before, once for each day of ending.

    Nobody else is asked, and doing nothing lets it end. A consent to a meeting ends with the meeting, a leave to call
    with its matter: not told.
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
            meant_for=moment,
            due_at=moment + LATER * _chance(),
            expires_at=until,
        )


def _that_are_told(tx: Transaction, plan_id: PlanId, now: datetime) -> list[Grant]:
    return [
        grant
        for grant in consents.running(tx, plan_id, now)
        if not is_meeting(grant.scope) and not is_call(grant.scope)
    ]


def _notice_moment(tx: Transaction, citizen: PersonId, until: datetime) -> datetime:
    return outside_quiet(ends_notice(until), quiet_of(tx, citizen), until)


def quiet_of(tx: Transaction, person: PersonId) -> Quiet | None:
    """When this person's phones say nothing."""
    choices = reminders.choices_of(tx, person) or NO_CHOICE
    return quiet_hours(choices.quiet_from, choices.quiet_until, choices.zone)


def people_at(tx: Transaction, plan: PlanRow, meeting_id: ItemId) -> list[PersonId]:
    people = [plan.citizen]
    for row in items.in_scope(tx, citizen_access(plan.id), meeting_scope(meeting_id), kind="invitee"):
        body = row.decoded()
        if not isinstance(body, Invitee) or body.reply == "no":
            continue
        member = members.find(tx, plan.id, MemberId(body.member))
        if member is not None and member.is_here and member.person is not None:
            people.append(member.person)
    return people


def set_for_person(
    tx: Transaction,
    plan_id: PlanId,
    person: PersonId,
    meeting_id: ItemId,
    meeting: Meeting,
    held: Collection[ReminderRow],
    now: datetime,
) -> None:
    """What still fits is left as it is: on its way, or sent. So touching a meeting neither loses nor doubles one.

    A meeting that is moved reminds again. A moment that has passed when it is asked for is left out.
    """
    choices = reminders.choices_of(tx, person) or NO_CHOICE
    quiet = quiet_hours(choices.quiet_from, choices.quiet_until, choices.zone)
    start = starts_at(meeting)
    wanted = dict(moments(meeting, choices.minutes_before, quiet))
    gone = []
    for row in held:
        moment = wanted.get(row.minutes_before or 0)
        is_told = row.state != "pending"
        if moment is not None and row.starts_at == start and (is_told or row.meant_for == moment):
            del wanted[row.minutes_before or 0]
        else:
            gone.append(row.id)
    reminders.remove(tx, gone)
    for minutes, moment in wanted.items():
        if moment <= now:
            continue
        reminders.add(
            tx,
            reminder_id=random_id(),
            plan_id=plan_id,
            person_id=person,
            kind="meeting",
            meeting_id=meeting_id,
            minutes_before=minutes,
            meant_for=moment,
            starts_at=start,
            due_at=spread(moment, _chance(), quiet, start),
            expires_at=ends_at(meeting),
        )


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
    if when is None or when[2] != "planned":
        return False
    # Moved meanwhile: this one tells of a time that is no more, and others were made for the new one.
    return row.starts_at is None or row.starts_at == when[0]


def target_of(tx: Transaction, *, reminder_id: str, person: PersonId) -> Target:
    """Where a tap leads. A reminder that is not this person's does not exist."""
    row = reminders.find(tx, reminder_id, person)
    if row is None:
        raise NotFound
    return Target(plan=row.plan, meeting=row.meeting, consents=row.kind == "consent_ends")
