"""The citizen erases the plan: all of it, for everybody. A skeleton of the log stays, without a word (C24, J10)."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from stafet.domain import chain
from stafet.domain.ids import PlanId
from stafet.domain.items import Dream
from stafet.domain.receipts import hash_of, read
from stafet.store import log as stored_log
from stafet.store import push_subscriptions
from stafet.store.engine import Database
from stafet.store.tables import member, metadata, plan_key, push_subscription
from stafet.use_cases import erase
from stafet.use_cases.errors import NotAllowed, NotFound
from tests.use_cases.test_export import CANARY, lived_in
from tests.use_cases.test_receipts import PUBLIC, of
from tests.world import Plan, TeamMember, World

__all__ = ["lived_in"]


def erased(peter: Plan, **other: Any) -> None:
    usual = {"proved_at": peter.world.now, "now": peter.world.now}
    peter.act(erase.erase_plan, **usual | other)
    peter.world.db.forget_journal()


def rows_of(world: World, plan_id: str) -> dict[str, int]:
    """How many rows of each table are about the plan."""
    with world.tx() as tx:
        counted = {
            table.name: tx.execute(sa.select(sa.func.count()).where(table.c.plan_id == plan_id)).scalar_one()
            for table in metadata.sorted_tables
            if "plan_id" in table.c
        }
    return {name: count for name, count in counted.items() if count}


def test_every_table_is_empty_of_the_plan_but_the_log(lived_in: Plan) -> None:
    assert len(rows_of(lived_in.world, lived_in.id)) > 10

    erased(lived_in)

    assert rows_of(lived_in.world, lived_in.id).keys() == {"log"}


def test_the_plan_is_gone_from_everybodys_phone_at_the_next_contact(lived_in: Plan, jonas: TeamMember) -> None:
    jonas.phone.sync()
    assert jonas.phone.scopes

    erased(lived_in)

    lived_in.phone.sync()
    jonas.phone.sync()
    assert (lived_in.phone.held, jonas.phone.held) == ({}, {})


def test_words_written_offline_do_not_bring_it_back(lived_in: Plan) -> None:
    lived_in.phone.create(Dream(text="offline"))

    erased(lived_in)

    assert lived_in.phone.sync().outcomes == ["refused: not_found"]


def test_what_the_log_says_is_gone_and_the_chain_still_holds(lived_in: Plan) -> None:
    with lived_in.world.tx() as tx:
        before = stored_log.rows_after(tx, PlanId(lived_in.id), 0, 1000)

    erased(lived_in)

    with lived_in.world.tx() as tx:
        after = stored_log.rows_after(tx, PlanId(lived_in.id), 0, 1000)
    assert [(one.seq, one.kind, one.hash) for one in after[:-1]] == [(one.seq, one.kind, one.hash) for one in before]
    assert after[-1].kind == "erased"
    assert {(one.who, one.scope, one.grant, one.salt, one.payload) for one in after} == {("", None, None, None, None)}
    link = chain.beginning(lived_in.id)
    for one in after:
        link = chain.linked(link, one.seq, one.kind, one.at, one.commitment)
        assert link == one.hash


def test_a_receipt_from_before_still_verifies_and_its_row_still_stands_in_the_log(lived_in: Plan) -> None:
    receipts = of(lived_in)
    assert receipts

    erased(lived_in)

    with lived_in.world.tx() as tx:
        rows = {row.seq: row for row in stored_log.rows_after(tx, PlanId(lived_in.id), 0, 1000)}
    for one in receipts:
        said = read(one.file.encode(), PUBLIC)
        assert hash_of(said) == rows[one.seq].hash.hex()


def test_the_key_of_the_plan_is_destroyed(lived_in: Plan) -> None:
    erased(lived_in)

    assert "plan_key" not in rows_of(lived_in.world, lived_in.id)


def test_the_citizen_may_begin_a_new_plan_and_is_alone_in_it(lived_in: Plan, jonas: TeamMember) -> None:
    erased(lived_in)

    new = lived_in.world.plan(lived_in.owner)

    new.phone.sync()
    assert new.phone.items("team", "member") == []
    assert jonas.phone.sync().plans == []


def test_it_needs_a_fresh_proof(lived_in: Plan) -> None:
    with pytest.raises(NotAllowed, match="step_up_needed"):
        erased(lived_in, proved_at=lived_in.world.now - timedelta(minutes=6))

    assert len(rows_of(lived_in.world, lived_in.id)) > 10


def test_nobody_erases_somebody_elses_plan(lived_in: Plan, jonas: TeamMember) -> None:
    with pytest.raises(NotFound):
        erased(lived_in, by=jonas.person.id)


def test_another_plan_is_left_as_it_was(lived_in: Plan, karen: TeamMember) -> None:
    own = lived_in.world.plan(karen.person)
    own.write(Dream(text="Karens drøm"))
    before = rows_of(lived_in.world, own.id)

    erased(lived_in)

    assert rows_of(lived_in.world, own.id) == before
    assert own.phone_of(karen.person).sync_all()[0].plans


def test_phones_are_no_longer_reminded_by_those_who_have_no_other_plan(
    lived_in: Plan, jonas: TeamMember, karen: TeamMember
) -> None:
    world = lived_in.world
    other = world.plan(world.person("Lars"))
    with world.tx() as tx:
        (kept,) = push_subscriptions.of_person(tx, lived_in.owner.id)
    for person in (jonas.person, karen.person):
        session = "x" + person.id[1:]
        with world.tx() as tx:
            tx.execute(metadata.tables["session"].insert().values(
                id=session, token_hash=session, person_id=person.id, label="x", created_at=world.now,
                last_seen_at=world.now, expires_at=world.now))  # fmt: skip
            theirs = {
                "id": session,
                "person": person.id,
                "session": session,
                "endpoint": f"https://push.test/{session}",
            }
            push_subscriptions.put(tx, msgspec.structs.replace(kept, **theirs))
    other.member("Jonas", "job_centre", jonas.person)

    erased(lived_in)

    with world.tx() as tx:
        left = tx.execute(sa.select(push_subscription.c.person_id)).scalars().all()
    assert left == [jonas.person.id]


def files_of(db: Database) -> bytes:
    """Every byte of the database's files: rows, free pages, the journal."""
    path = Path(db.url.database or "")
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


def backup_of(db: Database, folder: Path) -> bytes:
    """What the next backup holds."""
    if db.is_sqlite:
        copy = folder / "backup.db"
        with closing(sqlite3.connect(db.url.database or "")) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
        return copy.read_bytes()
    with db.read() as tx:
        return repr([tx.execute(sa.select(table)).all() for table in metadata.sorted_tables]).encode()


def test_c24_no_word_and_no_name_is_left_in_the_files_or_in_the_next_backup(lived_in: Plan, tmp_path: Path) -> None:
    """Words lie sealed to begin with: here it is the sealed ones, and the key to them, that must be gone."""
    db = lived_in.world.db
    lived_in.invite(f"{CANARY} navn", "gp", organisation=f"{CANARY} sted")
    with db.read() as tx:
        lie = [*tx.execute(sa.select(member.c.name)).scalars(), *tx.execute(sa.select(plan_key.c.wrapped)).scalars()]
    before = files_of(db) if db.is_sqlite else backup_of(db, tmp_path)
    assert [one for one in lie if (one if db.is_sqlite else repr(one).encode()) not in before] == []

    erased(lived_in)

    backup = backup_of(db, tmp_path)
    left = [one for one in lie if (one if db.is_sqlite else repr(one).encode()) in backup]
    left += [one for one in lie if db.is_sqlite and one in files_of(db)]
    assert left == []
    assert CANARY.encode() not in backup
