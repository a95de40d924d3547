"""What every example starts from: two plans with teams that overlap, words that can be recognised, open browsers."""

import asyncio
import copy
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.access.canaries import CANARY, Canaries, Canary
from tests.access.promises import PlanPromises
from tests.http.house import Browser, House
from tests.model.ground import backup
from tests.model.oracle import Entry, Thing

PEOPLE = ("peter", "lars", "karen", "mads", "jonas", "ida", "tove")
"""Two citizens, of whom Lars is on Peter's team; a relative; professionals, Ida in a unit; and Tove, with no place."""
CITIZENS = ("peter", "lars")
TEAMS = {
    "peter": {"karen": "relative", "lars": "relative", "mads": "municipality", "jonas": "job_centre", "ida": "unit"},
    "lars": {"mads": "psychiatry", "karen": "peer"},
}
UNIT = "Afsnit M1"
COUNTS: Counter[str] = Counter()
"""What a run did, for the report of `make soak`."""

# The fields of each kind that hold somebody's words. A test holds this list against the Structs.
WORDS: dict[str, tuple[str, ...]] = {
    "dream": ("text", "more"),
    "goal": ("text",),
    "step": ("text",),
    "agreement": ("what", "myPart", "theirPart", "why"),
    "strength": ("text",),
    "need": ("text",),
    "warning_sign": ("text",),
    "coping": ("text",),
    "safe_place": ("text",),
    "safety_contact": ("name", "who", "hours"),
    "safe_surroundings": ("text",),
    "wish_if_ill": ("text",),
    "to_myself": ("text",),
    "wellbeing": ("text",),
    "who5": ("text",),
    "private_note": ("text",),
    "meeting": ("place", "video"),
    "preparation": ("text",),
    "agenda_item": ("text",),
    "answer": ("text", "does"),
    "outcome": ("text",),
    "looking_back": ("text",),
    "course_answer": ("text",),
    # Made by the server: a place at a meeting has no words; another version repeats words that have a place already.
    "invitee": (),
    "alternative": (),
}
FACTS = ("name", "organisation", "hours")

Told = TypeVar("Told")


@dataclass
class Ground:
    """A house, everybody's browser, and what is promised about each plan."""

    house: House
    runner: asyncio.Runner
    browsers: dict[str, Browser] = field(default_factory=dict)
    plans: dict[str, PlanPromises] = field(default_factory=dict)
    canaries: Canaries = field(default_factory=Canaries)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    # The secret of everybody's calendar. Each says as much as a calendar can.
    calendars: dict[str, str] = field(default_factory=dict)

    def wait(self, asked: Coroutine[Any, Any, Told]) -> Told:
        """One request, answered."""
        return self.runner.run(asked)

    def body(self, kind: str) -> dict[str, Any]:
        """What an item of this kind says, in words that stand nowhere else."""
        words: dict[str, Any] = {"kind": kind}
        for name in WORDS[kind]:
            words[name] = ("https://" if name == "video" else "") + self.canaries.new()
        if kind in ("wellbeing", "who5", "looking_back", "course_answer"):
            words["on"] = "2026-12-01"
        if kind == "meeting":
            words |= {"meetingKind": "coordination", "startsAt": "2026-12-10T10:00"}
        return words

    def note(self, plan: PlanPromises, item: str, scope: str, body: dict[str, Any], by: str) -> None:
        """The server has the item now."""
        values = {name: value for name, value in body.items() if name != "kind"}
        plan.oracle.things[item] = Thing(scope, body["kind"], by, values, dict.fromkeys(values, item))
        plan.hands[item] = {one for one in (by, body.get("responsible", ""), body.get("asked", "")) if one}
        self.note_words(plan, item, body)

    def note_words(self, plan: PlanPromises, item: str, fields: dict[str, Any]) -> None:
        """These words stand in these fields now."""
        for name, value in fields.items():
            if isinstance(value, str) and CANARY.search(value):
                self.canaries.write(value.removeprefix("https://"), Canary(plan.id, item, name))

    def facts(self) -> dict[str, str]:
        """What the citizen writes about a member."""
        return {name: self.canaries.new() for name in FACTS}

    def again(self) -> "Ground":
        """The same ground for another example; what happens there changes nothing here."""
        browsers = {person: Browser(self.house, dict(one.cookies)) for person, one in self.browsers.items()}
        return Ground(
            self.house, self.runner, browsers, copy.deepcopy(self.plans), copy.deepcopy(self.canaries), self.rows,
            self.calendars,
        )  # fmt: skip

    async def make(self) -> None:
        """Everything through the real doors."""
        for person in PEOPLE:
            self.browsers[person] = await self.house.person(person)
        for citizen in CITIZENS:
            plan_id = await self.browsers[citizen].start_plan()
            plan = self.plans[citizen] = PlanPromises(plan_id, citizen)
            await self._fill(plan)
            if "unit" in TEAMS[citizen].values():
                await self.make_unit(plan)
            for person, role in TEAMS[citizen].items():
                await self.welcome(plan, person, role)
            await self.hand_over_the_baton(plan)
            await self.propose_a_meeting(plan)
        for person in PEOPLE:
            made = await self.browsers[person].post("/api/calendar", {"titles": "full"})
            self.calendars[person] = made.json()["address"].split("/")[-2]
        self.rows = backup(self.house.db)

    async def welcome(self, plan: PlanPromises, person: str, role: str) -> None:
        """Invited, accepted, said yes to. Nothing is shared yet."""
        facts = self.facts()
        if role == "unit":
            facts = {"name": facts["name"]}
            people = f"/api/plans/{plan.id}/units/{plan.unit}/people"
            made = await self.browsers[plan.citizen].post(people, facts)
            assert made.status_code == 201, made.text
            link = made.json()
        else:
            link = await self.browsers[plan.citizen].invite(plan.id, role=role, **facts)
        accepted = {"token": link["token"], "code": link["code"]}
        answer = await self.browsers[person].post("/api/invitations/accept", accepted)
        assert answer.status_code == 200, answer.text
        said = await self.browsers[plan.citizen].post(f"/api/plans/{plan.id}/members/{link['member']}/yes")
        assert said.status_code == 204, said.text
        member = link["member"]
        if role == "unit":
            plan.oracle.unit_of[member] = plan.unit
        plan.places.setdefault(person, []).append(member)
        plan.oracle.diary.append(Entry("place", member, self.house.clock.now, status="active"))
        for name, word in facts.items():
            self.canaries.write(word, Canary(plan.id, member, name, is_member=True))

    async def hand_over_the_baton(self, plan: PlanPromises) -> None:
        """Somebody who comes first holds it. It promises nobody a word more."""
        person, (member, *_) = next(iter(plan.places.items()))
        baton = f"/api/plans/{plan.id}/baton"
        offered = await self.browsers[plan.citizen].ask("PUT", baton, {"member": member})
        assert offered.status_code == 204, offered.text
        # Not held to its answer: where everybody passes for the citizen, the promises shall object, and not this page.
        await self.browsers[person].post(f"{baton}/answer", {"yes": True})

    async def propose_a_meeting(self, plan: PlanPromises) -> None:
        """Mads proposes one: his words are his and the citizen's."""
        (member,) = plan.places["mads"]
        place, why = self.canaries.new(), self.canaries.new()
        meeting = {"kind": "meeting", "meetingKind": "discharge", "startsAt": "2026-12-10T13:00", "place": place}
        path = f"/api/plans/{plan.id}/proposals"
        made = await self.browsers["mads"].post(path, {"meeting": meeting, "members": [member], "why": why})
        # Not held to its answer, as with the baton.
        if made.status_code != 201:
            return
        plan.proposal = made.json()["id"]
        plan.oracle.things[plan.proposal] = Thing("proposals", "meeting_proposal", member, {}, {})
        plan.hands[plan.proposal] = {member}
        for name, word in (("proposed place", place), ("why", why)):
            self.canaries.write(word, Canary(plan.id, plan.proposal, name))

    async def make_unit(self, plan: PlanPromises) -> None:
        """A ward comes onto the team as one. Nobody keeps its door but the citizen."""
        made = await self.browsers[plan.citizen].post(
            f"/api/plans/{plan.id}/units", {"role": "psychiatry", "name": UNIT, "grants": [], "sha256": ""}
        )
        assert made.status_code == 201, made.text
        plan.unit = made.json()["unit"]
        plan.oracle.diary.append(Entry("place", plan.unit, self.house.clock.now, status="active"))

    async def _fill(self, plan: PlanPromises) -> None:
        """One item of every kind a citizen makes, in every scope, and some words that have been replaced."""
        browser = self.browsers[plan.citizen]
        dreams = [await self.write(plan, "dream:", "dream") for _ in range(2)]
        for dream in dreams:
            for kind in ("goal", "step", "agreement"):
                await self.write(plan, f"dream:{dream}", kind)
        meeting = await self.write(plan, "meeting:", "meeting")
        for kind in ("agenda_item", "outcome", "preparation"):
            await self.write(plan, f"meeting:{meeting}", kind)
        await self.write(plan, f"meeting:{meeting}", "outcome", state="draft")
        for scope, kinds in (
            ("strengths", ("strength",)),
            ("needs", ("need",)),
            ("agreements", ("agreement",)),
            ("safety", ("warning_sign", "coping", "safe_place", "safety_contact", "safe_surroundings", "wish_if_ill")),
            ("safety", ("to_myself",)),
            ("wellbeing", ("wellbeing", "who5", "looking_back")),
            ("private", ("private_note", "who5", "looking_back", "course_answer")),
        ):
            for kind in kinds:
                item = await self.write(plan, scope, kind)
                await self.rewrite(plan, browser, item, "citizen")

    async def write(self, plan: PlanPromises, scope: str, kind: str, **said: str) -> str:
        """The citizen writes something."""
        body = self.body(kind) | said
        if kind == "agreement":
            body |= {"responsible": "citizen", "state": "agreed"}
        item = await self.browsers[plan.citizen].write(plan.id, scope, body)
        self.note(plan, item, f"{scope}{item}" if scope.endswith(":") else scope, body, "citizen")
        if kind == "meeting":
            plan.invited[item] = set()
        return item

    async def rewrite(self, plan: PlanPromises, browser: Browser, item: str, hand: str) -> str:
        """Other words take the place of those that stand; answers what became of it."""
        thing = plan.oracle.things[item]
        name = WORDS[thing.kind][0]
        return await self.change(plan, browser, item, hand, name, self.body(thing.kind)[name])

    async def change(self, plan: PlanPromises, browser: Browser, item: str, hand: str, name: str, value: str) -> str:
        """One field of an item says something else; answers what became of it."""
        thing = plan.oracle.things[item]
        change = self.house.edit(
            plan.id, "change", item=item, fields={name: value}, base={name: thing.writers.get(name, item)}
        )
        result: dict[str, Any] = (await browser.sync(change)).json()["results"][0]
        if result["outcome"] == "applied":
            thing.values[name] = value
            thing.writers[name] = change["id"]
            plan.hands[item].add(hand)
            self.note_words(plan, item, {name: value})
        return str(result.get("code", "")) or str(result["outcome"])
