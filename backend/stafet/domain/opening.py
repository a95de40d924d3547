"""Opening hours: whether somebody can be reached now, and when that changes. Pure: wall time and holidays come in.

`pwa/src/core/opening.ts` says the same on the phone, where it must be said without a network. Both are held by
tests/golden/hours/.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from msgspec import Meta

from stafet.domain.ids import END
from stafet.domain.structs import Wire

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = "|".join(WEEKDAYS)
_FROM = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_UNTIL = rf"(?:{_FROM}|24:00)"
HOURS = rf"^((?P<first>{_DAY})(?:-(?P<last>{_DAY}))? (?P<opens>{_FROM})-(?P<closes>{_UNTIL})|always){END}"
_hours = re.compile(HOURS)

OnHolidays = Literal["closed", "as_sunday", "as_usual"]
Hours = Annotated[str, Meta(pattern=HOURS)]
"""As an operator writes them: "mon-fri 08:30-15:30", "sat 22:00-06:00" (into the next day), "always"."""

_ONE_DAY = timedelta(days=1)
_AHEAD = 14


class Span(Wire, frozen=True, kw_only=True, omit_defaults=False):
    """Open on one weekday (0 is Monday), in minutes from midnight. Past 1440 it lasts into the next day."""

    day: int
    opens: int
    closes: int


class Opening(Wire, frozen=True, kw_only=True):
    """Open or closed now, and the wall time at which that changes; None when it does not within two weeks."""

    is_open: bool
    changes_at: datetime | None = None


def spans_of(hours: Sequence[str]) -> list[Span]:
    """Hours as they are written, day by day. "always" is every day from midnight to midnight."""
    found: list[Span] = []
    for line in hours:
        match = _hours.match(line)
        if match is None:
            raise ValueError(line)
        if line == "always":
            found += [Span(day=day, opens=0, closes=1440) for day in range(7)]
            continue
        first = WEEKDAYS.index(match["first"])
        last = WEEKDAYS.index(match["last"] or match["first"])
        opens, closes = _minutes(match["opens"]), _minutes(match["closes"])
        for day in range(first, last + 1 if last >= first else last + 8):
            found.append(Span(day=day % 7, opens=opens, closes=closes if closes > opens else closes + 1440))
    return sorted(found, key=lambda span: (span.day, span.opens))


def _minutes(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)


def opening(spans: Sequence[Span], on_holidays: OnHolidays, at: datetime, off: Collection[date]) -> Opening:
    """What is so at this wall time. Hours that touch are one: day and night is not closed at midnight."""
    is_open = False
    changes_at: datetime | None = None
    for begins, ends in _stretches(spans, on_holidays, at.date(), off):
        if is_open and changes_at is not None and begins <= changes_at:
            changes_at = max(changes_at, ends)
        elif is_open:
            break
        elif begins <= at < ends:
            is_open, changes_at = True, ends
        elif begins > at:
            changes_at = begins
            break
    if changes_at is not None and changes_at >= _midnight(at.date()) + _ONE_DAY * _AHEAD:
        changes_at = None
    return Opening(is_open=is_open, changes_at=changes_at)


def _stretches(
    spans: Sequence[Span], on_holidays: OnHolidays, today: date, off: Collection[date]
) -> Iterator[tuple[datetime, datetime]]:
    # From yesterday, whose night may last into today.
    for ahead in range(-1, _AHEAD + 1):
        day = today + _ONE_DAY * ahead
        weekday = day.weekday()
        if day in off and on_holidays != "as_usual":
            if on_holidays == "closed":
                continue
            weekday = 6
        for span in spans:
            if span.day == weekday:
                midnight = _midnight(day)
                yield midnight + timedelta(minutes=span.opens), midnight + timedelta(minutes=span.closes)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the clock on the wall
