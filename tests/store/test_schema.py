"""The tables of the code and those the migrations make are the same."""

import pytest
import sqlalchemy as sa

from stafet.store import schema
from stafet.store.engine import Database


@pytest.fixture
def empty(empty_database_url: str) -> Database:
    return Database(empty_database_url)


def test_from_nothing_the_migrations_make_the_tables_of_the_code(empty: Database) -> None:
    schema.migrate(empty)

    schema.check_drift(empty)
    empty.close()


def test_a_drift_between_tables_and_migrations_is_found(empty: Database) -> None:
    schema.migrate(empty)
    with empty.write() as tx:
        tx.execute(sa.text("ALTER TABLE meeting ADD COLUMN forgotten INTEGER"))

    with pytest.raises(Exception, match="forgotten"):
        schema.check_drift(empty)
    empty.close()


def test_migrating_twice_is_migrating_once(empty: Database) -> None:
    schema.migrate(empty)
    schema.migrate(empty)

    with empty.read() as tx:
        assert schema.current_revision(tx) == schema.newest_revision()
    empty.close()


def test_an_empty_database_has_no_revision(empty: Database) -> None:
    with empty.read() as tx:
        assert schema.current_revision(tx) is None
    empty.close()
