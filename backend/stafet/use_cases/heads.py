"""Heads of logs kept where Stafet cannot rewrite them: what finds a log that was cut off at its end, or made anew.

Written every hour and not with each act of consent: the receipt is the witness of the act itself, and a file that is
full, or a machine that does not answer, must never keep anybody from stopping a consent.
"""

import asyncio
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import anyio.to_thread
import msgspec
import structlog

from stafet.domain.chain import moment
from stafet.domain.ids import PlanId
from stafet.store import log as chained
from stafet.store.engine import Database, Transaction
from stafet.store.log import Head
from stafet.use_cases.transactions import in_read

AT_ONCE = 500
log = structlog.get_logger()


class HeadLine(msgspec.Struct, frozen=True):
    """One head as it is kept: a line of JSON."""

    at: str
    plan: PlanId
    seq: int
    hash: str


class HeadsUnreadable(Exception):
    """A file of heads has a line that is none."""


def lines_of(heads: Iterable[tuple[PlanId, Head]], at: datetime) -> Iterator[bytes]:
    """Heads, written down."""
    for plan, head in heads:
        yield msgspec.json.encode(HeadLine(moment(at), plan, head.seq, head.hash.hex())) + b"\n"


def read_lines(lines: Iterable[bytes]) -> dict[PlanId, dict[int, bytes]]:
    """What was seen of each plan. Of two hashes for one row the one that was written down first counts."""
    seen: dict[PlanId, dict[int, bytes]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            head = msgspec.json.decode(line, type=HeadLine)
            seen.setdefault(head.plan, {}).setdefault(head.seq, bytes.fromhex(head.hash))
        except (msgspec.DecodeError, ValueError) as error:
            raise HeadsUnreadable(f"line {number} is not a head") from error
    return seen


def heads_of(tx: Transaction) -> Iterable[tuple[PlanId, Head]]:
    """The newest row of every log there is."""
    return chained.heads(tx)


class HeadsWriter:
    """Adds every head that has moved to a file, or to a pipe to another machine. At its start it writes all of them."""

    def __init__(self, db: Database, path: Path, clock: Callable[[], datetime]) -> None:
        self.db = db
        self.path = path
        self.clock = clock
        self.written: dict[PlanId, Head] = {}

    async def run(self, interval: float) -> None:
        """Write, again and again, until cancelled. A fault is logged, and what was not written is tried again."""
        while True:
            try:
                await self.write_moved()
            except Exception as error:  # noqa: BLE001 - one bad round must not end all of them
                log.error("heads_not_written", error=type(error).__name__)  # noqa: TRY400 - a traceback names the file
            await asyncio.sleep(interval)

    async def write_moved(self) -> int:
        """Write the heads that moved since they were last written; answers how many."""
        after, count = "", 0
        while True:
            page = await in_read(self.db, partial(chained.heads, after=after, limit=AT_ONCE))
            moved = [(plan, head) for plan, head in page if self.written.get(plan) != head]
            if moved:
                data = b"".join(lines_of(moved, self.clock()))
                await anyio.to_thread.run_sync(_add, self.path, data)
                self.written.update(moved)
                count += len(moved)
            if len(page) < AT_ONCE:
                return count
            after = page[-1][0]


def _add(path: Path, data: bytes) -> None:
    # Not waiting: a pipe that nobody reads from is told as a fault.
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK, 0o600)
    try:
        while data:
            data = data[os.write(file, data) :]
    finally:
        os.close(file)
