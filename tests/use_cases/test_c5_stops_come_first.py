"""A stop in an outbox is done before all else in it, and no message, late or twice, opens again what was ended (C5)."""

import os
import random
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from stafet.domain.items import Need
from stafet.store.engine import Database
from stafet.store.tables import grant
from tests.phones import Phone
from tests.support.figures import tell
from tests.world import Plan, TeamMember, World, emptied

EXAMPLES = int(os.environ.get("STAFET_STOP_EXAMPLES", "0"))
SCOPES = ("needs", "safety", "dreams")

phones = st.integers(0, 1)
members = st.integers(0, 1)
scopes = st.sampled_from(SCOPES)
acts = st.one_of(
    st.tuples(st.just("give"), members, scopes),
    st.tuples(st.just("queue_a_stop"), phones, members, st.sampled_from((*SCOPES, ""))),
    st.tuples(st.just("queue_words"), phones, st.integers(1, 3)),
    st.tuples(st.just("send"), phones),
    st.tuples(st.just("send_and_lose_the_answer"), phones),
    st.tuples(st.just("send_old_ones_again"), phones, st.integers(0, 2**16)),
    st.tuples(st.just("wait"), st.sampled_from([1, 24])),
)


class Outboxes:
    """Peter's phone and tablet, two people on his team, and everything that may be sent."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.peter: Plan = world.plan()
        self.need = self.peter.write(Need(text="Ro"), "needs")
        self.team: list[TeamMember] = [self.peter.member("Jonas", "job_centre"), self.peter.member("Karen", "relative")]
        self.phones: list[Phone] = [self.peter.phone, self.peter.phone_of(self.peter.owner)]
        # What the citizen has said yes to and not stopped since, by the order in which the server heard it.
        self.open: set[tuple[int, str]] = set()
        self.stops = 0

    def give(self, member: int, scope: str) -> None:
        self.peter.share(self.team[member], scope)
        self.open.add((member, scope))

    def queue_a_stop(self, phone: int, member: int, scope: str) -> None:
        self.phones[phone].write("withdraw", member=self.team[member].id, **({"scope": scope} if scope else {}))

    def queue_words(self, phone: int, how_many: int) -> None:
        for number in range(how_many):
            self.phones[phone].create(Need(text=f"Ro {number}"), "needs")
        self.phones[phone].change(self.need, text="Ro og fred")

    def send(self, phone: int, *, keeps: bool = True) -> None:
        device = self.phones[phone]
        edits = device.outbox
        answer = device.sync() if keeps else device.post(edits)
        stops, others = [], []
        for edit, result in zip(edits, answer.results, strict=True):
            if result["outcome"] == "already":
                continue
            assert edit["act"] != "withdraw" or result["outcome"] == "applied", f"a stop was {result}"
            (stops if edit["act"] == "withdraw" else others).append(result.get("rev", 0))
        assert not stops or not others or max(stops) < min(rev for rev in others if rev), "something came before a stop"
        self._note(edits, {result["edit"] for result in answer.results if result["outcome"] == "applied"})

    def _note(self, edits: list[dict[str, Any]], applied: set[str]) -> None:
        """Stops that the server heard for the first time."""
        for edit in edits:
            if edit["act"] == "withdraw" and edit["id"] in applied:
                self.stops += 1
                who = next(number for number, one in enumerate(self.team) if one.id == edit["member"])
                self.open = {
                    (member, scope) for member, scope in self.open
                    if member != who or edit.get("scope", scope) != scope
                }  # fmt: skip

    def send_and_lose_the_answer(self, phone: int) -> None:
        self.send(phone, keeps=False)

    def send_old_ones_again(self, phone: int, luck: int) -> None:
        """Packets that went astray arrive now, some of them, in any order: none does anything a second time."""
        device = self.phones[phone]
        some = random.Random(luck).sample(device.sent, min(len(device.sent), 5))
        outcomes = {result["outcome"] for result in device.post(some).results}
        assert outcomes <= {"already"}, outcomes

    def wait(self, hours: int) -> None:
        self.world.later(hours=hours)

    # What is promised

    def ended(self) -> dict[str, Any]:
        with self.world.tx() as tx:
            rows = tx.execute(sa.select(grant).where(grant.c.plan_id == self.peter.id, grant.c.ended_at.is_not(None)))
            return {row.id: tuple(row) for row in rows}

    def look(self) -> None:
        for number, one in enumerate(self.team):
            one.phone.sync()
            seen = {name.partition(":")[0] for name in one.phone.scopes if name != "responsible"}
            with self.world.tx() as tx:
                query = sa.select(grant.c.scope).where(grant.c.member_id == one.id, grant.c.ended_at.is_(None))
                running = set(tx.execute(query).scalars())
            wanted = {scope for member, scope in self.open if member == number}
            assert running == wanted, f"open to {one.name}: {running}, said yes to and not stopped: {wanted}"
            assert seen <= wanted | {"dream"}, f"{one.name} sees {seen}"

    def happens(self, act: tuple[Any, ...]) -> None:
        before = self.ended()
        name, *words = act
        getattr(self, name)(*words)
        after = self.ended()
        assert before.items() <= after.items(), "an ended consent was changed"
        self.look()


def test_c5_whatever_outboxes_do_stops_come_first_and_what_ended_stays_ended(db: Database) -> None:
    examples = EXAMPLES or 10
    examples = examples if db.is_sqlite else max(3, examples // 4)
    stops = 0

    @seed(random.randrange(2**32) if EXAMPLES else 5)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(acts, min_size=6, max_size=16))
    def always(story: list[tuple[Any, ...]]) -> None:
        nonlocal stops
        boxes = Outboxes(World(emptied(db)))
        boxes.give(0, "needs")
        for act in story:
            boxes.happens(act)
        for phone in (0, 1):
            boxes.happens(("send", phone))
        stops += boxes.stops

    always()

    tell(f"outboxes on {db.url.get_backend_name()}", stories=examples, stops=stops, revived=0)
    assert stops >= examples // 2


@pytest.mark.parametrize("scope", ["needs", ""], ids=["one part", "everything"])
def test_c5_a_stop_that_lay_last_in_the_outbox_is_done_first(peter: Plan, jonas: TeamMember, scope: str) -> None:
    peter.share(jonas, "needs")
    for number in range(20):
        peter.phone.create(Need(text=f"Ro {number}"), "needs")
    peter.phone.write("withdraw", member=jonas.id, **({"scope": scope} if scope else {}))

    *words, stop = peter.phone.sync().results

    assert stop["rev"] < min(one["rev"] for one in words)
