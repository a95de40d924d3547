"""Databases for tests: migrated and empty, a fresh one for each test, on SQLite and on PostgreSQL.

Each engine is migrated once, by the program itself; every test gets a copy.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.support.log_rules import keys_in
from tests.support.memory import MEMORY
from tests.support.postgres import PostgresServer

ENGINES = ("sqlite", "postgresql")
numbers = count(1)


def migrate(url: str) -> None:
    """As an operator does it: `stafet migrate`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STAFET_")}
    environment |= {"STAFET_DATABASE_URL": url}
    with tempfile.TemporaryDirectory() as folder:
        environment |= keys_in(Path(folder))
        done = subprocess.run(
            [sys.executable, "-m", "stafet", "migrate"], env=environment, check=False, capture_output=True, text=True
        )
    if done.returncode != 0:
        raise RuntimeError(f"'stafet migrate' failed on {url}:\n{done.stdout}{done.stderr}")


def name() -> str:
    """A server that STAFET_TEST_PG_URL names may serve two runs at once."""
    return f"stafet_test_{os.getpid()}_{next(numbers)}"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgres_server: PostgresServer) -> Iterator[str]:
    template = name()
    migrate(postgres_server.create(template))
    yield template
    postgres_server.drop(template)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "stafet.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def sqlite_in_memory_url(sqlite_template: Path) -> Iterator[str]:
    """For long machines that are not about disks: in memory, where there is such a place."""
    folder = Path(tempfile.mkdtemp(prefix="stafet-", dir=MEMORY if MEMORY.is_dir() else None))
    shutil.copyfile(sqlite_template, folder / "stafet.db")
    yield f"sqlite:///{folder / 'stafet.db'}"
    shutil.rmtree(folder)


@pytest.fixture
def postgresql_url(postgres_server: PostgresServer, postgresql_template: str) -> Iterator[str]:
    database = name()
    yield postgres_server.create(database, template=postgresql_template)
    postgres_server.drop(database)


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """The promise holds on both engines: a test that takes this runs once on each."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=ENGINES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Not even migrated: for the tests of the migrations themselves."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    database = name()
    yield server.create(database)
    server.drop(database)
