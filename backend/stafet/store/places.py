"""Where somebody has a place: their own plan, and those whose team they are on. One question, asked by every sync."""

import msgspec
import sqlalchemy as sa

from stafet.domain.consents import Member
from stafet.domain.ids import PersonId
from stafet.store import members, plans
from stafet.store.plans import PlanRow
from stafet.store.prepared import Prepared
from stafet.store.tables import member, plan


class Place(msgspec.Struct, frozen=True):
    """One plan and what somebody is there: a member, or its citizen (None)."""

    plan: PlanRow
    member: Member | None


_PLAN_WIDTH = len(plans.COLUMNS)
_MEMBER_WIDTH = len(members.COLUMNS)

_of_person = Prepared(
    sa.union_all(
        plans.with_owner_and_key(
            members.with_unit(
                sa.select(*plans.COLUMNS, *members.COLUMNS, member.c.at)
                .select_from(member)
                .join(plan, plan.c.id == member.c.plan_id)
            )
        ).where(member.c.person_id == sa.bindparam("person"), member.c.status == "active"),
        plans.with_owner_and_key(
            sa.select(*plans.COLUMNS, *(sa.null() for _ in range(_MEMBER_WIDTH + 1))).select_from(plan)
        ).where(plan.c.citizen_id == sa.bindparam("person")),
    )
)


def of_person(tx: sa.Connection, person_id: PersonId) -> list[Place]:
    """Their own plan first, then the active places on teams, oldest first."""
    own: list[Place] = []
    teams: list[tuple[object, str, Place]] = []
    for row in _of_person.rows(tx, {"person": person_id}):
        known = plans.of_row(tx, row[:_PLAN_WIDTH])
        if row[_PLAN_WIDTH] is None:
            own.append(Place(known, None))
        else:
            found = members.of_row(tx, row[_PLAN_WIDTH:])
            if found.is_here:
                teams.append((row[-1], found.id, Place(known, found)))
    return own + [place for _, _, place in sorted(teams, key=lambda one: one[:2])]
