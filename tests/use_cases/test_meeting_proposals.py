"""A professional proposes a meeting; the citizen's one yes makes it (J6, J7). Until then it is theirs alone."""

from typing import Any

import pytest
import sqlalchemy as sa

from stafet.domain.consents import Role
from stafet.domain.ids import ItemId
from stafet.domain.items import Meeting
from stafet.store.tables import reminder
from stafet.use_cases import baton, export, meeting_proposals, suspension, team
from stafet.use_cases.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from stafet.use_cases.log import log_of
from stafet.use_cases.meeting_proposals import ProposalAnswerIn, ProposalWordingIn
from stafet.use_cases.team import MemberIn
from tests.factories import a_meeting, an_agreement
from tests.phones import Phone
from tests.world import Plan, TeamMember, World

DISCHARGE = a_meeting("2026-12-03T10:00", meeting_kind="discharge", discharge_on="2026-12-07", place="Afsnit M1")


@pytest.fixture
def ida(peter: Plan) -> TeamMember:
    """A nurse of the ward. Nothing has been shared with her."""
    return peter.member("Ida", role="psychiatry")


def propose(peter: Plan, by: TeamMember, *invited: TeamMember, meeting: Meeting = DISCHARGE) -> ItemId:
    return TeamMember(peter, by.id, by.person).propose(meeting, *invited, why="Du skal snart hjem.")


def say_yes(peter: Plan, proposal: ItemId, *invited: TeamMember, meeting: Meeting | None = None) -> str:
    members: list[str] = [one.id for one in invited]
    sha256 = ""
    if members:
        asked = ProposalWordingIn(members=members, meeting=meeting)
        now = peter.world.now
        shown = peter.act(meeting_proposals.wording_for, proposal_id=proposal, asked=asked, lang="da", now=now)
        sha256 = shown.sha256
    return answer(peter, proposal, ProposalAnswerIn(yes=True, meeting=meeting, members=members, sha256=sha256))


def say_no(peter: Plan, proposal: ItemId, word: str = "") -> None:
    answer(peter, proposal, ProposalAnswerIn(yes=False, word=word))


def answer(peter: Plan, proposal: ItemId, said: ProposalAnswerIn) -> str:
    """The meeting that came of it, if one did."""
    now = peter.world.now
    made = peter.act(meeting_proposals.answer, proposal_id=proposal, said=said, lang="da", proved_at=now, now=now)
    return str(made)


def take_back(peter: Plan, proposal: ItemId, by: TeamMember) -> None:
    peter.act(meeting_proposals.take_back, proposal_id=proposal, by=by.person.id, now=peter.world.now)


def held(phone: Phone) -> list[dict[str, Any]]:
    """The proposals on somebody's phone."""
    phone.sync()
    return phone.bodies("proposals")


def states(phone: Phone) -> list[str]:
    return [one["state"] for one in held(phone)]


def meetings_of(peter: Plan) -> list[dict[str, Any]]:
    peter.phone.sync()
    return [body for scope in peter.phone.scopes if scope.startswith("meeting:")
            for body in peter.phone.bodies(scope, "meeting")]  # fmt: skip


def reminded(world: World, kind: str) -> set[str]:
    with world.tx() as tx:
        query = sa.select(reminder.c.person_id).where(reminder.c.kind == kind, reminder.c.state == "pending")
        return set(tx.execute(query).scalars())


# Who may propose


def test_who_does_not_work_with_it_proposes_no_meeting(peter: Plan) -> None:
    roles: tuple[Role, ...] = ("relative", "peer", "volunteer", "other")
    for role in roles:
        with pytest.raises(NotAllowed):
            propose(peter, peter.member(f"En {role}", role=role))


def test_who_holds_the_baton_may_whatever_they_are(peter: Plan, karen: TeamMember) -> None:
    peter.act(baton.pass_on, member_id=karen.id, now=peter.world.now)
    peter.act(baton.answer, yes=True, by=karen.person.id, now=peter.world.now)
    karen.phone.sync()

    propose(peter, karen)

    assert (states(peter.phone), karen.phone.told[peter.id]["me"]["proposes"]) == (["waiting"], True)


def test_nobody_outside_the_team_or_on_pause_proposes(world: World, peter: Plan, ida: TeamMember) -> None:
    stranger = TeamMember(peter, ida.id, world.person("Tove", "professional"))
    peter.act(team.change, member_id=ida.id, facts=MemberIn(status="paused"), now=world.now)

    for somebody in (stranger, ida):
        with pytest.raises(NotFound):
            propose(peter, somebody)


def test_the_citizen_makes_meetings_and_proposes_none(peter: Plan, ida: TeamMember) -> None:
    with pytest.raises(Conflict, match="own_plan"):
        propose(peter, TeamMember(peter, ida.id, peter.owner))


def test_only_who_may_see_the_team_names_others_of_it(peter: Plan, ida: TeamMember, jonas: TeamMember) -> None:
    with pytest.raises(NotFound):
        propose(peter, ida, ida, jonas)

    peter.share(ida, "team")
    propose(peter, ida, ida, jonas)

    assert held(peter.phone)[0]["members"] == [ida.id, jonas.id]


def test_a_day_that_cannot_be_is_refused_by_name(peter: Plan, ida: TeamMember) -> None:
    for meeting, code in (
        (a_meeting("2026-11-16T09:59"), "meeting_past"),
        (a_meeting("2027-11-15T10:00"), "meeting_too_far"),
        (a_meeting("2026-12-03T10:00", discharge_on="2026-02-31"), "invalid_field"),
        (a_meeting("2026-02-31T10:00"), "invalid_field"),
    ):
        with pytest.raises(Invalid, match=code):
            propose(peter, ida, meeting=meeting)


def test_the_same_twice_is_once_and_a_fourth_has_to_wait(peter: Plan, ida: TeamMember) -> None:
    days = [a_meeting(f"2026-12-{day:02d}T10:00") for day in (3, 4, 5, 6)]
    first, again = propose(peter, ida, meeting=days[0]), propose(peter, ida, meeting=days[0])
    for day in days[1:3]:
        propose(peter, ida, meeting=day)

    with pytest.raises(Conflict, match="too_many_proposals"):
        propose(peter, ida, meeting=days[3])
    assert (first, len(held(peter.phone))) == (again, 3)


# Who sees it


def test_it_is_its_authors_and_the_citizens_and_nobody_elses(peter: Plan, ida: TeamMember, jonas: TeamMember) -> None:
    peter.share(jonas, "team", "needs", "agreements")
    propose(peter, ida)

    raw = jonas.phone.sync().raw.decode()

    assert [len(held(one)) for one in (peter.phone, ida.phone)] == [1, 1]
    assert ("Du skal snart hjem" in raw, jonas.phone.bodies("proposals")) == (False, [])


def test_an_answer_brings_no_look_and_no_second_copy_of_the_plan(peter: Plan, ida: TeamMember) -> None:
    peter.share(ida, "needs")
    ida.phone.sync()
    proposal = propose(peter, ida)
    say_no(peter, proposal, "Ikke nu")

    told = ida.phone.sync().plan

    assert list(told["scopes"]) == ["proposals"]


def test_it_stands_in_the_log_without_a_word_of_it(peter: Plan, ida: TeamMember) -> None:
    propose(peter, ida)

    lines = peter.act(log_of, after=0).rows

    assert [(one.kind, one.who) for one in lines][-1] == ("proposed", ida.id)
    assert "hjem" not in (lines[-1].payload or "")


def test_the_citizen_is_told_as_of_a_point_that_is_proposed(world: World, peter: Plan, ida: TeamMember) -> None:
    propose(peter, ida)

    assert peter.owner.id in reminded(world, "news")


# The yes


def test_the_yes_makes_the_meeting_with_who_calls_it_and_who_is_asked(
    world: World, peter: Plan, ida: TeamMember, jonas: TeamMember
) -> None:
    made = say_yes(peter, propose(peter, ida, ida), ida, jonas)

    (meeting,) = meetings_of(peter)
    assert (meeting["startsAt"], meeting["calledBy"], meeting["dischargeOn"]) == (
        "2026-12-03T10:00", ida.id, "2026-12-07",
    )  # fmt: skip
    for member in (ida, jonas):
        member.phone.sync()
        scope = member.phone.told[peter.id]["scopes"][f"meeting:{made}"]
        assert (scope["verb"], scope["until"]) == ("respond", "2026-12-17T10:00:00Z")
    assert reminded(world, "meeting") == {peter.owner.id, ida.person.id, jonas.person.id}


def test_the_citizen_takes_people_out_and_moves_it_first(peter: Plan, ida: TeamMember) -> None:
    later = a_meeting("2026-12-08T13:00", meeting_kind="discharge", called_by=peter.owner.id)
    made = say_yes(peter, propose(peter, ida, ida), meeting=later)

    (meeting,) = meetings_of(peter)
    (told,) = held(ida.phone)
    assert (meeting["startsAt"], meeting["calledBy"]) == ("2026-12-08T13:00", ida.id)
    assert (told["state"], told["became"], f"meeting:{made}" in ida.phone.scopes) == ("meeting", made, False)


def test_pressed_twice_and_on_two_phones_it_is_one_meeting(peter: Plan, ida: TeamMember) -> None:
    proposal = propose(peter, ida, ida)

    made = say_yes(peter, proposal, ida)
    again = answer(peter, proposal, ProposalAnswerIn(yes=True, members=[], meeting=a_meeting("2026-12-09T10:00")))

    assert [one["startsAt"] for one in meetings_of(peter)] == ["2026-12-03T10:00"]
    assert again == made
    with pytest.raises(Conflict, match="answered_already"):
        say_no(peter, proposal)


def test_other_words_than_were_shown_make_nothing_at_all(peter: Plan, ida: TeamMember) -> None:
    proposal = propose(peter, ida, ida)

    with pytest.raises(Conflict, match="wording_changed"):
        answer(peter, proposal, ProposalAnswerIn(yes=True, members=[ida.id], sha256="0" * 64))

    assert (meetings_of(peter), states(peter.phone)) == ([], ["waiting"])


def test_a_network_meeting_fulfils_the_request_for_one_and_another_does_not(peter: Plan, ida: TeamMember) -> None:
    asked = an_agreement(what="Find en tid", responsible=ida.id, state="agreed", asks_for="network_meeting")
    peter.write(asked, "agreements")
    say_yes(peter, propose(peter, ida))
    peter.phone.sync()
    before = peter.phone.bodies("agreements")[0]["state"]

    say_yes(peter, propose(peter, ida, meeting=a_meeting(meeting_kind="network")))

    peter.phone.sync()
    assert (before, peter.phone.bodies("agreements")[0]["state"]) == ("agreed", "done")


# No, taken back, ended


def test_after_a_no_the_author_has_the_word_and_the_citizen_nothing_that_waits(
    world: World, peter: Plan, ida: TeamMember
) -> None:
    proposal = propose(peter, ida)

    say_no(peter, proposal, "Ikke endnu")

    assert [(one["state"], one["word"]) for one in held(ida.phone)] == [("declined", "Ikke endnu")]
    assert held(peter.phone) == []
    assert ida.person.id in reminded(world, "news")


def test_its_author_takes_it_back_and_nobody_else(peter: Plan, ida: TeamMember, jonas: TeamMember) -> None:
    proposal = propose(peter, ida)

    for somebody in (jonas, TeamMember(peter, ida.id, peter.owner)):
        with pytest.raises(Refused):
            take_back(peter, proposal, somebody)
    take_back(peter, proposal, ida)
    take_back(peter, proposal, ida)

    assert held(peter.phone) == []
    with pytest.raises(Conflict, match="proposal_over"):
        say_yes(peter, proposal)


def ended_by_its_day(world: World, peter: Plan, ida: TeamMember) -> None:
    world.later(days=17)


def ended_by_leaving(world: World, peter: Plan, ida: TeamMember) -> None:
    ida.phone.write("leave")
    ida.phone.sync()


def ended_by_being_taken_off(world: World, peter: Plan, ida: TeamMember) -> None:
    peter.act(team.remove, member_id=ida.id, now=world.now)


def ended_by_a_pause(world: World, peter: Plan, ida: TeamMember) -> None:
    peter.act(team.change, member_id=ida.id, facts=MemberIn(status="paused"), now=world.now)


def ended_by_suspension(world: World, peter: Plan, ida: TeamMember) -> None:
    with world.tx() as tx:
        suspension.suspend(tx, plan_id=peter.id, operators=("Anne Krogh", "Bent Holm"), now=world.now)
        suspension.resume(tx, plan_id=peter.id, operators=("Anne Krogh", "Bent Holm"), now=world.now)


@pytest.mark.parametrize(
    "end", [ended_by_its_day, ended_by_leaving, ended_by_being_taken_off, ended_by_a_pause, ended_by_suspension]
)
def test_it_ends_and_can_be_answered_no_more(world: World, peter: Plan, ida: TeamMember, end: Any) -> None:
    proposal = propose(peter, ida)
    peter.phone.sync()

    end(world, peter, ida)

    assert "waiting" not in (states(peter.phone) if end is not ended_by_its_day else [])
    for said in (ProposalAnswerIn(yes=True), ProposalAnswerIn(yes=False)):
        with pytest.raises(Conflict, match="proposal_over"):
            answer(peter, proposal, said)


# Everything about me


def test_it_is_in_the_file_with_everything_of_mine_and_goes_with_the_plan(peter: Plan, ida: TeamMember) -> None:
    say_no(peter, propose(peter, ida), "Ikke endnu")

    told = "".join(peter.act(export.file_of, lang="da", now=peter.world.now))

    assert told.count("Du skal snart hjem.") == told.count("Ikke endnu") == 2
