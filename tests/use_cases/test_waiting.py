"""What waits for a professional, over all plans. What leaves is a look."""

import pytest

from stafet.domain.items import Answer, Dream
from stafet.use_cases.looks import who_has_looked
from stafet.use_cases.waiting import WaitingOut, what_waits
from tests.factories import a_meeting, a_point, an_agreement
from tests.world import Plan, TeamMember, World


def waits(world: World, member: TeamMember) -> list[WaitingOut]:
    with world.tx() as tx:
        return what_waits(tx, by=member.person.id, now=world.now).waiting


def looked(peter: Plan) -> list[tuple[str, int]]:
    found = peter.act(who_has_looked, by=peter.owner.id, before=None, now=peter.world.now)
    return [(one.scope, one.items) for one in found.looks]


@pytest.fixture
def meeting(peter: Plan, jonas: TeamMember) -> str:
    meeting = peter.write(a_meeting("2026-12-04T10:00"))
    peter.invite_to(meeting, jonas)
    return meeting


def test_nothing_waits_for_somebody_nothing_names(world: World, peter: Plan, jonas: TeamMember) -> None:
    assert waits(world, jonas) == []


def test_an_invitation_waits_until_it_is_answered(world: World, jonas: TeamMember, meeting: str) -> None:
    (before,) = waits(world, jonas)
    jonas.phone.sync()
    jonas.phone.change(before.item, reply="maybe")
    jonas.phone.sync()

    assert (before.kind, before.meeting, before.due, waits(world, jonas)) == ("rsvp", meeting, "2026-12-04T10:00", [])


def test_a_point_waits_for_who_is_asked_until_they_answer(
    world: World, peter: Plan, jonas: TeamMember, meeting: str
) -> None:
    point = peter.write(a_point(asked=jonas.id), f"meeting:{meeting}")
    before = [one.text for one in waits(world, jonas) if one.kind == "answer"]
    jonas.phone.create(Answer(text="Ja"), f"meeting:{meeting}", from_={"scope": f"meeting:{meeting}", "item": point})
    jonas.phone.sync()

    after = [one.text for one in waits(world, jonas) if one.kind == "answer"]

    assert (before, after) == (["Hvordan kommer jeg i arbejde?"], [])


def test_a_point_for_everybody_waits_for_each_who_is_invited_until_they_answer(
    world: World, peter: Plan, jonas: TeamMember, meeting: str
) -> None:
    mads = peter.member("Mads")
    peter.invite_to(meeting, mads)
    point = peter.write(a_point(), f"meeting:{meeting}")
    jonas.phone.create(Answer(text="Ja"), f"meeting:{meeting}", from_={"scope": f"meeting:{meeting}", "item": point})
    jonas.phone.sync()

    waiting = [[one.item for one in waits(world, member) if one.kind == "answer"] for member in (jonas, mads)]

    assert waiting == [[], [point]]


def test_a_point_does_not_wait_for_who_may_only_read_it(world: World, peter: Plan, meeting: str) -> None:
    mads = peter.member("Mads")
    peter.share(mads, f"meeting:{meeting}", verb="see")
    peter.write(a_point(), f"meeting:{meeting}")

    assert waits(world, mads) == []


def test_a_point_for_everybody_does_not_press_a_relative(world: World, peter: Plan, meeting: str) -> None:
    karen = peter.member("Karen", role="relative")
    peter.invite_to(meeting, karen)
    peter.write(a_point(), f"meeting:{meeting}")

    assert [one.kind for one in waits(world, karen)] == ["rsvp"]


def test_a_point_does_not_wait_for_who_brought_it_up(
    world: World, peter: Plan, jonas: TeamMember, meeting: str
) -> None:
    point = jonas.phone.create(a_point(state="proposed"), f"meeting:{meeting}")
    jonas.phone.sync()
    peter.phone.sync()
    peter.phone.change(point, state="on")
    peter.phone.sync()

    assert [one.kind for one in waits(world, jonas)] == ["rsvp"]


def test_an_answer_to_another_point_does_not_answer_this_one(
    world: World, peter: Plan, jonas: TeamMember, meeting: str
) -> None:
    peter.write(a_point(asked=jonas.id), f"meeting:{meeting}")
    jonas.phone.create(Answer(text="Ja"), f"meeting:{meeting}")
    jonas.phone.sync()

    assert [one.kind for one in waits(world, jonas)].count("answer") == 1


def test_an_agreement_waits_for_who_holds_it(world: World, peter: Plan, jonas: TeamMember) -> None:
    dream = peter.write(Dream(text="Arbejde"))
    peter.write(an_agreement(responsible=jonas.id, state="agreed", by_on="2026-12-01"), f"dream:{dream}")

    (one,) = waits(world, jonas)

    assert (one.kind, one.text, one.due, one.citizen) == ("agreement", "Jonas finder en praktik", "2026-12-01", "Peter")


@pytest.mark.parametrize("state", ["proposed", "declined", "done", "dropped"])
def test_an_agreement_that_is_not_in_force_does_not_wait(
    world: World, peter: Plan, jonas: TeamMember, state: str
) -> None:
    peter.write(an_agreement(responsible=jonas.id, state=state), "agreements")

    assert waits(world, jonas) == []


@pytest.mark.parametrize("state", ["cancelled", "held"])
def test_nothing_of_a_meeting_that_is_not_ahead_waits(
    world: World, peter: Plan, jonas: TeamMember, meeting: str, state: str
) -> None:
    peter.write(a_point(asked=jonas.id), f"meeting:{meeting}")
    peter.phone.change(meeting, state=state)
    peter.phone.sync()

    assert waits(world, jonas) == []


def test_nothing_of_a_meeting_waits_once_the_consent_is_withdrawn(
    world: World, peter: Plan, jonas: TeamMember, meeting: str
) -> None:
    peter.write(a_point(asked=jonas.id), f"meeting:{meeting}")
    peter.phone.write("withdraw", member=jonas.id)
    peter.phone.sync()

    assert waits(world, jonas) == []


def test_nothing_waits_for_who_has_left(world: World, peter: Plan, jonas: TeamMember, meeting: str) -> None:
    peter.write(an_agreement(responsible=jonas.id, state="agreed"), "agreements")
    jonas.phone.write("leave")
    jonas.phone.sync()

    assert waits(world, jonas) == []


def test_what_waits_comes_from_all_plans_nearest_first(world: World, peter: Plan, jonas: TeamMember) -> None:
    other = world.plan(world.person("Sanne"))
    second = other.member("Jonas", person=jonas.person)
    peter.write(an_agreement(responsible=jonas.id, state="agreed", by_on="2026-12-24"), "agreements")
    other.write(an_agreement(responsible=second.id, state="agreed", by_on="2026-12-01"), "agreements")

    assert [(one.citizen, one.due) for one in waits(world, jonas)] == [("Sanne", "2026-12-01"), ("Peter", "2026-12-24")]


def test_what_is_shown_as_waiting_is_a_look(world: World, peter: Plan, jonas: TeamMember, meeting: str) -> None:
    peter.write(a_point(asked=jonas.id), f"meeting:{meeting}")

    waits(world, jonas)

    assert looked(peter) == [(f"meeting:{meeting}", 2)]


def test_an_agreement_shown_without_a_consent_is_a_look_at_what_names_one(
    world: World, peter: Plan, jonas: TeamMember
) -> None:
    peter.write(an_agreement(responsible=jonas.id, state="agreed"), "agreements")

    waits(world, jonas)

    assert looked(peter) == [("responsible", 1)]


def test_an_empty_list_is_no_look(world: World, peter: Plan, jonas: TeamMember) -> None:
    waits(world, jonas)

    assert looked(peter) == []
