"""A backup was put back: what people had stopped since stays stopped (T27).

With the journal of stops each of them is done again, as what it was. Without it nobody knows what was stopped: every
plan is closed to all but its citizen, who goes on reading, writing and stopping.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from stafet.domain.ids import MemberId
from stafet.domain.log import Suspension
from stafet.domain.scopes import TEAM
from stafet.store import consents, log, members, plans
from stafet.store.engine import Database, Transaction
from stafet.store.plans import PlanRow
from stafet.store.stops import Stop, StopsUnreadable, What, newest_stops, read_stops
from stafet.use_cases import erase, reminders, suspension, team, units
from stafet.use_cases.consents import end_grant
from stafet.use_cases.plan_writes import plan_write

__all__ = ["StopsUnreadable", "What", "close_all", "missing_stops", "read_stops", "reopen_all", "repeat_stops"]

# They stand in the citizen's log where the names of two operators stand otherwise.
CLOSED_BY = "stafet restored"
REPEATED_BY = "stafet restored --stops"
_EVER = datetime(2000, 1, 1, tzinfo=UTC)


def repeat_stops(db: Database, stops: Iterable[Stop], now: datetime) -> Counter[What]:
    """Do again what the backup does not hold; answers how many of each. A second time there is nothing left to do."""
    done: Counter[What] = Counter()
    for stop in stops:
        with db.write() as tx:
            plan = plans.lock(tx, stop.plan)
            if plan is not None and _repeat(tx, plan, stop, now):
                done[stop.what] += 1
    if done["erased"]:
        db.forget_journal()
    return done


def _repeat(tx: Transaction, plan: PlanRow, stop: Stop, now: datetime) -> bool:
    match stop.what:
        case "withdrawn" | "superseded" as kind:
            standing = next((one for one in consents.running(tx, plan.id, now) if one.id == stop.id), None)
            if standing is None:
                return False
            with plan_write(tx, plan) as write:
                made_at = datetime.fromisoformat(stop.at)
                end_grant(tx, write, standing.id, standing.scope, kind=kind, by=stop.by, made_at=made_at, now=now)
                reminders.set_ends_notices(tx, plan, now)
        case "place_ended":
            place = members.find(tx, plan.id, MemberId(stop.id))
            if place is None or place.status == "ended":
                return False
            with plan_write(tx, plan) as write:
                team.end_place(tx, write, place, by=stop.by, made_at=datetime.fromisoformat(stop.at), now=now)
        case "paused":
            return _pause(tx, plan, stop, now)
        case "door_taken":
            return _take_door(tx, plan, stop, now)
        case "suspended":
            since = datetime.fromisoformat(stop.at) - timedelta(milliseconds=1)
            # The backup knows of it, and perhaps of its end.
            if plan.is_suspended or log.lately(tx, plan.id, "suspended", Suspension, since=since):
                return False
            suspension.close(tx, plan, [REPEATED_BY], now)
        case "erased":
            erase.take_out(tx, plan, now)
    return True


def _pause(tx: Transaction, plan: PlanRow, stop: Stop, now: datetime) -> bool:
    member_id = MemberId(stop.id)
    place = members.find(tx, plan.id, member_id)
    if place is None or place.status != "active":
        return False
    if _is_older(tx, plan, stop):
        return False
    with plan_write(tx, plan) as write:
        team.lay_down_all(tx, write, place, now)
        members.set_status(tx, plan.id, member_id, "paused", rev=write.next_rev(TEAM))
        reminders.set_for_member(tx, plan, member_id, now)
    return True


def _take_door(tx: Transaction, plan: PlanRow, stop: Stop, now: datetime) -> bool:
    place = members.find(tx, plan.id, MemberId(stop.id))
    if place is None or place.keeps_door is None or _is_older(tx, plan, stop):
        return False
    with plan_write(tx, plan) as write:
        units.take_door(tx, write, place, write.next_rev(TEAM), now)
    return True


def _is_older(tx: Transaction, plan: PlanRow, stop: Stop) -> bool:
    """Whether the backup is younger than the stop: what it says now, the citizen has said since."""
    return plan.epoch == stop.epoch and members.rev_of(tx, plan.id, MemberId(stop.id)) >= stop.rev


def missing_stops(db: Database, file: Path | None, now: datetime) -> int:
    """How many of the newest stops in the journal the database knows nothing of.

    More than none: a backup was put back and nobody has said so; or the server died in the middle of a stop, which the
    phone that asked for it sends again.
    """
    stops = newest_stops(file) if file is not None else []
    with db.read() as tx:
        return sum(_is_missing(tx, stop, now) for stop in stops)


def _is_missing(tx: Transaction, stop: Stop, now: datetime) -> bool:
    plan = plans.find(tx, stop.plan)
    if plan is None or plan.is_suspended:
        return False
    match stop.what:
        case "withdrawn" | "superseded":
            return any(one.id == stop.id for one in consents.running(tx, plan.id, now))
        case "place_ended":
            place = members.find(tx, plan.id, MemberId(stop.id))
            return place is not None and place.status != "ended"
        case _:
            # What was suspended, put on pause or shut may have been opened again since.
            return stop.what == "erased"


def close_all(db: Database, now: datetime) -> int:
    """Close every plan to all but its citizen; answers how many were open."""
    closed = 0
    with db.read() as tx:
        ids = plans.all_ids(tx)
    for plan_id in ids:
        with db.write() as tx:
            plan = plans.lock(tx, plan_id)
            if plan is not None and not plan.is_suspended:
                suspension.close(tx, plan, [CLOSED_BY], now)
                closed += 1
    return closed


def reopen_all(db: Database, operators: Sequence[str], now: datetime) -> int:
    """Open the plans that `close_all` closed, and no other; answers how many."""
    suspension.demand_two(operators)
    opened = 0
    with db.read() as tx:
        ids = plans.all_ids(tx)
    for plan_id in ids:
        with db.write() as tx:
            plan = plans.lock(tx, plan_id)
            if plan is not None and plan.is_suspended and _was_closed_by_restore(tx, plan):
                suspension.reopen(tx, plan, operators, now)
                opened += 1
    return opened


def _was_closed_by_restore(tx: Transaction, plan: PlanRow) -> bool:
    told = log.lately(tx, plan.id, "suspended", Suspension, since=_EVER)
    return bool(told) and told[-1].said.operators == [CLOSED_BY]
