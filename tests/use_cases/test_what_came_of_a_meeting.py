"""What we agreed on is read by the others after the citizen's yes; how the meeting was stays the citizen's own."""

import pytest

from stafet.domain.items import LookingBack, Outcome, PrivateNote
from tests.factories import a_meeting
from tests.world import Plan, TeamMember, World

DRAFT = Outcome(text="Vi prøver en praktik", state="draft")


@pytest.fixture
def meeting(peter: Plan, jonas: TeamMember, mads: TeamMember) -> str:
    """A meeting that Jonas and Mads are asked to."""
    meeting = peter.write(a_meeting())
    peter.invite_to(meeting, jonas, mads)
    for member in (jonas, mads):
        member.phone.sync()
    return meeting


def approved(peter: Plan, outcome: str) -> None:
    peter.phone.sync()
    peter.phone.change(outcome, state="approved")
    assert peter.phone.sync().outcomes == ["applied"]


def test_what_the_citizen_writes_at_the_meeting_is_theirs_until_they_say_yes(
    peter: Plan, jonas: TeamMember, meeting: str
) -> None:
    outcome = peter.write(DRAFT, f"meeting:{meeting}")

    jonas.phone.sync()

    assert jonas.phone.find(outcome) is None


def test_after_the_yes_everybody_who_is_invited_reads_it(
    peter: Plan, jonas: TeamMember, mads: TeamMember, meeting: str
) -> None:
    outcome = peter.write(DRAFT, f"meeting:{meeting}")

    approved(peter, outcome)

    for member in (jonas, mads):
        member.phone.sync()
    assert [(member.phone.find(outcome) or {})["body"]["text"] for member in (jonas, mads)] == [DRAFT.text] * 2


def test_what_a_professional_writes_for_them_reaches_the_citizen_and_nobody_else(
    peter: Plan, jonas: TeamMember, mads: TeamMember, meeting: str
) -> None:
    outcome = mads.phone.create(DRAFT, f"meeting:{meeting}")
    assert mads.phone.sync().outcomes == ["applied"]

    for phone in (peter.phone, jonas.phone, mads.phone):
        phone.sync()

    has_it = [phone.find(outcome) is not None for phone in (peter.phone, jonas.phone, mads.phone)]
    assert has_it == [True, False, True]


def test_a_yes_lets_the_others_read_what_the_professional_wrote_in_the_professionals_voice(
    peter: Plan, jonas: TeamMember, mads: TeamMember, meeting: str
) -> None:
    outcome = mads.phone.create(DRAFT, f"meeting:{meeting}")
    mads.phone.sync()

    approved(peter, outcome)
    jonas.phone.sync()

    found = jonas.phone.find(outcome) or {}
    assert (found["body"]["text"], found["by"], found.get("voice", "")) == (DRAFT.text, mads.id, "")


def test_a_professional_cannot_say_the_yes(mads: TeamMember, meeting: str) -> None:
    outcome = mads.phone.create(DRAFT, f"meeting:{meeting}")
    mads.phone.sync()
    mads.phone.change(outcome, state="approved")

    assert mads.phone.sync().outcomes == ["refused: needs_the_citizens_yes"]


def test_a_helper_cannot_say_it_either(peter: Plan, karen: TeamMember, meeting: str) -> None:
    peter.share(karen, f"meeting:{meeting}", verb="edit")
    karen.phone.sync()
    outcome = karen.phone.create(DRAFT, f"meeting:{meeting}")
    karen.phone.sync()
    karen.phone.change(outcome, state="approved")

    assert karen.phone.sync().outcomes == ["refused: needs_the_citizens_yes"]


def test_an_app_that_knows_no_drafts_writes_one_all_the_same(
    peter: Plan, jonas: TeamMember, mads: TeamMember, meeting: str
) -> None:
    old = {"kind": "outcome", "text": "Vi prøver en praktik"}
    outcome = mads.phone.write("create", scope=f"meeting:{meeting}", body=old)
    assert mads.phone.sync().outcomes == ["applied"]

    for phone in (peter.phone, jonas.phone):
        phone.sync()

    assert (peter.phone.find(outcome) or {})["body"]["state"] == "draft"
    assert jonas.phone.find(outcome) is None


def test_what_is_taken_back_is_gone_from_the_others_phones(peter: Plan, jonas: TeamMember, meeting: str) -> None:
    outcome = peter.write(DRAFT, f"meeting:{meeting}")
    approved(peter, outcome)
    jonas.phone.sync()

    peter.phone.change(outcome, state="draft")
    peter.phone.sync()
    jonas.phone.sync()

    assert jonas.phone.find(outcome) is None


def test_words_that_wait_are_not_among_the_words_a_later_reader_gets(
    peter: Plan, jonas: TeamMember, meeting: str
) -> None:
    outcome = peter.write(Outcome(text="Det første udkast", state="draft"), f"meeting:{meeting}")
    peter.phone.change(outcome, text="Det, vi blev enige om")
    peter.phone.sync()

    approved(peter, outcome)
    raw = jonas.phone.sync().raw.decode()

    assert "Det, vi blev enige om" in raw
    assert "udkast" not in raw


# How the meeting was


def test_how_it_was_is_the_citizens_own_whatever_else_is_shared(peter: Plan, jonas: TeamMember, meeting: str) -> None:
    peter.share(jonas, "wellbeing", "dreams", "team", verb="edit")
    peter.write(LookingBack(on="2026-12-04", listened=0, text="Ingen hørte efter"), "private")

    raw = jonas.phone.sync().raw.decode()

    assert "looking_back" not in raw


def test_laid_beside_how_i_am_it_is_read_by_who_may_read_that(
    peter: Plan, jonas: TeamMember, mads: TeamMember, meeting: str
) -> None:
    peter.share(jonas, "wellbeing")
    back = peter.write(LookingBack(on="2026-12-04", listened=0), "wellbeing")

    for member in (jonas, mads):
        member.phone.sync()

    assert [member.phone.find(back) is not None for member in (jonas, mads)] == [True, False]


def test_who_reads_how_it_was_is_not_told_which_meeting_it_was_without_a_consent_on_the_meeting(
    peter: Plan, karen: TeamMember, meeting: str
) -> None:
    peter.share(karen, "wellbeing")
    where = {"scope": f"meeting:{meeting}", "item": meeting}
    back = peter.write(LookingBack(on="2026-12-04", listened=4), "wellbeing", from_=where)

    answer = karen.phone.sync()

    assert "from" not in (karen.phone.find(back) or {"from": "nothing came"})
    assert meeting not in answer.raw.decode()


@pytest.mark.parametrize("step", [-1, 5, "4", True])
def test_a_step_that_is_none_of_the_five_is_no_answer(peter: Plan, step: object) -> None:
    back = peter.write(LookingBack(on="2026-12-04"), "private")
    peter.phone.write("change", item=back, fields={"listened": step}, base={"listened": back})

    assert peter.phone.sync().outcomes == ["refused: invalid_field"]


def test_nobody_but_the_citizen_writes_how_it_was(peter: Plan, karen: TeamMember) -> None:
    peter.share(karen, "wellbeing", verb="edit")
    karen.phone.sync()
    karen.phone.create(LookingBack(on="2026-12-04", listened=4), "wellbeing")

    assert karen.phone.sync().outcomes == ["refused: not_allowed"]


def test_a_note_for_oneself_and_how_it_was_lie_in_the_same_place(peter: Plan, world: World) -> None:
    note = peter.write(PrivateNote(text="Husk nøglerne"), "private")
    back = peter.write(LookingBack(on="2026-12-04"), "private")

    fresh = peter.phone_of(peter.owner)
    fresh.sync()

    assert set(fresh.held[peter.id]["private"]) == {note, back}
