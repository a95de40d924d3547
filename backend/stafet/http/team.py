"""The team: invitations, the citizen's yes, a place that ends."""

from datetime import datetime
from io import BytesIO

import msgspec
import segno
from litestar import delete, patch, post
from litestar.params import JSONBody

from stafet.domain.ids import MemberId, PlanId
from stafet.http.paths import MemberPath, PlanPath
from stafet.http.runtime import AnyRequest, Runtime, ServerRuntime, SignedInPerson
from stafet.use_cases import team
from stafet.use_cases.errors import NotAllowed
from stafet.use_cases.team import Accepted, AcceptIn, InvitationIn, Link, MemberIn, YesIn


class LinkOut(msgspec.Struct, frozen=True, rename="camel"):
    """A link, shown once. The secret stands in the fragment, so that no server and no log ever sees it."""

    member: str
    token: str
    # Six digits to tell a relative by mouth; empty for others.
    code: str
    until: datetime
    # The link as a QR code.
    svg: str


def link_out(runtime: Runtime, link: Link) -> LinkOut:
    """The link as it is shown, with its picture."""
    code = segno.make(f"{runtime.settings.origin}/invitation#{link.token}", error="m", micro=False)
    svg = BytesIO()
    code.save(svg, kind="svg", xmldecl=False, scale=4, border=2, dark="#000", light="#fff", omitsize=True)
    return LinkOut(member=link.member, token=link.token, code=link.code, until=link.until, svg=svg.getvalue().decode())


@post("/api/plans/{plan:str}/members", operation_id="inviteMember", status_code=201, opt={"access": "citizen"})
async def invite_member(
    plan: PlanPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[InvitationIn]
) -> LinkOut:
    """Ask somebody onto the team, and say what they may see. Nothing opens before the citizen has seen their name."""
    link = await runtime.write(
        lambda tx: team.invite(
            tx,
            plan_id=PlanId(plan),
            by=signed_in.person.id,
            lang=signed_in.person.lang,
            invitation=data,
            proved_at=signed_in.session.proved_at,
            now=runtime.now(),
        )
    )
    return link_out(runtime, link)


@post(
    "/api/plans/{plan:str}/members/{member:str}/invitation",
    operation_id="inviteAgain",
    status_code=201,
    opt={"access": "citizen"},
)
async def invite_again(
    plan: PlanPath, member: MemberPath, runtime: ServerRuntime, signed_in: SignedInPerson
) -> LinkOut:
    """A new link for the same place; the old one is dead."""
    link = await runtime.write(
        lambda tx: team.invite_again(
            tx, plan_id=PlanId(plan), member_id=MemberId(member), by=signed_in.person.id, now=runtime.now()
        )
    )
    return link_out(runtime, link)


@post("/api/invitations/accept", operation_id="acceptInvitation", status_code=200, opt={"access": "signed_in"})
async def accept_invitation(
    request: AnyRequest, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[AcceptIn]
) -> Accepted:
    """Take the place one was invited to. Then it is the citizen's turn to say yes."""
    runtime.limits.demand_invitation(signed_in.person.id, runtime.address(request), runtime.now())
    accepted = await runtime.write(
        lambda tx: team.accept(tx, by=signed_in.person, token=data.token, code=data.code, now=runtime.now())
    )
    if accepted is None:
        raise NotAllowed("wrong_code")
    return accepted


@post("/api/plans/{plan:str}/members/{member:str}/yes", operation_id="sayYes", status_code=204,
      opt={"access": "citizen"})  # fmt: skip
async def say_yes(
    plan: PlanPath, member: MemberPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[YesIn]
) -> None:
    """ "Ja, det er hende": the member is on the team, and what the citizen has allowed is open to them."""
    await runtime.write(
        lambda tx: team.say_yes(
            tx,
            plan_id=PlanId(plan),
            member_id=MemberId(member),
            by=signed_in.person.id,
            now=runtime.now(),
            helper=data.helper,
        )
    )


@patch("/api/plans/{plan:str}/members/{member:str}", operation_id="changeMember", status_code=204,
       opt={"access": "citizen"})  # fmt: skip
async def change_member(
    plan: PlanPath, member: MemberPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[MemberIn]
) -> None:
    """Write a member's facts, put them on pause, or end the pause."""
    await runtime.write(
        lambda tx: team.change(
            tx, plan_id=PlanId(plan), member_id=MemberId(member), by=signed_in.person.id, facts=data, now=runtime.now()
        )
    )


@delete("/api/plans/{plan:str}/members/{member:str}", operation_id="removeMember", opt={"access": "citizen"})
async def remove_member(plan: PlanPath, member: MemberPath, runtime: ServerRuntime, signed_in: SignedInPerson) -> None:
    """Off the team: the place and every consent end at once."""
    await runtime.write(
        lambda tx: team.remove(
            tx, plan_id=PlanId(plan), member_id=MemberId(member), by=signed_in.person.id, now=runtime.now()
        )
    )


HANDLERS = (
    invite_member, invite_again, accept_invitation, say_yes, change_member, remove_member,
)  # fmt: skip
