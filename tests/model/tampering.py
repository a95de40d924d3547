"""Does to a real log what an insider could do, thousands of times, and counts what is found (C9, T25).

`python -m tests.model.tampering COUNT [SEED]` prints the table of `make soak-log`.
"""

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from stafet.domain import chain
from stafet.domain.checking import Fault
from stafet.domain.ids import PlanId
from stafet.store import log as stored
from stafet.store.engine import Database, Transaction
from stafet.store.tables import log as table
from stafet.use_cases.log_checks import check_logs
from tests.factories import NOW, an_entry
from tests.support.databases import migrate
from tests.support.figures import tell
from tests.support.log_rules import KEYS, lifted

ROWS = 24
PLAN, OTHER = PlanId("P" * 22), PlanId("O" * 22)
BYTES = ("salt", "payload", "commitment", "hash", "mac")
TEXTS = ("kind", "at", "who", "scope", "grant_id")
Rows = list[dict[str, Any]]
Seen = dict[PlanId, dict[int, bytes]]


class Tamperer:
    """One log as it was written, and the ways to lie with it: each answers the first row that must be named."""

    def __init__(self, db: Database, rng: random.Random) -> None:
        self.db, self.rng = db, rng
        with db.write() as tx, lifted(tx):
            tx.execute(table.delete())
        with db.write() as tx:
            for number in range(ROWS):
                for plan in (PLAN, OTHER):
                    stored.append(tx, plan, [an_entry()], NOW + timedelta(minutes=number))
            self.rows: Rows = [dict(row) for row in tx.execute(
                sa.select(table).where(table.c.plan_id == PLAN).order_by(table.c.seq)).mappings()]  # fmt: skip
            self.others: Rows = [dict(row) for row in tx.execute(
                sa.select(table).where(table.c.plan_id == OTHER).order_by(table.c.seq)).mappings()]  # fmt: skip
        # What a phone or another machine has kept: the newest head, and one in the middle.
        self.seen: Seen = {PLAN: {seq: self.rows[seq - 1]["hash"] for seq in (ROWS // 2, ROWS)}}

    def one(self, kind: str) -> Fault | None:
        """Do one thing to the log, have it checked, and take it back."""
        self.expected, rows = WAYS[kind](self)
        with self.db.write() as tx:
            savepoint = tx.begin_nested()
            with lifted(tx):
                put(tx, rows)
                found = [one.fault for one in check_logs(tx, seen=self.seen, plan=PLAN)]
            savepoint.rollback()
        return found[0]

    def copy(self) -> Rows:
        return [dict(row) for row in self.rows]

    def at(self) -> int:
        return self.rng.randrange(ROWS)

    # The ways

    def flip_a_bit(self) -> tuple[int, Rows]:
        rows, at, name = self.copy(), self.at(), self.rng.choice(BYTES)
        changed = bytearray(rows[at][name])
        changed[self.rng.randrange(len(changed))] ^= 1 << self.rng.randrange(8)
        rows[at][name] = bytes(changed)
        return at + 1, rows

    def change_a_text(self) -> tuple[int, Rows]:
        rows, at, name = self.copy(), self.at(), self.rng.choice(TEXTS)
        old = rows[at][name] or ""
        where = self.rng.randrange(len(old) + 1)
        new = old[:where] + self.rng.choice("xyz019 T:.-é") + old[where + 1 :]
        limit = table.c[name].type.length
        rows[at][name] = new[:limit] if new[:limit] != old else "x"
        return at + 1, rows

    def take_rows_out(self) -> tuple[int, Rows]:
        rows, at = self.copy(), self.rng.randrange(ROWS - 1)
        del rows[at : at + self.rng.randint(1, ROWS - 1 - at)]
        return at + 1, rows

    def take_rows_out_and_number_anew(self) -> tuple[int, Rows]:
        first, rows = self.take_rows_out()
        return first, numbered(rows)

    def cut_the_end_off(self) -> tuple[int, Rows]:
        left = self.at()
        return left + 1, self.copy()[:left]

    def change_places(self) -> tuple[int, Rows]:
        rows = self.copy()
        one, other = sorted(self.rng.sample(range(ROWS), 2))
        rows[one], rows[other] = rows[other], rows[one]
        return one + 1, numbered(rows)

    def put_a_row_in(self) -> tuple[int, Rows]:
        rows, at = self.copy(), self.at()
        rows.insert(at, dict(self.rng.choice(self.others)) | {"plan_id": PLAN})
        return at + 1, numbered(rows)

    def put_a_row_at_the_end(self) -> tuple[int, Rows]:
        rows = self.copy()
        new = dict(rows[-1]) | {"seq": ROWS + 1, "who": "x" * 22}
        return ROWS + 1, [*rows, forged([new], rows[-1]["hash"], self.rng.randbytes(32))[0]]

    def empty_a_row(self) -> tuple[int, Rows]:
        rows, at = self.copy(), self.at()
        rows[at] |= {"who": "", "scope": None, "grant_id": None, "salt": None, "payload": None}
        return at + 1, rows

    def make_the_rest_anew_without_the_key(self) -> tuple[int, Rows]:
        return self._anew(self.rng.randbytes(32))

    def make_the_rest_anew_with_the_key(self) -> tuple[int, Rows]:
        # Every hash is right; only a head that was seen tells.
        at, rows = self._anew(KEYS.log)
        return (ROWS // 2 if at <= ROWS // 2 else ROWS), rows

    def pass_off_another_plans_log(self) -> tuple[int, Rows]:
        return 1, [dict(row) | {"plan_id": PLAN} for row in self.others]

    def _anew(self, key: bytes) -> tuple[int, Rows]:
        rows, at = self.copy(), self.at()
        rows[at]["who"] = "x" * 22
        before = rows[at - 1]["hash"] if at else chain.beginning(PLAN)
        return at + 1, [*rows[:at], *forged(rows[at:], before, key)]


WAYS: dict[str, Callable[[Tamperer], tuple[int, Rows]]] = {
    name.replace("_", " "): method
    for name, method in vars(Tamperer).items()
    if callable(method) and not name.startswith("_") and name not in {"one", "copy", "at"}
}


def numbered(rows: Rows) -> Rows:
    return [row | {"seq": seq} for seq, row in enumerate(rows, start=1)]


def forged(rows: Rows, link: bytes, key: bytes) -> Rows:
    """The same rows with every hash as it should be, as far as the forger has the key."""
    made = []
    for row in rows:
        commitment = chain.commitment_to(row["salt"], row["who"], row["scope"], row["grant_id"], row["payload"])
        link = chain.linked(link, row["seq"], row["kind"], row["at"], commitment)
        made.append(row | {"commitment": commitment, "hash": link, "mac": chain.keyed(key, link)})
    return made


def put(tx: Transaction, rows: Rows) -> None:
    tx.execute(table.delete().where(table.c.plan_id == PLAN))
    if rows:
        tx.execute(table.insert(), rows)


def run(db: Database, count: int, seed: int) -> tuple[Counter[str], Counter[str], list[str]]:
    """So many lies of each kind in turn: how many were told, how many found, and which were not found."""
    tamperer = Tamperer(db, random.Random(seed))
    told: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed = []
    for number in range(count):
        kind = list(WAYS)[number % len(WAYS)]
        fault = tamperer.one(kind)
        told[kind] += 1
        if fault is not None and fault.seq == tamperer.expected:
            found[kind] += 1
        else:
            missed.append(f"{kind}: {fault} instead of row {tamperer.expected} (seed {seed}, number {number})")
    return told, found, missed


def main(count: str, seed: str = "") -> int:
    with tempfile.TemporaryDirectory() as folder:
        migrate(f"sqlite:///{folder}/stafet.db")
        db = Database(f"sqlite:///{folder}/stafet.db", KEYS)
        told, found, missed = run(db, int(count), int(seed) if seed else random.SystemRandom().randrange(2**32))
        db.close()
    for kind in WAYS:
        print(f"{kind:40} {told[kind]:7} made {found[kind]:7} found and located")
    tell("Tampering with a log", made=told.total(), **{"found and located": found.total()})
    print("\n".join(missed[:10]))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
