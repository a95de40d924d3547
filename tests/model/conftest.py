"""A database for the machine, on each engine. SQLite lies in memory if it can: this is not about disks."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from stafet.store.engine import Database
from tests.support.databases import ENGINES
from tests.support.log_rules import KEYS

MEMORY = Path("/dev/shm")  # noqa: S108 - nothing secret, and made with mkdtemp


@pytest.fixture
def sqlite_in_memory_url(sqlite_template: Path) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="stafet-model-", dir=MEMORY if MEMORY.is_dir() else None))
    shutil.copyfile(sqlite_template, folder / "stafet.db")
    yield f"sqlite:///{folder / 'stafet.db'}"
    shutil.rmtree(folder)


@pytest.fixture(params=ENGINES)
def db(request: pytest.FixtureRequest) -> Iterator[Database]:
    name = "sqlite_in_memory_url" if request.param == "sqlite" else "postgresql_url"
    database = Database(request.getfixturevalue(name), KEYS)
    yield database
    database.close()
