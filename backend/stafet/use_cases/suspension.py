"""Death, or a case that must be looked into: everything of a plan stops for everybody but its citizen (C23).

Two operators act, and their names stand in the log. Nobody is told by a message: a push after a death would be cruel.
Nothing is deleted, so that it can be taken back.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from stafet.domain.consents import citizen_access
from stafet.domain.ids import PlanId
from stafet.domain.items import Meeting
from stafet.domain.log import Entry, Suspension
from stafet.store import items, log, meetings, plans, stops
from stafet.store import reminders as stored_reminders
from stafet.store.engine import Transaction
from stafet.store.plans import PlanRow
from stafet.use_cases import reminders, waiting_proposals
from stafet.use_cases.errors import Conflict, Invalid, NotFound
from stafet.use_cases.plan_writes import plan_write


def suspend(tx: Transaction, *, plan_id: PlanId, operators: Sequence[str], now: datetime) -> None:
    """Stop every grant, invitation and push of the plan, in one transaction. Twice is once."""
    plan = _locked_by_two(tx, plan_id, operators)
    if plan.is_suspended:
        raise Conflict("suspended_already")
    close(tx, plan, operators, now)


def close(tx: Transaction, plan: PlanRow, operators: Sequence[str], now: datetime) -> None:
    """Close a locked plan. Also what a restore does, which nobody decides about anybody."""
    plans.suspend(tx, plan.id, now)
    _note(tx, plan, "suspended", operators, now)
    stored_reminders.clear_plan(tx, plan.id)
    with plan_write(tx, plan) as write:
        waiting_proposals.end_all(tx, write, None, now)
    stops.note(tx, plan.id, "suspended", now, by="system")


def resume(tx: Transaction, *, plan_id: PlanId, operators: Sequence[str], now: datetime) -> None:
    """What was open and has not ended since is open again; reminders still ahead are made anew."""
    plan = _locked_by_two(tx, plan_id, operators)
    if not plan.is_suspended:
        raise Conflict("not_suspended")
    reopen(tx, plan, operators, now)


def reopen(tx: Transaction, plan: PlanRow, operators: Sequence[str], now: datetime) -> None:
    """Open a locked plan again."""
    plans.suspend(tx, plan.id, None)
    _note(tx, plan, "resumed", operators, now)
    for meeting_id in meetings.planned(tx, plan.id, now):
        row = items.find(tx, citizen_access(plan.id), meeting_id)
        body = row.decoded() if row is not None and row.body is not None else None
        if isinstance(body, Meeting):
            reminders.set_for_meeting(tx, plan, meeting_id, body, now)
    reminders.set_ends_notices(tx, plan, now)


def _note(
    tx: Transaction, plan: PlanRow, kind: Literal["suspended", "resumed"], operators: Sequence[str], now: datetime
) -> None:
    said = Suspension(operators=[" ".join(name.split()) for name in operators])
    log.append(tx, plan.id, [Entry(kind=kind, who="system", said=said)], now)


def demand_two(operators: Sequence[str]) -> None:
    """One person alone must not be able to close or open somebody's plan."""
    named = {" ".join(name.split()).casefold() for name in operators} - {""}
    if len(named) < 2:
        raise Invalid("two_operators_needed", field="operators")


def _locked_by_two(tx: Transaction, plan_id: PlanId, operators: Sequence[str]) -> PlanRow:
    """The plan, locked, for an act of two operators."""
    demand_two(operators)
    plan = plans.lock(tx, plan_id)
    if plan is None:
        raise NotFound
    return plan
