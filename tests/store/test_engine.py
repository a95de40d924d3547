"""Two engines, one behaviour: whole or not at all, and a lock that is held too long has a name."""

from pathlib import Path
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa

from stafet.domain.items import Need
from stafet.store import plans, tables
from stafet.store.engine import Database, savepoint
from stafet.store.errors import Busy, Impossible
from stafet.store.tables import person
from tests.support.log_rules import KEYS
from tests.world import Plan, TeamMember, World


def test_a_transaction_that_fails_leaves_nothing(world: World) -> None:
    half = person.insert().values(id="x", issuer="i", subject="s", door="d", name=b"n", created_at=world.now)

    with pytest.raises(sa.exc.IntegrityError), world.tx() as tx:  # noqa: PT012 - the second half is what fails
        tx.execute(half)
        tx.execute(half)

    with world.tx() as tx:
        assert tx.execute(sa.select(person)).all() == []


def test_an_act_that_fails_inside_a_savepoint_leaves_the_rest(world: World) -> None:
    row = {"issuer": "i", "subject": "s", "door": "d", "name": b"n", "created_at": world.now}
    with world.tx() as tx:
        tx.execute(person.insert().values(id="first", **row))
        with pytest.raises(Impossible), savepoint(tx):
            tx.execute(person.insert().values(id="second", **row))

    with world.tx() as tx:
        assert list(tx.execute(sa.select(person.c.id)).scalars()) == ["first"]


def test_sqlite_says_busy_when_another_writes(sqlite_url: str) -> None:
    one, other = Database(sqlite_url), Database(sqlite_url, sqlite_busy_ms=10)

    with one.write(), pytest.raises(Busy), other.write():
        pass
    one.close()
    other.close()


def test_sqlite_can_be_read_while_another_writes(sqlite_url: str) -> None:
    one, other = Database(sqlite_url), Database(sqlite_url)

    with one.write(), other.read() as tx:
        assert tx.execute(sa.select(person)).all() == []
    one.close()
    other.close()


@pytest.mark.parametrize("db", ["postgresql"], indirect=True)  # SQLite has one lock, so nobody holds half of them.
def test_two_who_wait_for_each_other_are_told_that_it_is_busy(world: World, peter: Plan) -> None:
    other = world.plan(world.person("Sanne"))
    both, heard = Barrier(2), list[str]()

    def hold(*ids: str) -> None:
        try:
            with world.tx() as tx:
                plans.lock(tx, ids[0])
                both.wait()
                plans.lock(tx, ids[1])
                heard.append("done")
        except Busy:
            heard.append("busy")

    waiting = Thread(target=hold, args=(other.id, peter.id))
    waiting.start()
    hold(peter.id, other.id)
    waiting.join()

    assert sorted(heard) == ["busy", "done"]


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)]
)
def test_sqlite_keeps_what_was_acknowledged_and_forgets_what_was_erased(
    sqlite_url: str, pragma: str, value: object
) -> None:
    db = Database(sqlite_url, KEYS)
    with db.write() as tx:
        found = tx.execute(sa.text(f"PRAGMA {pragma}")).scalar_one()
    db.close()

    assert found == value


def test_the_words_of_an_erased_plan_are_not_left_in_the_file(sqlite_url: str, tmp_path: Path) -> None:
    db = Database(sqlite_url, KEYS)
    peter = World(db).plan()
    peter.write(Need(text="Hemmelige ord"), "needs")
    with db.write() as tx:
        tx.execute(sa.delete(tables.plan))
        tx.connection.driver_connection.execute("COMMIT")  # type: ignore[union-attr]  # a checkpoint is no transaction
        tx.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
        tx.connection.driver_connection.execute("BEGIN")  # type: ignore[union-attr]  # as above
    db.close()

    assert b"Hemmelige ord" not in (tmp_path / "stafet.db").read_bytes()


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)  # PostgreSQL changes a table where it stands.
def test_a_table_made_anew_takes_nothing_with_it_that_points_at_it(world: World, peter: Plan, db: Database) -> None:
    link = peter.invite("Mads")
    with db.rebuild() as tx:
        tx.exec_driver_sql("CREATE TABLE person_kept AS SELECT * FROM member")
        tx.exec_driver_sql("DELETE FROM member")
        tx.exec_driver_sql("INSERT INTO member SELECT * FROM person_kept")

    assert peter.accept(link, world.person("Mads", "professional")) is not None


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)
def test_a_table_made_anew_without_its_rows_is_not_kept(peter: Plan, jonas: TeamMember, db: Database) -> None:
    peter.share(jonas, "needs")

    with pytest.raises(Impossible), db.rebuild() as tx:
        tx.exec_driver_sql("DELETE FROM member")

    jonas.phone.sync()
    assert "needs" in jonas.phone.scopes


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)
def test_foreign_keys_hold_again_when_the_tables_are_made(peter: Plan, db: Database) -> None:
    with db.rebuild():
        pass

    with db.write() as tx:
        assert tx.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
