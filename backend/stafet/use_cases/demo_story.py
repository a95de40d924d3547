"""Peter's plan on the second day of the story, so that a visitor of the demo sees a plan that is in use.

Everything goes through the same acts as real people's: nothing is written behind the rules. Invented people
(mission.md, J1); Lars has no plan, so that a visitor can also begin from nothing.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import msgspec

from stafet.domain.consents import Purpose, Role, VerbWord
from stafet.domain.ids import ItemId, MemberId, PersonId, PlanId, random_id
from stafet.domain.scopes import GrantScopeName
from stafet.domain.uuid7 import uuid7
from stafet.domain.wall_clock import COPENHAGEN, danish_day
from stafet.domain.who5 import ANSWERS
from stafet.identity.demo import DEMO_PEOPLE, demo_identity
from stafet.store import people
from stafet.store.engine import Database
from stafet.store.people import PersonRow
from stafet.use_cases import baton, consents, meetings, plans, sign_in, team
from stafet.use_cases.answers import SyncRequest
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.meetings import InviteIn
from stafet.use_cases.sync import sync
from stafet.use_cases.team import InvitationIn


def tell(db: Database, clock: Callable[[], datetime]) -> None:
    """Write the story into an empty demo database. A database that has people in it is left alone."""
    with db.read() as tx:
        peter = demo_identity(DEMO_PEOPLE[0])
        if people.of_subject(tx, peter.issuer, peter.subject) is not None:
            return
    _Story(db, clock).tell()


class _Story:
    """The people of the story, and short ways of letting them act."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self.db = db
        self.clock = clock
        self.people = {person.key: self._sign_in(person.key) for person in DEMO_PEOPLE if person.key != "lars"}
        self.plan = PlanId("")
        self.members: dict[str, MemberId] = {}
        self.goals: dict[str, str] = {}
        self.order = 1000

    def _sign_in(self, key: str) -> PersonRow:
        identity = demo_identity(next(person for person in DEMO_PEOPLE if person.key == key))
        with self.db.write() as tx:
            entered = sign_in.sign_in(
                tx,
                issuer=identity.issuer,
                subject=identity.subject,
                name=identity.name,
                door=identity.door,
                label="Demo",
                old_token="",
                now=self.clock(),
            )
            signed_in = sign_in.who_is(tx, entered.token, self.clock())
            if signed_in is None:
                raise RuntimeError("the demo could not sign in")
            sign_in.sign_out(tx, signed_in, everywhere=True)
            return signed_in.person

    def tell(self) -> None:
        """From the first dream to two answers before the meeting."""
        with self.db.write() as tx:
            self.plan = plans.start_plan(tx, by=self.people["peter"], now=self.clock())
        up = self._dream("Noget at stå op til", "Komme ud af lejligheden hver dag")
        out = self._dream("Ud af misbruget", "Tale med Rikke hver uge")
        work = self._dream("Tilbage i arbejde", "Et par timer om ugen, sammen med nogen")
        self._sections()
        self._team(up, out, work)
        self._agreement(up)
        self._meeting(up, out, work)

    def _create(self, who: str, scope: str, body: Mapping[str, object], **more: object) -> str:
        edit_id = uuid7(self.clock())
        scope = f"{scope}{edit_id}" if scope.endswith(":") else scope
        self.order += 1
        edit = {
            "act": "create", "id": edit_id, "plan": self.plan, "madeAt": self.clock(), "scope": scope, "body": body,
            "order": f"{self.order:04d}", **more,
        }  # fmt: skip
        self._send(self.people[who].id, edit)
        return edit_id

    def _send(self, person: PersonId, edit: dict[str, object]) -> None:
        request = SyncRequest(device=random_id(), plans={}, edits=[msgspec.Raw(msgspec.json.encode(edit))])
        answer = sync(self.db, person=person, request=request, clock=self.clock)
        if answer.results[0].outcome != "applied":
            raise RuntimeError(f"the demo's story does not hold: {answer.results[0].code}")

    def _dream(self, text: str, goal: str) -> str:
        dream = self._create("peter", "dream:", {"kind": "dream", "text": text})
        link = {"scope": f"dream:{dream}", "item": dream}
        self.goals[dream] = self._create("peter", f"dream:{dream}", {"kind": "goal", "text": goal}, **{"from": link})
        return dream

    def _sections(self) -> None:
        for scope, kind, texts in (
            ("strengths", "strength", ("Jeg er god med dyr.", "Jeg kan lave mad til mange.")),
            ("needs", "need", ("Ro om morgenen.", "At I ringer, før I kommer.")),
            ("safety", "warning_sign", ("Jeg sover under fire timer.", "Jeg svarer ikke på beskeder.")),
            ("safety", "coping", ("Gå ned til vandet med høretelefoner.", "Tage et varmt bad.")),
            ("safety", "safe_place", ("Hos min mor i køkkenet.",)),
            ("safety", "safe_surroundings", ("Sanne har min medicin hos sig.",)),
            ("safety", "wish_if_ill", ("Sig, hvad der skal ske, før det sker.",)),
            ("safety", "to_myself", ("Det går over. Det har det gjort hver gang.",)),
        ):
            for text in texts:
                self._create("peter", scope, {"kind": kind, "text": text})
        contact = {"kind": "safety_contact", "name": "Sanne", "phone": "23 45 67 89", "who": "bostøtte"}
        self._create("peter", "safety", {**contact, "hours": "hverdage 8 til 15"})
        today = danish_day(self.clock())
        for days, felt, text in (
            (98, (2, 1, 2, 1, 2), ""),
            (70, (1, 2, 1, 1, 2), "Jeg sov næsten ikke."),
            (42, (2, 2, 3, 1, 3), "Sanne begyndte at komme."),
            (14, (3, 2, 3, 2, 3), ""),
        ):
            on = (today - timedelta(days=days)).isoformat()
            answers = dict(zip(ANSWERS, felt, strict=True))
            self._create("peter", "wellbeing", {"kind": "who5", "on": on, **answers, "text": text})

    def _team(self, up: str, out: str, work: str) -> None:
        self._join("mads", "psychiatry", "Afsnit 4", "hverdage 8 til 15", "respond",
                   (f"dream:{up}", f"dream:{out}", f"dream:{work}", "needs", "strengths", "team"))  # fmt: skip
        self._join("rikke", "municipality", "Rusmiddelcentret", "hverdage 9 til 14", "respond", (f"dream:{out}",))
        self._join("jonas", "job_centre", "Jobcenteret", "hverdage 10 til 14", "respond", (f"dream:{work}", "needs"))
        self._join("holm", "gp", "Lægehuset", "hverdage 8 til 12", "see", ("strengths",))
        self._join("sanne", "municipality", "Bostøtten", "hverdage 8 til 15", "respond", (f"dream:{up}", "safety"))
        self._join("karen", "relative", "", "", "respond", ("safety",))
        with self.db.write() as tx:
            baton.pass_on(
                tx, plan_id=self.plan, member_id=self.members["mads"], by=self.people["peter"].id, now=self.clock()
            )
        with self.db.write() as tx:
            baton.answer(tx, plan_id=self.plan, yes=True, by=self.people["mads"].id, now=self.clock())

    def _join(
        self, who: str, role: Role, organisation: str, hours: str, verb: VerbWord, scopes: tuple[GrantScopeName, ...]
    ) -> None:
        peter, name, now = self.people["peter"].id, self.people[who].name, self.clock()
        purpose: Purpose = "work" if role == "job_centre" else "treatment" if role == "gp" else "support"
        until = now + timedelta(days=90)
        grants = [GrantIn(scope=scope, verb=verb, purpose=purpose, until=until) for scope in scopes]
        with self.db.write() as tx:
            said = consents.wording_for(tx, plan_id=self.plan, by=peter, lang="da", name=name, grants=grants)
            invitation = InvitationIn(
                role=role, name=name, organisation=organisation, hours=hours, grants=grants, sha256=said.sha256
            )
            link = team.invite(
                tx, plan_id=self.plan, by=peter, lang="da", invitation=invitation, proved_at=now, now=now
            )
        with self.db.write() as tx:
            team.accept(tx, by=self.people[who], token=link.token, code=link.code, now=now)
        with self.db.write() as tx:
            team.say_yes(tx, plan_id=self.plan, member_id=link.member, by=peter, now=now)
        self.members[who] = link.member

    def _agreement(self, up: str) -> None:
        tomorrow = (self.clock().astimezone(COPENHAGEN) + timedelta(days=1)).date().isoformat()
        body = {
            "kind": "agreement", "what": "Sanne og jeg går en tur.", "responsible": self.members["sanne"],
            "byOn": tomorrow, "theirPart": "Sanne henter kl. 14.", "state": "agreed",
        }  # fmt: skip
        self._create("peter", f"dream:{up}", body, **{"from": {"scope": f"dream:{up}", "item": self.goals[up]}})

    def _meeting(self, up: str, out: str, work: str) -> None:
        day = (self.clock().astimezone(COPENHAGEN) + timedelta(days=4)).date()
        meeting = self._create(
            "peter",
            "meeting:",
            {
                "kind": "meeting",
                "meetingKind": "coordination",
                "startsAt": f"{day}T10:00",
                "place": "Afsnit 4, lokale 2",
            },
        )
        scope, peter = f"meeting:{meeting}", self.people["peter"].id
        points = {}
        for dream, text, asked in (
            (work, "Kan jeg begynde i det små?", "jonas"),
            (up, "Jeg er træt af bivirkningerne.", "holm"),
            (out, "Hvem hjælper mig den første uge hjemme?", "rikke"),
        ):
            body = {"kind": "agenda_item", "text": text, "asked": self.members[asked]}
            points[asked] = self._create(
                "peter", scope, body, **{"from": {"scope": f"dream:{dream}", "item": self.goals[dream]}}
            )
        invited = InviteIn(members=[self.members[who] for who in ("mads", "jonas", "holm", "rikke")])
        with self.db.write() as tx:
            said = meetings.wording_for(
                tx, plan_id=self.plan, meeting_id=ItemId(meeting), by=peter, lang="da", invited=invited.members
            )
            meetings.invite(
                tx,
                plan_id=self.plan,
                meeting_id=ItemId(meeting),
                by=peter,
                lang="da",
                invited=invited.members,
                sha256=said.sha256,
                proved_at=self.clock(),
                now=self.clock(),
            )
        self._answer("jonas", scope, points["jonas"], "Ja. Vi kan begynde med tre timer om ugen.")
        self._create("jonas", scope, {"kind": "agenda_item", "text": "Hvad må en ny arbejdsplads vide om dig?",
                                      "state": "proposed"})  # fmt: skip

    def _answer(self, who: str, scope: str, point: str, text: str) -> None:
        self._create(who, scope, {"kind": "answer", "text": text}, **{"from": {"scope": scope, "item": point}})
