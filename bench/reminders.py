"""Claiming what is due, among few and among many reminders that wait."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bench.load import children, cpu_seconds
from stafet.store import reminders, tables
from stafet.store.engine import Database
from stafet.store.reminders import ReminderRow

FEW = 10_000
LEASE = timedelta(minutes=1)


@dataclass
class Among:
    """What it cost among so many that wait, in seconds."""

    pending: int
    claims: list[float] = field(default_factory=list)  # CPU, the database's included
    nothing: list[float] = field(default_factory=list)  # by the clock, as a person would wait


def among(url: str, database: int | None, many: tuple[int, ...], repetitions: int) -> list[Among]:
    """Claim 100 that are due, and find that nothing is due: among 10,000 first, then among more."""
    db = Database(url)
    found = []
    for pending in (FEW, *many):
        _fill(db, pending, due=100 * 3 * (repetitions + 1))
        one = Among(pending, [_claim(db, database) for _ in range(repetitions + 1)][1:])
        one.nothing = [_nothing(db) for _ in range(200)][20:]
        found.append(one)
    db.close()
    return found


def growth(few: Among, many: Among) -> tuple[list[float], str]:
    """The costs among many over those among few."""
    return [one / other for one, other in zip(sorted(many.claims), sorted(few.claims), strict=True)], (
        f"{min(many.claims) * 1e6:.0f} us against {min(few.claims) * 1e6:.0f} us a claim"
    )


def middle(times: list[float]) -> float:
    """In milliseconds."""
    return statistics.median(times) * 1000


def _claim(db: Database, database: int | None) -> float:
    """The mean of three claims."""
    used = 0.0

    def cpu() -> float:
        return time.process_time() + (cpu_seconds(children(database)) if database else 0.0)

    for _ in range(3):
        claimed, cost = _timed(db, cpu)
        used += cost
        assert len(claimed) == 100
        with db.write() as tx:
            for one in claimed:
                reminders.settle(tx, one, "sent")
    return used / 3


def _nothing(db: Database) -> float:
    claimed, seconds = _timed(db, time.perf_counter)
    assert claimed == []
    return seconds


def _timed(db: Database, watch: Callable[[], float]) -> tuple[list[ReminderRow], float]:
    before = watch()
    with db.write() as tx:
        claimed = reminders.claim(tx, datetime.now(UTC), lease=LEASE, limit=100)
    return claimed, watch() - before


def _fill(db: Database, pending: int, *, due: int) -> None:
    """Reminders of the coming year, half as many of the past that were sent, and some that are due now."""
    now = datetime.now(UTC)
    with db.write() as tx:
        tx.execute(tables.reminder.delete())
        plan, person = tx.execute(sa.select(tables.plan.c.id, tables.plan.c.citizen_id).limit(1)).one()
        for state, count, start, step in (
            ("pending", pending, now + timedelta(days=1), timedelta(seconds=25)),
            ("sent", pending // 2, now - timedelta(days=400), timedelta(seconds=25)),
            ("pending", due, now - timedelta(hours=1), timedelta(milliseconds=1)),
        ):
            for first in range(0, count, 20_000):
                tx.execute(
                    tables.reminder.insert(),
                    [
                        {"id": f"{state}-{pending}-{start:%d}-{number}", "plan_id": plan, "person_id": person,
                         "kind": "meeting", "meeting_id": f"{state}{start:%d}{number}", "minutes_before": 120,
                         "meant_for": start + step * number, "due_at": start + step * number,
                         "expires_at": start + step * number, "state": state, "tries": 0}
                        for number in range(first, min(first + 20_000, count))
                    ],
                )  # fmt: skip
        tx.execute(sa.text("ANALYZE reminder"))
