"""Nothing renews itself: the citizen alone is told, once, two weeks before a consent ends (F1, C7, C19)."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from stafet.domain.ids import ItemId
from stafet.store import reminders as stored
from stafet.store.reminders import ReminderRow
from stafet.store.tables import reminder
from stafet.use_cases import reminder_choices, reminders, team
from tests.factories import a_meeting
from tests.world import Plan, TeamMember, World


def told(world: World) -> list[tuple[str, datetime]]:
    """Who is told, and when."""
    with world.tx() as tx:
        query = sa.select(reminder.c.person_id, reminder.c.meant_for).where(
            reminder.c.kind == "consent_ends", reminder.c.state == "pending"
        )
        return [(row[0], row[1]) for row in tx.execute(query.order_by(reminder.c.meant_for))]


def due(world: World) -> list[ReminderRow]:
    with world.tx() as tx:
        rows = stored.claim(tx, world.now, lease=timedelta(minutes=2), limit=50)
    return [row for row in rows if row.kind == "consent_ends"]


def may_be_sent(world: World, row: ReminderRow) -> bool:
    with world.tx() as tx:
        return reminders.may_still_be_sent(tx, row, world.now)


def test_the_citizen_is_told_two_weeks_before_at_ten_in_the_morning(
    world: World, peter: Plan, jonas: TeamMember
) -> None:
    # 90 days after the 16th of November is the 14th of February, at ten.
    peter.share(jonas, "needs", days=90)

    assert told(world) == [(peter.owner.id, datetime(2027, 1, 31, 9, 0, tzinfo=UTC))]


def test_nobody_is_told_of_a_consent_that_is_shorter_than_two_weeks(
    world: World, peter: Plan, jonas: TeamMember
) -> None:
    peter.share(jonas, "needs", days=13)

    assert told(world) == []


def test_several_that_end_on_one_day_are_one_message(
    world: World, peter: Plan, jonas: TeamMember, karen: TeamMember
) -> None:
    peter.share(jonas, "needs", "safety", days=90)
    peter.share(karen, "safety", days=90)

    assert len(told(world)) == 1


def test_two_days_of_ending_are_two_messages(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", days=90)
    peter.share(jonas, "safety", days=40)

    assert len(told(world)) == 2


def test_a_consent_to_a_meeting_ends_with_the_meeting_and_nobody_is_asked(
    world: World, peter: Plan, jonas: TeamMember
) -> None:
    meeting = peter.write(a_meeting("2027-03-04T10:00"))

    peter.invite_to(ItemId(meeting), jonas)

    assert told(world) == []


def test_quiet_hours_hold_for_it_too(world: World, peter: Plan, jonas: TeamMember) -> None:
    quiet = reminder_choices.ChoicesIn(minutes_before=[], quiet_from="08:00", quiet_until="12:00")
    with world.tx() as tx:
        reminder_choices.choose(tx, person=peter.owner.id, choices=quiet, now=world.now)

    peter.share(jonas, "needs", days=90)

    assert told(world) == [(peter.owner.id, datetime(2027, 1, 31, 11, 0, tzinfo=UTC))]


@pytest.mark.parametrize("how", ["withdrawn", "taken off", "left"])
def test_a_consent_that_has_ended_before_is_not_told_of(world: World, peter: Plan, jonas: TeamMember, how: str) -> None:
    peter.share(jonas, "needs", days=90)

    if how == "withdrawn":
        peter.phone.write("withdraw", member=jonas.id, scope="needs")
        peter.phone.sync()
    elif how == "taken off":
        peter.act(team.remove, member_id=jonas.id, now=world.now)
    else:
        jonas.phone.write("leave")
        jonas.phone.sync()

    assert told(world) == []


def test_one_that_ends_leaves_the_message_about_another_on_the_same_day(
    world: World, peter: Plan, jonas: TeamMember
) -> None:
    peter.share(jonas, "needs", "safety", days=90)

    peter.phone.write("withdraw", member=jonas.id, scope="needs")
    peter.phone.sync()

    assert len(told(world)) == 1


def test_one_that_is_given_anew_is_told_of_at_its_new_end_only(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", days=90)

    peter.share(jonas, "needs", days=200)

    assert [moment.date().isoformat() for _, moment in told(world)] == ["2027-05-21"]


def test_it_is_sent_when_it_is_due(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", days=90)
    world.later(days=76, minutes=5)

    (row,) = due(world)

    assert may_be_sent(world, row)


def test_c19_what_was_stopped_between_being_due_and_being_sent_is_not_sent(
    world: World, peter: Plan, jonas: TeamMember
) -> None:
    peter.share(jonas, "needs", days=90)
    world.later(days=76, minutes=5)
    (row,) = due(world)

    peter.phone.write("withdraw", member=jonas.id)
    peter.phone.sync()

    assert not may_be_sent(world, row)


def test_nobody_is_told_twice_of_the_same_end(world: World, peter: Plan, jonas: TeamMember, karen: TeamMember) -> None:
    peter.share(jonas, "needs", days=90)
    world.later(days=76, minutes=5)
    (row,) = due(world)
    with world.tx() as tx:
        stored.settle(tx, row, "sent")

    # Another consent makes the notices anew.
    peter.share(karen, "needs", days=10)

    assert told(world) == []


def test_doing_nothing_lets_it_end(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", days=90)

    world.later(days=90)
    jonas.phone.sync()

    assert "needs" not in jonas.phone.scopes


def test_a_tap_leads_to_who_may_see_what(world: World, peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "needs", days=90)
    world.later(days=76, minutes=5)
    (row,) = due(world)

    with world.tx() as tx:
        target = reminders.target_of(tx, reminder_id=row.id, person=peter.owner.id)

    assert (target.plan, target.meeting, target.consents) == (peter.id, None, True)
