"""What must be true, told a second time and in another style: a diary of consent, and a table of things.

Written from the promises (design, sections 2 and 4; the invariants C1-C18 of consent), never from the code. It calls
nothing of `open_scopes`, `policy`, `merge` or `pull`; a fault there must show as a difference to this page.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]
REACH = {"see": 1, "respond": 2, "edit": 3}
SECTIONS = {"strengths", "needs", "agreements", "safety", "wellbeing", "team", "private"}
HELPERS_KINDS = {"strength", "coping", "step"}
CONTRIBUTIONS = {"agreement", "agenda_item", "answer", "outcome"}


@dataclass(frozen=True)
class Entry:
    """One line of the diary: at a moment something was given, stopped, or somebody's place changed."""

    what: str  # "gave", "stopped", "place"
    member: str
    at: datetime
    scope: str = ""
    reach: int = 0
    until: datetime | None = None
    status: str = ""


@dataclass
class Thing:
    """One item as it must be on the server. Each field: its value and the edit that wrote it last."""

    scope: str
    kind: str
    by: str
    values: dict[str, Any]
    writers: dict[str, str]
    order: str = ""
    gone: bool = False
    # Whether everybody who sees the scope has been able to see it.
    was_open: bool = False
    # The other text of a proposal: its author's and the citizen's, for good.
    beside_a_proposal: bool = False
    # The other text of something that was taken off after everybody had seen it.
    off: bool = False


@dataclass
class Oracle:
    """Everything the server must know. A backup of the server is a deep copy of this."""

    diary: list[Entry] = field(default_factory=list)
    things: dict[str, Thing] = field(default_factory=dict)
    heard: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Edits the server has written down: outcome and code."""

    # Who may see what

    def status(self, member: str) -> str:
        """The last line about somebody's place is how it is."""
        return next((one.status for one in reversed(self.diary) if one.what == "place" and one.member == member), "")

    def reach(self, member: str, scope: str, now: datetime) -> int:
        """0 nothing, 1 see, 2 answer, 3 edit. Read from the diary, the newest line first."""
        if scope == "private" or self.status(member) != "active":
            return 0
        names = {scope, "dreams"} if scope.startswith("dream:") else {scope}
        best = 0
        for name in names:
            for one in reversed(self.diary):
                if one.member != member or one.what == "place":
                    continue
                if one.what == "stopped" and one.scope in ("", name):
                    break
                if one.what == "gave" and one.scope == name:
                    # A new yes takes the place of an earlier one, so the newest line is the only one that counts.
                    if one.until is not None and one.at <= now < one.until:
                        best = max(best, one.reach)
                    break
        return best

    def waits_for_a_yes(self, who: str, thing: Thing) -> bool:
        """A proposal, and what hangs beside it, is its author's and the citizen's until the citizen's yes (A2)."""
        if who == "citizen":
            return False
        if thing.kind == "alternative":
            return (thing.beside_a_proposal or thing.off) and thing.by != who
        if thing.kind == "outcome":
            return thing.values.get("state") == "draft" and thing.by != who and not thing.gone
        proposes = thing.kind in ("agenda_item", "agreement") and thing.values.get("state") in ("proposed", "declined")
        return proposes and thing.by not in (who, "citizen") and not thing.gone

    def may_have(self, who: str, thing: Thing, now: datetime) -> bool:
        """Whether this very thing may be with this person."""
        sees = who == "citizen" or self.reach(who, thing.scope, now) > 0
        return (sees or self.named(who, thing)) and not self.waits_for_a_yes(who, thing)

    def named(self, member: str, thing: Thing) -> bool:
        """A promise is readable by the one who holds it, while they are on the team."""
        return (
            thing.kind == "agreement"
            and not thing.gone
            and thing.values.get("responsible") == member
            and self.status(member) == "active"
            and not self.waits_for_a_yes(member, thing)
        )

    def open_scopes(self, who: str, now: datetime) -> set[str]:
        """The scopes whose items may be with this person."""
        known = {thing.scope for thing in self.things.values()}
        if who == "citizen":
            return SECTIONS | known
        given = {one.scope for one in self.diary if one.what == "gave" and one.member == who} - {"dreams"}
        return {scope for scope in known | given if self.reach(who, scope, now)}

    def tells_how_it_went(self, who: str, thing: Thing, fields: Json) -> bool:
        """Who holds a promise says that it is done, dropped, moved or whose it is, and nothing else."""
        return (
            who != "citizen"
            and thing.kind == "agreement"
            and thing.values.get("state") == "agreed"
            and thing.values.get("responsible") == who
            and not fields.keys() - {"state", "byOn", "whose"}
            and fields.get("state") in (None, "done", "dropped")
        )

    # What an edit must lead to

    def hear(self, who: str, edits: list[Json], now: datetime) -> list[Json]:
        """The results that must come back, in the order of the request. Stops go first (C5)."""
        results: dict[str, Json] = {}
        for edit in [*(e for e in edits if e["act"] == "withdraw"), *(e for e in edits if e["act"] != "withdraw")]:
            results[edit["id"]] = self._hear_one(who, edit, now)
        return [results[edit["id"]] for edit in edits]

    def _hear_one(self, who: str, edit: Json, now: datetime) -> Json:
        # Also to somebody who has left meanwhile: they may never have heard the answer.
        if edit["id"] in self.heard:
            first, code = self.heard[edit["id"]]
            return {"outcome": "already", "first": first, "code": code}
        if who != "citizen" and self.status(who) != "active":
            return {"outcome": "refused", "code": "not_found"}
        said = getattr(self, f"_{edit['act']}")(who, edit, now)
        outcome, code = ("refused", said) if said not in ("applied", "conflict") else (said, "")
        self.heard[edit["id"]] = (outcome, code)
        return {"outcome": outcome, "code": code}

    def _find(self, who: str, item: str, now: datetime) -> Thing | None:
        thing = self.things.get(item)
        sees = thing is not None and (who == "citizen" or self.reach(who, thing.scope, now) > 0)
        return thing if thing is not None and sees and not self.waits_for_a_yes(who, thing) else None

    def _held(self, who: str, item: str) -> Thing | None:
        thing = self.things.get(item)
        return thing if thing is not None and self.named(who, thing) else None

    def _may(self, who: str, act: str, kind: str, scope: str, by: str, now: datetime) -> str:
        """ "" when the act is allowed, else why not."""
        if who == "citizen":
            return ""
        reach = self.reach(who, scope, now)
        if not reach:
            return "not_found"
        helper = reach == REACH["edit"]
        responds = reach >= REACH["respond"]
        if kind in HELPERS_KINDS or (kind == "dream" and act in ("change", "place")):
            fine = helper
        elif kind in CONTRIBUTIONS:
            own = responds and by == who and not (kind == "outcome" and act == "delete")
            fine = {"create": responds, "place": helper}.get(act, helper or own)
        else:
            fine = False
        return "" if fine else "not_allowed"

    def _create(self, who: str, edit: Json, now: datetime) -> str:
        body, scope = dict(edit["body"]), edit["scope"]
        kind = body.pop("kind")
        if why := self._may(who, "create", kind, scope, who, now):
            return why
        if who != "citizen" and kind == "outcome":
            body["state"] = "draft"
        if who != "citizen" and body.get("state") in ("on", "agreed"):
            return "needs_the_citizens_yes"
        if link := edit.get("from"):
            source = self._find(who, link["item"], now)
            if source is None or source.gone or source.scope != link["scope"] or self.waits_for_a_yes("x", source):
                return "link_not_found"
        responsible = body.get("responsible", "citizen")
        if responsible != "citizen" and self.status(responsible) in ("", "ended"):
            return "not_found"
        writers = dict.fromkeys(body, edit["id"])
        self.things[edit["id"]] = Thing(scope, kind, who, body, writers, edit.get("order", ""))
        self._other_texts_follow(edit["id"])
        return "applied"

    def _change(self, who: str, edit: Json, now: datetime) -> str:
        thing = self._find(who, edit["item"], now) or self._held(who, edit["item"])
        if thing is None:
            return "not_found"
        if thing.gone:
            return "deleted"
        tells = self.tells_how_it_went(who, thing, edit["fields"])
        if (why := self._may(who, "change", thing.kind, thing.scope, thing.by, now)) and not tells:
            return why
        news = {name: value for name, value in edit["fields"].items() if thing.values.get(name) != value}
        written = {
            name: value
            for name, value in news.items()
            if thing.writers.get(name, edit["item"]) == edit["base"].get(name)
        }
        over = thing.kind == "agreement" and written.keys() == {"state"} and written["state"] in ("done", "dropped")
        settled = thing.values.get("state") in ("on", "agreed", "approved")
        if who != "citizen" and written and settled and not (tells or over):
            return "needs_the_citizens_yes"
        if written.get("responsible", "citizen") != "citizen" and self.status(written["responsible"]) in ("", "ended"):
            return "not_found"
        was_open = thing.was_open
        thing.values |= written
        thing.writers |= dict.fromkeys(written, edit["id"])
        self._other_texts_follow(edit["item"])
        clashing = [name for name in news if name not in written]
        for number, name in enumerate(clashing):
            other = {"of": edit["item"], "field": name, "value": news[name]}
            key = edit["id"] if number == 0 else f"{edit['id']}+{number}"
            waits = self.waits_for_a_yes("somebody else", thing)
            self.things[key] = Thing(
                thing.scope, "alternative", who, other, {},
                beside_a_proposal=waits and not was_open, off=waits and was_open,
            )  # fmt: skip
        return "conflict" if clashing else "applied"

    def _delete(self, who: str, edit: Json, now: datetime) -> str:
        thing = self._find(who, edit["item"], now)
        if thing is None:
            return "not_found"
        if not thing.gone:
            if why := self._may(who, "delete", thing.kind, thing.scope, thing.by, now):
                return why
            thing.gone = True
        return "applied"

    def _place(self, who: str, edit: Json, now: datetime) -> str:
        thing = self._find(who, edit["item"], now)
        if thing is None:
            return "not_found"
        if thing.gone:
            return "deleted"
        if why := self._may(who, "place", thing.kind, thing.scope, thing.by, now):
            return why
        thing.order = edit["order"]
        return "applied"

    def _resolve(self, who: str, edit: Json, now: datetime) -> str:
        other = self._find(who, edit["alternative"], now)
        if other is None:
            return "not_found"
        if who != "citizen":
            return "not_allowed"
        if other.gone:
            return "deleted"
        thing = self.things[other.values["of"]]
        if edit["choose"] != "current":
            if thing.gone:
                return "deleted"
            name = other.values["field"]
            thing.values[name] = other.values["value"] if edit["choose"] == "other" else edit["text"]
            thing.writers[name] = edit["id"]
            self._other_texts_follow(other.values["of"])
        other.gone = True
        return "applied"

    def _other_texts_follow(self, item: str) -> None:
        """What is taken off by the citizen is off with everything beside it."""
        off = self.waits_for_a_yes("somebody else", self.things[item])
        self.things[item].was_open |= not off
        for other in self.things.values():
            if other.kind == "alternative" and other.values["of"] == item and not other.gone:
                other.off = off

    def _withdraw(self, who: str, edit: Json, now: datetime) -> str:
        if who != "citizen":
            return "not_allowed"
        if not self.status(edit["member"]):
            return "not_found"
        self.diary.append(Entry("stopped", edit["member"], now, scope=edit.get("scope", "")))
        return "applied"

    def _leave(self, who: str, _edit: Json, now: datetime) -> str:
        if who == "citizen":
            return "not_allowed"
        self.diary.append(Entry("stopped", who, now))
        self.diary.append(Entry("place", who, now, status="ended"))
        return "applied"
