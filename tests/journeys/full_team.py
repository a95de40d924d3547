"""Peter's team when it is full: ten people and a ward, more than thirty lines of consent, each in some state."""

from datetime import timedelta

from stafet.domain.consents import LAY_ROLES, Role, VerbWord
from stafet.domain.ids import MemberId
from stafet.identity.demo import DEMO_PEOPLE, demo_identity
from stafet.identity.people import Identity
from stafet.store.people import PersonRow
from stafet.use_cases import consents, sign_in, team, units
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.team import InvitationIn
from stafet.use_cases.units import ColleagueIn, UnitIn
from tests.journeys.told import Told

WARD = "Afsnit 4"


class FullTeam:
    """More people than the story has, and a ward whose people Mads lets in."""

    def __init__(self, told: Told) -> None:
        self.told, self.unit = told, MemberId("")
        self.mads, self.karen = MemberId(told.member("Mads Lund")), MemberId(told.member("Karen Møller"))

    def gather(self) -> "FullTeam":
        """Everybody comes, and Peter says what each may see."""
        told = self.told
        dreams = [f"dream:{told.dream(text)}" for text in ("Noget at stå op til", "Ud af misbruget")]
        self._joins("Birgitte Ravnsholt-Thomsen", "residential_home", "Bostedet Solsikken, Randers")
        self._joins("Lars Vinther", "relative", "Min bekendte")
        self._joins("Bent Østergaard", "municipality", "Borgerservice")
        self._joins("Tove Ravn", "peer", "")
        self._shares("Jonas Lind", *dreams, "strengths", "wellbeing", days=200)
        self._shares("Anne Holm", "wellbeing", "needs", "safety", verb="respond")
        self._shares("Rikke Bang", "safety", "needs", "strengths")
        self._shares("Karen Møller", "strengths", "wellbeing", days=9)
        self._shares("Birgitte Ravnsholt-Thomsen", *dreams, "needs", "safety", "wellbeing", "agreements", days=12)
        self._shares("Lars Vinther", "needs", "safety", verb="edit", days=30)
        self._shares("Bent Østergaard", "agreements", "dreams", days=300)
        self._shares("Tove Ravn", "strengths", "team")
        self._shares("Sanne Nør", "needs", "strengths", "team")
        self._becomes_a_ward()
        told.mine.write("withdraw", member=told.member("Jonas Lind"), scope="needs")
        told.mine.sync()
        self._pauses("Bent Østergaard")
        told.invitation("Hassan Yildiz", "volunteer")
        return self

    def _becomes_a_ward(self) -> None:
        told = self.told
        now, scopes = told.clock(), ("safety", "needs", f"dream:{told.dream('Tilbage i arbejde')}")
        grants = [
            GrantIn(scope=one, verb="respond", purpose="treatment", until=now + timedelta(days=60)) for one in scopes
        ]
        peter, mads = told.person("peter"), self.mads
        with told.db.write() as tx:
            said = consents.wording_for(
                tx, plan_id=told.id, by=peter, lang="da", name=WARD, grants=grants, is_unit=True
            )
            unit = UnitIn(
                role="psychiatry", name=WARD, organisation="Sygehuset i Randers", phone="78 47 00 00",
                hours="hele døgnet", doorkeeper=mads, grants=grants, sha256=said.sha256,
            )  # fmt: skip
            self.unit = units.make_unit(tx, plan_id=told.id, by=peter, lang="da", unit=unit, proved_at=now, now=now)
        for name in ("Ida Krogh", "Bo Friis", "Camilla Storm"):
            self.works_there(name)
        told.mine.sync()

    def works_there(self, name: str) -> MemberId:
        """Mads lets a colleague in, who opens the link."""
        told, now = self.told, self.told.clock()
        with told.db.write() as tx:
            link = units.invite_colleague(
                tx, plan_id=told.id, unit_id=self.unit, by=told.person("mads"), colleague=ColleagueIn(name=name),
                proved_at=now, now=now,
            )  # fmt: skip
        person = self._person(name, "psychiatry")
        with told.db.write() as tx:
            team.accept(tx, by=person, token=link.token, code=link.code, now=now)
        return link.member

    def _joins(self, name: str, role: Role, organisation: str) -> None:
        told, now = self.told, self.told.clock()
        invitation = InvitationIn(role=role, name=name, organisation=organisation, phone="20 30 40 50")
        with told.db.write() as tx:
            link = team.invite(
                tx, plan_id=told.id, by=told.person("peter"), lang="da", invitation=invitation, proved_at=now, now=now
            )
        person = self._person(name, role)
        with told.db.write() as tx:
            team.accept(tx, by=person, token=link.token, code=link.code, now=now)
        with told.db.write() as tx:
            team.say_yes(tx, plan_id=told.id, member_id=link.member, by=told.person("peter"), now=now)
        told.mine.sync()

    def _shares(self, name: str, *scopes: str, verb: VerbWord = "see", days: int = 90) -> None:
        self.told.share(name, *scopes, verb=verb, until=self.told.clock() + timedelta(days=days))

    def _pauses(self, name: str) -> None:
        told = self.told
        with told.db.write() as tx:
            team.change(
                tx, plan_id=told.id, member_id=MemberId(told.member(name)), by=told.person("peter"),
                facts=team.MemberIn(status="paused"), now=told.clock(),
            )  # fmt: skip

    def _person(self, name: str, role: Role) -> PersonRow:
        """Somebody who has signed in once: one of the demo's people where the name is theirs."""
        known = next((one for one in DEMO_PEOPLE if one.name == name), None)
        identity = (
            demo_identity(known)
            if known
            else Identity(
                issuer="https://elsewhere.invalid",
                subject=name,
                name=name,
                door="citizen" if role in LAY_ROLES else "professional",
            )
        )
        with self.told.db.write() as tx:
            entered = sign_in.sign_in(
                tx, issuer=identity.issuer, subject=identity.subject, name=identity.name, door=identity.door,
                label="Demo", old_token="", now=self.told.clock(),
            )  # fmt: skip
            signed_in = sign_in.who_is(tx, entered.token, self.told.clock())
        assert signed_in is not None
        return signed_in.person
