"""`stafet restored`: what an operator runs after a backup was put back."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from stafet.store.engine import Database
from tests.factories import a_meeting
from tests.support.log_rules import KEYS, keys_in
from tests.world import World


def stafet(*arguments: str, url: str = "") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STAFET_")}
    if url:
        environment["STAFET_DATABASE_URL"] = url
    with tempfile.TemporaryDirectory() as folder:
        environment |= keys_in(Path(folder))
        return subprocess.run(
            [sys.executable, "-m", "stafet", *arguments], env=environment, capture_output=True, text=True, check=False
        )


def test_every_plan_gets_an_epoch_of_its_own(database_url: str) -> None:
    db = Database(database_url, KEYS)
    world = World(db)
    plans = [world.plan(world.person(name)) for name in ("Peter", "Anna")]
    before = [plan.phone.sync().plan["epoch"] for plan in plans]

    done = stafet("restored", url=database_url)

    after = [plan.phone.sync().plan["epoch"] for plan in plans]
    db.close()
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("2 plans have a new epoch.")
    assert len({*before, *after}) == 4


def test_a_phone_fetches_everything_anew_after_it(database_url: str) -> None:
    db = Database(database_url, KEYS)
    peter = World(db).plan()
    meeting = peter.write(a_meeting())

    stafet("restored", url=database_url)
    answer = peter.phone.sync()

    db.close()
    scope = answer.plan["scopes"][f"meeting:{meeting}"]
    assert scope["full"]
    assert [item["id"] for item in scope["items"]] == [meeting]


def test_it_explains_itself() -> None:
    said = stafet("--help").stdout

    assert "restored" in said
    assert "backup" in said
    assert stafet("restored", "--help").returncode == 0


def test_without_a_database_it_says_which_setting_is_missing() -> None:
    done = stafet("restored")

    assert done.returncode == 2
    assert "STAFET_DATABASE_URL" in done.stderr
