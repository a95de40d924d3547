"""A worker that breaks the app is stopped from the server, and nothing that was written on the phone is lost (T11)."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from tests.journeys.acts import main_of, press, sees
from tests.journeys.test_new_version import at_home_with_the_app, caches_of
from tests.support.browser import People, Person
from tests.support.server import Server, StartServer

# It takes over at once, and answers everything with a page that does nothing; the API too.
BAD = """
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(
  caches.open("poison").then((cache) => cache.put("/index.html", new Response("x"))).then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => event.respondWith(
  new Response("<!doctype html><title>Ude af drift</title>", { headers: { "content-type": "text/html" } })));
"""
# The headless shell was seen to hang under such a worker too.
pytestmark = pytest.mark.notifications
WRITTEN = "Ro til at sove om natten"


@pytest.fixture
def server(told_url: str, built: Path, tmp_path: Path, start_server: StartServer) -> Server:
    return start_server(told_url, STAFET_STATIC_DIR=str(shutil.copytree(built, tmp_path / "static")))


KEEPS_THE_APP = """async () => {
  for (let tries = 0; tries < 400; tries += 1) {
    if ((await caches.keys()).some((name) => name.startsWith("stafet-"))) return true;
    await new Promise((go) => setTimeout(go, 50));
  }
  return false;
}"""


def served_anew(server: Server, worker: str | None, **settings: str) -> None:
    """The operator puts other files there, or another setting, and starts the server again."""
    if worker is not None:
        (Path(server.environment["STAFET_STATIC_DIR"]) / "sw.js").write_text(worker)
    server.stop()
    server.environment = {name: value for name, value in server.environment.items() if name != "STAFET_STOP_WORKER"}
    server.environment |= settings
    server.start()


def writes_offline(peter: Person) -> None:
    peter.goto("/plan/needs")
    with peter.offline():
        press(peter.page, "Skriv")
        peter.page.get_by_role("textbox").first.fill(WRITTEN)
        press(peter.page, "Færdig")
        sees(peter, WRITTEN)
        # Off the network until the bad worker is there: what was written waits on the phone.
        peter.page.goto("about:blank")


def broken(peter: Person) -> None:
    """Visits until the bad worker has the phone."""
    peter.goto("/")
    peter.page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    for _ in range(20):
        peter.page.wait_for_timeout(500)
        try:
            peter.page.goto(f"{peter.home}/", timeout=6_000)
        except Error:
            # The page in which one worker took over from the other was seen to hang: a person opens another, and not
            # after half a minute.
            peter.page.close()
            peter.page = peter.context.new_page()
            continue
        if peter.page.title() == "Ude af drift":
            return
    raise AssertionError("the bad worker did not take over")


def test_a_bad_worker_is_stopped_from_the_server_and_what_was_written_offline_is_still_there(
    server: Server, people: People
) -> None:
    peter = at_home_with_the_app(people, server)
    good = (Path(server.environment["STAFET_STATIC_DIR"]) / "sw.js").read_text()
    writes_offline(peter)
    served_anew(server, BAD)
    broken(peter)

    served_anew(server, None, STAFET_STOP_WORKER="true")
    peter.goto("/plan/needs")

    # The visit itself brings the worker that stops the other, and the page loads again by itself.
    expect(peter.page).to_have_title(re.compile("Stafet$"), timeout=30_000)
    sees(peter, WRITTEN)
    expect(peter.page.get_by_text("Alt er sendt").first).to_be_visible()
    assert caches_of(peter) == []

    served_anew(server, good)
    peter.goto("/plan/needs")
    sees(peter, WRITTEN)
    # Not until there is a worker: the one that stops others may still be it.
    assert peter.page.evaluate(KEEPS_THE_APP)


def test_under_the_worker_that_stops_others_a_page_stays_where_it_is(server: Server, people: People) -> None:
    served_anew(server, None, STAFET_STOP_WORKER="true")
    peter = at_home_with_the_app(people, server, keeps=False)
    peter.page.evaluate("window.sameAsBefore = true")

    peter.page.wait_for_timeout(1500)

    assert peter.page.evaluate("window.sameAsBefore") is True
    expect(main_of(peter)).to_be_visible()
