"""Looks: who received items of a scope. Written before the answer leaves."""

from collections.abc import Collection, Mapping
from datetime import datetime

import msgspec
import sqlalchemy as sa

from stafet.domain.consents import Access, Member
from stafet.domain.ids import MemberId, PlanId
from stafet.domain.scopes import Scope
from stafet.store.prepared import Prepared
from stafet.store.tables import look


class LookRow(msgspec.Struct, frozen=True):
    """One look, with the human name at the time."""

    seq: int
    member: MemberId
    name: str
    organisation: str
    scope: Scope
    items: int
    at: datetime


_last = Prepared(sa.select(sa.func.coalesce(sa.func.max(look.c.seq), 0)).where(look.c.plan_id == sa.bindparam("plan")))
_add = Prepared(look.insert())


def record(tx: sa.Connection, plan_id: PlanId, member: Member, items: Mapping[Scope, int], now: datetime) -> None:
    """One row for each scope of which items are about to leave. The plan is locked by the caller."""
    if not items:
        return
    (last,) = _last.rows(tx, {"plan": plan_id})[0]
    _add.run_many(
        tx,
        [
            {
                "plan_id": plan_id,
                "seq": last + number,
                "member_id": member.id,
                "name": member.name,
                "organisation": member.organisation,
                "scope": scope,
                "item_count": count,
                "at": now,
            }
            for number, (scope, count) in enumerate(sorted(items.items()), start=1)
        ],
    )


def newest(tx: sa.Connection, access: Access, *, before: int | None, limit: int) -> list[LookRow]:
    """Looks, newest first. The citizen sees all; a member those of scopes they may see (C15)."""
    query = sa.select(
        look.c.seq, look.c.member_id, look.c.name, look.c.organisation, look.c.scope, look.c.item_count, look.c.at
    ).where(look.c.plan_id == access.plan)
    if before is not None:
        query = query.where(look.c.seq < before)
    if not access.is_citizen:
        scopes: Collection[str] = {
            scope
            for (scope,) in tx.execute(sa.select(look.c.scope).where(look.c.plan_id == access.plan).distinct())
            if access.sees(scope)
        }
        query = query.where(look.c.scope.in_(scopes))
    return [LookRow(*row) for row in tx.execute(query.order_by(look.c.seq.desc()).limit(limit))]


def people_since(tx: sa.Connection, access: Access, since: datetime) -> int:
    """How many people have looked since a moment. For the citizen's first screen."""
    if not access.is_citizen:
        return 0
    count: int = tx.execute(
        sa.select(sa.func.count(sa.distinct(look.c.member_id))).where(look.c.plan_id == access.plan, look.c.at >= since)
    ).scalar_one()
    return count
