"""A sender of its own process that takes up ten at a time, says which, and settles them.

python -m tests.support.claimer DATABASE_URL MOMENT [--and-stand-still]
"""

import sys
from datetime import datetime, timedelta

from stafet.store import reminders
from stafet.store.engine import Database


def main(url: str, moment: str, *options: str) -> None:
    """Take up and settle until nothing is due; or take up once, and stand still with it until somebody ends us."""
    # A process waits for its turn to write; the server, which must not wait, tries again in its next round.
    db = Database(url, sqlite_busy_ms=20_000)
    now = datetime.fromisoformat(moment)
    while True:
        with db.write() as tx:
            claimed = reminders.claim(tx, now, lease=timedelta(minutes=2), limit=10)
        if not claimed:
            return
        print(*(row.id for row in claimed), flush=True)
        if options:
            sys.stdin.read()
        with db.write() as tx:
            for row in claimed:
                reminders.settle(tx, row, "sent")


if __name__ == "__main__":
    main(*sys.argv[1:])
