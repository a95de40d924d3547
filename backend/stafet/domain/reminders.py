"""When to remind: before a meeting, outside the hours a person wants quiet. Pure."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from stafet.domain.items import Meeting
from stafet.domain.meetings import starts_at

# Minutes before the meeting. What a person may choose between, and what is so until they choose.
CHOICES = (7 * 24 * 60, 24 * 60, 2 * 60)
DEFAULT = (24 * 60, 2 * 60)
# Long enough to think about it, and to ask somebody.
ENDS_NOTICE = timedelta(days=14)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def moments(
    meeting: Meeting, minutes_before: tuple[int, ...], quiet: tuple[str, str] | None, now: datetime
) -> list[tuple[int, datetime]]:
    """(minutes before, moment) for each chosen distance that is still ahead. Only a planned meeting reminds.

    A distance that has passed when the meeting is made is left out: a reminder is never late by design.
    """
    if meeting.state != "planned":
        return []
    start = starts_at(meeting)
    found = []
    for minutes in sorted(set(minutes_before), reverse=True):
        # Hours before are hours; days before are the same time of day, also across a clock change.
        moment = _same_clock_before(start, minutes, ZoneInfo(meeting.zone))
        if quiet is not None:
            moment = outside_quiet(moment, quiet, ZoneInfo(meeting.zone), start)
        if moment > now:
            found.append((minutes, moment))
    return found


def ends_notice(until: datetime) -> datetime:
    """When the citizen is told that a consent ends: two weeks before its last day, at ten in the morning."""
    last_day = (until - timedelta(microseconds=1)).astimezone(COPENHAGEN).date()
    return datetime.combine(last_day - ENDS_NOTICE, time(10), COPENHAGEN).astimezone(UTC)


def _same_clock_before(start: datetime, minutes: int, zone: ZoneInfo) -> datetime:
    days, rest = divmod(minutes, 24 * 60)
    local = start.astimezone(zone) - timedelta(days=days)
    return local.astimezone(UTC) - timedelta(minutes=rest)


def outside_quiet(moment: datetime, quiet: tuple[str, str], zone: ZoneInfo, start: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours it falls in; their beginning when their end is too late."""
    quiet_from, quiet_until = (time.fromisoformat(clock) for clock in quiet)
    if quiet_from == quiet_until:
        return moment
    local = moment.astimezone(zone)
    clock = local.time()
    over_midnight = quiet_from > quiet_until
    is_quiet = (clock >= quiet_from or clock < quiet_until) if over_midnight else (quiet_from <= clock < quiet_until)
    if not is_quiet:
        return moment
    end_day = local.date() + timedelta(days=1) if over_midnight and clock >= quiet_from else local.date()
    end = datetime.combine(end_day, quiet_until, zone).astimezone(UTC)
    if end < start:
        return end
    begin_day = end_day - timedelta(days=1) if over_midnight else end_day
    return datetime.combine(begin_day, quiet_from, zone).astimezone(UTC) - timedelta(minutes=1)
