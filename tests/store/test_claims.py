"""Several senders never take one reminder twice, and none is forgotten when a sender dies."""

import subprocess
import sys
from collections import Counter
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from stafet.domain.ids import random_id
from stafet.store import reminders
from stafet.store.engine import Database
from stafet.store.reminders import ReminderRow
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
                meant_for=world.now - timedelta(minutes=minutes_ago, seconds=number),
                due_at=world.now - timedelta(minutes=minutes_ago, seconds=number),
                expires_at=world.now + timedelta(days=1),
            )
    return ids


def taken(world: World, limit: int = 50) -> list[ReminderRow]:
    with world.tx() as tx:
        return reminders.claim(tx, world.now, lease=LEASE, limit=limit)


def claim(world: World, limit: int = 50) -> list[str]:
    return [row.id for row in taken(world, limit)]


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
    due(world, peter)
    (row,) = taken(world)
    with world.tx() as tx:
        reminders.settle(tx, row, state)

    world.later(days=1)

    assert claim(world) == []


def test_what_is_postponed_is_taken_at_its_new_time(world: World, peter: Plan) -> None:
    due(world, peter)
    (row,) = taken(world)
    with world.tx() as tx:
        reminders.postpone(tx, row, world.now + timedelta(minutes=1))
    too_early = claim(world)

    world.later(minutes=1)

    assert (too_early, claim(world)) == ([], [row.id])


@pytest.mark.parametrize("act", ["settle", "postpone"])
def test_who_was_too_slow_changes_nothing_of_what_another_has_taken_up(world: World, peter: Plan, act: str) -> None:
    due(world, peter)
    (slow,) = taken(world)
    world.later(minutes=2)
    (quick,) = taken(world)

    with world.tx() as tx:
        if act == "settle":
            reminders.settle(tx, slow, "dropped")
        else:
            reminders.postpone(tx, slow, world.now + timedelta(days=1))

    with world.tx() as tx:
        assert (reminders.is_held(tx, slow), reminders.is_held(tx, quick)) == (False, True)


def test_what_a_stopping_sender_gives_back_is_taken_at_once(world: World, peter: Plan) -> None:
    due(world, peter)
    (row,) = taken(world)

    with world.tx() as tx:
        reminders.give_back(tx, [row])

    assert claim(world) == [row.id]


def a_sender(world: World, *options: str) -> subprocess.Popen[str]:
    """A process of its own that takes up what is due, ten at a time, and settles it."""
    url = world.db.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.support.claimer", url, world.now.isoformat(), *options]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_of_three_processes_one_is_killed_and_what_it_held_is_taken_up_and_nothing_twice(
    world: World, peter: Plan
) -> None:
    ids = due(world, peter, 200)
    dying = a_sender(world, "--and-stand-still")
    assert dying.stdout is not None
    held = dying.stdout.readline().split()
    others = [a_sender(world) for _ in range(2)]
    by_others = [one.communicate()[0].split() for one in others]

    dying.kill()
    dying.communicate()
    world.later(minutes=2)
    left_behind = claim(world)

    assert (len(held), Counter(left_behind)) == (10, Counter(held))
    assert Counter(left_behind + by_others[0] + by_others[1]) == Counter(ids)


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
