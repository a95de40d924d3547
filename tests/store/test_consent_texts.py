"""The words somebody said yes to are kept for good."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DataError, IntegrityError

from stafet.store import consents
from stafet.store.tables import consent_text
from tests.world import World


def kept(world: World) -> dict[str, str]:
    with world.tx() as tx:
        return {row.id: row.body for row in tx.execute(sa.select(consent_text))}


def test_each_language_of_this_release_is_kept(world: World) -> None:
    assert set(kept(world)) == {"call-da-1", "call-en-1", "share-da-1", "share-en-1", "unit-da-1", "unit-en-1"}


def test_a_changed_wording_under_an_old_id_is_refused(world: World) -> None:
    with world.tx() as tx, pytest.raises(ValueError, match="a new wording needs a new id"):
        consents.keep_texts(tx, [("share-da-1", "da", "andre ord", "another hash")], world.now)


def test_the_kept_words_are_never_overwritten(world: World) -> None:
    before = kept(world)

    with pytest.raises(ValueError, match="new id"), world.tx() as tx:
        consents.keep_texts(tx, [("share-da-1", "da", "andre ord", "another hash")], world.now)

    assert kept(world) == before


def test_a_new_wording_is_kept_beside_the_old(world: World) -> None:
    before = kept(world)

    with world.tx() as tx:
        consents.keep_texts(tx, [("share-da-2", "da", "nye ord", "a hash")], world.now)

    assert set(kept(world)) == {*before, "share-da-2"}


def test_c20_not_even_by_hand(world: World) -> None:
    with pytest.raises((IntegrityError, DataError)), world.tx() as tx:
        tx.execute(sa.update(consent_text).values(body="andre ord"))


def test_each_version_is_a_pair_of_danish_and_english(world: World) -> None:
    with world.tx() as tx:
        columns = (consent_text.c.purpose, consent_text.c.version, consent_text.c.lang)
        rows = tx.execute(sa.select(*columns).order_by(*columns)).all()

    assert [tuple(row) for row in rows] == [
        ("call", 1, "da"), ("call", 1, "en"),
        ("share", 1, "da"), ("share", 1, "en"), ("unit", 1, "da"), ("unit", 1, "en"),
    ]  # fmt: skip
