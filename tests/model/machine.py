"""The state machine: two phones of the citizen, a relative's phone, a nurse's tab, the real server, and bad luck.

The invariants carry their numbers in the assertion texts:

I1 convergence, I1b the view equals the items when nothing waits, I2 no lost write, I3 at most once, I4 no leak,
I5 dense revisions, I6 the cursor never goes back, I7 narrowing wins, I8 replay is idempotent, I9 bounded pages,
I10 lease. (I11, golden edits: tests/domain/test_golden_edits.py.) What is logged as a look is checked beside I4.
"""

import copy
import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import msgspec
import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from stafet.domain.ids import MemberId
from stafet.domain.items import Agreement, Coping, Dream, Strength
from stafet.store import tables
from stafet.store.engine import Database
from stafet.use_cases import consents, team, upkeep
from stafet.use_cases.answers import SyncRequest
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.sync import sync
from tests.factories import NOW, a_meeting
from tests.model.oracle import REACH, Entry, Oracle, Thing
from tests.model.phone import Json, Phone
from tests.world import World

PAGE = 4
PURE_LUCK = ("ok", "ok", "ok", "request lost", "answer lost", "crash before COMMIT", "crash after COMMIT")
CITIZENS = ("phone", "tablet")
MEMBERS = ("karen", "nurse")
EVERYBODY = (*CITIZENS, *MEMBERS)
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
# With points, so that no random id can look like one.
CANARY = re.compile(r"w\.\d+\.w")
LEASE = timedelta(hours=72)
DAYS_30 = timedelta(days=30)
WATCHED = {
    table.name: sa.select(table).order_by(*table.primary_key)
    for table in (tables.item, tables.grant, tables.member, tables.plan, tables.scope_head)
}
LOOKED = sa.select(sa.func.coalesce(sa.func.sum(tables.look.c.item_count), 0))
COUNTS: Counter[str] = Counter()
"""What a run did, for the report of `make soak`."""

picks = st.integers(0, 40)


class Crash(Exception):
    """The server's process ends here."""


class Base:
    """A plan with a relative, a nurse and one meeting, made once by the real acts; every example starts from it."""

    def __init__(self, db: Database) -> None:
        self.db = db
        world = World(db)
        plan = world.plan()
        self.plan, self.citizen = plan.id, plan.owner
        self.people = {"phone": plan.owner, "tablet": plan.owner}
        self.members: dict[str, str] = {}
        team_members = {}
        for name, role in (("karen", "relative"), ("nurse", "psychiatry")):
            member = plan.member(name, role)  # type: ignore[arg-type]
            self.people[name], self.members[name] = member.person, member.id
            team_members[name] = member
        self.meeting = plan.write(a_meeting())
        plan.invite_to(self.meeting, team_members["nurse"])
        dream = plan.write(Dream(text="w.1001.w"))
        plan.write(Strength(text="w.1002.w"), "strengths")
        plan.write(Coping(text="w.1003.w"), "safety")
        promise = Agreement(what="w.1004.w", responsible=self.members["nurse"], state="agreed")
        plan.write(promise, f"dream:{dream}", from_={"scope": f"dream:{dream}", "item": dream})
        plan.share(team_members["karen"], "strengths", verb="respond", days=1)
        plan.share(team_members["nurse"], "safety", verb="edit", days=2)
        self.rows = backup(db)


def backup(db: Database) -> dict[str, list[Json]]:
    """Every row of every table, as a dump holds them."""
    with db.read() as tx:
        return {
            table.name: [dict(row) for row in tx.execute(sa.select(table)).mappings()]
            for table in tables.metadata.sorted_tables
        }


def put_back(db: Database, rows: dict[str, list[Json]]) -> None:
    """Another history takes the place of this one."""
    with db.write() as tx:
        for table in reversed(tables.metadata.sorted_tables):
            tx.execute(table.delete())
        for table in tables.metadata.sorted_tables:
            if rows[table.name]:
                tx.execute(table.insert(), rows[table.name])


class StafetMachine(RuleBasedStateMachine):
    """Subclassed once for each engine (see `machine_on`)."""

    base: ClassVar[Base]
    watched: ClassVar[Callable[[dict[str, Phone]], None] | None] = None
    """Told about the phones when an example is over: scripts are made from their logs."""

    @initialize()
    def begin(self) -> None:
        put_back(self.base.db, self.base.rows)
        self.db = self.base.db
        self.now = NOW
        self.ids = 0
        self.words = 0
        self.words_in: dict[str, str] = {}
        self.oracle = Oracle()
        self.places = {name: [member] for name, member in self.base.members.items()}
        self.phones = {name: Phone(name, self.base.plan, lambda: self.now, self.new_id) for name in EVERYBODY}
        self.packets: list[tuple[str, Json]] = []
        self.made: dict[tuple[str, str], datetime | None] = {}
        self.server_backup: tuple[dict[str, list[Json]], Oracle] | None = None
        self.phone_backups: dict[str, Json] = {}
        self._know_the_base()
        COUNTS["examples"] += 1

    def _know_the_base(self) -> None:
        for member in self.base.members.values():
            self.oracle.diary.append(Entry("place", member, NOW, status="active"))
        scope = f"meeting:{self.base.meeting}"
        karen, nurse = self.base.members.values()
        one, two = NOW + timedelta(days=1), NOW + timedelta(days=2)
        self.oracle.diary.append(Entry("gave", karen, NOW, scope="strengths", reach=2, until=one))
        self.oracle.diary.append(Entry("gave", nurse, NOW, scope="safety", reach=3, until=two))
        until = datetime(2026, 12, 18, 10, 0, tzinfo=UTC)
        self.oracle.diary.append(Entry("gave", nurse, NOW, scope=scope, reach=2, until=until))
        for row in self.base.rows["item"]:
            values = json.loads(row["body"])
            kind = values.pop("kind")
            for word in CANARY.findall(row["body"]):
                self.words_in[word] = row["scope"]
            self.oracle.things[row["id"]] = Thing(
                row["scope"], kind, "citizen", values, dict.fromkeys(values, row["id"])
            )

    # Small things

    def new_id(self) -> str:
        self.ids += 1
        # Far apart: the text of a clash in a second field lies on the id after its edit's.
        return f"01950000-0000-7000-8000-{self.ids * 16:012x}"

    def text(self, scope: str) -> str:
        """Words that occur once in the world, so that a single one in the wrong answer is found."""
        self.words += 1
        word = f"w.{self.words}.w"
        self.words_in[word] = scope
        return word

    def who(self, name: str) -> str:
        """ "citizen", or the id of the place this person has now (their last one when they have none)."""
        if name in CITIZENS:
            return "citizen"
        alive = [member for member in self.places[name] if self.oracle.status(member) not in ("", "ended")]
        return alive[-1] if alive else self.places[name][-1]

    def act(self, function: Any, **words: Any) -> Any:
        """An act of the citizen's over REST."""
        usual = {"plan_id": self.base.plan, "by": self.base.citizen.id}
        with self.db.write() as tx:
            return function(tx, **usual | words)

    def later(self, distance: timedelta) -> None:
        self.now += distance

    # The line between a phone and the server

    def exchange(self, name: str, luck: str = "ok") -> bool:
        """One request of a phone. Answers whether there is more to say."""
        COUNTS["exchanges"] += 1
        phone = self.phones[name]
        phone.look()
        request = phone.request()
        self.packets.append((name, request))
        if luck == "request lost":
            return False
        answer = self.deliver(name, request, luck)
        if answer is None or luck == "answer lost":
            return False
        before = phone.held
        more = phone.take(request, answer)
        self._check_cursors(before, phone.held, answer)
        for result in answer["results"]:
            if result["outcome"] != "refused" and result.get("first") != "refused":
                self.made[name, result["edit"]] = self.now
        return more

    def talk(self, name: str) -> None:
        """Until neither side has more to say."""
        limit = 8 + len(self.oracle.things) + len(self.phones[name].kept) // 50
        for _ in range(limit):
            if not self.exchange(name):
                return
        raise AssertionError(f"I9: {name} and the server never come to an end")

    def deliver(self, name: str, request: Json, luck: str = "ok") -> Json | None:
        """The server gets a packet, now or again. Checked: outcomes, leaks, looks, and what a repeat does."""
        COUNTS["packets"] += 1
        COUNTS["edits"] += len(request["edits"])
        known = bool(request["edits"]) and all(edit["id"] in self.oracle.heard for edit in request["edits"])
        before = self.server_rows() if known else {}
        looked = 0 if name in CITIZENS else self._items_looked_at()
        counted = self._plan_rev() if len(request["edits"]) == 1 else -1
        asked = msgspec.json.decode(json.dumps(request), type=SyncRequest)
        crash_at = {"crash before COMMIT": 1, "crash after COMMIT": 2}.get(luck, 0)
        calls = 0

        def clock() -> datetime:
            nonlocal calls
            calls += 1
            if calls == crash_at:
                raise Crash
            return self.now

        person = self.base.people[name].id
        try:
            answer = json.loads(
                msgspec.json.encode(sync(self.db, person=person, request=asked, clock=clock, page=PAGE))
            )
        except Crash:
            answer = None
        if luck != "crash before COMMIT" or not request["edits"]:
            self._check_results(name, request, answer)
        if known:
            assert self.server_rows() == before, "I8: packets that were heard before changed the server"
        if counted >= 0:
            rows = self.server_rows()
            written = [row for table in ("item", "grant", "member") for row in rows[table] if row["rev"] > counted]
            assert len(written) == rows["plan"][0]["rev"] - counted, "I5: there is a hole in the revisions"
        if answer is not None:
            self._check_answer(name, answer, 0 if name in CITIZENS else self._items_looked_at() - looked)
        return answer

    def _check_results(self, name: str, request: Json, answer: Json | None) -> None:
        expected = self.oracle.hear(self.who(name), request["edits"], self.now)
        if answer is None:
            return
        for edit, wanted, result in zip(request["edits"], expected, answer["results"], strict=True):
            said = {key: result.get(key, "") for key in wanted}
            assert said == wanted, f"I2/I3/I7: {name} sent {edit}, must hear {wanted}, heard {said}"
            for number, kept in enumerate(result.get("kept", [])):
                if thing := self.oracle.things.pop(f"{edit['id']}+{number}", None):
                    self.oracle.things[kept] = thing

    # The invariants of every answer

    def _check_answer(self, name: str, answer: Json, items_logged: int) -> None:
        who = self.who(name)
        if who != "citizen" and self.oracle.status(who) != "active":
            assert answer["plans"] == [], f"I4: {name} has no place and got a plan"
            return
        (plan,) = answer["plans"]
        may = self.oracle.open_scopes(who, self.now)
        mine = {key for key, thing in self.oracle.things.items() if self.oracle.named(who, thing)}
        scopes = plan.get("scopes", {})
        extra = {"consents"} if who == "citizen" else {"responsible"}
        assert set(scopes) <= may | extra, f"I4: {name} may see {may}, was told {set(scopes)}"
        for scope, out in scopes.items():
            for item in out.get("items", []):
                self._check_item(name, scope, item, may, mine)
        raw = json.dumps(answer["plans"])
        mine_now = {key for key, thing in self.oracle.things.items() if self.oracle.may_have(who, thing, self.now)}
        words = {word for key in mine_now for word in CANARY.findall(str(self.oracle.things[key].values))}
        # The citizen's own consents quote the dream as it was called then.
        for word in CANARY.findall(raw) if who != "citizen" else ():
            assert word in words, f"I4: {word} of {self.words_in[word]} reached {name}, who may see {may}"
        told = [item for out in scopes.values() for item in out.get("items", []) if not item.get("deleted")]
        for key in UUID7.findall(json.dumps([[item["id"], item.get("from"), item["body"]] for item in told])):
            fine = key in mine_now or key not in self.oracle.things
            assert fine, f"I4: the id of {self.oracle.things[key]} reached {name}"
        paged = sum(
            len(out.get("items", []))
            for scope, out in scopes.items()
            if scope not in ("team", "consents", "responsible")
        )
        assert paged <= PAGE, f"I9: {paged} items in a page of {PAGE}"
        sent = 0 if who == "citizen" else sum(len(out.get("items", [])) for out in scopes.values())
        assert items_logged == sent, f"I4: {sent} items left for {name}, {items_logged} are in the log of looks"

    def _check_item(self, name: str, scope: str, item: Json, may: set[str], mine: set[str]) -> None:
        if scope in ("team", "consents"):
            return
        thing = self.oracle.things.get(item["id"])
        if scope == "responsible":
            assert item["id"] in mine, f"I4: {name} got an agreement that names somebody else"
        else:
            assert thing is not None, f"I3: {name} got an item nobody made: {item}"
            assert thing.scope == scope, f"I4: {name} got an item of {thing.scope} as one of {scope}"
        if "from" in item:
            assert item["from"]["scope"] in may, f"I4: a link into {item['from']['scope']} reached {name}"

    def _check_cursors(self, before: Json, after: Json, answer: Json) -> None:
        told = {plan["plan"]: plan for plan in answer["plans"]}
        for key, plan in after.items():
            was = before.get(key)
            if was is None or was["epoch"] != plan["epoch"]:
                continue
            assert plan["rev"] >= was["rev"], "I6: the plan went back without a new epoch"
            for scope, one in plan["scopes"].items():
                full = told[key].get("scopes", {}).get(scope, {}).get("full") or scope == "responsible"
                assert full or one["rev"] >= was["scopes"].get(scope, {"rev": 0})["rev"], (
                    f"I6: the cursor of {scope} went back"
                )

    # The invariants of every moment

    def server_rows(self) -> dict[str, list[Json]]:
        with self.db.read() as tx:
            return {name: [dict(row) for row in tx.execute(query).mappings()] for name, query in WATCHED.items()}

    def _plan_rev(self) -> int:
        with self.db.read() as tx:
            return int(tx.execute(sa.select(tables.plan.c.rev)).scalar_one())

    def _items_looked_at(self) -> int:
        with self.db.read() as tx:
            return int(tx.execute(LOOKED).scalar_one())

    @invariant()
    def the_server_has_what_it_acknowledged(self) -> None:
        if not hasattr(self, "oracle"):
            return
        rows = self.server_rows()
        items = {row["id"]: row for row in rows["item"]}
        lost, doubled = self.oracle.things.keys() - items.keys(), items.keys() - self.oracle.things.keys()
        assert not lost, f"I2: lost on the server: {[self.oracle.things[key] for key in lost]}"
        assert not doubled, f"I3: more on the server than was written: {[items[key] for key in doubled]}"
        for key, thing in self.oracle.things.items():
            self._check_thing(key, thing, items[key])
        self._check_revisions(rows)

    def _check_thing(self, key: str, thing: Thing, row: Json) -> None:
        assert (row["body"] is None) == thing.gone, f"I2: {thing} must {'be gone' if thing.gone else 'be there'}"
        assert row["scope"] == thing.scope, f"I4: {thing} lies in {row['scope']}"
        if thing.gone:
            return
        body = json.loads(row["body"])
        said = {name: body.get(name) for name in thing.values}
        assert said == thing.values, f"I2: the server has {said}, must have {thing.values}"
        noted = json.loads(row["versions"] or "{}")
        writers = {name: noted.get(name, key) for name in thing.writers}
        assert writers == thing.writers, f"I2: a field was replaced by an edit that does not name it as base: {writers}"
        assert (row["order_key"], row["by"]) == (thing.order, thing.by), f"I2: {thing} has another order or author"

    def _check_revisions(self, rows: dict[str, list[Json]]) -> None:
        given = sorted(row["rev"] for table in ("item", "grant", "member") for row in rows[table])
        assert len(given) == len(set(given)), f"I5: one revision was given twice: {given}"
        (plan,) = rows["plan"]
        assert given[-1] == plan["rev"], f"I5: the plan counts {plan['rev']}, its newest row is {given[-1]}"
        heads = {row["scope"]: row["rev"] for row in rows["scope_head"]}
        newest: dict[str, int] = {}
        for scope, rev in [
            *((row["scope"], row["rev"]) for row in rows["item"]),
            *(("consents", row["rev"]) for row in rows["grant"]),
            *(("team", row["rev"]) for row in rows["member"]),
        ]:
            newest[scope] = max(newest.get(scope, 0), rev)
        assert heads == newest, f"I5: the heads are {heads}, the newest rows {newest}"

    @invariant()
    def nothing_is_drawn_after_its_time(self) -> None:
        for name in MEMBERS if hasattr(self, "oracle") else ():
            phone = self.phones[name]
            shown = phone.shown()
            if name == "karen" and shown:
                assert phone.last_contact is not None
                assert self.now - phone.last_contact < LEASE, "I10: a relative reads after 72 hours without contact"
            for item in shown.values():
                until = phone.held[self.base.plan]["scopes"][item["scope"]].get("until")
                over = until is not None and datetime.fromisoformat(until) <= self.now
                assert not over, f"I10: {name} reads {item['scope']} after {until}"

    # What people write

    def _scope_for(self, name: str, kind: str, pick: int) -> str:
        shown = sorted(self.phones[name].shown().values(), key=lambda item: item["id"])
        dreams = [item["scope"] for item in shown if item["body"]["kind"] == "dream"]
        if kind in ("step", "agreement"):
            return dreams[pick % len(dreams)] if dreams else ""
        if kind in ("agenda_item", "answer"):
            return f"meeting:{self.base.meeting}"
        return {"strength": "strengths", "coping": "safety", "private_note": "private"}.get(kind, "dream:")

    @rule(
        name=st.sampled_from(EVERYBODY),
        kind=st.sampled_from(["strength", "coping", "private_note", "dream", "step", "agreement", "agenda_item"]),
        pick=picks,
        luck=st.booleans(),
    )
    def create(self, name: str, kind: str, pick: int, luck: bool) -> None:
        scope = self._scope_for(name, kind, pick)
        if not scope:
            return
        text = self.text(scope)
        body: Json = {"kind": kind, "text": text}
        if kind == "agreement":
            responsible = ("citizen", self.who("karen"), self.who("nurse"))[pick % 3]
            body = {"kind": kind, "what": text, "responsible": responsible, "state": "proposed" if luck else "agreed"}
        elif kind == "agenda_item":
            body["state"] = "proposed" if luck else "on"
        more = {} if pick % 4 else {"from_": self._any_link(name, pick)}
        order = {"order": "V"} if pick % 2 else {}
        key = self.phones[name].write("create", scope=scope, body=body, **order, **{k: v for k, v in more.items() if v})
        if kind == "dream":
            self.words_in[text] = f"dream:{key}"
        self.made[name, key] = None

    def _any_link(self, name: str, pick: int) -> Json | None:
        shown = sorted(self.phones[name].shown().values(), key=lambda item: item["id"])
        if not shown or "body" not in shown[pick % len(shown)]:
            return None
        item = shown[pick % len(shown)]
        return {"scope": item["scope"], "item": item["id"]} if UUID7.fullmatch(item["id"]) else None

    def _writable(self, name: str, pick: int, *, kinds: tuple[str, ...] = ()) -> Json | None:
        """Something that stands on this screen, with words in it."""
        shown = [
            item
            for item in sorted(self.phones[name].shown().values(), key=lambda item: item["id"])
            if ({"text", "what"} & item["body"].keys() if not kinds else item["body"]["kind"] in kinds)
        ]
        return shown[pick % len(shown)] if shown else None

    @rule(name=st.sampled_from(EVERYBODY), pick=picks, both=st.booleans())
    def change(self, name: str, pick: int, both: bool) -> None:
        item = self._writable(name, pick)
        if item is not None:
            self._change(name, item, both=both)

    def _change(self, name: str, item: Json, *, both: bool = False) -> None:
        kind = item["body"]["kind"]
        names = {"dream": ("text", "more"), "agreement": ("what", "myPart")}.get(kind, ("text",))
        names = names if both else names[:1]
        fields = {field: self.text(self._home(item)) for field in names}
        base = {field: item.get("versions", {}).get(field, item["id"]) for field in names}
        key = self.phones[name].write("change", item=item["id"], fields=fields, base=base)
        self.made[name, key] = None

    def _home(self, item: Json) -> str:
        """Where an item lives: what came as "responsible" lives in a thread its reader may not know."""
        thing = self.oracle.things.get(item["id"])
        return thing.scope if thing else item["scope"]

    @rule(name=st.sampled_from(EVERYBODY), pick=picks, hold=st.booleans())
    def delete(self, name: str, pick: int, hold: bool) -> None:
        item = self._writable(name, pick)
        if item is not None and item["body"]["kind"] != "meeting":
            self.made[name, self.phones[name].write("delete", item=item["id"], hold=hold)] = None

    @rule(name=st.sampled_from(EVERYBODY), pick=picks, order=st.sampled_from(["A", "M", "m", "z"]))
    def place(self, name: str, pick: int, order: str) -> None:
        item = self._writable(name, pick)
        if item is not None:
            self.made[name, self.phones[name].write("place", item=item["id"], order=order)] = None

    @rule(name=st.sampled_from(CITIZENS), pick=picks, yes=st.booleans())
    def say_yes_or_no(self, name: str, pick: int, yes: bool) -> None:
        """To what is proposed, or was said yes to before."""
        item = self._writable(name, pick, kinds=("agenda_item", "agreement"))
        if item is None:
            return
        state = ("on" if item["body"]["kind"] == "agenda_item" else "agreed") if yes else "declined"
        base = {"state": item.get("versions", {}).get("state", item["id"])}
        self.made[name, self.phones[name].write("change", item=item["id"], fields={"state": state}, base=base)] = None

    @rule(name=st.sampled_from(MEMBERS), pick=picks)
    def propose_and_be_heard(self, name: str, pick: int) -> None:
        """What a member proposes is the citizen's first; the others on the same scope hear of it after a yes."""
        other = MEMBERS[1 - MEMBERS.index(name)]
        for one in MEMBERS:
            self.give(one, "dreams", "respond", timedelta(days=2), pick)
            self.talk(one)
        self.create(name, ("agreement", "agreement", "agenda_item")[pick % 3], pick, luck=True)
        self.talk(name)
        self.talk(other)
        self.talk("phone")
        self.say_yes_or_no("phone", pick, yes=pick % 3 > 0)
        self.talk("phone")
        self.talk(other)

    @rule(name=st.sampled_from(MEMBERS), pick=picks)
    def answer(self, name: str, pick: int) -> None:
        point = self._writable(name, pick, kinds=("agenda_item",))
        if point is None:
            return
        body = {"kind": "answer", "text": self.text(point["scope"]), "answerKind": "text"}
        link = {"scope": point["scope"], "item": point["id"]}
        self.made[name, self.phones[name].write("create", scope=point["scope"], body=body, from_=link)] = None

    @rule(
        name=st.sampled_from(EVERYBODY),
        pick=picks,
        choose=st.sampled_from(["current", "other", "own"]),
        hold=st.booleans(),
    )
    def resolve(self, name: str, pick: int, choose: str, hold: bool) -> None:
        other = self._writable(name, pick, kinds=("alternative",))
        if other is not None:
            text = {"text": self.text(other["scope"])} if choose == "own" else {}
            key = self.phones[name].write("resolve", alternative=other["id"], choose=choose, hold=hold, **text)
            self.made[name, key] = None

    @rule(name=st.sampled_from(EVERYBODY), pick=picks)
    def try_again(self, name: str, pick: int) -> None:
        refused = [one for one in self.phones[name].kept if one["state"] == "refused"]
        if refused:
            one = refused[pick % len(refused)]
            before = one["edit"]["id"]
            self.phones[name].try_again(one["n"])
            self._renamed(name, before, one["edit"])

    def _renamed(self, name: str, before: str, edit: Json) -> None:
        self.made.pop((name, before), None)
        self.made[name, edit["id"]] = None
        for word in CANARY.findall(json.dumps(edit)):
            self.words_in[word] = self.words_in[word].replace(before, edit["id"])

    # Composite: what two phones must do to each other

    @rule(pick=picks, both=st.booleans(), first=st.sampled_from(CITIZENS))
    def two_phones_change_the_same(self, pick: int, both: bool, first: str) -> None:
        second = CITIZENS[1 - CITIZENS.index(first)]
        for name in (first, second):
            self.talk(name)
        item = self._writable(first, pick)
        if item is None or item["id"] not in self.phones[second].shown():
            return
        self._change(first, item, both=both)
        self._change(second, self.phones[second].shown()[item["id"]], both=both)
        self.talk(first)
        self.talk(second)

    @rule(pick=picks, choose=st.sampled_from(["current", "other", "own"]))
    def two_phones_clash_and_one_chooses(self, pick: int, choose: str) -> None:
        self.two_phones_change_the_same(pick, both=True, first="phone")
        self.later(timedelta(seconds=11))
        self.talk("phone")
        self.resolve("phone", pick, choose, hold=False)
        self.talk("phone")

    @rule(pick=picks, name=st.sampled_from(EVERYBODY))
    def one_deletes_what_another_changes(self, pick: int, name: str) -> None:
        self.talk("phone")
        self.talk(name)
        item = self._writable("phone", pick)
        if (
            item is None
            or name == "phone"
            or item["id"] not in self.phones[name].shown()
            or item["body"]["kind"] == "meeting"
        ):
            return
        self._change(name, self.phones[name].shown()[item["id"]])
        self.made["phone", self.phones["phone"].write("delete", item=item["id"])] = None
        self.talk("phone")
        self.talk(name)

    # Consent

    @rule(
        name=st.sampled_from(MEMBERS),
        scope=st.sampled_from(["strengths", "safety", "needs", "team", "dreams", "dream:", "dream:"]),
        verb=st.sampled_from(["see", "respond", "edit"]),
        length=st.sampled_from([timedelta(hours=5), timedelta(days=2), timedelta(days=90), timedelta(days=365)]),
        pick=picks,
    )
    def give(self, name: str, scope: str, verb: str, length: timedelta, pick: int) -> None:
        member = self.who(name)
        if self.oracle.status(member) in ("", "ended"):
            return
        if scope == "dream:":
            living = sorted(
                key for key, thing in self.oracle.things.items() if thing.kind == "dream" and not thing.gone
            )
            if not living:
                return
            scope = f"dream:{living[pick % len(living)]}"
        until = self.now + length
        grants = [GrantIn(scope=scope, verb=verb, purpose="support", until=until)]  # type: ignore[arg-type]
        shown = self.act(consents.wording_for, lang="da", name=name, grants=grants)
        self.act(consents.give, lang="da", member_id=MemberId(member), grants=grants, sha256=shown.sha256, now=self.now)
        self.oracle.diary.append(Entry("gave", member, self.now, scope=scope, reach=REACH[verb], until=until))
        COUNTS["consents"] += 1

    @rule(name=st.sampled_from(MEMBERS), by=st.sampled_from(CITIZENS), pick=picks)
    def withdraw(self, name: str, by: str, pick: int) -> None:
        """Written offline; it waits like any edit, and goes first."""
        member = self.who(name)
        given = sorted({one.scope for one in self.oracle.diary if one.what == "gave" and one.member == member})
        scope = {"scope": given[pick % len(given)]} if given and pick % 3 else {}
        self.made[by, self.phones[by].write("withdraw", member=member, **scope)] = None

    @rule(name=st.sampled_from(MEMBERS), by=st.sampled_from(CITIZENS), pick=picks, again=st.booleans())
    def stop_and_look(self, name: str, by: str, pick: int, again: bool) -> None:
        """I7: the very next request of the one who was stopped gets nothing, also when an old packet comes late."""
        self.talk(name)
        self.create(by, "strength", pick, luck=True)
        self.withdraw(name, by, pick)
        self.talk(by)
        self.exchange(name)
        if again:
            self.give(name, "strengths", "respond", timedelta(days=2), pick)
            self.talk(name)
            late = [packet for packet in self.packets if any(edit["act"] == "withdraw" for edit in packet[1]["edits"])]
            self.deliver(*late[-1])
            self.talk(name)

    @rule(name=st.sampled_from(MEMBERS), verb=st.sampled_from(["see", "respond", "edit"]), pick=picks)
    def give_and_work(self, name: str, verb: str, pick: int) -> None:
        """A consent that is used at once: read, written under, and read again by the citizen."""
        self.give(name, ("strengths", "safety", "dreams", "dream:")[pick % 4], verb, timedelta(days=2), pick)
        self.talk(name)
        self.create(name, ("strength", "coping", "agreement", "step")[pick % 4], pick, luck=True)
        self.change(name, pick, both=False)
        self.talk(name)
        self.talk("phone")

    @rule(name=st.sampled_from(MEMBERS), side=st.sampled_from([-1, 0, 1]), pick=picks)
    def to_the_edge_of_a_consent(self, name: str, side: int, pick: int) -> None:
        """A millisecond before its end, at it, and after it."""
        member = self.who(name)
        if pick % 2:
            self.give(name, "strengths", "edit", timedelta(hours=5), pick)
            self.talk(name)
        ends = sorted(
            {one.until for one in self.oracle.diary if one.member == member and one.until and one.until > self.now}
        )
        if not ends:
            return
        edge = ends[0] + timedelta(milliseconds=side)
        if edge <= self.now:
            return
        self.create("phone", "strength", pick, luck=True)
        self.talk("phone")
        self.now = edge
        self.exchange(name)

    @rule(name=st.sampled_from(MEMBERS), side=st.sampled_from([-1, 0, 1]))
    def a_consent_runs_out(self, name: str, side: int) -> None:
        """Given, used, and over: at the millisecond, with something new to read, and nothing done by anybody."""
        self.talk("phone")
        self.give(name, "strengths", "edit", timedelta(hours=5), 0)
        until = self.now + timedelta(hours=5, milliseconds=side)
        self.talk(name)
        self.create("phone", "strength", 1, luck=True)
        self.talk("phone")
        self.now = until
        self.create(name, "strength", 1, luck=True)
        self.talk(name)

    @rule(name=st.sampled_from(MEMBERS), verb=st.sampled_from(["see", "respond"]), pick=picks)
    def ask_too_much(self, name: str, verb: str, pick: int) -> None:
        """More than the consent says: to agree for the citizen, to write where one may only read, to guess an id."""
        self.give(name, "dreams", verb, timedelta(days=2), pick)
        self.talk(name)
        self.create(name, "agreement", pick, luck=verb == "see")
        guessed = sorted(self.oracle.things)[pick % len(self.oracle.things)]
        self.made[name, self.phones[name].write("place", item=guessed, order="m")] = None
        self.made[name, self.phones[name].write("delete", item=guessed)] = None
        self.talk(name)

    @rule(name=st.sampled_from(MEMBERS), pick=picks)
    def a_linked_scope_closes(self, name: str, pick: int) -> None:
        """The thread ends at the edge of what somebody may see, also in what they hold already."""
        self.talk("phone")
        dreams = [item for item in self.phones["phone"].shown().values() if item["body"]["kind"] == "dream"]
        if not dreams:
            return
        dream = dreams[pick % len(dreams)]
        body = {"kind": "strength", "text": self.text("strengths")}
        link = {"scope": dream["scope"], "item": dream["id"]}
        self.made["phone", self.phones["phone"].write("create", scope="strengths", body=body, from_=link)] = None
        self.give(name, "strengths", "see", timedelta(days=2), pick)
        self.give(name, "dreams", "see", timedelta(days=2), pick)
        self.talk("phone")
        self.talk(name)
        member = self.who(name)
        self.made["phone", self.phones["phone"].write("withdraw", member=member, scope="dreams")] = None
        self.talk("phone")
        self.talk(name)
        if self.oracle.status(member) == "active":
            self._holds_what_the_server_has(name)

    @rule(name=st.sampled_from(MEMBERS))
    def pause_and_look(self, name: str) -> None:
        """A pause closes everything at once, and opens it again as it was."""
        self.talk(name)
        self.create("phone", "strength", 1, luck=True)
        self.talk("phone")
        self.pause(name, paused=True)
        self.pause(name, paused=False)

    @rule(name=st.sampled_from(MEMBERS), paused=st.booleans())
    def pause(self, name: str, paused: bool) -> None:
        member = self.who(name)
        if self.oracle.status(member) not in ("active", "paused"):
            return
        status = "paused" if paused else "active"
        self.act(team.change, member_id=MemberId(member), facts=team.MemberIn(status=status), now=self.now)
        self.oracle.diary.append(Entry("place", member, self.now, status=status))
        self.exchange(name)

    @rule(name=st.sampled_from(MEMBERS))
    def leave(self, name: str) -> None:
        if self.phones[name].shown():
            self.made[name, self.phones[name].write("leave")] = None

    @rule(name=st.sampled_from(MEMBERS))
    def come_back(self, name: str) -> None:
        """Invited, accepted, said yes to: another place, with nothing of the old one."""
        if self.oracle.status(self.who(name)) not in ("", "ended"):
            return
        role = "relative" if name == "karen" else "psychiatry"
        invitation = team.InvitationIn(role=role, name=name)  # type: ignore[arg-type]
        link = self.act(team.invite, lang="da", invitation=invitation, now=self.now)
        with self.db.write() as tx:
            team.accept(tx, by=self.base.people[name], token=link.token, code=link.code, now=self.now)
        self.act(team.say_yes, member_id=link.member, now=self.now)
        self.places[name].append(link.member)
        self.oracle.diary.append(Entry("place", link.member, self.now, status="active"))

    # Luck

    @rule(name=st.sampled_from(EVERYBODY), luck=st.sampled_from(PURE_LUCK))
    def send(self, name: str, luck: str) -> None:
        self.exchange(name, luck)

    @rule(name=st.sampled_from(EVERYBODY))
    def send_all(self, name: str) -> None:
        self.talk(name)

    @rule(pick=st.integers(0, 400))
    def an_old_packet_comes_again(self, pick: int) -> None:
        if self.packets:
            name, request = self.packets[pick % len(self.packets)]
            self.deliver(name, request)

    @rule(
        distance=st.sampled_from(
            [timedelta(seconds=11), timedelta(hours=6), timedelta(days=2), timedelta(days=3), timedelta(days=31)]
        )
    )
    def time_passes(self, distance: timedelta) -> None:
        self.later(distance)

    @rule(hours=st.sampled_from([71, 73]))
    def a_relative_without_contact(self, hours: int) -> None:
        self.give("karen", "strengths", "see", timedelta(days=90), 0)
        self.create("phone", "strength", 1, luck=True)
        self.talk("phone")
        self.talk("karen")
        self.later(timedelta(hours=hours))

    @rule(
        name=st.sampled_from(EVERYBODY), wrong_by=st.sampled_from([0, -3600, 3600, -3 * 365 * 86400, 3 * 365 * 86400])
    )
    def the_clock_of_a_phone_is_wrong(self, name: str, wrong_by: int) -> None:
        self.phones[name].look()
        self.phones[name].wrong_by = wrong_by * 1000
        self.phones[name].look()

    @rule()
    def the_server_is_backed_up(self) -> None:
        self.server_backup = (backup(self.db), copy.deepcopy(self.oracle))

    @rule()
    def the_server_is_restored(self) -> None:
        if self.server_backup is None:
            return
        rows, oracle = self.server_backup
        put_back(self.db, rows)
        upkeep.renew_epochs(self.db)
        self.oracle = copy.deepcopy(oracle)
        COUNTS["restores"] += 1

    @rule(name=st.sampled_from(CITIZENS), pick=picks)
    def a_backup_misses_what_was_sent(self, name: str, pick: int) -> None:
        """Acknowledged after the backup was made: the phone has it, and tells it again."""
        self.the_server_is_backed_up()
        self.create(name, ("strength", "dream")[pick % 2], pick, luck=True)
        self.change(name, pick, both=False)
        self.talk(name)
        self.the_server_is_restored()
        self.talk(name)
        self._nothing_is_lost(name)

    @rule(name=st.sampled_from(CITIZENS))
    def a_phone_is_backed_up(self, name: str) -> None:
        self.phone_backups[name] = self.phones[name].backed_up()

    @rule(name=st.sampled_from(CITIZENS), source=st.sampled_from(CITIZENS))
    def a_phone_is_restored_or_cloned(self, name: str, source: str) -> None:
        """From its own backup, or as a copy of another phone, device id and all. What only it had is gone with it."""
        stored = self.phone_backups.get(name) if name == source else self.phones[source].backed_up()
        if stored is None:
            return
        self.phones[name].put_back(stored, self.phones[source].device)
        self.made = {key: at for key, at in self.made.items() if key[0] != name}
        self.made |= {(name, one["edit"]["id"]): self.made.get((source, one["edit"]["id"])) for one in stored["kept"]}

    # Healing

    @rule()
    def everybody_meets(self) -> None:
        """The line is good for a while. I1: then all agree."""
        self.later(timedelta(seconds=11))
        for _ in range(3):
            edits = COUNTS["edits"]
            for name in EVERYBODY:
                self.talk(name)
            if COUNTS["edits"] == edits:
                break
        for name in EVERYBODY:
            self._nothing_is_lost(name)
            self._holds_what_the_server_has(name)
        COUNTS["meetings"] += 1

    def _nothing_is_lost(self, name: str) -> None:
        phone = self.phones[name]
        waits = {one["edit"]["id"] for one in phone.kept if one["state"] in ("waiting", "refused")}
        stuck = [one for one in phone.kept if one["state"] == "waiting" and "holdUntil" not in one]
        assert not stuck, f"I2: the outbox of {name} does not drain: {stuck}"
        for (owner, edit), acknowledged in self.made.items():
            if owner != name or edit in self.oracle.heard or edit in waits:
                continue
            # A server that is older than 30 days, or a device that may not keep, cannot be helped.
            old = acknowledged is not None and (name in MEMBERS or self.now - acknowledged >= DAYS_30)
            assert old, f"I2: {edit} of {name} is neither on the server nor on the phone"

    def _holds_what_the_server_has(self, name: str) -> None:
        who, phone = self.who(name), self.phones[name]
        if who != "citizen" and self.oracle.status(who) != "active":
            assert phone.held == {}, f"I1: {name} has no place and holds a plan"
            return
        plan = phone.held[self.base.plan]
        may = self.oracle.open_scopes(who, self.now)
        scopes = {
            scope: one for scope, one in plan["scopes"].items() if scope not in ("team", "consents", "responsible")
        }
        assert set(scopes) <= may, f"I4: {name} holds {set(scopes) - may}"
        for item in (item for one in scopes.values() for item in one["items"] if "from" in item):
            assert item["from"]["scope"] in may, f"I4: {name} holds a link into {item['from']['scope']}"
        held = {item["id"]: self._told(item) for one in scopes.values() for item in one["items"]}
        living = {key: thing for key, thing in self.oracle.things.items() if not thing.gone}
        bodies = self._bodies()
        wanted = {
            key: self._wanted(key, thing, bodies)
            for key, thing in living.items()
            if thing.scope in may and self.oracle.may_have(who, thing, self.now)
        }
        assert held == wanted, f"I1: {name} holds {held}, the server has {wanted}"
        if who != "citizen":
            mine = {key for key, thing in living.items() if self.oracle.named(who, thing) and thing.scope not in may}
            told = {item["id"] for item in plan["scopes"].get("responsible", {"items": []})["items"]}
            assert told == mine, f"I1: {name} is named by {mine}, was told {told}"
        if not any(one["state"] == "waiting" for one in phone.kept):
            shown = {key: item for key, item in phone.shown().items() if item["scope"] in scopes}
            view = {key: self._told(item) for key, item in shown.items()}
            assert view == wanted, f"I1b: {name} sees {view}, holds {wanted}"

    @staticmethod
    def _told(item: Json) -> tuple[Json, Json, str, str]:
        body = {name: value for name, value in item["body"].items() if name != "kind"}
        return body, item.get("versions", {}), item.get("order", ""), item.get("by", "citizen")

    @staticmethod
    def _wanted(key: str, thing: Thing, bodies: dict[str, Json]) -> tuple[Json, Json, str, str]:
        """As an answer words it. The body is the server's: the oracle knows only the fields somebody wrote."""
        noted = {name: writer for name, writer in thing.writers.items() if writer != key}
        return bodies[key], noted, thing.order, thing.by

    def _bodies(self) -> dict[str, Json]:
        rows = self.server_rows()["item"]
        read = {row["id"]: json.loads(row["body"]) for row in rows if row["body"] is not None}
        return {key: {name: value for name, value in body.items() if name != "kind"} for key, body in read.items()}

    def teardown(self) -> None:
        if hasattr(self, "oracle"):
            self.everybody_meets()
            if type(self).watched is not None:
                type(self).watched(self.phones)


def machine_on(db: Database, base: Base | None = None) -> type[StafetMachine]:
    """The machine on one database, whose content it replaces."""
    return type("Machine", (StafetMachine,), {"base": base or Base(db)})
