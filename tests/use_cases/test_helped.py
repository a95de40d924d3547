"""Somebody sits beside Peter at his own phone: what he does meanwhile stands in his log with their name (J8, F8)."""

from datetime import timedelta
from typing import Any

import msgspec

from stafet.domain.checking import check
from stafet.domain.items import Dream, Need, PrivateNote
from stafet.store import log as chained
from stafet.use_cases import consents, log, team, units
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.team import MemberIn
from stafet.use_cases.units import ColleagueIn, UnitIn
from tests.domain.test_golden_log import row
from tests.world import Plan, TeamMember

Json = dict[str, Any]


def lines(peter: Plan) -> list[tuple[str, str, str, int]]:
    """Act, helper, scope and count of what was done with help."""
    rows = [one for one in peter.act(log.log_of, after=0).rows if one.kind == "helped"]
    assert {one.who for one in rows} <= {"citizen"}
    said = [(msgspec.json.decode(one.payload or "{}"), one.scope) for one in rows]
    return [(one["act"], one["name"], scope, one.get("count", 1)) for one, scope in said]


def let_in(peter: Plan) -> list[tuple[str, str, str]]:
    """Act, helper and who was let in."""
    rows = [one for one in peter.act(log.log_of, after=0).rows if one.kind == "helped"]
    said = [msgspec.json.decode(one.payload or "{}") for one in rows]
    return [(one["act"], one["name"], one["whom"]) for one in said]


def test_what_was_written_with_help_stands_in_the_log_once_for_each_part(peter: Plan) -> None:
    dream = peter.phone.create(Dream(text="Noget at stå op til"), helper="Tove")
    peter.phone.create(Need(text="Ro"), "needs", helper="Tove")
    peter.phone.create(Need(text="Luft"), "needs", helper="Tove")
    peter.phone.sync()

    assert lines(peter) == [("wrote", "Tove", f"dream:{dream}", 1), ("wrote", "Tove", "needs", 2)]


def test_what_was_written_alone_does_not(peter: Plan) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.write(Need(text="Luft"), "needs", helper=" \u202e")

    assert lines(peter) == []


def test_that_somebody_sat_there_is_told_also_when_nothing_was_written(peter: Plan) -> None:
    peter.phone.write("show", helper="Tove")

    assert peter.phone.sync().outcomes == ["applied"]
    assert lines(peter) == [("showed", "Tove", "", 1)]


def test_who_helps_has_a_name(peter: Plan) -> None:
    peter.phone.write("show")

    assert peter.phone.sync().outcomes == ["refused: not_allowed"]


def test_the_same_edit_sent_twice_is_told_once(peter: Plan) -> None:
    peter.phone.create(Need(text="Ro"), "needs", helper="Tove")
    edits = list(peter.phone.outbox)
    peter.phone.sync()
    peter.phone.post(edits)

    assert lines(peter) == [("wrote", "Tove", "needs", 1)]


def test_words_that_were_refused_were_not_written(peter: Plan) -> None:
    peter.phone.create(Need(text="Ro"), "strengths", helper="Tove")

    assert peter.phone.sync().outcomes == ["refused: wrong_scope"]
    assert lines(peter) == []


def test_a_stop_needs_nothing_more_with_help_and_says_who_sat_there(peter: Plan, karen: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(karen, "needs")
    peter.phone.write("withdraw", member=karen.id, scope="needs", helper="Tove")

    assert peter.phone.sync().outcomes == ["applied"]
    karen.phone.sync()
    assert "needs" not in karen.phone.scopes
    assert lines(peter) == [("stopped", "Tove", "needs", 1)]


def test_a_yes_says_who_sat_there(peter: Plan, karen: TeamMember) -> None:
    until = peter.world.now + timedelta(days=30)
    grants = [GrantIn(scope=scope, verb="see", purpose="support", until=until) for scope in ("needs", "safety")]
    shown = peter.act(consents.wording_for, lang="da", name="Karen", grants=grants)
    now = peter.world.now
    peter.act(
        consents.give, lang="da", member_id=karen.id, grants=grants, sha256=shown.sha256,
        proved_at=now, now=now, helper="Tove",
    )  # fmt: skip

    assert lines(peter) == [("gave", "Tove", "needs", 1), ("gave", "Tove", "safety", 1)]


def test_a_yes_to_a_name_says_who_sat_there(peter: Plan) -> None:
    karen = peter.invite("Karen Møller", "relative")
    peter.accept(karen, peter.world.person("Karen Møller", "citizen"))
    peter.act(team.say_yes, member_id=karen.member, now=peter.world.now, helper="Tove")
    peter.act(team.say_yes, member_id=karen.member, now=peter.world.now, helper="Tove")

    assert let_in(peter) == [("said_yes", "Tove", "Karen Møller")]


def test_what_opens_a_unit_to_somebody_says_who_sat_there(peter: Plan) -> None:
    mads, bo = peter.member("Mads", "psychiatry"), ColleagueIn(name="Bo Friis", helper="Tove")
    ward, now = peter.unit("Afsnit 4"), peter.world.now
    peter.act(units.set_doorkeeper, unit_id=ward.id, member_id=mads.id, now=now, helper="Tove")
    peter.act(units.invite_colleague, unit_id=ward.id, colleague=bo, proved_at=now, now=now)
    peter.act(team.change, member_id=mads.id, facts=MemberIn(status="paused", helper="Tove"), now=now)
    peter.act(team.change, member_id=mads.id, facts=MemberIn(status="active", helper="Tove"), now=now)
    other = UnitIn(role="psychiatry", name="Afsnit 5", helper="Tove", doorkeeper=peter.member("Ida", "psychiatry").id)
    peter.act(units.make_unit, lang="da", unit=other, proved_at=now, now=now)

    assert let_in(peter) == [
        ("trusted", "Tove", "Mads"), ("invited", "Tove", "Bo Friis"), ("resumed", "Tove", "Mads"),
        ("trusted", "Tove", "Ida"),
    ]  # fmt: skip


def test_what_was_opened_alone_names_nobody(peter: Plan) -> None:
    mads = peter.member("Mads", "psychiatry")
    ward = peter.unit("Afsnit 4", doorkeeper=mads)
    ward.welcome(peter.owner, "Bo Friis")

    assert let_in(peter) == []


def test_a_doorkeeper_writes_no_line_in_the_citizens_name(peter: Plan) -> None:
    mads, bo = peter.member("Mads", "psychiatry"), ColleagueIn(name="Bo Friis", helper="Tove")
    ward, now = peter.unit("Afsnit 4", doorkeeper=mads), peter.world.now
    peter.act(units.invite_colleague, unit_id=ward.id, by=mads.person.id, colleague=bo, proved_at=now, now=now)

    assert let_in(peter) == []


def test_nobody_else_writes_a_line_in_the_citizens_name(peter: Plan, karen: TeamMember) -> None:
    peter.share(karen, "needs", verb="edit")
    karen.phone.create(Need(text="Ro"), "needs", helper="Tove")
    karen.phone.write("show", helper="Tove")

    assert karen.phone.sync().outcomes == ["applied", "refused: not_allowed"]
    assert lines(peter) == []


def test_help_opens_nothing_to_a_member_who_has_the_helpers_name(peter: Plan) -> None:
    tove = peter.member("Tove", "peer")
    peter.phone.write("show", helper="Tove")
    peter.phone.create(PrivateNote(text="Min egen note"), "private", helper="Tove")
    peter.phone.create(Need(text="Ro"), "needs", helper="Tove")
    peter.phone.sync()

    tove.phone.sync()

    assert tove.phone.scopes & {"private", "needs"} == set()


def test_c9_the_chain_holds_over_what_was_done_with_help_and_its_words_are_sealed(peter: Plan) -> None:
    peter.phone.create(Need(text="Ro"), "needs", helper="Tove Toft")
    peter.phone.sync()

    rows: list[Json] = msgspec.json.decode(msgspec.json.encode(peter.act(log.log_of, after=0).rows))
    with peter.world.tx() as tx:
        lies = tx.execute(chained.log.select()).all()
    assert check(peter.id, map(row, rows)) is None
    assert not any(b"Tove" in bytes(one.payload) for one in lies)
