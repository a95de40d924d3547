"""A year of reminders: both clock changes, outages, kills, restarts, and people who change their minds.

What is promised, each by its number: R1 none is missed, R2 none comes twice, R3 none to anybody who may not be told at
that moment, R4 none of a time a meeting was moved from, R5 none in quiet hours, R6 none that nobody promised, R7 after
an outage each is there within five minutes, R8 none is earlier than it may be, R9 none is somebody else's.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from heapq import heapify, heappop
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from stafet.push.keys import VapidKeys, load_keys, make_keys
from stafet.push.sender import Sender
from stafet.store.tables import delivery, push_subscription, reminder
from stafet.use_cases.sending import AT_ONCE, Postman
from tests.world import World
from tests.year.ground import Ground, Scale
from tests.year.oracle import EARLY, LATE, MINUTE, Person, Promise, Quiet, Story, end_of_quiet, is_quiet
from tests.year.service import Mood, YearService

YEAR = timedelta(days=370)
TICK = timedelta(seconds=15)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
SPREAD = timedelta(minutes=5)  # of what waited for the end of quiet hours
MOODS: tuple[Mood, ...] = ("broken", "broken", "slamming", "silent", "busy", "busy_until")
Outage = tuple[datetime, datetime, str]  # from, until, which origin ("" is our own server)


def scale(reminders: int) -> Scale:
    """About so many reminders: ten people at most, two distances each, one phone and a bit."""
    plans = max(1, min(40, reminders // 400))
    members = 4 if reminders < 2000 else 9
    each = (members * 0.75 + 1) * 2.1 * 1.25
    return Scale(plans=plans, members=members, meetings=max(6, round(reminders / plans / each)))


class Killed(BaseException):
    """kill -9: nothing of this process goes on, nothing is tidied up."""


class Life:
    """One sender process. Its clock and its chance are where it may die: before a send, after it, while it writes."""

    def __init__(self, year: "Year") -> None:
        self.year = year
        self.is_dead = False
        # A year passes in an hour: a machine that stands still for some seconds is no outage of half an hour.
        self.sender = Sender(
            year.keys, extra_origins=[one.origin for one in year.services], connect_timeout=600, total_timeout=600
        )
        self.postman = Postman(
            db=year.world.db,
            sender=self.sender,
            origin="https://stafet.test",
            public_key=year.keys.public_key,
            clock=self._or_dies(lambda: year.world.now),
            chance=self._or_dies(year.dice.random),
        )

    def _or_dies(self, answer: Callable[[], object]) -> Callable[[], object]:
        def ask() -> object:
            if self.is_dead or self.year.dice.random() < self.year.deadly:
                self.is_dead = True
                raise Killed
            return answer()

        return ask

    async def round(self) -> int:
        """Send what is due, or die trying."""
        try:
            return await self.postman.send_due()
        except Killed:
            return 0


def into_the_quiet(begins: datetime) -> datetime:
    """The next moment of this day when some want quiet: at a quarter to one, or late in the evening."""
    local = begins.astimezone(COPENHAGEN)
    late = local.replace(hour=22, minute=30)
    return max(
        min((local.replace(hour=12, minute=45), late), key=lambda one: (one < local, one)), local + MINUTE
    ).astimezone(UTC)


class Year:
    """The whole story: what happens, what is due, what came."""

    def __init__(self, world: World, reminders: int, seed: int) -> None:
        # What happens comes from one chance, when senders die and wait from another: the same seed is the same story,
        # however the program spreads its messages.
        self.world, self.luck, self.wanted = world, random.Random(seed), reminders
        self.dice = random.Random(seed + 1)
        self.keys: VapidKeys = load_keys(make_keys(), "mailto:drift@example.org")
        self.services = [YearService(lambda: world.now, self._hears(number)) for number in range(2)]
        self.deadly = 0.0
        self.outages: list[Outage] = []
        self.rows: dict[str, tuple[str, str, str | None, int | None, datetime | None]] = {}
        self.came: Counter[tuple[str, str]] = Counter()
        self.unwritten: set[tuple[str, str]] = set()
        # When a sender died with it in its hands, the last time: by reminder, and by what was promised.
        self.dropped: dict[str, datetime] = {}
        self.dropped_of: dict[tuple[str | None, datetime | None, str, int | None], datetime] = {}
        self.again_after_a_kill = self.kills = self.news = self.ticks = self.overdue = 0
        self.wrong: list[str] = []
        self.counts = Counter[str]()
        self.late: list[timedelta] = []

    # What comes

    def _hears(self, number: int) -> Callable[[str, str, bool | None], None]:
        return lambda path, tag, is_silent: self._hear(f"{self.services[number].origin}{path}", tag, is_silent)

    def _hear(self, phone: str, tag: str, is_silent: bool | None) -> None:
        story, person = self.ground.phone_of[phone]
        now = self.world.now
        self.came[phone, tag] += 1
        if self.came[phone, tag] > 1:
            if (phone, tag) in self.unwritten:
                self.again_after_a_kill += 1
                self.unwritten.discard((phone, tag))
            else:
                self.wrong.append(f"R2: doubled: {tag} on {phone} at {now}")
            return
        whose, kind, meeting_id, minutes, starts_at = self._row(tag)
        if whose != person.id:
            self.wrong.append(f"R9: somebody else's: {tag} on {phone}")
        if kind != "meeting":
            self.news += 1
            if story.suspended or person.status != "active":
                self.wrong.append(f"R3: news without consent: {person} at {now}")
            return
        self._judge(story, person, phone, str(meeting_id), minutes or 0, starts_at, is_silent, self.dropped.get(tag))

    def _row(self, tag: str) -> tuple[str, str, str | None, int | None, datetime | None]:
        if tag not in self.rows:
            columns = (reminder.c.person_id, reminder.c.kind, reminder.c.meeting_id, reminder.c.minutes_before,
                       reminder.c.starts_at)  # fmt: skip
            with self.world.db.read() as tx:
                self.rows[tag] = tuple(tx.execute(sa.select(*columns).where(reminder.c.id == tag)).one())  # type: ignore[assignment]
        return self.rows[tag]

    def _judge(
        self, story: Story, person: Person, phone: str, meeting_id: str, minutes: int, starts: datetime | None,
        is_silent: bool | None, dropped: datetime | None,
    ) -> None:  # fmt: skip
        now, meeting = self.world.now, story.meetings[meeting_id]
        promise = story.promises.get((meeting_id, meeting.starts, person.id, minutes))
        if not story.may_be_told(person, meeting):
            self.wrong.append(f"R3: told without consent, or of what is cancelled: {person.id} {meeting} at {now}")
        elif starts != meeting.start:
            self.wrong.append(f"R4: told of a time it was moved from: {meeting} at {now}")
        elif promise is None or promise.ended:
            self.wrong.append(f"R6: nobody promised this: {person} {meeting} {minutes} at {now}")
        elif now < promise.moment - EARLY:
            self.wrong.append(f"R8: too early: {promise} at {now}")
        elif is_quiet(now, person.quiet) and end_of_quiet(now, person.quiet) < meeting.start and is_silent is False:
            self.wrong.append(f"R5: in quiet hours: {person} at {now}")
        if promise is not None:
            promise.came[phone] = now
            if dropped is not None:
                promise.dropped[phone] = dropped

    # What happens

    def trouble(self) -> None:
        """Outages of push services and of ours, laid where something is due."""
        for number in range(24 + self.wanted // 100):
            start, touch = self.luck.choice(self.ground.starts)
            due = start - timedelta(hours=self.luck.choice((2, 24)))
            begins = due - timedelta(minutes=self.luck.randint(0, 15))
            ends = begins + timedelta(
                minutes=self.luck.choice((4, 20, 90, 300) if self.wanted >= 2000 else (4, 10, 30))
            )
            if number % 4 == 1:
                ends = into_the_quiet(begins)
            elif number % 4 == 2:
                # Somebody corrects the place while the reminder waits.
                ends = due + timedelta(minutes=20)
                self.ground.at(due + timedelta(minutes=8), touch)
            origin = "" if number % 3 == 0 else self.luck.choice(self.services).origin
            self.outages.append((begins, ends, origin))
            if origin:
                mood = self.luck.choice(MOODS)
                self.ground.at(begins, lambda o=origin, m=mood, e=ends: self._falls_ill(o, m, e))
                self.ground.at(ends, lambda o=origin, e=ends: self._is_well(o, e))

    def _falls_ill(self, origin: str, mood: Mood, ends: datetime) -> None:
        service = next(one for one in self.services if one.origin == origin)
        service.mood = mood if service.mood == "well" else service.mood
        service.well_again = max(ends, service.well_again)

    def _is_well(self, origin: str, ends: datetime) -> None:
        service = next(one for one in self.services if one.origin == origin)
        if ends >= service.well_again:
            service.mood = "well"

    def _phone_is_lost(self) -> None:
        phone = self.luck.choice(list(self.ground.phone_of))
        origin, _, path = phone.partition("/send")
        next(one for one in self.services if one.origin == origin).gone.add(f"/send{path}")
        self.ground.phone_of[phone][1].phones.pop(phone, None)
        self.ground.count("phones lost")

    # The year

    async def live(self) -> None:
        """From one November to the next."""
        for service in self.services:
            await service.open()
        self.ground = Ground(self.world, self.luck, self.services, self.keys.public_key, scale(self.wanted))
        self.trouble()
        self.outages.sort()
        for _ in range(max(1, len(self.ground.phone_of) // 40)):
            self.ground.at(self.world.now + timedelta(days=self.luck.randint(30, 300)), self._phone_is_lost)
        heapify(self.ground.happenings)
        ends = self.world.now + YEAR
        lives = [Life(self), Life(self)]
        for life in lives:
            await life.sender.__aenter__()
        self.deadly = max(0.002, 0.6 / self.wanted)
        while self.world.now < ends:
            await self._goes_on(lives, ends)
        for life in lives:
            await life.sender.__aexit__(None, None, None)
        for service in self.services:
            await service.close()

    async def _goes_on(self, lives: list[Life], ends: datetime) -> None:
        """The next thing that happens, or the next round in which something is due."""
        happenings, tick = self.ground.happenings, min(self._next_tick(), ends)
        if happenings and happenings[0][0] <= tick:
            self.world.clock.at = max(self.world.now, happenings[0][0])
            heappop(happenings)[2]()
            return
        self.world.clock.at = tick
        self.ticks += 1
        while max(await asyncio.gather(*(life.round() for life in lives))) == AT_ONCE:
            pass
        for number, life in enumerate(lives):
            if life.is_dead:
                lives[number] = await self._born_again(life)

    async def _born_again(self, dead: Life) -> Life:
        """The process is started again. What had arrived and was not written down may come a second time."""
        self.kills += 1
        others = asyncio.all_tasks() - {asyncio.current_task()}
        carrying = [task for task in others if "carrier" in repr(task) or "_send" in repr(task)]
        await asyncio.gather(*carrying, return_exceptions=True)
        await dead.sender.__aexit__(None, None, None)
        with self.world.db.read() as tx:
            promised = (reminder.c.meeting_id, reminder.c.starts_at, reminder.c.person_id, reminder.c.minutes_before)
            in_hand = sa.select(reminder.c.id, *promised).where(
                reminder.c.lease_until.is_not(None), reminder.c.state == "pending"
            )
            rows = tx.execute(in_hand).all()
            held = [row[0] for row in rows]
            written = sa.select(delivery.c.reminder_id, push_subscription.c.endpoint).join(push_subscription)
            kept = {
                (row[1], row[0])
                for row in tx.execute(written.where(delivery.c.reminder_id.in_(held), delivery.c.outcome == "reached"))
            }
            held_ids = set(tx.execute(sa.select(reminder.c.id).where(reminder.c.lease_until.is_not(None))).scalars())
        self.dropped |= dict.fromkeys(held, self.world.now)
        self.dropped_of |= {(row[1], row[2], row[3], row[4]): self.world.now for row in rows}
        self.unwritten |= {one for one in self.came if one[1] in held_ids and one not in kept}
        life = Life(self)
        await life.sender.__aenter__()
        return life

    def _next_tick(self) -> datetime:
        """When the senders next find something: between, they would look every 15 seconds and find nothing."""
        pending, is_taken = reminder.c.state == "pending", reminder.c.lease_until.is_not(None)
        # Two questions that the index answers: what is taken was due.
        ahead = sa.select(sa.func.min(reminder.c.due_at)).where(pending, sa.not_(is_taken))
        taken = sa.select(sa.func.min(reminder.c.lease_until)).where(
            pending, is_taken, reminder.c.due_at <= self.world.now
        )
        with self.world.db.read() as tx:
            found = [at for at in (tx.execute(one).scalar() for one in (ahead, taken)) if at is not None]
        if not found:
            return self.world.now + timedelta(days=400)
        moment = min(found)
        self.overdue = self.overdue + 1 if moment < self.world.now - LATE else 0
        if self.overdue > 200:
            self.wrong.append(f"R1: nobody takes up what is due since {moment}")
            return self.world.now + 2 * YEAR
        moment = max(moment, self.world.now)
        moment += (datetime.min.replace(tzinfo=moment.tzinfo) - moment) % TICK
        return self._up_again(moment + (TICK if moment <= self.world.now else timedelta(0)))

    def _up_again(self, moment: datetime) -> datetime:
        for begins, ends, origin in self.outages:
            if origin == "" and begins <= moment < ends:
                moment = ends
        return moment

    # What was owed

    def settle(self) -> None:
        """Every promise against what came."""
        for story in self.ground.stories:
            for (meeting_id, _, who, minutes), promise in story.promises.items():
                last = self.dropped_of.get((meeting_id, promise.start, who, minutes))
                for phone in story.people[who].phones:
                    dropped = promise.dropped.get(phone) if phone in promise.came else last
                    self._account(promise, story.people[who], phone, minutes, dropped)

    def _account(self, promise: Promise, person: Person, phone: str, minutes: int, dropped: datetime | None) -> None:
        came, counts = promise.came.get(phone), self.counts
        since = max(promise.moment, dropped or promise.moment)
        first, is_spread = max(self._could_first_come(promise, since, quiet, phone) for quiet in promise.quiets)
        on_time = first + (SPREAD if is_spread else timedelta(0))
        if came is not None:
            counts["came"] += 1
            self.late.append(max(timedelta(0), came - on_time))
            if came > on_time + LATE:
                self.wrong.append(f"R7: {came - on_time} late: {promise} {person.id} {phone}")
        elif promise.ended is not None and promise.ended <= on_time + LATE:
            counts["no longer owed"] += 1
        elif on_time + LATE >= promise.start + timedelta(hours=1):
            counts["over before it could come"] += 1
        elif promise.moment > self.world.now:
            counts["still ahead"] += 1
        else:
            self.wrong.append(f"R1: missed: {promise} {person} {phone} {minutes}, could come at {first}")

    def _could_first_come(self, promise: Promise, since: datetime, quiet: Quiet, phone: str) -> tuple[datetime, bool]:
        """The first moment from which nothing stood in the way for as long as it may take; and whether the end of
        quiet hours spreads it. Two minutes between two outages are no time in which it had to come.
        """
        origin = phone.partition("/send")[0]
        moment, before = since, None
        while before != moment:
            before = moment
            for begins, ends, where in self.outages:
                if where in ("", origin) and begins - LATE < moment < ends:
                    moment = ends
            if (quiet_ends := end_of_quiet(moment, quiet)) < promise.start:
                moment = quiet_ends
        return moment, is_quiet(moment - MINUTE, quiet)


async def lived(world: World, reminders: int, seed: int) -> Year:
    """A year, lived and accounted for."""
    year = Year(world, reminders, seed)
    await year.live()
    year.settle()
    return year
