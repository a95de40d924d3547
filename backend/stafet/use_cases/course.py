"""How the course has been: the citizen asks those on the team they choose, and reads each answer by name.

Asking opens nothing, and an answer goes to the citizen's `private`: nobody else reads it, its author neither. What the
citizen answers themselves is an edit like any other (docs/decisions/0056-how-the-course-has-been.md).
"""

from datetime import datetime

import msgspec

from stafet.domain.ids import ItemId, MemberId, PersonId, PlanId
from stafet.domain.items import CourseAnswer, Said
from stafet.domain.scopes import PRIVATE, TEAM
from stafet.domain.structs import MaybeWords, WireIn
from stafet.domain.texts import clean
from stafet.domain.uuid7 import uuid7
from stafet.domain.wall_clock import danish_day
from stafet.store import items, members
from stafet.store.engine import Transaction
from stafet.use_cases import reminders
from stafet.use_cases.access import plan_in_use, plan_to_act_on
from stafet.use_cases.errors import Conflict, NotFound
from stafet.use_cases.plan_writes import plan_write


class QuestionIn(WireIn, frozen=True, kw_only=True):
    """Asked, or not asked any more."""

    asked: bool


class CourseIn(WireIn, frozen=True, kw_only=True):
    """An answer. Each may be skipped; with all of them skipped, it is a no."""

    mattered: Said = None
    together: Said = None
    who_does: Said = None
    kept: Said = None
    who_helps: Said = None
    text: MaybeWords = ""


def ask(tx: Transaction, *, plan_id: PlanId, member_id: MemberId, asked: bool, by: PersonId, now: datetime) -> None:
    """Ask somebody on the team, or take the question back. Who has been asked already is not asked twice."""
    plan = plan_in_use(tx, plan_id, by)
    member = members.find(tx, plan.id, member_id)
    if member is None or member.status == "ended":
        raise NotFound
    if asked and (member.status != "active" or member.person is None):
        raise Conflict("not_on_team_yet")
    if asked == (member.course_asked_at is not None):
        return
    with plan_write(tx, plan) as write:
        rev = write.next_rev(TEAM)
        members.change(tx, plan.id, member.id, rev, course_asked_at=now if asked else None)
        if asked and member.person is not None:
            reminders.tell_news(tx, plan.id, member.person, meeting=None, now=now)


def answer(tx: Transaction, *, plan_id: PlanId, said: CourseIn, by: PersonId, now: datetime) -> None:
    """What somebody who was asked says. One question has one answer, which is not theirs to read again."""
    plan, access = plan_to_act_on(tx, plan_id, by, now)
    member = access.member
    if member is None or member.course_asked_at is None:
        raise Conflict("nobody_is_asked")
    steps = msgspec.structs.asdict(said) | {"text": clean(said.text).strip()}
    told = CourseAnswer(on=danish_day(now).isoformat(), **steps)
    with plan_write(tx, plan) as write:
        members.change(tx, plan.id, member.id, write.next_rev(TEAM), course_asked_at=None)
        if told == CourseAnswer(on=told.on):
            return
        items.add(
            tx,
            plan_id=plan.id,
            item_id=ItemId(uuid7(now)),
            scope=PRIVATE,
            body=told,
            by=member.id,
            voice=member.id,
            at=now,
            rev=write.next_rev(PRIVATE),
        )
        reminders.tell_news(tx, plan.id, plan.citizen, meeting=None, now=now)
