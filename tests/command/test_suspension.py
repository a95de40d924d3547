"""Closing a plan to everybody but its citizen, as two operators type it (C23)."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from stafet.store.engine import Database
from stafet.store.stops import read_stops
from tests.support.commands import typed
from tests.support.log_rules import KEYS
from tests.world import World


def a_plan(url: str) -> str:
    """The plan of Peter, who signs in as "peter-subject"; answers its id."""
    with closing(Database(url, KEYS)) as db:
        world = World(db)
        return world.plan(world.person("peter-subject")).id


def is_suspended(url: str) -> bool:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        return database.execute("SELECT suspended_at IS NOT NULL FROM plan").fetchone() == (1,)


TWO = ("--operator", "Anne Krogh", "--operator", "Bent Holm")


@pytest.mark.parametrize("named", ["by its id", "by its citizen's subject"])
def test_two_operators_suspend_a_plan_and_take_it_back(sqlite_url: str, named: str) -> None:
    plan_id = a_plan(sqlite_url)
    plan = plan_id if named == "by its id" else "peter-subject"

    assert typed("suspend-plan", plan, *TWO, STAFET_DATABASE_URL=sqlite_url).returncode == 0
    assert is_suspended(sqlite_url)

    assert typed("resume-plan", plan, *TWO, STAFET_DATABASE_URL=sqlite_url).returncode == 0
    assert not is_suspended(sqlite_url)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("peter-subject",), "Two operators do this together"),
        (("peter-subject", "--operator", "Anne Krogh"), "Two operators do this together"),
        (("somebody", *TWO), "There is no such plan"),
    ],
    ids=["nobody", "one alone", "an unknown plan"],
)
def test_one_operator_alone_or_an_unknown_plan_is_told_and_changes_nothing(
    sqlite_url: str, arguments: tuple[str, ...], said: str
) -> None:
    a_plan(sqlite_url)

    done = typed("suspend-plan", *arguments, STAFET_DATABASE_URL=sqlite_url)

    assert (done.returncode, said in done.stderr, is_suspended(sqlite_url)) == (2, True, False)


def test_a_suspension_is_written_into_the_journal_of_stops(sqlite_url: str, tmp_path: Path) -> None:
    plan_id = a_plan(sqlite_url)
    file = tmp_path / "stops"

    typed("suspend-plan", plan_id, *TWO, STAFET_DATABASE_URL=sqlite_url, STAFET_STOPS_FILE=str(file))

    assert [(one.what, one.plan) for one in read_stops(file.read_bytes().splitlines())] == [("suspended", plan_id)]
