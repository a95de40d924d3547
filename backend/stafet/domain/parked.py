""" "Ingen må parkeres": what has no day ahead any more. Pure, and never stored, so that it clears by itself (A7).

The same rule as the app's `core/parked.ts`; tests/golden/parked.json holds both to it.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from stafet.domain.items import Agreement, Meeting

# A course with no meeting ahead is quiet for so long before anybody is told (mission, F7).
QUIET = timedelta(days=14)


def is_parked(one: Agreement, today: date, paused: AbstractSet[str]) -> bool:
    """An agreement whose day has gone by. One that somebody on pause holds waits for them, and is not parked."""
    return (
        one.state == "agreed"
        and one.by_on is not None
        and date.fromisoformat(one.by_on) < today
        and one.responsible not in paused
    )


def quiet_since(meetings: Iterable[Meeting], baton: date | None, today: date) -> date | None:
    """Since which day there has been no meeting, when it has been too long and none is ahead.

    Counted from the last one, or, before the first, from the day somebody took the baton.
    """
    days = [(one.state, date.fromisoformat(one.starts_at[:10])) for one in meetings if one.state != "cancelled"]
    if any(state == "planned" and day >= today for state, day in days):
        return None
    last = max((day for _, day in days if day <= today), default=baton)
    return last if last is not None and today - last >= QUIET else None
