"""When to remind: before a meeting, outside the hours a person wants quiet. Pure."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from stafet.domain.items import Meeting
from stafet.domain.meetings import starts_at
from stafet.domain.wall_clock import COPENHAGEN, danish_day

# Minutes before the meeting. What a person may choose between, and what is so until they choose.
CHOICES = (7 * 24 * 60, 24 * 60, 2 * 60)
DEFAULT = (24 * 60, 2 * 60)
# Long enough to think about it, and to ask somebody.
ENDS_NOTICE = timedelta(days=14)
# Everybody at a meeting is reminded of it: whose phones ring in the same second would tell who they are (T10).
SPREAD = timedelta(minutes=10)
# Where nothing can be early: news, and what waited for the morning.
LATER = timedelta(minutes=5)


class Quiet(msgspec.Struct, frozen=True):
    """The hours in which a person's phones say nothing, on the clock where the person is."""

    begin: time
    end: time
    zone: ZoneInfo = COPENHAGEN

    def holds(self, moment: datetime) -> bool:
        """Whether it is quiet at this moment. Quiet hours that begin when they end are none."""
        clock = moment.astimezone(self.zone).time()
        if self.begin <= self.end:
            return self.begin <= clock < self.end
        return clock >= self.begin or clock < self.end

    def end_after(self, moment: datetime) -> datetime:
        """When the quiet hours end that this moment lies in."""
        local = moment.astimezone(self.zone)
        day = local.date()
        if self.begin > self.end and local.time() >= self.begin:
            day += timedelta(days=1)
        return datetime.combine(day, self.end, self.zone).astimezone(UTC)

    def begin_before(self, end: datetime) -> datetime:
        """When the quiet hours began that end then."""
        day = end.astimezone(self.zone).date()
        if self.begin > self.end:
            day -= timedelta(days=1)
        return datetime.combine(day, self.begin, self.zone).astimezone(UTC)


def quiet_hours(begin: str, end: str, zone: str) -> Quiet | None:
    """What a person has chosen: "22:00" to "07:00", or nothing."""
    if not (begin and end):
        return None
    return Quiet(time.fromisoformat(begin), time.fromisoformat(end), ZoneInfo(zone))


def is_zone(name: str) -> bool:
    """Whether there is such a time zone."""
    return name in available_timezones()


def moments(meeting: Meeting, minutes_before: tuple[int, ...], quiet: Quiet | None) -> list[tuple[int, datetime]]:
    """(minutes before, moment) for each chosen distance. Only a planned meeting reminds."""
    if meeting.state != "planned":
        return []
    start = starts_at(meeting)
    found = []
    for minutes in sorted(set(minutes_before), reverse=True):
        # Hours before are hours; days before are the same time of day, also across a clock change.
        moment = _same_clock_before(start, minutes, ZoneInfo(meeting.zone))
        found.append((minutes, outside_quiet(moment, quiet, start)))
    return found


def spread(moment: datetime, share: float, quiet: Quiet | None, latest: datetime) -> datetime:
    """When one person's phone is knocked at: by a share of chance up to ten minutes early, never late.

    Only where that would break the quiet hours, it is up to five minutes after them.
    """
    early = moment - SPREAD * share
    if quiet is None or not quiet.holds(early):
        return early
    late = moment + LATER * share
    return late if late < latest and not quiet.holds(late) else moment


def ends_notice(until: datetime) -> datetime:
    """When the citizen is told that a consent ends: two weeks before its last day, at ten in the morning."""
    last_day = danish_day(until - timedelta(microseconds=1))
    return datetime.combine(last_day - ENDS_NOTICE, time(10), COPENHAGEN).astimezone(UTC)


def _same_clock_before(start: datetime, minutes: int, zone: ZoneInfo) -> datetime:
    days, rest = divmod(minutes, 24 * 60)
    local = start.astimezone(zone) - timedelta(days=days)
    return local.astimezone(UTC) - timedelta(minutes=rest)


def outside_quiet(moment: datetime, quiet: Quiet | None, start: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours it falls in; their beginning when their end is too late."""
    if quiet is None or not quiet.holds(moment):
        return moment
    end = quiet.end_after(moment)
    return end if end < start else quiet.begin_before(end) - timedelta(minutes=1)
