"""A plan begins, and its citizen sees it through somebody else's eyes."""

from datetime import datetime

from stafet.domain.ids import MemberId, PlanId, random_id
from stafet.store import members, plans
from stafet.store.engine import Transaction
from stafet.store.people import PersonRow
from stafet.use_cases.access import access_of, plan_of_citizen
from stafet.use_cases.answers import Have, PlanOut
from stafet.use_cases.errors import Conflict, NotAllowed, NotFound
from stafet.use_cases.pull import WHOLE, plan_answer


def start_plan(tx: Transaction, *, by: PersonRow, now: datetime) -> PlanId:
    """A citizen makes their own plan. Nobody can make one for somebody else."""
    if by.door != "citizen":
        raise NotAllowed("wrong_door")
    if plans.of_citizen(tx, by.id) is not None:
        raise Conflict("has_plan")
    plan_id = PlanId(random_id())
    plans.add(tx, plan_id=plan_id, citizen=by.id, epoch=random_id(), now=now)
    return plan_id


def preview(tx: Transaction, *, plan_id: PlanId, member_id: MemberId, by: PersonRow, now: datetime) -> PlanOut:
    """What this member gets of the plan now, by the function that enforces it. No look: the citizen reads their own."""
    plan = plan_of_citizen(tx, plan_id, by.id)
    member = members.find(tx, plan.id, member_id)
    if member is None:
        raise NotFound
    return plan_answer(tx, plan, access_of(tx, member, now), Have(), now, WHOLE).answer
