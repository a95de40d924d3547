"""An installation of 0.1.0 keeps its history: looks and consents move into one chain, in the order they happened."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from stafet.domain import chain
from stafet.store.engine import Database
from stafet.store.schema import migrate, migrations_folder
from stafet.store.tables import log
from tests.support.log_rules import KEYS

DAY = "2026-11-0"
FIRST_RELEASE = "0001"
BEGINNING = f"{DAY}1 08:00:00"
OLD: tuple[tuple[str, dict[str, Any]], ...] = (
    ("person", {"id": "p", "issuer": "i", "subject": "s", "door": "citizen", "name": "Peter", "created_at": BEGINNING}),
    ("plan", {"id": "plan", "citizen_id": "p", "epoch": "e", "rev": 9, "created_at": BEGINNING}),
    ("consent_text", {"id": "share-da-1", "lang": "da", "body": "{}", "sha256": "5" * 64, "valid_from": BEGINNING}),
    ("member", {"plan_id": "plan", "id": "karen", "role": "relative", "name": "Karen", "organisation": "",
                "phone": "", "hours": "", "status": "invited", "baton_holder": False, "signed_in_as": "", "rev": 1,
                "at": BEGINNING}),
    ("consent_event", {"plan_id": "plan", "seq": 1, "kind": "given", "member_id": "karen", "grant_id": "g",
                       "by": "citizen", "at": f"{DAY}2 08:00:00.123456", "text_id": "share-da-1",
                       "words": "Karen må læse.", "words_sha256": "7" * 64}),
    ("consent_event", {"plan_id": "plan", "seq": 2, "kind": "withdrawn", "member_id": "karen", "grant_id": "g",
                       "by": "citizen", "at": f"{DAY}4 08:00:00", "made_at": f"{DAY}3 23:59:59", "words": "",
                       "words_sha256": ""}),
    ("look", {"plan_id": "plan", "seq": 1, "member_id": "karen", "name": "Karen", "organisation": "",
              "scope": "needs", "item_count": 3, "at": f"{DAY}3 08:00:00"}),
    ("grant", {"plan_id": "plan", "id": "g", "member_id": "karen", "scope": "needs", "verb": 1, "purpose": "support",
               "valid_from": f"{DAY}2 08:00:00.123456", "valid_until": "2027-02-01 08:00:00", "given_seq": 1,
               "ended_seq": 2, "ended_at": f"{DAY}4 08:00:00", "rev": 9}),
)  # fmt: skip


@pytest.fixture
def old(empty_database_url: str) -> Iterator[Database]:
    """A database as 0.1.0 left it."""
    db = Database(empty_database_url, KEYS)
    moved(db, FIRST_RELEASE)
    with db.write() as tx:
        for name, row in OLD:
            table = sa.Table(name, sa.MetaData(), autoload_with=tx)
            moments = {key for key in row if isinstance(table.c[key].type, sa.DateTime)}
            read = {key: datetime.fromisoformat(f"{row[key]}+00:00") for key in moments}
            tx.execute(table.insert().values(row | read))
    yield db
    db.close()


def moved(db: Database, revision: str, *, back: bool = False) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    config.attributes["log_key"] = KEYS.log
    with db.rebuild() as tx:
        config.attributes["connection"] = tx
        (command.downgrade if back else command.upgrade)(config, revision)


def rows(db: Database) -> list[dict[str, Any]]:
    with db.read() as tx:
        return [dict(row) for row in tx.execute(sa.select(log).order_by(log.c.seq)).mappings()]


def numbers_of_the_grant(db: Database) -> tuple[int, int]:
    with db.read() as tx:
        given, ended = tx.execute(sa.text('SELECT given_seq, ended_seq FROM "grant"')).one()
        return given, ended


def test_looks_and_consents_stand_in_the_order_they_happened(old: Database) -> None:
    migrate(old)

    found = [(row["seq"], row["kind"], row["at"], row["who"], row["scope"]) for row in rows(old)]
    assert found == [
        (1, "given", f"{DAY}2T08:00:00.123456Z", "citizen", "needs"),
        (2, "look", f"{DAY}3T08:00:00.000000Z", "karen", "needs"),
        (3, "withdrawn", f"{DAY}4T08:00:00.000000Z", "citizen", "needs"),
    ]


def test_the_chain_that_is_made_can_be_checked(old: Database) -> None:
    migrate(old)

    link = chain.beginning("plan")
    for row in rows(old):
        said = chain.commitment_to(row["salt"], row["who"], row["scope"], row["grant_id"], row["payload"])
        link = chain.linked(link, row["seq"], row["kind"], row["at"], said)
        assert (row["commitment"], row["hash"], row["mac"]) == (said, link, chain.keyed(KEYS.log, link))


def test_grants_point_at_the_rows_that_gave_and_ended_them(old: Database) -> None:
    migrate(old)

    assert numbers_of_the_grant(old) == (1, 3)


def test_the_words_that_were_said_yes_to_are_kept(old: Database) -> None:
    migrate(old)

    given, _, withdrawn = (json.loads(row["payload"]) for row in rows(old))
    assert (given["words"], given["wordsSha256"], given["textId"], given["textSha256"], given["lang"]) == (
        "Karen må læse.", "7" * 64, "share-da-1", "5" * 64, "da"
    )  # fmt: skip
    assert (withdrawn["words"], withdrawn["ends"], withdrawn["madeAt"]) == (
        "Karen må læse.", 1, f"{DAY}3T23:59:59.000000Z"
    )  # fmt: skip


def test_without_the_key_the_history_is_not_touched(old: Database) -> None:
    keyless = Database(old.url.render_as_string(hide_password=False))

    with pytest.raises(RuntimeError, match="STAFET_LOG_KEY_FILE"):
        migrate(keyless)

    keyless.close()
    with old.read() as tx:
        assert tx.execute(sa.text("SELECT count(*) FROM look")).scalar_one() == 1


def test_the_step_can_be_taken_back_with_its_rows(old: Database) -> None:
    migrate(old)
    moved(old, FIRST_RELEASE, back=True)

    with old.read() as tx:
        looks = tx.execute(sa.text("SELECT name, scope, item_count FROM look")).all()
        acts = tx.execute(sa.text("SELECT kind, member_id, words FROM consent_event ORDER BY seq")).all()
    assert [tuple(row) for row in looks] == [("Karen", "needs", 3)]
    assert [tuple(row) for row in acts] == [("given", "karen", "Karen må læse."), ("withdrawn", "karen", "")]
    assert numbers_of_the_grant(old) == (1, 3)
