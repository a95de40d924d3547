"""Plans: whose they are, their revision counter, and the head of each scope."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from stafet.domain.consents import Access
from stafet.domain.ids import PersonId, PlanId
from stafet.domain.scopes import Scope
from stafet.store import plan_keys
from stafet.store.prepared import Prepared, Row
from stafet.store.tables import person, plan, plan_key, scope_head


class PlanRow(msgspec.Struct, frozen=True):
    """One plan, without any of its content."""

    id: PlanId
    citizen: PersonId
    citizen_name: str
    epoch: str
    rev: int


def _select() -> sa.Select[*tuple[Any, ...]]:
    # The plan's key comes along: a question of its own for each request would cost as much as the plan.
    return (
        sa.select(
            plan.c.id,
            plan.c.citizen_id,
            person.c.name,
            plan.c.epoch,
            plan.c.rev,
            plan.c.key_version,
            plan_key.c.wrapped,
        )
        .join(person, person.c.id == plan.c.citizen_id)
        .outerjoin(plan_key, sa.and_(plan_key.c.plan_id == plan.c.id, plan_key.c.version == plan.c.key_version))
    )


_find = Prepared(_select().where(plan.c.id == sa.bindparam("plan")))
_lock = Prepared(_select().where(plan.c.id == sa.bindparam("plan")).with_for_update(of=plan))
_of_citizen = Prepared(_select().where(plan.c.citizen_id == sa.bindparam("citizen")))
_heads = Prepared(sa.select(scope_head.c.scope, scope_head.c.rev).where(scope_head.c.plan_id == sa.bindparam("plan")))
_advance = Prepared(plan.update().where(plan.c.id == sa.bindparam("plan")).values(rev=sa.bindparam("head")))
_move_head = Prepared(
    scope_head.update()
    .where(scope_head.c.plan_id == sa.bindparam("plan"), scope_head.c.scope == sa.bindparam("of"))
    .values(rev=sa.bindparam("head"))
)


def _plan(tx: sa.Connection, row: Row | None) -> PlanRow | None:
    if row is None:
        return None
    *facts, version, wrapped = row
    if wrapped is not None:
        plan_keys.of_transaction(tx).learn(row[0], version, wrapped)
    return PlanRow(*facts)


def find(tx: sa.Connection, plan_id: PlanId) -> PlanRow | None:
    """The plan of this id."""
    return _plan(tx, _find.row(tx, {"plan": plan_id}))


def lock(tx: sa.Connection, plan_id: PlanId) -> PlanRow | None:
    """The plan, held until the end of this transaction. Everything that writes to a plan takes this lock first."""
    return _plan(tx, _lock.row(tx, {"plan": plan_id}))


def of_citizen(tx: sa.Connection, citizen: PersonId) -> PlanRow | None:
    """The plan this person owns."""
    return _plan(tx, _of_citizen.row(tx, {"citizen": citizen}))


def add(tx: sa.Connection, *, plan_id: PlanId, citizen: PersonId, epoch: str, now: datetime) -> None:
    """Make an empty plan, with a key of its own."""
    tx.execute(plan.insert().values(id=plan_id, citizen_id=citizen, epoch=epoch, rev=0, created_at=now))
    plan_keys.add(tx, plan_id, 1, now)


def destroy_key(tx: sa.Connection, plan_id: PlanId) -> None:
    """Erase for good what was written in a plan: its key is destroyed, and nothing of it opens any more."""
    plan_keys.destroy(tx, plan_id)


def advance(tx: sa.Connection, plan_id: PlanId, rev: int, heads: Mapping[Scope, int]) -> None:
    """Move the counter and the heads of the scopes that changed. The plan is locked by the caller."""
    _advance.run(tx, {"plan": plan_id, "head": rev})
    for scope, head in heads.items():
        moved = _move_head.run(tx, {"plan": plan_id, "of": scope, "head": head})
        if moved == 0:
            tx.execute(scope_head.insert().values(plan_id=plan_id, scope=scope, rev=head))


def heads(tx: sa.Connection, access: Access) -> dict[Scope, int]:
    """The newest revision in each scope that has one and that this person sees."""
    rows = _heads.rows(tx, {"plan": access.plan})
    return {scope: rev for scope, rev in rows if access.sees(scope)}


def renew_epochs(tx: sa.Connection, new_epoch: Callable[[], str]) -> int:
    """Another epoch for every plan; answers how many there are."""
    ids = tx.execute(sa.select(plan.c.id).order_by(plan.c.id)).scalars().all()
    for plan_id in ids:
        tx.execute(plan.update().where(plan.c.id == plan_id).values(epoch=new_epoch()))
    return len(ids)
