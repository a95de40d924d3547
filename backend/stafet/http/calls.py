"""Leave to call: asked for, worded, answered. Stopping it is an edit of the sync, so that it works offline."""

import msgspec
from litestar import delete, get, post, put
from litestar.params import JSONBody

from stafet.domain.ids import PlanId
from stafet.http.consents import WordingOut
from stafet.http.paths import CallPath, PlanPath
from stafet.http.runtime import ServerRuntime, SignedInPerson
from stafet.use_cases import calls
from stafet.use_cases.calls import CallAnswerIn, CallIn, CallsOut, CallWordingIn, TalkedIn


class CallMade(msgspec.Struct, frozen=True):
    """The new card."""

    id: str


@get("/api/plans/{plan:str}/calls", operation_id="listCalls", opt={"access": "plan"})
async def list_calls(plan: PlanPath, runtime: ServerRuntime, signed_in: SignedInPerson) -> CallsOut:
    """The cards that name the reader or their unit, newest first; for the citizen, all."""
    return await runtime.read(
        lambda tx: calls.calls_of(tx, plan_id=PlanId(plan), by=signed_in.person.id, now=runtime.now())
    )


@post("/api/plans/{plan:str}/calls", operation_id="askToCall", opt={"access": "plan"})
async def ask(plan: PlanPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[CallIn]) -> CallMade:
    """Ask whether one may call somebody about the citizen. It waits for the citizen's yes, their own card too."""
    made = await runtime.write(
        lambda tx: calls.ask(tx, plan_id=PlanId(plan), by=signed_in.person.id, asked=data, now=runtime.now())
    )
    return CallMade(made)


@delete("/api/plans/{plan:str}/calls/{call:str}", operation_id="takeCallBack", opt={"access": "plan"})
async def take_back(plan: PlanPath, call: CallPath, runtime: ServerRuntime, signed_in: SignedInPerson) -> None:
    """Take a question back that nobody has answered. For who asked it."""
    await runtime.write(
        lambda tx: calls.take_back(tx, plan_id=PlanId(plan), call_id=call, by=signed_in.person.id, now=runtime.now())
    )


@put("/api/plans/{plan:str}/calls/{call:str}/talked", operation_id="haveTalked", status_code=204,
     opt={"access": "plan"})  # fmt: skip
async def talked(
    plan: PlanPath, call: CallPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[TalkedIn]
) -> None:
    """Tell the citizen which day one has talked. For the two who may."""
    await runtime.write(
        lambda tx: calls.talked(
            tx, plan_id=PlanId(plan), call_id=call, by=signed_in.person.id, on=data.on, now=runtime.now()
        )
    )


@post("/api/plans/{plan:str}/calls/{call:str}/wording", operation_id="wordCall", status_code=200,
      opt={"access": "citizen"})  # fmt: skip
async def word_call(
    plan: PlanPath, call: CallPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[CallWordingIn]
) -> WordingOut:
    """What a yes would say, word for word, in the citizen's language."""
    found = await runtime.write(
        lambda tx: calls.wording_for(
            tx,
            plan_id=PlanId(plan),
            call_id=call,
            by=signed_in.person.id,
            lang=signed_in.person.lang,
            until=data.until,
        )
    )
    return WordingOut(found.words, found.text_id, found.sha256)


@post("/api/plans/{plan:str}/calls/{call:str}/answer", operation_id="answerCall", status_code=204,
      opt={"access": "citizen"})  # fmt: skip
async def answer(
    plan: PlanPath, call: CallPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[CallAnswerIn]
) -> None:
    """Yes to the words that were shown, until a moment; or no. Afterwards it can only be stopped."""
    await runtime.write(
        lambda tx: calls.answer(
            tx,
            plan_id=PlanId(plan),
            call_id=call,
            by=signed_in.person.id,
            lang=signed_in.person.lang,
            said=data,
            proved_at=signed_in.session.proved_at,
            now=runtime.now(),
        )
    )


HANDLERS = (list_calls, ask, take_back, talked, word_call, answer)
