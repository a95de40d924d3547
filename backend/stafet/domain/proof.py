"""How long somebody has just shown who they are."""

from datetime import datetime, timedelta

FRESH_FOR = timedelta(minutes=5)


def is_fresh(proved_at: datetime | None, now: datetime) -> bool:
    """Whether the person proved who they are within the last five minutes (trust.md 4.4). Not known is not fresh."""
    return proved_at is not None and proved_at + FRESH_FOR >= now
