"""One year for the jury of mutants: `python -m tests.year.run DATABASE_URL REMINDERS SEED`."""

import asyncio
import sys

from stafet.store.engine import Database
from tests.support.log_rules import KEYS
from tests.world import World
from tests.year.year import lived


def main(url: str, reminders: str, seed: str) -> None:
    """The first promise that is broken, by its number."""
    db = Database(url, KEYS)
    year = asyncio.run(lived(World(db), int(reminders), int(seed)))
    assert not year.wrong, year.wrong[0]
    assert year.counts["came"] > int(reminders) // 5, f"R1: only {year.counts['came']} came"
    db.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
