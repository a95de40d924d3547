"""When a phone reminds: wall-clock days before, real hours before, and never in quiet hours."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from stafet.domain.reminders import Quiet, moments, quiet_hours, spread
from tests.factories import a_meeting

CPH = ZoneInfo("Europe/Copenhagen")
WEEK, DAY, TWO_HOURS = 7 * 24 * 60, 24 * 60, 120


def on_the_wall(starts_at: str, *minutes: int, quiet: tuple[str, str] | None = None) -> list[str]:
    hours = quiet_hours(*quiet, "Europe/Copenhagen") if quiet else None
    found = moments(a_meeting(starts_at), minutes, hours)
    return [moment.astimezone(CPH).strftime("%Y-%m-%d %H:%M") for _, moment in found]


@pytest.mark.parametrize(
    ("starts_at", "reminded"),
    [
        ("2026-10-20T09:00", ["2026-10-13 09:00", "2026-10-19 09:00", "2026-10-20 07:00"]),
        ("2026-10-26T09:00", ["2026-10-19 09:00", "2026-10-25 09:00", "2026-10-26 07:00"]),
        ("2026-11-03T09:00", ["2026-10-27 09:00", "2026-11-02 09:00", "2026-11-03 07:00"]),
        ("2027-03-28T09:00", ["2027-03-21 09:00", "2027-03-27 09:00", "2027-03-28 07:00"]),
        ("2027-03-29T09:00", ["2027-03-22 09:00", "2027-03-28 09:00", "2027-03-29 07:00"]),
        ("2028-03-01T09:00", ["2028-02-23 09:00", "2028-02-29 09:00", "2028-03-01 07:00"]),
    ],
    ids=["summer", "clocks back the day before", "winter", "clocks forward that day", "the day after", "leap day"],
)
def test_a_day_before_is_the_same_time_of_day_across_a_clock_change(starts_at: str, reminded: list[str]) -> None:
    assert on_the_wall(starts_at, WEEK, DAY, TWO_HOURS) == reminded


@pytest.mark.parametrize(
    ("starts_at", "moment"),
    [
        ("2026-10-25T04:00", datetime(2026, 10, 25, 1, 0, tzinfo=UTC)),
        ("2027-03-28T04:00", datetime(2027, 3, 28, 0, 0, tzinfo=UTC)),
    ],
    ids=["in the long night", "in the short night"],
)
def test_two_hours_before_are_two_real_hours(starts_at: str, moment: datetime) -> None:
    assert moments(a_meeting(starts_at), (TWO_HOURS,), None) == [(TWO_HOURS, moment)]


@pytest.mark.parametrize("state", ["held", "cancelled"])
def test_only_a_planned_meeting_reminds(state: str) -> None:
    assert moments(a_meeting("2026-12-04T10:00", state=state), (DAY,), None) == []


def test_a_distance_chosen_twice_reminds_once() -> None:
    assert len(moments(a_meeting(), (DAY, DAY), None)) == 1


NIGHT = ("22:00", "07:30")


@pytest.mark.parametrize(
    ("starts_at", "minutes", "reminded"),
    [
        ("2026-12-04T21:59", DAY, "2026-12-03 21:59"),
        ("2026-12-04T22:00", DAY, "2026-12-04 07:30"),
        ("2026-12-04T23:30", DAY, "2026-12-04 07:30"),
        ("2026-12-05T00:30", DAY, "2026-12-04 07:30"),
        ("2026-12-04T09:29", TWO_HOURS, "2026-12-04 07:30"),
        ("2026-12-04T09:30", TWO_HOURS, "2026-12-04 07:30"),
    ],
    ids=["just before", "as they begin", "before midnight", "after midnight", "just before they end", "as they end"],
)
def test_quiet_hours_over_midnight_wait_for_the_morning(starts_at: str, minutes: int, reminded: str) -> None:
    assert on_the_wall(starts_at, minutes, quiet=NIGHT) == [reminded]


def test_a_meeting_at_dawn_is_reminded_of_just_before_the_quiet_hours_begin() -> None:
    assert on_the_wall("2026-12-04T07:30", TWO_HOURS, quiet=NIGHT) == ["2026-12-03 21:59"]


@pytest.mark.parametrize(
    ("starts_at", "reminded"),
    [
        ("2026-12-04T14:59", "2026-12-04 12:59"),
        ("2026-12-04T15:00", "2026-12-04 14:00"),
        ("2026-12-04T16:00", "2026-12-04 14:00"),
    ],
    ids=["just before", "as they begin", "as they end"],
)
def test_quiet_hours_within_a_day_wait_for_their_end(starts_at: str, reminded: str) -> None:
    assert on_the_wall(starts_at, TWO_HOURS, quiet=("13:00", "14:00")) == [reminded]


def test_quiet_hours_that_begin_when_they_end_are_none() -> None:
    assert on_the_wall("2026-12-04T10:00", TWO_HOURS, quiet=("08:00", "08:00")) == ["2026-12-04 08:00"]


def test_quiet_hours_hold_on_the_night_the_clocks_go_back() -> None:
    assert on_the_wall("2026-10-26T03:00", DAY, quiet=NIGHT) == ["2026-10-25 07:30"]


def test_quiet_hours_follow_the_clock_where_the_person_is() -> None:
    # Ten in the evening in Lisbon is eleven in Copenhagen.
    quiet = quiet_hours("22:00", "07:30", "Europe/Lisbon")
    assert quiet is not None

    held = [quiet.holds(datetime(2026, 12, 3, hour, minute, tzinfo=UTC)) for hour, minute in ((21, 59), (22, 0))]

    assert held == [False, True]


NOON = datetime(2026, 12, 3, 12, tzinfo=UTC)
START = datetime(2026, 12, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(("share", "early"), [(0.0, 0), (0.5, 5), (1.0, 10)])
def test_chance_makes_a_knock_early_and_never_late(share: float, early: int) -> None:
    assert NOON - spread(NOON, share, None, START) == timedelta(minutes=early)


def test_a_knock_that_waited_for_the_morning_is_spread_after_the_quiet_hours() -> None:
    quiet = Quiet(time(22), time(12), ZoneInfo("UTC"))

    assert spread(NOON, 0.5, quiet, START) == NOON + timedelta(minutes=2.5)


def test_a_knock_is_not_spread_past_the_meeting() -> None:
    quiet = Quiet(time(22), time(12), ZoneInfo("UTC"))

    assert spread(NOON, 0.5, quiet, NOON + timedelta(minutes=2)) == NOON
