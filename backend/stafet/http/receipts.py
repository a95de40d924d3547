"""Receipts: one for each act of consent, and the public key that checks them."""

from typing import Annotated

from litestar import get
from litestar.params import Parameter

from stafet.domain.ids import PlanId
from stafet.http.paths import PlanPath
from stafet.http.runtime import ServerRuntime, SignedInPerson
from stafet.use_cases import receipts
from stafet.use_cases.receipts import ReceiptKeyOut, ReceiptOut, ReceiptsOut


@get("/api/plans/{plan:str}/receipts", operation_id="listReceipts", opt={"access": "citizen"})
async def list_receipts(
    plan: PlanPath,
    runtime: ServerRuntime,
    signed_in: SignedInPerson,
    after: Annotated[int, Parameter(ge=0, le=2**53)] = 0,
) -> ReceiptsOut:
    """The receipts of every act of consent after a number of the log, oldest first."""
    return await runtime.read(
        lambda tx: receipts.receipts_of(
            tx, plan_id=PlanId(plan), by=signed_in.person.id, after=after, issuer=runtime.issuer, now=runtime.now()
        )
    )


@get("/api/plans/{plan:str}/receipts/{seq:int}", operation_id="readReceipt", opt={"access": "citizen"})
async def read_receipt(
    plan: PlanPath,
    seq: Annotated[int, Parameter(ge=1, le=2**53)],
    runtime: ServerRuntime,
    signed_in: SignedInPerson,
) -> ReceiptOut:
    """The receipt of the act at one place in the log."""
    return await runtime.read(
        lambda tx: receipts.receipt_at(
            tx, plan_id=PlanId(plan), by=signed_in.person.id, seq=seq, issuer=runtime.issuer, now=runtime.now()
        )
    )


@get("/api/receipt-key", operation_id="readReceiptKey", opt={"access": "anyone"}, sync_to_thread=False)
def read_receipt_key(runtime: ServerRuntime) -> ReceiptKeyOut:
    """The public key that checks every receipt of this installation. Anybody may ask: a receipt is for others too."""
    key = runtime.issuer.key
    return ReceiptKeyOut(key_id=key.id, public_key=key.public.hex())


HANDLERS = (list_receipts, read_receipt, read_receipt_key)
