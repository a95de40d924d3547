"""Rules: one person, two plans. Karen is a relative on Peter's and the citizen of her own, on one phone."""

import json

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.model.consenting import Consenting
from tests.model.ground import picks
from tests.model.phone import Json


class TwoPlans(Consenting):
    """What belongs to one plan never touches the other, though both travel in one request."""

    def _in_hers(self, act: str, **fields: object) -> None:
        key = self.phones["karen"].write(act, plan=self.base.own, **fields)
        self.hers.add(key)
        self.made["karen", key] = None

    def _renamed(self, name: str, before: str, edit: Json) -> None:
        super()._renamed(name, before, edit)
        if edit["plan"] == self.base.own:
            self.hers.add(edit["id"])

    @rule(kind=st.sampled_from(["strength", "private_note", "dream"]), pick=picks)
    def karen_writes_in_her_own_plan(self, kind: str, pick: int) -> None:
        scope = {"strength": "strengths", "private_note": "private"}.get(kind, "dream:")
        body = {"kind": kind, "text": self.text("karen's own")}
        self._in_hers("create", scope=scope, body=body, **({"order": "V"} if pick % 2 else {}))

    def _one_of_hers(self, pick: int) -> Json | None:
        shown = self.phones["karen"].shown(self.base.own).values()
        found = sorted((item for item in shown if "text" in item["body"]), key=lambda item: str(item["id"]))
        return found[pick % len(found)] if found else None

    @rule(pick=picks, away=st.booleans())
    def karen_changes_or_removes_her_own(self, pick: int, away: bool) -> None:
        item = self._one_of_hers(pick)
        if item is None:
            return
        if away:
            self._in_hers("delete", item=item["id"])
            return
        base = {"text": item.get("versions", {}).get("text", item["id"])}
        self._in_hers("change", item=item["id"], fields={"text": self.text("karen's own")}, base=base)

    @rule(pick=picks, stopped=st.booleans())
    def karen_writes_in_both_and_is_stopped_in_one(self, pick: int, stopped: bool) -> None:
        """One request, two plans: what Peter refuses stands in nobody's way on hers."""
        self.talk("karen")
        self.karen_writes_in_her_own_plan("strength", pick)
        self.create("karen", "strength", pick, luck=True)
        self.karen_changes_or_removes_her_own(pick, away=False)
        if stopped:
            self.withdraw("karen", "phone", pick)
            self.talk("phone")
        self.talk("karen")
        self.an_id_of_the_other_plan(pick)
        self.talk("karen")

    @rule(pick=picks)
    def an_id_of_the_other_plan(self, pick: int) -> None:
        """A thing of one plan, asked for in the other: it is not there."""
        theirs = sorted(self.oracle.things)
        self._in_hers("delete", item=theirs[pick % len(theirs)])
        hers = sorted(self.own.things)
        if self.phones["karen"].shown():
            self.made["karen", self.phones["karen"].write("delete", item=hers[pick % len(hers)])] = None

    def _holds_her_own(self) -> None:
        """I1 for the second plan; and nothing that was agreed on the first takes it away."""
        plan = self.phones["karen"].held[self.base.own]
        held = {
            item["id"]: item["body"]["text"]
            for scope, one in plan["scopes"].items()
            for item in one["items"]
            if scope not in ("team", "consents")
        }
        wanted = {key: thing.values["text"] for key, thing in self.own.things.items() if not thing.gone}
        assert held == wanted, f"I1: Karen holds {held} of her own plan, the server has {wanted}"
        assert plan["keep"] == {"kind": "all"}, f"I10: her own plan was lent to her: {json.dumps(plan['keep'])}"
