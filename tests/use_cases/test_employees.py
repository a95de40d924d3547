"""An employee leaves their organisation: one act ends everything they had by their work, and nothing else (J9)."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from stafet.domain.ids import random_id
from stafet.domain.items import Need
from stafet.domain.people import Door
from stafet.store import calendars, people, push_subscriptions
from stafet.store.people import PersonRow
from stafet.store.push_subscriptions import SubscriptionRow
from stafet.store.tables import reminder
from stafet.use_cases import baton, employees, sign_in, team
from stafet.use_cases.employees import Employee
from stafet.use_cases.errors import Conflict, NotFound
from stafet.use_cases.log import log_of
from stafet.use_cases.log_checks import check_logs
from tests.factories import a_meeting, an_agreement
from tests.use_cases.test_baton import holders, offer
from tests.use_cases.test_restoring import db, file, lost, replay  # noqa: F401 - a server that keeps a journal of stops
from tests.world import Plan, TeamMember, World


def came_in(world: World, person: PersonRow) -> str:
    """They sign in, want reminders on the device, and have a calendar; answers the session's token."""
    with world.tx() as tx:
        token = sign_in.sign_in(
            tx, issuer=person.issuer, subject=person.subject, name=person.name, door=person.door, label="Edge",
            old_token="", now=world.now,
        ).token  # fmt: skip
        found = sign_in.who_is(tx, token, world.now)
        assert found is not None
        push_subscriptions.put(
            tx,
            SubscriptionRow(
                random_id(), person.id, found.session.id, f"https://push.test/{token}", "k", "a", "Edge", world.now,
                None, 0,
            ),
        )  # fmt: skip
        calendars.put(tx, person.id, token_hash=token, titles="neutral", now=world.now)
    return token


def found(world: World, person: PersonRow) -> Employee:
    return employees.find(world.db, subject=person.subject, issuer=None, now=world.now)


def left(world: World, person: PersonRow) -> int:
    """What `stafet employee-left` does once it was said yes to."""
    return employees.end_work(world.db, found(world, person), world.clock)


def reaches(world: World, person: PersonRow, token: str) -> tuple[bool, int, bool]:
    """Whether they are signed in; how many devices are pushed to; whether they have a calendar."""
    with world.tx() as tx:
        return (
            sign_in.who_is(tx, token, world.now) is not None,
            len(push_subscriptions.of_person(tx, person.id)),
            calendars.of_person(tx, person.id) is not None,
        )


def rows(plan: Plan) -> list[tuple[str, str, dict[str, Any]]]:
    return [(one.kind, one.who, msgspec.json.decode(one.payload or "{}")) for one in plan.act(log_of, after=0).rows]


@pytest.fixture
def ida(world: World) -> PersonRow:
    """A nurse, by her account at work."""
    return world.person("Ida", "professional")


@pytest.fixture
def with_ida(peter: Plan, ida: PersonRow) -> TeamMember:
    """On Peter's team she holds the baton and an agreement, is asked to a meeting, and sees what he needs."""
    peter.write(Need(text="Ro"), "needs")
    on_team = peter.member("Ida", "psychiatry", ida)
    peter.share(on_team, "needs", "team")
    offer(peter, on_team)
    peter.act(baton.answer, yes=True, by=ida.id, now=peter.world.now)
    peter.invite_to(peter.write(a_meeting()), on_team)
    peter.write(an_agreement(responsible=on_team.id, state="agreed"), "agreements")
    on_team.phone.sync()
    assert on_team.phone.texts("needs") == ["Ro"]
    return on_team


@pytest.fixture
def in_ward(world: World, ida: PersonRow) -> TeamMember:
    """She is one of a ward's people on Anna's team, too, and reads with them."""
    anna = world.plan(world.person("Anna"))
    mads = anna.member("Mads", "psychiatry")
    anna.write(Need(text="Søvn"), "needs")
    ward = anna.unit("Afsnit 4", doorkeeper=mads)
    anna.share(ward, "needs")
    by_name = ward.welcome(mads.person, "Ida", ida)
    by_name.phone.sync()
    assert by_name.phone.texts("needs") == ["Søvn"]
    return by_name


def test_one_act_ends_every_place_at_work_and_the_devices(
    world: World, with_ida: TeamMember, in_ward: TeamMember, ida: PersonRow
) -> None:
    token = came_in(world, ida)
    employee = found(world, ida)

    assert left(world, ida) == 2

    assert (employee.plans, employee.batons, employee.devices) == (2, 1, 1)
    assert reaches(world, ida, token) == (False, 0, False)
    assert with_ida.phone.sync().plans == []
    assert in_ward.phone.sync().plans == []


def test_the_citizen_keeps_what_they_held_and_nobody_inherits_what_they_saw(
    world: World, peter: Plan, with_ida: TeamMember
) -> None:
    sanne = peter.member("Sanne", "municipality")

    left(world, with_ida.person)
    offer(peter, sanne)
    peter.act(baton.answer, yes=True, by=sanne.person.id, now=world.now)

    peter.phone.sync()
    sanne.phone.sync()
    assert [one["responsible"] for one in peter.phone.bodies("agreements", "agreement")] == [with_ida.id]
    assert (holders(peter), sanne.phone.scopes - {"responsible"}) == (["Sanne"], set())


def test_offers_reminders_and_the_place_itself_are_over_in_one_act(
    world: World, peter: Plan, with_ida: TeamMember
) -> None:
    offer(peter, peter.member("Sanne", "municipality"), by=with_ida)

    left(world, with_ida.person)

    with pytest.raises(Conflict, match="nobody_is_asked"):
        peter.act(baton.answer, yes=True, now=world.now)
    with world.tx() as tx:
        of_ida = reminder.c.person_id == with_ida.person.id
        assert tx.execute(sa.select(reminder.c.id).where(of_ida, reminder.c.state == "pending")).all() == []
    assert holders(peter) == []


def test_each_citizen_reads_who_is_gone_from_where_and_that_the_operator_did_it(
    world: World, peter: Plan, with_ida: TeamMember, in_ward: TeamMember, ida: PersonRow
) -> None:

    left(world, ida)

    *_, withdrawn, (kind, who, said) = rows(peter)
    assert (kind, who, said) == ("employee_left", "operator", {"name": "Ida"})
    assert withdrawn[:2] == ("withdrawn", "operator")
    (kind, who, said) = rows(in_ward.plan)[-1]
    assert (kind, who, said["name"], said["organisation"], bool(said["unit"])) == (
        "employee_left", "operator", "Ida", "Afsnit 4", True,
    )  # fmt: skip
    peter.phone.sync()
    (gone,) = [one for one in peter.phone.bodies("team") if one["name"] == "Ida"]
    assert (gone["status"], "leftAt" in gone) == ("ended", True)
    with world.tx() as tx:
        assert {one.fault for one in check_logs(tx, seen={})} == {None}


def test_a_nurse_may_be_a_patient_and_somebodys_daughter_too(world: World, peter: Plan) -> None:
    """An account of her own, which she works under as well: her plan, her mother's and her devices are her own."""
    ida = world.person("Ida", "citizen")
    own = world.plan(ida)
    own.write(Need(text="Fred"), "needs")
    mother = world.plan(world.person("Mor"))
    mother.write(Need(text="Besøg"), "needs")
    daughter = mother.member("Ida", "relative", ida)
    mother.share(daughter, "needs")
    nurse = peter.member("Ida", "residential_home", ida)
    token = came_in(world, ida)

    assert left(world, ida) == 1

    for phone, of in ((nurse.phone, peter.id), (daughter.phone, mother.id), (own.phone, own.id)):
        phone.sync()
        assert set(phone.held) == {own.id, mother.id}, of
    assert (own.phone.texts("needs"), daughter.phone.texts("needs")) == (["Fred"], ["Besøg"])
    assert reaches(world, ida, token) == (True, 1, True)


def test_an_account_at_work_stays_on_the_team_where_it_is_a_relatives(
    world: World, peter: Plan, ida: PersonRow
) -> None:
    sister = peter.member("Ida", "relative", ida)

    assert left(world, ida) == 0

    assert sister.phone.sync().plan["plan"] == peter.id


@pytest.mark.parametrize("door", ["citizen", "professional"])
def test_what_is_told_before_says_nothing_of_a_private_life(world: World, peter: Plan, door: Door) -> None:
    ida = world.person("Ida", door)
    peter.member("Ida", "other", ida)
    before = found(world, ida)

    world.plan(world.person("Mor")).member("Ida", "relative", ida)
    if door == "citizen":
        world.plan(ida)
        came_in(world, ida)

    assert found(world, ida) == before


def test_a_second_time_there_is_nothing_left(world: World, peter: Plan, with_ida: TeamMember) -> None:
    left(world, with_ida.person)
    before = rows(peter)

    assert left(world, with_ida.person) == 0

    assert rows(peter) == before


def test_ended_in_the_middle_each_plan_is_as_it_was_or_done_and_the_next_run_goes_on(
    world: World, with_ida: TeamMember, in_ward: TeamMember, ida: PersonRow
) -> None:

    def killed(_done: int, _of: int) -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        employees.end_work(world.db, found(world, ida), world.clock, killed)
    ends = [sum(kind == "employee_left" for kind, *_ in rows(plan)) for plan in (with_ida.plan, in_ward.plan)]

    assert (sorted(ends), left(world, ida)) == ([0, 1], 1)
    assert with_ida.phone.sync().plans == []


def test_whom_the_citizen_makes_a_relative_meanwhile_stays_a_relative(
    world: World, with_ida: TeamMember, in_ward: TeamMember, ida: PersonRow
) -> None:
    by_plan = {one.plan.id: one for one in (with_ida, in_ward)}

    def told(_done: int, _of: int) -> None:
        last = by_plan[max(by_plan)]
        facts = team.MemberIn(role="relative")
        last.plan.act(team.change, member_id=last.id, facts=facts, now=world.now)

    with suppress(NotFound):
        employees.end_work(world.db, found(world, ida), world.clock, told)

    assert [one["plan"] for one in with_ida.phone.sync().plans] == [max(by_plan)]


def test_who_waits_for_a_yes_or_is_on_pause_is_gone_too(world: World, peter: Plan, ida: PersonRow) -> None:
    peter.accept(peter.invite("Ida", "psychiatry"), ida)

    assert left(world, ida) == 1

    assert rows(peter)[-1][0] == "employee_left"


def test_afterwards_they_sign_in_and_find_no_plan_and_can_be_invited_anew(
    world: World, peter: Plan, with_ida: TeamMember, in_ward: TeamMember, ida: PersonRow
) -> None:
    left(world, ida)

    token = came_in(world, ida)
    with world.tx() as tx:
        assert sign_in.me(tx, sign_in.who_is(tx, token, world.now), demo=False, now=world.now).plans == []
    again = peter.member("Ida", "municipality", ida)

    again.phone.sync()
    assert again.phone.scopes == {"responsible"}
    assert again.phone.items("responsible") == []


def test_nobody_or_more_than_one_of_the_name_is_told_apart(world: World, ida: PersonRow) -> None:
    other = PersonRow(type(ida.id)(random_id()), "https://before.test", "Ida", "professional", "Ida", "da")
    with world.tx() as tx:
        people.add(tx, other, world.now)

    with pytest.raises(NotFound):
        employees.find(world.db, subject="Bo", issuer=None, now=world.now)
    with pytest.raises(Conflict, match="several_issuers"):
        employees.find(world.db, subject="Ida", issuer=None, now=world.now)
    assert employees.find(world.db, subject="Ida", issuer="https://before.test", now=world.now).person == other


def test_t27_a_backup_does_not_bring_an_employee_back(
    world: World,
    with_ida: TeamMember,
    peter: Plan,
    file: Path,  # noqa: F811 - the fixture is asked for by its name
) -> None:
    with lost(world):
        left(world, with_ida.person)
    with_ida.phone.sync()
    assert with_ida.phone.texts("needs") == ["Ro"]

    done = replay(world, file)

    assert with_ida.phone.sync().plans == []
    assert done["place_ended"] == 1
    kind, who, said = rows(peter)[-1]
    assert (kind, who, bool(said["madeAt"])) == ("employee_left", "operator", True)
    assert replay(world, file) == {}
