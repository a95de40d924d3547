"""The press: draws a paper in a process of its own, so that nothing of it holds the server up or stays in its memory.

One paper at a time for a person, two for the server; each has a few seconds and a few hundred megabytes (`__main__`).
What the process is given goes in through a pipe and what it made comes out of one: no file is written.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import anyio
import anyio.to_thread

SECONDS = 20
AT_ONCE = 2
# A person cannot print more than this; what is larger is a fault.
LARGEST = 20 * 1024 * 1024


class CannotPrint(Exception):
    """The paper was not drawn: it took too long, or too much. It says nothing of what stood on it."""


class Printing(Exception):
    """This person's last paper is not finished."""


class Press:
    """One server's press."""

    def __init__(self) -> None:
        self._busy: set[str] = set()
        self._room: anyio.CapacityLimiter | None = None

    async def print(self, person: str, paper: bytes) -> bytes:
        """The paper as a PDF. `paper` is JSON, and only ever data to the process that draws it."""
        # Made here, where there is a loop for it.
        self._room = self._room or anyio.CapacityLimiter(AT_ONCE)
        with self._one_at_a_time(person):
            return await anyio.to_thread.run_sync(drawn, paper, limiter=self._room)

    @contextmanager
    def _one_at_a_time(self, person: str) -> Iterator[None]:
        if person in self._busy:
            raise Printing
        self._busy.add(person)
        try:
            yield
        finally:
            self._busy.discard(person)


def drawn(paper: bytes, seconds: float = SECONDS) -> bytes:
    """Ask another process, and wait for it, but not for ever."""
    try:
        done = subprocess.run(
            # Isolated: neither the folder one stands in nor the environment decides what is run.
            [sys.executable, "-I", "-m", "stafet.paper"],
            input=paper,
            stdout=subprocess.PIPE,
            # An error of the drawing could quote what was to be drawn.
            stderr=subprocess.DEVNULL,
            env={"RAYON_NUM_THREADS": "1"},
            cwd="/",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        # That error would carry what the process was given.
        raise CannotPrint from None
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF-") or len(done.stdout) > LARGEST:
        raise CannotPrint
    return done.stdout
