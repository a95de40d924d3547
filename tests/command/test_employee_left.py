"""`stafet employee-left`, as an operator types it when somebody does not work there any more (J9)."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from stafet.store.engine import Database
from stafet.store.stops import read_stops
from tests.command.test_command import Stafet, real_stafet, stafet
from tests.support.commands import Done
from tests.support.log_rules import KEYS, keys_in
from tests.world import TeamMember, World

__all__ = ["stafet"]

CITIZENS = ("Peter Dam", "Anna Friis")


@contextmanager
def ida_on_two_teams(url: str) -> Iterator[list[TeamMember]]:
    """The database stays open, as a server's does."""
    with closing(Database(url, KEYS)) as db:
        world = World(db)
        ida = world.person("ida-subject", "professional")
        yield [world.plan(world.person(name)).member("Ida", "psychiatry", ida) for name in CITIZENS]


@pytest.fixture
def places(sqlite_url: str) -> Iterator[list[TeamMember]]:
    with ida_on_two_teams(sqlite_url) as places:
        yield places


def reads(places: list[TeamMember]) -> list[int]:
    return [len(one.phone.sync().plans) for one in places]


def test_beside_a_server_every_place_ends_and_the_journal_says_so(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "stops"
    with ida_on_two_teams(database_url) as places:
        assert reads(places) == [2, 2]

        done = real_stafet(
            "employee-left", "ida-subject", "--yes", STAFET_DATABASE_URL=database_url, STAFET_STOPS_FILE=str(file)
        )

        assert (done.returncode, "2 places are ended." in done.stdout) == (0, True), done.stderr
        assert "2 of 2 plans." in done.stderr
        assert reads(places) == [0, 0]
    stops = read_stops(file.read_bytes().splitlines())
    assert sorted((one.what, one.id, one.by) for one in stops) == sorted(
        ("place_ended", one.id, "operator") for one in places
    )


def typed(stafet: Stafet, places: list[TeamMember], folder: Path, *arguments: str) -> Done:
    url = places[0].plan.world.db.url.render_as_string(hide_password=False)
    return stafet("employee-left", *arguments, **keys_in(folder), STAFET_DATABASE_URL=url)


@pytest.mark.parametrize(("said", "left"), [("yes", [0, 0]), ("", [2, 2])])
def test_it_says_how_much_ends_names_no_citizen_and_waits_for_a_yes(
    stafet: Stafet,
    places: list[TeamMember],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: str,
    left: list[int],
) -> None:
    monkeypatch.setattr("builtins.input", lambda _question: said)

    done = typed(stafet, places, tmp_path, "ida-subject")

    assert "They are on the team of 2 plans by their work" in done.stdout
    assert [name for name in CITIZENS if name.split()[0] in done.stdout + done.stderr] == []
    assert (done.returncode, reads(places)) == (0 if said == "yes" else 1, left)


def test_a_subject_that_nobody_has_is_told(stafet: Stafet, places: list[TeamMember], tmp_path: Path) -> None:
    done = typed(stafet, places, tmp_path, "bo-subject", "--yes")

    assert (done.returncode, "Nobody has signed in here under this subject" in done.stderr) == (2, True)
    assert reads(places) == [2, 2]
