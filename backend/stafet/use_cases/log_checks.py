"""Every log of an installation, checked from its first row to its last (docs/log.md)."""

from collections.abc import Iterator, Mapping

import msgspec

from stafet.domain.checking import Fault, Row, check
from stafet.domain.ids import PlanId
from stafet.store import log
from stafet.store.engine import Transaction
from stafet.store.keys import keys_of


class Checked(msgspec.Struct, frozen=True):
    """One plan's log: how many rows were read, and the first fault among them."""

    plan: PlanId
    rows: int
    fault: Fault | None


def check_logs(
    tx: Transaction, *, seen: Mapping[PlanId, Mapping[int, bytes]], plan: PlanId | None = None
) -> Iterator[Checked]:
    """Each log there is, and each that was seen and is not there any more."""
    key = keys_of(tx).log
    found: set[PlanId] = set()
    for plan_id, rows in log.walk(tx, plan):
        found.add(plan_id)
        count = 0

        def counted(rows: Iterator[Row] = rows) -> Iterator[Row]:
            nonlocal count
            for count, row in enumerate(rows, start=1):  # noqa: B007 - the count is the point
                yield row

        fault = check(plan_id, counted(), heads=seen.get(plan_id), key=key)
        if not count and plan_id not in seen:
            continue
        yield Checked(plan_id, count, fault)
    for plan_id in sorted(seen.keys() - found):
        if plan is None or plan == plan_id:
            yield Checked(plan_id, 0, Fault(1, "cut"))
