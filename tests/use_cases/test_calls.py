"""Leave to call: asked for by people of an office, given by the citizen, told to those it names, and to nobody else."""

from datetime import timedelta
from typing import Any

import pytest

from stafet.domain.ids import random_id
from stafet.domain.receipts import NotGenuine, in_words, read
from stafet.domain.scopes import call_scope
from stafet.use_cases import baton, calls, consents, receipts, suspension, team
from stafet.use_cases.calls import CallAnswerIn, CallIn, CallOut
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.errors import Conflict, Invalid, NotAllowed, NotFound
from stafet.use_cases.receipts import Issuer
from stafet.use_cases.team import MemberIn
from tests.support.log_rules import KEYS
from tests.world import Plan, TeamMember, TeamUnit

Json = dict[str, Any]
ISSUER = Issuer(KEYS.receipt, "https://stafet.test")
ABOUT = "Besøg, når Peter er hjemme"


@pytest.fixture
def sanne(peter: Plan) -> TeamMember:
    """Sanne of the municipality."""
    return peter.member("Sanne", "municipality")


def ask(peter: Plan, by: TeamMember | None, **said: Any) -> str:
    """May we call Randers Kommune? Without a member: the citizen's own card."""
    asked = CallIn(**({"whom": "Randers Kommune", "about": ABOUT} | said))
    who = {"by": by.person.id} if by is not None else {}
    found: str = peter.act(calls.ask, asked=asked, now=peter.world.now, **who)
    return found


def yes(peter: Plan, call: str, *, days: float = 90, proved: bool = True, lang: str = "da") -> None:
    until = peter.world.now + timedelta(days=days)
    shown = peter.act(calls.wording_for, call_id=call, lang=lang, until=until)
    say(peter, call, CallAnswerIn(yes=True, until=until, sha256=shown.sha256), proved=proved, lang=lang)


def say(peter: Plan, call: str, said: CallAnswerIn, *, proved: bool = True, lang: str = "da") -> None:
    now = peter.world.now
    peter.act(calls.answer, call_id=call, lang=lang, said=said, proved_at=now if proved else None, now=now)


def seen(peter: Plan, by: TeamMember) -> list[CallOut]:
    found: list[CallOut] = peter.act(calls.calls_of, by=by.person.id, now=peter.world.now).calls
    return found


def states(peter: Plan, by: TeamMember) -> list[str]:
    return [one.state for one in seen(peter, by)]


def stop(peter: Plan, caller: TeamMember | TeamUnit, call: str) -> None:
    peter.phone.write("withdraw", member=caller.id, scope=call_scope(call))
    assert peter.phone.sync().outcomes == ["applied"]


# Who may ask


def test_somebody_of_an_office_asks_and_the_citizen_has_it_on_their_phone(peter: Plan, mads: TeamMember) -> None:
    call = ask(peter, mads, why="Så er alt klar", visit=True, until="2026-12-24")

    peter.phone.sync()
    (card,) = peter.phone.bodies("consents", "call")
    assert {name: card[name] for name in ("caller", "askedBy", "whom", "about", "why", "visit", "untilAsked")} == {
        "caller": mads.id, "askedBy": mads.id, "whom": "Randers Kommune", "about": ABOUT, "why": "Så er alt klar",
        "visit": True, "untilAsked": "2026-12-24",
    }  # fmt: skip
    assert (card["state"], states(peter, mads), seen(peter, mads)[0].id) == ("asked", ["waits"], call)


def test_a_relative_a_stranger_and_somebody_on_pause_ask_nothing(
    peter: Plan, mads: TeamMember, karen: TeamMember
) -> None:
    peter.act(team.change, member_id=mads.id, facts=MemberIn(status="paused"), now=peter.world.now)
    stranger = peter.world.person("Lars", "professional")

    for nobody in (karen.person, mads.person, stranger):
        with pytest.raises(NotFound):
            peter.act(calls.ask, asked=CallIn(whom="X", about="Y"), by=nobody.id, now=peter.world.now)


def test_nobody_asks_in_somebody_elses_name(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    with pytest.raises(NotFound):
        ask(peter, mads, caller=sanne.id)


def test_who_may_not_see_the_team_names_nobody_of_it(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    with pytest.raises(NotFound):
        ask(peter, mads, whom="", member=sanne.id)

    peter.share(mads, "team")
    ask(peter, mads, whom="", member=sanne.id)
    assert seen(peter, mads)[0].whom == "Sanne"


def test_the_same_people_have_one_question_at_a_time_and_a_no_is_left_alone_for_a_week(
    peter: Plan, mads: TeamMember
) -> None:
    call = ask(peter, mads)
    with pytest.raises(Conflict, match="asked_already"):
        ask(peter, mads)
    say(peter, call, CallAnswerIn(yes=False, word="Ikke nu"))
    with pytest.raises(Conflict, match="asked_lately"):
        ask(peter, mads)
    assert [(one.state, one.word, one.about) for one in seen(peter, mads)] == [("no", "Ikke nu", "")]

    peter.world.later(days=7)
    ask(peter, mads)


def test_who_asked_may_take_it_back_while_it_waits_and_nobody_else(
    peter: Plan, mads: TeamMember, sanne: TeamMember
) -> None:
    call = ask(peter, mads)

    with pytest.raises(NotFound):
        peter.act(calls.take_back, call_id=call, by=sanne.person.id, now=peter.world.now)
    peter.act(calls.take_back, call_id=call, by=mads.person.id, now=peter.world.now)

    assert states(peter, mads) == ["gone"]
    with pytest.raises(Conflict, match="answered_already"):
        yes(peter, call)


def test_a_day_far_away_or_gone_by_and_words_that_say_nothing_are_refused(peter: Plan, mads: TeamMember) -> None:
    for wrong in ({"until": "2020-01-01"}, {"until": "2029-01-01"}, {"about": " "}, {"whom": ""}):
        with pytest.raises(Invalid, match="invalid_field"):
            ask(peter, mads, **wrong)


# The yes


def test_a_yes_opens_nothing_of_the_plan(peter: Plan, mads: TeamMember) -> None:
    before = mads.phone.sync().plan["scopes"]
    yes(peter, ask(peter, mads))

    plan = mads.phone.sync().plan
    assert (states(peter, mads), plan.get("scopes", before)) == (["open"], before)


def test_a_yes_has_a_receipt_that_a_changed_byte_does_not_survive(peter: Plan, mads: TeamMember) -> None:
    yes(peter, ask(peter, mads, visit=True))

    (made,) = peter.act(receipts.receipts_of, after=0, issuer=ISSUER, now=peter.world.now).receipts
    data = made.file.encode()
    receipt = read(data, KEYS.receipt.public)
    assert (receipt["said"]["verb"], receipt["said"]["textId"]) == ("call", "call-da-1")
    assert "De må også aftale et besøg hos mig." in receipt["said"]["words"]
    assert "What:     May call, and reads nothing by it" in in_words(receipt)
    for place in (data.index(b"Randers"), data.index(b'"verb":"call"') + 8, len(data) // 2):
        with pytest.raises(NotGenuine):
            read(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :], KEYS.receipt.public)


def test_the_words_that_were_shown_are_those_that_are_kept(peter: Plan, mads: TeamMember) -> None:
    call = ask(peter, mads)
    until = peter.world.now + timedelta(days=30)
    with pytest.raises(Conflict, match="wording_changed"):
        say(peter, call, CallAnswerIn(yes=True, until=until, sha256="0" * 64))

    shown = peter.act(calls.wording_for, call_id=call, lang="en", until=until)
    say(peter, call, CallAnswerIn(yes=True, until=until, sha256=shown.sha256), lang="en")
    peter.phone.sync()
    (grant,) = peter.phone.bodies("consents", "grant")
    assert (grant["words"], grant["scope"], grant["textId"]) == (shown.words, call_scope(call), "call-en-1")


def test_it_always_ends_within_a_year(peter: Plan, mads: TeamMember) -> None:
    call = ask(peter, mads)

    for days, code in ((366, "period_too_long"), (-1, "period_over")):
        with pytest.raises(Invalid, match=code):
            yes(peter, call, days=days)
    with pytest.raises(Invalid, match="period_over"):
        say(peter, call, CallAnswerIn(yes=True))


def test_it_ends_by_itself_at_the_second_its_time_is_over(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    yes(peter, ask(peter, None, whom="", member=sanne.id, caller=mads.id), days=2)

    peter.world.later(days=2, milliseconds=-1)
    assert (states(peter, mads), states(peter, sanne)) == (["open"], ["open"])
    peter.world.later(milliseconds=1)
    assert (states(peter, mads), states(peter, sanne)) == (["over"], [])


def test_a_first_yes_to_somebody_asks_for_a_new_sign_in_also_when_they_may_call_already(
    peter: Plan, mads: TeamMember
) -> None:
    with pytest.raises(NotAllowed, match="step_up_needed"):
        yes(peter, ask(peter, None, caller=mads.id), proved=False)
    yes(peter, ask(peter, None, caller=mads.id))

    wish = [GrantIn(scope="needs", verb="see", purpose="support", until=peter.world.now + timedelta(days=9))]
    shown = peter.act(consents.wording_for, lang="da", name="Mads", grants=wish)
    asked = {"member_id": mads.id, "grants": wish, "sha256": shown.sha256, "lang": "da", "now": peter.world.now}
    with pytest.raises(NotAllowed, match="step_up_needed"):
        peter.act(consents.give, proved_at=None, **asked)


# Who sees it


def test_who_may_be_called_sees_it_while_it_holds_and_nobody_else_on_the_team_does(
    peter: Plan, mads: TeamMember, sanne: TeamMember, jonas: TeamMember
) -> None:
    peter.share(jonas, "team")
    call = ask(peter, None, whom="", member=sanne.id, caller=mads.id)
    before = seen(peter, sanne)
    yes(peter, call)

    (hers,) = seen(peter, sanne)
    assert (before, hers.caller, hers.about, hers.is_mine) == ([], "Mads", ABOUT, False)
    assert seen(peter, jonas) == []
    stop(peter, mads, call)
    assert seen(peter, sanne) == []


def test_a_wards_question_is_the_wards_and_each_of_its_people_sees_the_answer(
    peter: Plan, ward: TeamUnit, mads: TeamMember, ida: TeamMember
) -> None:
    eva = ward.welcome(mads.person, "Eva")
    yes(peter, ask(peter, ida))

    assert [(one.caller, one.is_mine) for one in seen(peter, eva)] == [("Afsnit 4", True)]
    assert seen(peter, mads) == []
    peter.act(team.change, member_id=ward.id, facts=MemberIn(status="paused"), now=peter.world.now)
    assert seen(peter, eva) == []


def test_a_leave_that_was_stopped_leaves_that_it_was_and_not_what_it_was_about(peter: Plan, mads: TeamMember) -> None:
    call = ask(peter, None, caller=mads.id, why="Fordi")
    yes(peter, call)
    stop(peter, mads, call)

    assert [(one.state, one.whom, one.about, one.why) for one in seen(peter, mads)] == [
        ("stopped", "Randers Kommune", "", "")
    ]


def test_the_two_say_which_day_they_talked_and_the_citizen_hears_it(
    peter: Plan, mads: TeamMember, jonas: TeamMember
) -> None:
    call = ask(peter, mads)
    today = {"call_id": call, "on": peter.world.now.date().isoformat(), "now": peter.world.now}
    with pytest.raises(Conflict, match="call_is_over"):
        peter.act(calls.talked, by=mads.person.id, **today)
    yes(peter, call)
    with pytest.raises(NotFound):
        peter.act(calls.talked, by=jonas.person.id, **today)
    with pytest.raises(Invalid, match="invalid_field"):
        peter.act(calls.talked, by=mads.person.id, **today | {"on": "2026-11-01"})

    peter.act(calls.talked, by=mads.person.id, **today)
    peter.phone.sync()
    (card,) = peter.phone.bodies("consents", "call")
    assert (card["talkedOn"], card["talkedBy"]) == (today["on"], mads.id)


# Stopping


def test_stopping_everything_of_somebody_stops_their_calls(peter: Plan, mads: TeamMember) -> None:
    yes(peter, ask(peter, mads))
    peter.phone.write("withdraw", member=mads.id)
    peter.phone.sync()

    assert states(peter, mads) == ["stopped"]


def test_off_the_team_and_leaving_end_it_on_both_sides(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    first = ask(peter, None, whom="", member=sanne.id, caller=mads.id)
    yes(peter, first)
    second = ask(peter, sanne)
    sanne.phone.write("leave")
    sanne.phone.sync()
    peter.phone.sync()

    cards = {item["id"]: item["body"] for item in peter.phone.held[peter.id]["consents"].values()}
    ended = [body.get("endedAt") for body in cards.values() if body["kind"] == "grant"]
    assert (states(peter, mads), cards[second]["state"], None in ended) == (["stopped"], "gone", False)

    third = ask(peter, mads)
    yes(peter, third)
    peter.act(team.remove, member_id=mads.id, now=peter.world.now)
    peter.phone.sync()
    grants = peter.phone.bodies("consents", "grant")
    assert len(grants) == 2
    assert all(body.get("endedAt") for body in grants)


def test_a_closed_plan_tells_nobody_and_takes_no_yes(peter: Plan, mads: TeamMember) -> None:
    call = ask(peter, mads)
    with peter.world.tx() as tx:
        suspension.suspend(tx, plan_id=peter.id, operators=["Bent", "Gerda"], now=peter.world.now)

    with pytest.raises(NotFound):
        seen(peter, mads)
    with pytest.raises(Conflict, match="plan_suspended"):
        yes(peter, call)


def test_a_card_that_is_not_there_and_one_of_another_plan_look_alike(peter: Plan, mads: TeamMember) -> None:
    other = peter.world.plan(peter.world.person("Lars"))
    theirs = ask(other, None, caller=other.member("Rikke", "municipality").id)

    for call in (theirs, random_id()):
        with pytest.raises(NotFound):
            say(peter, call, CallAnswerIn(yes=False))


def test_the_baton_gives_no_leave_to_call(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    yes(peter, ask(peter, mads))
    peter.act(baton.pass_on, member_id=sanne.id, now=peter.world.now)
    peter.act(baton.answer, yes=True, by=sanne.person.id, now=peter.world.now)

    assert seen(peter, sanne) == []
