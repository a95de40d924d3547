"""Who looks after a unit's door: who may, what they may there, and that it is not to read (T6)."""

import pytest

from stafet.use_cases import team, units
from stafet.use_cases.errors import Conflict, NotFound
from tests.use_cases.test_units import member_of
from tests.world import Plan, TeamMember, TeamUnit, World


def test_the_doorkeeper_sees_the_units_people_and_nothing_of_the_plan(
    peter: Plan, ward: TeamUnit, ida: TeamMember, mads: TeamMember, karen: TeamMember
) -> None:
    told = peter.act(units.people_of, unit_id=ward.id, by=mads.person.id)

    assert [(one.name, one.status) for one in told.people] == [("Ida", "active")]


def test_the_doorkeeper_takes_off_who_works_there_no_more(
    world: World, peter: Plan, ward: TeamUnit, ida: TeamMember, mads: TeamMember
) -> None:
    peter.share(ward, "needs")

    peter.act(units.take_off, unit_id=ward.id, member_id=ida.id, by=mads.person.id, now=world.now)

    assert ida.phone.sync().plans == []


def test_the_doorkeeper_takes_off_nobody_outside_the_unit(
    world: World, peter: Plan, ward: TeamUnit, jonas: TeamMember, mads: TeamMember
) -> None:
    with pytest.raises(NotFound):
        peter.act(units.take_off, unit_id=ward.id, member_id=jonas.id, by=mads.person.id, now=world.now)


@pytest.mark.parametrize("how", ["leaves", "is paused", "is replaced"])
def test_a_doorkeeper_who_is_gone_invites_nobody(
    world: World, peter: Plan, ward: TeamUnit, mads: TeamMember, tove: TeamMember, how: str
) -> None:
    if how == "leaves":
        mads.phone.write("leave")
        mads.phone.sync()
    elif how == "is paused":
        peter.act(team.change, member_id=mads.id, facts=team.MemberIn(status="paused"), now=world.now)
    else:
        peter.act(units.set_doorkeeper, unit_id=ward.id, member_id=tove.id, now=world.now)

    with pytest.raises(NotFound):
        ward.link(mads.person)


@pytest.mark.parametrize("how", ["leaves", "is replaced", "the unit goes", "the unit is paused"])
def test_a_link_dies_with_the_word_it_was_made_on(
    world: World, peter: Plan, ward: TeamUnit, mads: TeamMember, tove: TeamMember, how: str
) -> None:
    link = ward.link(mads.person)
    if how == "leaves":
        mads.phone.write("leave")
        mads.phone.sync()
    elif how == "is replaced":
        peter.act(units.set_doorkeeper, unit_id=ward.id, member_id=tove.id, now=world.now)
    elif how == "the unit goes":
        peter.act(team.remove, member_id=ward.id, now=world.now)
    else:
        peter.act(team.change, member_id=ward.id, facts=team.MemberIn(status="paused"), now=world.now)

    with pytest.raises(NotFound, match="invitation_not_found"):
        peter.accept(link, world.person("Ida", "professional"))


def test_somebody_looks_after_one_unit_at_a_time(peter: Plan, ward: TeamUnit, mads: TeamMember) -> None:
    with pytest.raises(Conflict, match="keeps_door_already"):
        peter.unit("Afsnit 9", doorkeeper=mads)


def test_to_trust_the_same_person_again_changes_nothing(
    world: World, peter: Plan, ward: TeamUnit, mads: TeamMember
) -> None:
    link = ward.link(mads.person)

    peter.act(units.set_doorkeeper, unit_id=ward.id, member_id=mads.id, now=world.now)

    assert peter.accept(link, world.person("Ida", "professional")) is not None


def test_a_units_door_is_nobodys_who_works_elsewhere(
    world: World, peter: Plan, ward: TeamUnit, mads: TeamMember, karen: TeamMember
) -> None:
    with pytest.raises(Conflict, match="not_a_colleague"):
        peter.unit("Afsnit 9", doorkeeper=karen)
    with pytest.raises(Conflict, match="not_a_colleague"):
        peter.act(units.set_doorkeeper, unit_id=ward.id, member_id=karen.id, now=world.now)
    assert member_of(peter, mads)["keepsDoor"] == ward.id
