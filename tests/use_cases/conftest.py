"""A world on each engine, and the people most promises are about."""

from collections.abc import Iterator

import pytest

from stafet.domain.items import Need, WarningSign
from stafet.store.engine import Database
from tests.support.databases import ENGINES
from tests.support.log_rules import KEYS
from tests.support.postgres import PostgresServer
from tests.use_cases.carrying import device, meeting, on_the_day_before, one_clock, postman  # noqa: F401 - fixtures
from tests.world import Plan, TeamMember, TeamUnit, World, emptied


@pytest.fixture(scope="session")
def postgresql_database(postgres_server: PostgresServer, postgresql_template: str) -> Iterator[Database]:
    """One for all promises of this folder, emptied before each."""
    name = f"{postgresql_template}_use_cases"
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


@pytest.fixture
def mads(peter: Plan) -> TeamMember:
    """Mads of the ward: on the team, and nothing is shared with him yet."""
    return peter.member("Mads", "psychiatry")


@pytest.fixture
def ward(peter: Plan, mads: TeamMember) -> TeamUnit:
    """Afsnit 4, whose people Mads invites."""
    peter.write(Need(text="Ro"), "needs")
    peter.write(WarningSign(text="Jeg sover ikke"), "safety")
    return peter.unit("Afsnit 4", doorkeeper=mads)


@pytest.fixture
def ida(ward: TeamUnit, mads: TeamMember) -> TeamMember:
    """Ida, a nurse there."""
    return ward.welcome(mads.person, "Ida")


@pytest.fixture
def tove(peter: Plan) -> TeamMember:
    """Tove, another of the ward's."""
    return peter.member("Tove", "psychiatry")
