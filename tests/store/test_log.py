"""The log only grows at its end, and the database itself refuses everything else (invariant C9, threat T25)."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from stafet.domain import chain
from stafet.domain.log import Looked
from stafet.store import log
from stafet.store.engine import Database
from stafet.store.errors import KeyDestroyed
from stafet.store.keys import KeysMissing
from stafet.store.tables import log as table
from tests.factories import an_entry
from tests.support.log_rules import KEYS
from tests.world import Plan, World


@pytest.fixture
def logged(world: World, peter: Plan) -> Plan:
    """Peter's plan with three rows in its log."""
    for _ in range(3):
        append(world, peter)
    return peter


def append(world: World, peter: Plan, *entries: Any) -> int:
    with world.tx() as tx:
        return log.append(tx, peter.id, entries or [an_entry()], world.now)


def raw(world: World, peter: Plan) -> list[dict[str, Any]]:
    """As the rows stand, with what they say opened."""
    with world.tx() as tx:
        query = sa.select(table).where(table.c.plan_id == peter.id).order_by(table.c.seq)
        rows = [dict(row) for row in tx.execute(query).mappings()]
        for row in rows:
            # Without its plan a row keeps its hashes, and nobody can read what it said.
            with suppress(KeyDestroyed):
                row["salt"], row["payload"] = log.opened(tx, peter.id, row["seq"], row["salt"], row["payload"])
        return rows


def test_rows_are_numbered_without_gaps(world: World, logged: Plan) -> None:
    assert [row["seq"] for row in raw(world, logged)] == [1, 2, 3]


def test_several_rows_written_at_once_follow_each_other(world: World, logged: Plan) -> None:
    assert append(world, logged, an_entry(), an_entry()) == 5
    assert [row["seq"] for row in raw(world, logged)] == [1, 2, 3, 4, 5]


def test_each_row_holds_the_hash_of_the_row_before(world: World, logged: Plan) -> None:
    link = chain.beginning(logged.id)

    for row in raw(world, logged):
        link = chain.linked(link, row["seq"], row["kind"], row["at"], row["commitment"])
        assert row["hash"] == link


def test_each_row_is_bound_to_everything_it_says(world: World, logged: Plan) -> None:
    for row in raw(world, logged):
        said = chain.commitment_to(row["salt"], row["who"], row["scope"], row["grant_id"], row["payload"])
        assert row["commitment"] == said


def test_each_row_carries_what_only_the_key_can_make(world: World, logged: Plan) -> None:
    for row in raw(world, logged):
        assert row["mac"] == chain.keyed(KEYS.log, row["hash"])


def test_two_rows_that_say_the_same_do_not_look_the_same(world: World, logged: Plan) -> None:
    rows = raw(world, logged)

    assert len({row["commitment"] for row in rows}) == len({row["salt"] for row in rows}) == 3


def test_what_is_said_is_read_back(world: World, logged: Plan) -> None:
    with world.tx() as tx:
        (row,) = log.rows_after(tx, logged.id, 2, 10)

    assert (row.seq, row.kind, log.decoded(row.payload or b"", Looked)) == (3, "look", Looked(name="Jonas", items=2))


def test_a_moment_is_written_to_the_microsecond_in_utc(world: World, logged: Plan) -> None:
    at = datetime(2026, 12, 4, 10, 0, 0, 7, tzinfo=UTC)
    with world.tx() as tx:
        log.append(tx, logged.id, [an_entry()], at)

    assert raw(world, logged)[-1]["at"] == "2026-12-04T10:00:00.000007Z"


def test_the_head_is_the_newest_row(world: World, logged: Plan) -> None:
    with world.tx() as tx:
        head = log.head(tx, logged.id)

    assert head == log.Head(3, raw(world, logged)[-1]["hash"])


def test_a_plan_without_a_log_has_no_head(world: World, peter: Plan) -> None:
    with world.tx() as tx:
        assert log.head(tx, peter.id) is None


def test_two_plans_have_each_their_chain(world: World, logged: Plan) -> None:
    other = world.plan(world.person("Sanne"))
    append(world, other)

    with world.tx() as tx:
        assert {plan: head.seq for plan, head in log.heads(tx)} == {logged.id: 3, other.id: 1}


def test_without_the_key_nothing_is_written(world: World, peter: Plan) -> None:
    keyless = Database(world.db.url.render_as_string(hide_password=False))

    with pytest.raises(KeysMissing), keyless.write() as tx:
        log.append(tx, peter.id, [an_entry()], world.now)

    keyless.close()


# What the database refuses, whoever asks.


@pytest.mark.parametrize("column", ["plan_id", "kind", "at", "who", "scope", "grant_id", "salt", "payload",
                                    "commitment", "hash", "mac"])  # fmt: skip
def test_c9_no_column_of_a_row_can_be_changed(world: World, logged: Plan, column: str) -> None:
    other = b"x" if column in {"salt", "payload", "commitment", "hash", "mac"} else "x"

    with pytest.raises(IntegrityError, match="never changed"), world.tx() as tx:
        tx.execute(table.update().where(table.c.seq == 2).values(**{column: other}))


def test_c9_a_row_cannot_be_moved(world: World, logged: Plan) -> None:
    with pytest.raises(IntegrityError, match="never changed"), world.tx() as tx:
        tx.execute(table.update().where(table.c.seq == 3).values(seq=4))


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_c9_no_row_can_be_taken_out(world: World, logged: Plan, seq: int) -> None:
    with pytest.raises(IntegrityError, match="never taken out"), world.tx() as tx:
        tx.execute(table.delete().where(table.c.seq == seq))


def test_c9_the_table_cannot_be_emptied_at_a_stroke(world: World, logged: Plan) -> None:
    statement = "DELETE FROM log" if world.db.is_sqlite else "TRUNCATE log CASCADE"

    with pytest.raises(IntegrityError, match="never taken out"), world.tx() as tx:
        tx.execute(sa.text(statement))


@pytest.mark.parametrize("seq", [0, -1, 2, 5, 99])
def test_c9_a_row_is_added_at_the_end_and_nowhere_else(world: World, logged: Plan, seq: int) -> None:
    row = raw(world, logged)[0] | {"seq": seq}

    with pytest.raises(IntegrityError, match="at its end"), world.tx() as tx:
        tx.execute(table.insert().values(row))


def test_c9_the_first_row_of_a_chain_is_number_one(world: World, logged: Plan) -> None:
    row = raw(world, logged)[0] | {"plan_id": "another", "seq": 2}

    with pytest.raises(IntegrityError, match="at its end"), world.tx() as tx:
        tx.execute(table.insert().values(row))


def test_c9_a_row_cannot_be_put_in_anothers_place(world: World, logged: Plan) -> None:
    """An upsert is a change, whatever it is called."""
    row = raw(world, logged)[1]
    insert = sqlite.insert if world.db.is_sqlite else postgresql.insert
    upsert = insert(table).values(row).on_conflict_do_update(index_elements=["plan_id", "seq"], set_={"who": "x"})

    with pytest.raises(IntegrityError), world.tx() as tx:
        tx.execute(upsert)


def test_c24_a_row_can_be_emptied(world: World, logged: Plan) -> None:
    with world.tx() as tx:
        log.empty(tx, logged.id)

    assert {(row["who"], row["scope"], row["grant_id"], row["salt"], row["payload"]) for row in raw(world, logged)} == {
        ("", None, None, None, None)
    }


@pytest.mark.parametrize("kept", ["who", "scope", "payload", "salt"])
def test_c24_a_row_is_emptied_whole_or_not_at_all(world: World, logged: Plan, kept: str) -> None:
    nothing: dict[str, Any] = {"who": "", "scope": None, "grant_id": None, "salt": None, "payload": None}
    del nothing[kept]

    with pytest.raises(IntegrityError), world.tx() as tx:
        tx.execute(table.update().values(**nothing))


def test_c24_the_log_stays_when_its_plan_is_gone(world: World, logged: Plan) -> None:
    with world.tx() as tx:
        tx.execute(sa.text("DELETE FROM plan"))

    assert [row["seq"] for row in raw(world, logged)] == [1, 2, 3]
