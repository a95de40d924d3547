"""Units on the team, and their people. The citizen's, and in part the doorkeeper's, who reads nothing of the plan."""

import msgspec
from litestar import delete, get, post, put
from litestar.params import JSONBody

from stafet.domain.ids import MemberId, PlanId
from stafet.http.paths import MemberPath, PlanPath, UnitPath
from stafet.http.runtime import ServerRuntime, SignedInPerson
from stafet.http.team import LinkOut, link_out
from stafet.use_cases import units
from stafet.use_cases.units import ColleagueIn, DoorkeeperIn, UnitIn, UnitOut


class NewUnit(msgspec.Struct, frozen=True):
    """The unit's id, which is a member's id: a consent can name it."""

    unit: str


@post("/api/plans/{plan:str}/units", operation_id="makeUnit", status_code=201, opt={"access": "citizen"})
async def make_unit(
    plan: PlanPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[UnitIn]
) -> NewUnit:
    """Let a unit onto the team, and say what its people may see. It has none yet."""
    unit = await runtime.write(
        lambda tx: units.make_unit(
            tx,
            plan_id=PlanId(plan),
            by=signed_in.person.id,
            lang=signed_in.person.lang,
            unit=data,
            proved_at=signed_in.session.proved_at,
            now=runtime.now(),
        )
    )
    return NewUnit(unit)


@get("/api/plans/{plan:str}/units/{unit:str}", operation_id="readUnit", opt={"access": "unit"})
async def read_unit(plan: PlanPath, unit: UnitPath, runtime: ServerRuntime, signed_in: SignedInPerson) -> UnitOut:
    """Who is in the unit, by name."""
    return await runtime.write(
        lambda tx: units.people_of(tx, plan_id=PlanId(plan), unit_id=MemberId(unit), by=signed_in.person.id)
    )


@post(
    "/api/plans/{plan:str}/units/{unit:str}/people",
    operation_id="inviteColleague",
    status_code=201,
    opt={"access": "unit"},
)
async def invite_colleague(
    plan: PlanPath, unit: UnitPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[ColleagueIn]
) -> LinkOut:
    """A link for somebody who works in the unit. The citizen is told when it is used."""
    link = await runtime.write(
        lambda tx: units.invite_colleague(
            tx,
            plan_id=PlanId(plan),
            unit_id=MemberId(unit),
            by=signed_in.person.id,
            colleague=data,
            proved_at=signed_in.session.proved_at,
            now=runtime.now(),
        )
    )
    return link_out(runtime, link)


@delete(
    "/api/plans/{plan:str}/units/{unit:str}/people/{member:str}", operation_id="takeOffUnit", opt={"access": "unit"}
)
async def take_off_unit(
    plan: PlanPath, unit: UnitPath, member: MemberPath, runtime: ServerRuntime, signed_in: SignedInPerson
) -> None:
    """Somebody does not work in the unit any more: they read nothing from now on."""
    await runtime.write(
        lambda tx: units.take_off(
            tx,
            plan_id=PlanId(plan),
            unit_id=MemberId(unit),
            member_id=MemberId(member),
            by=signed_in.person.id,
            now=runtime.now(),
        )
    )


@put(
    "/api/plans/{plan:str}/units/{unit:str}/doorkeeper",
    operation_id="setDoorkeeper",
    status_code=204,
    opt={"access": "citizen"},
)
async def set_doorkeeper(
    plan: PlanPath, unit: UnitPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[DoorkeeperIn]
) -> None:
    """Who invites colleagues from now on; only the citizen when null."""
    await runtime.write(
        lambda tx: units.set_doorkeeper(
            tx,
            plan_id=PlanId(plan),
            unit_id=MemberId(unit),
            member_id=MemberId(data.member) if data.member else None,
            by=signed_in.person.id,
            now=runtime.now(),
            helper=data.helper,
        )
    )


HANDLERS = (make_unit, read_unit, invite_colleague, take_off_unit, set_doorkeeper)
