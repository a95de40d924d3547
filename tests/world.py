"""A database with people in it. Everything is done through the real acts, at a time the test decides."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from stafet.domain.call_texts import kept_call_texts
from stafet.domain.consent_texts import kept_texts
from stafet.domain.consents import LAY_ROLES, Role
from stafet.domain.ids import ItemId, MemberId, PersonId, PlanId, random_id
from stafet.domain.items import Meeting
from stafet.domain.people import Door
from stafet.store import consents as stored_consents
from stafet.store import people
from stafet.store.engine import Database, Transaction
from stafet.store.people import PersonRow
from stafet.store.tables import house_key, metadata
from stafet.use_cases import consents, meeting_proposals, meetings, plans, team, units
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.meeting_proposals import MeetingProposalIn
from tests.factories import NOW
from tests.phones import Clock, Phone
from tests.support.log_rules import lifted


def emptied(db: Database) -> Database:
    """The same database with nobody in it: much cheaper than a new one on PostgreSQL."""
    with db.write() as tx, lifted(tx):
        for table in reversed(metadata.sorted_tables):
            # The house keeps its key: with another one it would be another house.
            if table is not house_key:
                tx.execute(table.delete())
    return db


class World:
    """One database and one clock."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.clock = Clock(NOW)
        with db.write() as tx:
            stored_consents.keep_texts(tx, [*kept_texts(), *kept_call_texts()], NOW)

    @property
    def now(self) -> datetime:
        return self.clock()

    def later(self, **distance: float) -> None:
        """Let time pass."""
        self.clock.at += timedelta(**distance)

    @contextmanager
    def tx(self) -> Iterator[Transaction]:
        with self.db.write() as tx:
            yield tx

    def person(self, name: str = "Peter", door: Door = "citizen") -> PersonRow:
        """Somebody who has signed in."""
        row = PersonRow(PersonId(random_id()), "https://id.test", name, door, name, "da")
        with self.tx() as tx:
            people.add(tx, row, self.now)
        return row

    def plan(self, owner: PersonRow | None = None) -> "Plan":
        """A citizen's own plan, empty."""
        owner = owner or self.person("Peter")
        with self.tx() as tx:
            return Plan(self, plans.start_plan(tx, by=owner, now=self.now), owner)


class Plan:
    """One plan, as its citizen handles it."""

    def __init__(self, world: World, plan_id: PlanId, owner: PersonRow) -> None:
        self.world, self.id, self.owner = world, plan_id, owner
        self.phone = self.phone_of(owner)

    def phone_of(self, person: PersonRow) -> Phone:
        """Another phone of somebody's."""
        return Phone(self.world.db, self.world.clock, person.id, self.id)

    def act(self, function: Any, /, **words: Any) -> Any:
        """An act of the citizen's in a transaction of its own."""
        usual: dict[str, Any] = {"plan_id": self.id, "by": self.owner.id}
        with self.world.tx() as tx:
            return function(tx, **usual | words)

    # The team

    def invite(self, name: str = "Jonas", role: Role = "job_centre", **facts: Any) -> team.Link:
        invitation = team.InvitationIn(role=role, name=name, **facts)
        now = self.world.now
        link: team.Link = self.act(team.invite, lang="da", invitation=invitation, proved_at=now, now=now)
        return link

    def member(self, name: str = "Jonas", role: Role = "job_centre", person: PersonRow | None = None) -> "TeamMember":
        """Somebody invited, signed in, and said yes to."""
        lay = role in LAY_ROLES
        person = person or self.world.person(name, "citizen" if lay else "professional")
        link = self.invite(name, role)
        self.accept(link, person)
        self.act(team.say_yes, member_id=link.member, now=self.world.now)
        return TeamMember(self, link.member, person)

    def unit(self, name: str = "Afsnit 4", *, doorkeeper: "TeamMember | None" = None) -> "TeamUnit":
        """A ward on the team, with nobody in it and nothing shared with it yet."""
        unit = units.UnitIn(role="psychiatry", name=name, doorkeeper=doorkeeper.id if doorkeeper else None)
        words = {"lang": "da", "unit": unit, "proved_at": self.world.now, "now": self.world.now}
        return TeamUnit(self, self.act(units.make_unit, **words), name)

    def accept(self, link: team.Link, person: PersonRow, **other: str) -> team.Accepted | None:
        words = {"token": link.token, "code": link.code} | other
        with self.world.tx() as tx:
            return team.accept(tx, by=person, now=self.world.now, **words)

    # Consent

    def share(
        self,
        member: "TeamMember | TeamUnit | MemberId",
        *scopes: str,
        verb: str = "see",
        days: float = 90,
        lang: str = "da",
    ) -> None:
        """Say yes, with the exact words."""
        member_id = member.id if isinstance(member, TeamMember | TeamUnit) else member
        is_unit = isinstance(member, TeamUnit)
        until = self.world.now + timedelta(days=days)
        grants = [GrantIn(scope=scope, verb=verb, purpose="support", until=until) for scope in scopes]
        name = member.name if isinstance(member, TeamMember | TeamUnit) else "Jonas"
        shown = self.act(consents.wording_for, lang=lang, name=name, grants=grants, is_unit=is_unit)
        now = self.world.now
        self.act(
            consents.give, lang=lang, member_id=member_id, grants=grants, sha256=shown.sha256, proved_at=now, now=now
        )

    # Meetings

    def invite_to(self, meeting: str, *members: "TeamMember") -> None:
        invited = [member.id for member in members]
        meeting_id = ItemId(meeting)
        shown = self.act(meetings.wording_for, meeting_id=meeting_id, lang="da", invited=invited)
        self.act(
            meetings.invite,
            meeting_id=meeting_id,
            lang="da",
            invited=invited,
            sha256=shown.sha256,
            proved_at=self.world.now,
            now=self.world.now,
        )

    def write(self, body: Any, scope: str = "", **more: Any) -> str:
        """One item, written on the citizen's phone and sent at once."""
        item = self.phone.create(body, scope, **more)
        answer = self.phone.sync()
        assert answer.outcomes == ["applied"], answer.outcomes
        return item


class TeamMember:
    """An active member with a phone (or a browser tab) of their own."""

    def __init__(self, plan: Plan, member_id: MemberId, person: PersonRow) -> None:
        self.plan, self.id, self.person = plan, member_id, person
        self.name = person.name
        self.phone = plan.phone_of(person)

    def propose(self, meeting: Meeting, *invited: "TeamMember", why: str = "") -> ItemId:
        """A meeting, to the citizen."""
        said = MeetingProposalIn(meeting=meeting, members=[one.id for one in invited], why=why)
        now = self.plan.world.now
        made: ItemId = self.plan.act(meeting_proposals.propose, proposal=said, by=self.person.id, now=now)
        return made


class TeamUnit:
    """A unit on the team, and how people come into it."""

    def __init__(self, plan: Plan, unit_id: MemberId, name: str) -> None:
        self.plan, self.id, self.name = plan, unit_id, name

    def link(self, by: PersonRow, name: str = "Ida") -> team.Link:
        """A link for somebody who works there, made by the doorkeeper or the citizen."""
        link: team.Link = self.plan.act(
            units.invite_colleague,
            unit_id=self.id,
            by=by.id,
            colleague=units.ColleagueIn(name=name),
            proved_at=self.plan.world.now,
            now=self.plan.world.now,
        )
        return link

    def welcome(self, by: PersonRow, name: str = "Ida", person: PersonRow | None = None) -> TeamMember:
        """Somebody opens that link."""
        person = person or self.plan.world.person(name, "professional")
        link = self.link(by, name)
        self.plan.accept(link, person)
        return TeamMember(self.plan, link.member, person)
