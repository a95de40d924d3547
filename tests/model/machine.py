"""The state machine: two phones of the citizen, a relative's phone, a nurse's tab, the real server, and bad luck.

The invariants carry their numbers in the assertion texts:

I1 convergence, I1b the view equals the items when nothing waits, I2 no lost write, I3 at most once, I4 no leak,
I5 dense revisions, I6 the cursor never goes back, I7 narrowing wins, I8 replay is idempotent, I9 bounded pages,
I10 lease. (I11, golden edits: tests/domain/test_golden_edits.py.) What is logged as a look is checked beside I4.
"""

import copy
import json
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from stafet.store.engine import Database
from stafet.use_cases import upkeep
from tests.model.ground import (
    CITIZENS,
    COUNTS,
    DAYS_30,
    EVERYBODY,
    MEMBERS,
    PURE_LUCK,
    Base,
    backup,
    picks,
    put_back,
)
from tests.model.oracle import Thing
from tests.model.phone import Json
from tests.model.two_plans import TwoPlans


class StafetMachine(TwoPlans):
    """Everything together: time, wrong clocks, lost packets, restored servers and cloned phones."""

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
        self.server_backup = (backup(self.db), copy.deepcopy(self.oracle), copy.deepcopy(self.own))

    @rule()
    def the_server_is_restored(self) -> None:
        if self.server_backup is None:
            return
        rows, oracle, own = self.server_backup
        put_back(self.db, rows)
        upkeep.renew_epochs(self.db)
        self.oracle, self.own = copy.deepcopy(oracle), copy.deepcopy(own)
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
            if owner != name or self.was_heard(edit) or edit in waits:
                continue
            # A server that is older than 30 days, or a device that may not keep, cannot be helped.
            may_not_keep = name in MEMBERS and edit not in self.hers
            old = acknowledged is not None and (may_not_keep or self.now - acknowledged >= DAYS_30)
            assert old, f"I2: {edit} of {name} is neither on the server nor on the phone"

    def _holds_what_the_server_has(self, name: str) -> None:
        who, phone = self.who(name), self.phones[name]
        assert set(phone.held) - {self.base.plan} == ({self.base.own} if name == "karen" else set()), f"I1: {name}"
        if name == "karen":
            self._holds_her_own()
        if who != "citizen" and self.oracle.status(who) != "active":
            assert self.base.plan not in phone.held, f"I1: {name} has no place and holds a plan"
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
        rows = self.server_rows(self.base.plan)["item"]
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
