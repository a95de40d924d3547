"""Rules: what people write, alone and at the same time."""

import json
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.model.exchanging import Exchanging
from tests.model.ground import (
    CANARY,
    CITIZENS,
    EVERYBODY,
    MEMBERS,
    UUID7,
    picks,
)
from tests.model.phone import Json

YES_AND_NO = {
    "agenda_item": ("on", "declined"), "agreement": ("agreed", "declined"), "outcome": ("approved", "draft"),
}  # fmt: skip
"""What the citizen's yes makes of what waits for it, and what a no does."""


class Writing(Exchanging):
    """Creating, changing, deleting, moving, proposing, answering, choosing between two versions."""

    def _scope_for(self, name: str, kind: str, pick: int) -> str:
        shown = sorted(self.phones[name].shown().values(), key=lambda item: item["id"])
        dreams = [item["scope"] for item in shown if item["body"]["kind"] == "dream"]
        if kind in ("step", "agreement"):
            return dreams[pick % len(dreams)] if dreams else ""
        if kind in ("agenda_item", "answer", "outcome"):
            return f"meeting:{self.base.meeting}"
        return {"strength": "strengths", "coping": "safety", "private_note": "private"}.get(kind, "dream:")

    @rule(
        name=st.sampled_from(EVERYBODY),
        kind=st.sampled_from(
            ["strength", "coping", "private_note", "dream", "step", "agreement", "agenda_item", "outcome"]
        ),
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
        elif kind == "outcome":
            body["state"] = "draft" if luck else "approved"
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
        item = self._writable(name, pick, kinds=tuple(YES_AND_NO))
        if item is None:
            return
        state = YES_AND_NO[item["body"]["kind"]][not yes]
        base = {"state": item.get("versions", {}).get("state", item["id"])}
        self.made[name, self.phones[name].write("change", item=item["id"], fields={"state": state}, base=base)] = None

    @rule(name=st.sampled_from(MEMBERS), pick=picks, field=st.sampled_from(["done", "dropped", "moved", "shared"]))
    def tell_how_it_went(self, name: str, pick: int, field: str) -> None:
        """With an agreement on one's screen, one's own or somebody else's, which one may only read."""
        self.give(name, "dreams", "see", timedelta(days=2), pick)
        self.talk(name)
        item = self._writable(name, pick, kinds=("agreement",))
        if item is not None:
            moved, anchored = {"byOn": f"2027-01-{pick % 28 + 1:02d}"}, {"whose": field}
            fields = {"moved": moved, "shared": anchored}.get(field, {"state": field})
            base = {one: item.get("versions", {}).get(one, item["id"]) for one in fields}
            self.made[name, self.phones[name].write("change", item=item["id"], fields=fields, base=base)] = None
            self.talk(name)

    @rule(name=st.sampled_from(MEMBERS), pick=picks)
    def propose_and_be_heard(self, name: str, pick: int) -> None:
        """What a member proposes is the citizen's first; the others on the same scope hear of it after a yes."""
        other = MEMBERS[1 - MEMBERS.index(name)]
        for one in MEMBERS:
            self.give(one, "dreams", "respond", timedelta(days=2), pick)
            self.talk(one)
        kept = len(self.phones[name].kept)
        self.create(name, ("agreement", "agreement", "agenda_item", "outcome")[pick % 4], pick, luck=True)
        if len(self.phones[name].kept) == kept:
            # Who has just left the team has nothing to propose into.
            return
        proposal = self.phones[name].kept[-1]["edit"]["id"]
        self.talk(name)
        self.talk(other)
        self.talk("phone")
        self.say_yes_or_no("phone", pick, yes=pick % 3 > 0)
        self.talk("phone")
        self.talk(other)
        self._meddle(other, proposal)

    def _meddle(self, name: str, item: str) -> None:
        """Somebody who may answer tries to rewrite and to remove what is not theirs."""
        if item not in self.oracle.things:
            return
        kind = self.oracle.things[item].kind
        field = "what" if kind == "agreement" else "text"
        words = {field: self.text(self.oracle.things[item].scope)}
        key = self.phones[name].write("change", item=item, fields=words, base={field: item})
        self.made[name, key] = None
        self.made[name, self.phones[name].write("delete", item=item)] = None
        self.talk(name)

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
            when = other["body"]["field"] == "startsAt"
            text = {"text": self._day(pick) if when else self.text(other["scope"])} if choose == "own" else {}
            key = self.phones[name].write("resolve", alternative=other["id"], choose=choose, hold=hold, **text)
            self.made[name, key] = None

    @staticmethod
    def _day(pick: int) -> str:
        """A wall time on another day; the clocks change in between."""
        return f"2026-{10 + pick % 3}-{20 + pick % 9:02d}T0{pick % 8}:30"

    @rule(name=st.sampled_from(CITIZENS), pick=picks)
    def move_the_meeting(self, name: str, pick: int) -> None:
        meeting = self.phones[name].shown().get(self.base.meeting)
        if meeting is not None:
            base = {"startsAt": meeting.get("versions", {}).get("startsAt", meeting["id"])}
            fields = {"startsAt": self._day(pick)}
            key = self.phones[name].write("change", item=meeting["id"], fields=fields, base=base)
            self.made[name, key] = None

    @rule(pick=picks, choose=st.sampled_from(["current", "other", "own"]))
    def both_phones_move_the_meeting(self, pick: int, choose: str) -> None:
        """To different days; both are kept until the citizen has chosen one."""
        for name in CITIZENS:
            self.talk(name)
            self.move_the_meeting(name, pick + len(name))
        for name in CITIZENS:
            self.talk(name)
        self.talk("phone")
        self.resolve("phone", pick, choose, hold=False)
        self.talk("phone")

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

    @rule(pick=picks, choose=st.sampled_from(["other", "own"]))
    def a_text_is_chosen_for_what_is_gone(self, pick: int, choose: str) -> None:
        """Two texts for one thing, which was removed meanwhile: there is nothing to put the chosen one into."""
        self.two_phones_change_the_same(pick, both=False, first="phone")
        for name in CITIZENS:
            self.talk(name)
        other = self._writable("phone", pick, kinds=("alternative",))
        if other is None or other["body"]["of"] == self.base.meeting:
            return
        self.made["tablet", self.phones["tablet"].write("delete", item=other["body"]["of"])] = None
        self.talk("tablet")
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
