"""A bounded load from another process, and what it costs the server in CPU time. Linux only (/proc)."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

CONNECTIONS = 8


@dataclass
class Load:
    """What a load was answered."""

    statuses: dict[int, int] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    last_body: bytes = b""

    @property
    def answers(self) -> int:
        """How many requests were answered."""
        return sum(self.statuses.values())

    @property
    def failures(self) -> int:
        """How many answers were the server's fault."""
        return sum(count for status, count in self.statuses.items() if status >= 500)


def request(
    method: str, path: str, body: bytes = b"", *, cookie: str = "", accept: str = "", host: str = "localhost"
) -> bytes:
    """The bytes of one HTTP request, as a phone sends it."""
    lines = [f"{method} {path} HTTP/1.1", f"host: {host}", "x-stafet: 1"]
    if cookie:
        lines.append(f"cookie: stafet={cookie}")
    if accept:
        lines.append(f"accept-encoding: {accept}")
    if body:
        lines += ["content-type: application/json", f"content-length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: bytes) -> tuple[int, bytes]:
    writer.write(asked)
    head = await reader.readuntil(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return int(head[9:12]), await reader.readexactly(length)


async def _through(port: int, queue: Sequence[tuple[str, bytes]], load: Load, until: float) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for name, asked in queue:
            began = time.perf_counter()
            if began >= until:
                break
            status, load.last_body = await asyncio.wait_for(_ask(reader, writer, asked), timeout=30)
            load.seconds.setdefault(name, []).append(time.perf_counter() - began)
            load.statuses[status] = load.statuses.get(status, 0) + 1
    finally:
        writer.close()


def send(port: int, queues: Sequence[Sequence[tuple[str, bytes]]], seconds: float = 60.0) -> Load:
    """Send each queue through a connection of its own, one request at a time, for so long at most."""
    load = Load()

    async def all_of_them() -> None:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(_through(port, queue, load, until) for queue in queues))

    asyncio.run(all_of_them())
    return load


def spread(requests: Sequence[bytes], name: str = "") -> list[list[tuple[str, bytes]]]:
    """The same requests over eight connections; each connection keeps to its own part."""
    return [[(name, asked) for asked in requests[start::CONNECTIONS]] for start in range(CONNECTIONS)]


def cpu_seconds(pids: Sequence[int]) -> float:
    """The CPU time these processes have used until now, in nanosecond steps."""
    total = 0
    for pid in pids:
        for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            try:
                total += int(task.read_text().split()[0])
            except OSError:  # A thread that has just ended.
                continue
    return total / 1e9


def resident_megabytes(pid: int) -> float:
    """The memory a process holds now."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def children(pid: int) -> list[int]:
    """A process and those it started."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found
