"""The citizen's whole log, and the head their phone is told: what makes every touch visible (C9, C12, T25)."""

from typing import Any

import msgspec
import pytest

from stafet.domain.checking import check
from stafet.domain.items import Need
from stafet.use_cases import log
from stafet.use_cases.answers import SyncRequest
from stafet.use_cases.errors import NotFound
from stafet.use_cases.log import LogOut
from stafet.use_cases.plans import preview
from stafet.use_cases.sync import sync
from tests.domain.test_golden_log import heads, row
from tests.phones import Answer
from tests.world import Plan, TeamMember, World

Json = dict[str, Any]


def read(peter: Plan, after: int = 0, **page: int) -> LogOut:
    found: LogOut = peter.act(log.log_of, after=after, **page)
    return found


def sent(peter: Plan, after: int = 0) -> list[Json]:
    """The rows as JSON, as a phone has them."""
    rows: list[Json] = msgspec.json.decode(msgspec.json.encode(read(peter, after).rows))
    return rows


def asking(peter: Plan, known: str | None, edits: list[Json] | None = None, person: Any = None) -> Answer:
    """One request of a phone that says which head it knows."""
    who = person or peter.owner
    plan: Json = peter.phone.cursors.get(peter.id, {}) if who is peter.owner else {}
    plan = plan | ({"log": known} if known is not None else {})
    raw = msgspec.json.encode({"device": "d" * 22, "plans": {peter.id: plan}, "edits": edits or []})
    request = msgspec.json.decode(raw, type=SyncRequest)
    return Answer(msgspec.json.encode(sync(peter.world.db, person=who.id, request=request, clock=peter.world.clock)))


@pytest.fixture
def shared(peter: Plan, jonas: TeamMember) -> Plan:
    """Jonas may see two needs, and has seen them."""
    peter.write(Need(text="Ro"), "needs")
    peter.write(Need(text="Luft"), "needs")
    peter.share(jonas, "needs")
    jonas.phone.sync()
    peter.phone.sync()
    return peter


def test_the_log_tells_what_was_given_and_who_looked(shared: Plan, jonas: TeamMember) -> None:
    rows = sent(shared)

    given, looked = ({**one, "payload": msgspec.json.decode(one["payload"])} for one in rows)
    assert (given["kind"], given["who"], given["scope"], given["payload"]["name"]) == (
        "given",
        "citizen",
        "needs",
        "Jonas",
    )
    assert (looked["kind"], looked["who"], looked["scope"], looked["payload"]) == (
        "look", jonas.id, "needs", {"name": "Jonas", "items": 2}
    )  # fmt: skip


def test_c9_what_a_phone_is_sent_is_enough_to_make_every_hash_again(shared: Plan) -> None:
    found = read(shared)

    assert found.head is not None
    head = {"seq": found.head.seq, "hash": found.head.hash}
    assert check(shared.id, map(row, sent(shared)), heads=heads([head])) is None


def test_the_rows_after_a_number_go_on_where_it_ends(shared: Plan) -> None:
    assert [one["seq"] for one in sent(shared, after=1)] == [2]
    assert sent(shared, after=2) == []


def test_a_long_log_comes_in_pages_and_the_last_says_so(shared: Plan) -> None:
    first, second = read(shared, page=1), read(shared, after=1, page=1)

    assert ([one.seq for one in first.rows], first.more) == ([1], True)
    assert ([one.seq for one in second.rows], second.more) == ([2], False)
    assert first.head == second.head


def test_an_empty_log_has_no_head(peter: Plan) -> None:
    assert read(peter) == LogOut(rows=[])


def test_c15_only_the_citizen_reads_the_whole_log(world: World, shared: Plan, jonas: TeamMember) -> None:
    for person in (jonas.person, world.person("Ida")):
        with pytest.raises(NotFound):
            shared.act(log.log_of, by=person.id, after=0)


def test_reading_the_log_writes_nothing_in_it(shared: Plan) -> None:
    read(shared)

    assert len(sent(shared)) == 2


# The head in the sync.


def test_a_phone_that_has_heard_of_no_head_is_told_it(shared: Plan) -> None:
    newest = sent(shared)[-1]

    assert asking(shared, "").plan["log"] == {"seq": newest["seq"], "hash": newest["hash"]}


def test_a_phone_that_knows_the_head_is_not_told_it_again(shared: Plan) -> None:
    assert "log" not in asking(shared, sent(shared)[-1]["hash"]).plan


def test_a_phone_that_knows_the_head_gets_a_small_answer(shared: Plan) -> None:
    assert len(asking(shared, sent(shared)[-1]["hash"]).raw) <= 300


def test_an_old_phone_that_does_not_ask_is_not_told(shared: Plan) -> None:
    assert "log" not in asking(shared, None).plan


def test_a_look_moves_the_head(shared: Plan, jonas: TeamMember) -> None:
    known = sent(shared)[-1]["hash"]
    shared.phone_of(jonas.person).sync()

    assert asking(shared, known).plan["log"]["seq"] == 3


def test_the_answer_to_a_stop_carries_the_head_that_has_it(shared: Plan, jonas: TeamMember) -> None:
    known = sent(shared)[-1]["hash"]
    shared.phone.write("withdraw", member=jonas.id, scope="needs")

    answer = asking(shared, known, edits=shared.phone.outbox)

    assert answer.plan["log"] == {"seq": 3, "hash": sent(shared)[-1]["hash"]}


def test_c15_nobody_but_the_citizen_is_told_the_head(shared: Plan, jonas: TeamMember) -> None:
    assert "log" not in asking(shared, "", person=jonas.person).plan


def test_c15_a_preview_carries_no_head(shared: Plan, jonas: TeamMember) -> None:
    shown = shared.act(preview, member_id=jonas.id, by=shared.owner, now=shared.world.now)

    assert shown.log is None
