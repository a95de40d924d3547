"""`stafet restored`: what an operator runs after a backup was put back."""

import json
from pathlib import Path

import pytest

from stafet.store import consents
from stafet.store.engine import Database
from stafet.store.stops import read_stops
from stafet.use_cases.errors import NotFound
from tests.factories import a_meeting
from tests.faults.clients import Client
from tests.support.commands import typed
from tests.support.log_rules import KEYS
from tests.support.server import StartServer
from tests.use_cases.test_calendars import Subscribed
from tests.world import World


def test_every_plan_gets_an_epoch_of_its_own(database_url: str) -> None:
    db = Database(database_url, KEYS)
    world = World(db)
    plans = [world.plan(world.person(name)) for name in ("Peter", "Anna")]
    before = [plan.phone.sync().plan["epoch"] for plan in plans]

    done = typed("restored", STAFET_DATABASE_URL=database_url)

    after = [plan.phone.sync().plan["epoch"] for plan in plans]
    db.close()
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("2 plans have a new epoch.")
    assert len({*before, *after}) == 4


def test_a_phone_fetches_everything_anew_after_it(database_url: str) -> None:
    db = Database(database_url, KEYS)
    peter = World(db).plan()
    meeting = peter.write(a_meeting())

    typed("restored", STAFET_DATABASE_URL=database_url)
    answer = peter.phone.sync()

    db.close()
    scope = answer.plan["scopes"][f"meeting:{meeting}"]
    assert scope["full"]
    assert [item["id"] for item in scope["items"]] == [meeting]


def test_it_explains_itself() -> None:
    said = typed("--help").stdout

    assert "restored" in said
    assert "backup" in said
    assert typed("restored", "--help").returncode == 0


def test_without_a_database_it_says_which_setting_is_missing() -> None:
    done = typed("restored")

    assert done.returncode == 2
    assert "STAFET_DATABASE_URL" in done.stderr


def test_t27_with_the_journal_of_stops_what_was_stopped_is_stopped_again(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "stops"
    db = Database(database_url, KEYS)
    peter = World(db).plan()
    jonas = peter.member("Jonas")
    peter.share(jonas, "needs")
    with db.read() as tx:
        (grant,) = consents.running(tx, peter.id, peter.world.now)
    stopped = {"at": "2026-11-26T09:00:00.000Z", "what": "withdrawn", "plan": peter.id, "id": grant.id}
    file.write_text(json.dumps(stopped) + "\n")

    done = typed("restored", "--stops", str(file), STAFET_DATABASE_URL=database_url)
    jonas.phone.sync()

    db.close()
    assert "1 consents withdrawn" in done.stdout, done.stderr
    assert jonas.phone.scopes == {"responsible"}


def test_t27_without_it_every_plan_is_closed_until_two_operators_open_them(database_url: str) -> None:
    db = Database(database_url, KEYS)
    peter = World(db).plan()
    jonas = peter.member("Jonas")

    assert "closed to all but their citizens" in typed("restored", STAFET_DATABASE_URL=database_url).stdout
    assert jonas.phone.sync().plans == []

    two = ("--operator", "Anne Krogh", "--operator", "Bent Holm")
    assert typed("resume-plan", "--restored", *two, STAFET_DATABASE_URL=database_url).stdout == "1 plans go on.\n"
    jonas.phone.sync()
    db.close()
    assert jonas.phone.scopes == {"responsible"}


@pytest.mark.parametrize("with_journal", [True, False], ids=["with the journal", "without it"])
def test_t27_a_device_that_was_signed_in_at_the_backup_is_signed_out(
    database_url: str, tmp_path: Path, start_server: StartServer, with_journal: bool
) -> None:
    file = tmp_path / "stops"
    file.touch()
    server = start_server(database_url)
    stolen = Client(server.url)
    stolen.sign_in("peter")
    stolen.start_plan()
    server.stop()

    done = typed("restored", *(["--stops", str(file)] if with_journal else []), STAFET_DATABASE_URL=database_url)
    server.start()

    assert "1 devices are signed out" in done.stdout, done.stderr
    status, _ = stolen.ask("POST", "/api/plans")
    assert status == 401
    # Who signs in anew finds everything.
    stolen.sign_in("peter")
    assert stolen.ask("POST", "/api/plans")[0] == 409


@pytest.mark.parametrize("with_journal", [True, False], ids=["with the journal", "without it"])
def test_t15_no_calendar_link_and_no_invitation_of_the_backup_works_afterwards(
    database_url: str, tmp_path: Path, with_journal: bool
) -> None:
    file = tmp_path / "stops"
    file.touch()
    db = Database(database_url, KEYS)
    world = World(db)
    peter = world.plan()
    calendar, link = Subscribed(world, peter.owner), peter.invite("Jonas")

    done = typed("restored", *(["--stops", str(file)] if with_journal else []), STAFET_DATABASE_URL=database_url)

    assert "1 calendar links and 1 invitations are dead" in done.stdout, done.stderr
    with pytest.raises(NotFound):
        calendar.fetch()
    with pytest.raises(NotFound, match="invitation_not_found"):
        peter.accept(link, world.person("Jonas"))
    db.close()


@pytest.mark.parametrize("words", ["", "ende\n"], ids=["a file that is not there", "a line that is none"])
def test_t27_a_journal_that_cannot_be_read_is_told_and_changes_nothing(
    database_url: str, tmp_path: Path, words: str
) -> None:
    file = tmp_path / "stops"
    if words:
        file.write_text(words)
    db = Database(database_url, KEYS)
    peter = World(db).plan()
    before = peter.phone.sync().plan["epoch"]

    done = typed("restored", "--stops", str(file), STAFET_DATABASE_URL=database_url)

    after = peter.phone.sync().plan["epoch"]
    db.close()
    assert (done.returncode, after) == (2, before)
    assert str(file) in done.stderr


def test_t27_a_server_on_a_backup_that_was_put_back_in_silence_says_so(
    sqlite_url: str, tmp_path: Path, start_server: StartServer
) -> None:
    file = tmp_path / "stops"
    server = start_server(sqlite_url, STAFET_STOPS_FILE=str(file))
    peter = Client(server.url)
    peter.sign_in("peter")
    peter.start_plan()
    _, link = peter.ask("POST", f"/api/plans/{peter.plan}/members", {"role": "gp", "name": "Anne Holm"})
    server.stop()
    ended = {"at": "2026-11-26T09:00:00.000Z", "what": "place_ended", "plan": peter.plan, "id": link["member"]}
    file.write_text(json.dumps(ended) + "\n")
    assert "stops_not_in_database" not in server.said()

    server.start()

    assert "stops_not_in_database" in server.said()


def test_t27_a_running_server_writes_what_is_stopped_into_the_journal(
    sqlite_url: str, tmp_path: Path, start_server: StartServer
) -> None:
    file = tmp_path / "stops"
    peter = Client(start_server(sqlite_url, STAFET_STOPS_FILE=str(file)).url)
    peter.sign_in("peter")
    peter.start_plan()
    _, link = peter.ask("POST", f"/api/plans/{peter.plan}/members", {"role": "gp", "name": "Anne Holm"})

    status, _ = peter.ask("DELETE", f"/api/plans/{peter.plan}/members/{link['member']}")

    assert status == 204
    found = list(read_stops(file.read_bytes().splitlines()))
    assert [(one.what, one.plan, one.id) for one in found] == [("place_ended", peter.plan, link["member"])]
