"""A database for the machine, on each engine. SQLite lies in memory if it can: this is not about disks."""

from collections.abc import Iterator

import pytest

from stafet.store.engine import Database
from tests.support.databases import ENGINES
from tests.support.log_rules import KEYS


@pytest.fixture(params=ENGINES)
def db(request: pytest.FixtureRequest) -> Iterator[Database]:
    name = "sqlite_in_memory_url" if request.param == "sqlite" else "postgresql_url"
    database = Database(request.getfixturevalue(name), KEYS)
    yield database
    database.close()
