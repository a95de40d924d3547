"""A push service for a whole year: real HTTP, real encryption, and out of order whenever the story says so.

The strict one (tests/support/push_service.py) checks signatures and decrypts every message. This one is the same door
for a hundred thousand: it decrypts one message in fifty with the phone's own keys, and knows the others by their topic.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Literal

import msgspec

from tests.support.phone_push import PhonePush

Mood = Literal["well", "broken", "silent", "slamming", "busy", "busy_until"]
REASONS = {201: "Created", 404: "Not Found", 410: "Gone", 429: "Too Many Requests", 503: "Service Unavailable"}


class YearService:
    """One push service: its phones, what came, and how it feels."""

    def __init__(self, clock: Callable[[], datetime], hear: Callable[[str, str, bool | None], None]) -> None:
        self.clock, self.hear = clock, hear
        self.mood: Mood = "well"
        self.well_again = clock()
        self.phones: dict[str, PhonePush] = {}
        self.gone: set[str] = set()
        self.asked = self.decrypted = 0
        self.origin = ""

    async def open(self) -> None:
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.origin = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        self.server.close()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode("latin-1").split("\r\n")
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
                body = await reader.readexactly(int(headers["content-length"]))
                self.asked += 1
                if self.mood == "slamming":
                    break
                if self.mood == "silent":
                    # Nothing is said, and then the line is cut; that a sender does not wait for ever is tests/push.
                    await asyncio.sleep(0.01)
                    break
                status, more = self.answer(lines[0].split()[1], headers, body)
                writer.write(f"HTTP/1.1 {status} {REASONS[status]}\r\n{more}Content-Length: 0\r\n\r\n".encode())
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        if self.mood == "broken":
            return 503, ""
        if self.mood == "busy":
            left = max(1, int((self.well_again - self.clock()).total_seconds()) + 1)
            return 429, f"Retry-After: {left}\r\n"
        if self.mood == "busy_until":
            return 429, f"Retry-After: {self.well_again:%a, %d %b %Y %H:%M:%S} GMT\r\n"
        if path in self.gone:
            return 410, ""
        if path not in self.phones:
            return 404, ""
        is_silent: bool | None = None
        if self.asked % 50 == 0 or len(self.phones) < 40:
            told = msgspec.json.decode(self.phones[path].decrypt(body))["notification"]
            assert told["tag"] == headers["topic"]
            is_silent = told["silent"]
            self.decrypted += 1
        self.hear(path, headers["topic"], is_silent)
        return 201, ""
