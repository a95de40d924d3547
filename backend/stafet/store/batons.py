"""Who held the baton, from when to when. The one who holds it now is the span that has not ended."""

from datetime import datetime

import msgspec
import sqlalchemy as sa

from stafet.domain.ids import MemberId, PlanId
from stafet.store.tables import baton


class Holding(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """From when, and until when unless it is now."""

    since: datetime
    until: datetime | None = None


def take(tx: sa.Connection, plan_id: PlanId, member: MemberId, now: datetime) -> None:
    """This member holds it from now on. The database refuses a second one."""
    tx.execute(baton.insert().values(plan_id=plan_id, member_id=member, since=now))


def lay_down(tx: sa.Connection, plan_id: PlanId, member: MemberId, now: datetime) -> None:
    """This member holds it no more."""
    held = sa.and_(baton.c.plan_id == plan_id, baton.c.member_id == member, baton.c.until.is_(None))
    tx.execute(baton.update().where(held).values(until=now))


def held(tx: sa.Connection, plan_id: PlanId) -> dict[MemberId, list[Holding]]:
    """Every span of the plan, by the member who held it, oldest first."""
    found: dict[MemberId, list[Holding]] = {}
    query = sa.select(baton.c.member_id, baton.c.since, baton.c.until).where(baton.c.plan_id == plan_id)
    for member, since, until in tx.execute(query.order_by(baton.c.since)):
        found.setdefault(member, []).append(Holding(since, until))
    return found
