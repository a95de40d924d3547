"""`stafet verify log` and `stafet heads`, as an operator types them (T25)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stafet.store import log as stored
from stafet.store.engine import Database
from stafet.store.tables import log as table
from tests.factories import an_entry
from tests.support.commands import Done, typed
from tests.support.log_rules import KEYS, lifted
from tests.world import Plan, World


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    db = Database(database_url, KEYS)
    yield World(db)
    db.close()


@pytest.fixture
def peter(world: World) -> Plan:
    plan = world.plan()
    with world.tx() as tx:
        stored.append(tx, plan.id, [an_entry()] * 3, world.now)
    return plan


def verify(url: str, *more: str, **settings: str) -> Done:
    return typed("verify", "log", *more, STAFET_DATABASE_URL=url, **settings)


def test_whole_logs_are_told_in_a_line(database_url: str, peter: Plan) -> None:
    done = verify(database_url)

    assert (done.returncode, done.stdout) == (0, "1 logs, 3 rows, 0 heads: all whole.\n"), done.stderr


def test_the_first_bad_row_is_named(world: World, database_url: str, peter: Plan) -> None:
    with world.tx() as tx, lifted(tx):
        tx.execute(table.update().where(table.c.seq >= 2).values(who="x"))

    done = verify(database_url)

    assert done.returncode == 1
    assert done.stdout == (
        f"plan {peter.id}, row 2: what the row says is not what was written\n1 logs, 2 rows, 0 heads: 1 NOT whole.\n"
    )


def test_heads_that_were_printed_find_a_cut_off_end(
    world: World, database_url: str, peter: Plan, tmp_path: Path
) -> None:
    kept = tmp_path / "heads"
    kept.write_text(typed("heads", STAFET_DATABASE_URL=database_url).stdout)
    with world.tx() as tx, lifted(tx):
        tx.execute(table.delete().where(table.c.seq == 3))

    without, with_heads = verify(database_url), verify(database_url, "--heads", str(kept))
    by_setting = verify(database_url, STAFET_HEADS_FILE=str(kept))

    assert without.returncode == 0
    assert (with_heads.returncode, by_setting.returncode) == (1, 1)
    assert f"plan {peter.id}, row 3: the log ends before a row that was seen" in with_heads.stdout


def test_a_file_of_heads_that_is_none_is_told(database_url: str, peter: Plan, tmp_path: Path) -> None:
    missing = verify(database_url, "--heads", str(tmp_path / "nothing"))
    (tmp_path / "heads").write_text("x\n")
    wrong = verify(database_url, "--heads", str(tmp_path / "heads"))

    assert (missing.returncode, wrong.returncode) == (2, 2)
    assert "is not there" in missing.stderr
    assert "line 1 is not a head" in wrong.stderr
