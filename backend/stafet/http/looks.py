"""Lists that are read, never pushed: who has looked, what an item said before, where copies lie."""

from typing import Annotated

from litestar import get
from litestar.params import Parameter

from stafet.domain.ids import ItemId, PlanId
from stafet.http.paths import ItemPath, PlanPath
from stafet.http.runtime import ServerRuntime, SignedInPerson
from stafet.use_cases import copies, looks, versions
from stafet.use_cases.copies import CopiesOut
from stafet.use_cases.looks import LooksOut
from stafet.use_cases.versions import RemovedList, VersionsOut


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


@get("/api/plans/{plan:str}/items/{item:str}/versions", operation_id="listVersions", opt={"access": "citizen"})
async def list_versions(
    plan: PlanPath, item: ItemPath, runtime: ServerRuntime, signed_in: SignedInPerson
) -> VersionsOut:
    """Everything the item has said, newest first. The citizen's alone."""
    return await runtime.write(
        lambda tx: versions.versions_of(tx, plan_id=PlanId(plan), item_id=ItemId(item), by=signed_in.person.id)
    )


@get("/api/plans/{plan:str}/removed", operation_id="listRemoved", opt={"access": "citizen"})
async def list_removed(plan: PlanPath, runtime: ServerRuntime, signed_in: SignedInPerson) -> RemovedList:
    """What anybody removed in the last thirty days, with its last words. The citizen's alone."""
    return await runtime.write(
        lambda tx: versions.removed_of(tx, plan_id=PlanId(plan), by=signed_in.person.id, now=runtime.now())
    )


@get("/api/plans/{plan:str}/copies", operation_id="listCopies", opt={"access": "citizen"})
async def list_copies(plan: PlanPath, runtime: ServerRuntime, signed_in: SignedInPerson) -> CopiesOut:
    """Which phones of relatives, peers and volunteers hold a copy, and what they were told to delete."""
    return await runtime.write(lambda tx: copies.copies_of(tx, plan_id=PlanId(plan), by=signed_in.person.id))


HANDLERS = (list_looks, list_versions, list_removed, list_copies)
