"""Who has looked, and what waits: two lists that are read, never pushed."""

from typing import Annotated

from litestar import get
from litestar.params import Parameter

from stafet.domain.ids import PlanId
from stafet.http.paths import PlanPath
from stafet.http.runtime import ServerRuntime, SignedInPerson
from stafet.use_cases import looks, waiting
from stafet.use_cases.looks import LooksOut
from stafet.use_cases.waiting import WaitingList


@get("/api/plans/{plan:str}/looks", operation_id="listLooks", opt={"access": "plan"})
async def list_looks(
    plan: PlanPath,
    runtime: ServerRuntime,
    signed_in: SignedInPerson,
    before: Annotated[int | None, Parameter(ge=1, le=2**53)] = None,
) -> LooksOut:
    """Who has looked, newest first. The citizen sees all; others looks at what they may see themselves."""
    return await runtime.read(
        lambda tx: looks.who_has_looked(
            tx, plan_id=PlanId(plan), by=signed_in.person.id, before=before, now=runtime.now()
        )
    )


@get("/api/waiting", operation_id="listWaiting", opt={"access": "signed_in"})
async def list_waiting(runtime: ServerRuntime, signed_in: SignedInPerson) -> WaitingList:
    """What waits for this person over all plans. Reading it is logged, like every reading."""
    return await runtime.write(lambda tx: waiting.what_waits(tx, by=signed_in.person.id, now=runtime.now()))


HANDLERS = (list_looks, list_waiting)
