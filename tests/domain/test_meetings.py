"""Wall time is what people agree on; the moment in UTC follows from it."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from stafet.domain.items import Answer, Body, Dream, Meeting, Wellbeing, has_real_dates
from stafet.domain.meetings import ends_at, starts_at
from tests.factories import a_meeting, an_agreement


@pytest.mark.parametrize(
    ("wall", "moment"),
    [
        ("2026-10-20T09:00", datetime(2026, 10, 20, 7, 0, tzinfo=UTC)),
        ("2026-11-03T09:00", datetime(2026, 11, 3, 8, 0, tzinfo=UTC)),
        ("2027-03-27T09:00", datetime(2027, 3, 27, 8, 0, tzinfo=UTC)),
        ("2027-03-28T09:00", datetime(2027, 3, 28, 7, 0, tzinfo=UTC)),
    ],
    ids=["summer time", "14 days later, winter time", "the day before the clocks go forward", "the day they do"],
)
def test_nine_in_the_morning_is_nine_on_the_wall_all_year(wall: str, moment: datetime) -> None:
    assert starts_at(a_meeting(wall)) == moment


def test_a_time_the_clocks_skip_is_moved_past_the_gap() -> None:
    # 28 March 2027, 02:30 does not exist; people will read 03:30.
    assert starts_at(a_meeting("2027-03-28T02:30")) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_a_time_that_comes_twice_means_the_first() -> None:
    # 25 October 2026, 02:30 comes in summer time and again in winter time.
    assert starts_at(a_meeting("2026-10-25T02:30")) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_meeting_ends_as_many_minutes_later_as_planned() -> None:
    meeting = a_meeting("2026-10-25T02:30", minutes=90)

    assert ends_at(meeting) - starts_at(meeting) == timedelta(minutes=90)


@pytest.mark.parametrize(
    "body",
    [
        a_meeting("2026-02-30T10:00"),
        a_meeting("2027-02-29T10:00"),
        a_meeting("2026-04-31T10:00"),
        an_agreement(by_on="2026-02-30"),
        Answer(by_on="2026-02-30"),
        Wellbeing(on="2026-02-30", text="Det går"),
    ],
)
def test_a_day_that_does_not_exist_is_no_real_date(body: Body) -> None:
    assert not has_real_dates(body)


@pytest.mark.parametrize(
    "body",
    [
        a_meeting("2028-02-29T10:00"),
        a_meeting("2027-03-28T02:30"),
        an_agreement(by_on="2026-12-31"),
        an_agreement(by_on=None),
        Answer(by_on="2026-12-31"),
        Wellbeing(on="2028-02-29", text="Det går"),
        Dream(text="En bil"),
    ],
)
def test_a_day_of_the_calendar_is_a_real_date(body: Body) -> None:
    assert has_real_dates(body)


@pytest.mark.parametrize(
    "wall", ["2026-12-04T10:00\n", "2026-12-04", "2026-12-04T24:00", "2026-12-04T10:00Z", "٢٠26-12-04T10:00"]
)
def test_only_wall_time_to_the_minute_passes_the_door(wall: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"kind": "meeting", "meetingKind": "network", "startsAt": wall}, Meeting)
