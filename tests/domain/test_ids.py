"""Ids: exact at the door, to the last character."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec
import pytest

from stafet.domain.ids import RandomId, Uuid7, random_id
from stafet.domain.uuid7 import uuid7
from tests.factories import NOW

GOOD = "01932f3a-6c00-7abc-8def-0123456789ab"


def test_an_id_of_the_phones_kind_passes() -> None:
    assert msgspec.convert(GOOD, Uuid7) == GOOD


@pytest.mark.parametrize(
    "wrong",
    ["", GOOD.upper(), f"{GOOD}\n", f" {GOOD}", f"{GOOD[:14]}4{GOOD[15:]}", f"{GOOD[:19]}c{GOOD[20:]}"],
    ids=["empty", "upper case", "a line break after", "a space before", "version 4", "another variant"],
)
def test_what_is_nearly_an_id_of_the_phones_kind_does_not_pass(wrong: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, Uuid7)


def test_a_random_id_has_128_bits_and_passes() -> None:
    assert len(msgspec.convert(random_id(), RandomId)) == 22


@pytest.mark.parametrize("wrong", ["", "A" * 21, "A" * 23, "A" * 22 + "\n", "A" * 21 + "å", "A" * 21 + "="])
def test_what_is_nearly_a_random_id_does_not_pass(wrong: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, RandomId)


def test_no_two_random_ids_are_alike() -> None:
    assert len({random_id() for _ in range(1000)}) == 1000


def test_an_id_made_by_the_server_tells_its_moment_as_rfc_9562_says() -> None:
    made = UUID(uuid7(NOW))

    assert (made.version, datetime.fromtimestamp((made.int >> 80) / 1000, UTC)) == (7, NOW)
