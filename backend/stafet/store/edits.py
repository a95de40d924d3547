"""Edits as they were received, and what became of each. An edit's id is its idempotency key."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Literal

import msgspec
import sqlalchemy as sa

from stafet.domain.ids import EditId, ItemId, PersonId, PlanId
from stafet.store.plan_keys import seal_of
from stafet.store.prepared import Prepared
from stafet.store.sealed_columns import EDIT
from stafet.store.tables import edit


class EditRow(msgspec.Struct, frozen=True):
    """What became of an edit."""

    person: PersonId
    content_hash: str
    outcome: Literal["applied", "already", "conflict", "refused"]
    code: str
    kept: list[str]
    rev: int | None


_record = Prepared(edit.insert())


def find(tx: sa.Connection, plan_id: PlanId, edit_ids: Collection[str]) -> dict[EditId, EditRow]:
    """Those of the edits that were received before."""
    if not edit_ids:
        return {}
    asked = {f"edit_{number}": edit_id for number, edit_id in enumerate(edit_ids)}
    rows = _find(len(asked)).rows(tx, {"plan": plan_id, **asked})
    if not rows:
        return {}
    seal = seal_of(tx, plan_id)
    found = {}
    for id_, person, lies, outcome, code, kept, rev in rows:
        content_hash = EDIT.open(seal, id_, "content_hash", lies)
        found[EditId(id_)] = EditRow(person, content_hash, outcome, code, kept.split() if kept else [], rev)
    return found


@cache
def _find(count: int) -> Prepared:
    return Prepared(
        sa.select(
            edit.c.id, edit.c.person_id, edit.c.content_hash, edit.c.outcome, edit.c.code, edit.c.kept, edit.c.rev
        ).where(
            edit.c.plan_id == sa.bindparam("plan"),
            edit.c.id.in_([sa.bindparam(f"edit_{number}", type_=edit.c.id.type) for number in range(count)]),
        )
    )


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """An edit and its outcome, as they are written down."""

    plan_id: PlanId
    id: EditId
    person_id: PersonId
    device: str
    content_hash: str
    act: str
    item_id: ItemId | None
    outcome: str
    code: str
    kept: str
    rev: int | None
    made_at: datetime
    at: datetime


def record(tx: sa.Connection, records: Collection[Record]) -> None:
    """Write down edits and their outcomes, in the transaction of the acts themselves."""
    if records:
        sealed = [EDIT.seal(seal_of(tx, one.plan_id), one.id, msgspec.structs.asdict(one)) for one in records]
        _record.run_many(tx, sealed)
