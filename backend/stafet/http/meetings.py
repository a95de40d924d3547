"""Inviting to a meeting, which is a consent: first the words, then the yes."""

from litestar import delete, post
from litestar.params import JSONBody

from stafet.domain.ids import ItemId, MemberId, PlanId
from stafet.http.consents import WordingOut
from stafet.http.paths import MeetingPath, MemberPath, PlanPath
from stafet.http.runtime import ServerRuntime, SignedInPerson
from stafet.use_cases import meetings
from stafet.use_cases.meetings import InviteIn


@post(
    "/api/plans/{plan:str}/meetings/{meeting:str}/wording",
    operation_id="wordMeetingInvitation",
    status_code=200,
    opt={"access": "citizen"},
)
async def word_invitation(
    plan: PlanPath, meeting: MeetingPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[InviteIn]
) -> WordingOut:
    """What inviting these people would say, word for word."""
    found = await runtime.write(
        lambda tx: meetings.wording_for(
            tx,
            plan_id=PlanId(plan),
            meeting_id=ItemId(meeting),
            by=signed_in.person.id,
            lang=signed_in.person.lang,
            invited=data.members,
            also=data.also,
        )
    )
    return WordingOut(found.words, found.text_id, found.sha256)


@post(
    "/api/plans/{plan:str}/meetings/{meeting:str}/invitees",
    operation_id="inviteToMeeting",
    status_code=204,
    opt={"access": "citizen"},
)
async def invite_to_meeting(
    plan: PlanPath, meeting: MeetingPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[InviteIn]
) -> None:
    """Ask members to a meeting. They may read it and answer until 14 days after it."""
    await runtime.write(
        lambda tx: meetings.invite(
            tx,
            plan_id=PlanId(plan),
            meeting_id=ItemId(meeting),
            by=signed_in.person.id,
            lang=signed_in.person.lang,
            invited=data.members,
            also=data.also,
            sha256=data.sha256,
            proved_at=signed_in.session.proved_at,
            helper=data.helper,
            now=runtime.now(),
        )
    )


@delete(
    "/api/plans/{plan:str}/meetings/{meeting:str}/invitees/{member:str}",
    operation_id="uninviteFromMeeting",
    opt={"access": "citizen"},
)
async def uninvite(
    plan: PlanPath, meeting: MeetingPath, member: MemberPath, runtime: ServerRuntime, signed_in: SignedInPerson
) -> None:
    """Not at this meeting after all."""
    await runtime.write(
        lambda tx: meetings.uninvite(
            tx,
            plan_id=PlanId(plan),
            meeting_id=ItemId(meeting),
            member_id=MemberId(member),
            by=signed_in.person.id,
            now=runtime.now(),
        )
    )


HANDLERS = (word_invitation, invite_to_meeting, uninvite)
