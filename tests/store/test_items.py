"""Reads of plan content demand proof of access, and a tombstone keeps nothing."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stafet.domain.consents import Access, Opening, Verb, citizen_access
from stafet.domain.items import Dream, Need
from stafet.domain.scopes import Scope
from stafet.store import items, plans
from stafet.store.tables import edit, item
from stafet.store.tables import plan as plan_table
from tests.factories import NOW, a_member, an_agreement
from tests.world import Plan, TeamMember, World


def only(jonas: TeamMember, *scopes: str) -> Access:
    """Access to these scopes and no others."""
    member = a_member(id=jonas.id, plan=jonas.plan.id)
    opened = {Scope(scope): Opening(Verb.SEE, NOW + timedelta(days=1)) for scope in scopes}
    return Access(plan=jonas.plan.id, member=member, opened=opened)


def test_an_item_is_found_with_access_to_its_scope(world: World, peter: Plan, jonas: TeamMember) -> None:
    need = peter.write(Need(text="Ro"), "needs")

    with world.tx() as tx:
        assert items.find(tx, only(jonas, "needs"), need) is not None


def test_an_item_is_not_found_without_access_to_its_scope(world: World, peter: Plan, jonas: TeamMember) -> None:
    need = peter.write(Need(text="Ro"), "needs")

    with world.tx() as tx:
        assert items.find(tx, only(jonas, "safety"), need) is None


def test_an_item_of_another_plan_is_not_found(world: World, peter: Plan) -> None:
    need = peter.write(Need(text="Ro"), "needs")
    other = world.plan(world.person("Sanne"))

    with world.tx() as tx:
        assert items.find(tx, citizen_access(other.id), need) is None


def test_reading_a_scope_without_access_is_refused(world: World, peter: Plan, jonas: TeamMember) -> None:
    with world.tx() as tx, pytest.raises(PermissionError):
        items.changed_since(tx, only(jonas, "safety"), {Scope("needs"): 0}, 10)


def test_listing_a_scope_without_access_is_an_empty_list(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")

    with world.tx() as tx:
        assert items.in_scope(tx, only(jonas, "safety"), Scope("needs")) == []


def test_the_heads_of_closed_scopes_are_not_told(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")

    with world.tx() as tx:
        assert plans.heads(plans.lock(tx, peter.id), only(jonas, "safety")) == {}


def test_only_what_is_newer_than_a_revision_is_read(world: World, peter: Plan) -> None:
    peter.write(Need(text="Ro"), "needs")
    new = peter.write(Need(text="Luft"), "needs")

    with world.tx() as tx:
        rows = items.changed_since(tx, citizen_access(peter.id), {Scope("needs"): 1}, 10)

    assert [row.id for row in rows] == [new]


def test_a_scope_read_from_the_start_says_nothing_of_what_is_gone(world: World, peter: Plan) -> None:
    need = peter.write(Need(text="Ro"), "needs")
    peter.phone.write("delete", item=need)
    peter.phone.sync()

    with world.tx() as tx:
        assert items.changed_since(tx, citizen_access(peter.id), {Scope("needs"): 0}, 10) == []


def test_a_scope_read_onwards_tells_what_is_gone(world: World, peter: Plan) -> None:
    need = peter.write(Need(text="Ro"), "needs")
    peter.phone.write("delete", item=need)
    peter.phone.sync()

    with world.tx() as tx:
        (stone,) = items.changed_since(tx, citizen_access(peter.id), {Scope("needs"): 1}, 10)

    assert (stone.id, stone.body) == (need, None)


def test_a_tombstone_keeps_no_body_no_link_and_no_name(world: World, peter: Plan, jonas: TeamMember) -> None:
    dream = peter.write(Dream(text="Arbejde"))
    link = {"scope": f"dream:{dream}", "item": dream}
    agreement = peter.write(an_agreement(responsible=jonas.id), "agreements", from_=link, order="b")
    peter.phone.change(agreement, what="Andet")
    peter.phone.write("delete", item=agreement)
    peter.phone.sync()

    with world.tx() as tx:
        row = tx.execute(sa.select(item).where(item.c.id == agreement)).one()

    assert (row.body, row.link_scope, row.link_item, row.member_id, row.versions, row.order_key) == (
        None, None, None, None, "", "",
    )  # fmt: skip


def test_the_words_of_an_edit_are_kept_nowhere_but_in_the_item(world: World, peter: Plan) -> None:
    peter.write(Need(text="Hemmelige ord"), "needs")

    with world.tx() as tx:
        kept = repr(tx.execute(sa.select(edit)).all())

    assert "Hemmelige ord" not in kept


def test_revisions_are_dense_and_the_heads_follow(world: World, peter: Plan) -> None:
    for number in range(5):
        peter.write(Need(text=str(number)), "needs")
    peter.write(Dream(text="Arbejde"))

    with world.tx() as tx:
        revisions = sorted(tx.execute(sa.select(item.c.rev)).scalars())
        counter = tx.execute(sa.select(plan_table.c.rev)).scalar_one()
        head = plans.heads(plans.lock(tx, peter.id), citizen_access(peter.id))["needs"]

    assert (revisions, counter, head) == ([1, 2, 3, 4, 5, 6], 6, 5)
