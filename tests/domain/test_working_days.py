"""Danish holidays and working days, as offices keep them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stafet.domain.working_days import days_off, holidays_of, is_working_day, working_days_after

days = st.dates(date(2024, 1, 1), date(2040, 12, 1))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2027-03-25", False), ("2027-03-26", False), ("2027-03-29", False), ("2027-05-06", False),
        ("2027-05-17", False), ("2026-12-24", False), ("2026-12-31", False), ("2026-06-05", False),
        ("2026-11-28", False), ("2027-05-01", False), ("2026-05-01", True), ("2027-04-23", True),
    ],
)  # fmt: skip
def test_offices_are_open_on_working_days_only(day: str, works: bool) -> None:
    when = date.fromisoformat(day)

    assert is_working_day(when, days_off(when.year)) is works


def test_store_bededag_is_no_holiday_since_2024() -> None:
    assert "Store bededag" in {holiday.da for holiday in holidays_of(2023)}
    assert "Store bededag" not in {holiday.da for year in range(2024, 2031) for holiday in holidays_of(year)}


def test_a_holiday_has_its_name_in_both_languages() -> None:
    easter = next(holiday for holiday in holidays_of(2027) if holiday.on == date(2027, 3, 29))

    assert (easter.da, easter.en) == ("Anden påskedag", "Easter Monday")


def test_five_working_days_over_christmas_end_in_the_new_year() -> None:
    assert working_days_after(date(2026, 12, 22), 5) == date(2027, 1, 4)


@settings(max_examples=60)
@given(days, st.integers(1, 10))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    last = working_days_after(day, count)
    off = days_off(day.year, day.year + 1)
    between = [day + timedelta(days=step) for step in range(1, (last - day).days + 1)]

    assert sum(is_working_day(one, off) for one in between) == count
    assert is_working_day(last, off)
