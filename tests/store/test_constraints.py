"""What the database itself refuses, whatever the code above it believes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DataError, IntegrityError, StatementError

from stafet.domain.consents import Verb
from stafet.domain.ids import GrantId, random_id
from stafet.domain.scopes import Scope
from stafet.store import consents, log, members, people
from stafet.store.tables import grant, item, member
from tests.factories import an_entry
from tests.world import Plan, TeamMember, World

REFUSED = (IntegrityError, DataError)


def a_grant_row(world: World, peter: Plan, jonas: TeamMember, **facts: Any) -> None:
    """Straight into the table, past every rule of the code."""
    usual: dict[str, Any] = {
        "plan_id": peter.id,
        "grant_id": GrantId(random_id()),
        "member_id": jonas.id,
        "scope": Scope("needs"),
        "verb": Verb.SEE,
        "purpose": "support",
        "valid_from": world.now,
        "valid_until": world.now + timedelta(days=1),
        "rev": 1,
    }
    with world.tx() as tx:
        seq = log.append(tx, peter.id, [an_entry()], world.now)
        consents.add(tx, **usual | {"given_seq": seq} | facts)


def test_a_grant_as_it_should_be_is_taken(world: World, peter: Plan, jonas: TeamMember) -> None:
    a_grant_row(world, peter, jonas)

    with world.tx() as tx:
        assert len(consents.of_member(tx, peter.id, jonas.id, world.now)) == 1


def test_the_private_scope_cannot_be_granted(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(REFUSED):
        a_grant_row(world, peter, jonas, scope=Scope("private"))


def test_a_grant_that_ends_before_it_begins_is_refused(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(REFUSED):
        a_grant_row(world, peter, jonas, valid_until=world.now)


def test_a_grant_to_nobody_is_refused(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(REFUSED):
        a_grant_row(world, peter, jonas, member_id=random_id())


def test_a_grant_without_the_event_that_gave_it_is_refused(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(REFUSED):
        a_grant_row(world, peter, jonas, given_seq=999)


def test_a_grant_ended_without_an_event_is_refused(world: World, peter: Plan, jonas: TeamMember) -> None:
    a_grant_row(world, peter, jonas)

    with pytest.raises(REFUSED), world.tx() as tx:
        tx.execute(sa.update(grant).values(ended_at=world.now))


def test_an_ended_grant_stays_ended_at_its_first_moment(world: World, peter: Plan, jonas: TeamMember) -> None:
    grant_id = GrantId(random_id())
    a_grant_row(world, peter, jonas, grant_id=grant_id)
    for hours in (0, 1):
        with world.tx() as tx:
            consents.end(tx, peter.id, grant_id, seq=1, at=world.now + timedelta(hours=hours), rev=2)

    with world.tx() as tx:
        assert tx.execute(sa.select(grant.c.ended_at)).scalar_one() == world.now


def test_two_cannot_hold_the_baton(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.member("Karen", "relative")

    with pytest.raises(REFUSED), world.tx() as tx:
        tx.execute(sa.update(member).values(baton_holder=True))


def test_two_plans_have_each_their_baton_holder(world: World, peter: Plan, jonas: TeamMember) -> None:
    world.plan(world.person("Sanne")).member("Mads")

    with world.tx() as tx:
        assert tx.execute(sa.update(member).values(baton_holder=True)).rowcount == 2


def test_who_is_not_active_cannot_hold_the_baton(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(REFUSED), world.tx() as tx:
        tx.execute(sa.update(member).values(baton_holder=True, status="paused"))


def test_nobody_is_active_without_being_a_person(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(REFUSED), world.tx() as tx:
        tx.execute(sa.update(member).values(person_id=None))


def test_a_person_has_one_place_on_a_team(world: World, peter: Plan, jonas: TeamMember) -> None:
    karen = peter.member("Karen", "relative")

    with pytest.raises(REFUSED), world.tx() as tx:
        members.change(tx, peter.id, karen.id, 99, person_id=jonas.person.id)


def test_a_place_that_has_ended_is_not_in_the_way_of_a_new_one(world: World, peter: Plan, jonas: TeamMember) -> None:
    with world.tx() as tx:
        members.end(tx, peter.id, jonas.id, by="citizen", rev=99, now=world.now)

    again = peter.member("Jonas", person=jonas.person)

    with world.tx() as tx:
        assert members.place_of(tx, peter.id, jonas.person.id).id == again.id  # type: ignore[union-attr]  # it is there


def test_an_unknown_status_is_refused(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(REFUSED), world.tx() as tx:
        tx.execute(sa.update(member).values(status="watching"))


def test_no_item_lives_in_the_team(world: World, peter: Plan) -> None:
    values = {"plan_id": peter.id, "id": "i", "scope": "team", "kind": "need", "rev": 1, "by": "citizen"}
    more = {"voice": "citizen", "at": world.now, "order_key": "", "versions": "", "body": "{}"}

    with pytest.raises(REFUSED), world.tx() as tx:
        tx.execute(item.insert().values(**values, **more))


def test_one_subject_is_one_person(world: World) -> None:
    ida = world.person("Ida")

    with pytest.raises(REFUSED), world.tx() as tx:
        people.add(tx, ida, world.now)


def test_a_moment_without_a_zone_is_refused(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(StatementError, match="zone"):
        a_grant_row(world, peter, jonas, valid_from=datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


def test_a_moment_comes_back_as_it_went_in(world: World, peter: Plan, jonas: TeamMember) -> None:
    until = world.now + timedelta(days=1, milliseconds=1)
    a_grant_row(world, peter, jonas, valid_until=until)

    with world.tx() as tx:
        (found,) = consents.of_member(tx, peter.id, jonas.id, world.now)

    assert found.valid_until == until


def test_c7_a_grant_of_a_year_is_taken(world: World, peter: Plan, jonas: TeamMember) -> None:
    a_grant_row(world, peter, jonas, valid_until=world.now + timedelta(days=365))


@pytest.mark.parametrize("more", [timedelta(milliseconds=1), timedelta(days=1), timedelta(days=4000)])
def test_c7_a_grant_longer_than_a_year_is_refused(
    world: World, peter: Plan, jonas: TeamMember, more: timedelta
) -> None:
    with pytest.raises(REFUSED):
        a_grant_row(world, peter, jonas, valid_until=world.now + timedelta(days=365) + more)


@pytest.mark.parametrize(
    "facts", [{"scope": "safety"}, {"verb": 3}, {"purpose": "work"}, {"valid_until": datetime(2027, 6, 1, tzinfo=UTC)}],
    ids=lambda facts: next(iter(facts)),
)  # fmt: skip
def test_c7_a_grant_is_never_changed(world: World, peter: Plan, jonas: TeamMember, facts: dict[str, Any]) -> None:
    a_grant_row(world, peter, jonas)

    with pytest.raises(REFUSED), world.tx() as tx:
        tx.execute(sa.update(grant).values(**facts))


def test_c5_an_ended_grant_is_never_revived(world: World, peter: Plan, jonas: TeamMember) -> None:
    grant_id = GrantId(random_id())
    a_grant_row(world, peter, jonas, grant_id=grant_id)
    with world.tx() as tx:
        consents.end(tx, peter.id, grant_id, seq=1, at=world.now, rev=2)

    with pytest.raises(REFUSED), world.tx() as tx:
        tx.execute(sa.update(grant).values(ended_at=None, ended_seq=None))


def test_a_unit_has_no_person_and_no_baton(world: World, peter: Plan) -> None:
    unit = peter.unit()

    for facts in ({"person_id": peter.owner.id}, {"baton_holder": True}, {"unit_id": unit.id}):
        with pytest.raises(REFUSED), world.tx() as tx:
            tx.execute(sa.update(member).where(member.c.id == unit.id).values(**facts))


def test_a_unit_has_one_doorkeeper(world: World, peter: Plan) -> None:
    unit = peter.unit(doorkeeper=peter.member("Mads", "psychiatry"))
    karen = peter.member("Karen", "relative")

    with pytest.raises(REFUSED), world.tx() as tx:
        members.change(tx, peter.id, karen.id, 99, keeps_door=unit.id)
