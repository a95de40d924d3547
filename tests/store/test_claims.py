"""Several senders never take one reminder twice, and none is forgotten when a sender dies."""

from collections import Counter
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from stafet.domain.ids import random_id
from stafet.store import reminders
from stafet.store.engine import Database
from tests.world import Plan, World

LEASE = timedelta(minutes=2)


def due(world: World, peter: Plan, count: int = 1, minutes_ago: float = 1) -> list[str]:
    ids = [random_id() for _ in range(count)]
    with world.tx() as tx:
        for number, reminder in enumerate(ids):
            reminders.add(
                tx,
                reminder_id=reminder,
                plan_id=peter.id,
                person_id=peter.owner.id,
                kind="news",
                meeting_id=None,
                minutes_before=None,
                due_at=world.now - timedelta(minutes=minutes_ago, seconds=number),
                expires_at=world.now + timedelta(days=1),
            )
    return ids


def claim(world: World, limit: int = 50) -> list[str]:
    with world.tx() as tx:
        return [row.id for row in reminders.claim(tx, world.now, lease=LEASE, limit=limit)]


def test_what_is_due_is_taken_oldest_first(world: World, peter: Plan) -> None:
    ids = due(world, peter, 3)

    assert claim(world) == ids[::-1]


def test_what_is_not_due_is_left(world: World, peter: Plan) -> None:
    due(world, peter, minutes_ago=-1)

    assert claim(world) == []


def test_what_is_due_this_moment_is_taken(world: World, peter: Plan) -> None:
    ids = due(world, peter, minutes_ago=0)

    assert claim(world) == ids


def test_no_more_than_asked_for_are_taken(world: World, peter: Plan) -> None:
    due(world, peter, 5)

    assert [len(claim(world, limit=3)), len(claim(world, limit=3))] == [3, 2]


def test_what_is_taken_is_not_taken_again_while_the_lease_lasts(world: World, peter: Plan) -> None:
    due(world, peter)
    claim(world)

    world.later(minutes=2, milliseconds=-1)

    assert claim(world) == []


def test_what_a_dead_sender_held_is_taken_again_when_its_lease_has_run_out(world: World, peter: Plan) -> None:
    ids = due(world, peter)
    claim(world)

    world.later(minutes=2)

    assert claim(world) == ids


@pytest.mark.parametrize("state", ["sent", "dropped"])
def test_what_is_settled_is_never_taken_again(world: World, peter: Plan, state: str) -> None:
    (reminder,) = due(world, peter)
    claim(world)
    with world.tx() as tx:
        reminders.settle(tx, reminder, state)

    world.later(days=1)

    assert claim(world) == []


def test_what_is_postponed_is_taken_at_its_new_time(world: World, peter: Plan) -> None:
    (reminder,) = due(world, peter)
    claim(world)
    with world.tx() as tx:
        reminders.postpone(tx, reminder, world.now + timedelta(minutes=1))
    too_early = claim(world)

    world.later(minutes=1)

    assert (too_early, claim(world)) == ([], [reminder])


@pytest.mark.parametrize("db", ["postgresql"], indirect=True)  # SQLite has one writer: nothing happens at once.
def test_senders_at_the_same_moment_share_what_is_due(world: World, peter: Plan, db: Database) -> None:
    ids = due(world, peter, 40)
    start, taken = Barrier(4), Counter[str]()

    def sender() -> None:
        start.wait()
        for _ in range(5):
            taken.update(claim(world, limit=5))

    senders = [Thread(target=sender) for _ in range(4)]
    for one in senders:
        one.start()
    for one in senders:
        one.join()

    assert taken == Counter(ids)


@pytest.mark.parametrize("db", ["postgresql"], indirect=True)  # SQLite has one writer: nobody waits beside another.
def test_a_sender_does_not_wait_for_another_that_is_still_claiming(world: World, peter: Plan, db: Database) -> None:
    due(world, peter, 4)

    with world.tx() as slow:
        first = [row.id for row in reminders.claim(slow, world.now, lease=LEASE, limit=2)]
        second = claim(world, limit=4)

    assert (len(first), len(second), set(first) & set(second)) == (2, 2, set())
