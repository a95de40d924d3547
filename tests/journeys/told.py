"""Peter's plan as it was told, for tests that begin in the middle: who is who, what is what, and further phones."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property

from stafet.domain.consents import Role, VerbWord
from stafet.domain.ids import ItemId, MemberId, PersonId, PlanId
from stafet.identity.demo import DEMO_PEOPLE, demo_identity
from stafet.store import people
from stafet.store.engine import Database
from stafet.store.people import PersonRow
from stafet.use_cases import consents, meetings, suspension, team
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.team import InvitationIn
from tests.phones import Phone


class Told:
    """The plan of the story, read through Peter's own phone."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self.db, self.clock = db, clock

    def person(self, key: str) -> PersonId:
        return self._row(key).id

    def _row(self, key: str) -> PersonRow:
        identity = demo_identity(next(person for person in DEMO_PEOPLE if person.key == key))
        with self.db.read() as tx:
            row = people.of_subject(tx, identity.issuer, identity.subject)
        assert row is not None, f"{key} has not been here"
        return row

    def phone(self, key: str = "peter") -> Phone:
        """A phone of theirs that has just been on the network. It needs no browser."""
        phone = Phone(self.db, self.clock, self.person(key), "")  # type: ignore[arg-type]
        phone.sync_all()
        phone.plan = next(iter(phone.told), "")
        return phone

    @cached_property
    def mine(self) -> Phone:
        return self.phone()

    @property
    def plan(self) -> str:
        return self.mine.plan

    def dream(self, text: str) -> str:
        """The id of the dream that says this."""
        return self._id("dream", text)

    def _id(self, kind: str, text: str) -> str:
        for scope in self.mine.scopes:
            for item in self.mine.items(scope, kind):
                body = item["body"]
                if text in (body.get("text"), body.get("name"), body.get("what"), body.get("member")):
                    found: str = item["id"]
                    return found
        raise AssertionError(f"no {kind} says {text}")

    def point(self, text: str) -> str:
        return self._id("agenda_item", text)

    def agreement(self, what: str) -> str:
        return self._id("agreement", what)

    def member(self, name: str) -> str:
        """The id of somebody's place on the team."""
        return next(item["id"] for item in self.mine.items("team", "member") if item["body"]["name"] == name)

    @property
    def meeting(self) -> str:
        return next(
            item["id"]
            for scope in self.mine.scopes
            if scope.startswith("meeting:")
            for item in self.mine.items(scope, "meeting")
        )

    def grant(self, member: str, scope: str) -> str:
        """The id of what a member may see."""
        return next(
            item["id"]
            for item in self.mine.items("consents", "grant")
            if item["body"]["member"] == member and item["body"]["scope"] == scope
        )

    # Acts of Peter's that the server knows by REST

    def welcome(self, key: str, name: str, role: Role, organisation: str, *scopes: str) -> None:
        """Somebody more on the team, who sees these."""
        peter, who, now = self.person("peter"), self._row(key), self.clock()
        invitation = InvitationIn(role=role, name=name, organisation=organisation)
        plan = PlanId(self.plan)
        with self.db.write() as tx:
            link = team.invite(tx, plan_id=plan, by=peter, lang="da", invitation=invitation, proved_at=now, now=now)
            team.accept(tx, by=who, token=link.token, code=link.code, now=now)
            team.say_yes(tx, plan_id=plan, member_id=link.member, by=peter, now=now)
        self.mine.sync()
        self.share(name, *scopes)

    def share(self, name: str, *scopes: str, verb: VerbWord = "see", until: datetime | None = None) -> None:
        """Peter gives leave, with the exact words."""
        until = until or self.clock() + timedelta(days=90)
        grants = [GrantIn(scope=scope, verb=verb, purpose="support", until=until) for scope in scopes]
        member = MemberId(self.member(name))
        with self.db.write() as tx:
            said = consents.wording_for(
                tx, plan_id=self.id, by=self.person("peter"), lang="da", name=name, grants=grants
            )
            consents.give(
                tx, plan_id=self.id, by=self.person("peter"), lang="da", member_id=member, grants=grants,
                sha256=said.sha256, proved_at=self.clock(), now=self.clock(),
            )  # fmt: skip

    def invite_to_the_meeting(self, *names: str) -> None:
        """Peter asks more people to the meeting that is planned."""
        asked = [MemberId(self.member(name)) for name in names]
        meeting = ItemId(self.meeting)
        with self.db.write() as tx:
            said = meetings.wording_for(
                tx, plan_id=self.id, meeting_id=meeting, by=self.person("peter"), lang="da", invited=asked
            )
            meetings.invite(
                tx, plan_id=self.id, meeting_id=meeting, by=self.person("peter"), lang="da", invited=asked,
                sha256=said.sha256, proved_at=self.clock(), now=self.clock(),
            )  # fmt: skip

    def invitation(self, name: str, role: Role) -> team.Link:
        """A fresh link for somebody who may see nothing yet."""
        said = InvitationIn(role=role, name=name)
        with self.db.write() as tx:
            return team.invite(
                tx, plan_id=self.id, by=self.person("peter"), lang="da", invitation=said,
                proved_at=self.clock(), now=self.clock(),
            )  # fmt: skip

    def is_closed_to_others(self) -> None:
        """Two people of the operator's close the plan, as after a restore."""
        with self.db.write() as tx:
            suspension.suspend(tx, plan_id=self.id, operators=["Bo", "Eva"], now=self.clock())

    @property
    def id(self) -> PlanId:
        return PlanId(self.plan)
