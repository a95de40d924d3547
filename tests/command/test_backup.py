"""`stafet backup`, as an operator types it: a copy of a database in use, whole or not there (T27)."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from stafet.domain.items import Need
from stafet.store.backups import has_reset_bug, prove_whole
from stafet.store.engine import Database
from stafet.store.errors import Impossible
from stafet.use_cases.log_checks import check_logs
from stafet.use_cases.transactions import Busy
from tests.command.test_command import real_stafet
from tests.phones import Phone
from tests.support.commands import typed
from tests.support.log_rules import KEYS
from tests.support.server import StartServer
from tests.world import Plan, World


@pytest.fixture
def peter(sqlite_url: str) -> Iterator[Plan]:
    with closing(Database(sqlite_url, KEYS)) as db:
        world = World(db)
        plan = world.plan()
        karen = plan.member("Karen", "relative")
        plan.write(Need(text="Ro"), "needs")
        plan.share(karen, "needs")
        karen.phone.sync()
        yield plan


def test_the_copy_of_a_database_in_use_is_whole_and_holds_all_that_was_acknowledged(
    sqlite_url: str, peter: Plan, tmp_path: Path
) -> None:
    over = Event()

    def writes_on() -> None:
        while not over.is_set():
            peter.phone.create(Need(text="Luft"), "needs")
            try:
                peter.phone.sync()
            except Busy:
                continue

    before = len(peter.phone.texts("needs"))
    writer = Thread(target=writes_on)
    writer.start()
    done = real_stafet("backup", str(tmp_path / "backup.db"), STAFET_DATABASE_URL=sqlite_url)
    over.set()
    writer.join()

    assert done.returncode == 0, done.stderr
    assert "1 plans" in done.stdout
    with closing(Database(f"sqlite:///{tmp_path / 'backup.db'}", KEYS)) as copy:
        phone = Phone(copy, peter.world.clock, peter.owner.id, peter.id)
        phone.sync_all()
        with copy.read() as tx:
            assert [checked.fault for checked in check_logs(tx, seen={})] == [None]
    assert len(phone.texts("needs")) >= before
    # Written while the copy was made, and so perhaps in it: but never half.
    assert set(phone.texts("needs")) <= {"Ro", "Luft"}


def test_only_its_owner_may_read_the_copy(sqlite_url: str, peter: Plan, tmp_path: Path) -> None:
    typed("backup", str(tmp_path / "backup.db"), STAFET_DATABASE_URL=sqlite_url)

    assert stat.S_IMODE((tmp_path / "backup.db").stat().st_mode) == 0o600
    assert not (tmp_path / "backup.db.partial").exists()


def test_a_file_that_is_there_is_not_written_over(sqlite_url: str, peter: Plan, tmp_path: Path) -> None:
    there = tmp_path / "backup.db"
    there.write_text("the backup of yesterday")

    done = typed("backup", str(there), STAFET_DATABASE_URL=sqlite_url)

    assert (done.returncode, there.read_text()) == (2, "the backup of yesterday")
    assert "is there already" in done.stderr


def test_what_an_earlier_run_left_half_is_no_hindrance(sqlite_url: str, peter: Plan, tmp_path: Path) -> None:
    (tmp_path / "backup.db.partial").write_text("half of it")

    done = typed("backup", str(tmp_path / "backup.db"), STAFET_DATABASE_URL=sqlite_url)

    assert done.returncode == 0, done.stderr


def test_a_folder_that_is_not_there_is_told_in_a_line(sqlite_url: str, peter: Plan, tmp_path: Path) -> None:
    done = typed("backup", str(tmp_path / "none" / "backup.db"), STAFET_DATABASE_URL=sqlite_url)

    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_for_postgresql_it_names_the_program_that_does_it(postgresql_url: str, tmp_path: Path) -> None:
    done = typed("backup", str(tmp_path / "backup.db"), STAFET_DATABASE_URL=postgresql_url)

    assert done.returncode == 2
    assert "pg_dump" in done.stderr
    assert list(tmp_path.glob("backup.db*")) == []


def test_a_damaged_copy_is_found(sqlite_url: str, peter: Plan, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    peter.world.db.copy_to(copy)
    with copy.open("r+b") as file:
        # The tables begin after the first page.
        file.seek(4096 * 2)
        file.write(b"\xff" * 4096 * 4)

    with pytest.raises((Impossible, sqlite3.DatabaseError)):
        prove_whole(copy)


@pytest.mark.parametrize(
    ("version", "bug"),
    [("3.40.1", True), ("3.51.2", True), ("3.51.3", False), ("3.52.0", False), ("4.0.0", False)],
)
def test_the_versions_of_sqlite_with_the_reset_bug_are_known(version: str, bug: bool) -> None:
    assert has_reset_bug(version) is bug


def test_a_start_on_such_a_version_is_warned_of(sqlite_url: str, start_server: StartServer, tmp_path: Path) -> None:
    key = tmp_path / "client.key"
    key.write_text("secret")
    server = start_server(
        sqlite_url,
        STAFET_MODE="live",
        STAFET_OIDC_ISSUER="https://id.example.org",
        STAFET_OIDC_CLIENT_ID="stafet",
        STAFET_OIDC_CLIENT_SECRET_FILE=str(key),
    )

    assert ("sqlite_with_wal_reset_bug" in server.said()) is has_reset_bug(sqlite3.sqlite_version)
