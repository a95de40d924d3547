"""The link: used once, for three days, and it opens nothing before the citizen's yes."""

from threading import Thread
from time import sleep

import pytest

from stafet.domain.ids import MemberId
from stafet.domain.items import Need
from stafet.store import members
from stafet.use_cases import consents, team
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.errors import Conflict, Invalid, Refused
from tests.world import Plan, TeamMember, World


def status(world: World, peter: Plan, member: MemberId) -> str:
    with world.tx() as tx:
        found = members.find(tx, peter.id, member)
    return found.status if found else ""


def wrong_for(link: team.Link) -> str:
    return "000000" if link.code != "000000" else "000001"


def why_not(peter: Plan, link: team.Link, person: object, **other: str) -> str:
    with pytest.raises(Refused) as refused:
        peter.accept(link, person, **other)
    return f"{type(refused.value).__name__} {refused.value.code}"


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

    answers = {why_not(peter, link, ida) for link in (used, replaced, closed)}
    answers.add(why_not(peter, used, ida, token="guessed"))
    answers.add(why_not(peter, used, ida, token=""))
    world.later(hours=72)
    answers.add(why_not(peter, expired, ida))

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

    peter.accept(link, world.person("Karen"), code=wrong_for(link))

    assert status(world, peter, link.member) == "invited"


def test_the_right_code_opens(world: World, peter: Plan) -> None:
    link = peter.invite("Karen", "relative")

    peter.accept(link, world.person("Karen"))

    assert status(world, peter, link.member) == "awaiting_yes"


def test_a_professional_needs_no_code(peter: Plan) -> None:
    assert peter.invite("Jonas", "job_centre").code == ""


def test_after_five_wrong_codes_the_link_is_dead_also_for_the_right_one(world: World, peter: Plan) -> None:
    link = peter.invite("Karen", "relative")
    karen = world.person("Karen")
    for _ in range(5):
        peter.accept(link, karen, code=wrong_for(link))

    assert why_not(peter, link, karen) == "NotFound invitation_not_found"


def test_after_four_wrong_codes_the_right_one_still_opens(world: World, peter: Plan) -> None:
    link = peter.invite("Karen", "relative")
    karen = world.person("Karen")
    for _ in range(4):
        peter.accept(link, karen, code=wrong_for(link))

    peter.accept(link, karen)

    assert status(world, peter, link.member) == "awaiting_yes"


@pytest.mark.parametrize(
    "name", ["\u202e", "\u0958" * 200], ids=["nothing but hidden characters", "longer when cleaned"]
)
def test_a_name_that_is_no_name_is_refused(peter: Plan, name: str) -> None:
    with pytest.raises(Invalid, match="invalid_field"):
        peter.invite(name)
