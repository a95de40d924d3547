"""A person's own calendar of meetings: judged at each fetch, logged when it tells something new, dead when off."""

from typing import Any

import pytest
from icalendar import Calendar, Event

from stafet.domain.ids import ItemId
from stafet.use_cases import calendars, suspension
from stafet.use_cases.errors import NotFound
from stafet.use_cases.looks import who_has_looked
from tests.factories import a_meeting
from tests.world import Plan, TeamMember, World

ORIGIN = "https://stafet.example"


class Subscribed:
    """Somebody's calendar, as the program that fetches it knows it: by its link."""

    def __init__(self, world: World, person: Any, titles: Any = "neutral") -> None:
        self.world, self.person = world, person
        with world.tx() as tx:
            made = calendars.make(tx, person=person.id, titles=titles, origin=ORIGIN, now=world.now)
        self.token = made.address.split("/")[-2]

    def fetch(self) -> list[Event]:
        with self.world.tx() as tx:
            file = calendars.fetched(tx, token=self.token, origin=ORIGIN, now=self.world.now)
        read = Calendar.from_ical(file)
        assert not read.errors
        return list(read.walk("VEVENT"))

    def titles(self) -> list[str]:
        return [str(event["summary"]) for event in self.fetch()]


def looked(peter: Plan) -> list[tuple[str, str, int]]:
    found = peter.act(who_has_looked, by=peter.owner.id, before=None, now=peter.world.now)
    return [(one.name, one.scope, one.items) for one in found.looks]


@pytest.fixture
def meeting(peter: Plan, jonas: TeamMember) -> str:
    meeting = peter.write(a_meeting("2026-12-04T10:00", meeting_kind="network", place="Æblehaven 3"))
    peter.invite_to(meeting, jonas)
    return meeting


def test_the_citizen_has_every_meeting_of_the_plan(world: World, peter: Plan, meeting: str) -> None:
    peter.write(a_meeting("2026-12-11T10:00"))

    assert Subscribed(world, peter.owner).titles() == ["Møde", "Møde"]


def test_a_meeting_of_long_ago_has_left_the_calendar(world: World, peter: Plan, meeting: str) -> None:
    calendar = Subscribed(world, peter.owner)
    world.later(days=70)
    held = calendar.titles()
    world.later(days=20)

    assert (held, calendar.titles()) == (["Møde"], [])


def test_a_member_has_the_meetings_they_are_asked_to_and_no_other(
    world: World, peter: Plan, jonas: TeamMember, meeting: str
) -> None:
    peter.write(a_meeting("2026-12-11T10:00"))

    (event,) = Subscribed(world, jonas.person).fetch()

    assert str(event["url"]) == f"{ORIGIN}/shared/{peter.id}/meetings/{meeting}"


def test_a_meeting_whose_consent_has_ended_is_gone_at_the_next_fetch(
    world: World, peter: Plan, jonas: TeamMember, meeting: str
) -> None:
    calendar = Subscribed(world, jonas.person)
    before = calendar.titles()
    peter.phone.write("withdraw", member=jonas.id, scope=f"meeting:{meeting}")
    peter.phone.sync()

    assert (before, calendar.titles()) == (["Møde"], [])


def test_a_meeting_whose_consent_runs_out_is_gone_at_that_moment(world: World, jonas: TeamMember, meeting: str) -> None:
    calendar = Subscribed(world, jonas.person)
    # It is at ten in the morning, for an hour, and may be read for 14 days after it.
    world.later(days=32, hours=0, minutes=59)
    last = calendar.titles()
    world.later(minutes=1)

    assert (last, calendar.titles()) == (["Møde"], [])


def test_nothing_of_a_suspended_plan_is_in_anybodys_calendar_but_its_citizens(
    world: World, peter: Plan, jonas: TeamMember, meeting: str
) -> None:
    theirs, own = Subscribed(world, jonas.person), Subscribed(world, peter.owner)
    with world.tx() as tx:
        suspension.suspend(tx, plan_id=peter.id, operators=["Anne Krogh", "Bent Holm"], now=world.now)

    assert (theirs.titles(), own.titles()) == ([], ["Møde"])


def test_who_has_said_no_has_no_such_meeting(world: World, jonas: TeamMember, meeting: str) -> None:
    calendar = Subscribed(world, jonas.person)
    jonas.phone.sync()
    (place,) = jonas.phone.items(f"meeting:{meeting}", "invitee")
    jonas.phone.change(place["id"], reply="no")
    jonas.phone.sync()

    assert calendar.titles() == []


def test_what_is_new_to_somebody_elses_calendar_is_a_look_and_what_it_has_already_is_none(
    world: World, peter: Plan, jonas: TeamMember, meeting: str
) -> None:
    calendar = Subscribed(world, jonas.person)
    scope = f"meeting:{meeting}"
    calendar.fetch()
    calendar.fetch()
    once = looked(peter)
    peter.phone.change(meeting, startsAt="2026-12-04T12:00")
    peter.phone.sync()
    calendar.fetch()

    assert (once, looked(peter)) == ([("Jonas", scope, 1)], [("Jonas", scope, 1)] * 2)


def test_a_new_link_and_fuller_words_are_looks_again(
    world: World, peter: Plan, jonas: TeamMember, meeting: str
) -> None:
    Subscribed(world, jonas.person).fetch()
    calendar = Subscribed(world, jonas.person)
    calendar.fetch()
    with world.tx() as tx:
        calendars.choose(tx, person=jonas.person.id, titles="full")
    calendar.fetch()

    assert len(looked(peter)) == 3


def test_ones_own_meetings_are_no_looks(world: World, peter: Plan, meeting: str) -> None:
    Subscribed(world, peter.owner).fetch()

    assert looked(peter) == []


def test_a_meeting_that_is_moved_keeps_its_name_and_counts_up(world: World, peter: Plan, meeting: str) -> None:
    calendar = Subscribed(world, peter.owner)
    (before,) = calendar.fetch()
    peter.phone.change(meeting, startsAt="2026-12-11T13:00")
    peter.phone.sync()
    (after,) = calendar.fetch()

    assert (after["uid"], str(after.decoded("dtstart"))[:16]) == (before["uid"], "2026-12-11 13:00")
    assert after["sequence"] > before["sequence"]


def test_a_meeting_that_is_called_off_stays_and_says_so(world: World, peter: Plan, meeting: str) -> None:
    calendar = Subscribed(world, peter.owner)
    (before,) = calendar.fetch()
    peter.phone.change(meeting, state="cancelled")
    peter.phone.sync()
    (after,) = calendar.fetch()

    assert (after["uid"], str(after["status"]), after["sequence"] > before["sequence"]) == (
        before["uid"],
        "CANCELLED",
        True,
    )


def test_it_says_no_more_than_that_there_is_a_meeting_until_its_owner_wants_more(
    world: World, peter: Plan, meeting: str
) -> None:
    calendar = Subscribed(world, peter.owner)
    little = calendar.titles()
    with world.tx() as tx:
        calendars.choose(tx, person=peter.owner.id, titles="full")

    assert (little, calendar.titles()) == (["Møde"], ["Netværksmøde"])


def test_the_link_before_is_dead_when_there_is_a_new_one(world: World, peter: Plan, meeting: str) -> None:
    first = Subscribed(world, peter.owner)
    second = Subscribed(world, peter.owner)

    with pytest.raises(NotFound):
        first.fetch()
    assert second.titles() == ["Møde"]


def test_a_link_that_is_turned_off_is_dead(world: World, peter: Plan, meeting: str) -> None:
    calendar = Subscribed(world, peter.owner)
    with world.tx() as tx:
        calendars.turn_off(tx, peter.owner.id)
        left = calendars.mine(tx, peter.owner.id)

    with pytest.raises(NotFound):
        calendar.fetch()
    assert not left.on


def test_without_a_link_there_is_nothing_to_choose(world: World, peter: Plan) -> None:
    with world.tx() as tx, pytest.raises(NotFound):
        calendars.choose(tx, person=peter.owner.id, titles="full")


def one_file(peter: Plan, meeting: str, by: Any) -> list[Event]:
    file = peter.act(calendars.one_meeting, meeting_id=ItemId(meeting), by=by.id, origin=ORIGIN, now=peter.world.now)
    return list(Calendar.from_ical(file).walk("VEVENT"))


def test_one_meeting_as_a_file_is_the_same_meeting_as_in_the_calendar(world: World, peter: Plan, meeting: str) -> None:
    (alone,) = one_file(peter, meeting, peter.owner)
    (subscribed,) = Subscribed(world, peter.owner).fetch()

    assert alone["uid"] == subscribed["uid"]


def test_a_member_takes_one_meeting_as_a_file_and_that_is_a_look(peter: Plan, jonas: TeamMember, meeting: str) -> None:
    assert len(one_file(peter, meeting, jonas.person)) == 1
    assert looked(peter) == [("Jonas", f"meeting:{meeting}", 1)]


def test_a_meeting_that_is_not_open_to_somebody_is_no_file_for_them(
    peter: Plan, jonas: TeamMember, meeting: str
) -> None:
    other = peter.write(a_meeting("2026-12-11T10:00"))

    with pytest.raises(NotFound):
        one_file(peter, other, jonas.person)
