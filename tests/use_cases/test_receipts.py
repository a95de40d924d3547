"""Each act of consent has a receipt that anybody can check, and that no changed byte survives (C20, C22)."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafet.domain.items import Need
from stafet.domain.log import ConsentAct
from stafet.domain.receipts import NotGenuine, ReceiptKey, canonical, hash_of, in_words, make_receipt_key, read
from stafet.store.log import empty, encoded
from stafet.use_cases import consents, log, receipts
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.errors import NotFound
from stafet.use_cases.receipts import Issuer, ReceiptOut
from tests.support.log_rules import KEYS
from tests.support.repository import ROOT
from tests.world import Plan, TeamMember, World

Json = dict[str, Any]
ISSUER = Issuer(KEYS.receipt, "https://stafet.test")
PUBLIC = KEYS.receipt.public


def of(peter: Plan, after: int = 0) -> list[ReceiptOut]:
    found: list[ReceiptOut] = peter.act(receipts.receipts_of, after=after, issuer=ISSUER, now=peter.world.now).receipts
    return found


def one(peter: Plan, seq: int = 1, **by: Any) -> Json:
    found = peter.act(receipts.receipt_at, seq=seq, issuer=ISSUER, now=peter.world.now, **by)
    return dict(read(found.file.encode(), PUBLIC))


@pytest.fixture
def shared(peter: Plan, jonas: TeamMember) -> Plan:
    peter.share(jonas, "needs")
    return peter


def test_a_yes_has_a_receipt_that_says_all_of_it(world: World, shared: Plan, jonas: TeamMember) -> None:
    receipt = one(shared)

    said, row = receipt["said"], receipt["row"]
    assert (said["member"], said["name"], said["role"], said["verb"], said["purpose"]) == (
        jonas.id, "Jonas", "job_centre", "see", "support"
    )  # fmt: skip
    assert (row["kind"], row["who"], row["scope"], row["seq"]) == ("given", "citizen", "needs", 1)
    assert (receipt["issuer"], receipt["keyId"], said["lang"]) == ("https://stafet.test", KEYS.receipt.id, "da")
    assert said["from"] < said["until"]


def test_c20_the_words_that_were_shown_are_those_that_are_hashed_and_those_on_the_receipt(
    world: World, peter: Plan, jonas: TeamMember
) -> None:
    for lang in ("da", "en"):
        wish = [GrantIn(scope="needs", verb="see", purpose="support", until=world.now.replace(year=2027))]
        shown = peter.act(consents.wording_for, lang=lang, name="Jonas", grants=wish)
        peter.act(
            consents.give,
            lang=lang,
            member_id=jonas.id,
            grants=wish,
            sha256=shown.sha256,
            proved_at=world.now,
            now=world.now,
        )

        said = one(peter, of(peter)[-1].seq)["said"]
        peter.phone.sync()
        assert (said["words"], said["wordsSha256"], said["textId"]) == (shown.words, shown.sha256, shown.text_id)
        assert hashlib.sha256(f"{said['textId']}\n{said['words']}".encode()).hexdigest() == said["wordsSha256"]
        assert shown.words in [grant["words"] for grant in peter.phone.bodies("consents")]


def test_the_text_on_a_receipt_is_the_one_that_is_kept(world: World, shared: Plan) -> None:
    with world.tx() as tx:
        kept = dict(tx.exec_driver_sql("SELECT id, sha256 FROM consent_text").all())

    said = one(shared)["said"]
    assert kept[said["textId"]] == said["textSha256"]


def test_a_change_has_a_receipt_for_what_ended_and_one_for_what_began(shared: Plan, jonas: TeamMember) -> None:
    shared.share(jonas, "needs", verb="respond")

    assert [(found.kind, found.seq) for found in of(shared)] == [("given", 1), ("superseded", 2), ("given", 3)]
    assert one(shared, 2)["said"]["ends"] == 1


def test_a_stop_made_offline_has_its_receipt_after_the_sync(world: World, shared: Plan, jonas: TeamMember) -> None:
    made_at = world.now
    shared.phone.write("withdraw", member=jonas.id, scope="needs")
    world.later(hours=5)
    assert len(of(shared)) == 1

    shared.phone.sync()

    receipt = one(shared, 2)
    assert (receipt["row"]["kind"], receipt["said"]["ends"]) == ("withdrawn", 1)
    assert receipt["said"]["madeAt"][:19] == made_at.isoformat()[:19]
    assert receipt["row"]["at"][:19] == world.now.isoformat()[:19]
    assert receipt["said"]["words"] == one(shared, 1)["said"]["words"]


def test_who_leaves_by_themself_is_named_as_the_one_who_stopped(shared: Plan, jonas: TeamMember) -> None:
    jonas.phone.sync()
    jonas.phone.write("leave")
    jonas.phone.sync()

    (stopped,) = [found for found in of(shared) if found.kind == "withdrawn"]
    assert one(shared, stopped.seq)["row"]["who"] == jonas.id


def test_the_list_goes_on_after_a_number(shared: Plan, jonas: TeamMember) -> None:
    shared.share(jonas, "safety")

    page = shared.act(receipts.receipts_of, after=0, issuer=ISSUER, now=shared.world.now, page=1)

    assert ([found.seq for found in page.receipts], page.more) == ([1], True)
    assert [found.seq for found in of(shared, after=1)] == [2]


def test_a_look_has_no_receipt(shared: Plan, jonas: TeamMember) -> None:
    shared.write(Need(text="Ro"), "needs")
    jonas.phone.sync()
    shared.phone.sync()
    looked = shared.act(log.log_of, after=1)

    assert [row.kind for row in looked.rows] == ["look"]
    for seq in (2, 99):
        with pytest.raises(NotFound):
            one(shared, seq)


def test_only_the_citizen_has_receipts(world: World, shared: Plan, jonas: TeamMember) -> None:
    for person in (jonas.person, world.person("Ida")):
        with pytest.raises(NotFound):
            one(shared, by=person.id)
        with pytest.raises(NotFound):
            shared.act(receipts.receipts_of, by=person.id, after=0, issuer=ISSUER, now=world.now)


def test_c24_an_erased_row_has_no_receipt_any_more(world: World, shared: Plan) -> None:
    with world.tx() as tx:
        empty(tx, shared.id)

    assert of(shared) == []
    with pytest.raises(NotFound):
        one(shared)


def test_a_receipt_names_no_plan_and_no_person_but_who_it_is_about(shared: Plan) -> None:
    text = of(shared)[0].file

    assert [word for word in (shared.id, shared.owner.id, shared.owner.name) if word in text] == []


# Checking one.


def a_file() -> bytes:
    said = {"name": "Karen Møller", "verb": "see", "purpose": "support", "from": "2026", "until": "2027",
            "words": "Ja æøå 🌿", "textId": "share-da-1", "wordsSha256": "00"}  # fmt: skip
    row = {"seq": 1, "kind": "given", "at": "2026-11-26T07:00:00.000000Z", "who": "citizen", "scope": "safety",
           "grant": "G" * 22, "salt": "00" * 16, "before": "11" * 32}  # fmt: skip
    content = {"issuer": "https://stafet.test", "issuedAt": "2026", "said": said, "row": row}
    return KEYS.receipt.sign(content | {"row": row | {"hash": hash_of(content)}})


FILE = a_file()


def test_a_receipt_as_it_was_given_is_genuine() -> None:
    assert read(FILE, PUBLIC)["said"]["name"] == "Karen Møller"


def test_every_flipped_bit_of_every_byte_is_rejected() -> None:
    survived = []
    for at in range(len(FILE)):
        for bit in range(8):
            changed = bytearray(FILE)
            changed[at] ^= 1 << bit
            try:
                read(bytes(changed), PUBLIC)
            except NotGenuine:
                continue
            survived.append((at, bit))

    assert survived == []


@given(st.data())
def test_whatever_else_is_done_to_the_bytes_is_rejected(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(FILE)))
    until = data.draw(st.integers(at, len(FILE)))
    put_in = data.draw(st.binary(max_size=40) | st.sampled_from([b" ", b"\n", b"\\u00e6", b'"a":1,', b"0", b"null"]))
    changed = FILE[:at] + put_in + FILE[until:]
    if changed == FILE:
        return

    with pytest.raises(NotGenuine):
        read(changed, PUBLIC)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: json.dumps({"said": text}).encode()))
def test_what_was_never_a_receipt_is_none(data: bytes) -> None:
    with pytest.raises(NotGenuine):
        read(data, PUBLIC)


def test_deeply_nested_bytes_are_no_receipt() -> None:
    with pytest.raises(NotGenuine):
        read(b"[" * 100_000, PUBLIC)


def test_a_receipt_of_somebody_elses_key_is_rejected() -> None:
    with pytest.raises(NotGenuine, match="another key"):
        read(FILE, ReceiptKey(make_receipt_key()).public)


def test_a_receipt_that_is_signed_but_is_not_what_the_log_says_is_rejected() -> None:
    """Whoever has the key and not the log's words cannot make up an act at a place that is taken."""
    receipt = dict(read(FILE, PUBLIC))
    receipt["said"] = receipt["said"] | {"name": "Jonas"}

    with pytest.raises(NotGenuine, match="stands in the log"):
        read(KEYS.receipt.sign(receipt), PUBLIC)


def test_a_receipt_says_in_words_what_it_says() -> None:
    words = in_words(read(FILE, PUBLIC))

    for part in (
        "Karen Møller was given a consent",
        "safety",
        "Ja æøå 🌿",
        "until 2027",
        "row 1",
        "https://stafet.test",
    ):
        assert part in words


SAID = st.builds(
    ConsentAct,
    member=st.text(max_size=30), name=st.text(max_size=60), verb=st.just("see"), purpose=st.just("support"),
    from_=st.text(max_size=5), until=st.just("u"), words=st.text(max_size=200), words_sha256=st.just("0"),
    text_id=st.just("t"), ends=st.none() | st.integers(0, 2**53),
)  # fmt: skip


@given(SAID)
def test_the_log_and_a_receipt_write_the_same_words_in_the_same_bytes(said: ConsentAct) -> None:
    kept = encoded(said)

    assert canonical(msgspec.json.decode(kept)) == kept


# The script of docs/receipts.md.


def test_c22_a_receipt_is_checked_against_the_head_of_the_log_by_the_script_on_the_page(
    world: World, shared: Plan, jonas: TeamMember, tmp_path: Path
) -> None:
    shared.write(Need(text="Ro"), "needs")
    jonas.phone.sync()
    shared.share(jonas, "safety")
    (page,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/receipts.md").read_text(encoding="utf-8"), re.DOTALL)
    later = shared.act(log.log_of, after=1)
    (tmp_path / "check.py").write_text(page, encoding="utf-8")
    (tmp_path / "receipt.json").write_bytes(of(shared)[0].file.encode())
    (tmp_path / "log.json").write_bytes(msgspec.json.encode(later))

    def run() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "check.py", "receipt.json", PUBLIC.hex(), "log.json"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    good = run()
    (tmp_path / "log.json").write_bytes(msgspec.json.encode(later).replace(b'"kind":"look"', b'"kind":"lock"'))
    bad_log = run()
    (tmp_path / "log.json").write_bytes(msgspec.json.encode(later))
    (tmp_path / "receipt.json").write_bytes(of(shared)[0].file.replace("Jonas", "Jonis").encode())
    bad_receipt = run()

    assert (good.returncode, good.stdout) == (0, f"Genuine, and in the log: row 1 of {later.head.seq}\n"), good.stderr
    assert (bad_log.returncode, bad_receipt.returncode) == (1, 1)
    assert len(page.splitlines()) <= 34
