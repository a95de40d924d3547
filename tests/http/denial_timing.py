"""Whether time tells what the words do not: denied and missing, 2,000 times each, compared by Kolmogorov and Smirnov.

`python -m tests.http.denial_timing` prints the figures; part of `make soak`. Never an assertion of `make test`: a
machine that does something else meanwhile would make it lie (T22, G13).
"""

import argparse
import asyncio
import math
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import httpx
import sqlalchemy as sa

from stafet.store import tables
from tests.http.conftest import World, settled
from tests.http.house import open_house
from tests.support.databases import migrate
from tests.support.figures import tell

Ask = Callable[[], Awaitable[httpx.Response]]
LEAST = 0.01


def kolmogorov_smirnov(one: list[float], other: list[float]) -> tuple[float, float]:
    """The greatest distance between two distributions, and how likely at least that is when they are the same."""
    joined = sorted([(value, 1) for value in one] + [(value, -1) for value in other])
    distance, lead = 0.0, 0
    for place, (value, side) in enumerate(joined):
        lead += side
        if place + 1 == len(joined) or joined[place + 1][0] != value:
            distance = max(distance, abs(lead) / len(one))
    root = math.sqrt(len(one) * len(other) / (len(one) + len(other)))
    reach = (root + 0.12 + 0.11 / root) * distance
    likely = 2 * sum((-1) ** (n - 1) * math.exp(-2 * n * n * reach * reach) for n in range(1, 101))
    return distance, 1.0 if reach < 0.2 else min(1.0, max(0.0, likely))


async def asked(pair: tuple[Ask, Ask], times: int, luck: random.Random) -> tuple[list[float], list[float]]:
    """Milliseconds of each, in turn and in random order, so that a slow moment meets both."""
    for _ in range(100):
        await pair[0]()
        await pair[1]()
    told: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for which in luck.sample((0, 1), 2):
            began = time.perf_counter()
            answer = await pair[which]()
            told[which].append((time.perf_counter() - began) * 1000)
            assert answer.status_code in {200, 404}, answer.text
    return told


def exits(world: World) -> dict[str, tuple[Ask, Ask]]:
    """Denied and missing, for ways in that begin with a thing's own id."""
    house, plan, unknown = world.house, world.plan, "A" * 22

    def an_edit(item: str) -> Ask:
        async def ask() -> httpx.Response:
            fields = {"text": "Noget andet"}
            return await world.lars.sync(house.edit(plan, "change", item=item, fields=fields, base={"text": item}))

        return ask

    def a_members_edit(item: str) -> Ask:
        async def ask() -> httpx.Response:
            fields = {"text": "Noget andet"}
            return await world.mads.sync(house.edit(plan, "change", item=item, fields=fields, base={"text": item}))

        return ask

    with house.db.read() as tx:
        reminder = tx.execute(sa.select(tables.reminder.c.id)).scalars().first()
        citizens = sa.select(tables.plan.c.citizen_id).where(tables.plan.c.id == plan).scalar_subquery()
        session = tx.execute(sa.select(tables.session.c.id).where(tables.session.c.person_id == citizens)).scalar()
    hidden, never = world.meeting, house.new_id()
    return {
        "who has looked, a stranger": (
            lambda: world.lars.get(f"/api/plans/{plan}/looks"),
            lambda: world.lars.get(f"/api/plans/{unknown}/looks"),
        ),
        "earlier versions, a member": (
            lambda: world.mads.get(f"/api/plans/{plan}/items/{hidden}/versions"),
            lambda: world.mads.get(f"/api/plans/{plan}/items/{never}/versions"),
        ),
        "a change to what is not shared": (a_members_edit(hidden), a_members_edit(never)),
        "a change in a stranger's plan": (an_edit(hidden), an_edit(never)),
        "somebody else's reminder": (
            lambda: world.lars.get(f"/api/reminders/{reminder}"),
            lambda: world.lars.get(f"/api/reminders/{unknown}"),
        ),
        "somebody else's session": (
            lambda: world.lars.delete(f"/api/sessions/{session}"),
            lambda: world.lars.delete(f"/api/sessions/{unknown}"),
        ),
    }


async def measured(times: int) -> int:
    luck = random.Random()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'stafet.db'}"
        migrate(url)
        async with open_house(url) as house:
            world = await settled(house)
            print(f"{'denied and missing':34} {'median ms':>19} {'distance':>9} {'p':>7}")
            told_apart = 0
            for name, pair in exits(world).items():
                for _ in range(2):  # One in a hundred says so by luck; not twice.
                    with redirect_stdout(StringIO()):
                        one, other = await asked(pair, times, luck)
                    distance, likely = kolmogorov_smirnov(one, other)
                    medians = f"{statistics.median(one):9.3f} {statistics.median(other):9.3f}"
                    print(f"{name:34} {medians} {distance:9.4f} {likely:7.3f}", flush=True)
                    if likely > LEAST:
                        break
                else:
                    told_apart += 1
    print(f"told apart by time: p <= {LEAST}, twice")
    tell("denied and missing, in time", requests=2 * times * len(exits(world)), **{"exits told apart": told_apart})
    return told_apart


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=2000)
    sys.exit(asyncio.run(measured(parser.parse_args().times)) > 0)
