"""Copies on other people's phones: which device holds one, when it was last seen, what it was told to delete."""

from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from stafet.domain.ids import MemberId, PersonId, PlanId
from stafet.domain.scopes import Scope
from stafet.store.plan_keys import seal_of
from stafet.store.sealed_columns import DEVICE_COPY
from stafet.store.tables import device_copy, grant, member, removal


class CopyRow(msgspec.Struct, frozen=True):
    """One device that holds, or held, a copy."""

    member: MemberId
    device: str
    label: str
    view: str
    last_seen_at: datetime


def find(tx: sa.Connection, plan_id: PlanId, member: MemberId, device: str) -> CopyRow | None:
    """What is known of one device."""
    row = tx.execute(
        sa.select(device_copy.c.member_id, device_copy.c.device, device_copy.c.label, device_copy.c.view,
                  device_copy.c.last_seen_at)
        .where(device_copy.c.plan_id == plan_id, device_copy.c.member_id == member, device_copy.c.device == device)
    ).one_or_none()  # fmt: skip
    return _opened(tx, plan_id, row) if row else None


def _opened(tx: sa.Connection, plan_id: PlanId, row: sa.Row[*tuple[Any, ...]]) -> CopyRow:
    member_id, device, label, view, last_seen_at = row
    label = DEVICE_COPY.open(seal_of(tx, plan_id), f"{member_id}|{device}", "label", label)
    return CopyRow(member_id, device, label, view, last_seen_at)


def note(tx: sa.Connection, plan_id: PlanId, row: CopyRow) -> None:
    """The device was seen, and was told this list of what it may hold."""
    words = {"label": row.label, "view": row.view, "last_seen_at": row.last_seen_at}
    values = DEVICE_COPY.seal(seal_of(tx, plan_id), f"{row.member}|{row.device}", words)
    key = (device_copy.c.plan_id == plan_id, device_copy.c.member_id == row.member, device_copy.c.device == row.device)
    if tx.execute(device_copy.update().where(*key).values(**values)).rowcount == 0:
        tx.execute(device_copy.insert().values(plan_id=plan_id, member_id=row.member, device=row.device, **values))


def closed_between(
    tx: sa.Connection, plan_id: PlanId, member: MemberId, since: datetime, until: datetime
) -> set[Scope]:
    """Scopes of the member's grants that ended, by act or by time, in a span."""
    closed_at = sa.func.coalesce(grant.c.ended_at, grant.c.valid_until)
    rows = tx.execute(
        sa.select(grant.c.scope).where(
            grant.c.plan_id == plan_id, grant.c.member_id == member, closed_at >= since, closed_at <= until
        )
    )
    return {Scope(row[0]) for row in rows}


def record_removal(
    tx: sa.Connection, plan_id: PlanId, member: MemberId, device: str, scope: Scope, at: datetime
) -> None:
    """The device was told to delete a scope. The last time counts."""
    key = (
        removal.c.plan_id == plan_id,
        removal.c.member_id == member,
        removal.c.device == device,
        removal.c.scope == scope,
    )
    if tx.execute(removal.update().where(*key).values(at=at)).rowcount == 0:
        tx.execute(removal.insert().values(plan_id=plan_id, member_id=member, device=device, scope=scope, at=at))


def of_person(tx: sa.Connection, plan_id: PlanId, person: PersonId, device: str) -> list[CopyRow]:
    """What this device holds, or held, of the plan, under any place its owner has had on the team."""
    rows = tx.execute(
        sa.select(device_copy.c.member_id, device_copy.c.device, device_copy.c.label, device_copy.c.view,
                  device_copy.c.last_seen_at)
        .join(member, sa.and_(member.c.plan_id == device_copy.c.plan_id, member.c.id == device_copy.c.member_id))
        .where(device_copy.c.plan_id == plan_id, device_copy.c.device == device, member.c.person_id == person)
    )  # fmt: skip
    return [_opened(tx, plan_id, row) for row in rows]


def of_plan(tx: sa.Connection, plan_id: PlanId) -> list[CopyRow]:
    """Every device that holds or held a copy, newest contact first."""
    rows = tx.execute(
        sa.select(device_copy.c.member_id, device_copy.c.device, device_copy.c.label, device_copy.c.view,
                  device_copy.c.last_seen_at)
        .where(device_copy.c.plan_id == plan_id)
        .order_by(device_copy.c.last_seen_at.desc(), device_copy.c.device)
    )  # fmt: skip
    return [_opened(tx, plan_id, row) for row in rows]


def removals_of_plan(tx: sa.Connection, plan_id: PlanId) -> list[tuple[MemberId, str, Scope, datetime]]:
    """(member, device, scope, when it was told to delete it)."""
    rows = tx.execute(
        sa.select(removal.c.member_id, removal.c.device, removal.c.scope, removal.c.at)
        .where(removal.c.plan_id == plan_id)
        .order_by(removal.c.at.desc())
    )
    return [(row[0], row[1], Scope(row[2]), row[3]) for row in rows]
