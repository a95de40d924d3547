"""Reminders are made with the meeting, follow it, and are judged again when they are due (invariant C19)."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from stafet.domain.ids import ItemId
from stafet.domain.items import Answer, Outcome
from stafet.store import reminders as stored
from stafet.store.reminders import ReminderRow
from stafet.store.tables import reminder
from stafet.use_cases import meetings, reminders, team
from stafet.use_cases.errors import NotFound
from stafet.use_cases.team import MemberIn
from tests.factories import a_meeting, a_point
from tests.world import Plan, TeamMember, World

DAY_BEFORE, TWO_HOURS_BEFORE = "12-03 09:00", "12-04 07:00"


@pytest.fixture
def meeting(peter: Plan) -> str:
    """On 4 December 2026 at 10:00 in Copenhagen, 09:00 UTC."""
    return peter.write(a_meeting("2026-12-04T10:00"))


def waiting(world: World, person: str, kind: str = "meeting") -> list[str]:
    """The moments promised to this person, in UTC."""
    query = sa.select(reminder.c.meant_for).where(
        reminder.c.person_id == person, reminder.c.kind == kind, reminder.c.state == "pending"
    )
    with world.tx() as tx:
        return [row[0].strftime("%m-%d %H:%M") for row in tx.execute(query.order_by(reminder.c.meant_for))]


def the_news(world: World, person: str) -> int:
    return len(waiting(world, person, "news"))


def reply(jonas: TeamMember, meeting: str, answer: str) -> None:
    jonas.phone.sync()
    (place,) = jonas.phone.items(f"meeting:{meeting}", "invitee")
    jonas.phone.change(place["id"], reply=answer)
    assert jonas.phone.sync().outcomes == ["applied"]


def test_the_citizen_is_reminded_a_day_and_two_hours_before(world: World, peter: Plan, meeting: str) -> None:
    assert waiting(world, peter.owner.id) == [DAY_BEFORE, TWO_HOURS_BEFORE]


def test_who_is_invited_is_reminded_too(world: World, peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.invite_to(meeting, jonas)

    assert waiting(world, jonas.person.id) == [DAY_BEFORE, TWO_HOURS_BEFORE]


def test_who_is_not_invited_is_not_reminded(world: World, peter: Plan, meeting: str, jonas: TeamMember) -> None:
    assert waiting(world, jonas.person.id) == []


def test_a_meeting_that_is_moved_moves_its_reminders(
    world: World, peter: Plan, meeting: str, jonas: TeamMember
) -> None:
    peter.invite_to(meeting, jonas)

    peter.phone.change(meeting, startsAt="2026-12-10T10:00")
    peter.phone.sync()

    assert waiting(world, jonas.person.id) == ["12-09 09:00", "12-10 07:00"]


def test_a_cancelled_meeting_reminds_nobody(world: World, peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.invite_to(meeting, jonas)

    peter.phone.change(meeting, state="cancelled")
    peter.phone.sync()

    assert waiting(world, peter.owner.id) + waiting(world, jonas.person.id) == []


def test_a_deleted_meeting_reminds_nobody(world: World, peter: Plan, meeting: str) -> None:
    peter.phone.write("delete", item=meeting)
    peter.phone.sync()

    assert waiting(world, peter.owner.id) == []


def test_who_is_not_coming_is_not_reminded(world: World, peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.invite_to(meeting, jonas)

    reply(jonas, meeting, "no")

    assert (waiting(world, jonas.person.id), len(waiting(world, peter.owner.id))) == ([], 2)


@pytest.mark.parametrize("answer", ["yes", "maybe"])
def test_who_may_come_is_reminded(world: World, peter: Plan, meeting: str, jonas: TeamMember, answer: str) -> None:
    peter.invite_to(meeting, jonas)

    reply(jonas, meeting, answer)

    assert len(waiting(world, jonas.person.id)) == 2


def test_who_comes_after_all_is_reminded_again(world: World, peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.invite_to(meeting, jonas)
    reply(jonas, meeting, "no")

    reply(jonas, meeting, "yes")

    assert len(waiting(world, jonas.person.id)) == 2


def test_who_is_uninvited_is_not_reminded(world: World, peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.invite_to(meeting, jonas)

    peter.act(meetings.uninvite, meeting_id=ItemId(meeting), member_id=jonas.id, now=world.now)

    assert waiting(world, jonas.person.id) == []


def test_whose_place_was_taken_away_offline_is_not_reminded(
    world: World, peter: Plan, meeting: str, jonas: TeamMember
) -> None:
    peter.invite_to(meeting, jonas)
    peter.phone.sync()

    peter.phone.write("delete", item=peter.phone.items(f"meeting:{meeting}", "invitee")[0]["id"])
    peter.phone.sync()

    assert waiting(world, jonas.person.id) == []


def test_who_leaves_the_team_is_not_reminded(world: World, peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.invite_to(meeting, jonas)

    jonas.phone.write("leave")
    jonas.phone.sync()

    assert waiting(world, jonas.person.id) + waiting(world, jonas.person.id, "news") == []


def test_who_becomes_active_after_the_invitation_is_reminded(world: World, peter: Plan, meeting: str) -> None:
    link = peter.invite()
    shown = peter.act(meetings.wording_for, meeting_id=ItemId(meeting), lang="da", invited=[link.member])
    peter.act(
        meetings.invite,
        meeting_id=ItemId(meeting),
        lang="da",
        invited=[link.member],
        sha256=shown.sha256,
        proved_at=world.now,
        now=world.now,
    )
    jonas = world.person("Jonas", "professional")
    peter.accept(link, jonas)

    peter.act(team.say_yes, member_id=link.member, now=world.now)

    assert len(waiting(world, jonas.id)) == 2


# News


def test_a_point_to_answer_is_news_for_who_is_asked(world: World, peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.invite_to(meeting, jonas)
    sent(world)

    peter.write(a_point(asked=jonas.id), f"meeting:{meeting}")

    assert the_news(world, jonas.person.id) == 1


def sent(world: World) -> None:
    """All news has been sent."""
    with world.tx() as tx:
        tx.execute(reminder.update().where(reminder.c.kind == "news").values(state="sent"))


def test_news_is_told_once_until_it_has_been_sent(world: World, peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.invite_to(meeting, jonas)

    for _ in range(3):
        peter.write(a_point(asked=jonas.id), f"meeting:{meeting}")

    assert the_news(world, jonas.person.id) == 1


def test_a_tap_on_news_leads_to_the_newest_meeting_it_is_about(
    world: World, peter: Plan, meeting: str, jonas: TeamMember
) -> None:
    peter.invite_to(meeting, jonas)
    another = peter.write(a_meeting("2026-12-11T10:00"))
    peter.invite_to(another, jonas)
    (row,) = [due(world, jonas.person.id, "news")]

    with world.tx() as tx:
        target = reminders.target_of(tx, reminder_id=row.id, person=jonas.person.id)

    assert target.meeting == another


def test_after_it_was_sent_there_can_be_news_again(world: World, peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.invite_to(meeting, jonas)
    sent(world)
    peter.write(a_point(asked=jonas.id), f"meeting:{meeting}")
    sent(world)

    peter.write(a_point(asked=jonas.id), f"meeting:{meeting}")

    assert the_news(world, jonas.person.id) == 1


def test_an_answer_is_news_for_the_citizen(world: World, peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.invite_to(meeting, jonas)
    sent(world)

    jonas.phone.create(Answer(text="Ja"), f"meeting:{meeting}")
    jonas.phone.sync()

    assert the_news(world, peter.owner.id) == 1


def test_what_the_citizen_has_said_yes_to_is_news_for_those_invited_and_before_it_is_not(
    world: World, peter: Plan, meeting: str, jonas: TeamMember
) -> None:
    peter.invite_to(meeting, jonas)
    sent(world)
    outcome = peter.write(Outcome(text="En praktik", state="draft"), f"meeting:{meeting}")
    before = the_news(world, jonas.person.id)

    peter.phone.change(outcome, state="approved")
    peter.phone.sync()

    assert (before, the_news(world, jonas.person.id)) == (0, 1)


def test_what_somebody_wrote_down_at_the_meeting_is_news_for_the_citizen(
    world: World, peter: Plan, meeting: str, jonas: TeamMember
) -> None:
    peter.invite_to(meeting, jonas)
    sent(world)
    jonas.phone.sync()
    jonas.phone.create(Outcome(text="En praktik", state="draft"), f"meeting:{meeting}")

    jonas.phone.sync()

    assert the_news(world, peter.owner.id) == 1


def test_somebody_who_leaves_is_news_for_the_citizen(world: World, peter: Plan, jonas: TeamMember) -> None:
    sent(world)

    jonas.phone.write("leave")
    jonas.phone.sync()

    assert the_news(world, peter.owner.id) == 1


def test_what_the_citizen_writes_is_no_news_to_themselves(world: World, peter: Plan, meeting: str) -> None:
    peter.write(a_point(), f"meeting:{meeting}")
    peter.write(Answer(text="Ja"), f"meeting:{meeting}")

    assert the_news(world, peter.owner.id) == 0


# At the moment of sending


def due(world: World, person: str, kind: str = "meeting") -> ReminderRow:
    with world.tx() as tx:
        found = tx.execute(
            sa.select(reminder.c.id).where(reminder.c.person_id == person, reminder.c.kind == kind).limit(1)
        ).scalar_one()
        row = stored.find(tx, found, person)
    assert row is not None
    return row


def may_be_sent(world: World, row: ReminderRow, at: datetime | None = None) -> bool:
    with world.tx() as tx:
        return reminders.may_still_be_sent(tx, row, at or world.now)


@pytest.fixture
def jonas_reminder(world: World, peter: Plan, meeting: str, jonas: TeamMember) -> ReminderRow:
    peter.invite_to(meeting, jonas)
    return due(world, jonas.person.id)


def test_a_reminder_of_a_planned_meeting_is_sent(world: World, jonas_reminder: ReminderRow) -> None:
    assert may_be_sent(world, jonas_reminder)


def test_a_reminder_is_not_sent_after_the_consent_was_withdrawn(
    world: World, peter: Plan, meeting: str, jonas: TeamMember, jonas_reminder: ReminderRow
) -> None:
    peter.phone.write("withdraw", member=jonas.id, scope=f"meeting:{meeting}")
    peter.phone.sync()

    assert not may_be_sent(world, jonas_reminder)


def test_a_reminder_is_not_sent_to_who_is_on_pause(
    world: World, peter: Plan, jonas: TeamMember, jonas_reminder: ReminderRow
) -> None:
    peter.act(team.change, member_id=jonas.id, facts=MemberIn(status="paused"), now=world.now)

    assert not may_be_sent(world, jonas_reminder)


def test_a_reminder_is_not_sent_to_who_has_left(
    world: World, peter: Plan, jonas: TeamMember, jonas_reminder: ReminderRow
) -> None:
    peter.act(team.remove, member_id=jonas.id, now=world.now)

    assert not may_be_sent(world, jonas_reminder)


@pytest.mark.parametrize("state", ["cancelled", "held"])
def test_a_reminder_of_a_meeting_that_is_not_planned_any_more_is_not_sent(
    world: World, peter: Plan, meeting: str, jonas_reminder: ReminderRow, state: str
) -> None:
    peter.phone.change(meeting, state=state)
    peter.phone.sync()

    assert not may_be_sent(world, jonas_reminder)


def test_a_reminder_of_a_deleted_meeting_is_not_sent(
    world: World, peter: Plan, meeting: str, jonas_reminder: ReminderRow
) -> None:
    peter.phone.write("delete", item=meeting)
    peter.phone.sync()

    assert not may_be_sent(world, jonas_reminder)


def test_a_reminder_of_a_time_the_meeting_was_moved_from_is_not_sent(
    world: World, peter: Plan, meeting: str, jonas_reminder: ReminderRow
) -> None:
    peter.phone.change(meeting, startsAt="2026-12-10T10:00")
    peter.phone.sync()

    assert not may_be_sent(world, jonas_reminder)


@pytest.mark.parametrize(("after", "is_sent"), [(timedelta(milliseconds=-1), True), (timedelta(0), False)])
def test_a_reminder_has_nothing_to_say_once_the_meeting_has_ended(
    world: World, jonas_reminder: ReminderRow, after: timedelta, is_sent: bool
) -> None:
    assert may_be_sent(world, jonas_reminder, jonas_reminder.expires_at + after) is is_sent


def test_a_tap_leads_to_the_meeting(world: World, peter: Plan, meeting: str, jonas: TeamMember) -> None:
    peter.invite_to(meeting, jonas)
    row = due(world, jonas.person.id)

    with world.tx() as tx:
        target = reminders.target_of(tx, reminder_id=row.id, person=jonas.person.id)

    assert (target.plan, target.meeting) == (peter.id, meeting)


def test_somebody_elses_reminder_does_not_exist(world: World, peter: Plan, jonas_reminder: ReminderRow) -> None:
    with world.tx() as tx, pytest.raises(NotFound):
        reminders.target_of(tx, reminder_id=jonas_reminder.id, person=peter.owner.id)
