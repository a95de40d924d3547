"""What is measured: a server with Peter's plan and 500 words more, and a bare page that holds the same words."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from bench.plans import text
from bench.running import ROOT, stafet
from stafet.domain.uuid7 import uuid7
from stafet.use_cases import demo_story, upkeep
from stafet.use_cases.transactions import Database
from tests.support.databases import migrate
from tests.support.log_rules import KEYS

STATIC = ROOT / "backend" / "stafet" / "static"
ITEMS = 500
SLOWER = 4
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "locale": "da-DK",
}
DREAM = "Noget at stå op til"


@dataclass(frozen=True)
class Ground:
    """Where the app and the bare page are served, and the words both hold."""

    app: str
    bare: str
    words: list[str]


@contextmanager
def ground(home: Path) -> Iterator[Ground]:
    """Everything is real but the people: `stafet serve` with the built app; Python's own server for the bare page."""
    rng = random.Random(1)  # noqa: S311 - test data
    words = [text(rng) for _ in range(ITEMS)]
    url = f"sqlite:///{home / 'stafet.db'}"
    migrate(url)
    db = Database(url, KEYS)
    upkeep.keep_consent_texts(db, datetime.now(UTC))
    demo_story.tell(db, lambda: datetime.now(UTC))
    db.close()
    with stafet(url, home, static=STATIC) as server, bare_page(home / "bare", words) as bare:
        yield Ground(f"http://localhost:{server.port}", bare, words)


@contextmanager
def bare_page(folder: Path, words: list[str]) -> Iterator[str]:
    """The least a page with these words can be: a list, a field, five places in plain HTML. No script of its own."""
    folder.mkdir()
    rows = "".join(f"<li><p>{one}</p><a href='#'>Ret</a> <a href='#'>Fjern</a></li>" for one in words)
    tabs = "".join(f"<a href='#{number}'>Sted {number}</a> " for number in range(5))
    (folder / "index.html").write_text(
        "<!doctype html><html lang=da><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>Bar</title><main><h1>{DREAM}</h1><textarea aria-label=Ord></textarea><ul>{rows}</ul></main>"
        f"<nav style='position:fixed;bottom:0;background:#fff'>{tabs}</nav>",
        encoding="utf-8",
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing about each request."""

    def log_message(self, *_: Any) -> None:
        """Nothing."""


def peters_phone(browser: Browser, at: Ground) -> BrowserContext:
    """Signed in, with everything on it, and 500 strengths more than in the story."""
    context = browser.new_context(**PHONE, base_url=at.app)
    headers = {"X-Stafet": "1"}
    entered = context.request.post("/api/demo/session", data={"person": "peter"}, headers=headers)
    assert entered.ok, entered.status
    told = context.request.post("/api/sync", data=asked({}), headers=headers).json()
    (plan,) = (one["plan"] for one in told["plans"])
    for start in range(0, ITEMS, 100):
        edits = [edit(plan, number, at.words[number]) for number in range(start, start + 100)]
        answer = context.request.post("/api/sync", data=asked({}, edits), headers=headers)
        results = answer.json()["results"]
        assert {one["outcome"] for one in results} <= {"applied", "already"}, results[:3]
    page = context.new_page()
    page.goto("/plan/strengths")
    page.get_by_text(at.words[-1]).first.wait_for(state="attached")
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    page.goto("/")
    page.get_by_text(DREAM).first.wait_for()
    page.close()
    return context


def asked(plans: dict[str, Any], edits: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """One request of a phone's."""
    return {"device": "b" * 22, "plans": plans, "edits": edits or []}


def edit(plan: str, number: int, words: str) -> dict[str, Any]:
    """Something Peter is good at."""
    now = datetime.now(UTC)
    body = {"kind": "strength", "text": words}
    return {"act": "create", "id": uuid7(now), "plan": plan, "madeAt": now.isoformat(), "v": 2, "scope": "strengths",
            "body": body, "order": f"b{number:04d}"}  # fmt: skip


def slowed(page: Page) -> None:
    """As a cheap phone: the page's own processor, four times slower."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
