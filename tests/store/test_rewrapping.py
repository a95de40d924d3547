"""A new master key: the same keys wrapped anew, no text touched, and the old master opens nothing any more."""

import os
from collections.abc import Iterator
from contextlib import closing

import msgspec
import pytest
import sqlalchemy as sa

from stafet.domain.consents import citizen_access
from stafet.domain.items import Need
from stafet.store import items, plan_keys
from stafet.store.engine import Database
from stafet.store.errors import NotSealedYet, WrongMasterKey
from stafet.store.rewrapping import rewrap
from stafet.store.sealing import KEY_BYTES, MasterKey
from stafet.store.tables import house_key, metadata, plan_key
from stafet.use_cases import upkeep
from tests.factories import NOW
from tests.support.log_rules import KEYS
from tests.world import Plan, World

OLD = KEYS.master
NEW = MasterKey(os.urandom(KEY_BYTES))


@pytest.fixture
def fresh_world(empty_database_url: str) -> Iterator[World]:
    """A database of its own: the house's key is changed in it."""
    with closing(Database(empty_database_url, KEYS)) as db:
        upkeep.migrate(db)
        upkeep.seal(db, NOW)
        yield World(db)


def with_master(world: World, master: MasterKey) -> Database:
    return Database(world.db.url.render_as_string(hide_password=False), msgspec.structs.replace(KEYS, master=master))


def everything(world: World) -> dict[str, list[tuple[object, ...]]]:
    with world.db.read() as tx:
        return {
            table.name: sorted((tuple(row) for row in tx.execute(table.select())), key=repr)
            for table in metadata.sorted_tables
        }


def a_plan(world: World) -> Plan:
    return world.plan(world.person("Peter"))


def test_what_was_written_is_read_with_the_new_master_key(fresh_world: World) -> None:
    peter = a_plan(fresh_world)
    one = peter.write(Need(text="Ro"), "needs")
    with fresh_world.tx() as tx:
        rewrap(tx, OLD, NEW)

    with closing(with_master(fresh_world, NEW)) as db, db.read() as tx:
        plan_keys.check(tx)
        found = items.find(tx, citizen_access(peter.id), one)  # type: ignore[arg-type]
    assert found is not None
    assert found.decoded() == Need(text="Ro")


def test_the_old_master_key_opens_no_key_afterwards(fresh_world: World) -> None:
    for name in ("Peter", "Sanne"):
        fresh_world.plan(fresh_world.person(name))
    with fresh_world.tx() as tx:
        rewrap(tx, OLD, NEW)
        keys = [("house", row.version, row.wrapped) for row in tx.execute(sa.select(house_key))]
        keys += [(row.plan_id, row.version, row.wrapped) for row in tx.execute(sa.select(plan_key))]

    assert len(keys) == 3
    for key in keys:
        with pytest.raises(WrongMasterKey):
            OLD.unwrap(*key)
    with closing(with_master(fresh_world, OLD)) as db, pytest.raises(WrongMasterKey), db.read() as tx:
        plan_keys.check(tx)


def test_older_keys_of_a_plan_are_wrapped_anew_too(fresh_world: World) -> None:
    peter = a_plan(fresh_world)
    one = peter.write(Need(text="Ro"), "needs")
    with fresh_world.tx() as tx:
        plan_keys.add(tx, peter.id, 2, fresh_world.now)
        rewrap(tx, OLD, NEW)

    with closing(with_master(fresh_world, NEW)) as db, db.read() as tx:
        assert items.find(tx, citizen_access(peter.id), one)  # type: ignore[arg-type]


def test_nothing_but_wrapped_keys_is_rewritten(fresh_world: World) -> None:
    a_plan(fresh_world).write(Need(text="Ro"), "needs")
    before = everything(fresh_world)
    with fresh_world.tx() as tx:
        rewrap(tx, OLD, NEW)
    after = everything(fresh_world)

    assert {name for name in before if before[name] != after[name]} == {"plan_key", "house_key"}
    for name in ("plan_key", "house_key"):
        kept = [at for at, column in enumerate(metadata.tables[name].c) if column.name not in ("wrapped", "master_id")]
        assert [[row[at] for at in kept] for row in before[name]] == [[row[at] for at in kept] for row in after[name]]


def test_a_second_run_changes_nothing(fresh_world: World) -> None:
    a_plan(fresh_world)
    with fresh_world.tx() as tx:
        first = rewrap(tx, OLD, NEW)
    before = everything(fresh_world)
    with fresh_world.tx() as tx:
        second = rewrap(tx, OLD, NEW)

    assert (first, second) == (2, 0)
    assert everything(fresh_world) == before


def test_a_key_made_with_the_old_master_meanwhile_is_taken_by_the_next_run(fresh_world: World) -> None:
    a_plan(fresh_world)
    with fresh_world.tx() as tx:
        rewrap(tx, OLD, NEW)
    # A server that was not stopped still wraps with the old one.
    fresh_world.plan(fresh_world.person("Sanne"))

    with fresh_world.tx() as tx:
        assert rewrap(tx, OLD, NEW) == 1


def test_one_key_that_does_not_open_stops_everything(fresh_world: World) -> None:
    a_plan(fresh_world)
    with fresh_world.tx() as tx:
        tx.execute(plan_key.update().values(wrapped=NEW.wrap("other", 1, bytes(KEY_BYTES))))
    before = everything(fresh_world)

    with pytest.raises(WrongMasterKey), fresh_world.tx() as tx:
        rewrap(tx, OLD, NEW)

    assert everything(fresh_world) == before


def test_a_key_of_a_third_master_is_named_and_nothing_happens(fresh_world: World) -> None:
    third = MasterKey(os.urandom(KEY_BYTES))

    with pytest.raises(WrongMasterKey, match=OLD.id), fresh_world.tx() as tx:
        rewrap(tx, third, NEW)


def test_a_key_that_is_said_to_be_wrapped_with_the_new_master_is_opened_with_it_first(fresh_world: World) -> None:
    a_plan(fresh_world)
    # It says so, and it is not true: the operator would throw away the only master that opens it.
    with fresh_world.tx() as tx:
        tx.execute(plan_key.update().values(master_id=NEW.id))
    before = everything(fresh_world)

    with pytest.raises(WrongMasterKey), fresh_world.tx() as tx:
        rewrap(tx, OLD, NEW)

    assert everything(fresh_world) == before


def test_a_database_that_is_not_sealed_whole_is_refused(fresh_world: World) -> None:
    with fresh_world.tx() as tx:
        tx.execute(house_key.update().values(complete=False))

    with pytest.raises(NotSealedYet), fresh_world.tx() as tx:
        rewrap(tx, OLD, NEW)


def test_progress_is_told_to_the_last_key(fresh_world: World) -> None:
    a_plan(fresh_world)
    told: list[tuple[int, int]] = []
    with fresh_world.tx() as tx:
        rewrap(tx, OLD, NEW, lambda done, of: told.append((done, of)))

    assert told == [(1, 1)]
