"""The citizen erases the plan: everything at once, for everybody, and for good (C24, J10).

What is left is the log's skeleton: that something happened, when, and that nothing was taken out or changed, without a
word of what. Receipts that people hold still verify against it. The person stays, and may begin a new plan.
"""

from datetime import datetime

from stafet.domain.ids import PersonId, PlanId
from stafet.domain.log import Entry, Erased
from stafet.store import erase, log, plans, stops
from stafet.store.engine import Transaction
from stafet.store.plans import PlanRow
from stafet.use_cases.access import plan_of_citizen
from stafet.use_cases.step_up import demand_fresh


def erase_plan(tx: Transaction, *, plan_id: PlanId, by: PersonId, proved_at: datetime | None, now: datetime) -> None:
    """Erase it. Members lose access with this transaction; their devices delete their copies at the next contact."""
    plan = plan_of_citizen(tx, plan_id, by)
    demand_fresh(proved_at, now)
    plans.lock(tx, plan.id)
    take_out(tx, plan, now)


def take_out(tx: Transaction, plan: PlanRow, now: datetime) -> None:
    """Erase a locked plan: now, or again after a backup brought it back."""
    people = erase.people_of(tx, plan.id, plan.citizen)
    log.append(tx, plan.id, [Entry(kind="erased", who="citizen", said=Erased())], now)
    log.empty(tx, plan.id)
    # Also in every backup that holds the plan's words, but not its key.
    plans.destroy_key(tx, plan.id)
    erase.rows_of(tx, plan.id)
    erase.what_only_served_plans(tx, people)
    stops.note(tx, plan.id, "erased", now)
