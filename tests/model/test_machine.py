"""Two phones, a relative, a nurse, a bad line, clocks out of order, and backups: nothing is lost and nothing leaks.

Short and always the same here; long and always new in `make soak`. What is promised and how: docs/sync.md.
"""

import os
import random

from stafet.store.engine import Database
from tests.model.ground import COUNTS
from tests.model.machine import machine_on
from tests.model.run import run
from tests.support.figures import tell

EXAMPLES = {True: 20, False: 8}


def test_nothing_is_lost_and_nothing_leaks(db: Database) -> None:
    COUNTS.clear()

    if many := int(os.environ.get("STAFET_MODEL_EXAMPLES", "0")):
        run(machine_on(db), examples=many, start=random.randrange(2**32))
    else:
        run(machine_on(db), examples=EXAMPLES[db.is_sqlite])

    tell(f"the model ({'SQLite' if db.is_sqlite else 'PostgreSQL'})", **COUNTS)
    assert COUNTS["packets"] > 200, "the machine has hardly run"
