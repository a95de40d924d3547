"""A plan is erased: every row that belongs to it, in every table there is. Its log stays behind, without a word."""

import sqlalchemy as sa

from stafet.domain.ids import PersonId, PlanId
from stafet.store.tables import log, member, metadata, plan, push_subscription, reminder_choice

# Derived, so that a table that comes is not forgotten. Those that point at others go first.
PLAN_TABLES = tuple(table for table in reversed(metadata.sorted_tables) if "plan_id" in table.c and table is not log)


def people_of(tx: sa.Connection, plan_id: PlanId, citizen: PersonId) -> set[PersonId]:
    """The citizen, and everybody who has or has had a place on the team."""
    found = tx.execute(
        sa.select(member.c.person_id).where(member.c.plan_id == plan_id, member.c.person_id.is_not(None))
    )
    return {citizen, *found.scalars()}


def rows_of(tx: sa.Connection, plan_id: PlanId) -> None:
    """Take out every row of the plan, and the plan."""
    for table in PLAN_TABLES:
        tx.execute(table.delete().where(table.c.plan_id == plan_id))
    tx.execute(plan.delete().where(plan.c.id == plan_id))


def what_only_served_plans(tx: sa.Connection, people: set[PersonId]) -> None:
    """Who has no place left on any plan is reminded of nothing: their choices and their phones' addresses go too."""
    owners = tx.execute(sa.select(plan.c.citizen_id).where(plan.c.citizen_id.in_(people))).scalars()
    placed = tx.execute(
        sa.select(member.c.person_id).where(member.c.person_id.in_(people), member.c.status != "ended")
    ).scalars()
    done = people - {*owners, *placed}
    for table in (push_subscription, reminder_choice):
        tx.execute(table.delete().where(table.c.person_id.in_(done)))
