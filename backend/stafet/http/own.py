"""What is mine: take everything out, erase my plan."""

from litestar import Response, post

from stafet.domain.ids import PlanId
from stafet.http.paths import PlanPath
from stafet.http.runtime import ServerRuntime, SignedInPerson
from stafet.use_cases import erase, export

FILE_NAME = "stafet.html"


@post("/api/plans/{plan:str}/export", operation_id="exportPlan", status_code=200,
      media_type="text/html", opt={"access": "citizen", "compressed": True})  # fmt: skip
async def export_plan(plan: PlanPath, runtime: ServerRuntime, signed_in: SignedInPerson) -> Response[bytes]:
    """Everything Stafet holds of the plan and its citizen, in one file. Its length is told: the app shows how far."""
    now, person = runtime.now(), signed_in.person
    await runtime.write(
        lambda tx: export.begin(
            tx,
            plan_id=PlanId(plan),
            by=person.id,
            proved_at=signed_in.session.proved_at,
            label=signed_in.session.label,
            now=now,
        )
    )
    content = await runtime.read_long(
        lambda tx: "".join(export.file_of(tx, plan_id=PlanId(plan), by=person.id, lang=person.lang, now=now)).encode()
    )
    return Response(
        content=content,
        media_type="text/html",
        headers={"Content-Disposition": f'attachment; filename="{FILE_NAME}"'},
    )


@post("/api/plans/{plan:str}/erase", operation_id="erasePlan", status_code=204, opt={"access": "citizen"})
async def erase_plan(plan: PlanPath, runtime: ServerRuntime, signed_in: SignedInPerson) -> None:
    """Erase my plan, for everybody and for good. No DELETE: an address cut short by mistake must never be this one."""
    await runtime.write(
        lambda tx: erase.erase_plan(
            tx,
            plan_id=PlanId(plan),
            by=signed_in.person.id,
            proved_at=signed_in.session.proved_at,
            now=runtime.now(),
        )
    )
    await runtime.forget_what_was_erased()


HANDLERS = (export_plan, erase_plan)
