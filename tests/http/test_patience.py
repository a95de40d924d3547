"""A slow client is let go, and nobody else waits for it (T32). The real server on a real socket, with less patience."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import msgspec
import pytest
import uvicorn

from stafet.http.patience import BoundedProtocol, Patience
from stafet.serving import server_config
from stafet.settings import Settings
from tests.http.house import House
from tests.support.server import free_port

ASK = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
WRITE = (
    b"PATCH /api/me HTTP/1.1\r\nHost: localhost\r\nX-Stafet: 1\r\nContent-Type: application/json\r\n"
    b"Content-Length: 14\r\n\r\n"
)
LONG = 30.0
ENOUGH = Patience(head=LONG, body=LONG, answer=LONG)


@asynccontextmanager
async def listening(app: Any, patience: Patience) -> AsyncIterator[int]:
    """The server as it is run, but for how patient it is."""

    class Hurried(BoundedProtocol):
        pass

    Hurried.patience = patience
    port = free_port()
    config = server_config(app, Settings(port=port))
    config.http = Hurried
    config.lifespan = "off"
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        await task


async def heard(reader: asyncio.StreamReader) -> bytes:
    """All that comes until the other side hangs up."""
    async with asyncio.timeout(LONG / 2):
        try:
            return await reader.read()
        except ConnectionResetError:
            return b""


Talk = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def knocks(port: int) -> AsyncIterator[Talk]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def is_answered(port: int) -> bool:
    async with knocks(port) as (reader, writer), asyncio.timeout(LONG / 2):
        writer.write(ASK)
        return await reader.readuntil(b"\r\n") == b"HTTP/1.1 200 OK\r\n"


async def drips(writer: asyncio.StreamWriter, text: bytes) -> None:
    """A byte at a time, for ever: each keeps a naive clock from running out."""
    while not writer.is_closing():
        writer.write(text)
        try:
            await writer.drain()
        except ConnectionError:
            return
        await asyncio.sleep(0.02)


async def test_the_server_is_run_with_this_patience_and_believes_no_proxy() -> None:
    config = server_config(lambda: None, Settings())  # type: ignore[arg-type]

    assert (config.http, config.ws, config.proxy_headers) == (BoundedProtocol, "none", False)
    assert msgspec.to_builtins(BoundedProtocol.patience) == {
        "head": 10, "body": 30, "answer": 60, "head_bytes": 32768, "connections": 1000,
    }  # fmt: skip


async def test_somebody_who_says_nothing_is_let_go(small_house: House) -> None:
    async with (
        listening(small_house.app, Patience(head=0.2, body=LONG, answer=LONG)) as port,
        knocks(port) as (reader, _),
    ):
        assert await heard(reader) == b""


@pytest.mark.parametrize(
    ("patience", "begins", "goes_on"),
    [
        (Patience(head=0.3, body=LONG, answer=LONG), b"GET /api/me HTTP/1.1\r\n", b"X-A: a\r\n"),
        (Patience(head=LONG, body=0.3, answer=LONG), WRITE.replace(b"14", b"9000"), b" "),
    ],
    ids=["head", "body"],
)
async def test_somebody_who_says_a_byte_now_and_then_is_let_go(
    patience: Patience, begins: bytes, goes_on: bytes, small_house: House, capfd: pytest.CaptureFixture[str]
) -> None:
    async with listening(small_house.app, patience) as port, knocks(port) as (reader, writer):
        writer.write(begins)
        dripping = asyncio.create_task(drips(writer, goes_on))

        assert await is_answered(port)
        assert await heard(reader) == b""
        dripping.cancel()
        assert await is_answered(port)

    assert '"failed"' not in str(capfd.readouterr())


async def test_somebody_who_does_not_read_the_answer_is_let_go() -> None:
    left = asyncio.Event()

    async def endless(_scope: Any, receive: Callable[[], Any], send: Callable[[Any], Any]) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(400):
            await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})
        await receive()
        left.set()

    async with listening(endless, Patience(head=LONG, body=LONG, answer=0.3)) as port, knocks(port) as (_, writer):
        writer.write(ASK)

        async with asyncio.timeout(LONG / 2):
            await left.wait()


async def test_a_head_without_an_end_is_broken_off(small_house: House) -> None:
    async with listening(small_house.app, ENOUGH) as port, knocks(port) as (reader, writer):
        writer.write(b"GET /health/live HTTP/1.1\r\n" + b"X-A: " + b"a" * 40_000)

        assert await heard(reader) == b""


async def test_a_whole_body_is_not_taken_for_a_head(small_house: House) -> None:
    body = json.dumps({"lang": "da"}).encode().ljust(200_000)
    async with listening(small_house.app, ENOUGH) as port, knocks(port) as (reader, writer):
        writer.write(WRITE.replace(b"14", b"%d" % len(body)) + body)

        async with asyncio.timeout(LONG / 2):
            assert b" 401 " in await reader.readuntil(b"\r\n")


async def test_one_connection_serves_many_requests(small_house: House) -> None:
    async with (
        listening(small_house.app, Patience(head=0.4, body=0.4, answer=0.4)) as port,
        knocks(port) as (reader, writer),
    ):
        for _ in range(3):
            writer.write(ASK)
            async with asyncio.timeout(LONG / 2):
                assert b"200" in await reader.readuntil(b'{"status":"ok"}')
            # Longer than any part of a request may take: between two of them, nobody hurries.
            await asyncio.sleep(0.5)


async def test_a_crowd_at_the_door_does_not_come_in(small_house: House) -> None:
    async with (
        listening(small_house.app, Patience(head=LONG, body=LONG, answer=LONG, connections=2)) as port,
        knocks(port) as (_, first),
    ):
        async with knocks(port), knocks(port) as (reader, third):
            third.write(ASK)

            assert await heard(reader) == b""
        first.close()
        await asyncio.sleep(0.1)
        assert await is_answered(port)


async def test_what_is_no_http_hears_the_same_as_what_cannot_be_read(small_house: House) -> None:
    async with listening(small_house.app, ENOUGH) as port, knocks(port) as (reader, writer):
        writer.write(b"kanariefugl\r\n\r\n")

        head, _, body = (await heard(reader)).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"x-content-type-options: nosniff" in head
    assert b"content-type: application/problem+json" in head
    assert json.loads(body)["code"] == "invalid_request"
    assert b"kanariefugl" not in head + body


async def test_nobody_can_talk_the_server_into_another_protocol(small_house: House) -> None:
    async with listening(small_house.app, ENOUGH) as port, knocks(port) as (reader, writer):
        writer.write(
            b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )

        async with asyncio.timeout(LONG / 2):
            assert b" 101 " not in await reader.readuntil(b"\r\n")
