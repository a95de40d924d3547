"""An agreement says who does what, by when. The one who holds it may say how it went, whoever made it."""

from typing import Any

import pytest

from stafet.domain.items import Agreement, Answer
from tests.factories import a_meeting, a_point, an_agreement
from tests.world import Plan, TeamMember


@pytest.fixture
def held(peter: Plan, jonas: TeamMember) -> str:
    """Jonas holds it, Peter made it, and nothing is shared with Jonas."""
    item = peter.write(an_agreement(responsible=jonas.id, state="agreed", by_on="2026-12-01"), "agreements")
    jonas.phone.sync()
    return item


def said(peter: Plan, item: str) -> dict[str, Any]:
    peter.phone.sync()
    (body,) = [one["body"] for one in peter.phone.items("agreements") if one["id"] == item]
    return body


# The word of the one who holds it


@pytest.mark.parametrize(
    "fields",
    [{"state": "done"}, {"state": "dropped", "why": "Stedet er lukket"}, {"byOn": "2026-12-08", "why": "Ferie"},
     {"whose": "municipality"}, {"whose": ""}],
)  # fmt: skip
def test_who_holds_an_agreement_says_that_it_is_done_dropped_or_moved_or_whose_it_is(
    peter: Plan, jonas: TeamMember, held: str, fields: dict[str, str]
) -> None:
    jonas.phone.change(held, **fields)

    assert jonas.phone.sync().outcomes == ["applied"]
    assert fields.items() <= said(peter, held).items()


def test_the_word_why_is_kept_with_the_one_whose_word_it_is(peter: Plan, jonas: TeamMember, held: str) -> None:
    jonas.phone.change(held, state="dropped", why="Stedet er lukket")
    jonas.phone.sync()

    assert said(peter, held)["whyBy"] == jonas.id


def test_nobody_puts_a_word_why_in_the_mouth_of_somebody_else(peter: Plan, jonas: TeamMember, held: str) -> None:
    peter.phone.change(held, why="Ferie", whyBy=jonas.id)

    assert peter.phone.sync().outcomes == ["refused: invalid_field"]


def test_a_word_why_that_comes_with_a_new_agreement_is_its_makers(peter: Plan, jonas: TeamMember) -> None:
    item = peter.write(an_agreement(responsible=jonas.id, why="Fordi", why_by=jonas.id), "agreements")

    assert said(peter, item)["whyBy"] == "citizen"


def test_the_voice_of_an_agreement_stays_when_somebody_says_why(peter: Plan, jonas: TeamMember, held: str) -> None:
    jonas.phone.change(held, state="done", why="Det gik godt")
    jonas.phone.sync()
    peter.phone.sync()

    (item,) = peter.phone.items("agreements")
    assert item.get("voice", "") == ""


@pytest.mark.parametrize(
    "fields",
    [{"what": "Noget andet"}, {"responsible": "citizen"}, {"byOn": None}, {"state": "declined"},
     {"state": "done", "myPart": "Alt"}],
)  # fmt: skip
def test_who_holds_it_ties_the_citizen_to_nothing_else(
    peter: Plan, jonas: TeamMember, held: str, fields: dict[str, Any]
) -> None:
    before = said(peter, held)

    jonas.phone.change(held, **fields)

    assert jonas.phone.sync().outcomes == ["refused: not_found"]
    assert said(peter, held) == before


def test_what_is_done_is_not_opened_again_by_who_holds_it(jonas: TeamMember, held: str) -> None:
    jonas.phone.change(held, state="done")
    jonas.phone.sync()

    jonas.phone.change(held, state="agreed")

    assert jonas.phone.sync().outcomes == ["refused: not_found"]


def test_what_is_only_proposed_is_not_done_by_who_would_hold_it(peter: Plan, jonas: TeamMember) -> None:
    item = peter.write(an_agreement(responsible=jonas.id, state="proposed"), "agreements")
    jonas.phone.sync()

    jonas.phone.change(item, state="done")

    assert jonas.phone.sync().outcomes == ["refused: not_found"]


def test_somebody_else_on_the_team_says_nothing_about_it(
    peter: Plan, jonas: TeamMember, karen: TeamMember, held: str
) -> None:
    peter.share(karen, "agreements", verb="respond")
    karen.phone.sync()

    karen.phone.change(held, state="done")

    assert karen.phone.sync().outcomes == ["refused: not_allowed"]


def test_a_helper_who_does_not_hold_it_does_not_move_it(peter: Plan, karen: TeamMember, held: str) -> None:
    peter.share(karen, "agreements", verb="edit")
    karen.phone.sync()

    karen.phone.change(held, byOn="2026-12-24")

    assert karen.phone.sync().outcomes == ["refused: needs_the_citizens_yes"]


def test_who_has_left_says_nothing_more_about_it(peter: Plan, jonas: TeamMember, held: str) -> None:
    jonas.phone.change(held, state="done")
    stop, jonas.phone.outbox = jonas.phone.outbox, []
    jonas.phone.write("leave")
    jonas.phone.sync()
    jonas.phone.outbox = stop

    assert jonas.phone.sync().outcomes == ["refused: not_found"]


# Whose it is


def test_whose_it_is_is_kept_with_the_one_who_said_so(peter: Plan, jonas: TeamMember, held: str) -> None:
    jonas.phone.change(held, whose="municipality")
    jonas.phone.sync()
    by_jonas = said(peter, held)

    peter.phone.change(held, whose="shared")
    peter.phone.sync()
    by_peter = said(peter, held)

    assert (by_jonas["whose"], by_jonas["whoseBy"]) == ("municipality", jonas.id)
    assert (by_peter["whose"], by_peter["whoseBy"]) == ("shared", "citizen")


def test_of_two_who_say_it_differently_both_are_kept(peter: Plan, jonas: TeamMember, held: str) -> None:
    jonas.phone.change(held, whose="municipality")
    jonas.phone.sync()
    peter.phone.change(held, whose="shared")
    peter.phone.outbox[-1]["base"] = {"whose": held}

    assert peter.phone.sync().outcomes == ["conflict"]
    (other,) = [one["body"] for one in peter.phone.items("agreements") if one["body"]["kind"] == "alternative"]
    assert (said(peter, held)["whoseBy"], other["field"], other["value"]) == (jonas.id, "whose", "shared")


def test_nobody_says_whose_it_is_in_the_name_of_somebody_else(peter: Plan, jonas: TeamMember, held: str) -> None:
    peter.phone.change(held, whose="municipality", whoseBy=jonas.id)
    first = peter.phone.sync().outcomes
    item = peter.write(an_agreement(responsible=jonas.id, whose="shared", whose_by=jonas.id), "agreements")

    assert (first, said(peter, item)["whoseBy"]) == (["refused: invalid_field"], "citizen")


def test_an_agreement_is_nobodys_but_those_it_can_be(peter: Plan, held: str) -> None:
    peter.phone.change(held, whose="regionens økonomi")

    assert peter.phone.sync().outcomes == ["refused: invalid_field"]


@pytest.mark.parametrize("verb", ["respond", "edit"])
def test_who_does_not_hold_it_does_not_say_whose_it_is(peter: Plan, karen: TeamMember, held: str, verb: Any) -> None:
    peter.share(karen, "agreements", verb=verb)
    karen.phone.sync()

    karen.phone.change(held, whose="psychiatry")

    assert karen.phone.sync().outcomes[0].startswith("refused: ")
    assert said(peter, held)["whose"] == ""


@pytest.mark.parametrize(("whose", "by_its_author"), [("municipality", True), ("shared", False)])
def test_what_an_offer_says_of_it_stays_its_authors_word_when_the_citizen_takes_it_over(
    peter: Plan, jonas: TeamMember, whose: Any, by_its_author: bool
) -> None:
    meeting = peter.write(a_meeting("2026-12-04T10:00"))
    peter.invite_to(meeting, jonas)
    scope = f"meeting:{meeting}"
    point = peter.write(a_point(asked=jonas.id), scope)
    jonas.phone.sync()
    offer = Answer(answer_kind="does", does="Ringer", verb="ringer", by_on="2026-12-14", whose="municipality")
    answer = jonas.phone.create(offer, scope, from_={"scope": scope, "item": point})
    jonas.phone.sync()
    peter.phone.sync()
    deal = an_agreement(what="Ringer", verb="ringer", responsible=jonas.id, state="agreed", whose=whose)

    item = peter.write(deal, "agreements", from_={"scope": scope, "item": answer})

    assert said(peter, item)["whoseBy"] == (jonas.id if by_its_author else "citizen")


# A task for the GP


@pytest.fixture
def holm(peter: Plan) -> TeamMember:
    return peter.member("Holm", role="gp")


CONCRETE = {"what": "Tager blodprøver", "verb": "tager", "by_on": "2026-12-14"}


def a_task(holm: TeamMember, **facts: Any) -> Agreement:
    return an_agreement(responsible=holm.id, **(CONCRETE | facts))


def test_a_task_for_the_gp_has_a_verb_and_a_date(peter: Plan, holm: TeamMember) -> None:
    peter.phone.create(a_task(holm, state="agreed"), "agreements")

    assert peter.phone.sync().outcomes == ["applied"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"verb": ""}, "needs_verb"),
        ({"what": "Opfølgning hos egen læge"}, "needs_verb"),
        ({"verb": "tag"}, "needs_verb"),
        ({"by_on": None}, "needs_date"),
    ],
)
@pytest.mark.parametrize("state", ["proposed", "agreed"])
def test_a_vague_task_for_the_gp_is_not_saved(
    peter: Plan, holm: TeamMember, facts: dict[str, Any], code: str, state: Any
) -> None:
    peter.phone.create(a_task(holm, state=state, **facts), "agreements")

    assert peter.phone.sync().outcomes == [f"refused: {code}"]


def test_a_task_for_the_gp_does_not_become_vague_later(peter: Plan, holm: TeamMember) -> None:
    item = peter.write(a_task(holm, state="agreed"), "agreements")

    peter.phone.change(item, byOn=None)

    assert peter.phone.sync().outcomes == ["refused: needs_date"]


def test_somebody_elses_vague_task_is_not_handed_to_the_gp(peter: Plan, jonas: TeamMember, holm: TeamMember) -> None:
    item = peter.write(an_agreement(responsible=jonas.id, state="agreed"), "agreements")

    peter.phone.change(item, responsible=holm.id)

    assert peter.phone.sync().outcomes == ["refused: needs_verb"]


def test_with_the_others_one_may_agree_on_less(peter: Plan, jonas: TeamMember) -> None:
    peter.phone.create(an_agreement(responsible=jonas.id, state="agreed", by_on=None), "agreements")

    assert peter.phone.sync().outcomes == ["applied"]


def test_a_vague_task_from_before_can_be_done_all_the_same(peter: Plan, holm: TeamMember) -> None:
    item = peter.phone.create(an_agreement(responsible=holm.id, state="agreed", by_on=None), "agreements")
    peter.phone.outbox[-1]["v"] = 1
    first = peter.phone.sync().outcomes
    holm.phone.sync()

    holm.phone.change(item, state="done", why="Alt var fint")

    assert (first, holm.phone.sync().outcomes) == (["applied"], ["applied"])


def test_a_phone_that_never_asked_for_a_verb_is_not_refused_for_it(peter: Plan, holm: TeamMember) -> None:
    item = peter.write(a_task(holm, state="agreed"), "agreements")

    peter.phone.change(item, what="Opfølgning", byOn=None)
    peter.phone.outbox[-1]["v"] = 1

    assert peter.phone.sync().outcomes == ["applied"]


@pytest.mark.parametrize(
    ("offer", "outcome"),
    [
        (Answer(answer_kind="does", does="Tager blodprøver", verb="tager", by_on="2026-12-14"), "applied"),
        (Answer(answer_kind="does", does="Følger op", by_on="2026-12-14"), "refused: needs_verb"),
        (Answer(answer_kind="does", does="Tager blodprøver", verb="tager"), "refused: needs_date"),
        (Answer(text="Det ved jeg ikke"), "applied"),
    ],
)
def test_what_the_gp_offers_is_as_concrete_as_a_task(
    peter: Plan, holm: TeamMember, offer: Answer, outcome: str
) -> None:
    meeting = peter.write(a_meeting("2026-12-04T10:00"))
    peter.invite_to(meeting, holm)
    point = peter.write(a_point(asked=holm.id), f"meeting:{meeting}")
    holm.phone.sync()

    holm.phone.create(offer, f"meeting:{meeting}", from_={"scope": f"meeting:{meeting}", "item": point})

    assert holm.phone.sync().outcomes == [outcome]
