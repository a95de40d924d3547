"""Another key for a plan: everything in it sealed anew, nothing left under the old key, and the old key gone."""

from contextlib import closing
from datetime import timedelta

import pytest
import sqlalchemy as sa

from stafet.domain.consents import citizen_access
from stafet.domain.ids import ItemId, PlanId
from stafet.domain.items import Need
from stafet.store import items, plan_keys, turning
from stafet.store.engine import Database
from stafet.store.sealed_columns import OF_PLANS
from stafet.store.sealing import version_of
from stafet.store.tables import item, item_version, log, plan, plan_key
from stafet.use_cases import calls, upkeep, versions
from stafet.use_cases.calls import CallIn
from stafet.use_cases.log_checks import check_logs
from tests.factories import a_meeting
from tests.phones import Phone
from tests.support.log_rules import KEYS
from tests.world import Plan, TeamMember, World


@pytest.fixture
def in_use(peter: Plan, karen: TeamMember) -> Plan:
    """Words in every place where words of a plan lie: items, what they said before, the log, names, devices, edits,
    and a meeting that somebody proposes."""
    need = peter.write(Need(text="Ro"), "needs")
    peter.world.later(minutes=1)
    peter.phone.change(need, text="Ro om natten")
    peter.phone.sync()
    peter.share(karen, "needs")
    karen.phone.sync()
    peter.member("Ida", role="psychiatry").propose(a_meeting(), why="Ro før hjemrejsen")
    asked = CallIn(whom="Kommunen", about="Besøg", caller=peter.member("Mads", "psychiatry").id)
    peter.act(calls.ask, asked=asked, now=peter.world.now)
    return peter


def versions_in_use(world: World, plan_id: PlanId) -> dict[str, set[int]]:
    """For each place where a plan's texts lie: under which of its keys."""
    found = {}
    with world.tx() as tx:
        for table, names in (
            (item, ["body"]),
            (item_version, ["body"]),
            (log, ["payload"]),
            *((one.table, list(one.names)) for one in OF_PLANS),
        ):
            for name in names:
                column = table.c[name]
                query = sa.select(column).where(table.c.plan_id == plan_id, column.is_not(None))
                found[f"{table.name}.{name}"] = {version_of(lies) for lies in tx.execute(query).scalars()}
    return found


def keys_of(world: World, plan_id: PlanId) -> list[int]:
    with world.tx() as tx:
        return list(tx.execute(sa.select(plan_key.c.version).where(plan_key.c.plan_id == plan_id)).scalars())


def renew(world: World) -> int:
    return upkeep.renew_keys(world.db, world.now, made_before=world.now)


def test_nothing_of_the_plan_is_left_under_the_old_key(world: World, in_use: Plan) -> None:
    before = versions_in_use(world, in_use.id)
    world.later(days=1)

    renewed = renew(world)

    assert renewed == 1
    assert set(map(frozenset, before.values())) == {frozenset({1})}
    assert set(map(frozenset, versions_in_use(world, in_use.id).values())) == {frozenset({2})}


def test_the_old_key_is_gone(world: World, in_use: Plan) -> None:
    world.later(days=1)
    renew(world)

    assert keys_of(world, in_use.id) == [2]


def test_everybody_reads_what_they_read_before_and_the_log_is_whole(
    world: World, in_use: Plan, karen: TeamMember
) -> None:
    world.later(days=1)
    renew(world)
    with closing(Database(world.db.url.render_as_string(hide_password=False), KEYS)) as other:
        phone = Phone(other, world.clock, in_use.owner.id, in_use.id)
        phone.sync()
        kin = Phone(other, world.clock, karen.person.id, in_use.id)
        kin.sync()
        with other.read() as tx:
            faults = [checked.fault for checked in check_logs(tx, seen={})]

    assert (phone.texts("needs"), kin.texts("needs")) == (["Ro om natten"], ["Ro om natten"])
    assert {body["name"] for body in phone.bodies("team")} == {"Karen", "Ida", "Mads"}
    assert faults == [None]


def test_what_was_said_before_opens_still(world: World, in_use: Plan) -> None:
    world.later(days=1)
    renew(world)
    (need,) = in_use.phone.items("needs")

    with world.tx() as tx:
        told = versions.versions_of(tx, plan_id=in_use.id, item_id=ItemId(need["id"]), by=in_use.owner.id).versions

    assert [b"Ro om natten" in bytes(one.body) for one in told] == [True, False]
    assert b"Ro" in bytes(told[1].body)


def test_a_second_run_that_goes_on_leaves_the_new_keys_alone(world: World, in_use: Plan) -> None:
    world.later(days=1)
    began = world.now
    renew(world)
    world.later(minutes=1)

    again = upkeep.renew_keys(world.db, world.now, made_before=began)

    assert (again, keys_of(world, in_use.id)) == (0, [2])


def test_a_key_may_be_renewed_any_number_of_times(world: World, in_use: Plan) -> None:
    for _ in range(3):
        world.later(days=1)
        renew(world)
    in_use.phone_of(in_use.owner).sync()

    assert keys_of(world, in_use.id) == [4]


def test_keys_of_two_versions_become_one(world: World, in_use: Plan) -> None:
    with world.tx() as tx:
        plan_keys.add(tx, in_use.id, 2, world.now)
    in_use.write(Need(text="Luft"), "needs")
    world.later(days=1)

    renew(world)

    assert keys_of(world, in_use.id) == [3]
    assert versions_in_use(world, in_use.id)["item.body"] == {3}


def test_a_plan_that_was_erased_meanwhile_gets_no_key(world: World, peter: Plan) -> None:
    gone = PlanId("G" * 22)

    with world.tx() as tx:
        assert not turning.renew_key(tx, gone, world.now)

    assert keys_of(world, gone) == []


def test_an_undone_transaction_leaves_the_plan_under_its_old_key(world: World, in_use: Plan) -> None:
    def comes_to_nothing() -> None:
        with world.tx() as tx:
            turning.renew_key(tx, in_use.id, world.now)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        comes_to_nothing()

    with world.tx() as tx:
        rows = items.changed_since(tx, citizen_access(in_use.id), {"needs": 0}, 10)  # type: ignore[dict-item]
    assert [bytes(row.body or b"") for row in rows] == [b'{"kind":"need","text":"Ro om natten"}']
    assert keys_of(world, in_use.id) == [1]


def test_somebody_who_writes_while_the_keys_are_renewed_writes_under_the_new_one(world: World, in_use: Plan) -> None:
    # The other process has the old key in its memory.
    with closing(Database(world.db.url.render_as_string(hide_password=False), KEYS)) as other:
        phone = Phone(other, world.clock, in_use.owner.id, in_use.id)
        phone.sync()
        world.later(days=1)
        renew(world)

        phone.create(Need(text="Luft"), "needs")
        phone.change(phone.items("needs")[0]["id"], text="Ro hele natten")
        outcomes = phone.sync().outcomes

    assert outcomes == ["applied", "applied"]
    assert versions_in_use(world, in_use.id)["item.body"] == {2}


def test_progress_is_told_to_the_last_plan(world: World, in_use: Plan) -> None:
    world.plan(world.person("Sanne"))
    world.later(days=1)
    told: list[tuple[int, int]] = []

    upkeep.renew_keys(
        world.db, world.now, made_before=world.now - timedelta(hours=1), told=lambda *how: told.append(how)
    )

    assert told == [(1, 2), (2, 2)]


def test_the_plan_row_names_the_key_it_is_read_with(world: World, in_use: Plan) -> None:
    world.later(days=1)
    renew(world)

    with world.tx() as tx:
        assert tx.execute(sa.select(plan.c.key_version)).scalar_one() == 2
