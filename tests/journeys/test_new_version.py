"""A new version is offered, never forced (and the old one leaves nothing behind)."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import press
from tests.journeys.conftest import signs_in
from tests.support.browser import People, Person
from tests.support.server import Server, StartServer

OFFER = "Der er en ny udgave af Stafet"
NEW = "<title>Stafet, ny udgave"


@pytest.fixture
def server(told_url: str, built: Path, tmp_path: Path, start_server: StartServer) -> Server:
    return start_server(told_url, STAFET_STATIC_DIR=str(shutil.copytree(built, tmp_path / "static")))


def build_anew(server: Server) -> None:
    """A new build, and the operator restarts."""
    becomes_a_new_build(Path(server.environment["STAFET_STATIC_DIR"]))
    server.stop()
    server.start()


def becomes_a_new_build(folder: Path) -> None:
    """What a new build changes: a file, and the worker's list with its sum."""
    page, worker = folder / "index.html", folder / "sw.js"
    page.write_text(page.read_text().replace("<title>Stafet", NEW))
    listed = re.sub(r"(\[`/index\.html`,`)[^`]+", r"\1changed", worker.read_text())
    worker.write_text(re.sub(r"(\]\],`)[^`]+(`,self\.location)", r"\1new-version\2", listed))
    for packed in [*folder.glob("index.html.*"), *folder.glob("sw.js.*")]:
        packed.unlink()


def at_home_with_the_app(people: People, server: Server, *, keeps: bool = True) -> Person:
    peter = people("peter", server.url)
    signs_in(peter, "peter")
    peter.goto("/")
    peter.wait_for_the_worker(keeps=keeps)
    # The moment between two servers is a moment without a network.
    peter.expects("net::ERR_")
    return peter


def caches_of(person: Person) -> list[str]:
    names: list[str] = person.page.evaluate("caches.keys()")
    return names


def test_a_new_version_is_offered_and_taken_at_a_press(server: Server, people: People) -> None:
    peter = at_home_with_the_app(people, server)
    before = caches_of(peter)
    build_anew(server)
    peter.page.reload()
    expect(peter.page.get_by_text(OFFER)).to_be_visible()
    expect(peter.page).not_to_have_title(re.compile("ny udgave"))
    with peter.page.expect_navigation():
        press(peter.page, "Skift nu")
    expect(peter.page.get_by_role("heading", level=1)).to_be_attached()
    assert NEW in peter.page.evaluate("fetch('/').then((answer) => answer.text())")
    after = caches_of(peter)
    assert [len(after), set(before) & set(after)] == [1, set()]


def test_a_new_version_does_not_disturb_somebody_who_is_writing(server: Server, people: People) -> None:
    peter = at_home_with_the_app(people, server)
    peter.goto("/write?kind=need")
    build_anew(server)
    field = peter.page.get_by_label("Det har jeg brug for")
    field.fill("Ro, mens jeg skriver")
    peter.page.reload()
    peter.page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          const found = () => registration.waiting ?? registration.installing;
          const next = (from, name) => new Promise((go) => from.addEventListener(name, go, { once: true }));
          if (!found()) await next(registration, "updatefound");
          while (found().state !== "installed") await next(found(), "statechange");
        }"""
    )
    expect(field).to_have_value("Ro, mens jeg skriver")
    expect(peter.page.get_by_text(OFFER)).to_have_count(0)


def rename_the_invitations_file(server: Server) -> None:
    """A new build of an online chunk: other names, so that the old ones are gone from the server."""
    assets = Path(server.environment["STAFET_STATIC_DIR"]) / "assets"
    invite, app = next(assets.glob("online/invite-*.js")).name, next(assets.glob("index-*.js")).name
    names = {invite: "invite-AAAAAAAA.js", app: "index-AAAAAAAA.js"}
    for path in [*assets.rglob("*.js"), assets.parent / "index.html", assets.parent / "sw.js"]:
        text = path.read_text()
        for old, new in names.items():
            text = text.replace(old, new)
        path.write_text(text)
    (assets / "online" / invite).rename(assets / "online" / names[invite])
    (assets / app).rename(assets / names[app])


def test_a_screen_that_the_server_no_longer_has_leads_to_the_new_version(server: Server, people: People) -> None:
    peter = at_home_with_the_app(people, server)
    rename_the_invitations_file(server)
    build_anew(server)
    peter.expects("404")
    peter.expects("dynamically imported module")

    peter.page.evaluate(
        "(async () => { history.pushState({}, '', '/invite'); dispatchEvent(new PopStateEvent('popstate')); })()"
    )

    expect(peter.page.get_by_text("Siden her kræver den nye udgave.")).to_be_visible()
    expect(peter.page.get_by_role("button", name="Skift nu")).to_have_count(1)
    with peter.page.expect_navigation():
        press(peter.page, "Skift nu")
    expect(peter.page.get_by_role("heading", level=1, name="Invitér en, du stoler på")).to_be_visible()


def test_a_screen_that_needs_the_network_says_so_and_comes_by_itself(server: Server, people: People) -> None:
    peter = at_home_with_the_app(people, server)
    peter.expects("dynamically imported module")
    with peter.offline():
        peter.goto("/invite")
        expect(peter.page.get_by_text("siden her kræver net")).to_be_visible()
        expect(peter.page.get_by_role("link", name="Hjælp lige nu")).to_be_visible()
    expect(peter.page.get_by_role("heading", level=1, name="Invitér en, du stoler på")).to_be_visible()
