"""What a person chooses about reminders, and that touching a meeting neither loses nor doubles what is on its way."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stafet.store.tables import reminder
from stafet.use_cases import reminder_choices
from stafet.use_cases.errors import Invalid
from stafet.use_cases.reminder_choices import ChoicesIn
from tests.factories import a_meeting
from tests.use_cases.test_reminders import TWO_HOURS_BEFORE, reply, waiting
from tests.world import Plan, TeamMember, World


@pytest.fixture
def meeting(peter: Plan) -> str:
    """On 4 December 2026 at 10:00 in Copenhagen, 09:00 UTC."""
    return peter.write(a_meeting("2026-12-04T10:00"))


# What a person chooses


def choose(world: World, person: str, *minutes: int, quiet: tuple[str, str] = ("", ""), zone: str = "") -> None:
    choices = ChoicesIn(minutes_before=list(minutes), quiet_from=quiet[0], quiet_until=quiet[1], zone=zone)
    with world.tx() as tx:
        reminder_choices.choose(tx, person=person, choices=choices, now=world.now)


def test_a_choice_holds_for_meetings_that_are_planned_already(world: World, peter: Plan, meeting: str) -> None:
    choose(world, peter.owner.id, 10080)

    assert waiting(world, peter.owner.id) == ["11-27 09:00"]


def test_a_choice_holds_for_meetings_made_later(world: World, peter: Plan) -> None:
    choose(world, peter.owner.id, 120)

    peter.write(a_meeting("2026-12-04T10:00"))

    assert waiting(world, peter.owner.id) == [TWO_HOURS_BEFORE]


def test_an_invited_members_choice_holds_for_them_and_nobody_else(
    world: World, peter: Plan, meeting: str, jonas: TeamMember
) -> None:
    peter.invite_to(meeting, jonas)

    choose(world, jonas.person.id)

    assert (waiting(world, jonas.person.id), len(waiting(world, peter.owner.id))) == ([], 2)


def test_quiet_hours_move_a_reminder(world: World, peter: Plan, meeting: str) -> None:
    choose(world, peter.owner.id, 120, quiet=("22:00", "08:30"))

    assert waiting(world, peter.owner.id) == ["12-04 07:30"]


def test_a_choice_does_not_remind_who_is_not_coming(world: World, peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.invite_to(meeting, jonas)
    reply(jonas, meeting, "no")

    choose(world, jonas.person.id, 120)

    assert waiting(world, jonas.person.id) == []


def test_quiet_hours_follow_the_clock_where_the_person_is(world: World, peter: Plan, meeting: str) -> None:
    # The reminder two hours before is at 09:00 in Helsinki, 08:00 in Copenhagen.
    choose(world, peter.owner.id, 120, quiet=("22:00", "08:30"), zone="Europe/Helsinki")

    assert waiting(world, peter.owner.id) == [TWO_HOURS_BEFORE]


def test_a_choice_that_names_no_clock_keeps_the_one_before(world: World, peter: Plan, meeting: str) -> None:
    choose(world, peter.owner.id, 120, zone="Europe/Helsinki")

    choose(world, peter.owner.id, 120, quiet=("22:00", "08:30"))

    assert waiting(world, peter.owner.id) == [TWO_HOURS_BEFORE]


def test_a_zone_that_is_nowhere_is_refused(world: World, peter: Plan) -> None:
    with pytest.raises(Invalid, match="unknown_zone"):
        choose(world, peter.owner.id, 120, zone="Europe/Atlantis")


# What is on its way


def all_rows(world: World, person: str) -> list[tuple[str, str]]:
    query = sa.select(reminder.c.id, reminder.c.state).where(reminder.c.person_id == person)
    with world.tx() as tx:
        return [(row[0], row[1]) for row in tx.execute(query.order_by(reminder.c.meant_for))]


def test_a_word_changed_in_the_meeting_loses_no_reminder_that_is_due(world: World, peter: Plan, meeting: str) -> None:
    before = all_rows(world, peter.owner.id)
    world.later(days=17, minutes=1)  # the first is due, and no sender has come by

    peter.phone.change(meeting, place="Jobcentret")
    peter.phone.sync()

    assert all_rows(world, peter.owner.id) == before


def told(world: World, person: str) -> None:
    with world.tx() as tx:
        tx.execute(reminder.update().where(reminder.c.person_id == person).values(state="sent"))


def test_what_was_told_early_is_not_told_again_when_the_meeting_is_touched(
    world: World, peter: Plan, meeting: str
) -> None:
    world.later(days=17, minutes=-1)  # before the promised moment, after a knock that was early
    told(world, peter.owner.id)

    peter.phone.change(meeting, place="Jobcentret")
    peter.phone.sync()

    assert waiting(world, peter.owner.id) == []


def test_what_was_told_is_not_told_again_when_quiet_hours_are_chosen(world: World, peter: Plan, meeting: str) -> None:
    world.later(days=17)
    told(world, peter.owner.id)

    choose(world, peter.owner.id, 1440, 120, quiet=("08:00", "12:00"))

    assert waiting(world, peter.owner.id) == []


def test_a_meeting_that_is_moved_reminds_again(world: World, peter: Plan, meeting: str) -> None:
    world.later(days=17)
    told(world, peter.owner.id)

    peter.phone.change(meeting, startsAt="2026-12-10T10:00")
    peter.phone.sync()

    assert waiting(world, peter.owner.id) == ["12-09 09:00", "12-10 07:00"]


def test_a_reminder_whose_moment_has_passed_when_the_meeting_is_made_is_left_out(world: World, peter: Plan) -> None:
    # It is ten in Copenhagen.
    peter.write(a_meeting("2026-11-16T13:00"))

    assert waiting(world, peter.owner.id) == ["11-16 10:00"]


def test_people_at_one_meeting_are_not_knocked_at_in_one_second(world: World, peter: Plan, meeting: str) -> None:
    peter.invite_to(meeting, *(peter.member(f"Nr. {number}") for number in range(9)))

    query = sa.select(reminder.c.due_at, reminder.c.meant_for).where(reminder.c.minutes_before == 1440)
    with world.tx() as tx:
        early = [row.meant_for - row.due_at for row in tx.execute(query)]
    assert len(set(early)) == 10
    assert all(timedelta(0) <= one <= timedelta(minutes=10) for one in early)


def test_quiet_hours_have_a_beginning_and_an_end(world: World, peter: Plan) -> None:
    with pytest.raises(Invalid, match="quiet_hours_incomplete"):
        choose(world, peter.owner.id, 120, quiet=("22:00", ""))


def test_a_choice_is_kept(world: World, peter: Plan) -> None:
    choose(world, peter.owner.id, 120, 10080, quiet=("22:00", "07:00"))

    with world.tx() as tx:
        kept = reminder_choices.choices_of(tx, peter.owner.id)

    assert (kept.minutes_before, kept.quiet_from, kept.quiet_until) == ([10080, 120], "22:00", "07:00")
