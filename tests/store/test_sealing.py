"""What people write lies sealed: bound to its place, under a key that can be destroyed."""

import os

import msgspec
import pytest
import sqlalchemy as sa

from stafet.domain.consents import citizen_access
from stafet.domain.items import Need
from stafet.domain.scopes import Scope
from stafet.store import items, plan_keys, plans, versions
from stafet.store.engine import Database
from stafet.store.errors import KeyDestroyed, Unreadable, WrongMasterKey
from stafet.store.items import ItemRow
from stafet.store.sealing import KEPT_SECONDS, KEY_BYTES, Keyring, MasterKey
from stafet.store.tables import house_key, item, item_version, plan_key
from tests.support.log_rules import KEYS
from tests.world import Plan, World


def a_keyring(**how: object) -> Keyring:
    return Keyring(MasterKey(bytes(KEY_BYTES)), **how)  # type: ignore[arg-type]


def read(world: World, peter: Plan, id_: str) -> ItemRow | None:
    with world.tx() as tx:
        return items.find(tx, citizen_access(peter.id), id_)  # type: ignore[arg-type]


# One text in its place


def test_what_is_sealed_opens_where_it_stands() -> None:
    ring = a_keyring()
    key = ring.key("P", 1, ring.new_key("P", 1))

    assert key.open("needs", "here", key.seal("needs", "here", b"Ro")) == b"Ro"


@pytest.mark.parametrize(("scope", "place"), [("safety", "here"), ("needs", "there")])
def test_what_is_sealed_opens_nowhere_else(scope: str, place: str) -> None:
    ring = a_keyring()
    key = ring.key("P", 1, ring.new_key("P", 1))
    sealed = key.seal("needs", "here", b"Ro")

    with pytest.raises(Unreadable):
        key.open(scope, place, sealed)


def test_any_changed_byte_is_noticed() -> None:
    ring = a_keyring()
    key = ring.key("P", 1, ring.new_key("P", 1))
    sealed = key.seal("needs", "here", b"Ro")

    for at in range(3, len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(Unreadable):
            key.open("needs", "here", changed)


def test_the_same_text_never_looks_the_same_twice() -> None:
    ring = a_keyring()
    key = ring.key("P", 1, ring.new_key("P", 1))

    assert len({key.seal("needs", "here", b"Ro") for _ in range(100)}) == 100


@pytest.mark.parametrize(("owner", "version"), [("Q", 1), ("P", 2)])
def test_a_wrapped_key_opens_for_its_own_plan_and_version_only(owner: str, version: int) -> None:
    ring = a_keyring()
    wrapped = ring.new_key("P", 1)

    with pytest.raises(WrongMasterKey):
        ring.key(owner, version, wrapped)


def test_another_master_key_opens_nothing() -> None:
    wrapped = a_keyring().new_key("P", 1)

    with pytest.raises(WrongMasterKey):
        Keyring(MasterKey(os.urandom(KEY_BYTES))).key("P", 1, wrapped)


# What a process remembers


def test_only_so_many_keys_are_held_at_a_time() -> None:
    ring = a_keyring(most=3)
    for number in range(10):
        ring.key(str(number), 1, ring.new_key(str(number), 1))

    assert len(ring) == 3


def test_a_key_nobody_asks_for_is_let_go_of() -> None:
    now = [0.0]
    ring = a_keyring(seconds=lambda: now[0])
    ring.key("P", 1, ring.new_key("P", 1))
    now[0] += KEPT_SECONDS + 1
    ring.key("Q", 1, ring.new_key("Q", 1))

    assert len(ring) == 1


def test_the_key_of_an_erased_plan_is_not_remembered(world: World, peter: Plan) -> None:
    peter.write(Need(text="Ro"), "needs")
    held = [name for name in world.db.keyring._keys if name[0] == peter.id]  # type: ignore[union-attr]

    with world.tx() as tx:
        plans.destroy_key(tx, peter.id)

    assert held
    assert [name for name in world.db.keyring._keys if name[0] == peter.id] == []  # type: ignore[union-attr]


# In the database


def test_a_plan_has_a_key_of_its_own_from_the_start(world: World, peter: Plan) -> None:
    other = world.plan(world.person("Sanne"))

    with world.tx() as tx:
        found = tx.execute(sa.select(plan_key.c.plan_id, plan_key.c.version, plan_key.c.wrapped)).all()

    assert {(row.plan_id, row.version) for row in found} == {(peter.id, 1), (other.id, 1)}
    assert len({row.wrapped for row in found}) == 2


def test_a_body_moved_to_another_item_does_not_open(world: World, peter: Plan) -> None:
    one, other = peter.write(Need(text="Ro"), "needs"), peter.write(Need(text="Luft"), "needs")
    with world.tx() as tx:
        body = tx.execute(sa.select(item.c.body).where(item.c.id == one)).scalar_one()
        tx.execute(item.update().where(item.c.id == other).values(body=body))

    with pytest.raises(Unreadable):
        read(world, peter, other)


def test_a_body_moved_to_another_scope_does_not_open(world: World, peter: Plan) -> None:
    one = peter.write(Need(text="Ro"), "needs")
    with world.tx() as tx:
        tx.execute(item.update().where(item.c.id == one).values(scope="strengths"))

    with pytest.raises(Unreadable):
        read(world, peter, one)


def test_a_body_moved_to_another_plan_does_not_open(world: World, peter: Plan) -> None:
    one = peter.write(Need(text="Ro"), "needs")
    other = world.plan(world.person("Sanne"))
    with world.tx() as tx:
        tx.execute(item.update().where(item.c.id == one).values(plan_id=other.id))

    with pytest.raises(Unreadable):
        read(world, other, one)


def test_words_of_before_do_not_open_as_the_words_of_now(world: World, peter: Plan) -> None:
    one = peter.write(Need(text="Ro"), "needs")
    world.later(hours=1)
    peter.phone.change(one, text="Luft")
    peter.phone.sync()
    with world.tx() as tx:
        before = tx.execute(sa.select(item_version.c.body).where(item_version.c.item_id == one)).scalar_one()
        tx.execute(item.update().where(item.c.id == one).values(body=before))

    with pytest.raises(Unreadable):
        read(world, peter, one)


def test_plain_text_put_into_the_database_is_refused(world: World, peter: Plan) -> None:
    one = peter.write(Need(text="Ro"), "needs")
    with world.tx() as tx:
        tx.execute(item.update().where(item.c.id == one).values(body=b'{"kind":"need","text":"Forfalsket"}'))

    with pytest.raises(Unreadable):
        read(world, peter, one)


def test_what_was_said_before_is_sealed_and_opens_for_the_citizen(world: World, peter: Plan) -> None:
    one = peter.write(Need(text="Hemmelig ro"), "needs")
    world.later(hours=1)
    peter.phone.change(one, text="Luft")
    peter.phone.sync()

    with world.tx() as tx:
        lies = tx.execute(sa.select(item_version.c.body)).scalar_one()
        row = items.find(tx, citizen_access(peter.id), one)  # type: ignore[arg-type]
        assert row is not None
        (before,) = versions.earlier_versions(tx, citizen_access(peter.id), row)

    assert b"Hemmelig ro" not in lies
    assert b"Hemmelig ro" in before.body


def test_a_plan_whose_key_is_destroyed_cannot_be_read_by_anybody(world: World, peter: Plan) -> None:
    one = peter.write(Need(text="Ro"), "needs")
    with world.tx() as tx:
        plans.destroy_key(tx, peter.id)

    with pytest.raises(KeyDestroyed):
        read(world, peter, one)


def test_other_plans_are_read_as_before_when_one_is_erased(world: World, peter: Plan) -> None:
    other = world.plan(world.person("Sanne"))
    hers = other.write(Need(text="Ro"), "needs")
    with world.tx() as tx:
        plans.destroy_key(tx, peter.id)

    assert read(world, other, hers) is not None


def test_an_erasure_that_is_rolled_back_erases_nothing(world: World, peter: Plan) -> None:
    one = peter.write(Need(text="Ro"), "needs")
    with pytest.raises(ZeroDivisionError), world.tx() as tx:  # noqa: PT012 - the second half is what fails
        plans.destroy_key(tx, peter.id)
        raise ZeroDivisionError

    assert read(world, peter, one) is not None


def test_texts_under_an_older_key_stay_readable(world: World, peter: Plan) -> None:
    old = peter.write(Need(text="Ro"), "needs")
    with world.tx() as tx:
        plan_keys.add(tx, peter.id, 2, world.now)
    new = peter.write(Need(text="Luft"), "needs")

    with world.tx() as tx:
        bodies = dict(tx.execute(sa.select(item.c.id, item.c.body)).all())
        rows = items.changed_since(tx, citizen_access(peter.id), {Scope("needs"): 0}, 10)

    assert (bodies[old][2], bodies[new][2]) == (1, 2)
    assert [row.id for row in rows] == [old, new]


# The master key


def test_the_database_is_not_set_up_with_another_master_key(world: World) -> None:
    other = Database(
        world.db.url.render_as_string(hide_password=False),
        msgspec.structs.replace(KEYS, master=MasterKey(os.urandom(KEY_BYTES))),
    )
    with pytest.raises(WrongMasterKey), other.write() as tx:
        plan_keys.set_up(tx, world.now)
    other.close()


def test_setting_up_twice_is_setting_up_once(world: World) -> None:
    with world.tx() as tx:
        before = tx.execute(sa.select(house_key)).all()
        plan_keys.set_up(tx, world.now)
        assert tx.execute(sa.select(house_key)).all() == before


def test_without_a_master_key_no_text_is_read(world: World, peter: Plan) -> None:
    one = peter.write(Need(text="Ro"), "needs")
    blind = Database(world.db.url.render_as_string(hide_password=False), None)
    with pytest.raises(WrongMasterKey), blind.read() as tx:
        items.find(tx, citizen_access(peter.id), one)  # type: ignore[arg-type]
    blind.close()


def test_another_process_with_the_same_master_key_reads_what_was_written(world: World, peter: Plan) -> None:
    one = peter.write(Need(text="Ro"), "needs")
    other = Database(world.db.url.render_as_string(hide_password=False), KEYS)
    with other.read() as tx:
        found = items.find(tx, citizen_access(peter.id), one)  # type: ignore[arg-type]
    other.close()

    assert found is not None
    assert found.decoded() == Need(text="Ro")
