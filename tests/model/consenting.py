"""Rules: who may see what, until when, and what happens at the edges."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from stafet.domain.ids import MemberId
from stafet.use_cases import consents, team
from stafet.use_cases.consents import GrantIn
from tests.model.ground import (
    CITIZENS,
    COUNTS,
    MEMBERS,
    picks,
)
from tests.model.oracle import REACH, Entry
from tests.model.writing import Writing


class Consenting(Writing):
    """Giving, stopping, running out, pausing, leaving and coming back."""

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
        self.act(
            consents.give,
            lang="da",
            member_id=MemberId(member),
            grants=grants,
            sha256=shown.sha256,
            proved_at=self.now,
            now=self.now,
        )
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
        # Of what was removed, too, nobody may learn that it ever was.
        self.create("phone", "private_note", pick, luck=True)
        removed = self.phones["phone"].kept[-1]["edit"]["id"]
        self.made["phone", self.phones["phone"].write("delete", item=removed)] = None
        self.talk("phone")
        for guessed in (removed, sorted(self.oracle.things)[pick % len(self.oracle.things)]):
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
        link = self.act(team.invite, lang="da", invitation=invitation, proved_at=self.now, now=self.now)
        with self.db.write() as tx:
            team.accept(tx, by=self.base.people[name], token=link.token, code=link.code, now=self.now)
        self.act(team.say_yes, member_id=link.member, now=self.now)
        self.places[name].append(link.member)
        self.oracle.diary.append(Entry("place", link.member, self.now, status="active"))
