"""Units on the team: a ward is let in as one, and each of its people reads by their own name.

People work in shifts; a consent to one of them would be no help at night. So a consent may go to the unit. The citizen
sees who its people are, hears of each new one, and can take anyone off (T6). To invite colleagues is not to read.
"""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from stafet.domain.consents import Member, Role
from stafet.domain.ids import MemberId, PersonId, PlanId, RandomId, random_id
from stafet.domain.scopes import TEAM
from stafet.domain.structs import HelperName, Line, MaybeLine, PhoneNumber, Wire, WireIn
from stafet.store import members, plans, stops
from stafet.store.engine import Transaction
from stafet.store.plans import PlanRow
from stafet.use_cases import consents, helped
from stafet.use_cases.access import plan_in_use, plan_of_citizen
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.errors import Conflict, NotFound
from stafet.use_cases.lines import line
from stafet.use_cases.plan_writes import PlanWrite, plan_write
from stafet.use_cases.step_up import demand_fresh
from stafet.use_cases.team import Link, close_links_of, end_place, open_link

UnitRole = Literal["psychiatry", "municipality", "job_centre", "residential_home", "gp", "other"]
"""Where people work together. A family is no unit: each relative is asked by name."""


class UnitIn(WireIn, frozen=True, kw_only=True):
    """A unit that comes onto the team, who may invite its people, and what they may see."""

    role: UnitRole
    name: Line
    organisation: MaybeLine = ""
    phone: PhoneNumber = ""
    hours: MaybeLine = ""
    doorkeeper: RandomId | None = None
    grants: Annotated[list[GrantIn], Meta(max_length=50)] = []
    sha256: Annotated[str, Meta(max_length=64)] = ""
    helper: HelperName = ""


class ColleagueIn(WireIn, frozen=True, kw_only=True):
    """Somebody who works in the unit."""

    name: Line
    helper: HelperName = ""


class DoorkeeperIn(WireIn, frozen=True, kw_only=True):
    """Who invites colleagues into the unit from now on; only the citizen when null."""

    member: RandomId | None
    helper: HelperName = ""


class ColleagueOut(Wire, frozen=True, kw_only=True):
    """One of the unit's people, as their doorkeeper sees them."""

    member: MemberId
    name: str
    status: Literal["invited", "awaiting_yes", "active", "paused"]


class UnitOut(Wire, frozen=True, kw_only=True):
    """A unit and its people. Nothing of the plan."""

    unit: MemberId
    name: str
    citizen: str
    people: list[ColleagueOut]


def make_unit(
    tx: Transaction,
    *,
    plan_id: PlanId,
    by: PersonId,
    lang: str,
    unit: UnitIn,
    proved_at: datetime | None,
    now: datetime,
) -> MemberId:
    """Let a unit onto the team. It is empty until somebody is invited into it, so nobody reads anything yet."""
    plan = plan_in_use(tx, plan_id, by)
    unit_id = MemberId(random_id())
    name = line(unit.name, field="name")
    with plan_write(tx, plan) as write:
        members.add(
            tx,
            plan_id=plan.id,
            member_id=unit_id,
            role=unit.role,
            name=name,
            organisation=line(unit.organisation, field="organisation", may_be_empty=True),
            phone=unit.phone,
            hours=line(unit.hours, field="hours", may_be_empty=True),
            rev=write.next_rev(TEAM),
            now=now,
            kind="unit",
        )
        if unit.doorkeeper is not None:
            person = _colleague(tx, plan.id, MemberId(unit.doorkeeper), unit.role)
            members.change(tx, plan.id, person.id, write.next_rev(TEAM), keeps_door=unit_id)
            helped.let_in(tx, plan.id, helper=unit.helper, act="trusted", whom=person.name, now=now)
        consents.record_yes(
            tx,
            write,
            member_id=unit_id,
            name=name,
            lang=lang,
            grants=unit.grants,
            sha256=unit.sha256,
            proved_at=proved_at,
            now=now,
            is_unit=True,
            helper=unit.helper,
        )
    return unit_id


def invite_colleague(
    tx: Transaction,
    *,
    plan_id: PlanId,
    unit_id: MemberId,
    by: PersonId,
    colleague: ColleagueIn,
    proved_at: datetime | None,
    now: datetime,
) -> Link:
    """A link for one of the unit's people. The citizen may make one, and so may the unit's doorkeeper."""
    plan, unit, doorkeeper = _unit_for(tx, plan_id, unit_id, by)
    if plan.is_suspended:
        raise Conflict("plan_suspended")
    if doorkeeper is None:
        # The citizen opens the plan to one more person, as with every first consent.
        demand_fresh(proved_at, now)
    member_id = MemberId(random_id())
    name = line(colleague.name, field="name")
    with plan_write(tx, plan) as write:
        members.add(
            tx,
            plan_id=plan.id,
            member_id=member_id,
            role=unit.role,
            name=name,
            organisation=unit.name,
            phone="",
            hours="",
            rev=write.next_rev(TEAM),
            now=now,
            unit=unit.id,
            invited_by=doorkeeper.id if doorkeeper is not None else None,
        )
        if doorkeeper is None:
            helped.let_in(tx, plan.id, helper=colleague.helper, act="invited", whom=name, now=now)
    return open_link(tx, plan.id, member_id, unit.role, now)


def people_of(tx: Transaction, *, plan_id: PlanId, unit_id: MemberId, by: PersonId) -> UnitOut:
    """Who is in the unit, for its doorkeeper and the citizen."""
    plan, unit, _ = _unit_for(tx, plan_id, unit_id, by)
    people = [
        ColleagueOut(member=one.id, name=one.name, status=one.status)
        for one in members.of_unit(tx, plan.id, unit.id)
        if one.status != "ended"
    ]
    return UnitOut(unit=unit.id, name=unit.name, citizen=plan.citizen_name, people=people)


def take_off(
    tx: Transaction, *, plan_id: PlanId, unit_id: MemberId, member_id: MemberId, by: PersonId, now: datetime
) -> None:
    """Somebody does not work in the unit any more: their place ends. To narrow, the doorkeeper needs nobody's yes."""
    plan, unit, doorkeeper = _unit_for(tx, plan_id, unit_id, by)
    member = members.find(tx, plan.id, member_id)
    if member is None or member.unit is None or member.unit.id != unit.id:
        raise NotFound
    if member.status == "ended":
        return
    with plan_write(tx, plan) as write:
        end_place(tx, write, member, by=doorkeeper.id if doorkeeper else "citizen", made_at=None, now=now)


def set_doorkeeper(
    tx: Transaction,
    *,
    plan_id: PlanId,
    unit_id: MemberId,
    member_id: MemberId | None,
    by: PersonId,
    now: datetime,
    helper: str = "",
) -> None:
    """Who invites colleagues. The links of the one before are dead: they were let in on that person's word."""
    plan = plan_of_citizen(tx, plan_id, by)
    unit = _unit(tx, plan.id, unit_id)
    before = members.doorkeeper_of(tx, plan.id, unit.id)
    if member_id == (before and before.id):
        return
    after = _colleague(tx, plan.id, member_id, unit.role) if member_id is not None else None
    with plan_write(tx, plan) as write:
        if before is not None:
            rev = write.next_rev(TEAM)
            take_door(tx, write, before, rev, now)
            stops.note(tx, plan.id, "door_taken", now, of=before.id, epoch=plan.epoch, rev=rev)
        if after is not None:
            members.change(tx, plan.id, after.id, write.next_rev(TEAM), keeps_door=unit.id)
            helped.let_in(tx, plan.id, helper=helper, act="trusted", whom=after.name, now=now)


def take_door(tx: Transaction, write: PlanWrite, doorkeeper: Member, rev: int, now: datetime) -> None:
    """Somebody invites no colleagues any more. Links they made, which nobody has used, are dead."""
    members.change(tx, write.plan.id, doorkeeper.id, rev, keeps_door=None)
    close_links_of(tx, write, doorkeeper, now)


def _unit(tx: Transaction, plan_id: PlanId, unit_id: MemberId) -> Member:
    unit = members.find(tx, plan_id, unit_id)
    if unit is None or unit.kind != "unit" or unit.status == "ended":
        raise NotFound
    return unit


def _colleague(tx: Transaction, plan_id: PlanId, member_id: MemberId, role: Role) -> Member:
    """Somebody on the team now who can be trusted with a unit's door: who works in its place, and looks after no other.

    A relative knows nobody's colleagues (T6).
    """
    member = members.find(tx, plan_id, member_id)
    if member is None or member.status == "ended":
        raise NotFound
    if member.kind == "unit" or member.status != "active":
        raise Conflict("not_on_team_yet")
    if member.role != role:
        raise Conflict("not_a_colleague")
    if member.keeps_door is not None:
        raise Conflict("keeps_door_already")
    return member


def _unit_for(
    tx: Transaction, plan_id: PlanId, unit_id: MemberId, by: PersonId
) -> tuple[PlanRow, Member, Member | None]:
    """The locked plan, its unit, and the doorkeeper who acts; None when it is the citizen. Nobody else finds it."""
    plan = plans.lock(tx, plan_id)
    if plan is None:
        raise NotFound
    unit = members.find(tx, plan.id, unit_id)
    if unit is None or unit.kind != "unit" or unit.status == "ended":
        raise NotFound
    if plan.citizen == by:
        return plan, unit, None
    member = members.place_of(tx, plan.id, by)
    if member is None or not member.is_here or member.keeps_door != unit.id:
        raise NotFound
    return plan, unit, member
