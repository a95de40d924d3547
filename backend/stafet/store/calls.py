"""Cards of who may call whom. What they say lies sealed; how the leave itself stands is read with its consent."""

from typing import Any

import sqlalchemy as sa

from stafet.domain.calls import Call
from stafet.domain.consents import Access
from stafet.domain.ids import MemberId, PlanId
from stafet.store.plan_keys import Seal, seal_of
from stafet.store.sealed_columns import CALL
from stafet.store.tables import call, grant

_select = sa.select(*call.c, grant.c.valid_until, grant.c.ended_at).outerjoin(
    grant, sa.and_(grant.c.plan_id == call.c.plan_id, grant.c.id == call.c.grant_id)
)


def _call(seal: Seal, row: sa.Row[*tuple[Any, ...]]) -> Call:
    return Call(
        id=row.id, caller=row.caller, asked_by=row.asked_by, asked_at=row.asked_at, whom_member=row.whom_member,
        whom=CALL.opened(seal, row, "whom"), about=CALL.opened(seal, row, "about"), why=CALL.opened(seal, row, "why"),
        word=CALL.opened(seal, row, "word"), visit=bool(row.visit), until_asked=row.until_asked, state=row.state,
        answered_at=row.answered_at, grant=row.grant_id, until=row.valid_until, ended_at=row.ended_at,
        talked_on=row.talked_on, talked_by=row.talked_by, rev=row.rev,
    )  # fmt: skip


def _calls(tx: sa.Connection, plan_id: PlanId, *conditions: sa.ColumnElement[bool]) -> list[Call]:
    query = _select.where(call.c.plan_id == plan_id, *conditions).order_by(call.c.rev, call.c.id)
    seal = seal_of(tx, plan_id)
    return [_call(seal, row) for row in tx.execute(query)]


def find(tx: sa.Connection, plan_id: PlanId, call_id: str) -> Call | None:
    """One card of a plan."""
    found = _calls(tx, plan_id, call.c.id == call_id)
    return found[0] if found else None


def about(tx: sa.Connection, access: Access) -> list[Call]:
    """The cards that name whoever asks, or their unit, as one who would call or is called; for the citizen, all."""
    if access.member is None:
        return _calls(tx, access.plan)
    own = access.member.grantees
    return _calls(tx, access.plan, sa.or_(call.c.caller.in_(own), call.c.whom_member.in_(own)))


def changed_since(tx: sa.Connection, access: Access, since: int) -> list[Call]:
    """Cards changed after a revision. Only the citizen has the whole list."""
    return _calls(tx, access.plan, call.c.rev > since) if access.is_citizen else []


def with_member(tx: sa.Connection, plan_id: PlanId, member: MemberId) -> list[Call]:
    """The cards on which somebody's name stands: who would call, who asked, or who is called."""
    return _calls(tx, plan_id, sa.or_(call.c.caller == member, call.c.asked_by == member, call.c.whom_member == member))


def of_caller(tx: sa.Connection, plan_id: PlanId, caller: MemberId) -> list[Call]:
    """What somebody has asked for, and was given."""
    return _calls(tx, plan_id, call.c.caller == caller)


def add(tx: sa.Connection, plan_id: PlanId, asked: Call) -> None:
    """Write a card."""
    said = {"whom": asked.whom, "about": asked.about, "why": asked.why, "word": asked.word}
    tx.execute(
        call.insert().values(
            plan_id=plan_id, id=asked.id, caller=asked.caller, asked_by=asked.asked_by, asked_at=asked.asked_at,
            whom_member=asked.whom_member, visit=asked.visit, until_asked=asked.until_asked, state=asked.state,
            talked_on=asked.talked_on, talked_by=asked.talked_by, rev=asked.rev,
            **CALL.seal(seal_of(tx, plan_id), asked.id, said),
        )
    )  # fmt: skip


def change(tx: sa.Connection, plan_id: PlanId, call_id: str, rev: int, **values: object) -> None:
    """Write what became of it."""
    sealed = CALL.seal(seal_of(tx, plan_id), call_id, values)
    tx.execute(call.update().where(call.c.plan_id == plan_id, call.c.id == call_id).values(rev=rev, **sealed))
