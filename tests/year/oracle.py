"""Who must be reminded when: told from the story alone, by another way than the program's.

It steps through quiet hours minute by minute and keeps wall clocks as text, where the program calculates. It never asks
the program whether somebody may be told.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

CPH = ZoneInfo("Europe/Copenhagen")
MINUTE = timedelta(minutes=1)
EARLY = timedelta(minutes=10)
LATE = timedelta(minutes=5)
WEEK, DAY, TWO_HOURS = 10080, 1440, 120

Quiet = tuple[str, str, str] | None


def is_quiet(moment: datetime, quiet: Quiet) -> bool:
    if quiet is None:
        return False
    begin, end, zone = quiet
    clock = moment.astimezone(ZoneInfo(zone)).strftime("%H:%M")
    return begin <= clock < end if begin <= end else not end <= clock < begin


def end_of_quiet(moment: datetime, quiet: Quiet) -> datetime:
    """When it is not quiet any more: the moment itself, or the first whole minute."""
    while is_quiet(moment, quiet):
        moment += MINUTE - timedelta(seconds=moment.second, microseconds=moment.microsecond)
    return moment


@cache
def promised(starts: str, minutes: int, quiet: Quiet) -> datetime:
    """The moment of a reminder: the same clock so many days before, or two hours of real time."""
    start = datetime.fromisoformat(starts).replace(tzinfo=CPH).astimezone(UTC)
    moment = start - timedelta(hours=2)
    if minutes != TWO_HOURS:
        day, clock = starts.split("T")
        earlier = datetime.fromisoformat(day).date() - timedelta(days=7 if minutes == WEEK else 1)
        moment = datetime.fromisoformat(f"{earlier}T{clock}").replace(tzinfo=CPH).astimezone(UTC)
    later = moment
    while is_quiet(later, quiet):
        later += MINUTE
    if later < start or later == moment:
        return later
    while is_quiet(moment, quiet):
        moment -= MINUTE
    return moment


@dataclass
class Person:
    """Somebody with a place on a plan, their phones, and what they chose."""

    id: str
    member: str = ""  # empty: the citizen
    status: str = "active"
    minutes: tuple[int, ...] = (DAY, TWO_HOURS)
    quiet: Quiet = None
    phones: dict[str, str] = field(default_factory=dict)  # path -> origin


@dataclass
class Meeting:
    """A meeting as the story has it."""

    id: str
    starts: str
    state: str = "planned"
    # Who is asked: "asked", "yes", "no", or gone from here.
    asked: dict[str, str] = field(default_factory=dict)

    @property
    def start(self) -> datetime:
        return datetime.fromisoformat(self.starts).replace(tzinfo=CPH).astimezone(UTC)


@dataclass
class Promise:
    """That one person is reminded of one meeting at one distance."""

    moment: datetime
    made: datetime
    start: datetime
    # Not owed any more from here on: cancelled, moved, withdrawn, chosen otherwise.
    ended: datetime | None = None
    # What the person had chosen while it was owed, or when it came.
    quiets: set[Quiet] = field(default_factory=set)
    # phone -> when it came
    came: dict[str, datetime] = field(default_factory=dict)
    # By phone: when the last process of ours died that may have had it in hand. That is an outage too.
    dropped: dict[str, datetime] = field(default_factory=dict)


Key = tuple[str, str, str, int]  # meeting, when it starts, person, minutes before


@dataclass
class Story:
    """One plan's people, meetings and promises."""

    plan: str
    people: dict[str, Person] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    promises: dict[Key, Promise] = field(default_factory=dict)
    suspended: bool = False

    def may_be_told(self, person: Person, meeting: Meeting) -> bool:
        """Whether this person may be knocked at about this meeting right now."""
        if self.suspended or meeting.state != "planned" or person.status != "active":
            return False
        return not person.member or meeting.asked.get(person.id) in ("asked", "yes")

    def changed(self, now: datetime, meeting: Meeting | None = None, person: Person | None = None) -> None:
        """Something happened to this meeting, or this person: what is promised follows."""
        for one in [meeting] if meeting else list(self.meetings.values()):
            for somebody in [person] if person else list(self.people.values()):
                self._follow(one, somebody, now)

    def _follow(self, meeting: Meeting, person: Person, now: datetime) -> None:
        wanted: dict[Key, datetime] = {}
        if self.may_be_told(person, meeting):
            for minutes in person.minutes:
                key = (meeting.id, meeting.starts, person.id, minutes)
                wanted[key] = promised(meeting.starts, minutes, person.quiet)
        for key, promise in self.promises.items():
            if (key[0], key[2]) != (meeting.id, person.id) or promise.ended:
                continue
            promise.quiets.add(person.quiet)
            # It may have come on one phone, and another that waits is not owed it any more.
            if wanted.get(key) != promise.moment:
                promise.ended = now
        for key, moment in wanted.items():
            old = self.promises.get(key)
            if old is not None and (old.came or old.ended is None):
                continue
            if moment > now:
                self.promises[key] = Promise(moment, now, meeting.start, quiets={person.quiet})
