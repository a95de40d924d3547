"""How long one connection may take, and how much it may say before it asks anything: a slow client holds no door (T32).

uvicorn waits for ever for a request that was begun, its parser knows no end of headers, and what it answers by itself
would lack our headers.
"""

from asyncio import BaseTransport, TimerHandle
from typing import Any, cast

import msgspec
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from stafet.http.problems import problem
from stafet.http.shell import HEADERS


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds for each part of a request as a whole, bytes before its body, and connections at the same time."""

    head: float = 10
    body: float = 30
    # From the last byte of the request to the last of the answer: also for those who do not read it.
    answer: float = 60
    head_bytes: int = 32 * 1024
    connections: int = 1000


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's protocol with an end to its patience. Whoever is too slow is let go without an answer."""

    patience = Patience()
    _timer: TimerHandle | None = None
    _head_bytes = 0

    def connection_made(self, transport: BaseTransport) -> None:
        """Somebody is at the door."""
        super().connection_made(cast("Any", transport))
        if len(self.connections) > self.patience.connections:
            self._let_go()
            return
        self._await(self.patience.head)

    def connection_lost(self, exc: Exception | None) -> None:
        """They have left."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what comes before a request is whole: the first byte on a waiting connection starts the clock again."""
        if self._timer is None:
            self._await(self.patience.head)
        self._head_bytes += len(data)
        super().data_received(data)
        if self._head_bytes > self.patience.head_bytes:
            self._let_go()

    def on_headers_complete(self) -> None:
        """The head is whole; now the body."""
        super().on_headers_complete()
        self._await(self.patience.body)

    def on_body(self, body: bytes) -> None:
        """How much a body may hold is said elsewhere."""
        super().on_body(body)
        self._head_bytes = 0

    def on_message_complete(self) -> None:
        """All was said; now the answer."""
        super().on_message_complete()
        self._head_bytes = 0
        self._await(self.patience.answer)

    def on_response_complete(self) -> None:
        """All was answered. What waits from here is uvicorn's time between two requests."""
        super().on_response_complete()
        self._stop_waiting()

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP at all hears the same as other requests that cannot be read."""
        answer = problem(400, "invalid_request")
        lines = {"content-type": answer.media_type, "connection": "close", **answer.headers, **HEADERS}
        head = "".join(f"{name.lower()}: {value}\r\n" for name, value in lines.items())
        length = f"content-length: {len(answer.content)}\r\n\r\n"
        self.transport.write(b"".join((STATUS_LINE[400], head.encode(), length.encode(), answer.content)))
        self.transport.close()

    def _await(self, seconds: float) -> None:
        self._stop_waiting()
        self._timer = self.loop.call_later(seconds, self._let_go)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _let_go(self) -> None:
        self._stop_waiting()
        if not self.transport.is_closing():
            self.transport.abort()
