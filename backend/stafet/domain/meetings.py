"""Meeting times: wall time in Copenhagen, and the same moment in UTC. Pure."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from stafet.domain.items import Meeting


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
