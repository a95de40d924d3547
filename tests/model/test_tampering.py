"""Whatever is done to a log behind our back is found, and the first bad row named (C9, T25). More: `make soak-log`."""

import random

from stafet.store.engine import Database
from stafet.use_cases.log_checks import check_logs
from tests.model.tampering import PLAN, WAYS, Tamperer, run


def test_c9_t25_whatever_is_done_to_a_log_is_found_and_located(db: Database) -> None:
    count = 1200 if db.is_sqlite else 300

    told, found, missed = run(db, count, seed=1)

    assert missed == []
    assert (told.total(), found.total(), len(told)) == (count, count, len(WAYS))


def test_what_nobody_touched_is_whole(db: Database) -> None:
    tamperer = Tamperer(db, random.Random(1))

    with db.write() as tx:
        assert [one.fault for one in check_logs(tx, seen=tamperer.seen)] == [None, None]
    assert {row["plan_id"] for row in tamperer.rows} == {PLAN}
