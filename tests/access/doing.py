"""What the rules of the access matrix are made of: the acts of people, each told to the oracle too."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.access.canaries import Canary
from tests.access.ground import COUNTS, TEAMS, UNIT
from tests.access.looking import Looking
from tests.access.promises import CallPromise, PlanPromises
from tests.model.oracle import REACH, Entry

# The meeting begins on 10 December 2026 at 10 in Copenhagen and takes an hour; then 14 days.
MEETING_CLOSES = datetime(2026, 12, 24, 10, 0, tzinfo=UTC)
# A day before it.
MEETING_REMINDS = datetime(2026, 12, 9, 9, 0, tzinfo=UTC)


class Doing(Looking):
    """Acts, and whom they are about."""

    def consent(self, promises: PlanPromises, member: str, scope: str, verb: str, length: timedelta) -> None:
        """The exact words, and the yes to them."""
        until = self.now + length
        grants = [{"scope": scope, "verb": verb, "purpose": "support", "until": until.isoformat()}]
        name = self._name_of(promises, member)
        asked = {"name": name, "grants": grants, "unit": member == promises.unit}
        worded = self.citizen(promises, "POST", "wording", asked)
        assert worded.status_code == 200, worded.text
        yes = {"member": member, "grants": grants, "sha256": worded.json()["sha256"]}
        answer = self.citizen(promises, "POST", "grants", yes)
        assert answer.status_code == 204, answer.text
        promises.oracle.diary.append(Entry("gave", member, self.now, scope=scope, reach=REACH[verb], until=until))
        COUNTS["consents"] += 1

    def stop(self, promises: PlanPromises, member: str, scope: str) -> None:
        """As the phone says it: an edit, without a question."""
        edit = self.ground.house.edit(promises.id, "withdraw", member=member, **({"scope": scope} if scope else {}))
        answer = self.ground.wait(self.browser(promises.citizen).sync(edit))
        assert answer.json()["results"][0]["outcome"] == "applied", answer.text
        promises.oracle.diary.append(Entry("stopped", member, self.now, scope=scope))
        for call, one in promises.calls.items():
            one.stopped |= one.caller == member and scope in ("", f"call:{call}")

    def look_beforehand(self, promises: PlanPromises, member: str) -> None:
        """The citizen looks through somebody's eyes: what is shown is what they get."""
        if member:
            self._preview_is_what_they_get(promises.citizen, self.citizen(promises, "GET", f"preview/{member}", None))

    def ask_to_meeting(self, promises: PlanPromises, meeting: str, member: str) -> None:
        """An invitation is a consent on the meeting until 14 days after its end."""
        worded = self.citizen(promises, "POST", f"meetings/{meeting}/wording", {"members": [member]})
        yes = {"members": [member], "sha256": worded.json()["sha256"]}
        answer = self.citizen(promises, "POST", f"meetings/{meeting}/invitees", yes)
        if self.now >= MEETING_CLOSES:
            assert answer.status_code == 422, f"C7: a consent that is over was given: {answer.status_code}"
            return
        assert answer.status_code == 204, answer.text
        given = Entry("gave", member, self.now, f"meeting:{meeting}", REACH["respond"], MEETING_CLOSES)
        promises.oracle.diary.append(given)
        promises.invited[meeting].add(member)

    def card(self, promises: PlanPromises, caller: str, called: str) -> str:
        """The citizen's own card: may this one call that one? Nobody but the two is named."""
        about = self.ground.canaries.new()
        asked = {"caller": caller, "member": called, "about": about}
        made = self.citizen(promises, "POST", "calls", asked)
        assert made.status_code == 201, made.text
        call: str = made.json()["id"]
        promises.calls[call] = CallPromise(caller, called)
        self.ground.canaries.write(about, Canary(promises.id, call, "about"))
        return call

    def may_call(self, promises: PlanPromises, call: str, length: timedelta) -> None:
        """Yes, for so long."""
        until = self.now + length
        worded = self.citizen(promises, "POST", f"calls/{call}/wording", {"until": until.isoformat()})
        yes = {"yes": True, "until": until.isoformat(), "sha256": worded.json()["sha256"]}
        answer = self.citizen(promises, "POST", f"calls/{call}/answer", yes)
        assert answer.status_code == 204, answer.text
        promises.calls[call].until = until

    def citizen(self, promises: PlanPromises, method: str, path: str, body: Any) -> Any:
        browser = self.browser(promises.citizen)
        return self.ground.wait(browser.ask(method, f"/api/plans/{promises.id}/{path}", body))

    def some_person(self, owner: str, pick: int) -> str:
        team = sorted(TEAMS[owner])
        return team[pick % len(team)]

    def some_member(self, owner: str, pick: int) -> str:
        """A place that is in use, or on pause; "" when the person has none now."""
        promises = self.promised(owner)
        member = promises.who(self.some_person(owner, pick))
        return member if promises.oracle.status(member or "?") in ("active", "paused") else ""

    def some_scope(self, promises: PlanPromises, kind: str, pick: int) -> str:
        living = sorted(one.scope for one in promises.oracle.things.values() if one.kind == kind and not one.gone)
        return living[pick % len(living)] if living else ""

    def _name_of(self, promises: PlanPromises, member: str) -> str:
        words = self.ground.canaries
        if member == promises.unit:
            return UNIT
        return next(one for one in words.current if words.where[one].of == member and words.where[one].field == "name")

    @staticmethod
    def _lives(promises: PlanPromises, scope: str) -> bool:
        root = promises.oracle.things.get(scope.partition(":")[2])
        return root is None or not root.gone
