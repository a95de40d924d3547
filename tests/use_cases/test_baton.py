"""The baton: offered, accepted, said yes to by the citizen. Never two; and it opens nothing."""

from typing import Any

import pytest

from stafet.domain.ids import MemberId, random_id
from stafet.domain.items import Need
from stafet.store import batons, members
from stafet.use_cases import baton, team
from stafet.use_cases.baton import AbsenceIn
from stafet.use_cases.errors import Conflict, Invalid, NotFound
from stafet.use_cases.team import MemberIn
from tests.world import Plan, TeamMember, World


@pytest.fixture
def mads(peter: Plan) -> TeamMember:
    """The ward's social worker, who holds the baton and sees the team."""
    mads = peter.member("Mads", role="psychiatry")
    peter.share(mads, "team", verb="see")
    offer(peter, mads)
    answer(peter, mads)
    return mads


@pytest.fixture
def sanne(peter: Plan) -> TeamMember:
    return peter.member("Sanne", role="municipality")


def offer(peter: Plan, to: TeamMember | None, by: TeamMember | None = None) -> None:
    who = {"by": by.person.id} if by is not None else {}
    peter.act(baton.pass_on, member_id=to.id if to is not None else None, now=peter.world.now, **who)


def answer(peter: Plan, by: TeamMember | None = None, *, yes: bool = True) -> None:
    who = {"by": by.person.id} if by is not None else {}
    peter.act(baton.answer, yes=yes, now=peter.world.now, **who)


def holders(peter: Plan) -> list[str]:
    with peter.world.tx() as tx:
        return [member.name for member in members.of_plan(tx, peter.id) if member.baton_holder]


def spans(peter: Plan, member: TeamMember) -> list[tuple[Any, Any]]:
    with peter.world.tx() as tx:
        return [(one.since, one.until) for one in batons.held(tx, peter.id).get(member.id, [])]


def me(member: TeamMember) -> dict[str, Any]:
    found: dict[str, Any] = member.phone.sync().plan.get("me") or {}
    return found


# Offered, accepted, yes


def test_from_the_holder_it_goes_by_way_of_a_colleagues_yes_and_the_citizens(
    peter: Plan, mads: TeamMember, sanne: TeamMember
) -> None:
    offer(peter, sanne, by=mads)
    offered = holders(peter)
    answer(peter, sanne)
    accepted = holders(peter)
    answer(peter)

    assert (offered, accepted, holders(peter)) == (["Mads"], ["Mads"], ["Sanne"])


def test_what_the_citizen_offers_needs_no_second_yes_of_theirs(
    peter: Plan, mads: TeamMember, sanne: TeamMember
) -> None:
    offer(peter, sanne)
    answer(peter, sanne)

    assert holders(peter) == ["Sanne"]


def test_the_citizen_cannot_say_yes_for_who_is_asked(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    offer(peter, sanne, by=mads)

    with pytest.raises(Conflict, match="not_accepted_yet"):
        answer(peter)


def test_the_holder_cannot_say_yes_for_who_is_asked(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    offer(peter, sanne, by=mads)

    with pytest.raises(Conflict, match="not_accepted_yet"):
        answer(peter, mads)


def test_after_the_citizens_no_the_holder_keeps_it_and_both_are_told(
    world: World, peter: Plan, mads: TeamMember, sanne: TeamMember
) -> None:
    offer(peter, sanne, by=mads)
    answer(peter, sanne)
    answer(peter, yes=False)

    assert holders(peter) == ["Mads"]
    assert [bool(me(one).get("batonNoAt")) for one in (mads, sanne)] == [True, True]


@pytest.mark.parametrize("who", ["mads", "sanne"])
def test_an_offer_ends_with_the_no_of_who_is_asked_or_who_offered(
    peter: Plan, mads: TeamMember, sanne: TeamMember, who: str
) -> None:
    offer(peter, sanne, by=mads)
    answer(peter, {"mads": mads, "sanne": sanne}[who], yes=False)

    with pytest.raises(Conflict, match="nobody_is_asked"):
        answer(peter)
    assert holders(peter) == ["Mads"]


def test_a_new_offer_takes_the_place_of_the_one_before(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    offer(peter, sanne, by=mads)
    offer(peter, peter.member("Rikke"), by=mads)

    with pytest.raises(NotFound):
        answer(peter, sanne)


def test_the_holder_may_say_that_it_must_go_on_without_naming_anybody(peter: Plan, mads: TeamMember) -> None:
    offer(peter, None, by=mads)

    assert (me(mads)["passingOn"], holders(peter)) == (True, ["Mads"])


def test_nobody_becomes_holder_by_a_wish_without_a_name(peter: Plan, mads: TeamMember) -> None:
    offer(peter, None, by=mads)

    with pytest.raises(Conflict, match="not_accepted_yet"):
        answer(peter)


def test_the_citizen_may_say_that_nobody_holds_it(peter: Plan, mads: TeamMember) -> None:
    offer(peter, None)

    assert holders(peter) == []


def test_offering_it_to_who_holds_it_changes_nothing(peter: Plan, mads: TeamMember) -> None:
    before = peter.phone.sync().plan["rev"]

    offer(peter, mads)

    assert peter.phone.sync().plan["rev"] == before


# Who may not


def test_who_does_not_hold_it_passes_nothing_on(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    peter.share(sanne, "team", verb="edit")

    with pytest.raises(NotFound):
        offer(peter, sanne, by=sanne)


def test_a_holder_who_may_not_see_the_team_names_nobody_of_it(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    peter.phone.write("withdraw", member=mads.id)
    peter.phone.sync()

    with pytest.raises(NotFound):
        offer(peter, sanne, by=mads)


def test_somebody_else_answers_nothing(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    offer(peter, sanne, by=mads)

    with pytest.raises(NotFound):
        answer(peter, peter.member("Rikke"))


def test_who_is_only_invited_is_not_asked(peter: Plan) -> None:
    link = peter.invite()

    with pytest.raises(Conflict, match="not_on_team_yet"):
        peter.act(baton.pass_on, member_id=link.member, now=peter.world.now)


def test_an_unknown_member_is_not_asked(peter: Plan) -> None:
    with pytest.raises(NotFound):
        peter.act(baton.pass_on, member_id=MemberId(random_id()), now=peter.world.now)


def test_the_baton_opens_nothing(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(mads, "needs", verb="see")

    offer(peter, sanne)
    answer(peter, sanne)

    sanne.phone.sync()
    assert sanne.phone.scopes - {"responsible"} == set()


# What goes when somebody goes


@pytest.mark.parametrize("end", ["pause", "leave", "remove"])
def test_who_is_not_on_the_team_any_more_holds_no_baton_and_is_not_asked(
    world: World, peter: Plan, mads: TeamMember, sanne: TeamMember, end: str
) -> None:
    offer(peter, sanne, by=mads)
    for one in (mads, sanne):
        if end == "pause":
            peter.act(team.change, member_id=one.id, facts=MemberIn(status="paused"), now=world.now)
        elif end == "remove":
            peter.act(team.remove, member_id=one.id, now=world.now)
        else:
            one.phone.write("leave")
            one.phone.sync()

    assert holders(peter) == []
    with pytest.raises(Conflict, match="nobody_is_asked"):
        answer(peter)


def test_what_somebody_who_left_had_offered_is_offered_no_more(
    peter: Plan, mads: TeamMember, sanne: TeamMember
) -> None:
    offer(peter, sanne, by=mads)
    mads.phone.write("leave")
    mads.phone.sync()

    with pytest.raises(NotFound):
        answer(peter, sanne)


def test_what_somebody_who_left_held_is_offered_on_and_what_they_saw_is_not_inherited(
    world: World, peter: Plan, mads: TeamMember, sanne: TeamMember
) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(mads, "needs", verb="see")
    peter.act(team.remove, member_id=mads.id, now=world.now)

    offer(peter, sanne)
    answer(peter, sanne)

    sanne.phone.sync()
    assert (holders(peter), sanne.phone.scopes - {"responsible"}) == (["Sanne"], set())


def test_who_held_it_from_when_to_when_is_kept(world: World, peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    first = world.now
    world.later(days=3)
    offer(peter, sanne)
    answer(peter, sanne)

    assert spans(peter, mads) == [(first, world.now)]
    assert spans(peter, sanne) == [(world.now, None)]


def test_its_history_is_read_with_the_team_and_not_without(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    mads.phone.sync()
    sanne.phone.sync()

    (told,) = [one["body"] for one in mads.phone.items("team") if one["id"] == mads.id]
    assert len(told["held"]) == 1
    assert "team" not in sanne.phone.scopes


# Away


def test_who_is_away_says_until_when_and_who_takes_over(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    away = AbsenceIn(until="2026-11-30", deputy=sanne.id)

    peter.act(baton.be_away, member_id=mads.id, absence=away, by=mads.person.id, now=peter.world.now)

    assert (me(mads)["awayUntil"], me(sanne)["standsInUntil"], holders(peter)) == ("2026-11-30", "2026-11-30", ["Mads"])


def test_to_stand_in_opens_nothing(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    away = AbsenceIn(until="2026-11-30", deputy=sanne.id)
    peter.act(baton.be_away, member_id=mads.id, absence=away, now=peter.world.now)

    sanne.phone.sync()

    assert sanne.phone.scopes - {"responsible"} == set()


def test_back_again_nobody_stands_in(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    away = AbsenceIn(until="2026-11-30", deputy=sanne.id)
    peter.act(baton.be_away, member_id=mads.id, absence=away, now=peter.world.now)
    peter.act(baton.be_away, member_id=mads.id, absence=AbsenceIn(until=None), now=peter.world.now)

    assert (me(mads).get("awayUntil"), me(sanne).get("standsInUntil")) == (None, None)


def test_nobody_sends_a_colleague_away(peter: Plan, mads: TeamMember, sanne: TeamMember) -> None:
    with pytest.raises(NotFound):
        peter.act(
            baton.be_away,
            member_id=mads.id,
            absence=AbsenceIn(until="2026-11-30"),
            by=sanne.person.id,
            now=peter.world.now,
        )


@pytest.mark.parametrize("absence", [{"until": "2026-02-31"}, {"until": "2026-11-30", "deputy": "self"}])
def test_an_absence_that_makes_no_sense_is_refused(peter: Plan, mads: TeamMember, absence: dict[str, str]) -> None:
    said = {name: mads.id if value == "self" else value for name, value in absence.items()}

    with pytest.raises(Invalid):
        peter.act(baton.be_away, member_id=mads.id, absence=AbsenceIn(**said), now=peter.world.now)


# On pause


def test_a_pause_has_a_day_it_is_meant_to_end_and_opens_nothing_by_itself(
    world: World, peter: Plan, sanne: TeamMember
) -> None:
    pause = MemberIn(status="paused", resume_on="2026-12-04")
    peter.act(team.change, member_id=sanne.id, facts=pause, now=world.now)
    world.later(days=60)

    peter.phone.sync()
    (told,) = [one["body"] for one in peter.phone.items("team") if one["id"] == sanne.id]
    assert (told["resumeOn"], told["status"], sanne.phone.sync().plans) == ("2026-12-04", "paused", [])


def test_when_the_pause_ends_its_day_is_gone(world: World, peter: Plan, sanne: TeamMember) -> None:
    pause = MemberIn(status="paused", resume_on="2026-12-04")
    peter.act(team.change, member_id=sanne.id, facts=pause, now=world.now)
    peter.act(team.change, member_id=sanne.id, facts=MemberIn(status="active"), now=world.now)

    peter.phone.sync()
    (told,) = [one["body"] for one in peter.phone.items("team") if one["id"] == sanne.id]
    assert "resumeOn" not in told
