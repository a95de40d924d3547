"""Plans: whose they are, their revision counter, and the head of each scope (docs/decisions/0023-heads.md)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from stafet.domain.consents import Access
from stafet.domain.ids import PersonId, PlanId
from stafet.domain.scopes import Scope
from stafet.store import plan_keys
from stafet.store.people import opened_name
from stafet.store.prepared import Prepared, Row
from stafet.store.tables import person, plan, plan_key


class PlanRow(msgspec.Struct, frozen=True):
    """One plan, without any of its content."""

    id: PlanId
    citizen: PersonId
    citizen_name: str
    epoch: str
    rev: int
    # JSON, as it is stored: the newest revision in each scope. Read with `heads`, which asks for an access.
    told_heads: str
    # Nothing reaches anybody but the citizen while this is so (C23).
    is_suspended: bool


COLUMNS: tuple[sa.ColumnElement[Any], ...] = (
    plan.c.id, plan.c.citizen_id, person.c.name, plan.c.epoch, plan.c.rev, plan.c.heads,
    plan.c.suspended_at.is_not(None).label("plan_is_suspended"), plan.c.key_version, plan_key.c.wrapped,
)  # fmt: skip


def _select() -> sa.Select[*tuple[Any, ...]]:
    return with_owner_and_key(sa.select(*COLUMNS))


def with_owner_and_key(query: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    """Where the columns of a plan come from."""
    # The plan's key comes along: a question of its own for each request would cost as much as the plan.
    return query.join(person, person.c.id == plan.c.citizen_id).outerjoin(
        plan_key, sa.and_(plan_key.c.plan_id == plan.c.id, plan_key.c.version == plan.c.key_version)
    )


_find = Prepared(_select().where(plan.c.id == sa.bindparam("plan")))
_lock = Prepared(_select().where(plan.c.id == sa.bindparam("plan")).with_for_update(of=plan))
_lock_own = Prepared(
    _select()
    .where(plan.c.id == sa.bindparam("plan"), plan.c.citizen_id == sa.bindparam("citizen"))
    .with_for_update(of=plan)
)
_of_citizen = Prepared(_select().where(plan.c.citizen_id == sa.bindparam("citizen")))
_advance = Prepared(
    plan.update()
    .where(plan.c.id == sa.bindparam("plan"))
    .values(rev=sa.bindparam("new_rev"), heads=sa.bindparam("new_heads"))
)

_decode = msgspec.json.Decoder(dict[Scope, int]).decode
_encode = msgspec.json.Encoder().encode


def of_row(tx: sa.Connection, row: Row) -> PlanRow:
    """A plan, from the values of `COLUMNS`."""
    id_, citizen, name, epoch, rev, told_heads, suspended, version, wrapped = row
    if wrapped is not None:
        plan_keys.of_transaction(tx).learn(id_, version, wrapped)
    return PlanRow(id_, citizen, opened_name(tx, citizen, name), epoch, rev, told_heads, bool(suspended))


def find(tx: sa.Connection, plan_id: PlanId) -> PlanRow | None:
    """The plan of this id."""
    row = _find.row(tx, {"plan": plan_id})
    return of_row(tx, row) if row else None


def lock(tx: sa.Connection, plan_id: PlanId) -> PlanRow | None:
    """The plan, held until the end of this transaction. Everything that writes to a plan takes this lock first."""
    row = _lock.row(tx, {"plan": plan_id})
    return of_row(tx, row) if row else None


def lock_own(tx: sa.Connection, plan_id: PlanId, citizen: PersonId) -> PlanRow | None:
    """The same, of this citizen's. To the database somebody else's plan is as unknown as none (T22)."""
    row = _lock_own.row(tx, {"plan": plan_id, "citizen": citizen})
    return of_row(tx, row) if row else None


def of_citizen(tx: sa.Connection, citizen: PersonId) -> PlanRow | None:
    """The plan this person owns."""
    row = _of_citizen.row(tx, {"citizen": citizen})
    return of_row(tx, row) if row else None


def add(tx: sa.Connection, *, plan_id: PlanId, citizen: PersonId, epoch: str, now: datetime) -> None:
    """Make an empty plan, with a key of its own."""
    tx.execute(plan.insert().values(id=plan_id, citizen_id=citizen, epoch=epoch, rev=0, heads="{}", created_at=now))
    plan_keys.add(tx, plan_id, 1, now)


def destroy_key(tx: sa.Connection, plan_id: PlanId) -> None:
    """Erase for good what was written in a plan: its key is destroyed, and nothing of it opens any more."""
    plan_keys.destroy(tx, plan_id)


def advance(tx: sa.Connection, locked: PlanRow, rev: int, moved: Mapping[Scope, int]) -> None:
    """Move the counter and the heads of the scopes that changed. The plan is locked by the caller."""
    heads = {**_decode(locked.told_heads), **moved}
    _advance.run(tx, {"plan": locked.id, "new_rev": rev, "new_heads": _encode(heads).decode()})


def heads(plan: PlanRow, access: Access) -> dict[Scope, int]:
    """The newest revision in each scope that has one and that this person sees."""
    known = _decode(plan.told_heads)
    return known if access.is_citizen else {scope: rev for scope, rev in known.items() if access.sees(scope)}


def named(tx: sa.Connection, name: str) -> PlanId | None:
    """The one plan of this id, or of the citizen with this subject; None when there is none, or more than one."""
    query = sa.select(plan.c.id).join(person, person.c.id == plan.c.citizen_id)
    found = tx.execute(query.where(sa.or_(plan.c.id == name, person.c.subject == name)).limit(2)).scalars().all()
    return PlanId(found[0]) if len(found) == 1 else None


def suspend(tx: sa.Connection, plan_id: PlanId, since: datetime | None) -> None:
    """From now on nothing reaches anybody but the citizen; None ends it."""
    tx.execute(plan.update().where(plan.c.id == plan_id).values(suspended_at=since))


def all_ids(tx: sa.Connection) -> list[PlanId]:
    """Every plan there is."""
    return list(tx.execute(sa.select(plan.c.id).order_by(plan.c.id)).scalars())


def renew_epochs(tx: sa.Connection, new_epoch: Callable[[], str]) -> int:
    """Another epoch for every plan; answers how many there are."""
    ids = all_ids(tx)
    for plan_id in ids:
        tx.execute(plan.update().where(plan.c.id == plan_id).values(epoch=new_epoch()))
    return len(ids)
