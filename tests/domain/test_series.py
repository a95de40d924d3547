"""The days of a series, told a second time by a library: what the phone counts out (pwa/tests/meetings/series.test.ts)
must be what `dateutil` says, and each meeting keeps its clock on the wall through both changes of it.
"""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from stafet.domain.items import Meeting
from stafet.domain.meetings import ends_at, starts_at
from stafet.domain.working_days import holidays_of

GOLDEN = msgspec.json.decode((Path(__file__).parents[1] / "golden" / "series" / "days.json").read_bytes())
OFF = frozenset(map(date.fromisoformat, GOLDEN["off"]))
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def after(day: str, count: int, unit: str) -> str:
    return (date.fromisoformat(day) + relativedelta(**{unit: count})).isoformat()  # type: ignore[arg-type]


@pytest.mark.parametrize("case", GOLDEN["series"], ids=lambda case: f"{case['first']} {case['count']} {case['unit']}")
def test_the_days_of_a_series_are_the_librarys(case: dict[str, Any]) -> None:
    counted = [after(case["first"], case["count"] * step, case["unit"]) for step in range(case["times"])]

    assert case["days"] == counted


@pytest.mark.parametrize("case", GOLDEN["templates"], ids=lambda case: case["home"])
def test_the_days_of_a_template_are_counted_from_the_day_somebody_comes_home(case: dict[str, Any]) -> None:
    told = [line.split(" ") for line in case["after"]]

    assert case["days"] == [after(case["home"], int(count), unit.rstrip("s") + "s") for count, unit in told]


@pytest.mark.parametrize("case", GOLDEN["working"], ids=lambda case: case["from"])
def test_working_days_know_holidays(case: dict[str, Any]) -> None:
    tomorrow = datetime.combine(date.fromisoformat(case["from"]), time()) + timedelta(days=1)
    weekdays = (day.date() for day in rrule(DAILY, dtstart=tomorrow, byweekday=range(5)))
    working = (day for day in weekdays if day not in OFF)

    assert case["day"] == [next(working) for _ in range(case["count"])][-1].isoformat()


def test_the_days_off_in_the_cases_are_those_a_phone_is_sent() -> None:
    assert frozenset(holiday.on for year in (2026, 2027, 2028) for holiday in holidays_of(year)) == OFF


@settings(max_examples=60)
@given(
    st.dates(date(2026, 1, 1), date(2029, 12, 31)),
    st.times(time(4), time(23)).map(lambda clock: clock.replace(second=0, microsecond=0)),
    st.sampled_from([(14, "days"), (1, "months"), (6, "weeks"), (2, "months"), (3, "months")]),
    st.integers(2, 12),
)
def test_every_meeting_of_a_series_is_at_the_same_clock_through_both_clock_changes(
    first: date, clock: time, every: tuple[int, str], times: int
) -> None:
    days = [after(first.isoformat(), every[0] * step, every[1]) for step in range(times)]
    meetings = [Meeting(meeting_kind="follow_up", starts_at=f"{day}T{clock:%H:%M}") for day in days]

    walls = [starts_at(meeting).astimezone(COPENHAGEN) for meeting in meetings]

    assert [(wall.date().isoformat(), wall.time()) for wall in walls] == [(day, clock) for day in days]
    assert all(ends_at(meeting) - starts_at(meeting) == timedelta(hours=1) for meeting in meetings)
