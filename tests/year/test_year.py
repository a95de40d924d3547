"""A small year on both engines; the large one is `make soak-reminders`."""

import os
from collections.abc import Iterator

import pytest

from stafet.store.engine import Database
from tests.support.figures import tell
from tests.support.log_rules import KEYS
from tests.world import World
from tests.year.year import Year, lived

WANTED = int(os.environ.get("STAFET_YEAR_REMINDERS", "150"))
SEED = int(os.environ.get("STAFET_YEAR_SEED", "11"))


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """On both engines, in a database of its own."""
    name = "sqlite_in_memory_url" if request.param == "sqlite" else "postgresql_url"
    db = Database(request.getfixturevalue(name), KEYS)
    yield World(db)
    db.close()


async def test_in_a_year_of_trouble_each_reminder_comes_once_in_time_and_to_nobody_else(world: World) -> None:
    year = await lived(world, WANTED, SEED)

    say(year)
    assert year.wrong == []
    # That many were owed at all: an empty year would keep every promise.
    assert year.counts["came"] > WANTED // 5


def say(year: Year) -> None:
    """The figures of this year."""
    late = sorted(year.late)

    def broken(number: str) -> int:
        return sum(one.startswith(number) for one in year.wrong)

    figures: dict[str, float | str] = {
        "reminders": year.counts["came"] + year.news,
        "missed": broken("R1"),
        "doubled": broken("R2"),
        "without consent": broken("R3"),
        "kills": year.kills,
        "knocked again after a kill, shown once": year.again_after_a_kill,
        "outages": len(year.outages),
        "no longer owed": year.counts["no longer owed"],
        "over before the outage": year.counts["over before it could come"],
        "late at most": str(late[-1]),
        "late, 99 of 100": str(late[len(late) * 99 // 100]),
    }
    tell(f"a year of reminders, {'SQLite' if year.world.db.is_sqlite else 'PostgreSQL'}", **figures)
    decrypted = sum(one.decrypted for one in year.services)
    print(year.ground.counted, f"{year.ticks} rounds, {decrypted} decrypted")
    # A long year is not lived again to hear what was wrong in it.
    print(*year.wrong[:200], sep="\n")
