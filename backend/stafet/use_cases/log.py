"""The whole log of a plan, for its citizen: every row with what it takes to make its hash again (docs/log.md)."""

from typing import Annotated

from msgspec import Meta

from stafet.domain.ids import PersonId, PlanId
from stafet.domain.structs import Wire
from stafet.store import log, plans
from stafet.store.engine import Transaction
from stafet.store.log import LogRow
from stafet.use_cases.answers import HeadOut, Hex
from stafet.use_cases.errors import NotFound

PAGE = 500


class LogRowOut(Wire, frozen=True, kw_only=True):
    """One row, as it is kept. An erased row has no `salt` and no `payload`, and says nothing any more."""

    seq: int
    kind: str
    at: Annotated[str, Meta(description="UTC with six decimals and Z. Hashed exactly as it stands")]
    who: Annotated[str, Meta(description='"citizen", a member\'s id, "operator", or "system"')] = ""
    scope: str = ""
    grant: str = ""
    salt: Hex | None = None
    payload: Annotated[str | None, Meta(description="JSON. Hashed exactly as it stands")] = None
    commitment: Hex
    hash: Hex


class LogOut(Wire, frozen=True, kw_only=True):
    """The rows after a number, and the newest one there is."""

    rows: list[LogRowOut]
    head: HeadOut | None = None
    # More rows follow: ask again, after the last of these.
    more: bool = False


def log_of(tx: Transaction, *, plan_id: PlanId, by: PersonId, after: int, page: int = PAGE) -> LogOut:
    """A page of the citizen's own log, oldest first. Nobody else reads all of it: it would tell who is on the team."""
    plan = plans.find(tx, plan_id)
    if plan is None or plan.citizen != by:
        raise NotFound
    rows = log.rows_after(tx, plan.id, after, page)
    head = log.head(tx, plan.id)
    return LogOut(
        rows=[row_out(row) for row in rows],
        head=HeadOut(seq=head.seq, hash=head.hash.hex()) if head else None,
        more=head is not None and bool(rows) and rows[-1].seq < head.seq,
    )


def row_out(row: LogRow) -> LogRowOut:
    """A row as it leaves."""
    return LogRowOut(
        seq=row.seq,
        kind=row.kind,
        at=row.at,
        who=row.who,
        scope=row.scope or "",
        grant=row.grant or "",
        salt=row.salt.hex() if row.salt is not None else None,
        payload=row.payload.decode() if row.payload is not None else None,
        commitment=row.commitment.hex(),
        hash=row.hash.hex(),
    )
