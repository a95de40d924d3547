"""Who may see and write what, told a second time: from the invariants C1-C18 and the design, never from the code.

What a diary of consent means is `tests/model/oracle.py`; this page adds plans, people and every kind of item. Nothing
here calls `open_scopes`, `policy` or `pull`.
"""

from dataclasses import dataclass, field
from datetime import datetime

from tests.access.canaries import Canaries, Canary
from tests.model.oracle import Oracle, Thing

SEES, ANSWERS, HELPS = 1, 2, 3

# What a helper the citizen has chosen may do everything with.
HELPED_WITH = {
    "goal", "step", "strength", "need", "warning_sign", "coping", "safe_place", "safety_contact",
    "safe_surroundings", "wish_if_ill",
}  # fmt: skip
# What everybody who is asked may add.
ADDED = {"agreement", "agenda_item", "answer", "outcome"}
KINDS = {
    "strengths": {"strength"},
    "needs": {"need"},
    "agreements": {"agreement"},
    "safety": {
        "warning_sign",
        "coping",
        "safe_place",
        "safety_contact",
        "safe_surroundings",
        "wish_if_ill",
        "to_myself",
    },
    "wellbeing": {"wellbeing", "who5", "looking_back"},
    "private": {"private_note", "who5", "looking_back", "course_answer"},
    "dream": {"dream", "goal", "step", "agreement"},
    "meeting": {"meeting", "preparation", "agenda_item", "answer", "outcome", "invitee"},
}


@dataclass
class Diary(Oracle):
    """The diary of one plan, with units: who works in one reads by its consents too, while both are here (3.1, C2)."""

    unit_of: dict[str, str] = field(default_factory=dict)

    def reach(self, member: str, scope: str, now: datetime) -> int:
        """By their own consents or by those of their unit, whichever reaches further."""
        own = super().reach(member, scope, now)
        unit = self.unit_of.get(member, "")
        if self.status(member) != "active" or not unit:
            return own
        return max(own, super().reach(unit, scope, now))


@dataclass
class CallPromise:
    """A leave to call, as the citizen gave it or has not answered: what it is about is told to those two alone."""

    caller: str
    called: str
    # None while it waits for the answer; then until when it holds.
    until: datetime | None = None
    stopped: bool = False

    def holds(self, now: datetime) -> bool:
        return self.until is not None and not self.stopped and now < self.until


@dataclass
class PlanPromises:
    """One plan: whose it is, who has had a place in it, what was said about consent, and what stands in it."""

    id: str
    citizen: str
    oracle: Diary = field(default_factory=Diary)
    # The one unit on this team; "" when there is none.
    unit: str = ""
    # A meeting that one of the team proposes: theirs and the citizen's.
    proposal: str = "01900000-0000-7000-8000-000000000000"
    # Every place anybody has had here, by the person's key; the last one counts.
    places: dict[str, list[str]] = field(default_factory=dict)
    # For each meeting: whose names stand on it.
    invited: dict[str, set[str]] = field(default_factory=dict)
    # For each item: the members whose hand or name stands on it.
    hands: dict[str, set[str]] = field(default_factory=dict)
    # The cards of who may call whom, by their id.
    calls: dict[str, CallPromise] = field(default_factory=dict)
    # For each scope: the members who have received something of it. Everybody who sees it can see who looked (C15).
    lookers: dict[str, set[str]] = field(default_factory=dict)

    def who(self, person: str) -> str:
        """How this plan calls somebody: "citizen", a member's id, or "" for who has no place."""
        if person == self.citizen:
            return "citizen"
        return self.places.get(person, [""])[-1]

    def reach(self, person: str, scope: str, now: datetime) -> int:
        """0 nothing, 1 see, 2 answer, 3 help. The citizen reaches everything of their own plan (A3)."""
        who = self.who(person)
        if who == "citizen":
            return HELPS
        return self.oracle.reach(who, scope, now) if who else 0

    def may_have(self, person: str, thing: Thing, now: datetime) -> bool:
        """Whether this very item may be with this person."""
        who = self.who(person)
        if thing.kind == "meeting_proposal":
            return self._may_have_a_proposal(who, thing)
        return bool(who) and self.oracle.may_have(who, thing, now)

    def _may_have_a_proposal(self, who: str, thing: Thing) -> bool:
        """Its author has it while they are here; the citizen until the author goes or is on pause (A2)."""
        if who == "citizen":
            places = [one for one in self.oracle.diary if one.what == "place" and one.member == thing.by]
            return all(one.status == "active" for one in places)
        return who == thing.by and self.oracle.status(who) == "active"

    def may_write(self, person: str, act: str, kind: str, scope: str, is_own: bool, now: datetime) -> str:
        """ "" when the act is allowed, "not_found" where nothing may be known, else "not_allowed" (C6, C13)."""
        if self.who(person) == "citizen":
            made_by_the_server = act == "create" and kind in ("invitee", "alternative")
            # What somebody else answered about the course stays as they said it.
            anothers_answer = act == "change" and kind == "course_answer" and not is_own
            return "not_allowed" if made_by_the_server or anothers_answer else ""
        reach = self.reach(person, scope, now)
        if reach == 0:
            return "not_found"
        if kind in HELPED_WITH:
            fine = reach == HELPS
        elif kind in ADDED:
            fine = (kind != "outcome" or act != "delete" or reach == HELPS) and {
                "create": reach >= ANSWERS,
                "place": reach == HELPS,
            }.get(act, reach == HELPS or (reach == ANSWERS and is_own))
        elif kind == "preparation":
            # Others tick what is ready. Its words are the citizen's: the matrix tries to write them anew.
            fine = reach >= (ANSWERS if act == "change" else HELPS)
        elif kind == "invitee":
            # One's own answer to an invitation; a helper may write it down for somebody.
            fine = act == "change" and (reach == HELPS or (reach == ANSWERS and is_own))
        elif kind == "dream":
            fine = act in ("change", "place") and reach == HELPS
        elif kind == "meeting":
            fine = act == "change" and reach == HELPS
        else:
            # Notes for oneself, how one is, and the choice between two versions are the citizen's alone.
            fine = False
        return "" if fine else "not_allowed"

    def item_words(self, person: str, canaries: Canaries, now: datetime) -> set[str]:
        """Exactly the words of items that a fresh pull must hold for this person: no more, and no fewer."""
        return {
            word
            for word in canaries.current
            if (where := canaries.where[word]).plan == self.id
            and not where.is_member
            and where.of not in self.calls
            and not (thing := self.oracle.things[where.of]).gone
            and self.may_have(person, thing, now)
        }

    def may_hear(self, person: str, word: str, canaries: Canaries, now: datetime) -> bool:
        """Whether this word may reach this person at all, by whatever way."""
        where = canaries.where[word]
        who = self.who(person)
        if where.plan != self.id or not who:
            return False
        if who == "citizen":
            return True
        if where.of in self.calls:
            return self._may_hear_of_a_call(who, self.calls[where.of], now)
        if where.is_member:
            return self._may_hear_of_a_member(person, who, where, now)
        return word in canaries.current and self.may_have(person, self.oracle.things[where.of], now)

    def _may_hear_of_a_call(self, who: str, call: CallPromise, now: datetime) -> bool:
        """What it is about: who would call, until it is stopped or over; who is called, while it holds."""
        if self.oracle.status(who) != "active":
            return False
        waits = call.until is None and not call.stopped
        return (self._calls(who, call) and (waits or call.holds(now))) or (call.called == who and call.holds(now))

    def _calls(self, who: str, call: CallPromise) -> bool:
        unit = self.oracle.unit_of.get(who, "")
        return call.caller in (who, unit if self.oracle.status(unit or "?") == "active" else who)

    def _may_hear_of_a_member(self, person: str, who: str, where: Canary, now: datetime) -> bool:
        """Everything about the team with a consent on the team; name and organisation of who stands on an item."""
        if self.oracle.status(who) != "active":
            return False
        if where.of == who or self.reach(person, "team", now):
            return True
        if where.field not in ("name", "organisation"):
            return False
        stands = any(
            where.of in self.hands.get(key, set()) and self.may_have(person, thing, now)
            for key, thing in self.oracle.things.items()
        )
        meets = any(
            where.of in members and self.reach(person, f"meeting:{meeting}", now)
            for meeting, members in self.invited.items()
        )
        looked = any(where.of in members and self.reach(person, scope, now) for scope, members in self.lookers.items())
        named = any(
            (where.of == call.called and self._calls(who, call))
            or (where.of == call.caller and call.called == who and call.holds(now))
            for call in self.calls.values()
        )
        return stands or meets or looked or named
