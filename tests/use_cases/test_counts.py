"""How much Stafet is used, for those who run it: nothing is opened for it, and nobody is seen in it (J9)."""

from datetime import timedelta

import msgspec
import pytest

from stafet.domain.consents import Role
from stafet.domain.content import Organisation
from stafet.domain.counts import FEW, LEFT_OUT
from stafet.domain.ids import random_id
from stafet.store import people, push_subscriptions, reminders
from stafet.store.people import PersonRow
from stafet.store.reminders import Outcome
from stafet.store.tables import item, item_version, meeting, member, person, session
from stafet.use_cases import baton, suspension, team
from stafet.use_cases.counts import Counts, counted
from tests.factories import a_meeting
from tests.use_cases.test_employees import came_in
from tests.world import Plan, TeamMember, World

LIST = [
    Organisation(id="bostoetten", name="Bostøtten", kind="municipality"),
    Organisation(id="afsnit-4", name="Afsnit 4", kind="psychiatry"),
]
WRITTEN = "min gamle nabo"


def from_(plan: Plan, person: PersonRow, organisation: str, role: Role = "municipality") -> TeamMember:
    """Somebody on the team, with the organisation as the citizen wrote it."""
    member = plan.member(person.name, role, person)
    plan.act(team.change, member_id=member.id, facts=team.MemberIn(organisation=organisation), now=plan.world.now)
    return member


def takes_baton(plan: Plan, member: TeamMember) -> None:
    plan.act(baton.pass_on, member_id=member.id, now=plan.world.now)
    plan.act(baton.answer, yes=True, by=member.person.id, now=plan.world.now)


@pytest.fixture
def house(world: World) -> list[Plan]:
    """Six plans: Bostøtten on all of them, a ward with one nurse on two, and somebody who is in no list on one."""
    plans = [world.plan(world.person(f"Citizen {number}")) for number in range(6)]
    for number, plan in enumerate(plans):
        sanne = from_(plan, world.person(f"Sanne {number}", "professional"), " bostøtten ")
        takes_baton(plan, sanne)
        meeting = plan.write(a_meeting("2026-11-20T10:00"))
        if number < 5:
            plan.invite_to(meeting, sanne)
    mads, ida = (world.person(name, "professional") for name in ("Mads", "Ida"))
    for plan in plans[:2]:
        ward = plan.unit("Afsnit 4", doorkeeper=from_(plan, mads, WRITTEN, "psychiatry"))
        ward.welcome(mads, "Ida", ida)
        plan.invite("Who has not come yet")
    return plans


def count(world: World) -> Counts:
    with world.tx() as tx:
        return counted(tx, LIST, world.now)


def test_each_organisation_of_the_list_has_its_numbers_and_small_ones_are_not_told(
    world: World, house: list[Plan]
) -> None:
    found = count(world)

    few = {"plans": FEW, "places": FEW, "baton": FEW, "ahead": FEW, "over": FEW, "reached": FEW}
    assert [(line.name, line.numbers) for line in found.organisations] == [
        # Six batons in all, and six here: that nobody else holds one would be told.
        ("Bostøtten", {"plans": 6, "places": 6, "baton": LEFT_OUT, "ahead": 5, "over": FEW, "reached": FEW}),
        ("Afsnit 4", few),
    ]
    assert found.others.numbers == few
    assert found.total.numbers == few | {"plans": 6, "places": 10, "baton": LEFT_OUT, "ahead": 6}
    assert (found.meetings_ahead, found.meetings_over) == (6, FEW)


def test_no_body_and_no_name_is_opened_and_no_word_of_a_citizens_told(world: World, house: list[Plan]) -> None:
    """With every one of them unreadable the numbers are the same."""
    bo = world.person("Bo", "professional")
    for plan in house:
        from_(plan, bo, WRITTEN)
    before = count(world)
    assert before.others.numbers["plans"] == 6
    assert WRITTEN.encode() not in msgspec.json.encode(before)
    with world.tx() as tx:
        for table, names in ((item, ["body"]), (item_version, ["body"]), (person, ["name"]), (session, ["label"])):
            tx.execute(table.update().values(dict.fromkeys(names, b"\x01nothing of ours")))
        words = dict.fromkeys(("phone", "hours", "signed_in_as"), b"\x01nothing of ours")
        tx.execute(member.update().values(words))
        tx.execute(member.update().where(member.c.kind == "person").values(name=b"\x01nothing of ours"))

    assert count(world) == before


def test_meetings_are_over_when_their_time_is_and_for_a_year(world: World, house: list[Plan]) -> None:
    world.later(days=30)
    assert count(world).total.numbers["over"] == 6
    with world.tx() as tx:
        tx.execute(meeting.update().where(meeting.c.plan_id == house[0].id).values(state="cancelled"))

    assert (count(world).total.numbers["over"], count(world).meetings_over) == (5, 5)

    world.later(days=366)
    assert count(world).total.numbers["over"] == FEW


def was_sent(world: World, plan: Plan, person: PersonRow, outcome: Outcome) -> None:
    """A reminder of theirs, and how it went on their phone."""
    came_in(world, person)
    told = random_id()
    with world.tx() as tx:
        (device,) = push_subscriptions.of_person(tx, person.id)
        reminders.add(
            tx, reminder_id=told, plan_id=plan.id, person_id=person.id, kind="news", meeting_id=None,
            minutes_before=None, meant_for=world.now, due_at=world.now, expires_at=world.now + timedelta(days=1),
        )  # fmt: skip
        reminders.record(tx, told, device.id, outcome, world.now)


def test_who_was_reached_by_a_reminder_is_counted_and_a_suspended_plan_is_not(world: World, house: list[Plan]) -> None:
    for number, plan in enumerate(house):
        with world.tx() as tx:
            (sanne,) = people.named(tx, f"Sanne {number}")
        was_sent(world, plan, sanne, "reached" if number < 5 else "refused")
    karen = from_(house[5], world.person("Karen"), "Bostøtten", "relative")
    for whom in (house[5].owner, karen.person):
        was_sent(world, house[5], whom, "reached")

    found = count(world)

    assert (found.organisations[0].numbers["reached"], found.total.numbers["reached"]) == (5, 6)

    with world.tx() as tx:
        suspension.suspend(tx, plan_id=house[5].id, operators=("Anne Krogh", "Bent Holm"), now=world.now)
    without = count(world).total.numbers
    assert [without[one] for one in ("plans", "places", "ahead", "reached")] == [5, 9, 5, 5]
