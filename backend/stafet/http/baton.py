"""The baton: offered, answered, and who stands in while somebody is away. For the citizen and those it is about."""

from litestar import post, put
from litestar.params import JSONBody

from stafet.domain.ids import MemberId, PlanId
from stafet.http.paths import MemberPath, PlanPath
from stafet.http.runtime import ServerRuntime, SignedInPerson
from stafet.use_cases import baton
from stafet.use_cases.baton import AbsenceIn, AnswerIn, BatonIn


@put("/api/plans/{plan:str}/baton", operation_id="passBatonOn", status_code=204, opt={"access": "plan"})
async def pass_on(plan: PlanPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[BatonIn]) -> None:
    """Offer the baton to somebody on the team. It stays where it is until it is accepted and said yes to."""
    await runtime.write(
        lambda tx: baton.pass_on(
            tx,
            plan_id=PlanId(plan),
            member_id=MemberId(data.member) if data.member else None,
            by=signed_in.person.id,
            now=runtime.now(),
        )
    )


@post("/api/plans/{plan:str}/baton/answer", operation_id="answerBaton", status_code=204, opt={"access": "plan"})
async def answer(plan: PlanPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[AnswerIn]) -> None:
    """Say yes or no to the open handover: who is asked, or the citizen. Who offered it takes it back with a no."""
    await runtime.write(
        lambda tx: baton.answer(tx, plan_id=PlanId(plan), yes=data.yes, by=signed_in.person.id, now=runtime.now())
    )


@put("/api/plans/{plan:str}/members/{member:str}/absence", operation_id="beAway", status_code=204,
     opt={"access": "plan"})  # fmt: skip
async def be_away(
    plan: PlanPath, member: MemberPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[AbsenceIn]
) -> None:
    """Away until a day, and who takes over. The member's own, or the citizen's for them."""
    await runtime.write(
        lambda tx: baton.be_away(
            tx,
            plan_id=PlanId(plan),
            member_id=MemberId(member),
            absence=data,
            by=signed_in.person.id,
            now=runtime.now(),
        )
    )


HANDLERS = (pass_on, answer, be_away)
