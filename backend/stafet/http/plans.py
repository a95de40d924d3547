"""A plan begins."""

import msgspec
from litestar import post

from stafet.http.runtime import Runtime
from stafet.use_cases import plans
from stafet.use_cases.sign_in import SignedIn


class PlanMade(msgspec.Struct, frozen=True):
    """The new plan."""

    plan: str


@post("/api/plans", operation_id="startPlan", status_code=201, opt={"access": "signed_in"})
async def start_plan(runtime: Runtime, signed_in: SignedIn) -> PlanMade:
    """Make my plan. A citizen has one."""
    return PlanMade(await runtime.write(lambda tx: plans.start_plan(tx, by=signed_in.person, now=runtime.now())))


HANDLERS = (start_plan,)
