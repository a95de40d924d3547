"""What a phone is sent, given what it holds: everything once, and from the start when nothing can be built upon."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stafet.domain.consents import citizen_access, member_access
from stafet.domain.items import Dream, Need, Strength
from stafet.store import items, plans
from stafet.store.tables import plan as plan_table
from stafet.use_cases.pull import keep_of
from tests.factories import NOW, a_grant, a_member, an_id
from tests.world import Plan, TeamMember, World

MANY = 1203


@pytest.fixture
def many(world: World, peter: Plan) -> list[str]:
    """More items than two pages hold, in two scopes, written past the phone's limits."""
    ids = [an_id() for _ in range(MANY)]
    with world.tx() as tx:
        for rev, item in enumerate(ids, start=1):
            scope, body = ("needs", Need(text="x")) if rev % 3 else ("strengths", Strength(text="x"))
            items.add(
                tx,
                plan_id=peter.id,
                item_id=item,
                scope=scope,
                body=body,
                by="citizen",
                voice="citizen",
                at=NOW,
                rev=rev,
            )
        last = {"needs": MANY - 1, "strengths": MANY}
        plans.advance(tx, plans.lock(tx, peter.id), MANY, last)
    return ids


def delivered(answers: list[dict[str, object]]) -> list[str]:
    return [
        item["id"] for answer in answers for scope in answer["plans"][0].get("scopes", {}).values()
        for item in scope.get("items", [])
    ]  # fmt: skip


def test_every_item_comes_exactly_once_over_the_pages(peter: Plan, many: list[str]) -> None:
    answers = peter.phone.sync_all()

    assert sorted(delivered([answer.json for answer in answers])) == sorted(many)


def test_no_page_holds_more_than_five_hundred(peter: Plan, many: list[str]) -> None:
    answers = peter.phone.sync_all()

    assert [len(delivered([answer.json])) for answer in answers] == [500, 500, 203]


def test_a_member_gets_every_item_once_over_the_pages_too(peter: Plan, many: list[str], jonas: TeamMember) -> None:
    peter.share(jonas, "needs", "strengths")

    answers = jonas.phone.sync_all()

    assert sorted(delivered([answer.json for answer in answers])) == sorted(many)


def test_what_changes_between_two_pages_is_not_missed(peter: Plan, many: list[str]) -> None:
    other = peter.phone_of(peter.owner)
    other.sync()

    peter.phone.write("change", item=many[0], fields={"text": "nyt"}, base={"text": many[0]})
    peter.phone.sync()
    other.sync_all()

    assert ((other.find(many[0]) or {})["body"]["text"], len(other.items("needs")) + len(other.items("strengths"))) == (
        "nyt",
        MANY,
    )


def test_a_phone_that_holds_everything_is_sent_only_what_is_new(peter: Plan) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.phone.sync()
    other = peter.phone_of(peter.owner)
    new = other.create(Need(text="Luft"), "needs")
    other.sync()

    answer = peter.phone.sync()

    assert delivered([answer.json]) == [new]


def test_another_epoch_starts_from_the_beginning(world: World, peter: Plan) -> None:
    need = peter.write(Need(text="Ro"), "needs")
    with world.tx() as tx:
        tx.execute(sa.update(plan_table).values(epoch="restored"))

    answer = peter.phone.sync()

    assert (delivered([answer.json]), answer.plan["scopes"]["needs"]["full"]) == ([need], True)


def test_a_phone_ahead_of_the_server_starts_from_the_beginning(peter: Plan) -> None:
    need = peter.write(Need(text="Ro"), "needs")
    peter.phone.cursors[peter.id]["have"]["needs"] = 10**12

    answer = peter.phone.sync()

    assert (delivered([answer.json]), answer.plan["scopes"]["needs"]["full"]) == ([need], True)


def test_a_phone_that_claims_less_than_nothing_starts_from_the_beginning(peter: Plan) -> None:
    need = peter.write(Need(text="Ro"), "needs")
    peter.phone.cursors[peter.id]["have"]["needs"] = -1

    assert delivered([peter.phone.sync().json]) == [need]


def test_a_members_phone_that_claims_another_view_starts_from_the_beginning(peter: Plan, jonas: TeamMember) -> None:
    need = peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")
    jonas.phone.sync()
    jonas.phone.cursors[peter.id]["view"] = "invented"

    assert delivered([jonas.phone.sync().json]) == [need]


def test_claiming_to_hold_a_closed_scope_opens_nothing(peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    jonas.phone.sync()
    jonas.phone.cursors[peter.id]["have"] |= {"needs": 0, "private": 0, "consents": 0}

    answer = jonas.phone.sync()

    assert "needs" not in answer.plan.get("scopes", {})


def test_what_was_deleted_before_a_phone_came_says_nothing_to_it(peter: Plan) -> None:
    need = peter.write(Need(text="Ro"), "needs")
    peter.phone.write("delete", item=need)
    peter.phone.sync()

    answer = peter.phone_of(peter.owner).sync()

    assert need not in answer.raw.decode()


def test_a_tombstone_has_no_body_no_link_and_no_author(peter: Plan) -> None:
    dream = peter.write(Dream(text="Arbejde"))
    peter.phone.write("delete", item=dream)

    answer = peter.phone.sync()

    (stone,) = answer.plan["scopes"][f"dream:{dream}"]["items"]
    assert set(stone) == {"id", "rev", "at", "deleted"}


def test_the_citizens_phone_may_keep_everything() -> None:
    assert keep_of(citizen_access(a_member().plan), NOW).kind == "all"


def test_a_professionals_tab_keeps_nothing_beyond_itself() -> None:
    access = member_access(a_member(role="job_centre"), [a_grant()], NOW)

    assert keep_of(access, NOW).kind == "tab"


@pytest.mark.parametrize("role", ["relative", "peer", "volunteer"])
def test_a_lay_persons_phone_keeps_for_three_days(role: str) -> None:
    keep = keep_of(member_access(a_member(role=role), [a_grant()], NOW), NOW)

    assert (keep.kind, keep.until) == ("lease", NOW + timedelta(hours=72))


def test_a_lease_is_never_longer_than_the_consent() -> None:
    ends = NOW + timedelta(hours=5)
    keep = keep_of(member_access(a_member(role="relative"), [a_grant(valid_until=ends)], NOW), NOW)

    assert keep.until == ends


def test_a_member_of_two_plans_gets_each_by_its_own_consents(world: World, peter: Plan, jonas: TeamMember) -> None:
    other = world.plan(world.person("Sanne"))
    second = other.member("Jonas", person=jonas.person)
    peter.write(Need(text="Peters"), "needs")
    other.write(Need(text="Sannes"), "needs")
    other.share(second, "needs")

    raw = jonas.phone.sync().raw.decode()

    assert ("Sannes" in raw, "Peters" in raw) == (True, False)
