"""People in a real browser: each person is a context of their own, so nobody shares cookies, storage or a network.

A person whose page logs an error, breaks the content security policy or asks another host for anything fails the test,
unless the test said beforehand that this was to happen.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, sync_playwright

from tests.support import chromium
from tests.support.failed import FAILED
from tests.support.phone_push import PhonePush
from tests.support.push_service import PushService
from tests.support.server import StartServer

RESULTS = Path(__file__).parents[2] / "test-results"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
# Chromium says these on the console by itself when a phone is off the network.
# A file that the worker keeps once it was wanted fails under another name.
OFFLINE = re.compile(r"net::ERR_INTERNET_DISCONNECTED|net::ERR_FAILED \(\S+/assets/chosen/")
# The console has no event for a broken policy in every case, so the page is asked to say it aloud.
TELL_OF_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
# The headless shell shows no notifications and so says no to them, also where the person has said yes.
HAS_SAID_YES = """
if (globalThis.Notification && Notification.permission !== "granted") {
  Object.defineProperty(Notification, "permission", { get: () => "granted" });
  Notification.requestPermission = async () => "granted";
}
"""


def wait_until(page: Page, holds: str) -> None:
    """Until this script, or what it promises, is true in the page.

    Playwright's own way of waiting reads its text as a script at each look, which the policy of our pages refuses from
    the second look on.
    """
    page.evaluate(f"""async () => {{
      const ends = performance.now() + 20000;
      while (!(await ({holds}))) {{
        // What never comes is a failure with a name, not a run that hangs.
        if (performance.now() > ends) throw new Error("It did not come");
        await new Promise((go) => setTimeout(go, 50));
      }}
    }}""")


@dataclass
class Person:
    """One person with one device."""

    name: str
    context: BrowserContext
    page: Page
    push: PhonePush
    home: str
    problems: list[str] = field(default_factory=list)
    expected: list[re.Pattern[str]] = field(default_factory=list)
    # How often a picture of this name was taken: each has its own.
    taken: Counter[str] = field(default_factory=Counter)

    def expects(self, pattern: str) -> None:
        """What the console may say, from now on: for journeys where the server is meant to say no."""
        self.expected.append(re.compile(pattern))

    def goto(self, path: str = "/") -> Page:
        self.page.goto(path)
        return self.page

    @contextmanager
    def offline(self) -> Iterator[None]:
        self.context.set_offline(True)
        try:
            yield
        finally:
            self.context.set_offline(False)

    def wait_for_the_worker(self, *, keeps: bool = True) -> None:
        """Until the service worker controls the page and has kept the screens of this person's roles.

        Only then does a reload work off the network. The worker that stops others (`stop.js`) keeps nothing.
        """
        self.page.evaluate(
            """(keeps) => {
              const container = navigator.serviceWorker;
              const controls = async () => {
                await container.ready;
                const page = document.documentElement.dataset;
                const kept = () => container.controller && (!keeps || page.kept !== undefined);
                while (!kept()) await new Promise((go) => setTimeout(go, 50));
              };
              // A worker that never comes is a failure with a name, not a run that hangs.
              const late = new Promise((_, no) => setTimeout(() => no(new Error("No worker came")), 60000));
              return Promise.race([controls(), late]);
            }""",
            keeps,
        )

    def picture(self, name: str) -> Path:
        return picture(self.page, name)

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self.hear)
        context.on("weberror", lambda error: self.problems.append(f"error: {error.error}"))
        context.on("request", self.see)

    def hear(self, message: ConsoleMessage) -> None:
        # Said when a page is left while its worker is still being fetched.
        if message.type == "error" and "unknown error occurred when fetching the script" not in message.text:
            where = message.location.get("url", "")
            self.problems.append(f"console: {message.text} ({where})")

    def see(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme not in {"data", "blob", "about"} and asked.netloc != urlsplit(self.home).netloc:
            self.problems.append(f"another host was asked: {request.url}")

    def surprises(self) -> list[str]:
        allowed = [OFFLINE, *self.expected]
        return [f"{self.name}: {said}" for said in self.problems if not any(one.search(said) for one in allowed)]


class People(Protocol):
    def __call__(self, name: str, home: str, *, desk: bool = False, **options: Any) -> Person: ...


def picture(page: Page, name: str) -> Path:
    """A picture of the screen as it is now, in test-results/."""
    path = RESULTS / "screens" / f"{re.sub(r'[^a-zA-Z0-9æøåÆØÅ._-]+', '-', name)}.png"
    page.screenshot(path=path, animations="disabled")
    return path


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # Requests of the service worker count as requests too.
    os.environ["PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS"] = "1"
    with sync_playwright() as running:
        yield running


def launched(playwright: Playwright, path: Path | None) -> Browser:
    if path is None:
        pytest.fail(chromium.ADVICE)
    # The fields for days and hours follow the browser's own language, not the page's.
    return playwright.chromium.launch(
        executable_path=path, args=[*chromium.flags(), "--lang=da"], env={**os.environ, "LANGUAGE": "da"}
    )


@pytest.fixture(scope="session")
def light_browser(playwright: Playwright) -> Iterator[Browser]:
    running = launched(playwright, chromium.find_light(playwright))
    yield running
    running.close()


@pytest.fixture(scope="session")
def whole_browser(playwright: Playwright) -> Iterator[Browser]:
    running = launched(playwright, chromium.find(playwright))
    yield running
    running.close()


@pytest.fixture
def browser(request: pytest.FixtureRequest, playwright: Playwright) -> Browser:
    """The light one; the whole one for `pytest.mark.notifications`."""
    notified = request.node.get_closest_marker("notifications")
    found: Browser = request.getfixturevalue("whole_browser" if notified else "light_browser")
    return found


@pytest.fixture
def people(
    browser: Browser, start_server: StartServer, push_service: PushService, request: pytest.FixtureRequest
) -> Iterator[People]:
    """`peter = people("peter", server.url)`: a phone of 390x844; `desk=True` gives a desktop browser instead.

    It stands on `start_server` only so that everybody has left before a server stops.
    """
    met: list[Person] = []

    def meet(name: str, home: str, *, desk: bool = False, **options: Any) -> Person:
        device = {"viewport": DESK} if desk else {"viewport": PHONE, "is_mobile": True, "has_touch": True}
        settings = {
            "base_url": home,
            "locale": "da-DK",
            "timezone_id": "Europe/Copenhagen",
            "reduced_motion": "reduce",
            "permissions": ["notifications"],
        }
        settings |= options
        context = browser.new_context(**device | settings)
        context.set_default_timeout(15_000)
        push = PhonePush()
        push_service.give_endpoint(push)
        person = Person(name, context, context.new_page(), push, home)
        person.watch(context)
        push.take_the_place_of_the_browsers(context)
        context.add_init_script(TELL_OF_VIOLATIONS)
        if "notifications" in settings["permissions"]:
            context.add_init_script(HAS_SAID_YES)
        met.append(person)
        return person

    yield meet

    failed = request.node.stash.get(FAILED, False)
    for person in met:
        if failed and not person.page.is_closed():
            print(f"--- the last {person.name} saw: {person.picture(f'failed-{request.node.name}-{person.name}')}")
        # Somebody may still be listening to what the page asks: it ends with the story, and not in the next one.
        person.context.unroute_all(behavior="ignoreErrors")
        person.context.close()
    if not failed:
        surprises = [said for person in met for said in person.surprises()]
        assert not surprises, "The browser had something to say:\n" + "\n".join(surprises)
