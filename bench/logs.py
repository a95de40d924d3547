"""How long it takes to check every log there is (trust.md, G10)."""

import time

from stafet.domain.ids import PlanId, random_id
from stafet.store import log
from stafet.store.engine import Database
from stafet.use_cases.log_checks import check_logs
from tests.factories import NOW, an_entry

ROWS_OF_A_PLAN = 1000


def seconds_for_a_million(db: Database, rows: int) -> tuple[float, int]:
    """Checked with their keys, from the database; and how many there were."""
    for _ in range(rows // ROWS_OF_A_PLAN):
        with db.write() as tx:
            log.append(tx, PlanId(random_id()), [an_entry()] * ROWS_OF_A_PLAN, NOW)
    start = time.perf_counter()
    with db.read() as tx:
        checked = list(check_logs(tx, seen={}))
    taken = time.perf_counter() - start
    assert not [one for one in checked if one.fault]
    count = sum(one.rows for one in checked)
    return taken * 1_000_000 / count, count
