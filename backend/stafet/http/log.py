"""The log as a phone checks it: every row, and nothing left out."""

from typing import Annotated

from litestar import get
from litestar.params import Parameter

from stafet.domain.ids import PlanId
from stafet.http.paths import PlanPath
from stafet.http.runtime import ServerRuntime, SignedInPerson
from stafet.use_cases import log
from stafet.use_cases.log import LogOut


@get("/api/plans/{plan:str}/log", operation_id="readLog", opt={"access": "citizen"})
async def read_log(
    plan: PlanPath,
    runtime: ServerRuntime,
    signed_in: SignedInPerson,
    after: Annotated[int, Parameter(ge=0, le=2**53)] = 0,
) -> LogOut:
    """The rows after a number, oldest first, with everything it takes to make their hashes again."""
    return await runtime.read(lambda tx: log.log_of(tx, plan_id=PlanId(plan), by=signed_in.person.id, after=after))


HANDLERS = (read_log,)
