"""Proposed meetings that wait end when their author goes or is on pause, and when the plan is suspended."""

from datetime import datetime

from stafet.domain.ids import MemberId
from stafet.domain.scopes import PROPOSALS
from stafet.store import meeting_proposals
from stafet.store.engine import Transaction
from stafet.use_cases.plan_writes import PlanWrite


def end_all(tx: Transaction, write: PlanWrite, author: MemberId | None, now: datetime) -> None:
    """Everything this member has proposed, or everybody, waits no longer. What became a meeting stays one."""
    waiting = meeting_proposals.are_waiting(tx, write.plan.id, author)
    if waiting:
        meeting_proposals.end(tx, write.plan.id, waiting, rev=write.next_rev(PROPOSALS), now=now)
