"""Packets between phones and the real server, with bad luck on the way, and what must be true of every answer."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from stafet.domain.log import Looked
from stafet.store import tables
from stafet.store.log import said_in
from stafet.use_cases.answers import SyncRequest
from stafet.use_cases.sync import sync
from tests.factories import NOW
from tests.model.ground import (
    CANARY,
    CITIZENS,
    COUNTS,
    EVERYBODY,
    LEASE,
    MEMBERS,
    PAGE,
    UUID7,
    WATCHED,
    Base,
    Crash,
    opened,
    put_back,
)
from tests.model.oracle import Entry, Oracle, Thing
from tests.model.phone import Json, Phone

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


class Exchanging(RuleBasedStateMachine):
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
        # Karen's own plan, which nobody else may see, and what she wrote on it.
        self.own = Oracle()
        self.hers: set[str] = set()
        self.places = {name: [member] for name, member in self.base.members.items()}
        self.phones = {name: Phone(name, self.base.plan, lambda: self.now, self.new_id) for name in EVERYBODY}
        self.packets: list[tuple[str, Json]] = []
        self.made: dict[tuple[str, str], datetime | None] = {}
        self.server_backup: tuple[dict[str, list[Json]], Oracle, Oracle] | None = None
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
        with self.base.db.read() as tx:
            known_rows = [opened(tx, row) for row in self.base.rows["item"]]
        for row in known_rows:
            values = json.loads(row["body"])
            kind = values.pop("kind")
            for word in CANARY.findall(row["body"]):
                self.words_in[word] = row["scope"]
            writers = dict.fromkeys(values, row["id"])
            known = Thing(row["scope"], kind, "citizen", values, writers, was_open=True)
            self._of(row["plan_id"]).things[row["id"]] = known

    def _of(self, plan: str) -> Oracle:
        """What must be true of a plan."""
        return self.own if plan == self.base.own else self.oracle

    def who_on(self, plan: str, name: str) -> str:
        """Who somebody is on a plan: "citizen", or a place on its team. Nobody but Karen knows of hers."""
        return "citizen" if plan == self.base.own and name == "karen" else self.who(name)

    def was_heard(self, edit: str) -> bool:
        """Whether the server has written this edit down."""
        return edit in self.oracle.heard or edit in self.own.heard

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
        known = bool(request["edits"]) and all(self.was_heard(edit["id"]) for edit in request["edits"])
        before = self.server_rows() if known else {}
        looked = 0 if name in CITIZENS else self._items_looked_at()
        only = request["edits"][0]["plan"] if len(request["edits"]) == 1 else ""
        counted = self._plan_rev(only) if only else -1
        asked = msgspec.json.decode(json.dumps(request), type=SyncRequest)
        # Each plan is a transaction of its own, and the clock is asked once in each.
        commits = len({edit["plan"] for edit in request["edits"]})
        crash_at = {"crash before COMMIT": 1, "crash after COMMIT": max(commits, 1) + 1}.get(luck, 0)
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
            rows = self.server_rows(only)
            written = [row for table in ("item", "grant", "member") for row in rows[table] if row["rev"] > counted]
            assert len(written) == rows["plan"][0]["rev"] - counted, "I5: there is a hole in the revisions"
        if answer is not None:
            self._check_answer(name, answer, 0 if name in CITIZENS else self._items_looked_at() - looked)
        return answer

    def _check_results(self, name: str, request: Json, answer: Json | None) -> None:
        expected: dict[str, Json] = {}
        for plan in {edit["plan"] for edit in request["edits"]}:
            edits = [edit for edit in request["edits"] if edit["plan"] == plan]
            heard = self._of(plan).hear(self.who_on(plan, name), edits, self.now)
            expected |= {edit["id"]: wanted for edit, wanted in zip(edits, heard, strict=True)}
        COUNTS["requests for two plans"] += len({edit["plan"] for edit in request["edits"]}) == 2
        if answer is None:
            return
        for edit, result in zip(request["edits"], answer["results"], strict=True):
            wanted = expected[edit["id"]]
            said = {key: result.get(key, "") for key in wanted}
            assert said == wanted, f"I2/I3/I7: {name} sent {edit}, must hear {wanted}, heard {said}"
            for number, kept in enumerate(result.get("kept", [])):
                things = self._of(edit["plan"]).things
                if thing := things.pop(f"{edit['id']}+{number}", None):
                    things[kept] = thing

    # The invariants of every answer

    def _check_answer(self, name: str, answer: Json, items_logged: int) -> None:
        told = {plan["plan"]: plan for plan in answer["plans"]}
        assert (self.base.own in told) == (name == "karen"), f"I4: {name} was told of {set(told)}"
        if self.base.own in told:
            words = set(CANARY.findall(json.dumps(told.pop(self.base.own))))
            strange = words - set(CANARY.findall(str(self.own.things)))
            assert not strange, f"I4: words of another plan came as Karen's own: {strange}"
        who = self.who(name)
        if who != "citizen" and self.oracle.status(who) != "active":
            assert told == {}, f"I4: {name} has no place and got a plan"
            return
        assert set(told) == {self.base.plan}, f"I1: {name} has a place, and was told of {set(told)}"
        plan = told[self.base.plan]
        may = self.oracle.open_scopes(who, self.now)
        mine = {key for key, thing in self.oracle.things.items() if self.oracle.named(who, thing)}
        scopes = plan.get("scopes", {})
        extra = {"consents"} if who == "citizen" else {"responsible"}
        assert set(scopes) <= may | extra, f"I4: {name} may see {may}, was told {set(scopes)}"
        for scope, out in scopes.items():
            for item in out.get("items", []):
                self._check_item(name, scope, item, may, mine)
        raw = json.dumps(plan)
        mine_now = {key for key, thing in self.oracle.things.items() if self.oracle.may_have(who, thing, self.now)}
        words = {word for key in mine_now for word in CANARY.findall(str(self.oracle.things[key].values))}
        # The citizen's own consents quote the dream as it was called then.
        for word in CANARY.findall(raw) if who != "citizen" else ():
            assert word in words, f"I4: {word} of {self.words_in[word]} reached {name}, who may see {may}"
        living = [item for out in scopes.values() for item in out.get("items", []) if not item.get("deleted")]
        # Who wrote a second text keeps it, and with it the id of what they wrote it for.
        mine_now |= {
            self.oracle.things[key].values.get("of", key) for key in mine_now if self.oracle.things[key].by == who
        }
        for key in UUID7.findall(json.dumps([[item["id"], item.get("from"), item["body"]] for item in living])):
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

    def server_rows(self, plan: str = "") -> dict[str, list[Json]]:
        """What the server holds: of one plan, or of all."""
        with self.db.read() as tx:
            found = {name: [dict(row) for row in tx.execute(query).mappings()] for name, query in WATCHED.items()}
            found["item"] = [opened(tx, row) for row in found["item"]]
        if not plan:
            return found
        key = {"plan": "id"}
        return {name: [row for row in rows if row[key.get(name, "plan_id")] == plan] for name, rows in found.items()}

    def _plan_rev(self, plan: str) -> int:
        with self.db.read() as tx:
            return int(tx.execute(sa.select(tables.plan.c.rev).where(tables.plan.c.id == plan)).scalar_one())

    def _items_looked_at(self) -> int:
        with self.db.read() as tx:
            looks = sa.select(tables.log.c.plan_id, tables.log.c.seq, tables.log.c.payload)
            said = tx.execute(looks.where(tables.log.c.kind == "look")).all()
            return sum(said_in(tx, plan, seq, payload, Looked).items for plan, seq, payload in said)

    @invariant()
    def the_server_has_what_it_acknowledged(self) -> None:
        if not hasattr(self, "oracle"):
            return
        for plan in (self.base.plan, self.base.own):
            rows, things = self.server_rows(plan), self._of(plan).things
            items = {row["id"]: row for row in rows["item"]}
            lost, doubled = things.keys() - items.keys(), items.keys() - things.keys()
            assert not lost, f"I2: lost on the server: {[things[key] for key in lost]}"
            assert not doubled, f"I3: more on the server than was written: {[items[key] for key in doubled]}"
            for key, thing in things.items():
                self._check_thing(key, thing, items[key])
            self._check_revisions(rows)
            self._check_meetings(things, rows)

    def _check_meetings(self, things: dict[str, Thing], rows: dict[str, list[Json]]) -> None:
        """Reminders go by the meeting's own row: it must say what the item says."""
        planned = {
            key: datetime.fromisoformat(thing.values["startsAt"]).replace(tzinfo=COPENHAGEN).astimezone(UTC)
            for key, thing in things.items()
            if thing.kind == "meeting" and not thing.gone
        }
        kept = {row["id"]: row["starts_at"] for row in rows["meeting"]}
        assert kept == planned, f"I2: meetings are held for {kept}, people moved them to {planned}"

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
        heads = json.loads(plan["heads"])
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
