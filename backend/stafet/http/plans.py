"""A plan begins."""

import msgspec
from litestar import post

from stafet.http.runtime import ServerRuntime, SignedInPerson
from stafet.use_cases import plans


class PlanMade(msgspec.Struct, frozen=True):
    """The new plan."""

    plan: str


@post("/api/plans", operation_id="startPlan", status_code=201, opt={"access": "signed_in"})
async def start_plan(runtime: ServerRuntime, signed_in: SignedInPerson) -> PlanMade:
    """Make my plan. A citizen has one."""
    return PlanMade(await runtime.write(lambda tx: plans.start_plan(tx, by=signed_in.person, now=runtime.now())))


HANDLERS = (start_plan,)
