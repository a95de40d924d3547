"""What there is of plans, in numbers: who is on teams, when meetings are, whom reminders reached.

No body of an item is read here, sealed or open. Of what is sealed only the name of an organisation is opened, as it
stands on a place or on its unit; what it is compared with, and that it goes no further, use_cases/counts.py says.
"""

from collections.abc import Iterator
from datetime import datetime

import msgspec
import sqlalchemy as sa

from stafet.domain.ids import MemberId, PersonId, PlanId
from stafet.store.errors import KeyDestroyed
from stafet.store.plan_keys import seal_of
from stafet.store.sealed_columns import MEMBER
from stafet.store.tables import delivery, item, meeting, member, plan, reminder

_unit = member.alias("unit")
_IN_USE = plan.c.suspended_at.is_(None)


class PlaceRow(msgspec.Struct, frozen=True):
    """One active place of a person's: where they come from, by each name that the citizen has given it."""

    plan: PlanId
    member: MemberId
    person: PersonId
    is_relative: bool
    holds_baton: bool
    names: tuple[str, ...]


def plans_in_use(tx: sa.Connection) -> list[PlanId]:
    """Every plan that is not suspended."""
    return list(tx.execute(sa.select(plan.c.id).where(_IN_USE)).scalars())


def places(tx: sa.Connection) -> Iterator[PlaceRow]:
    """Everybody who is on a team now."""
    query = (
        sa.select(
            member.c.plan_id, member.c.id, member.c.person_id, member.c.role, member.c.baton_holder,
            member.c.organisation, _unit.c.id, _unit.c.organisation, _unit.c.name,
        )
        .join(plan, plan.c.id == member.c.plan_id)
        .outerjoin(_unit, sa.and_(_unit.c.plan_id == member.c.plan_id, _unit.c.id == member.c.unit_id))
        .where(_IN_USE, member.c.kind == "person", member.c.status == "active")
        .order_by(member.c.plan_id)
    )  # fmt: skip
    for plan_id, member_id, person, role, holds, organisation, unit, of_unit, unit_name in tx.execute(query):
        try:
            seal = seal_of(tx, plan_id)
        except KeyDestroyed:
            # Erased while we were counting.
            continue
        names = [MEMBER.open(seal, member_id, "organisation", organisation)]
        if unit is not None:
            names += [
                MEMBER.open(seal, unit, "organisation", of_unit),
                MEMBER.open(seal, unit, "name", unit_name),
            ]
        yield PlaceRow(plan_id, member_id, person, role == "relative", bool(holds), tuple(filter(None, names)))


def meetings_ahead(tx: sa.Connection, now: datetime) -> set[tuple[PlanId, str]]:
    """Meetings that are planned and have not begun: the plan, and the meeting's id."""
    return _meetings(tx, meeting.c.starts_at > now, meeting.c.state == "planned")


def meetings_over(tx: sa.Connection, since: datetime, now: datetime) -> set[tuple[PlanId, str]]:
    """Meetings whose time is over, and which nobody called off. Whether people came, nothing here tells."""
    return _meetings(tx, meeting.c.ends_at > since, meeting.c.ends_at <= now, meeting.c.state != "cancelled")


def _meetings(tx: sa.Connection, *which: sa.ColumnElement[bool]) -> set[tuple[PlanId, str]]:
    query = sa.select(meeting.c.plan_id, meeting.c.id).join(plan, plan.c.id == meeting.c.plan_id)
    return {(row[0], row[1]) for row in tx.execute(query.where(_IN_USE, *which))}


def asked_to_meetings(tx: sa.Connection) -> Iterator[tuple[PlanId, str, MemberId]]:
    """Who has a place at which meeting: the plan, the meeting and the member."""
    query = sa.select(item.c.plan_id, item.c.scope, item.c.member_id).where(
        item.c.kind == "invitee", item.c.member_id.is_not(None)
    )
    for plan_id, scope, member_id in tx.execute(query):
        yield plan_id, scope.partition(":")[2], member_id


def reached(tx: sa.Connection, since: datetime) -> set[tuple[PlanId, PersonId]]:
    """Whom a reminder of which plan has reached on a device."""
    query = (
        sa.select(reminder.c.plan_id, reminder.c.person_id)
        .join(delivery, delivery.c.reminder_id == reminder.c.id)
        .join(plan, plan.c.id == reminder.c.plan_id)
        .where(_IN_USE, delivery.c.outcome == "reached", delivery.c.at > since)
        .distinct()
    )
    return {(row[0], row[1]) for row in tx.execute(query)}
