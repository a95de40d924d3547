"""What stands around every answer, and who may send what changes something (T12, T18)."""

from tests.http.conftest import World
from tests.http.house import LOGS, Browser, open_house
from tests.http.routes import LIVE, filled

HARD = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
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
    }
    etag = answers["a file"].headers["etag"]
    answers["a file that is known"] = await stranger.get("/sw.js", headers={"if-none-match": etag})
    return {kind: dict(answer.headers) for kind, answer in answers.items()}


async def test_every_kind_of_answer_carries_the_security_headers(peter: Browser) -> None:
    for kind, headers in (await kinds_of_answers(peter)).items():
        assert {name: headers.get(name) for name in HARD} == HARD, kind
        assert set(headers["content-security-policy"].split("; ")) == POLICY, kind


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


async def test_the_demo_is_not_for_search_engines(peter: Browser) -> None:
    for kind, headers in (await kinds_of_answers(peter)).items():
        assert headers["x-robots-tag"] == "noindex", kind


async def test_a_live_server_has_nothing_of_the_demo(sqlite_url: str) -> None:
    async with open_house(sqlite_url, mode="live") as house:
        answer = await house.browser().get("/api/me")

        assert "x-robots-tag" not in answer.headers
        assert answer.json()["demo"] is False


async def test_no_other_site_may_read_an_answer(peter: Browser) -> None:
    answer = await peter.get("/api/me", headers={"origin": "https://evil.example"})

    assert not [name for name in answer.headers if name.startswith("access-control-")]


async def test_reading_changes_nothing_but_logs(world: World) -> None:
    names = {"plan": world.plan, "member": world.mads_id, "meeting": world.meeting} | dict.fromkeys(
        ("session", "device", "reminder"), "A" * 22
    )
    paths = [filled(name.removeprefix("GET "), names) for name in LIVE if name.startswith("GET ")]
    before = world.house.contents(without=LOGS)
    world.house.clock.move(minutes=11)

    for path in paths:
        for browser in (world.peter, world.mads, world.house.browser()):
            await browser.get(path)
            await browser.get(path)

    assert world.house.contents(without=LOGS) == before


async def test_a_professionals_list_of_what_waits_is_logged_as_a_look(world: World) -> None:
    point = {"kind": "agenda_item", "text": "Mit arbejde", "asked": world.mads_id}
    path = f"/api/plans/{world.plan}/meetings/{world.meeting}"
    words = (await world.peter.post(f"{path}/wording", {"members": [world.mads_id]})).json()
    await world.peter.post(f"{path}/invitees", {"members": [world.mads_id], "sha256": words["sha256"]})
    await world.peter.write(world.plan, f"meeting:{world.meeting}", point)

    waiting = (await world.mads.get("/api/waiting")).json()["waiting"]
    seen = (await world.peter.get(f"/api/plans/{world.plan}/looks")).json()["looks"]

    assert sorted(one["kind"] for one in waiting) == ["answer", "rsvp"]
    assert [(look["name"], look["scope"]) for look in seen] == [("Mads Lund", f"meeting:{world.meeting}")]
