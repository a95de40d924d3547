"""A receipt for every act of consent, for the citizen to keep: on the phone, on paper, or with somebody they trust."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from stafet.domain import chain
from stafet.domain.ids import PersonId, PlanId
from stafet.domain.log import CONSENT_ACTS
from stafet.domain.receipts import ReceiptKey
from stafet.domain.structs import Wire
from stafet.store import log, plans
from stafet.store.engine import Transaction
from stafet.store.log import LogRow
from stafet.store.plans import PlanRow
from stafet.use_cases.answers import Hex
from stafet.use_cases.errors import NotFound

PAGE = 50


class Issuer(msgspec.Struct, frozen=True):
    """Who signs: this installation, under its address."""

    key: ReceiptKey
    origin: str


class ReceiptOut(Wire, frozen=True, kw_only=True):
    """One receipt. `file` is kept and passed on exactly as it is: a changed byte makes it worthless."""

    seq: int
    kind: str
    at: str
    scope: str = ""
    grant: str = ""
    file: Annotated[str, Meta(description="The receipt itself, JSON as text; as UTF-8 it is what was signed")]


class ReceiptsOut(Wire, frozen=True, kw_only=True):
    """Receipts, oldest first."""

    receipts: list[ReceiptOut]
    # More follow: ask again, after the last of these.
    more: bool = False


class ReceiptKeyOut(Wire, frozen=True, kw_only=True):
    """What checks the receipts of this installation: an Ed25519 public key."""

    key_id: str
    public_key: Hex


def receipts_of(
    tx: Transaction, *, plan_id: PlanId, by: PersonId, after: int, issuer: Issuer, now: datetime, page: int = PAGE
) -> ReceiptsOut:
    """The receipts after a number of the log, a page at a time."""
    plan = _own(tx, plan_id, by)
    rows = log.rows_of_kinds(tx, plan.id, CONSENT_ACTS, after, page + 1)
    return ReceiptsOut(receipts=[_receipt(tx, plan, row, issuer, now) for row in rows[:page]], more=len(rows) > page)


def receipt_at(
    tx: Transaction, *, plan_id: PlanId, by: PersonId, seq: int, issuer: Issuer, now: datetime
) -> ReceiptOut:
    """The receipt of the act at one place in the log."""
    plan = _own(tx, plan_id, by)
    row = log.row_at(tx, plan.id, seq)
    if row is None or row.kind not in CONSENT_ACTS or row.payload is None:
        raise NotFound
    return _receipt(tx, plan, row, issuer, now)


def _own(tx: Transaction, plan_id: PlanId, by: PersonId) -> PlanRow:
    plan = plans.find(tx, plan_id)
    if plan is None or plan.citizen != by:
        raise NotFound
    return plan


def _receipt(tx: Transaction, plan: PlanRow, row: LogRow, issuer: Issuer, now: datetime) -> ReceiptOut:
    before = log.row_at(tx, plan.id, row.seq - 1)
    scope, grant = row.scope or "", row.grant or ""
    content = {
        "issuer": issuer.origin,
        "issuedAt": chain.moment(now),
        "said": msgspec.json.decode(row.payload or b"{}"),
        "row": {
            "seq": row.seq,
            "kind": row.kind,
            "at": row.at,
            "who": row.who,
            "scope": scope,
            "grant": grant,
            "salt": (row.salt or b"").hex(),
            "before": (before.hash if before else chain.beginning(plan.id)).hex(),
            "hash": row.hash.hex(),
        },
    }
    file = issuer.key.sign(content).decode()
    return ReceiptOut(seq=row.seq, kind=row.kind, at=row.at, scope=scope, grant=grant, file=file)
