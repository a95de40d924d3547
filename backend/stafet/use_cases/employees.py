"""An employee leaves their organisation: one act ends every place they have on a team as part of their work (J9).

People are keyed on issuer and subject, and so is this act. What the citizens wrote as somebody's organisation is their
own words, spelt in many ways: a place that was missed for its spelling would stay open.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec

from stafet.domain.ids import PlanId
from stafet.domain.log import OPERATOR
from stafet.store import calendars, members, people, plans, push_subscriptions, sessions
from stafet.store.engine import Database, Transaction
from stafet.store.people import PersonRow
from stafet.use_cases.errors import Conflict, NotFound
from stafet.use_cases.plan_writes import plan_write
from stafet.use_cases.team import end_place


class Employee(msgspec.Struct, frozen=True):
    """Somebody who leaves, and how much ends: numbers, and never whose plans those are.

    Nothing tells whether they have a plan of their own or are somebody's relative: no employer may learn that here.
    """

    person: PersonRow
    plans: int
    batons: int
    devices: int

    @property
    def signs_in_at_work(self) -> bool:
        """Whether the account is their employment. One that is not is their own, and so are its devices."""
        return self.person.door == "professional"


def find(db: Database, *, subject: str, issuer: str | None, now: datetime) -> Employee:
    """Whom the provider knows by this subject. Of two providers' people the issuer must be named."""
    with db.read() as tx:
        found = [one for one in people.named(tx, subject) if issuer in (None, one.issuer)]
        if len(found) > 1:
            raise Conflict("several_issuers")
        if not found:
            raise NotFound
        (person,) = found
        return Employee(
            person,
            plans=len(members.plans_at_work(tx, person.id)),
            batons=members.holds_batons(tx, person.id),
            devices=len(sessions.of_person(tx, person.id, now)) if person.door == "professional" else 0,
        )


def end_work(
    db: Database, employee: Employee, now: Callable[[], datetime], told: Callable[[int, int], None] | None = None
) -> int:
    """End it, a plan at a time, each in its own transaction; answers how many places that were.

    Ended in the middle, each plan is as it was or done, and the next run goes on. A second time there is nothing left.
    """
    if employee.signs_in_at_work:
        with db.write() as tx:
            _sign_out(tx, employee.person)
    ended = 0
    # Asked again when all are done: somebody may have let them in meanwhile.
    while done := _end_all(db, employee, now, told):
        ended += done
    return ended


def _end_all(
    db: Database, employee: Employee, now: Callable[[], datetime], told: Callable[[int, int], None] | None
) -> int:
    ended = 0
    waiting = _plans_of(db, employee)
    for number, plan_id in enumerate(waiting, start=1):
        with db.write() as tx:
            ended += _end(tx, plan_id, employee.person, now())
        if told is not None:
            told(number, len(waiting))
    return ended


def _plans_of(db: Database, employee: Employee) -> list[PlanId]:
    with db.read() as tx:
        return members.plans_at_work(tx, employee.person.id)


def _sign_out(tx: Transaction, person: PersonRow) -> None:
    """Every device, what is pushed to it, and the calendar in it: they belong to the employment."""
    for device in push_subscriptions.of_person(tx, person.id):
        push_subscriptions.remove(tx, device.id, person.id)
    calendars.remove(tx, person.id)
    sessions.end_all(tx, person.id)


def _end(tx: Transaction, plan_id: PlanId, person: PersonRow, now: datetime) -> bool:
    plan = plans.lock(tx, plan_id)
    # Asked again under the lock: the citizen may have ended it, or made them a relative, a moment ago.
    place = members.place_of(tx, plan_id, person.id) if plan is not None else None
    if plan is None or place is None or place.role == "relative":
        return False
    with plan_write(tx, plan) as write:
        end_place(tx, write, place, by=OPERATOR, made_at=None, now=now)
    return True
