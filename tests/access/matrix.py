"""The acts of the access matrix: consents open and close, people come and go, and time passes to the millisecond.

After each act `looking.py` asks everything. Directed probes (stop and read, the exact end) are rules of their own:
random walks alone take hours to find what they find in seconds.
"""

import copy
from datetime import timedelta

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import rule

from stafet.store import tables
from stafet.use_cases import upkeep
from tests.access.doing import MEETING_CLOSES, MEETING_REMINDS, Doing
from tests.access.ground import CITIZENS, COUNTS, TEAMS
from tests.access.promises import KINDS, PlanPromises
from tests.model.ground import backup, put_back
from tests.model.oracle import Entry

picks = st.integers(0, 40)
owners = st.sampled_from(CITIZENS)
verbs = st.sampled_from(["see", "respond", "edit"])
shared = st.sampled_from(
    ["strengths", "needs", "agreements", "safety", "wellbeing", "team", "dreams", "dream:", "dream:"]
)
lengths = st.sampled_from([timedelta(hours=5), timedelta(days=2), timedelta(days=90), timedelta(days=365)])
edges = st.sampled_from([timedelta(milliseconds=-1), timedelta(0), timedelta(milliseconds=1)])


class AccessMatrix(Doing):
    """Nobody ever hears a word that is not theirs to hear, and everybody gets what they were given."""

    # Consent

    @rule(owner=owners, pick=picks, scope=shared, verb=verbs, length=lengths)
    def give(self, owner: str, pick: int, scope: str, verb: str, length: timedelta) -> None:
        promises, member = self.promised(owner), self.some_member(owner, pick)
        if scope == "dream:":
            scope = self.some_scope(promises, "dream", pick)
        if member and scope:
            self.consent(promises, member, scope, verb, length)

    @rule(owner=owners, pick=picks)
    def give_less_than_before(self, owner: str, pick: int) -> None:
        """C7: a later yes takes the place of the earlier one, also when it says less."""
        promises, member = self.promised(owner), self.some_member(owner, pick)
        if member:
            self.consent(promises, member, "strengths", "edit", timedelta(days=90))
            self.consent(promises, member, "strengths", "see", timedelta(days=2))

    @rule(owner=owners, pick=picks)
    def private_can_never_be_shared(self, owner: str, pick: int) -> None:
        member = self.some_member(owner, pick)
        grant = self.ground.house.grant("private")
        path = f"/api/plans/{self.promised_id(owner)}"
        worded = self.ground.wait(self.browser(owner).post(f"{path}/wording", {"name": "Nogen", "grants": [grant]}))
        assert worded.status_code == 400, f"C1: a consent on private was worded: {worded.status_code}"
        body = {"member": member or "A" * 22, "grants": [grant], "sha256": "0" * 64}
        given = self.ground.wait(self.browser(owner).post(f"{path}/grants", body))
        assert given.status_code == 400, f"C1: a consent on private was taken: {given.status_code}"

    @rule(owner=owners, pick=picks)
    def nobody_gives_themselves_anything(self, owner: str, pick: int) -> None:
        """C6: only the citizen widens. A member asks for their own consent, with words from the citizen's own mouth."""
        promises, person = self.promised(owner), self.some_person(owner, pick)
        grant = self.ground.house.grant("safety", verb="edit", days=300)
        path = f"/api/plans/{promises.id}"
        worded = self.ground.wait(self.browser(owner).post(f"{path}/wording", {"name": "q", "grants": [grant]}))
        body = {"member": promises.who(person) or "A" * 22, "grants": [grant], "sha256": worded.json()["sha256"]}
        answer = self.ground.wait(self.browser(person).post(f"{path}/grants", body))
        assert answer.status_code == 404, f"C6: {person} gave themselves a consent: {answer.status_code}"

    @rule(owner=owners, pick=picks, everything=st.booleans())
    def stop_and_read(self, owner: str, pick: int, everything: bool) -> None:
        """C3, C5: something is open, and read; after the stop the very next request gets nothing of it."""
        promises, member = self.promised(owner), self.some_member(owner, pick)
        if not member:
            return
        scope = ("safety", "strengths", "dreams", self.some_scope(promises, "meeting", pick))[pick % 4]
        if scope.startswith("meeting:"):
            self.ask_to_meeting(promises, scope.partition(":")[2], member)
        else:
            self.consent(promises, member, scope, "respond", timedelta(days=2))
        self.the_matrix_is_as_promised()
        self.stop(promises, member, "" if everything else scope)

    @rule(pick=picks, verb=verbs, scope=shared, stop=st.booleans())
    def give_to_the_unit(self, pick: int, verb: str, scope: str, stop: bool) -> None:
        """3.1: each of its people reads by the unit's consent, and not a moment longer than the unit may."""
        promises = self.promised("peter")
        scope = self.some_scope(promises, "dream", pick) if scope == "dream:" else scope
        if promises.oracle.status(promises.unit) not in ("active", "paused") or not scope:
            return
        self.consent(promises, promises.unit, scope, verb, timedelta(days=2))
        self.look_beforehand(promises, promises.who("ida"))
        if stop:
            self.the_matrix_is_as_promised()
            self.stop(promises, promises.unit, "" if pick % 2 else scope)

    @rule(paused=st.booleans())
    def the_unit_is_on_pause(self, paused: bool) -> None:
        """C2: a unit on pause opens nothing to its people."""
        promises = self.promised("peter")
        if promises.oracle.status(promises.unit) == "ended":
            return
        status = "paused" if paused else "active"
        answer = self.citizen(promises, "PATCH", f"members/{promises.unit}", {"status": status})
        assert answer.status_code == 204, answer.text
        promises.oracle.diary.append(Entry("place", promises.unit, self.now, status=status))

    @rule(owner=owners, pick=picks)
    def print_two_parts(self, owner: str, pick: int) -> None:
        """C12: a paper of several parts is a look at each of them."""
        promises, person = self.promised(owner), self.some_person(owner, pick)
        member = promises.who(person)
        if promises.oracle.status(member or "?") != "active":
            return
        for scope in ("agreements", "safety"):
            self.consent(promises, member, scope, "see", timedelta(days=2))
        browser = self.browser(person)
        self._catch_up()
        asked = {"paper": "plan", "form": "text", "parts": ["agreements", "safety"]}
        answer = self.ground.wait(browser.post(f"/api/plans/{promises.id}/papers", asked))
        # Nothing to print any more, or too much printed today, is no paper.
        if answer.status_code == 200:
            self._hears_only_theirs(person, "POST /api/plans/{plan}/papers", answer)
            self._a_paper_is_logged(person, answer)

    @rule(owner=owners, pick=picks, edge=edges)
    def to_the_exact_end(self, owner: str, pick: int, edge: timedelta) -> None:
        """C2: a millisecond before the end, at it, and after it."""
        promises, member = self.promised(owner), self.some_member(owner, pick)
        if not member:
            return
        scope = ("safety", "needs", "dreams", "team")[pick % 4]
        self.consent(promises, member, scope, "edit", timedelta(hours=5))
        self.ground.house.clock.now = self.now + timedelta(hours=5) + edge

    @rule(owner=owners, pick=picks, edge=edges)
    def to_the_end_of_a_meeting(self, owner: str, pick: int, edge: timedelta) -> None:
        """An invitation ends 14 days after the meeting, to the millisecond."""
        promises, member = self.promised(owner), self.some_member(owner, pick)
        meeting = self.some_scope(promises, "meeting", pick).partition(":")[2]
        if not member or not meeting or self.now >= MEETING_CLOSES - timedelta(days=1):
            return
        self.ask_to_meeting(promises, meeting, member)
        self.ground.house.clock.now = MEETING_CLOSES + edge

    @rule(owner=owners, pick=picks, everything=st.booleans())
    def to_the_reminder_of_a_meeting(self, owner: str, pick: int, everything: bool) -> None:
        """C19: who was asked, and was stopped before the reminder came due, is not reminded."""
        promises, member = self.promised(owner), self.some_member(owner, pick)
        scope = self.some_scope(promises, "meeting", pick)
        if not member or not scope or self.now >= MEETING_REMINDS:
            return
        self.ask_to_meeting(promises, scope.partition(":")[2], member)
        self.stop(promises, member, "" if everything else scope)
        self.ground.house.clock.now = MEETING_REMINDS

    @rule(hours=st.sampled_from([1, 6, 48, 24 * 7]))
    def time_passes(self, hours: int) -> None:
        self.ground.house.clock.move(hours=hours)

    # People

    @rule(owner=owners, pick=picks, paused=st.booleans())
    def pause(self, owner: str, pick: int, paused: bool) -> None:
        promises, member = self.promised(owner), self.some_member(owner, pick)
        if not member:
            return
        self.consent(promises, member, "needs", "see", timedelta(days=2))
        status = "paused" if paused else "active"
        answer = self.citizen(promises, "PATCH", f"members/{member}", {"status": status})
        assert answer.status_code == 204, answer.text
        promises.oracle.diary.append(Entry("place", member, self.now, status=status))
        self.look_beforehand(promises, member)

    @rule(owner=owners, pick=picks, by_themselves=st.booleans())
    def end_a_place(self, owner: str, pick: int, by_themselves: bool) -> None:
        promises, person = self.promised(owner), self.some_person(owner, pick)
        member = promises.who(person)
        if promises.oracle.status(member or "?") != "active":
            return
        if by_themselves:
            leave = self.ground.house.edit(promises.id, "leave")
            answer = self.ground.wait(self.browser(person).sync(leave))
            assert answer.json()["results"][0]["outcome"] == "applied", answer.text
        else:
            self.citizen(promises, "DELETE", f"members/{member}", None)
        promises.oracle.diary.append(Entry("stopped", member, self.now))
        promises.oracle.diary.append(Entry("place", member, self.now, status="ended"))
        for call in promises.calls.values():
            call.stopped |= member in (call.caller, call.called)

    @rule(owner=owners, pick=picks)
    def come_back(self, owner: str, pick: int) -> None:
        """Another place, with nothing of the old one (C2: an ended grant never comes back)."""
        promises, person = self.promised(owner), self.some_person(owner, pick)
        if promises.oracle.status(promises.who(person) or "?") != "ended":
            return
        if TEAMS[owner][person] == "unit" and promises.oracle.status(promises.unit) != "active":
            return
        self.everybody_is_signed_in()
        self.ground.wait(self.ground.welcome(promises, person, TEAMS[owner][person]))

    @rule(owner=owners, pick=picks)
    def somebody_waits_for_the_yes(self, owner: str, pick: int) -> None:
        """3.4: who has opened the link reads nothing before the citizen has seen their name and said yes."""
        promises, scope = self.promised(owner), ("safety", "dreams", "team")[pick % 3]
        until = (self.now + timedelta(days=3)).isoformat()
        grants = [{"scope": scope, "verb": "edit", "purpose": "support", "until": until}]
        browser = self.browser(owner)
        link = self.ground.wait(browser.invite(promises.id, name="Tove", role="peer", grants=grants))
        accepted = {"token": link["token"], "code": link["code"]}
        answer = self.ground.wait(self.browser("tove").post("/api/invitations/accept", accepted))
        assert answer.status_code == 200, f"C2: tove, whose last place was ended, is not let in anew: {answer.text}"
        self.the_matrix_is_as_promised()
        self.citizen(promises, "DELETE", f"members/{link['member']}", None)

    # Leave to call

    @rule(pick=picks, by_unit=st.booleans(), edge=edges)
    def may_one_call_another(self, pick: int, by_unit: bool, edge: timedelta) -> None:
        """A card is told to those it names, while it waits or holds; a yes opens nothing (decision 0055)."""
        promises = self.promised("peter")
        caller = promises.unit if by_unit else promises.who("mads")
        called = promises.who(("jonas", "karen", "lars")[pick % 3])
        if any(promises.oracle.status(one or "?") != "active" for one in (caller, called)):
            return
        call = self.card(promises, caller, called)
        self.who_sees_the_cards(promises)
        self.may_call(promises, call, timedelta(hours=5))
        told = self.who_sees_the_cards(promises)
        theirs = [cards for one, cards in told.items() if promises.who(one) in (caller, called)]
        assert all(call in cards for cards in theirs), f"C14: the card is not told to those it names: {told}"
        if pick % 2:
            self.stop(promises, caller, "" if by_unit else f"call:{call}")
        else:
            self.ground.house.clock.now = self.now + timedelta(hours=5) + edge
        self.who_sees_the_cards(promises)

    # Meetings

    @rule(owner=owners, pick=picks)
    def invite_to_a_meeting(self, owner: str, pick: int) -> None:
        promises, member = self.promised(owner), self.some_member(owner, pick)
        meeting = self.some_scope(promises, "meeting", pick).partition(":")[2]
        if member and meeting:
            self.ask_to_meeting(promises, meeting, member)

    @rule(owner=owners, pick=picks)
    def take_back_an_invitation(self, owner: str, pick: int) -> None:
        promises, member = self.promised(owner), self.some_member(owner, pick)
        meeting = self.some_scope(promises, "meeting", pick).partition(":")[2]
        if not member or not meeting:
            return
        self.citizen(promises, "DELETE", f"meetings/{meeting}/invitees/{member}", None)
        promises.oracle.diary.append(Entry("stopped", member, self.now, scope=f"meeting:{meeting}"))

    # Writing

    @rule(owner=owners, pick=picks)
    def the_citizen_writes(self, owner: str, pick: int) -> None:
        promises = self.promised(owner)
        self.everybody_is_signed_in()
        scope = sorted({one.scope for one in promises.oracle.things.values()} - {"proposals"})[pick % 8]
        kinds = sorted(KINDS[scope.partition(":")[0]] - {"dream", "meeting", "invitee", "answer"})
        if self._lives(promises, scope):
            self.ground.wait(self.ground.write(promises, scope, kinds[pick % len(kinds)]))

    @rule(owner=owners, pick=picks)
    def the_citizen_rewrites(self, owner: str, pick: int) -> None:
        """C1: words that were taken out are not read by anybody else, by any way."""
        promises = self.promised(owner)
        living = sorted(key for key, one in promises.oracle.things.items() if not one.gone and one.by == "citizen")
        item = living[pick % len(living)]
        outcome = self.ground.wait(self.ground.rewrite(promises, self.browser(owner), item, "citizen"))
        assert outcome == "applied", outcome

    @rule(owner=owners, pick=picks)
    def the_citizen_deletes(self, owner: str, pick: int) -> None:
        promises = self.promised(owner)
        kept = ("dream", "meeting", "agenda_item", "meeting_proposal")
        living = sorted(key for key, one in promises.oracle.things.items() if not one.gone and one.kind not in kept)
        item = living[pick % len(living)]
        delete = self.ground.house.edit(promises.id, "delete", item=item)
        answer = self.ground.wait(self.browser(owner).sync(delete))
        assert answer.json()["results"][0]["outcome"] == "applied", answer.text
        promises.oracle.things[item].gone = True
        self.ground.canaries.remove(item)

    @rule(owner=owners, pick=picks, yes=st.booleans())
    def what_came_of_a_meeting(self, owner: str, pick: int, yes: bool) -> None:
        """A2: a member writes it down for the citizen alone; the yes is the citizen's, and can be taken back."""
        promises, person = self.promised(owner), self.some_person(owner, pick)
        meeting = self.some_scope(promises, "meeting", pick)
        if promises.oracle.status(promises.who(person) or "?") == "active" and meeting:
            self.ask_to_meeting(promises, meeting.partition(":")[2], promises.who(person))
            self._tries_to_add(promises, person, promises.who(person), meeting, "outcome")
            self.the_matrix_is_as_promised()
        things = promises.oracle.things
        written = sorted(key for key, one in things.items() if one.kind == "outcome" and not one.gone)
        if not written:
            return
        item, state = written[pick % len(written)], "approved" if yes else "draft"
        if things[item].values.get("state", "approved") != state:
            changed = self.ground.change(promises, self.browser(owner), item, "citizen", "state", state)
            assert self.ground.wait(changed) == "applied"

    @rule(owner=owners, pick=picks, verb=verbs)
    def a_member_writes(self, owner: str, pick: int, verb: str) -> None:
        """What a consent of this reach lets somebody add, and that nothing more is taken (C6, C18)."""
        promises, person = self.promised(owner), self.some_person(owner, pick)
        member = promises.who(person)
        if promises.oracle.status(member or "?") == "active" and pick % 3:
            self.consent(promises, member, ("strengths", "agreements", "safety")[pick % 3], verb, timedelta(days=2))
        for scope, kind in (("strengths", "strength"), ("agreements", "agreement"), ("safety", "coping")):
            self._tries_to_add(promises, person, member, scope, kind)
            self._tries_to_rewrite(promises, person, member, scope, pick)

    @rule(owner=owners, pick=picks)
    def how_it_has_been(self, owner: str, pick: int) -> None:
        """C1: what somebody who is asked answers about the course is the citizen's alone to read."""
        promises, person = self.promised(owner), self.some_person(owner, pick)
        member = promises.who(person)
        if promises.oracle.status(member or "?") != "active":
            return
        self.consent(promises, member, "wellbeing", "edit", timedelta(days=2))
        browser = self.browser(person)
        asked = self.citizen(promises, "PUT", f"members/{member}/course", {"asked": True})
        body = self.ground.body("course_answer")
        answer = self.ground.wait(browser.post(f"/api/plans/{promises.id}/course", {"text": body["text"]}))
        assert (asked.status_code, answer.status_code) == (204, 204)
        theirs = (tables.item.c.plan_id == promises.id, tables.item.c.by == member, tables.item.c.kind == body["kind"])
        newest = sa.select(tables.item.c.id).where(*theirs).order_by(tables.item.c.rev.desc()).limit(1)
        with self.ground.house.db.read() as tx:
            item = tx.execute(newest).scalar_one()
        self.ground.note(promises, item, "private", body, member)

    def _tries_to_add(self, promises: PlanPromises, person: str, member: str, scope: str, kind: str) -> None:
        body = self.ground.body(kind)
        if kind == "agreement":
            body |= {"responsible": "citizen", "state": "proposed"}
        if kind == "outcome":
            body |= {"state": "draft"}
        # Whoever writes this in an edit would like a line in the log in the citizen's name.
        edit = self.ground.house.edit(promises.id, "create", scope=scope, body=body, helper="Nogen")
        result = self.ground.wait(self.browser(person).sync(edit)).json()["results"][0]
        wanted = promises.may_write(person, "create", kind, scope, True, self.now)
        told = result.get("code", "") if result["outcome"] == "refused" else ""
        assert told == wanted, f"C6: {person} adds {kind} to {scope} of {promises.citizen}: {result}"
        if not wanted:
            self.ground.note(promises, edit["id"], scope, body, member)

    def _tries_to_rewrite(self, promises: PlanPromises, person: str, member: str, scope: str, pick: int) -> None:
        """Somebody else's words, with the id guessed; proposals of others have their own rules in tests/model."""
        settled = {"done", "dropped", "agreed"}
        things = promises.oracle.things
        there = sorted(
            key for key, one in things.items()
            if one.scope == scope and not one.gone and one.by == "citizen" and one.values.get("state") not in settled
        )  # fmt: skip
        if not there:
            return
        item = there[pick % len(there)]
        outcome = self.ground.wait(self.ground.rewrite(promises, self.browser(person), item, member))
        wanted = promises.may_write(person, "change", things[item].kind, scope, False, self.now)
        if things[item].kind == "preparation" and promises.who(person) != "citizen":
            wanted = wanted or "needs_the_citizens_yes"
        assert outcome == (wanted or "applied"), f"C6: {person} rewrites {scope} of {promises.citizen}: {outcome}"

    # The server's own fate

    @rule()
    def the_server_is_backed_up(self) -> None:
        self.saved = {
            "rows": backup(self.ground.house.db),
            "plans": copy.deepcopy(self.ground.plans),
            "canaries": copy.deepcopy(self.ground.canaries),
        }

    @rule()
    def the_server_is_restored(self) -> None:
        """C2: what was open at the backup is judged by the time of the request, not of the backup."""
        if not self.saved:
            return
        put_back(self.ground.house.db, self.saved["rows"])
        upkeep.renew_epochs(self.ground.house.db)
        self.ground.plans = copy.deepcopy(self.saved["plans"])
        numbers = self.ground.canaries.numbers
        self.ground.canaries = copy.deepcopy(self.saved["canaries"])
        # Words of the lost time must come from nowhere; they keep their numbers.
        self.ground.canaries.numbers = numbers
        for person in self.signed_in_at:
            self.ground.wait(self.ground.browsers[person].sign_in(person))
            self.signed_in_at[person] = self.now
        self.looked = {owner: self._looks(owner)[0] for owner in CITIZENS}
        COUNTS["restores"] += 1
