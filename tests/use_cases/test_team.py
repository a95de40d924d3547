"""Onto the team and off it: nothing opens before the citizen's yes, and everything closes with the place."""

from threading import Thread
from time import sleep

import pytest

from stafet.domain.ids import MemberId, random_id
from stafet.domain.items import Need
from stafet.store import members
from stafet.use_cases import consents, team
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.errors import Conflict, Invalid, NotFound, Refused
from stafet.use_cases.team import InvitationIn, MemberIn
from tests.world import Plan, TeamMember, World


def status(world: World, peter: Plan, member: MemberId) -> str:
    with world.tx() as tx:
        found = members.find(tx, peter.id, member)
    return found.status if found else ""


def why_not(peter: Plan, link: team.Link, person: object, **other: str) -> str:
    with pytest.raises(Refused) as refused:
        peter.accept(link, person, **other)
    return f"{type(refused.value).__name__} {refused.value.code}"


# Inviting and accepting


def test_an_invited_person_is_on_nobodys_screen_but_the_citizens(world: World, peter: Plan) -> None:
    peter.invite("Jonas")

    peter.phone.sync()

    assert [(body["name"], body["status"]) for body in peter.phone.bodies("team")] == [("Jonas", "invited")]


def test_who_accepts_waits_for_the_citizens_yes(world: World, peter: Plan) -> None:
    link = peter.invite()

    peter.accept(link, world.person("Jonas Jensen", "professional"))

    assert status(world, peter, link.member) == "awaiting_yes"


def test_the_citizen_sees_the_name_somebody_signed_in_with(world: World, peter: Plan) -> None:
    peter.accept(peter.invite(), world.person("Jonas Jensen", "professional"))

    peter.phone.sync()

    assert peter.phone.bodies("team")[0]["signedInAs"] == "Jonas Jensen"


def test_nothing_opens_before_the_citizens_yes(world: World, peter: Plan) -> None:
    peter.write(Need(text="Ro"), "needs")
    jonas = world.person("Jonas", "professional")
    link = peter.invite()
    peter.share(link.member, "needs")

    peter.accept(link, jonas)

    assert peter.phone_of(jonas).sync().plans == []


def test_what_was_said_yes_to_at_the_invitation_opens_with_the_yes_to_the_person(world: World, peter: Plan) -> None:
    peter.write(Need(text="Ro"), "needs")
    jonas = world.person("Jonas", "professional")
    link = peter.invite()
    peter.share(link.member, "needs")
    peter.accept(link, jonas)

    peter.act(team.say_yes, member_id=link.member, now=world.now)
    phone = peter.phone_of(jonas)
    phone.sync()

    assert phone.texts("needs") == ["Ro"]


def test_the_grants_of_an_invitation_need_the_words_that_were_shown(world: World, peter: Plan) -> None:
    grants = [GrantIn(scope="needs", verb="see", purpose="support", until=world.now.replace(year=2027, month=1))]

    with pytest.raises(Conflict, match="wording_changed"):
        peter.invite(grants=grants, sha256="")


def test_an_invitation_with_consents_gives_them(world: World, peter: Plan) -> None:
    grants = [GrantIn(scope="needs", verb="see", purpose="support", until=world.now.replace(year=2027, month=1))]
    shown = peter.act(consents.wording_for, lang="da", name="Jonas", grants=grants)

    peter.invite(grants=grants, sha256=shown.sha256)
    peter.phone.sync()

    assert [grant["scope"] for grant in peter.phone.bodies("consents")] == ["needs"]


def test_used_expired_closed_and_guessed_links_answer_alike(world: World, peter: Plan) -> None:
    ida = world.person("Ida")
    used, expired, replaced, closed = (peter.invite() for _ in range(4))
    peter.accept(used, world.person("Mads", "professional"))
    peter.act(team.invite_again, member_id=replaced.member, now=world.now)
    peter.act(team.remove, member_id=closed.member, now=world.now)
    world.later(hours=72)

    answers = {why_not(peter, link, ida) for link in (used, expired, replaced, closed)}
    answers.add(why_not(peter, used, ida, token="guessed"))
    answers.add(why_not(peter, used, ida, token=""))

    assert answers == {"NotFound invitation_not_found"}


def test_a_link_lives_until_just_before_three_days_have_passed(world: World, peter: Plan) -> None:
    link = peter.invite()

    world.later(hours=72, milliseconds=-1)
    peter.accept(link, world.person("Jonas", "professional"))

    assert status(world, peter, link.member) == "awaiting_yes"


def test_a_new_link_leads_to_the_same_place(world: World, peter: Plan) -> None:
    first = peter.invite()

    second = peter.act(team.invite_again, member_id=first.member, now=world.now)
    accepted = peter.accept(second, world.person("Jonas", "professional"))

    assert accepted.member == first.member


def test_a_place_that_is_taken_gets_no_new_link(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(Conflict, match="not_invited"):
        peter.act(team.invite_again, member_id=jonas.id, now=world.now)


def test_the_citizen_cannot_take_a_place_on_their_own_team(peter: Plan) -> None:
    assert why_not(peter, peter.invite(), peter.owner) == "Conflict already_on_team"


def test_nobody_has_two_places_on_one_team(peter: Plan, jonas: TeamMember) -> None:
    assert why_not(peter, peter.invite(), jonas.person) == "Conflict already_on_team"


def test_who_has_left_can_be_invited_again(world: World, peter: Plan, jonas: TeamMember) -> None:
    jonas.phone.write("leave")
    jonas.phone.sync()
    link = peter.invite()

    peter.accept(link, jonas.person)

    assert status(world, peter, link.member) == "awaiting_yes"


@pytest.mark.parametrize("db", ["postgresql"], indirect=True)  # SQLite has one writer: there is no same moment.
def test_two_who_open_one_link_at_the_same_moment_do_not_both_get_the_place(world: World, peter: Plan) -> None:
    link = peter.invite()
    first, second = world.person("Jonas", "professional"), world.person("Ida")
    answers: list[str] = []
    late = Thread(target=lambda: answers.append(why_not(peter, link, second)))

    with world.tx() as tx:
        team.accept(tx, by=first, token=link.token, code="", now=world.now)
        late.start()
        sleep(0.3)
    late.join()

    assert answers == ["NotFound invitation_not_found"]


def test_a_relative_needs_the_code_that_was_told(world: World, peter: Plan) -> None:
    link = peter.invite("Karen", "relative")

    wrong = "000000" if link.code != "000000" else "000001"

    assert why_not(peter, link, world.person("Karen"), code=wrong) == "WrongCode wrong_code"


def test_the_right_code_opens(world: World, peter: Plan) -> None:
    link = peter.invite("Karen", "relative")

    peter.accept(link, world.person("Karen"))

    assert status(world, peter, link.member) == "awaiting_yes"


def test_a_professional_needs_no_code(peter: Plan) -> None:
    assert peter.invite("Jonas", "job_centre").code == ""


def test_after_five_wrong_codes_the_link_is_dead_also_for_the_right_one(world: World, peter: Plan) -> None:
    link = peter.invite("Karen", "relative")
    for _ in range(5):
        with world.tx() as tx:
            team.spend_try(tx, token=link.token)

    assert why_not(peter, link, world.person("Karen")) == "NotFound invitation_not_found"


def test_after_four_wrong_codes_the_right_one_still_opens(world: World, peter: Plan) -> None:
    link = peter.invite("Karen", "relative")
    for _ in range(4):
        with world.tx() as tx:
            team.spend_try(tx, token=link.token)

    peter.accept(link, world.person("Karen"))

    assert status(world, peter, link.member) == "awaiting_yes"


@pytest.mark.parametrize(
    "name", ["\u202e", "\u0958" * 200], ids=["nothing but hidden characters", "longer when cleaned"]
)
def test_a_name_that_is_no_name_is_refused(peter: Plan, name: str) -> None:
    with pytest.raises(Invalid, match="invalid_field"):
        peter.invite(name)


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
    "invite": lambda w, _: (team.invite, {"lang": "da", "invitation": InvitationIn(role="gp", name="X"), "now": w.now}),
    "invite again": lambda w, m: (team.invite_again, {"member_id": m, "now": w.now}),
    "say yes": lambda w, m: (team.say_yes, {"member_id": m, "now": w.now}),
    "change": lambda w, m: (team.change, {"member_id": m, "facts": MemberIn(name="X"), "now": w.now}),
    "remove": lambda w, m: (team.remove, {"member_id": m, "now": w.now}),
    "give the baton": lambda _, m: (team.give_baton, {"member_id": m}),
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


# The baton


def holders(world: World, peter: Plan) -> list[str]:
    with world.tx() as tx:
        return [member.name for member in members.of_plan(tx, peter.id) if member.baton_holder]


def test_the_baton_goes_from_one_to_the_next_and_is_never_held_by_two(
    world: World, peter: Plan, jonas: TeamMember, karen: TeamMember
) -> None:
    peter.act(team.give_baton, member_id=jonas.id)

    peter.act(team.give_baton, member_id=karen.id)

    assert holders(world, peter) == ["Karen"]


def test_the_baton_can_be_taken_back(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.act(team.give_baton, member_id=jonas.id)

    peter.act(team.give_baton, member_id=None)

    assert holders(world, peter) == []


def test_giving_the_baton_to_who_holds_it_changes_nothing(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.act(team.give_baton, member_id=jonas.id)
    before = peter.phone.sync().plan["rev"]

    peter.act(team.give_baton, member_id=jonas.id)

    assert peter.phone.sync().plan["rev"] == before


def test_who_is_only_invited_cannot_hold_the_baton(peter: Plan) -> None:
    link = peter.invite()

    with pytest.raises(Conflict, match="not_on_team_yet"):
        peter.act(team.give_baton, member_id=link.member)


@pytest.mark.parametrize("end", ["pause", "leave", "remove"])
def test_who_is_not_on_the_team_any_more_holds_no_baton(world: World, peter: Plan, jonas: TeamMember, end: str) -> None:
    peter.act(team.give_baton, member_id=jonas.id)

    if end == "pause":
        peter.act(team.change, member_id=jonas.id, facts=MemberIn(status="paused"), now=world.now)
    elif end == "remove":
        peter.act(team.remove, member_id=jonas.id, now=world.now)
    else:
        jonas.phone.write("leave")
        jonas.phone.sync()

    assert holders(world, peter) == []


def test_an_unknown_member_cannot_hold_the_baton(peter: Plan) -> None:
    with pytest.raises(NotFound):
        peter.act(team.give_baton, member_id=MemberId(random_id()))
