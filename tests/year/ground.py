"""The people of the year and what happens to them. Every act is the program's own; the oracle is told of each."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from stafet.domain.ids import ItemId, MemberId, PersonId
from stafet.store.people import PersonRow
from stafet.use_cases import meetings, push_devices, reminder_choices, sign_in, suspension, team
from stafet.use_cases.push_devices import EndpointRules, KeysIn, SubscriptionIn
from stafet.use_cases.reminder_choices import ChoicesIn
from stafet.use_cases.team import MemberIn
from tests.factories import a_meeting
from tests.support.phone_push import PhonePush
from tests.world import Plan, TeamMember, World
from tests.year.oracle import CPH, DAY, TWO_HOURS, WEEK, Meeting, Person, Quiet, Story
from tests.year.service import YearService

QUIETS: tuple[Quiet, ...] = (
    None, None, ("22:00", "07:30", "Europe/Copenhagen"), ("21:00", "09:15", "Europe/Copenhagen"),
    ("12:00", "13:30", "Europe/Copenhagen"), ("22:00", "07:00", "Europe/Helsinki"), ("20:00", "08:00", "Europe/Lisbon"),
)  # fmt: skip
CHOICES = ((DAY, TWO_HOURS), (WEEK, DAY, TWO_HOURS), (WEEK, DAY), (TWO_HOURS,), (DAY, TWO_HOURS), ())
CLOCKS = ("08:00", "09:00", "09:00", "10:00", "10:30", "11:00", "13:00", "14:00", "15:30", "06:30", "20:00")
# The mornings after both nights that are not 24 hours long, and the days themselves.
CLOCK_CHANGES = [date(2027, 3, 28), date(2027, 3, 29), date(2027, 10, 31), date(2027, 11, 1)]
Happening = Callable[[], None]


@dataclass
class Scale:
    """How large a year."""

    plans: int
    members: int
    meetings: int  # of each plan


class Ground:
    """The plans, the people, and a list of what will happen when."""

    def __init__(
        self, world: World, luck: random.Random, services: list[YearService], public_key: str, scale: Scale
    ) -> None:
        self.world, self.luck, self.services, self.public_key = world, luck, services, public_key
        self.stories: list[Story] = []
        self.phone_of: dict[str, tuple[Story, Person]] = {}
        self.happenings: list[tuple[datetime, int, Happening]] = []
        self.counted: dict[str, int] = {}
        # When each meeting was to start at first, and what touches it.
        self.starts: list[tuple[datetime, Happening]] = []
        for number in range(scale.plans):
            self._a_plan(number, scale)

    # Who there is

    def _a_plan(self, number: int, scale: Scale) -> None:
        plan = self.world.plan(self.world.person(f"Peter {number}"))
        story = Story(plan.id)
        self.stories.append(story)
        members = [plan.member(f"Nr. {number}-{one}", "relative") for one in range(scale.members)]
        rows = [plan.owner, *(member.person for member in members)]
        for row, member in zip(rows, [None, *members], strict=True):
            person = Person(str(row.id), str(member.id) if member else "")
            story.people[person.id] = person
            for _ in range(self.luck.choice((1, 1, 1, 2))):
                self._a_phone(story, person, row)
            self._choose(story, person)
        by_member = {str(member.id): member for member in members}
        for one in range(scale.meetings):
            self._a_meeting(plan, story, by_member, one)
        own = [start for start, _ in self.starts[-scale.meetings :]]
        self._around(plan, story, list(by_member.values()), own)

    def _a_phone(self, story: Story, person: Person, row: PersonRow) -> None:
        service, phone = self.luck.choice(self.services), PhonePush()
        path = f"/send/{len(service.phones)}"
        phone.endpoint, phone.server_key = f"{service.origin}{path}", self.public_key
        service.phones[path] = phone
        with self.world.tx() as tx:
            words: dict[str, Any] = {"label": "Telefon", "old_token": "", "now": self.world.now}
            token = sign_in.sign_in(
                tx, issuer=row.issuer, subject=row.subject, name=row.name, door=row.door, **words
            ).token
            found = sign_in.who_is(tx, token, self.world.now)
            assert found is not None
            push_devices.add_device(
                tx,
                person=row.id,
                session=found.session.id,
                subscription=SubscriptionIn(endpoint=phone.endpoint, keys=KeysIn(**phone.keys), label="Telefon"),
                rules=EndpointRules(extra_origins=tuple(one.origin for one in self.services)),
                now=self.world.now,
            )
        person.phones[f"{service.origin}{path}"] = service.origin
        self.phone_of[f"{service.origin}{path}"] = (story, person)

    # What happens

    def at(self, moment: datetime, happening: Happening) -> None:
        if moment > self.world.now:
            self.happenings.append((moment, len(self.happenings), happening))

    def count(self, what: str) -> None:
        self.counted[what] = self.counted.get(what, 0) + 1

    def _choose(self, story: Story, person: Person) -> None:
        minutes, quiet = self.luck.choice(CHOICES), self.luck.choice(QUIETS)
        begin, end, zone = quiet or ("", "", "Europe/Copenhagen")
        choices = ChoicesIn(minutes_before=list(minutes), quiet_from=begin, quiet_until=end, zone=zone)
        with self.world.tx() as tx:
            reminder_choices.choose(tx, person=PersonId(person.id), choices=choices, now=self.world.now)
        person.minutes, person.quiet = minutes, quiet
        story.changed(self.world.now, person=person)
        self.count("choices")

    def _a_day(self, one: int) -> date:
        if one < len(CLOCK_CHANGES):
            return CLOCK_CHANGES[one]
        while True:
            day = (self.world.now + timedelta(days=self.luck.randint(12, 350))).date()
            if day.weekday() < 5:
                return day

    def _a_meeting(self, plan: Plan, story: Story, members: dict[str, TeamMember], one: int) -> None:
        starts = f"{self._a_day(one)}T{self.luck.choice(CLOCKS)}"
        start = datetime.fromisoformat(starts).replace(tzinfo=CPH).astimezone(UTC)
        made = max(
            self.world.now + timedelta(minutes=self.luck.randint(1, 600)),
            start - timedelta(days=self.luck.randint(1, 40), minutes=self.luck.randint(0, 1440)),
        )
        asked = [member for member in members.values() if self.luck.random() < 0.9]
        meeting = Meeting("", starts)

        def make() -> None:
            meeting.id = plan.write(a_meeting(starts))
            story.meetings[meeting.id] = meeting
            here = [member for member in asked if story.people[str(member.person.id)].status == "active"]
            if here and not story.suspended:
                plan.invite_to(meeting.id, *here)
                meeting.asked = {str(member.person.id): "asked" for member in here}
            story.changed(self.world.now, meeting)
            self.count("meetings")

        self.at(made, make)
        self.starts.append((start, lambda: self._if_it_stands(self._touched, plan, story, meeting, members)))
        for happening, chance in (
            (self._moved, 0.15), (self._cancelled, 0.06), (self._touched, 0.3), (self._withdrawn, 0.1),
            (self._uninvited, 0.05), (self._declined, 0.12), (self._deleted, 0.02),
        ):  # fmt: skip
            if self.luck.random() < chance:
                # Any time before; often just when something is due or on its way.
                when = self.luck.choice((start - timedelta(days=1), start - timedelta(hours=2), None))
                moment = made + (start - made) * self.luck.random() if when is None else when
                moment += timedelta(seconds=self.luck.randint(-900, 240))
                if moment > made:
                    self.at(moment, lambda act=happening: self._if_it_stands(act, plan, story, meeting, members))

    def _if_it_stands(
        self, act: Callable[..., None], plan: Plan, story: Story, meeting: Meeting, members: dict[str, TeamMember]
    ) -> None:
        if meeting.id and meeting.state == "planned":
            act(plan, story, meeting, members)
            story.changed(self.world.now, meeting)
            self.count(act.__name__.strip("_"))

    def _sent(self, plan: Plan) -> None:
        answer = plan.phone.sync()
        assert answer.outcomes == ["applied"], answer.outcomes

    def _moved(self, plan: Plan, _story: Story, meeting: Meeting, _members: object) -> None:
        # The consent that goes with the invitation lasts until a fortnight after the first date.
        day = (meeting.start + timedelta(days=self.luck.randint(0, 12))).date()
        meeting.starts = f"{day}T{self.luck.choice(CLOCKS)}"
        plan.phone.change(meeting.id, startsAt=meeting.starts)
        self._sent(plan)

    def _cancelled(self, plan: Plan, _story: Story, meeting: Meeting, _members: object) -> None:
        meeting.state = "cancelled"
        plan.phone.change(meeting.id, state="cancelled")
        self._sent(plan)

    def _touched(self, plan: Plan, _story: Story, meeting: Meeting, _members: object) -> None:
        plan.phone.change(meeting.id, place=f"Lokale {self.luck.randint(1, 99)}")
        self._sent(plan)

    def _deleted(self, plan: Plan, _story: Story, meeting: Meeting, _members: object) -> None:
        meeting.state = "deleted"
        plan.phone.write("delete", item=meeting.id)
        self._sent(plan)

    def _one_asked(self, story: Story, meeting: Meeting, members: dict[str, TeamMember]) -> TeamMember | None:
        asked = [one for one, answer in meeting.asked.items() if answer in ("asked", "yes")]
        asked = [one for one in asked if story.people[one].status == "active"]
        return members[story.people[self.luck.choice(asked)].member] if asked else None

    def _withdrawn(self, plan: Plan, story: Story, meeting: Meeting, members: dict[str, TeamMember]) -> None:
        if member := self._one_asked(story, meeting, members):
            del meeting.asked[str(member.person.id)]
            plan.phone.write("withdraw", member=member.id, scope=f"meeting:{meeting.id}")
            self._sent(plan)

    def _uninvited(self, plan: Plan, story: Story, meeting: Meeting, members: dict[str, TeamMember]) -> None:
        if member := self._one_asked(story, meeting, members):
            del meeting.asked[str(member.person.id)]
            plan.act(meetings.uninvite, meeting_id=ItemId(meeting.id), member_id=member.id, now=self.world.now)

    def _declined(self, _plan: Plan, story: Story, meeting: Meeting, members: dict[str, TeamMember]) -> None:
        member = self._one_asked(story, meeting, members)
        if member is None or story.suspended:
            return
        member.phone.sync()
        (place,) = (
            one for one in member.phone.items(f"meeting:{meeting.id}", "invitee") if one["body"]["member"] == member.id
        )
        member.phone.change(place["id"], reply="no")
        assert member.phone.sync().outcomes == ["applied"]
        meeting.asked[str(member.person.id)] = "no"

    def _around(self, plan: Plan, story: Story, members: list[TeamMember], starts: list[datetime]) -> None:
        """What happens to people, not to meetings: choices, pauses, an end, a suspension."""
        for _ in range(2 + len(members) // 2):
            person = self.luck.choice(list(story.people.values()))
            self.at(self._some_day(), lambda who=person: self._choose(story, who))
        for member in members[:2]:
            begins = self._some_day()
            self.at(begins, lambda who=member: self._status(plan, story, who, "paused"))
            self.at(begins + timedelta(days=9), lambda who=member: self._status(plan, story, who, "active"))
        if len(members) > 3:
            self.at(self._some_day(), lambda: self._leaves(plan, story, members[-1]))
        # Just before a meeting, so that there is something to be silent about.
        begins = max(self.world.now + timedelta(days=5), self.luck.choice(starts) - timedelta(days=2))
        self.at(begins, lambda: self._suspend(plan, story, is_suspended=True))
        self.at(begins + timedelta(days=3), lambda: self._suspend(plan, story, is_suspended=False))

    def _some_day(self) -> datetime:
        return self.world.now + timedelta(days=self.luck.randint(5, 340), seconds=self.luck.randint(0, 86_400))

    def _status(self, plan: Plan, story: Story, member: TeamMember, status: str) -> None:
        person = story.people[str(member.person.id)]
        if person.status == "ended" or story.suspended:
            return
        plan.act(team.change, member_id=member.id, facts=MemberIn(status=status), now=self.world.now)
        person.status = status
        story.changed(self.world.now, person=person)
        self.count(status)

    def _leaves(self, plan: Plan, story: Story, member: TeamMember) -> None:
        if story.suspended:
            return
        plan.act(team.remove, member_id=MemberId(member.id), now=self.world.now)
        person = story.people[str(member.person.id)]
        person.status = "ended"
        story.changed(self.world.now, person=person)
        self.count("left")

    def _suspend(self, plan: Plan, story: Story, *, is_suspended: bool) -> None:
        act = suspension.suspend if is_suspended else suspension.resume
        with self.world.tx() as tx:
            act(tx, plan_id=plan.id, operators=["Anna", "Bo"], now=self.world.now)
        story.suspended = is_suspended
        story.changed(self.world.now)
        self.count("suspended" if is_suspended else "resumed")
