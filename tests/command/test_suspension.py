"""Closing a plan to everybody but its citizen, as two operators type it (C23)."""

import sqlite3

import pytest

from tests.command.test_command import real_stafet


def a_plan(url: str) -> None:
    """Peter's, made by hand: it is the command that is asked about."""
    made = "2026-11-26 09:00:00.000000"
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        database.execute(
            "INSERT INTO person (id, issuer, subject, door, name, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            ("p", "https://id.test", "peter-subject", "citizen", "Peter", made),
        )
        database.execute(
            "INSERT INTO plan (id, citizen_id, epoch, rev, heads, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            ("plan", "p", "e", 0, "{}", made),
        )


def is_suspended(url: str) -> bool:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        return database.execute("SELECT suspended_at IS NOT NULL FROM plan").fetchone() == (1,)


TWO = ("--operator", "Anne Krogh", "--operator", "Bent Holm")


@pytest.mark.parametrize("plan", ["plan", "peter-subject"])
def test_two_operators_suspend_a_plan_and_take_it_back(sqlite_url: str, plan: str) -> None:
    a_plan(sqlite_url)

    assert real_stafet("suspend-plan", plan, *TWO, STAFET_DATABASE_URL=sqlite_url).returncode == 0
    assert is_suspended(sqlite_url)

    assert real_stafet("resume-plan", plan, *TWO, STAFET_DATABASE_URL=sqlite_url).returncode == 0
    assert not is_suspended(sqlite_url)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("plan",), "Two operators do this together"),
        (("plan", "--operator", "Anne Krogh"), "Two operators do this together"),
        (("somebody", *TWO), "There is no such plan"),
    ],
    ids=["nobody", "one alone", "an unknown plan"],
)
def test_one_operator_alone_or_an_unknown_plan_is_told_and_changes_nothing(
    sqlite_url: str, arguments: tuple[str, ...], said: str
) -> None:
    a_plan(sqlite_url)

    done = real_stafet("suspend-plan", *arguments, STAFET_DATABASE_URL=sqlite_url)

    assert (done.returncode, said in done.stderr, is_suspended(sqlite_url)) == (2, True, False)
