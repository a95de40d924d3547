"""The `stafet` command, as an operator types it."""

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Protocol

import httpx
import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from stafet.__main__ import main
from stafet.domain.ids import PersonId, random_id
from stafet.identity.demo import DEMO_ISSUER
from stafet.settings import SettingsError, read_settings
from stafet.store import people
from stafet.store.people import PersonRow
from stafet.store.tables import metadata
from stafet.use_cases import upkeep
from stafet.use_cases.transactions import Database, read_master_key
from tests.provider.fixtures import OpenIdProvider, openid_provider
from tests.support.commands import Done, typed
from tests.support.log_rules import KEYS, keys_in
from tests.support.server import StartServer
from tests.world import World

__all__ = ["openid_provider"]

KEY_FILES = ("master.key", "vapid.pem", "oidc-client.pem", "log.key", "receipt.key")
COMMANDS = (
    "serve", "demo", "migrate", "restored", "suspend-plan", "resume-plan", "employee-left", "counts", "openapi",
    "verify", "heads", "content", "keys", "rotate-master", "renew-keys", "backup",
)  # fmt: skip


class Stafet(Protocol):
    """Types a command, with these settings and no others."""

    def __call__(self, *arguments: str, **settings: str) -> Done: ...


@pytest.fixture
def stafet(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Stafet:
    """In this process: starting Python each time would cost a second."""

    def run(*arguments: str, **settings: str) -> Done:
        for name in [name for name in os.environ if name.startswith("STAFET_")]:
            monkeypatch.delenv(name)
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        try:
            code = main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
        return Done(code, *capfd.readouterr())

    return run


def real_stafet(*arguments: str, **settings: str) -> Done:
    """In a process of its own: for what stays, is killed, or must be seen as a process. All others are `typed`."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("STAFET_")}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "stafet", *arguments],
            env=own | keys_in(Path(folder)) | settings,
            check=False,
            capture_output=True,
            text=True,
            timeout=300,  # Against one that hangs. How fast it is, is another promise.
        )
    return Done(done.returncode, done.stdout, done.stderr)


def test_help_names_every_command(stafet: Stafet) -> None:
    done = stafet("--help")

    assert done.returncode == 0
    assert [name for name in COMMANDS if name not in done.stdout] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(stafet: Stafet, command: str) -> None:
    done = stafet(command, "--help")

    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: stafet {command}")


def test_no_command_is_an_error_with_usage(stafet: Stafet) -> None:
    done = stafet()

    assert done.returncode == 2
    assert "usage: stafet" in done.stderr


def test_the_version_is_told(stafet: Stafet) -> None:
    done = stafet("--version")

    assert (done.returncode, bool(done.stdout.strip())) == (0, True)


LIVE = {
    "STAFET_DATABASE_URL": "sqlite:////nowhere/unused.db",
    "STAFET_PUBLIC_URL": "https://stafet.example.dk",
    "STAFET_OIDC_ISSUER": "https://broker.example.dk",
    "STAFET_OIDC_CLIENT_ID": "stafet",
    "STAFET_OIDC_CLIENT_KEY_FILE": __file__,
    "STAFET_LOG_KEY_FILE": __file__,
    "STAFET_MASTER_KEY_FILE": __file__,
    "STAFET_RECEIPT_KEY_FILE": __file__,
}
DEMO = {"STAFET_MODE": "demo", "STAFET_DATABASE_URL": "sqlite:////nowhere/unused.db"}
# What is set, and what the message must name.
WRONG: dict[str, tuple[dict[str, str | None], str]] = {
    "no database": ({**LIVE, "STAFET_DATABASE_URL": None}, "STAFET_DATABASE_URL is missing"),
    "another database": ({**LIVE, "STAFET_DATABASE_URL": "mysql://x"}, "STAFET_DATABASE_URL must begin with"),
    "a misspelt setting": ({**LIVE, "STAFET_PUBLIC_ULR": "x"}, "STAFET_PUBLIC_ULR is not a setting"),
    "no issuer": ({**LIVE, "STAFET_OIDC_ISSUER": None}, "STAFET_OIDC_ISSUER"),
    "no client": ({**LIVE, "STAFET_OIDC_CLIENT_ID": None}, "STAFET_OIDC_CLIENT_ID"),
    "no client key": ({**LIVE, "STAFET_OIDC_CLIENT_KEY_FILE": None}, "STAFET_OIDC_CLIENT_KEY_FILE is missing"),
    "a key that is not there": ({**LIVE, "STAFET_OIDC_CLIENT_KEY_FILE": "/nope.pem"}, "STAFET_OIDC_CLIENT_KEY_FILE"),
    "no key for the log": ({**LIVE, "STAFET_LOG_KEY_FILE": None}, "STAFET_LOG_KEY_FILE is missing"),
    "no key for receipts": ({**LIVE, "STAFET_RECEIPT_KEY_FILE": None}, "STAFET_RECEIPT_KEY_FILE is missing"),
    "a log key that is not there": ({**LIVE, "STAFET_LOG_KEY_FILE": "/nope.key"}, "STAFET_LOG_KEY_FILE"),
    "no master key": ({**LIVE, "STAFET_MASTER_KEY_FILE": None}, "STAFET_MASTER_KEY_FILE is missing"),
    "a master key that is not there": ({**LIVE, "STAFET_MASTER_KEY_FILE": "/nope.key"}, "STAFET_MASTER_KEY_FILE"),
    "a log key that is none": (LIVE, "STAFET_LOG_KEY_FILE does not hold a key"),
    "a push key that is not there": ({**LIVE, "STAFET_VAPID_KEY_FILE": "/nope.pem"}, "STAFET_VAPID_KEY_FILE"),
    "nobody to write to about push": ({**LIVE, "STAFET_VAPID_KEY_FILE": __file__}, "STAFET_VAPID_SUBJECT is missing"),
    "a public address without encryption": (
        {**LIVE, "STAFET_PUBLIC_URL": "http://stafet.example.dk"}, "STAFET_PUBLIC_URL must be https"),
    "a public address with a path": (
        {**LIVE, "STAFET_PUBLIC_URL": "https://stafet.example.dk/app"}, "STAFET_PUBLIC_URL must be an origin"),
    "a public address that is a word": ({**LIVE, "STAFET_PUBLIC_URL": "stafet"}, "STAFET_PUBLIC_URL must be an origin"),
    "a public address with a port that is none": (
        {**LIVE, "STAFET_PUBLIC_URL": "https://stafet.example.dk:x"}, "STAFET_PUBLIC_URL must be an origin"),
    "a port that is a word": ({**LIVE, "STAFET_PORT": "eight"}, "STAFET_PORT"),
    "a mode there is not": ({**LIVE, "STAFET_MODE": "play"}, "STAFET_MODE"),
    "a log level there is not": ({**LIVE, "STAFET_LOG_LEVEL": "loud"}, "STAFET_LOG_LEVEL"),
    "the demo beside a real issuer": (
        {**DEMO, "STAFET_OIDC_ISSUER": "https://broker.example.dk"}, "STAFET_OIDC_ISSUER"),
    "the demo on a public address": (
        {**DEMO, "STAFET_PUBLIC_URL": "https://stafet.example.dk"}, "runs only on this machine"),
    "the demo open to the network": ({**DEMO, "STAFET_HOST": "0.0.0.0"}, "runs only on this machine"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_serve_does_not_start_and_names_what_to_mend(stafet: Stafet, wrong: str) -> None:
    settings, named = WRONG[wrong]

    done = stafet("serve", **{name: value for name, value in settings.items() if value is not None})

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("stafet: ")
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_the_demo_is_open_to_others_only_when_that_is_said_in_so_many_words() -> None:
    public = {**DEMO, "STAFET_PUBLIC_URL": "https://stafet.example.dk", "STAFET_HOST": "0.0.0.0"}

    assert read_settings(public | {"STAFET_DEMO_ON_PUBLIC_ADDRESS": "true"}).is_demo
    with pytest.raises(SettingsError):
        read_settings(public | {"STAFET_DEMO_ON_PUBLIC_ADDRESS": "false"})


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "stafet.example.dk"])
def test_the_demo_listens_on_this_machine_only(host: str) -> None:
    with pytest.raises(SettingsError, match="runs only on this machine"):
        read_settings(DEMO | {"STAFET_HOST": host})


@pytest.mark.parametrize(
    "origin",
    ["https://stafet.dk", "https://localhost.evil.dk", "https://192.168.1.5:8000", "https://127.0.0.1.evil.dk"],
)
def test_the_demo_is_reached_on_this_machine_only(origin: str) -> None:
    with pytest.raises(SettingsError, match="runs only on this machine"):
        read_settings(DEMO | {"STAFET_PUBLIC_URL": origin})


@pytest.mark.parametrize("origin", ["http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_the_demo_runs_on_this_machine(origin: str) -> None:
    assert read_settings(DEMO | {"STAFET_PUBLIC_URL": origin}).is_demo


def test_the_demo_is_refused_beside_a_real_issuer_also_where_others_may_come() -> None:
    beside = DEMO | {"STAFET_OIDC_ISSUER": "https://broker.example.dk", "STAFET_DEMO_ON_PUBLIC_ADDRESS": "true"}

    with pytest.raises(SettingsError, match="STAFET_OIDC_ISSUER"):
        read_settings(beside)


def test_nothing_but_the_mode_turns_the_demo_on() -> None:
    assert not read_settings({"STAFET_DEMO_ON_PUBLIC_ADDRESS": "true"}).is_demo


@pytest.mark.parametrize(("issuer", "is_real"), [("https://mitid.example.dk", True), (DEMO_ISSUER, False)])
def test_the_demo_does_not_open_a_database_with_real_people_in_it(
    database_url: str, issuer: str, is_real: bool
) -> None:
    with closing(Database(database_url, KEYS)) as db:
        world = World(db)
        with world.tx() as tx:
            people.add(tx, PersonRow(PersonId(random_id()), issuer, "7c9e", "citizen", "Anna", "da"), world.now)

        assert upkeep.holds_real_people(db) is is_real


def test_an_empty_database_has_no_real_people(empty_database_url: str) -> None:
    with closing(Database(empty_database_url, KEYS)) as db:
        assert not upkeep.holds_real_people(db)


def test_a_demo_started_on_a_real_database_stops_and_changes_nothing(stafet: Stafet, sqlite_url: str) -> None:
    with closing(Database(sqlite_url, KEYS)) as db:
        World(db).person("Anna")
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as before:
        was = "".join(before.iterdump())

    done = real_stafet("serve", STAFET_MODE="demo", STAFET_DATABASE_URL=sqlite_url)

    assert (done.returncode, done.stdout) == (2, "")
    assert "real people" in done.stderr
    with closing(sqlite3.connect(path)) as after:
        assert "".join(after.iterdump()) == was


def test_migrate_without_a_database_says_so(stafet: Stafet) -> None:
    done = stafet("migrate")

    assert (done.returncode, done.stderr) == (2, "stafet: STAFET_DATABASE_URL is missing\n")


def test_migrate_makes_every_table_from_nothing(empty_database_url: str) -> None:
    done = real_stafet("migrate", STAFET_DATABASE_URL=empty_database_url)

    assert done.returncode == 0, done.stderr
    db = Database(empty_database_url)
    with db.read() as tx:
        for table in metadata.sorted_tables:
            tx.execute(table.select())
    db.close()


def test_migrate_twice_is_migrate_once(empty_database_url: str) -> None:
    typed("migrate", STAFET_DATABASE_URL=empty_database_url)

    done = typed("migrate", STAFET_DATABASE_URL=empty_database_url)

    assert (done.returncode, done.stderr) == (0, "")


def test_migrate_check_finds_no_drift(database_url: str) -> None:
    assert typed("migrate", "--check", STAFET_DATABASE_URL=database_url).returncode == 0


def test_migrate_check_finds_a_table_that_is_gone(sqlite_url: str) -> None:
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        connection.execute("DROP TABLE removal")
    connection.close()

    done = typed("migrate", "--check", STAFET_DATABASE_URL=sqlite_url)

    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_a_database_that_cannot_be_reached_is_told_without_a_trace() -> None:
    done = typed("migrate", STAFET_DATABASE_URL="postgresql+psycopg://somebody:secret-word@127.0.0.1:1/stafet")

    assert done.returncode != 0
    assert "secret-word" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_serve_refuses_a_postgresql_that_was_not_migrated(request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("postgres_server")
    url = server.create("stafet_test_unmigrated")
    try:
        done = real_stafet("serve", STAFET_DATABASE_URL=url, STAFET_MODE="demo")
    finally:
        server.drop("stafet_test_unmigrated")

    assert done.returncode == 2
    assert "Run: stafet migrate" in done.stderr


def test_serve_migrates_a_new_sqlite_by_itself(start_server: StartServer, tmp_path: Path) -> None:
    start_server(f"sqlite:///{tmp_path / 'new.db'}")


def test_keys_are_made_and_can_be_read_by_nobody_else(stafet: Stafet, tmp_path: Path) -> None:
    done = stafet("keys", str(tmp_path / "keys"))

    assert done.returncode == 0
    made = {path.name: path for path in (tmp_path / "keys").iterdir()}
    assert {name: stat.S_IMODE(path.stat().st_mode) for name, path in made.items()} == dict.fromkeys(KEY_FILES, 0o600)
    for name in ("vapid.pem", "oidc-client.pem", "receipt.key"):
        assert load_pem_private_key(made[name].read_bytes(), password=None)
    assert read_master_key(made["master.key"].read_text())


def test_serve_refuses_a_database_that_was_sealed_with_another_master_key(
    stafet: Stafet, database_url: str, tmp_path: Path
) -> None:
    stafet("keys", str(tmp_path / "keys"))
    other = str(tmp_path / "keys" / "master.key")

    done = real_stafet("serve", STAFET_DATABASE_URL=database_url, STAFET_MODE="demo", STAFET_MASTER_KEY_FILE=other)

    assert done.returncode == 2
    assert "STAFET_MASTER_KEY_FILE is not the key of this database" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_master_key_is_told(database_url: str) -> None:
    done = real_stafet("serve", STAFET_DATABASE_URL=database_url, STAFET_MODE="demo", STAFET_MASTER_KEY_FILE=__file__)

    assert done.returncode == 2
    assert "STAFET_MASTER_KEY_FILE does not hold a master key" in done.stderr


def test_keys_that_exist_are_kept(stafet: Stafet, tmp_path: Path) -> None:
    stafet("keys", str(tmp_path))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    done = stafet("keys", str(tmp_path))

    assert done.stdout.count("is kept") == len(before)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_keys_are_not_printed(stafet: Stafet, tmp_path: Path) -> None:
    done = stafet("keys", str(tmp_path))

    said = done.stdout + done.stderr
    assert "PRIVATE" not in said
    assert (tmp_path / "master.key").read_text().split()[1] not in said


def test_openapi_prints_the_description(stafet: Stafet) -> None:
    done = stafet("openapi")

    assert done.returncode == 0
    assert done.stdout.startswith('{\n "components"')


def test_openapi_check_fails_for_another_file(stafet: Stafet, tmp_path: Path) -> None:
    other = tmp_path / "openapi.json"
    other.write_text("{}")

    done = stafet("openapi", "--check", str(other))

    assert done.returncode == 1
    assert "is not the API any more" in done.stderr


def test_openapi_check_fails_plainly_for_no_file(stafet: Stafet, tmp_path: Path) -> None:
    done = stafet("openapi", "--check", str(tmp_path / "nope.json"))

    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_a_live_server_leads_to_the_identity_provider_of_its_settings(
    sqlite_url: str, start_server: StartServer, openid_provider: OpenIdProvider, installation_keys: Path
) -> None:
    server = start_server(
        sqlite_url,
        STAFET_MODE="live",
        STAFET_OIDC_ISSUER=openid_provider.issuer,
        STAFET_OIDC_CLIENT_ID="stafet",
        STAFET_OIDC_CLIENT_KEY_FILE=str(installation_keys / "oidc-client.pem"),
        STAFET_OIDC_CITIZEN_CLAIM="identity_type=private",
        STAFET_OIDC_PROFESSIONAL_CLAIM="identity_type=professional",
    )

    answer = httpx.get(f"{server.url}/api/sign-in?door=citizen", trust_env=False)

    assert answer.status_code == 302
    assert answer.headers["location"].startswith(f"{openid_provider.issuer}/auth?")
