"""Every delivery to somebody else is a look, written before it leaves; nothing else is (invariants C11, C12, C15)."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from stafet.domain.items import Dream, Need, WarningSign
from stafet.use_cases import team
from stafet.use_cases.errors import NotFound
from stafet.use_cases.looks import LooksOut, who_has_looked
from stafet.use_cases.plans import preview
from tests.factories import an_agreement
from tests.phones import Phone
from tests.world import Plan, TeamMember, World


def looks(peter: Plan, by: TeamMember | None = None, before: int | None = None) -> LooksOut:
    person = by.person.id if by else peter.owner.id
    found: LooksOut = peter.act(who_has_looked, by=person, before=before, now=peter.world.now)
    return found


def seen(peter: Plan) -> list[tuple[str, str, int]]:
    return [(one.name, one.scope, one.items) for one in looks(peter).looks]


def test_c12_a_delivery_is_one_look_for_each_scope(peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.write(Need(text="Luft"), "needs")
    peter.write(WarningSign(text="Jeg sover ikke"), "safety")
    peter.share(jonas, "needs", "safety", "strengths")

    jonas.phone.sync()

    assert seen(peter) == [("Jonas", "safety", 1), ("Jonas", "needs", 2)]


def test_c12_an_answer_with_nothing_new_is_no_look(peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")
    jonas.phone.sync()

    jonas.phone.sync()

    assert len(looks(peter).looks) == 1


def test_an_answer_with_nothing_new_is_small(peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")
    jonas.phone.sync()

    answer = jonas.phone.sync()

    assert len(answer.raw) <= 300


def test_the_citizens_own_answer_with_nothing_new_is_small(peter: Plan) -> None:
    peter.write(Need(text="Ro"), "needs")

    assert len(peter.phone.sync().raw) <= 300


def test_c12_only_what_is_new_is_a_new_look(peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.write(WarningSign(text="Jeg sover ikke"), "safety")
    peter.share(jonas, "needs", "safety")
    jonas.phone.sync()

    peter.write(Need(text="Luft"), "needs")
    jonas.phone.sync()

    assert seen(peter)[0] == ("Jonas", "needs", 1)
    assert len(seen(peter)) == 3


def test_a_second_device_of_the_same_person_is_a_look_too(peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")
    jonas.phone.sync()

    peter.phone_of(jonas.person).sync()

    assert len(looks(peter).looks) == 2


def test_the_citizen_reading_their_own_plan_is_no_look(peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")

    peter.phone_of(peter.owner).sync()

    assert seen(peter) == []


def test_the_list_of_the_team_is_a_look(peter: Plan, jonas: TeamMember, karen: TeamMember) -> None:
    peter.share(jonas, "team")

    jonas.phone.sync()

    assert seen(peter) == [("Jonas", "team", 2)]


def test_an_agreement_that_names_somebody_is_a_look_when_they_get_it(peter: Plan, jonas: TeamMember) -> None:
    dream = peter.write(Dream(text="Arbejde"))
    peter.write(an_agreement(responsible=jonas.id), f"dream:{dream}")

    jonas.phone.sync()

    assert seen(peter) == [("Jonas", "responsible", 1)]


def test_a_look_keeps_the_name_and_organisation_of_the_time(world: World, peter: Plan, jonas: TeamMember) -> None:
    facts = team.MemberIn(organisation="Jobcenteret")
    peter.act(team.change, member_id=jonas.id, facts=facts, now=world.now)
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")
    jonas.phone.sync()

    facts = team.MemberIn(name="Jonas J.", organisation="Et andet sted")
    peter.act(team.change, member_id=jonas.id, facts=facts, now=world.now)

    (one,) = looks(peter).looks
    assert (one.name, one.organisation, one.at) == ("Jonas", "Jobcenteret", world.now)


def test_a_preview_is_what_the_member_gets(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")

    shown = peter.act(preview, member_id=jonas.id, by=peter.owner, now=world.now)

    assert set(shown.scopes) == {"needs", "responsible"}
    assert [item.id for item in shown.scopes["needs"].items] == [item["id"] for item in peter.phone.items("needs")]


def test_c12_a_preview_is_no_look(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")

    peter.act(preview, member_id=jonas.id, by=peter.owner, now=world.now)

    assert seen(peter) == []


def test_only_the_citizen_has_a_preview(world: World, peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(NotFound):
        peter.act(preview, member_id=jonas.id, by=jonas.person, now=world.now)


def refuse_looks(world: World) -> None:
    """A fault in the log: the database takes no more looks."""
    with world.tx() as tx:
        if world.db.is_sqlite:
            tx.execute(sa.text("CREATE TRIGGER no_looks BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'full'); END"))
        else:
            tx.execute(sa.text("ALTER TABLE log ADD CONSTRAINT no_looks CHECK (false) NOT VALID"))


def allow_looks(world: World) -> None:
    with world.tx() as tx:
        if world.db.is_sqlite:
            tx.execute(sa.text("DROP TRIGGER no_looks"))
        else:
            tx.execute(sa.text("ALTER TABLE log DROP CONSTRAINT no_looks"))


def test_c11_what_cannot_be_logged_is_not_delivered(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")
    refuse_looks(world)

    try:
        with pytest.raises(DBAPIError):
            jonas.phone.sync()
    finally:
        allow_looks(world)

    assert jonas.phone.scopes == set()


def test_c11_when_the_log_works_again_the_delivery_and_its_look_come_together(
    world: World, peter: Plan, jonas: TeamMember
) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")
    refuse_looks(world)
    with pytest.raises(DBAPIError):
        jonas.phone.sync()
    allow_looks(world)

    jonas.phone.sync()

    assert (jonas.phone.texts("needs"), seen(peter)) == (["Ro"], [("Jonas", "needs", 1)])


def test_the_citizen_reads_on_when_the_log_is_out_of_order(world: World, peter: Plan) -> None:
    peter.write(Need(text="Ro"), "needs")
    refuse_looks(world)

    try:
        phone = peter.phone_of(peter.owner)
        phone.sync()
    finally:
        allow_looks(world)

    assert phone.texts("needs") == ["Ro"]


def test_c15_a_member_sees_looks_only_at_what_they_may_see(peter: Plan, jonas: TeamMember, karen: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.write(WarningSign(text="Jeg sover ikke"), "safety")
    peter.share(jonas, "needs", "safety")
    peter.share(karen, "safety")
    jonas.phone.sync()

    assert [(one.name, one.scope) for one in looks(peter, karen).looks] == [("Jonas", "safety")]


def test_c15_a_member_with_nothing_shared_sees_no_looks(peter: Plan, jonas: TeamMember, karen: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")
    jonas.phone.sync()

    assert looks(peter, karen).looks == []


def test_a_stranger_hears_of_no_looks(world: World, peter: Plan) -> None:
    with pytest.raises(NotFound):
        peter.act(who_has_looked, by=world.person("Ida").id, before=None, now=world.now)


def test_the_citizen_hears_how_many_people_looked_since_yesterday(
    world: World, peter: Plan, jonas: TeamMember, karen: TeamMember
) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")
    peter.share(karen, "needs")
    jonas.phone.sync()
    peter.phone_of(jonas.person).sync()
    world.later(hours=23)
    karen.phone.sync()

    assert looks(peter).people_since_yesterday == 2


def test_who_looked_earlier_than_yesterday_is_not_counted(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")
    jonas.phone.sync()

    world.later(days=1, milliseconds=1)

    assert looks(peter).people_since_yesterday == 0


def test_t5_the_citizen_hears_how_many_people_looked_in_the_month_that_is_over(
    world: World, peter: Plan, jonas: TeamMember, karen: TeamMember, mads: TeamMember
) -> None:
    peter.write(Need(text="Ro"), "needs")
    for one in (jonas, karen, mads):
        peter.share(one, "needs", days=300)
    # A minute before December on the wall, an hour ahead of UTC; at its first moment; and in its last minute.
    for one, at in ((mads, (11, 30, 22, 59)), (jonas, (11, 30, 23, 0)), (karen, (12, 31, 22, 59))):
        world.clock.at = datetime(2026, *at, tzinfo=UTC)
        peter.phone_of(one.person).sync()
        peter.phone_of(one.person).sync()
    world.clock.at = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)

    told = looks(peter).last_month

    assert told is not None
    assert (told.month, told.people) == ("2026-12", 2)


def test_t5_a_month_in_which_nobody_looked_is_told_too(world: World, peter: Plan) -> None:
    told = looks(peter).last_month

    assert told is not None
    assert (told.month, told.people) == ("2026-10", 0)


def test_t5_nobody_else_is_told_of_the_month(peter: Plan, jonas: TeamMember) -> None:
    assert looks(peter, jonas).last_month is None


def test_a_member_is_not_told_how_many_have_looked(peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")
    jonas.phone.sync()

    assert looks(peter, jonas).people_since_yesterday == 0


def test_a_long_log_comes_in_pages_with_every_look_once(peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")
    phone: Phone = jonas.phone
    for _ in range(101):
        phone.cursors.clear()
        phone.sync()

    first = looks(peter)
    second = looks(peter, before=first.before)

    # The first row of the log is the consent.
    assert [one.seq for one in [*first.looks, *second.looks]] == list(range(102, 1, -1))
    assert second.before is None
