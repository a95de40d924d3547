"""A professional proposes and answers; the citizen says yes. Each keeps their own voice."""

import pytest

from stafet.domain.items import AgendaItem, Answer, Need
from tests.factories import a_meeting, a_point, an_agreement
from tests.world import Plan, TeamMember


@pytest.fixture
def meeting(peter: Plan, jonas: TeamMember) -> str:
    """A meeting Jonas is asked to."""
    meeting = peter.write(a_meeting())
    peter.invite_to(meeting, jonas)
    jonas.phone.sync()
    return meeting


@pytest.fixture
def point(peter: Plan, jonas: TeamMember, meeting: str) -> str:
    """Peter's point, on the agenda."""
    point = peter.write(a_point(), f"meeting:{meeting}")
    jonas.phone.sync()
    return point


def a_proposal(jonas: TeamMember, meeting: str) -> str:
    proposal = jonas.phone.create(AgendaItem(text="Praktik", state="proposed"), f"meeting:{meeting}")
    assert jonas.phone.sync().outcomes == ["applied"]
    return proposal


def test_a_professionals_point_is_proposed(peter: Plan, jonas: TeamMember, meeting: str) -> None:
    proposal = a_proposal(jonas, meeting)

    peter.phone.sync()

    found = peter.phone.find(proposal) or {}
    assert (found["by"], found["body"]["state"]) == (jonas.id, "proposed")


def test_a_professional_cannot_put_a_point_straight_on_the_agenda(jonas: TeamMember, meeting: str) -> None:
    jonas.phone.create(AgendaItem(text="Praktik"), f"meeting:{meeting}")

    answer = jonas.phone.sync()

    assert answer.outcomes == ["refused: needs_the_citizens_yes"]


def test_a_professional_cannot_say_yes_to_their_own_point(jonas: TeamMember, meeting: str) -> None:
    proposal = a_proposal(jonas, meeting)
    jonas.phone.change(proposal, state="on")

    answer = jonas.phone.sync()

    assert answer.outcomes == ["refused: needs_the_citizens_yes"]


def test_the_citizens_yes_puts_the_point_on_with_the_professionals_voice(
    peter: Plan, jonas: TeamMember, meeting: str
) -> None:
    proposal = a_proposal(jonas, meeting)
    peter.phone.sync()

    peter.phone.change(proposal, state="on")
    peter.phone.sync()

    found = peter.phone.find(proposal) or {}
    assert (found["body"]["state"], found["by"], found.get("voice", "")) == ("on", jonas.id, "")


def test_nobody_else_at_the_meeting_hears_of_a_proposal_before_the_citizens_yes(
    peter: Plan, jonas: TeamMember, mads: TeamMember, meeting: str
) -> None:
    peter.invite_to(meeting, mads)
    mads.phone.sync()

    proposal = a_proposal(jonas, meeting)
    mads.phone.sync()

    assert mads.phone.find(proposal) is None


def test_the_citizens_yes_shows_the_proposal_to_everybody_at_the_meeting(
    peter: Plan, jonas: TeamMember, mads: TeamMember, meeting: str
) -> None:
    peter.invite_to(meeting, mads)
    mads.phone.sync()
    proposal = a_proposal(jonas, meeting)
    peter.phone.sync()

    peter.phone.change(proposal, state="on")
    peter.phone.sync()
    mads.phone.sync()

    assert (mads.phone.find(proposal) or {})["body"]["text"] == "Praktik"


def test_a_point_the_citizen_takes_off_again_goes_from_everybody_but_its_author(
    peter: Plan, jonas: TeamMember, mads: TeamMember, meeting: str
) -> None:
    peter.invite_to(meeting, mads)
    proposal = a_proposal(jonas, meeting)
    peter.phone.sync()
    peter.phone.change(proposal, state="on")
    peter.phone.sync()
    mads.phone.sync()

    peter.phone.change(proposal, state="declined")
    peter.phone.sync()
    mads.phone.sync()
    jonas.phone.sync()

    assert (mads.phone.find(proposal), (jonas.phone.find(proposal) or {})["body"]["state"]) == (None, "declined")


def test_somebody_else_cannot_touch_a_proposal_they_have_not_heard_of(
    peter: Plan, jonas: TeamMember, mads: TeamMember, meeting: str
) -> None:
    peter.invite_to(meeting, mads)
    proposal = a_proposal(jonas, meeting)

    mads.phone.write("delete", item=proposal)
    answer = mads.phone.sync()

    assert answer.outcomes == ["refused: not_found"]


def test_words_changed_by_somebody_else_are_in_their_voice(peter: Plan, jonas: TeamMember, meeting: str) -> None:
    proposal = a_proposal(jonas, meeting)
    peter.phone.sync()

    peter.phone.change(proposal, text="Mine ord")
    peter.phone.sync()

    found = peter.phone.find(proposal) or {}
    assert (found["by"], found["voice"]) == (jonas.id, "citizen")


def test_a_professional_answers_a_point(peter: Plan, jonas: TeamMember, meeting: str, point: str) -> None:
    link = {"scope": f"meeting:{meeting}", "item": point}

    jonas.phone.create(Answer(answer_kind="does", does="Jeg finder en praktik"), f"meeting:{meeting}", from_=link)
    jonas.phone.sync()
    peter.phone.sync()

    (answer,) = peter.phone.items(f"meeting:{meeting}", "answer")
    assert (answer["by"], answer["from"], answer["body"]["does"]) == (jonas.id, link, "Jeg finder en praktik")


def test_a_professional_cannot_change_the_citizens_point(jonas: TeamMember, point: str) -> None:
    jonas.phone.change(point, text="Noget andet")

    answer = jonas.phone.sync()

    assert answer.outcomes == ["refused: not_allowed"]


def test_a_professional_cannot_delete_the_citizens_point(jonas: TeamMember, point: str) -> None:
    jonas.phone.write("delete", item=point)

    answer = jonas.phone.sync()

    assert answer.outcomes == ["refused: not_allowed"]


def test_a_professional_cannot_reorder_the_citizens_agenda(jonas: TeamMember, point: str) -> None:
    jonas.phone.write("place", item=point, order="z")

    answer = jonas.phone.sync()

    assert answer.outcomes == ["refused: not_allowed"]


def test_a_professional_cannot_move_the_meeting(jonas: TeamMember, meeting: str) -> None:
    jonas.phone.change(meeting, startsAt="2026-12-05T10:00")

    answer = jonas.phone.sync()

    assert answer.outcomes == ["refused: not_allowed"]


def test_a_professional_takes_back_their_own_proposal(jonas: TeamMember, meeting: str) -> None:
    proposal = a_proposal(jonas, meeting)
    jonas.phone.write("delete", item=proposal)

    answer = jonas.phone.sync()

    assert answer.outcomes == ["applied"]


def test_who_may_only_read_writes_nothing(peter: Plan, karen: TeamMember) -> None:
    peter.share(karen, "needs", verb="see")
    karen.phone.create(Need(text="Ro"), "needs")

    answer = karen.phone.sync()

    assert answer.outcomes == ["refused: not_allowed"]


def test_a_helper_writes_in_what_was_shared_to_be_changed(peter: Plan, karen: TeamMember) -> None:
    peter.share(karen, "needs", verb="edit")
    karen.phone.create(Need(text="Besøg"), "needs")

    karen.phone.sync()
    peter.phone.sync()

    assert [(item["by"], item["body"]["text"]) for item in peter.phone.items("needs")] == [(karen.id, "Besøg")]


def an_offer(jonas: TeamMember, meeting: str) -> dict[str, str]:
    offer = jonas.phone.create(Answer(answer_kind="does", does="Jonas finder en praktik"), f"meeting:{meeting}")
    jonas.phone.sync()
    return {"scope": f"meeting:{meeting}", "item": offer}


def test_an_agreement_made_of_an_answer_keeps_the_professionals_voice(
    peter: Plan, jonas: TeamMember, meeting: str
) -> None:
    link = an_offer(jonas, meeting)

    agreement = peter.write(an_agreement(responsible=jonas.id, state="agreed"), "agreements", from_=link)

    assert (peter.phone.find(agreement) or {})["voice"] == jonas.id


def test_an_agreement_in_other_words_than_the_answers_is_in_the_citizens_voice(
    peter: Plan, jonas: TeamMember, meeting: str
) -> None:
    link = an_offer(jonas, meeting)

    agreement = peter.write(
        an_agreement(what="Jonas finder et job", responsible=jonas.id, state="agreed"), "agreements", from_=link
    )

    assert "voice" not in (peter.phone.find(agreement) or {"voice": ""})


def test_a_professional_cannot_tie_an_agreement(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "agreements", verb="respond")
    jonas.phone.create(an_agreement(responsible=jonas.id, state="agreed"), "agreements")

    answer = jonas.phone.sync()

    assert answer.outcomes == ["refused: needs_the_citizens_yes"]


def the_place_of(jonas: TeamMember, meeting: str, member: TeamMember) -> str:
    return next(
        item["id"] for item in jonas.phone.items(f"meeting:{meeting}", "invitee") if item["body"]["member"] == member.id
    )


def test_a_member_answers_the_invitation(peter: Plan, jonas: TeamMember, meeting: str) -> None:
    place = the_place_of(jonas, meeting, jonas)

    jonas.phone.change(place, reply="yes", how="video")
    jonas.phone.sync()
    peter.phone.sync()

    body = (peter.phone.find(place) or {})["body"]
    assert (body["reply"], body["how"]) == ("yes", "video")


def test_a_member_cannot_answer_for_somebody_else(
    peter: Plan, jonas: TeamMember, karen: TeamMember, meeting: str
) -> None:
    peter.invite_to(meeting, karen)
    jonas.phone.sync()
    jonas.phone.change(the_place_of(jonas, meeting, karen), reply="no")

    answer = jonas.phone.sync()

    assert answer.outcomes == ["refused: not_allowed"]


def test_a_place_at_a_meeting_cannot_be_given_to_somebody_else(
    jonas: TeamMember, karen: TeamMember, meeting: str
) -> None:
    jonas.phone.change(the_place_of(jonas, meeting, jonas), member=karen.id)

    answer = jonas.phone.sync()

    assert answer.outcomes == ["refused: not_allowed"]


def test_nothing_can_hang_on_a_proposal_before_the_yes(peter: Plan, jonas: TeamMember, meeting: str) -> None:
    proposal = a_proposal(jonas, meeting)
    link = {"scope": f"meeting:{meeting}", "item": proposal}

    jonas.phone.create(Answer(text="Ja"), f"meeting:{meeting}", from_=link)
    answer = jonas.phone.sync()

    assert answer.outcomes == ["refused: link_not_found"]


def test_the_other_text_of_a_proposal_waits_as_the_proposal_does(
    peter: Plan, jonas: TeamMember, mads: TeamMember, meeting: str
) -> None:
    peter.invite_to(meeting, mads)
    mads.phone.sync()
    proposal = a_proposal(jonas, meeting)
    peter.phone.sync()
    jonas.phone.change(proposal, text="Praktik i en butik")
    jonas.phone.sync()

    peter.phone.change(proposal, text="Praktik på et værksted")
    kept = peter.phone.sync().results[0]["kept"][0]
    mads.phone.sync()

    assert (mads.phone.find(kept), (peter.phone.find(kept) or {})["body"]["kind"]) == (None, "alternative")


def test_no_link_tells_of_a_point_that_was_taken_off_again(
    peter: Plan, jonas: TeamMember, mads: TeamMember, meeting: str
) -> None:
    proposal = a_proposal(jonas, meeting)
    peter.phone.sync()
    peter.phone.change(proposal, state="on")
    peter.phone.sync()
    link = {"scope": f"meeting:{meeting}", "item": proposal}
    answer = peter.phone.create(Answer(text="Godt"), f"meeting:{meeting}", from_=link)
    peter.phone.change(proposal, state="declined")
    peter.phone.sync()

    peter.invite_to(meeting, mads)
    mads.phone.sync()

    assert "from" not in (mads.phone.find(answer) or {"from": "not even there"})


def test_the_other_text_goes_and_comes_with_the_point_it_belongs_to(
    peter: Plan, jonas: TeamMember, mads: TeamMember, meeting: str
) -> None:
    peter.invite_to(meeting, mads)
    proposal = a_proposal(jonas, meeting)
    peter.phone.sync()
    peter.phone.change(proposal, state="on")
    peter.phone.sync()
    other = peter.phone_of(peter.owner)
    other.sync()
    peter.phone.change(proposal, text="Praktik i en butik")
    peter.phone.sync()
    other.change(proposal, text="Praktik på et værksted")
    kept = other.sync().results[0]["kept"][0]
    seen = []

    for state in ("on", "declined", "on"):
        peter.phone.change(proposal, state=state)
        peter.phone.sync()
        mads.phone.sync()
        seen.append(mads.phone.find(kept) is not None)

    assert seen == [True, False, True]


def test_a_text_that_clashes_with_a_point_as_it_is_taken_off_is_nobodys_but_the_citizens(
    peter: Plan, jonas: TeamMember, mads: TeamMember, meeting: str
) -> None:
    peter.invite_to(meeting, mads)
    proposal = a_proposal(jonas, meeting)
    peter.phone.sync()
    peter.phone.change(proposal, state="on")
    peter.phone.sync()
    other = peter.phone_of(peter.owner)
    other.sync()
    peter.phone.change(proposal, text="Praktik i en butik")
    peter.phone.sync()

    other.change(proposal, text="Praktik på et værksted", state="declined")
    kept = other.sync().results[0]["kept"][0]
    mads.phone.sync()

    assert (mads.phone.find(kept), (other.find(kept) or {})["body"]["kind"]) == (None, "alternative")
