"""Onto the team and off it: nothing opens before the citizen's yes, and everything closes with the place."""

import pytest

from stafet.domain.ids import MemberId
from stafet.domain.items import Need
from stafet.store import members
from stafet.use_cases import baton, team
from stafet.use_cases.errors import Conflict, Invalid, NotFound
from stafet.use_cases.team import InvitationIn, MemberIn
from tests.world import Plan, TeamMember, World


def status(world: World, peter: Plan, member: MemberId) -> str:
    with world.tx() as tx:
        found = members.find(tx, peter.id, member)
    return found.status if found else ""


# The citizen's yes and no


def test_a_yes_to_nobody_is_refused(world: World, peter: Plan) -> None:
    link = peter.invite()

    with pytest.raises(Conflict, match="nobody_waits"):
        peter.act(team.say_yes, member_id=link.member, now=world.now)


def test_a_yes_said_twice_is_said_once(world: World, peter: Plan, jonas: TeamMember) -> None:
    before = peter.phone.sync().plan["rev"]

    peter.act(team.say_yes, member_id=jonas.id, now=world.now)

    assert peter.phone.sync().plan["rev"] == before


def test_a_no_ends_the_place_of_who_signed_in(world: World, peter: Plan) -> None:
    link = peter.invite()
    peter.accept(link, world.person("En anden", "professional"))

    peter.act(team.remove, member_id=link.member, now=world.now)

    assert status(world, peter, link.member) == "ended"


ACTS = {
    "invite": lambda w, _: (
        team.invite,
        {"lang": "da", "invitation": InvitationIn(role="gp", name="X"), "proved_at": None, "now": w.now},
    ),
    "invite again": lambda w, m: (team.invite_again, {"member_id": m, "now": w.now}),
    "say yes": lambda w, m: (team.say_yes, {"member_id": m, "now": w.now}),
    "change": lambda w, m: (team.change, {"member_id": m, "facts": MemberIn(name="X"), "now": w.now}),
    "remove": lambda w, m: (team.remove, {"member_id": m, "now": w.now}),
    "offer the baton": lambda w, m: (baton.pass_on, {"member_id": m, "now": w.now}),
}


@pytest.mark.parametrize("act", ACTS)
def test_the_team_is_the_citizens_alone(world: World, peter: Plan, jonas: TeamMember, act: str) -> None:
    peter.share(jonas, "team", verb="edit")
    function, words = ACTS[act](world, jonas.id)

    with pytest.raises(NotFound):
        peter.act(function, **words, by=jonas.person.id)


@pytest.mark.parametrize("act", [act for act in ACTS if act != "invite"])
def test_a_member_of_another_plan_does_not_exist_here(world: World, peter: Plan, jonas: TeamMember, act: str) -> None:
    other = world.plan(world.person("Sanne"))
    function, words = ACTS[act](world, jonas.id)

    with pytest.raises(NotFound):
        other.act(function, **words)


# Pause, removal, leaving


def test_a_pause_closes_everything(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs")
    jonas.phone.sync()

    peter.act(team.change, member_id=jonas.id, facts=MemberIn(status="paused"), now=world.now)
    jonas.phone.sync()

    assert jonas.phone.scopes == set()


def test_the_end_of_a_pause_opens_what_was_open(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs")
    peter.act(team.change, member_id=jonas.id, facts=MemberIn(status="paused"), now=world.now)

    peter.act(team.change, member_id=jonas.id, facts=MemberIn(status="active"), now=world.now)
    jonas.phone.sync()

    assert "needs" in jonas.phone.scopes


def test_a_consent_that_ran_out_during_a_pause_stays_closed(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", days=1)
    peter.act(team.change, member_id=jonas.id, facts=MemberIn(status="paused"), now=world.now)
    world.later(days=2)

    peter.act(team.change, member_id=jonas.id, facts=MemberIn(status="active"), now=world.now)
    jonas.phone.sync()

    assert "needs" not in jonas.phone.scopes


def test_nobody_becomes_active_by_the_end_of_a_pause_that_was_none(world: World, peter: Plan) -> None:
    link = peter.invite()

    with pytest.raises(Conflict, match="not_on_team_yet"):
        peter.act(team.change, member_id=link.member, facts=MemberIn(status="active"), now=world.now)


def test_who_has_left_cannot_be_changed_back(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.act(team.remove, member_id=jonas.id, now=world.now)

    with pytest.raises(NotFound):
        peter.act(team.change, member_id=jonas.id, facts=MemberIn(status="active"), now=world.now)


def test_removing_a_member_ends_every_consent(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", "safety", "dreams")

    peter.act(team.remove, member_id=jonas.id, now=world.now)
    peter.phone.sync()

    assert all("endedAt" in grant for grant in peter.phone.bodies("consents"))


def test_a_removed_member_holds_nothing_after_the_next_answer(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs")
    jonas.phone.sync()

    peter.act(team.remove, member_id=jonas.id, now=world.now)

    assert jonas.phone.sync().plans == []


def test_removing_twice_is_removing_once(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.act(team.remove, member_id=jonas.id, now=world.now)
    before = peter.phone.sync().plan["rev"]

    peter.act(team.remove, member_id=jonas.id, now=world.now)

    assert peter.phone.sync().plan["rev"] == before


def test_a_member_leaves_with_one_edit(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs")
    jonas.phone.write("leave")

    answer = jonas.phone.sync()

    assert (answer.outcomes, answer.plans, status(world, peter, jonas.id)) == (["applied"], [], "ended")


def test_after_leaving_nothing_more_of_the_same_request_is_applied(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", verb="edit")
    jonas.phone.write("leave")
    jonas.phone.create(Need(text="For sent"), "needs")

    answer = jonas.phone.sync()

    assert answer.outcomes == ["applied", "refused: not_found"]


def test_the_citizen_cannot_leave_their_own_plan(peter: Plan) -> None:
    peter.phone.write("leave")

    answer = peter.phone.sync()

    assert answer.outcomes == ["refused: not_allowed"]


def test_the_citizen_sees_that_a_member_left_by_their_own_choice(peter: Plan, jonas: TeamMember) -> None:
    jonas.phone.write("leave")
    jonas.phone.sync()
    peter.phone.sync()

    (body,) = peter.phone.bodies("team")
    assert (body["status"], "leftAt" in body) == ("ended", True)


def test_a_member_the_citizen_took_off_the_team_has_not_left(peter: Plan, jonas: TeamMember, world: World) -> None:
    peter.act(team.remove, member_id=jonas.id, now=world.now)
    peter.phone.sync()

    (body,) = peter.phone.bodies("team")
    assert (body["status"], "leftAt" in body) == ("ended", False)


@pytest.mark.parametrize("name", ["\u200b", "\u3164", "\u202e\u2066", " \u00ad "])
def test_nobody_is_invited_under_a_name_that_cannot_be_seen(peter: Plan, name: str) -> None:
    with pytest.raises(Invalid):
        peter.invite(name)
