"""`stafet renew-keys`, as an operator types it; also when it is killed in the middle, and typed again."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from stafet.domain.items import Need
from stafet.store.engine import Database
from stafet.store.sealing import version_of
from stafet.store.tables import item, plan_key
from stafet.use_cases.log_checks import check_logs
from tests.command.test_command import real_stafet
from tests.phones import Phone
from tests.support.commands import typed
from tests.support.log_rules import KEYS, keys_in
from tests.world import Plan, World

PLANS = 12
WORDS = 30


@pytest.fixture
def house(database_url: str) -> Iterator[list[Plan]]:
    """A dozen plans, each with words and a log."""
    with closing(Database(database_url, KEYS)) as db:
        world = World(db)
        plans = []
        for number in range(PLANS):
            peter = world.plan(world.person(f"Citizen {number}"))
            karen = peter.member(f"Karen {number}", "relative")
            for _ in range(WORDS):
                peter.phone.create(Need(text=f"Ro {number}"), "needs")
            peter.phone.sync()
            peter.share(karen, "needs")
            karen.phone.sync()
            plans.append(peter)
        yield plans


def every_key(db: Database) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    with db.read() as tx:
        for plan_id, version in tx.execute(sa.select(plan_key.c.plan_id, plan_key.c.version)):
            found.setdefault(plan_id, []).append(version)
    return found


def everything_is_read(url: str, house: list[Plan]) -> None:
    """By a process that has never seen a key; and each plan lies under one key, whole."""
    with closing(Database(url, KEYS)) as db:
        for number, peter in enumerate(house):
            phone = Phone(db, peter.world.clock, peter.owner.id, peter.id)
            phone.sync_all()
            assert phone.texts("needs") == [f"Ro {number}"] * WORDS
        with db.read() as tx:
            assert [checked.fault for checked in check_logs(tx, seen={})] == [None] * PLANS
            bodies = tx.execute(sa.select(item.c.plan_id, item.c.body).where(item.c.body.is_not(None))).all()
        lie_under = {plan: {version_of(body) for of, body in bodies if of == plan} for plan, _ in bodies}
        keys = every_key(db)
    assert {plan: sorted(versions) for plan, versions in lie_under.items()} == keys


def test_every_plan_has_a_new_key_afterwards(database_url: str, house: list[Plan]) -> None:
    done = real_stafet("renew-keys", STAFET_DATABASE_URL=database_url)

    assert done.returncode == 0, done.stderr
    assert f"{PLANS} plans have a new key" in done.stdout
    assert f"{PLANS} of {PLANS} plans." in done.stderr
    everything_is_read(database_url, house)
    with closing(Database(database_url, KEYS)) as db:
        assert set(map(tuple, every_key(db).values())) == {(2,)}


def test_killed_in_the_middle_every_plan_is_whole_and_the_next_run_goes_on(
    database_url: str, house: list[Plan], tmp_path: Path
) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith("STAFET_")}
    settings = own | keys_in(tmp_path) | {"STAFET_DATABASE_URL": database_url}
    command = [sys.executable, "-m", "stafet", "renew-keys"]
    with subprocess.Popen(command, env=settings, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        how_to_go_on = process.stderr.readline()
        for line in process.stderr:
            if line.startswith("4 of"):
                os.kill(process.pid, signal.SIGKILL)
                break
    everything_is_read(database_url, house)
    with closing(Database(database_url, KEYS)) as db:
        renewed = [plan for plan, versions in every_key(db).items() if versions == [2]]
    assert 4 <= len(renewed) < PLANS, "it was not killed in the middle"

    found = re.search(r"--made-before (\S+)", how_to_go_on)
    assert found
    done = real_stafet("renew-keys", "--made-before", found[1], STAFET_DATABASE_URL=database_url)

    assert f"{PLANS - len(renewed)} plans have a new key" in done.stdout, done.stderr
    everything_is_read(database_url, house)
    with closing(Database(database_url, KEYS)) as db:
        assert set(map(tuple, every_key(db).values())) == {(2,)}


@pytest.mark.parametrize("moment", ["yesterday", "2026-11-26T12:00:00"])
def test_a_moment_that_is_none_is_told(database_url: str, moment: str) -> None:
    done = typed("renew-keys", "--made-before", moment, STAFET_DATABASE_URL=database_url)

    assert done.returncode == 2
    assert moment in done.stderr
    assert "Traceback" not in done.stderr
