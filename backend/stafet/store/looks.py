"""Looks: who received items of a scope. Rows of the log, written before the answer leaves."""

from collections.abc import Collection, Mapping
from datetime import datetime

import msgspec
import sqlalchemy as sa

from stafet.domain.chain import moment
from stafet.domain.consents import Access, Member
from stafet.domain.ids import MemberId, PlanId
from stafet.domain.log import Entry, Looked
from stafet.domain.scopes import Scope
from stafet.store import log as chained
from stafet.store.tables import log


class LookRow(msgspec.Struct, frozen=True):
    """One look, with the human name at the time."""

    seq: int
    member: MemberId
    name: str
    organisation: str
    scope: Scope
    items: int
    at: datetime


def record(tx: sa.Connection, plan_id: PlanId, member: Member, items: Mapping[Scope, int], now: datetime) -> None:
    """One row for each scope of which items are about to leave. The plan is locked by the caller."""
    if not items:
        return
    chained.append(
        tx,
        plan_id,
        [
            Entry(
                kind="look",
                who=member.id,
                scope=scope,
                said=Looked(
                    name=member.name,
                    organisation=member.organisation,
                    items=count,
                    unit=member.unit.id if member.unit is not None else "",
                ),
            )
            for scope, count in sorted(items.items())
        ],
        now,
    )


def newest(tx: sa.Connection, access: Access, *, before: int | None, limit: int) -> list[LookRow]:
    """Looks, newest first. The citizen sees all; a member those of scopes they may see (C15)."""
    looks = (log.c.plan_id == access.plan, log.c.kind == "look", log.c.payload.is_not(None))
    query = sa.select(log.c.seq, log.c.who, log.c.scope, log.c.at, log.c.payload).where(*looks)
    if before is not None:
        query = query.where(log.c.seq < before)
    if not access.is_citizen:
        scopes: Collection[str] = {
            scope for (scope,) in tx.execute(sa.select(log.c.scope).where(*looks).distinct()) if access.sees(scope)
        }
        query = query.where(log.c.scope.in_(scopes))
    return [_look(tx, access.plan, *row) for row in tx.execute(query.order_by(log.c.seq.desc()).limit(limit))]


def _look(
    tx: sa.Connection, plan_id: PlanId, seq: int, member: MemberId, scope: Scope, at: str, payload: bytes
) -> LookRow:
    said = chained.said_in(tx, plan_id, seq, payload, Looked)
    return LookRow(seq, member, said.name, said.organisation, scope, said.items, datetime.fromisoformat(at))


def people_since(tx: sa.Connection, access: Access, since: datetime) -> int:
    """How many people have looked since a moment. For the citizen's first screen."""
    return _people(tx, log.c.plan_id == access.plan, log.c.at >= moment(since)) if access.is_citizen else 0


def people_between(tx: sa.Connection, access: Access, since: datetime, until: datetime) -> int:
    """How many people looked from a moment until just before another. For the citizen."""
    if not access.is_citizen:
        return 0
    return _people(tx, log.c.plan_id == access.plan, log.c.at >= moment(since), log.c.at < moment(until))


def _people(tx: sa.Connection, *which: sa.ColumnElement[bool]) -> int:
    count: int = tx.execute(
        sa.select(sa.func.count(sa.distinct(log.c.who))).where(log.c.kind == "look", *which)
    ).scalar_one()
    return count
