"""The journal of stops: what ended, in a file outside the database, so that a backup cannot bring it back (T27).

Ids and moments only, never a word or a name. A line is on the disk before the act it tells of is committed: the act
of a line too many had been asked for, and only narrows (docs/decisions/0031-the-journal-of-stops.md).
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Literal

import msgspec
import sqlalchemy as sa
import structlog

from stafet.domain.chain import moment
from stafet.domain.ids import PlanId

What = Literal["withdrawn", "superseded", "place_ended", "paused", "door_taken", "suspended", "erased"]
log = structlog.get_logger()


class Stop(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One act that takes something away. `id`: the grant or the place that ended; `by`: citizen, system or a place."""

    at: str
    what: What
    plan: PlanId
    id: str = ""
    by: str = "citizen"
    # Of a pause or a door, which leave no other trace: where the plan's counter stood, and in which epoch.
    epoch: str = ""
    rev: int = 0


class StopsUnreadable(Exception):
    """A line of the file is none of ours: something is wrong with the file."""


def note(
    tx: sa.Connection,
    plan_id: PlanId,
    what: What,
    at: datetime,
    *,
    of: str = "",
    by: str = "citizen",
    epoch: str = "",
    rev: int = 0,
) -> None:
    """Something ends in this transaction: it is written down before the transaction is committed."""
    stop = Stop(at=moment(at), what=what, plan=plan_id, id=of, by=by, epoch=epoch, rev=rev)
    tx.info.setdefault("stops", []).append(stop)


def read_stops(lines: Iterable[bytes]) -> Iterator[Stop]:
    """The stops of a file, in their order.

    The beginning of a line that was cut off is passed over: nobody was told that its act was done, or the whole line
    was written again. Anything else that is no stop is refused.
    """
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text:
            continue
        try:
            yield msgspec.json.decode(text, type=Stop)
        except msgspec.DecodeError as error:
            if text.startswith(b"{") and not text.endswith(b"}"):
                continue
            raise StopsUnreadable(f"line {number} is not a stop") from error


def newest_stops(path: Path, most: int = 100_000) -> list[Stop]:
    """The stops at the end of a file, in their order: those of so many bytes. Nothing, when there is no file."""
    if not path.is_file():
        return []
    with path.open("rb") as file:
        begins = max(0, path.stat().st_size - most)
        file.seek(begins)
        if begins:
            file.readline()
        return list(read_stops(file))


class Journal:
    """The file. It only grows; several processes may add to it."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._waiting: list[bytes] = []
        self._lock = Lock()

    def write(self, tx: sa.Connection) -> None:
        """Put on the disk what this transaction ends.

        A file that cannot be written keeps nobody from stopping (C4): it is told in the server's log, and the lines
        are tried again with the next stop.
        """
        stops = tx.info.pop("stops", None)
        if not stops or self.path is None:
            return
        with self._lock:
            self._waiting += [msgspec.json.encode(stop) + b"\n" for stop in stops]
            try:
                _add(self.path, b"".join(self._waiting))
            except OSError as error:
                log.error("stops_not_written", error=type(error).__name__, count=len(self._waiting))  # noqa: TRY400 - a traceback names the file
            else:
                self._waiting.clear()


def _add(path: Path, data: bytes) -> None:
    is_new = not path.exists()
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(file).st_size
        if size and os.pread(file, 1, size - 1) != b"\n":
            # The last writer died, or the disk was full, in the middle of a line.
            data = b"\n" + data
        while data:
            data = data[os.write(file, data) :]
        os.fsync(file)
    finally:
        os.close(file)
    if is_new:
        with suppress(OSError):
            _keep_name(path.parent)


def _keep_name(folder: Path) -> None:
    """A new file is only safe when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
