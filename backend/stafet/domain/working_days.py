"""Danish holidays, and which days are worked. Pure: the days of a year are the same for everybody.

The dates come from the library `holidays`, which people who follow the law keep: store bededag is none from 2024 on.
The phone has no library of its own; it is sent the days (`domain/content.py`).
"""

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

from stafet.domain.structs import Wire

_ONE_DAY = timedelta(days=1)
# The library knows 1 May as a day some agreements make free. Public offices are open.
_WORKED = {(5, 1)}


class Holiday(Wire, frozen=True, kw_only=True):
    """A day on which offices are closed, with its name in both languages."""

    on: date
    da: str
    en: str


@cache
def holidays_of(year: int) -> tuple[Holiday, ...]:
    """The holidays of one year, in order.

    Grundlovsdag, 24 and 31 December are no holidays by law. Most offices are closed, and nothing is promised on them.
    """
    kinds = ("public", "optional")
    danish = country_holidays("DK", years=year, language="da", categories=kinds)
    english = country_holidays("DK", years=year, language="en_US", categories=kinds)
    return tuple(
        Holiday(on=on, da=danish[on], en=english[on]) for on in sorted(danish) if (on.month, on.day) not in _WORKED
    )


def days_off(*years: int) -> frozenset[date]:
    """The holidays of some years, as dates."""
    return frozenset(holiday.on for year in years for holiday in holidays_of(year))


def is_working_day(day: date, off: Collection[date]) -> bool:
    """Monday to Friday, and no holiday."""
    return day.weekday() < 5 and day not in off


def working_days_after(day: date, count: int) -> date:
    """The day on which so many working days have passed. The day itself does not count."""
    off = days_off(day.year, day.year + 1)
    while count:
        day += _ONE_DAY
        count -= is_working_day(day, off)
    return day
