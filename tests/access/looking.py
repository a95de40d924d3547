"""What is asked after each step: the whole matrix of the policy, everybody's pull, and some of the other ways out.

The numbers in the assertion texts are the invariants of consent (C1-C25).
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

import httpx
import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from stafet.domain import policy
from stafet.domain.consents import Verb
from stafet.domain.ids import PersonId, PlanId
from stafet.push.payload import neutral_payload
from stafet.store import plans, reminders, tables
from stafet.store.reminders import ReminderRow
from stafet.use_cases import letters
from stafet.use_cases.access import access_to
from stafet.use_cases.transactions import Transaction
from tests.access.canaries import Canaries
from tests.access.exits import for_everybody, tried
from tests.access.ground import CITIZENS, COUNTS, PEOPLE, Ground
from tests.access.promises import KINDS, PlanPromises
from tests.http.house import START, Browser
from tests.model.ground import put_back
from tests.support.pdf import told_in

ACTS: tuple[policy.Act, ...] = ("create", "change", "delete", "place")
A_FEW = 4
# Of the meeting that `Ground.body` plans.
MEETING_IS_KEPT_UNTIL = datetime(2027, 2, 1, tzinfo=UTC)


class Looking(RuleBasedStateMachine):
    """The ground of every example, and the look around."""

    made: ClassVar[Ground]

    @initialize(seed=st.integers(0, 2**16))
    def begin(self, seed: int) -> None:
        base = type(self).made
        put_back(base.house.db, base.rows)
        base.house.clock.now = START
        # Another example is another day: nobody has asked too often yet.
        runtime = base.house.app.state["runtime"]
        runtime.limits.__init__(runtime.settings)
        self.ground = base.again()
        self.signed_in_at = dict.fromkeys(PEOPLE, START)
        self.ids = self._ids_of_people()
        self.looked = {owner: self._looks(owner)[0] for owner in CITIZENS}
        self.luck = random.Random(seed)
        self.exits = tried()
        self.luck.shuffle(self.exits)
        self.saved: dict[str, Any] = {}
        # The meetings that each person's calendar has had.
        self.in_calendar: dict[str, set[str]] = {}

    def _ids_of_people(self) -> dict[str, PersonId]:
        with self.ground.house.db.read() as tx:
            rows = tx.execute(sa.select(tables.person.c.subject, tables.person.c.id)).all()
        return {subject: PersonId(person) for subject, person in rows}

    # Asking

    @property
    def now(self) -> Any:
        return self.ground.house.clock.now

    def browser(self, person: str) -> Browser:
        """Somebody's browser, signed in anew when the last time is a while ago: consents need it, sessions end."""
        if (self.now - self.signed_in_at[person]).total_seconds() > 200:
            self.ground.wait(self.ground.browsers[person].sign_in(person))
            self.signed_in_at[person] = self.now
        return self.ground.browsers[person]

    def everybody_is_signed_in(self) -> None:
        for person in PEOPLE:
            self.browser(person)

    def promised(self, owner: str) -> PlanPromises:
        return self.ground.plans[owner]

    # The look around

    @invariant()
    def the_matrix_is_as_promised(self) -> None:
        if not hasattr(self, "ground"):
            return
        self.everybody_is_signed_in()
        # A member who wrote something was answered too; from here on every row is counted.
        self._catch_up()
        self._matrix()
        for person in PEOPLE:
            self._pull(person)
        self._other_exits()
        self._nobody_was_helped()
        self._push()

    def _nobody_was_helped(self) -> None:
        """No citizen here has anybody beside them, whatever a member says: the log holds no line in their name."""
        with self.ground.house.db.read() as tx:
            lines = tx.execute(sa.select(tables.log.c.seq).where(tables.log.c.kind == "helped")).all()
        assert not lines, "C6: a member wrote into the log in the citizen's name"

    def _matrix(self) -> None:
        """Every person, plan, scope and verb; and every act on every kind of item that the scope can hold."""
        with self.ground.house.db.read() as tx:
            for owner in CITIZENS:
                promises = self.promised(owner)
                row = plans.find(tx, PlanId(promises.id))
                assert row is not None
                scopes = {*KINDS, "team"} - {"dream", "meeting"} | {
                    one.scope for one in promises.oracle.things.values()
                }
                for person in PEOPLE:
                    access = access_to(tx, row, self.ids[person], self.now)
                    for scope in scopes:
                        reach = promises.reach(person, scope, self.now)
                        verb = access.verb_on(scope) if access else None
                        for asked in Verb:
                            COUNTS["checks"] += 1
                            allowed = verb is not None and verb >= asked
                            told = f"{person} may {asked.word} {scope} of {owner}: {allowed}"
                            assert allowed == (reach >= asked), f"C2: {told}"
                        if access is not None:
                            self._acts(promises, person, access, scope)

    def _acts(self, promises: PlanPromises, person: str, access: Any, scope: str) -> None:
        for kind in KINDS.get(scope.partition(":")[0], set()):
            for act in ACTS:
                for is_own in (True, False):
                    COUNTS["checks"] += 1
                    refusal = policy.may_write(access, act=act, kind=kind, scope=scope, is_own=is_own)
                    code = refusal.code if refusal else ""
                    wanted = promises.may_write(person, act, kind, scope, is_own, self.now)
                    assert code == wanted, f"C6: {person} {act} {kind} in {scope}, own {is_own}: {code or 'allowed'}"

    def _pull(self, person: str) -> None:
        """Everything somebody may have, from the start: exactly that, and each delivery stands in the log (C1, C12)."""
        answer = self.ground.wait(self.browser(person).sync())
        self._hears_only_theirs(person, "POST /api/sync", answer)
        told = {one["plan"]: one for one in answer.json()["plans"]}
        for owner in CITIZENS:
            promises = self.promised(owner)
            one = told.get(promises.id)
            has_place = person == owner or promises.oracle.status(promises.who(person) or "?") == "active"
            assert (one is not None) == has_place, f"C1: {person} is told of the plan of {owner}: {one is not None}"
            delivered = {name: scope.get("items", []) for name, scope in (one or {}).get("scopes", {}).items()}
            words = self._words_of_items(delivered)
            wanted = promises.item_words(person, self.ground.canaries, self.now)
            assert words == wanted, (
                f"C1: {person} on the plan of {owner}: too much {words - wanted}, missing {wanted - words}"
            )
            self._is_logged(
                owner, person, {name: len(of) for name, of in delivered.items() if of and name != "proposals"}
            )

    @staticmethod
    def _words_of_items(delivered: Mapping[str, Any]) -> set[str]:
        """The words of items, without the list of consents and the facts about members."""
        own = {name: items for name, items in delivered.items() if name not in ("team", "consents")}
        return Canaries.found_in(str(own))

    def _is_logged(self, owner: str, person: str, delivered: dict[str, int]) -> None:
        """One row for each scope that something was delivered of, by who received it; none for one's own plan."""
        newest, rows = self._looks(owner)
        new = [row for row in rows if row["seq"] > self.looked[owner]]
        self.looked[owner] = newest
        found: Counter[str] = Counter()
        member = self.promised(owner).who(person)
        for row in new:
            assert row["member"] == member, f"C12: {person} received, {row['name']} stands in the log"
            found[row["scope"]] += row["items"]
        wanted = Counter() if person == owner else Counter(delivered)
        assert found == wanted, f"C12: {person} received {dict(wanted)}, the log says {dict(found)}"
        COUNTS["looks"] += len(new)

    def _looks(self, owner: str) -> tuple[int, list[dict[str, Any]]]:
        answer = self.ground.wait(self.ground.browsers[owner].get(f"/api/plans/{self.promised_id(owner)}/looks"))
        rows = answer.json()["looks"]
        for row in rows:
            self.promised(owner).lookers.setdefault(row["scope"], set()).add(row["member"])
        return max((row["seq"] for row in rows), default=0), rows

    def promised_id(self, owner: str) -> str:
        return self.ground.plans[owner].id

    def _other_exits(self) -> None:
        """Some routes, by everybody; the next step takes the next ones."""
        some, self.exits = self.exits[:A_FEW], self.exits[A_FEW:] + self.exits[:A_FEW]
        for name in some:
            for person, answer in for_everybody(self.ground, self.luck, name):
                assert answer.status_code < 500, f"{name} by {person}: {answer.status_code}"
                self._hears_only_theirs(person, name, answer)
                if answer.status_code == 200 and name in CLOSER:
                    CLOSER[name](self, person, answer)
            # What was read this way is logged; that it is, is counted where the way has a test of its own.
            self._catch_up()

    def who_sees_the_cards(self, promises: PlanPromises) -> dict[str, str]:
        """Who may call whom, as everybody is told it: each word of it is theirs to hear."""
        told = {}
        for person in PEOPLE:
            answer = self.ground.wait(self.browser(person).get(f"/api/plans/{promises.id}/calls"))
            self._hears_only_theirs(person, "GET /api/plans/{plan}/calls", answer)
            told[person] = answer.text
        return told

    def _catch_up(self) -> None:
        for owner in CITIZENS:
            self.looked[owner] = self._looks(owner)[0]

    def _hears_only_theirs(self, person: str, way: str, answer: httpx.Response) -> None:
        COUNTS["requests"] += 1
        told = f"{answer.headers.multi_items()}{told_in(answer)}"
        COUNTS["bytes read"] += len(told.encode())
        leaked = {word for word in Canaries.found_in(told) if not self._may_hear(person, word)}
        COUNTS["bytes leaked"] += sum(len(word.encode()) for word in leaked)
        for word in leaked:
            where = self.ground.canaries.where.get(word, f"words that were refused: {word}")
            raise AssertionError(f"C1: {way} tells {person} {where}")

    def _may_hear(self, person: str, word: str) -> bool:
        """Words that the server refused are nobody's."""
        known = self.ground.canaries
        return word in known.where and any(
            self.promised(owner).may_hear(person, word, known, self.now) for owner in CITIZENS
        )

    def _sees_looks_at_what_they_see(self, person: str, answer: httpx.Response) -> None:
        plan = next(one for one in self.ground.plans.values() if f"/{one.id}/" in str(answer.request.url))
        told = answer.json()["looks"]
        for row in told:
            assert plan.reach(person, row["scope"], self.now), f"C15: {person} is told of a look at {row['scope']}"
        _, all_rows = self._looks(plan.citizen)
        theirs = {row["seq"] for row in all_rows if plan.reach(person, row["scope"], self.now)}
        missing = theirs - {row["seq"] for row in told}
        assert not missing, f"C15: {person} is not told of looks at what they see: {missing}"

    def _a_paper_is_logged(self, person: str, answer: httpx.Response) -> None:
        """What stands on paper was written down before: a look at each scope of it; none at one's own."""
        plan = next(one for one in self.ground.plans.values() if f"/{one.id}/" in str(answer.request.url))
        newest, rows = self._looks(plan.citizen)
        new = [row for row in rows if row["seq"] > self.looked[plan.citizen]]
        self.looked[plan.citizen] = newest
        member = plan.who(person)
        if member == "citizen":
            assert not new, f"C12: {person} printed their own plan, and stands in the log as a reader"
            return
        assert all(row["member"] == member for row in new), f"C12: the log names somebody else than {person}"
        logged = {row["scope"] for row in new}
        for word in Canaries.found_in(told_in(answer)):
            where = self.ground.canaries.where[word]
            scope = "team" if where.is_member else plan.oracle.things[where.of].scope
            known = {scope, "responsible"} & logged or where.is_member
            assert known, f"C12: {person} has {where} on paper, the log says {logged}"

    def _preview_is_what_they_get(self, _citizen: str, answer: httpx.Response) -> None:
        """What the citizen is shown beforehand is what the member receives, word for word."""
        plan = next(one for one in self.ground.plans.values() if f"/{one.id}/" in str(answer.request.url))
        member = str(answer.request.url).rpartition("/")[2]
        person = next((one for one, places in plan.places.items() if places[-1] == member), None)
        shown = {name: one.get("items", []) for name, one in answer.json().get("scopes", {}).items()}
        if person is None or plan.oracle.status(member) != "active":
            assert not any(shown.values()), f"C1: the preview of {member}, who is not here, shows something"
            return
        wanted = plan.item_words(person, self.ground.canaries, self.now)
        assert self._words_of_items(shown) == wanted, f"C1: the preview of {person} is not what they get"

    def _calendar_is_what_they_may_see(self, person: str, answer: httpx.Response) -> None:
        """The places of the meetings that are open to them now: no more words, and none missing."""
        told = Canaries.found_in(answer.text)
        wanted = {
            word
            for plan in self.ground.plans.values()
            for word in plan.item_words(person, self.ground.canaries, self.now)
            if self.ground.canaries.where[word].field == "place"
        }
        # A meeting leaves the calendar 60 days after it was.
        if self.now < MEETING_IS_KEPT_UNTIL:
            assert told == wanted, f"C1: the calendar of {person}: too much {told - wanted}, missing {wanted - told}"
        self._what_is_new_in_a_calendar_is_logged(person, told)

    def _what_is_new_in_a_calendar_is_logged(self, person: str, told: set[str]) -> None:
        """The first time a link delivers somebody else's meeting, that is a look at the meeting."""
        held = self.in_calendar.setdefault(person, set())
        for plan in self.ground.plans.values():
            where = (self.ground.canaries.where[word] for word in told)
            meetings = {f"meeting:{one.of}" for one in where if one.plan == plan.id} - held
            held |= meetings
            if person != plan.citizen:
                missing = meetings - self._logged_since(plan, person)
                assert not missing, f"C12: the calendar of {person} delivered {missing}, and the log does not say so"

    def _a_file_is_logged(self, person: str, answer: httpx.Response) -> None:
        """One meeting as a file is a look at that meeting; one's own is none."""
        plan = next(one for one in self.ground.plans.values() if f"/{one.id}/" in str(answer.request.url))
        wanted = set() if person == plan.citizen else {f"meeting:{str(answer.request.url).split('/')[-2]}"}
        logged = self._logged_since(plan, person)
        assert logged == wanted, f"C12: {person} has a file of {wanted}, the log says {logged}"

    def _logged_since(self, plan: PlanPromises, person: str) -> set[str]:
        """The scopes of new looks under this person's name."""
        _, rows = self._looks(plan.citizen)
        after, member = self.looked[plan.citizen], plan.who(person)
        return {row["scope"] for row in rows if row["seq"] > after and row["member"] == member}

    def _push(self) -> None:
        """What would be sent now goes to people who may read the meeting, and holds nobody's words (C19)."""
        with self.ground.house.db.read() as tx:
            rows = [
                row
                for row in _reminders(tx)
                if row.due_at <= self.now < row.expires_at and letters.letter_for(tx, row, self.now) is not None
            ]
        people = {of: person for person, of in self.ids.items()}
        for row in rows:
            COUNTS["reminders"] += 1
            person = people[row.person]
            plan = next(one for one in self.ground.plans.values() if one.id == row.plan)
            if row.kind == "meeting":
                assert plan.reach(person, f"meeting:{row.meeting}", self.now), f"C19: {person} is reminded"
            payload = neutral_payload("meeting", "da", "https://stafet.test/r/x")
            assert not Canaries.found_in(payload.decode()), "C19: a reminder holds words of a plan"


CLOSER: dict[str, Callable[[Looking, str, httpx.Response], None]] = {
    "GET /api/calendar/{token}/stafet.ics": Looking._calendar_is_what_they_may_see,
    "GET /api/plans/{plan}/meetings/{meeting}/calendar": Looking._a_file_is_logged,
    "GET /api/plans/{plan}/looks": Looking._sees_looks_at_what_they_see,
    "POST /api/plans/{plan}/papers": Looking._a_paper_is_logged,
    "GET /api/plans/{plan}/preview/{member}": Looking._preview_is_what_they_get,
}
"""Ways out of which more is promised than that they tell nobody too much."""


def _reminders(tx: Transaction) -> list[ReminderRow]:
    """Every reminder that has not been sent."""
    found = tx.execute(sa.select(*reminders._COLUMNS).where(tables.reminder.c.state == "pending"))
    return [ReminderRow(*row) for row in found]
