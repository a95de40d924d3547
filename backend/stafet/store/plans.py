"""Plans: whose they are, their revision counter, and the head of each scope."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from stafet.domain.consents import Access
from stafet.domain.ids import PersonId, PlanId
from stafet.domain.scopes import Scope
from stafet.store.prepared import Prepared
from stafet.store.tables import person, plan, scope_head


class PlanRow(msgspec.Struct, frozen=True):
    """One plan, without any of its content."""

    id: PlanId
    citizen: PersonId
    citizen_name: str
    epoch: str
    rev: int


def _select() -> sa.Select[*tuple[Any, ...]]:
    return sa.select(plan.c.id, plan.c.citizen_id, person.c.name, plan.c.epoch, plan.c.rev).join(
        person, person.c.id == plan.c.citizen_id
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


def find(tx: sa.Connection, plan_id: PlanId) -> PlanRow | None:
    """The plan of this id."""
    row = _find.row(tx, {"plan": plan_id})
    return PlanRow(*row) if row else None


def lock(tx: sa.Connection, plan_id: PlanId) -> PlanRow | None:
    """The plan, held until the end of this transaction. Everything that writes to a plan takes this lock first."""
    row = _lock.row(tx, {"plan": plan_id})
    return PlanRow(*row) if row else None


def of_citizen(tx: sa.Connection, citizen: PersonId) -> PlanRow | None:
    """The plan this person owns."""
    row = _of_citizen.row(tx, {"citizen": citizen})
    return PlanRow(*row) if row else None


def add(tx: sa.Connection, *, plan_id: PlanId, citizen: PersonId, epoch: str, now: datetime) -> None:
    """Make an empty plan."""
    tx.execute(plan.insert().values(id=plan_id, citizen_id=citizen, epoch=epoch, rev=0, created_at=now))


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
