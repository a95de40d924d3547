"""The chain as docs/log.md writes it down: the same files are read by the app's own tests (C9, T25)."""

import hashlib
import json
from datetime import datetime
from typing import Any

import pytest

from stafet.domain import chain
from stafet.domain.checking import Fault, Row, check
from tests.golden.log_chains import FOLDER, as_text, files

Json = dict[str, Any]


def read(name: str) -> Json:
    found: Json = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return found


def row(sent: Json, mac: str = "") -> Row:
    """A row of the API as it is checked."""
    salt, payload = sent.get("salt"), sent.get("payload")
    return Row(
        seq=sent["seq"], kind=sent["kind"], at=sent["at"], who=sent.get("who", ""), scope=sent.get("scope"),
        grant=sent.get("grant"), salt=bytes.fromhex(salt) if salt is not None else None,
        payload=payload.encode() if payload is not None else None, commitment=bytes.fromhex(sent["commitment"]),
        hash=bytes.fromhex(sent["hash"]), mac=bytes.fromhex(mac) if mac else None,
    )  # fmt: skip


def heads(of: list[Json]) -> dict[int, bytes]:
    return {one["seq"]: bytes.fromhex(one["hash"]) for one in of}


WHOLE, ERASED, TAMPERED = read("whole.json"), read("erased.json"), read("tampered.json")["chains"]


@pytest.mark.parametrize("name", ["whole.json", "erased.json", "tampered.json"])
def test_the_files_are_what_their_program_makes(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == as_text(files()[name])


def test_the_formulas_of_the_page_give_these_hashes() -> None:
    """Written out once more from docs/log.md, without our own functions."""
    sha256 = lambda *parts: hashlib.sha256(b"".join(parts)).digest()  # noqa: E731 - as the page writes it
    link = sha256(b"stafet/log/1\n", WHOLE["plan"].encode())
    assert link.hex() == WHOLE["beginning"]
    for one in WHOLE["rows"]:
        said = "\n".join([one["who"], one.get("scope", ""), one.get("grant", ""), one["payload"]])
        commitment = sha256(bytes.fromhex(one["salt"]), said.encode())
        link = sha256(link, f"{one['seq']}\n{one['kind']}\n{one['at']}\n".encode(), commitment)
        assert (one["commitment"], one["hash"]) == (commitment.hex(), link.hex())


def test_a_whole_chain_is_whole() -> None:
    rows = [row(one, mac) for one, mac in zip(WHOLE["rows"], WHOLE["macs"], strict=True)]

    assert check(WHOLE["plan"], rows, heads=heads([WHOLE["head"]]), key=bytes.fromhex(WHOLE["key"])) is None


def test_c24_an_erased_chain_is_whole() -> None:
    assert check(ERASED["plan"], map(row, ERASED["rows"]), heads=heads([ERASED["head"]])) is None


def test_an_empty_chain_is_whole_for_who_has_seen_none() -> None:
    assert check("P" * 22, []) is None


def test_a_chain_of_another_plan_is_not_this_ones() -> None:
    assert check("Q" * 22, map(row, WHOLE["rows"])) == Fault(1, "hash")


@pytest.mark.parametrize("case", TAMPERED, ids=lambda case: case["name"])
def test_t25_what_was_done_to_a_chain_is_found_and_the_first_row_named(case: Json) -> None:
    fault = check("P" * 22, map(row, case["rows"]), heads=heads(case["heads"]))

    assert fault == Fault(case["first"]["seq"], case["first"]["what"])


def test_t25_a_chain_made_anew_without_the_key_is_found_by_the_server() -> None:
    rows = [row(one, mac) for one, mac in zip(WHOLE["rows"], WHOLE["macs"], strict=True)]

    assert check(WHOLE["plan"], rows, key=bytes(32)) == Fault(1, "key")


def test_t25_a_row_without_what_the_key_makes_is_found_by_the_server() -> None:
    assert check(WHOLE["plan"], map(row, WHOLE["rows"]), key=bytes.fromhex(WHOLE["key"])) == Fault(1, "key")


def test_a_moment_in_another_zone_is_written_in_utc() -> None:
    at = chain.moment(datetime.fromisoformat("2026-12-04T10:00:00+01:00"))

    assert at == "2026-12-04T09:00:00.000000Z"
