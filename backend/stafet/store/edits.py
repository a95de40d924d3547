"""Edits as they were received, and what became of each. An edit's id is its idempotency key."""

from datetime import datetime
from typing import Literal

import msgspec
import sqlalchemy as sa

from stafet.domain.ids import EditId, ItemId, PersonId, PlanId
from stafet.store.tables import edit


class EditRow(msgspec.Struct, frozen=True):
    """What became of an edit."""

    person: PersonId
    content_hash: str
    outcome: Literal["applied", "already", "conflict", "refused"]
    code: str
    kept: list[str]
    rev: int | None


def find(tx: sa.Connection, plan_id: PlanId, edit_id: EditId) -> EditRow | None:
    """The edit, if it was received before."""
    row = tx.execute(
        sa.select(edit.c.person_id, edit.c.content_hash, edit.c.outcome, edit.c.code, edit.c.kept, edit.c.rev).where(
            edit.c.plan_id == plan_id, edit.c.id == edit_id
        )
    ).one_or_none()
    if row is None:
        return None
    person, content_hash, outcome, code, kept, rev = row
    return EditRow(person, content_hash, outcome, code, kept.split() if kept else [], rev)


def record(
    tx: sa.Connection,
    *,
    plan_id: PlanId,
    edit_id: EditId,
    person: PersonId,
    device: str,
    content_hash: str,
    act: str,
    item_id: ItemId | None,
    outcome: str,
    code: str,
    kept: list[str],
    rev: int | None,
    made_at: datetime,
    now: datetime,
) -> None:
    """Write down an edit and its outcome, in the transaction of the act itself."""
    tx.execute(
        edit.insert().values(
            plan_id=plan_id,
            id=edit_id,
            person_id=person,
            device=device,
            content_hash=content_hash,
            act=act,
            item_id=item_id,
            outcome=outcome,
            code=code,
            kept=" ".join(kept),
            rev=rev,
            made_at=made_at,
            at=now,
        )
    )
