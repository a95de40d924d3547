"""A meeting that somebody on the team proposes: theirs and the citizen's, until the citizen's yes makes it."""

from litestar import delete, post
from litestar.params import JSONBody

from stafet.domain.ids import ItemId, PlanId
from stafet.http.consents import WordingOut
from stafet.http.paths import PlanPath, ProposalPath
from stafet.http.runtime import ServerRuntime, SignedInPerson
from stafet.use_cases import meeting_proposals
from stafet.use_cases.meeting_proposals import (
    AnsweredOut,
    MeetingProposalIn,
    ProposalAnswerIn,
    ProposalWordingIn,
    ProposedOut,
)


@post("/api/plans/{plan:str}/proposals", operation_id="proposeMeeting", status_code=201, opt={"access": "plan"})
async def propose(
    plan: PlanPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[MeetingProposalIn]
) -> ProposedOut:
    """Propose a meeting. Nobody but its author and the citizen reads it, and nobody is asked."""
    made = await runtime.write(
        lambda tx: meeting_proposals.propose(
            tx, plan_id=PlanId(plan), proposal=data, by=signed_in.person.id, now=runtime.now()
        )
    )
    return ProposedOut(made)


@delete("/api/plans/{plan:str}/proposals/{proposal:str}", operation_id="takeProposalBack", opt={"access": "plan"})
async def take_back(plan: PlanPath, proposal: ProposalPath, runtime: ServerRuntime, signed_in: SignedInPerson) -> None:
    """Its author takes it back, before the answer."""
    await runtime.write(
        lambda tx: meeting_proposals.take_back(
            tx, plan_id=PlanId(plan), proposal_id=ItemId(proposal), by=signed_in.person.id, now=runtime.now()
        )
    )


@post(
    "/api/plans/{plan:str}/proposals/{proposal:str}/wording",
    operation_id="wordProposal",
    status_code=200,
    opt={"access": "citizen"},
)
async def word_proposal(
    plan: PlanPath, proposal: ProposalPath, runtime: ServerRuntime, signed_in: SignedInPerson,
    data: JSONBody[ProposalWordingIn],
) -> WordingOut:  # fmt: skip
    """What the yes would say to those who are asked, word for word."""
    found = await runtime.write(
        lambda tx: meeting_proposals.wording_for(
            tx,
            plan_id=PlanId(plan),
            proposal_id=ItemId(proposal),
            asked=data,
            by=signed_in.person.id,
            lang=signed_in.person.lang,
            now=runtime.now(),
        )
    )
    return WordingOut(found.words, found.text_id, found.sha256)


@post(
    "/api/plans/{plan:str}/proposals/{proposal:str}/answer",
    operation_id="answerProposal",
    status_code=200,
    opt={"access": "citizen"},
)
async def answer(
    plan: PlanPath, proposal: ProposalPath, runtime: ServerRuntime, signed_in: SignedInPerson,
    data: JSONBody[ProposalAnswerIn],
) -> AnsweredOut:  # fmt: skip
    """Yes: the meeting is made and these are asked to it. No: its author is told, with the word if there is one."""
    made = await runtime.write(
        lambda tx: meeting_proposals.answer(
            tx,
            plan_id=PlanId(plan),
            proposal_id=ItemId(proposal),
            said=data,
            by=signed_in.person.id,
            lang=signed_in.person.lang,
            proved_at=signed_in.session.proved_at,
            now=runtime.now(),
        )
    )
    return AnsweredOut(meeting=made or "")


HANDLERS = (propose, take_back, word_proposal, answer)
