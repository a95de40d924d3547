"""Claiming what is due, among few and among many reminders that wait."""

import time
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bench.load import children, cpu_seconds
from stafet.store import reminders, tables
from stafet.store.engine import Database

FEW = 10_000


def growth(url: str, database: int | None, many: int, repetitions: int) -> tuple[list[float], str]:
    """CPU seconds of claiming 100 among many over those among few. The few come first: there is one database."""
    db = Database(url)
    costs = []
    for pending in (FEW, many):
        _fill(db, pending, due=100 * 3 * (repetitions + 1))
        costs.append([_claim(db, database) for _ in range(repetitions + 1)][1:])
    db.close()
    few, much = costs
    return [one / other for one, other in zip(sorted(much), sorted(few), strict=True)], (
        f"{min(much) * 1e6:.0f} us against {min(few) * 1e6:.0f} us a claim"
    )


def _claim(db: Database, database: int | None) -> float:
    """The mean of three claims."""
    used = 0.0
    for _ in range(3):
        before = time.process_time() + (cpu_seconds(children(database)) if database else 0.0)
        with db.write() as tx:
            claimed = reminders.claim(tx, datetime.now(UTC), lease=timedelta(minutes=1), limit=100)
        used += time.process_time() + (cpu_seconds(children(database)) if database else 0.0) - before
        assert len(claimed) == 100
        with db.write() as tx:
            for one in claimed:
                reminders.settle(tx, one.id, "sent")
    return used / 3


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
                         "due_at": start + step * number, "expires_at": start + step * number, "state": state,
                         "tries": 0}
                        for number in range(first, min(first + 20_000, count))
                    ],
                )  # fmt: skip
        tx.execute(sa.text("ANALYZE reminder"))
