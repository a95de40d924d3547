"""Meeting times: wall time in Copenhagen and the same moment in UTC; reminders before it. Pure."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from stafet.domain.items import Meeting

# What a person may choose between. Minutes before the meeting starts.
REMINDER_CHOICES = (7 * 24 * 60, 24 * 60, 2 * 60)
DEFAULT_REMINDERS = (24 * 60, 2 * 60)


def starts_at(meeting: Meeting) -> datetime:
    """The moment the meeting starts, in UTC.

    A wall time that a clock change skips is moved past the gap by `zoneinfo` (02:30 becomes 03:30); one that occurs
    twice means the first.
    """
    local = datetime.fromisoformat(meeting.starts_at).replace(tzinfo=ZoneInfo(meeting.zone))
    return local.astimezone(UTC)


def ends_at(meeting: Meeting) -> datetime:
    """The moment the meeting is planned to end, in UTC."""
    return starts_at(meeting) + timedelta(minutes=meeting.minutes)


def reminder_moments(meeting: Meeting, minutes_before: tuple[int, ...], now: datetime) -> list[tuple[int, datetime]]:
    """When to remind, for each chosen distance that is still ahead. A meeting that is not planned reminds nobody."""
    if meeting.state != "planned":
        return []
    start = starts_at(meeting)
    moments = [(minutes, start - timedelta(minutes=minutes)) for minutes in minutes_before]
    return [(minutes, moment) for minutes, moment in moments if moment > now]
