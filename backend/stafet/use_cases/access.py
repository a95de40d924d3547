"""How somebody's access to a plan is judged: once, inside the transaction of the act, from what is true now."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from stafet.domain.consents import Access, Grant, Member, citizen_access, member_access
from stafet.domain.ids import MemberId, PersonId, PlanId
from stafet.store import consents, members, places, plans
from stafet.store.engine import Transaction
from stafet.store.places import Place
from stafet.store.plans import PlanRow
from stafet.use_cases.errors import Conflict, NotFound


def access_to(tx: Transaction, plan: PlanRow, person: PersonId, now: datetime) -> Access | None:
    """This person's access to the plan. None when they have no active place in it."""
    if plan.citizen == person:
        return citizen_access(plan.id)
    member = members.place_of(tx, plan.id, person)
    if member is None or not member.is_here:
        return None
    return access_of(tx, member, now)


def access_of(tx: Transaction, member: Member, now: datetime) -> Access:
    """What this member may see now, by their own consents and those of the unit they are in. Preview asks the same."""
    return member_access(member, consents.reaching(tx, member, now), now)


def access_at(place: Place, grants: Mapping[MemberId, Iterable[Grant]], now: datetime) -> Access:
    """The access that goes with an active place, given the grants of this very transaction."""
    if place.member is None:
        return citizen_access(place.plan.id)
    return member_access(place.member, grants.get(place.member.id, ()), now)


def plan_of_citizen(tx: Transaction, plan_id: PlanId, person: PersonId) -> PlanRow:
    """The plan, locked, for an act only its citizen may do. Anybody else hears that there is no such plan."""
    plan = plans.lock_own(tx, plan_id, person)
    if plan is None:
        raise NotFound
    return plan


def plan_in_use(tx: Transaction, plan_id: PlanId, person: PersonId) -> PlanRow:
    """The same, for an act that lets somebody in: while the plan is suspended, nobody is (C23)."""
    plan = plan_of_citizen(tx, plan_id, person)
    if plan.is_suspended:
        raise Conflict("plan_suspended")
    return plan


def plan_to_act_on(tx: Transaction, plan_id: PlanId, person: PersonId, now: datetime) -> tuple[PlanRow, Access]:
    """The plan, locked, for the citizen or somebody on the team. For anybody else there is no such plan."""
    plan = plans.lock(tx, plan_id)
    access = access_to(tx, plan, person, now) if plan is not None else None
    if plan is None or access is None:
        raise NotFound
    return plan, access


def plan_to_read(tx: Transaction, plan_id: PlanId, person: PersonId, now: datetime) -> tuple[PlanRow, Access]:
    """The plan and this person's access to it. Without any access there is no such plan."""
    # Asked for among this person's own places: a plan that there is not takes as long as one that is closed (T22).
    place = next((one for one in places.of_person(tx, person) if one.plan.id == plan_id), None)
    if place is None:
        raise NotFound
    if place.member is None:
        return place.plan, citizen_access(plan_id)
    return place.plan, access_of(tx, place.member, now)
