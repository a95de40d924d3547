"""What stands around every answer, and who may send what changes something (T12, T18)."""

import asyncio
import gzip
from typing import Any

import httpx
import pytest
from litestar.types import Receive, Scope, Send

from stafet.http.shell import Shell
from tests.http.conftest import World
from tests.http.house import LOGS, ORIGIN, Browser, assert_problem, open_house
from tests.http.refusals import assert_refused
from tests.http.routes import DEMO, LIVE, filled

HARD = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex",
}
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types stafet",
}  # fmt: skip


async def kinds_of_answers(peter: Browser) -> dict[str, dict[str, str]]:
    """One answer of each kind there is: fine, refused in the shell, in the router, in a use case, files, pages."""
    stranger = peter.house.browser()
    answers = {
        "an answer": await peter.get("/api/me"),
        "an answer without a body": await peter.post("/api/sign-out", {"everywhere": False}),
        "health": await peter.get("/health/live"),
        "the document": await peter.get("/api/openapi.json"),
        "nobody signed in": await stranger.get("/api/sessions"),
        "unreadable": await stranger.patch("/api/me", content=b"{"),
        "cross-site": await stranger.post("/api/sync", headers={"origin": "https://evil.example"}),
        "not JSON": await stranger.post("/api/sync", headers={"content-type": "text/plain"}),
        "too large": await (await peter.house.person("peter")).post("/api/sync", content=b" " * 300_000),
        "no such address": await stranger.get("/api/nope"),
        "no such method": await stranger.put("/api/me"),
        "options": await stranger.ask("OPTIONS", "/api/me"),
        "a page": await stranger.get("/"),
        "a file": await stranger.get("/sw.js"),
        "no such file": await stranger.get("/nope.js"),
        "a write to a file": await stranger.post("/sw.js"),
        "packed": await stranger.post("/api/sync", headers={"content-encoding": "gzip"}),
        "an unheard-of method": await stranger.ask("PROPFIND", "/api/me"),
        "an unheard-of method on a page": await stranger.ask("TRACE", "/"),
    }
    etag = answers["a file"].headers["etag"]
    answers["a file that is known"] = await stranger.get("/sw.js", headers={"if-none-match": etag})
    return {kind: dict(answer.headers) for kind, answer in answers.items()}


async def test_every_kind_of_answer_carries_the_security_headers(peter: Browser) -> None:
    for kind, headers in (await kinds_of_answers(peter)).items():
        assert {name: headers.get(name) for name in HARD} == HARD, kind
        assert set(headers["content-security-policy"].split("; ")) == POLICY, kind


UNKNOWN = dict.fromkeys(("plan", "member", "session", "device", "reminder"), "A" * 22)
UNKNOWN |= dict.fromkeys(("item", "meeting", "proposal"), "01900000-0000-7000-8000-000000000000")
# The operator's numbers and hours are the same for everybody.
KEPT = {"GET /api/content": "public, max-age=300"}
WRONG = {
    "as it should be": {},
    "from elsewhere": {"headers": {"origin": "https://evil.example"}},
    "broken": {"content": b"{"},
    "too large": {"content": b" " * 300_000},
}  # fmt: skip


@pytest.mark.parametrize("name", LIVE | DEMO)
async def test_no_route_has_an_answer_without_them(name: str, peter: Browser) -> None:
    """Each route of the list, answered and refused, by somebody and by nobody."""
    method, path = name.split(" ")

    for browser in (peter, peter.house.browser()):
        for how in WRONG.values() if method != "GET" else [{}]:
            answer = await browser.ask(method, filled(path, UNKNOWN), **how)

            assert {one: answer.headers.get(one) for one in HARD} == HARD, (how.keys(), answer.status_code)
            assert set(answer.headers["content-security-policy"].split("; ")) == POLICY
            assert answer.headers["cache-control"] == KEPT.get(name, "no-store")
            assert answer.status_code < 500, answer.text


def asked_of(inner: Any, **how: Any) -> httpx.AsyncClient:
    """A shell around something else than our app."""
    shell = Shell(inner, origin=ORIGIN, https=False, **how)
    return httpx.AsyncClient(transport=httpx.ASGITransport(shell, raise_app_exceptions=False), base_url=ORIGIN)


async def test_a_fault_outside_the_router_is_told_like_any_other(capfd: pytest.CaptureFixture[str]) -> None:
    async def broken(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise RuntimeError("kanariefugl")

    async with asked_of(broken) as client:
        answer = await client.get("/api/me")

    assert_refused(answer, 500, "failed")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "kanariefugl" not in str(capfd.readouterr())


async def test_when_too_many_ask_at_once_the_next_is_asked_to_come_again() -> None:
    let_go = asyncio.Event()

    async def slow(_scope: Scope, _receive: Receive, send: Send) -> None:
        await let_go.wait()
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async with asked_of(slow, at_once=2) as client:
        inside = [asyncio.create_task(client.get("/api/me")) for _ in range(2)]
        await asyncio.sleep(0.05)
        async with asyncio.timeout(10):
            refused = await client.get("/api/me")
        let_go.set()
        answers = [await one for one in inside]
        after = [await client.get("/api/me") for _ in range(3)]

    assert_problem(refused, 503, "busy")
    assert refused.headers["retry-after"] == "1"
    assert [answer.status_code for answer in (*answers, *after)] == [204] * 5


PACKED = [name for name in LIVE | DEMO if not name.startswith(("GET", "DELETE"))]


@pytest.mark.parametrize("name", PACKED)
async def test_nothing_packed_is_taken_in(name: str, peter: Browser) -> None:
    """A parcel of one kilobyte may hold a thousand (T32)."""
    method, path = name.split(" ")
    bomb = gzip.compress(b" " * 50_000_000, 9)

    for encoding in ("gzip", "GZIP", "br", "deflate", "zstd", "gzip, gzip", "identity, gzip"):
        answer = await peter.ask(method, filled(path, UNKNOWN), headers={"content-encoding": encoding}, content=bomb)

        assert_refused(answer, 415, "encoded", encoding)


async def test_what_says_that_it_is_not_packed_is_read(peter: Browser) -> None:
    answer = await peter.patch("/api/me", {"lang": "en"}, headers={"content-encoding": "identity"})

    assert answer.status_code == 200


async def test_nothing_of_the_api_is_kept_by_anybody_on_the_way(peter: Browser) -> None:
    told = await kinds_of_answers(peter)

    files = {"a page", "a file", "a file that is known"}
    assert {kind: headers.get("cache-control") for kind, headers in told.items() if kind not in files} == dict.fromkeys(
        told.keys() - files, "no-store"
    )


async def test_every_kind_of_answer_asks_for_https_from_now_on(sqlite_url: str) -> None:
    async with open_house(sqlite_url, origin="https://stafet.example.dk") as house:
        for path in ("/api/me", "/api/nope", "/health/live"):
            answer = await house.browser().get(path)

            assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains", path


async def test_a_live_server_has_nothing_of_the_demo(sqlite_url: str) -> None:
    async with open_house(sqlite_url, mode="live") as house:
        answer = await house.browser().get("/api/me")

        assert answer.json()["demo"] is False


async def test_no_other_site_may_read_an_answer(peter: Browser) -> None:
    answer = await peter.get("/api/me", headers={"origin": "https://evil.example"})

    assert not [name for name in answer.headers if name.startswith("access-control-")]


async def test_reading_changes_nothing_but_logs(world: World) -> None:
    names = UNKNOWN | {"plan": world.plan, "member": world.mads_id, "meeting": world.meeting, "item": world.item}
    paths = [filled(name.removeprefix("GET "), names) for name in LIVE if name.startswith("GET ")]
    before = world.house.contents(without=LOGS)
    world.house.clock.move(minutes=11)

    for path in paths:
        for browser in (world.peter, world.mads, world.house.browser()):
            await browser.get(path)
            await browser.get(path)

    assert world.house.contents(without=LOGS) == before
