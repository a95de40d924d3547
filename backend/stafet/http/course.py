"""How the course has been: asked by the citizen, answered by whom they ask."""

from litestar import post, put
from litestar.params import JSONBody

from stafet.domain.ids import MemberId, PlanId
from stafet.http.paths import MemberPath, PlanPath
from stafet.http.runtime import ServerRuntime, SignedInPerson
from stafet.use_cases import course
from stafet.use_cases.course import CourseIn, QuestionIn


@put("/api/plans/{plan:str}/members/{member:str}/course", operation_id="askAboutCourse", status_code=204,
     opt={"access": "citizen"})  # fmt: skip
async def ask(
    plan: PlanPath, member: MemberPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[QuestionIn]
) -> None:
    """Ask somebody on the team how the course has been, or take the question back. It opens nothing to them."""
    await runtime.write(
        lambda tx: course.ask(
            tx,
            plan_id=PlanId(plan),
            member_id=MemberId(member),
            asked=data.asked,
            by=signed_in.person.id,
            now=runtime.now(),
        )
    )


@post("/api/plans/{plan:str}/course", operation_id="answerAboutCourse", status_code=204, opt={"access": "plan"})
async def answer(plan: PlanPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[CourseIn]) -> None:
    """How it has been, said by whom the citizen asked. The citizen reads it by name, and nobody else does."""
    await runtime.write(
        lambda tx: course.answer(tx, plan_id=PlanId(plan), said=data, by=signed_in.person.id, now=runtime.now())
    )


HANDLERS = (ask, answer)
