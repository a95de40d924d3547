"""The power goes while people write: what was acknowledged is there, nothing is half there, and nothing twice.

The real tables, the real `use_cases.sync` through our own engine, and a disk that keeps any part of what it was not yet
asked to wait for. A few cuts here; as many as STAFET_CUTS says in `make soak`.
"""

import hashlib
import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from stafet.domain.consents import citizen_access
from stafet.domain.items import Coping, Dream, Strength
from stafet.store import items, tables
from stafet.store.engine import Database
from tests.faults.disk import Recording, cuts, library, recorded
from tests.phones import Json, Phone
from tests.support.figures import tell
from tests.support.log_rules import KEYS
from tests.support.memory import MEMORY
from tests.world import World

# One worker lives through the history, once.
pytestmark = pytest.mark.xdist_group("power")

CUTS = int(os.environ.get("STAFET_CUTS", "60"))
CUTS_EACH = 400
"""Of one history. More cuts than that are cuts of another history."""
ROUNDS = 24
TABLES = sorted(table.name for table in tables.metadata.tables.values())


@dataclass
class History:
    """What was written, what was answered, and everything the disk was asked."""

    recording: Recording
    packets: list[tuple[Phone, list[Json]]] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    """What the database held after each commit, as a sum."""
    acknowledged: int = 0
    end: list[tuple[Any, ...]] = field(default_factory=list)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="stafet-power-", dir=MEMORY if MEMORY.is_dir() else None))
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def history(sqlite_template: Path, folder: Path) -> History:
    """Always the same one; a long run adds others."""
    return lived(sqlite_template, folder, random.Random(1))


def reached() -> Any:
    found = library()
    if found is None:
        pytest.skip("this Python brings its own SQLite, which cannot be reached from outside")
    return found


def state_of(run: Any) -> str:
    """A sum over every row of every table."""
    digest = hashlib.sha256()
    for table in TABLES:
        rows = run(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - our own names
        digest.update(repr((table, sorted(repr(tuple(row)) for row in rows))).encode())
    return digest.hexdigest()


def items_of(tx: sa.Connection) -> list[tuple[Any, ...]]:
    """Every item as its citizen reads it: what is sealed is opened, for no two seals of the same words look alike."""
    found = []
    for plan, key in tx.execute(sa.select(tables.item.c.plan_id, tables.item.c.id).order_by(tables.item.c.id)).all():
        row = items.find(tx, citizen_access(plan), key)
        assert row is not None
        found.append((row.id, row.scope, row.kind, row.body, row.order_key, row.by))
    return found


class Watched(Database):
    """The product's database, with somebody who looks at what stands there at each commit."""

    noted: Callable[[sa.Connection], None] = staticmethod(lambda _tx: None)

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        with super().write() as tx:
            yield tx
            self.noted(tx)


def do_not_wait_for_the_disk(db: Database) -> None:
    """What our setting is for: the same database with it taken away."""

    def connected(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=NORMAL")

    sa.event.listen(db._engine, "connect", connected)


def lived(template: Path, folder: Path, chance: random.Random, *, careless: bool = False) -> History:
    """Two phones of Peter's, a relative who reads and one who helps, for a while. Every answer is noted."""
    home = Path(tempfile.mkdtemp(dir=folder))
    shutil.copyfile(template, home / "stafet.db")
    db = Database(f"sqlite:///{home / 'stafet.db'}", KEYS)
    world = World(db)
    plan = world.plan()
    karen, sanne = plan.member("Karen", "relative"), plan.member("Sanne", "residential_home")
    plan.share(karen, "strengths", "safety")
    plan.share(sanne, "strengths", verb="edit")
    phones = [plan.phone, plan.phone_of(plan.owner), sanne.phone]
    db.close()

    with recorded(reached(), home) as recording:
        db = Watched(f"sqlite:///{home / 'stafet.db'}", KEYS)
        history = History(recording)
        if careless:
            do_not_wait_for_the_disk(db)
        with db.read() as tx:
            history.states.append(state_of(tx.exec_driver_sql))
        db.noted = lambda tx: history.states.append(state_of(tx.exec_driver_sql))

        def send(phone: Phone) -> None:
            edits, phone.outbox = phone.outbox, []
            history.packets.append((phone, edits))
            phone.keep(phone.post(edits))
            history.acknowledged += len(edits)
            recording.say(len(history.states))

        for phone in (*phones, karen.phone):
            phone.db = db
            send(phone)
        for number in range(ROUNDS):
            world.later(minutes=5)
            for phone in phones:
                write_something(phone, number, chance)
            if number == ROUNDS // 2:
                phones[0].write("withdraw", member=karen.id, scope="strengths")
            for phone in chance.sample(phones, k=len(phones)):
                send(phone)
            send(karen.phone)
        with db.read() as tx:
            history.end = items_of(tx)
        db.close()
    return history


def write_something(phone: Phone, number: int, chance: random.Random) -> None:
    """New words, other words for old ones, another place, something removed."""
    for _ in range(chance.randint(1, 6)):
        text = f"{number} " + "ord " * chance.randint(1, 900)
        body = chance.choice([Strength(text=text), Coping(text=text), Dream(text=text)])
        scope = {"Strength": "strengths", "Coping": "safety"}.get(type(body).__name__, "")
        phone.create(body, scope, order="V")
    for item in chance.sample(phone.items("strengths", "strength"), k=min(2, len(phone.items("strengths")))):
        phone.change(item["id"], text=f"rettet {number} " + "ord " * chance.randint(1, 900))
    for item in phone.items("strengths", "strength")[:1]:
        phone.write("place", item=item["id"], order=chance.choice("AMmz"))
        if number % 3 == 0:
            phone.write("delete", item=item["id"])


def moments_of(history: History, many: int, chance: random.Random) -> list[int]:
    """Anywhere; and more often just after something was promised, where a loss would show."""
    ops = history.recording.ops
    promised = [place + 1 for place, op in enumerate(ops) if op.what == "said"]
    return [chance.choice(promised) if chance.random() < 0.3 else chance.randrange(len(ops) + 1) for _ in range(many)]


def what_is_there(files: dict[str, bytes], home: Path) -> tuple[str, str]:
    """The power is back: what SQLite makes of these files, and whether it finds them whole."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    for name, data in files.items():
        (home / name).write_bytes(data)
    database = sqlite3.connect(home / "stafet.db")
    try:
        (whole,) = database.execute("PRAGMA integrity_check").fetchone()
        loose = database.execute("PRAGMA foreign_key_check").fetchall()
        return state_of(database.execute), str(whole) if not loose else f"loose: {loose[:3]}"
    except sqlite3.DatabaseError as error:
        return "", str(error)
    finally:
        database.close()


def losses(history: History, home: Path, moments: list[int], chance: random.Random) -> list[str]:
    """What each cut has cost: nothing, or a sentence."""
    found = []
    begun = [0]
    for op in history.recording.ops:
        begun.append(op.remark if op.what == "said" else begun[-1])
    for moment, files in cuts(history.recording, moments, chance):
        state, whole = what_is_there(files, home / "after")
        if whole != "ok":
            found.append(f"cut at {moment}: {whole}")
        elif state not in history.states:
            found.append(f"cut at {moment}: what is there never was")
        elif state not in history.states[begun[moment] - 1 :]:
            found.append(f"cut at {moment}: something acknowledged is lost")
    return found


def test_nothing_acknowledged_is_lost_when_the_power_goes(
    sqlite_template: Path, folder: Path, history: History
) -> None:
    done = acknowledged = commits = 0
    while done < CUTS:
        chance = random.Random(None if "STAFET_CUTS" in os.environ else 1)
        if done:
            history = lived(sqlite_template, folder, chance)
        many = min(CUTS_EACH, CUTS - done)
        moved = [op for op in history.recording.ops if op.what == "write" and op.file == "stafet.db"]
        assert moved, "nothing went from the log into the database, so half of what can break was not tried"

        assert losses(history, folder, moments_of(history, many, chance), chance) == []

        done, acknowledged, commits = done + many, acknowledged + history.acknowledged, commits + len(history.states)
    tell("power cuts (SQLite)", cuts=done, commits=commits, acknowledged=acknowledged, lost=0)


def test_a_database_that_does_not_wait_for_the_disk_would_be_found_out(sqlite_template: Path, folder: Path) -> None:
    chance = random.Random(1)
    careless = lived(sqlite_template, folder, chance, careless=True)

    found = losses(careless, folder, moments_of(careless, 60, chance), chance)

    assert any("acknowledged is lost" in one for one in found), "these cuts prove nothing"


def test_everything_sent_again_after_a_power_cut_is_there_once(folder: Path, history: History) -> None:
    chance = random.Random(2)

    for moment, files in cuts(history.recording, moments_of(history, max(4, CUTS // 100), chance), chance):
        state, _ = what_is_there(files, folder / "after")
        db = Database(f"sqlite:///{folder / 'after' / 'stafet.db'}", KEYS)
        for phone, edits in history.packets:
            phone.db, phone.cursors = db, {}
            phone.post(edits)
        with db.read() as tx:
            again = items_of(tx)
        db.close()

        assert state in history.states
        assert again == history.end, f"cut at {moment}"
