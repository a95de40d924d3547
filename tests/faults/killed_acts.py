"""Kills a process before each statement of an act, one after the other, and looks at what is left (C10).

`python -m tests.faults.killed_acts DATABASE_URL`: a process of its own, because it forks.
"""

import os
import sys
from collections.abc import Callable
from itertools import count
from typing import Any

import psycopg
import sqlalchemy as sa

from stafet.domain.items import Need
from stafet.store import tables
from stafet.store.engine import Database
from stafet.use_cases.log_checks import check_logs
from tests.support.log_rules import KEYS
from tests.world import Plan, TeamMember, World

KILLED = 9
ENDS = {"superseded", "withdrawn"}


def main(url: str) -> int:
    world = World(Database(url, KEYS))
    peter = world.plan()
    jonas = peter.member("Jonas", "job_centre")
    peter.write(Need(text="Ro"), "needs")
    peter.phone.sync()
    acts: dict[str, Callable[[], Any]] = {
        "give": lambda: peter.share(jonas, "needs"),
        "look": lambda: jonas.phone.post([]),
        "change": lambda: peter.share(jonas, "needs", verb="respond", days=30),
        "stop": lambda: peter.phone.post(peter.phone.outbox),
        "give again": lambda: peter.share(jonas, "needs", "safety"),
        "off the team": lambda: jonas.phone.post(jonas.phone.outbox),
    }
    for name, act in acts.items():
        world.later(minutes=1)
        if name == "stop":
            peter.phone.write("withdraw", member=jonas.id, scope="needs")
        if name == "off the team":
            jonas.phone.write("leave")
        world.db.close()
        kills = killed_at_every_statement(url, world, peter, jonas, act)
        world.db = Database(url, KEYS)
        peter.phone.outbox, jonas.phone.outbox = [], []
        print(f"{name}: killed {kills} times, old or new each time", flush=True)
    return 0


def killed_at_every_statement(url: str, world: World, peter: Plan, jonas: TeamMember, act: Callable[[], Any]) -> int:
    before = state(url)
    for kills in count(0):
        pid = os.fork()
        if pid == 0:
            world.db = peter.phone.db = jonas.phone.db = Database(url, KEYS)
            kill_before(world.db, kills + 1)
            act()
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        after = state(url)
        if code == 0:
            assert after != before, "the act did nothing"
            assert kills > 3, "it was never killed"
            return kills
        assert code == KILLED, f"the act failed: {code}"
        if after != before:
            # The kill came after COMMIT: what is left is the whole act, and `state` has found nothing missing.
            return kills + 1
    raise AssertionError


def kill_before(db: Database, number: int) -> None:
    """End this process, without a word, before its so-manieth statement."""
    statements = count(1)

    def seen(*_: object) -> None:
        if next(statements) == number:
            os._exit(KILLED)

    if db.is_sqlite:
        sa.event.listen(db._engine, "connect", lambda connection, _record: connection.set_trace_callback(seen))
        return
    for name in ("execute", "executemany"):
        real = getattr(psycopg.Cursor, name)
        setattr(psycopg.Cursor, name, lambda self, *said, real=real, **more: (seen(), real(self, *said, **more))[1])


def state(url: str) -> Any:
    """What the database holds; and that everything in it belongs together."""
    db = Database(url, KEYS)
    with db.read() as tx:
        faults = [one.fault for one in check_logs(tx, seen={}) if one.fault]
        rows = tx.execute(sa.select(tables.log).order_by(tables.log.c.seq)).mappings().all()
        grants = tx.execute(sa.select(tables.grant)).mappings().all()
        revs = tx.execute(sa.select(tables.plan.c.rev)).scalars().all()
        members = tx.execute(sa.select(tables.member.c.id, tables.member.c.status)).all()
        edits = tx.execute(sa.select(tables.edit.c.id)).scalars().all()
    db.close()
    by_seq = {row["seq"]: row for row in rows}
    assert not faults, faults
    for grant in grants:
        assert (by_seq[grant["given_seq"]]["kind"], by_seq[grant["given_seq"]]["grant_id"]) == ("given", grant["id"])
        if grant["ended_seq"] is not None:
            assert by_seq[grant["ended_seq"]]["kind"] in ENDS
            assert by_seq[grant["ended_seq"]]["grant_id"] == grant["id"]
    given = {grant["given_seq"] for grant in grants}
    ended = {grant["ended_seq"] for grant in grants}
    assert {row["seq"] for row in rows if row["kind"] == "given"} == given, "a yes without its grant"
    assert {row["seq"] for row in rows if row["kind"] in ENDS} == ended - {None}, "an end without its grant"
    return (
        [(row["seq"], row["kind"]) for row in rows],
        sorted((grant["id"], grant["ended_seq"]) for grant in grants),
        revs,
        sorted(map(tuple, members)),
        sorted(edits),
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
