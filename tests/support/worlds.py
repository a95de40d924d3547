"""A world on each engine, and the people most promises are about."""

from collections.abc import Iterator

import pytest

from stafet.store.engine import Database
from tests.support.databases import ENGINES
from tests.support.log_rules import KEYS
from tests.support.postgres import PostgresServer
from tests.world import Plan, TeamMember, World, emptied


@pytest.fixture(scope="session")
def postgresql_database(postgres_server: PostgresServer, postgresql_template: str) -> Iterator[Database]:
    """One for all promises, emptied before each."""
    name = f"{postgresql_template}_world"
    database = Database(postgres_server.create(name, template=postgresql_template), KEYS)
    yield database
    database.close()
    postgres_server.drop(name)


@pytest.fixture(params=ENGINES)
def db(request: pytest.FixtureRequest) -> Iterator[Database]:
    """The promise holds on both engines."""
    if request.param == "postgresql":
        yield emptied(request.getfixturevalue("postgresql_database"))
        return
    database = Database(request.getfixturevalue("sqlite_url"), KEYS)
    yield database
    database.close()


@pytest.fixture
def world(db: Database) -> World:
    return World(db)


@pytest.fixture
def peter(world: World) -> Plan:
    """Peter's plan."""
    return world.plan()


@pytest.fixture
def jonas(peter: Plan) -> TeamMember:
    """Jonas of the job centre: on the team, and nothing is shared with him yet."""
    return peter.member("Jonas", "job_centre")


@pytest.fixture
def karen(peter: Plan) -> TeamMember:
    """Karen, Peter's mother."""
    return peter.member("Karen", "relative")
