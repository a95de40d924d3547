"""A database of 0.1.0 becomes one of this release: everything is still there, and nothing of it in plain text."""

import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from stafet.domain.consents import citizen_access
from stafet.domain.ids import PlanId
from stafet.domain.scopes import Scope
from stafet.store import items, schema, versions
from stafet.store.engine import Database
from stafet.store.errors import NotSealedYet
from stafet.store.tables import item, plan
from stafet.use_cases import upkeep
from tests.migrations.test_migrations import alembic
from tests.support.log_rules import KEYS, keys_in

RELEASE = json.loads((Path(__file__).parent / "release_0_1_0.json").read_text())
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
BODIES = {(row["plan_id"], row["id"]): row["body"] for row in RELEASE["item"] if row["body"]}


def read_by_its_type(column: sa.Column[Any], value: Any) -> Any:
    if value is not None and isinstance(column.type, sa.DateTime):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    if value is not None and isinstance(column.type, sa.Boolean):
        return bool(value)
    return value


@pytest.fixture
def old_url(empty_database_url: str) -> str:
    """The tables and the rows as release 0.1.0 left them."""
    alembic(empty_database_url, "upgrade", "0001")
    engine = sa.create_engine(empty_database_url)
    metadata = sa.MetaData()
    metadata.reflect(engine)
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            for row in RELEASE.get(table.name, []):
                values = {name: read_by_its_type(table.c[name], value) for name, value in row.items()}
                connection.execute(table.insert().values(**values))
    engine.dispose()
    return empty_database_url


def migrate(url: str) -> subprocess.CompletedProcess[str]:
    """As an operator does it."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("STAFET_")}
    command = [sys.executable, "-m", "stafet", "migrate"]
    with tempfile.TemporaryDirectory() as folder:
        settings = keys_in(Path(folder)) | {"STAFET_DATABASE_URL": url}
        return subprocess.run(command, env=own | settings, check=False, capture_output=True, text=True)


def bodies(db: Database) -> dict[tuple[str, str], str]:
    found = {}
    with db.read() as tx:
        plans = [PlanId(id_) for id_ in tx.execute(sa.select(plan.c.id)).scalars()]
        for plan_id in plans:
            scopes = tx.execute(sa.select(item.c.scope).where(item.c.plan_id == plan_id).distinct()).scalars()
            since = {Scope(scope): 0 for scope in scopes}
            for row in items.changed_since(tx, citizen_access(plan_id), since, 1000):
                found[plan_id, str(row.id)] = (row.body or b"").decode()
    return found


def test_everything_that_was_written_is_there_after_the_upgrade(old_url: str) -> None:
    done = migrate(old_url)

    db = Database(old_url, KEYS)
    assert done.returncode == 0, done.stderr
    assert bodies(db) == BODIES
    db.close()


def test_the_operator_is_told_how_far_it_is(old_url: str) -> None:
    assert "Sealed 2 of 2 plans." in migrate(old_url).stderr


def test_what_an_item_said_before_is_there_after_the_upgrade(old_url: str) -> None:
    migrate(old_url)
    (version,) = RELEASE["item_version"]

    db = Database(old_url, KEYS)
    with db.read() as tx:
        access = citizen_access(version["plan_id"])
        row = items.find(tx, access, version["item_id"])
        assert row is not None
        (before,) = versions.earlier_versions(tx, access, row)
    db.close()

    assert before.body.decode() == version["body"]


def test_nothing_that_was_written_is_left_in_plain_text(old_url: str) -> None:
    migrate(old_url)

    db = Database(old_url, KEYS)
    with db.read() as tx:
        lies = [bytes(body) for body in tx.execute(sa.select(item.c.body).where(item.c.body.is_not(None))).scalars()]
    db.close()

    assert len(lies) == len(BODIES)
    assert [body for body in lies if b"kind" in body] == []


def test_sealing_that_is_ended_in_the_middle_goes_on_where_it_was(old_url: str) -> None:
    db = Database(old_url, KEYS)
    schema.migrate(db)

    def end(done: int, _of: int) -> None:
        raise KeyboardInterrupt(done)

    with pytest.raises(KeyboardInterrupt):
        upkeep.seal(db, NOW, end)
    with pytest.raises(NotSealedYet):
        upkeep.prove_keys(db)
    with db.read() as tx:
        half = sorted(tx.execute(sa.select(plan.c.key_version)).scalars())

    left = upkeep.seal(db, NOW)

    upkeep.prove_keys(db)
    assert half == [0, 1]
    assert left == 1
    assert bodies(db) == BODIES
    db.close()


def test_sealed_texts_are_not_sealed_again(old_url: str) -> None:
    migrate(old_url)

    again = migrate(old_url)

    db = Database(old_url, KEYS)
    assert (again.returncode, again.stderr) == (0, "")
    assert bodies(db) == BODIES
    db.close()


def test_a_server_does_not_start_before_the_texts_are_sealed(old_url: str) -> None:
    db = Database(old_url, KEYS)
    schema.migrate(db)

    with pytest.raises(NotSealedYet):
        upkeep.prove_keys(db)
    db.close()
