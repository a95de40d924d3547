"""A ward may read as one, each of its people by their own name; to invite them is not to read (C2, C6, C14, T6)."""

import msgspec
import pytest
import sqlalchemy as sa

from stafet.domain.ids import ItemId, MemberId, random_id
from stafet.store import log as stored_log
from stafet.store.tables import reminder
from stafet.use_cases import baton, looks, meetings, plans, team, units
from stafet.use_cases.errors import Conflict, NotAllowed, NotFound
from tests.factories import a_meeting, an_agreement
from tests.world import Plan, TeamMember, TeamUnit, World


def member_of(peter: Plan, member: TeamMember | TeamUnit) -> dict[str, object]:
    peter.phone.sync()
    return next(one["body"] for one in peter.phone.items("team", "member") if one["id"] == member.id)


def news_for(world: World, person: str) -> int:
    with world.tx() as tx:
        query = sa.select(sa.func.count()).where(reminder.c.person_id == person, reminder.c.kind == "news")
        return int(tx.execute(query).scalar_one())


def test_what_is_given_to_a_unit_is_open_to_its_people(peter: Plan, ward: TeamUnit, ida: TeamMember) -> None:
    peter.share(ward, "needs")

    ida.phone.sync()

    assert ida.phone.texts("needs") == ["Ro"]


def test_nothing_but_what_was_given_is_open_to_its_people(peter: Plan, ward: TeamUnit, ida: TeamMember) -> None:
    peter.share(ward, "needs")

    ida.phone.sync()

    assert ida.phone.scopes == {"responsible", "needs"}


def test_a_new_unit_opens_nothing_to_anybody(peter: Plan, ward: TeamUnit, ida: TeamMember) -> None:
    ida.phone.sync()

    assert ida.phone.scopes == {"responsible"}


def test_to_invite_colleagues_is_not_to_read(peter: Plan, ward: TeamUnit, mads: TeamMember) -> None:
    peter.share(ward, "needs", "safety")

    mads.phone.sync()

    assert mads.phone.scopes == {"responsible"}


def test_a_unit_opens_nothing_to_somebody_outside_it(peter: Plan, ward: TeamUnit, jonas: TeamMember) -> None:
    peter.share(ward, "needs")

    jonas.phone.sync()

    assert "needs" not in jonas.phone.scopes


def test_ones_own_consent_and_the_units_add_up_to_the_wider(peter: Plan, ward: TeamUnit, ida: TeamMember) -> None:
    peter.share(ward, "needs", verb="see", days=10)
    peter.share(ida, "needs", verb="respond", days=5)

    ida.phone.sync()

    scope = ida.phone.told[peter.id]["scopes"]["needs"]
    assert (scope["verb"], scope["until"]) == ("respond", "2026-11-26T09:00:00Z")


def test_ending_the_units_consent_ends_it_for_all(
    peter: Plan, ward: TeamUnit, ida: TeamMember, mads: TeamMember
) -> None:
    bo = ward.welcome(mads.person, "Bo")
    peter.share(ward, "needs")
    for one in (ida, bo):
        one.phone.sync()

    peter.phone.write("withdraw", member=ward.id, scope="needs")
    peter.phone.sync()
    for one in (ida, bo):
        one.phone.sync()

    assert [one.phone.scopes for one in (ida, bo)] == [{"responsible"}] * 2


def test_who_is_stopped_alone_still_reads_with_the_unit(peter: Plan, ward: TeamUnit, ida: TeamMember) -> None:
    peter.share(ward, "needs")
    peter.share(ida, "needs")

    peter.phone.write("withdraw", member=ida.id, scope="needs")
    peter.phone.sync()
    ida.phone.sync()

    assert "needs" in ida.phone.scopes


def test_who_is_taken_off_reads_nothing_while_the_others_go_on(
    peter: Plan, ward: TeamUnit, ida: TeamMember, mads: TeamMember, world: World
) -> None:
    bo = ward.welcome(mads.person, "Bo")
    peter.share(ward, "needs")

    peter.act(team.remove, member_id=ida.id, now=world.now)

    assert ida.phone.sync().plans == []
    bo.phone.sync()
    assert "needs" in bo.phone.scopes


def test_who_leaves_the_unit_reads_nothing_and_the_citizen_is_told(
    world: World, peter: Plan, ward: TeamUnit, ida: TeamMember
) -> None:
    peter.share(ward, "needs")

    ida.phone.write("leave")
    ida.phone.sync()

    assert ida.phone.sync().plans == []
    assert member_of(peter, ida)["leftAt"] is not None


@pytest.mark.parametrize("act", ["pause", "end"])
def test_a_unit_that_is_paused_or_gone_opens_nothing(
    world: World, peter: Plan, ward: TeamUnit, ida: TeamMember, act: str
) -> None:
    peter.share(ward, "needs")

    if act == "pause":
        peter.act(team.change, member_id=ward.id, facts=team.MemberIn(status="paused"), now=world.now)
    else:
        peter.act(team.remove, member_id=ward.id, now=world.now)
    ida.phone.sync()

    assert "needs" not in ida.phone.scopes


def test_when_a_unit_goes_its_people_and_its_doorkeepers_task_go_with_it(
    world: World, peter: Plan, ward: TeamUnit, ida: TeamMember, mads: TeamMember
) -> None:
    peter.act(team.remove, member_id=ward.id, now=world.now)

    assert member_of(peter, ida)["status"] == "ended"
    assert "keepsDoor" not in member_of(peter, mads)
    assert member_of(peter, mads)["status"] == "active"


# Who comes in


def test_a_new_colleague_is_announced_to_the_citizen_with_who_invited_them(
    world: World, peter: Plan, ward: TeamUnit, mads: TeamMember
) -> None:
    with world.tx() as tx:
        tx.execute(reminder.delete())

    ida = ward.welcome(mads.person, "Ida")

    body = member_of(peter, ida)
    assert (body["unit"], body["invitedBy"], body["joinedAt"]) == (ward.id, mads.id, "2026-11-16T09:00:00Z")
    assert news_for(world, peter.owner.id) == 1


def test_somebody_the_citizen_invites_into_the_unit_waits_for_the_citizens_yes(
    world: World, peter: Plan, ward: TeamUnit
) -> None:
    peter.share(ward, "needs")
    bo = ward.welcome(peter.owner, "Bo")

    assert bo.phone.sync().plans == []

    peter.act(team.say_yes, member_id=bo.id, now=world.now)
    bo.phone.sync()
    assert "needs" in bo.phone.scopes


def test_the_citizens_no_to_somebody_in_a_unit_lasts(
    world: World, peter: Plan, ward: TeamUnit, ida: TeamMember, mads: TeamMember
) -> None:
    peter.share(ward, "needs")
    peter.act(team.remove, member_id=ida.id, now=world.now)

    again = ward.welcome(mads.person, "Ida", ida.person)

    assert again.phone.sync().plans == []
    assert member_of(peter, again)["status"] == "awaiting_yes"


def test_a_private_identity_does_not_come_into_a_unit_on_a_colleagues_word(
    world: World, peter: Plan, ward: TeamUnit, mads: TeamMember
) -> None:
    friend = ward.welcome(mads.person, "En ven", world.person("En ven", "citizen"))

    assert member_of(peter, friend)["status"] == "awaiting_yes"


def test_the_citizen_shows_anew_that_it_is_them_before_inviting_into_a_unit(
    world: World, peter: Plan, ward: TeamUnit
) -> None:
    colleague = units.ColleagueIn(name="Ida")

    with pytest.raises(NotAllowed, match="step_up_needed"):
        peter.act(units.invite_colleague, unit_id=ward.id, colleague=colleague, proved_at=None, now=world.now)


@pytest.mark.parametrize("who", ["jonas", "ida"])
def test_nobody_else_invites_into_a_unit(
    request: pytest.FixtureRequest, peter: Plan, ward: TeamUnit, ida: TeamMember, who: str
) -> None:
    with pytest.raises(NotFound):
        ward.link(request.getfixturevalue(who).person)


@pytest.mark.parametrize("who", ["jonas", "ida"])
def test_nobody_else_sees_who_is_in_a_unit(
    request: pytest.FixtureRequest, peter: Plan, ward: TeamUnit, ida: TeamMember, who: str
) -> None:
    with pytest.raises(NotFound):
        peter.act(units.people_of, unit_id=ward.id, by=request.getfixturevalue(who).person.id)


# What a unit is not


def test_only_the_citizen_makes_a_unit(world: World, peter: Plan, mads: TeamMember) -> None:
    unit = units.UnitIn(role="psychiatry", name="Afsnit 9")

    with pytest.raises(NotFound):
        peter.act(units.make_unit, by=mads.person.id, lang="da", unit=unit, proved_at=world.now, now=world.now)


def test_a_unit_does_not_hold_the_baton(world: World, peter: Plan, ward: TeamUnit) -> None:
    with pytest.raises(Conflict, match="not_on_team_yet"):
        peter.act(baton.pass_on, member_id=ward.id, now=world.now)


def test_a_unit_is_not_asked_to_a_meeting(world: World, peter: Plan, ward: TeamUnit) -> None:
    meeting = peter.write(a_meeting())

    with pytest.raises(NotFound):
        peter.act(meetings.wording_for, meeting_id=ItemId(meeting), lang="da", invited=[ward.id])


def test_a_unit_holds_no_agreement(peter: Plan, ward: TeamUnit) -> None:
    peter.phone.create(an_agreement(responsible=ward.id), "agreements")

    assert peter.phone.sync().outcomes == ["refused: not_found"]


def test_a_consent_to_a_unit_in_the_words_for_a_person_is_no_yes(world: World, peter: Plan, ward: TeamUnit) -> None:
    with pytest.raises(Conflict, match="wording_changed"):
        peter.share(ward.id, "needs")


def test_the_citizen_sees_the_plan_as_the_unit_sees_it(world: World, peter: Plan, ward: TeamUnit) -> None:
    peter.share(ward, "needs")

    answer = peter.act(plans.preview, member_id=ward.id, by=peter.owner, now=world.now)

    assert set(answer.scopes) == {"responsible", "needs"}


def test_an_unknown_unit_is_not_found(world: World, peter: Plan, mads: TeamMember) -> None:
    for unit in (MemberId(random_id()), mads.id):
        with pytest.raises(NotFound):
            peter.act(units.people_of, unit_id=unit)


def test_the_look_of_somebody_in_a_unit_stands_under_their_own_name_and_the_units(
    world: World, peter: Plan, ward: TeamUnit, ida: TeamMember
) -> None:
    peter.share(ward, "needs")
    ida.phone.sync()

    told = peter.act(looks.who_has_looked, before=None, now=world.now)

    assert [(look.name, look.organisation, look.scope) for look in told.looks] == [("Ida", "Afsnit 4", "needs")]


def logged(world: World, peter: Plan) -> list[tuple[str, str, str]]:
    """What the log says of the unit: what happened, who did it, and whom it is about."""
    with world.tx() as tx:
        rows = stored_log.rows_after(tx, peter.id, 0, 1000)
    said = [(row.kind, row.who, row.payload or b"") for row in rows if row.kind.startswith("unit_")]
    return [(kind, who, msgspec.json.decode(words)["name"]) for kind, who, words in said]


def test_who_comes_into_a_unit_and_who_goes_stands_in_the_log(
    world: World, peter: Plan, ward: TeamUnit, mads: TeamMember
) -> None:
    ida = ward.welcome(mads.person, "Ida")
    bo = ward.welcome(peter.owner, "Bo")
    peter.act(team.say_yes, member_id=bo.id, now=world.now)

    peter.act(team.remove, member_id=ida.id, now=world.now)
    bo.phone.write("leave")
    bo.phone.sync()

    assert logged(world, peter) == [
        ("unit_joined", ida.id, "Ida"),
        ("unit_joined", "citizen", "Bo"),
        ("unit_left", "citizen", "Ida"),
        ("unit_left", bo.id, "Bo"),
    ]
