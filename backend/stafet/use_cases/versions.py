"""What an item said before: who wrote it, and when. Nothing that was written is lost."""

from datetime import datetime, timedelta

import msgspec
from msgspec import UNSET, UnsetType

from stafet.domain.consents import citizen_access
from stafet.domain.ids import ItemId, PersonId, PlanId
from stafet.domain.structs import Wire
from stafet.store import items, versions
from stafet.store.engine import Transaction
from stafet.use_cases.access import plan_of_citizen
from stafet.use_cases.errors import NotFound


class VersionOut(Wire, frozen=True, kw_only=True):
    """What the item said from this revision on. Without a body: from here on it was removed."""

    rev: int
    at: datetime
    by: str
    body: msgspec.Raw | UnsetType = UNSET
    deleted: bool = False


class VersionsOut(msgspec.Struct, frozen=True):
    """All versions, newest first; the first one is what stands now."""

    versions: list[VersionOut]


class RemovedOut(Wire, frozen=True, kw_only=True):
    """One thing that was removed: by whom, when, and what it said last."""

    item: str
    scope: str
    kind: str
    at: datetime
    by: str
    body: msgspec.Raw


class RemovedList(msgspec.Struct, frozen=True):
    """What was removed lately, the latest first."""

    removed: list[RemovedOut]


LATELY = timedelta(days=30)
MOST = 200


def removed_of(tx: Transaction, *, plan_id: PlanId, by: PersonId, now: datetime) -> RemovedList:
    """What was removed in the last thirty days, by anybody, on any device. The citizen's alone.

    A removal takes along words its author may never have seen; here they can still be read, and brought back.
    """
    plan = plan_of_citizen(tx, plan_id, by)
    rows = versions.removed(tx, citizen_access(plan.id), now - LATELY, MOST)
    return RemovedList(
        [
            RemovedOut(item=row.id, scope=row.scope, kind=row.kind, at=row.at, by=row.by, body=msgspec.Raw(row.body))
            for row in rows
            if row.kind not in ("alternative", "invitee")
        ]
    )


def versions_of(tx: Transaction, *, plan_id: PlanId, item_id: ItemId, by: PersonId) -> VersionsOut:
    """Everything the item has said, for the citizen alone: a consent covers what stands, not what was taken out."""
    plan = plan_of_citizen(tx, plan_id, by)
    access = citizen_access(plan.id)
    row = items.find(tx, access, item_id)
    if row is None:
        raise NotFound
    first = VersionOut(
        rev=row.rev,
        at=row.changed_at or row.at,
        by=row.voice,
        body=msgspec.Raw(row.body) if row.body is not None else UNSET,
        deleted=row.body is None,
    )
    earlier = versions.earlier_versions(tx, access, row)
    kept = [VersionOut(rev=one.rev, at=one.at, by=one.by, body=msgspec.Raw(one.body)) for one in earlier]
    return VersionsOut([first, *kept])
