"""What items said before: kept when words are replaced or an item is removed, and the citizen's alone to read."""

from datetime import datetime

import msgspec
import sqlalchemy as sa

from stafet.domain.consents import Access
from stafet.domain.ids import ItemId
from stafet.domain.scopes import Scope
from stafet.store.items import ItemRow, place_of_body
from stafet.store.plan_keys import seal_of
from stafet.store.tables import item, item_version


class VersionRow(msgspec.Struct, frozen=True):
    """What an item said from one revision on."""

    rev: int
    at: datetime
    by: str
    body: bytes


def earlier_versions(tx: sa.Connection, access: Access, row: ItemRow) -> list[VersionRow]:
    """What the item said before, newest first. The citizen's alone: words taken out were never shared."""
    if not access.is_citizen:
        return []
    rows = tx.execute(
        sa.select(item_version.c.rev, item_version.c.at, item_version.c.by, item_version.c.body)
        .where(item_version.c.plan_id == access.plan, item_version.c.item_id == row.id)
        .order_by(item_version.c.rev.desc())
    )
    seal = seal_of(tx, access.plan)
    return [
        VersionRow(rev, at, by, seal.open(row.scope, place_of_body(row.id, at), body)) for rev, at, by, body in rows
    ]


class RemovedRow(msgspec.Struct, frozen=True):
    """A tombstone, and what stood there last."""

    id: ItemId
    scope: Scope
    kind: str
    at: datetime
    by: str
    body: bytes


def removed(tx: sa.Connection, access: Access, since: datetime, limit: int) -> list[RemovedRow]:
    """What was removed from a plan since a moment, the latest first. The citizen's alone, as earlier words are."""
    if not access.is_citizen:
        return []
    other = item_version.alias("other")
    newest = (
        sa.select(sa.func.max(other.c.rev))
        .where(other.c.plan_id == item.c.plan_id, other.c.item_id == item.c.id)
        .scalar_subquery()
    )
    words = item_version
    rows = tx.execute(
        sa.select(item.c.id, item.c.scope, item.c.kind, item.c.changed_at, item.c.voice, words.c.at, words.c.body)
        .join_from(item, words, sa.and_(words.c.plan_id == item.c.plan_id, words.c.item_id == item.c.id))
        .where(item.c.plan_id == access.plan, item.c.body.is_(None), item.c.changed_at >= since, words.c.rev == newest)
        .order_by(item.c.rev.desc())
        .limit(limit)
    )
    seal = seal_of(tx, access.plan)
    return [
        RemovedRow(key, scope, kind, at, by, seal.open(scope, place_of_body(key, stood), body))
        for key, scope, kind, at, by, stood, body in rows
    ]
