"""The page that shows every part with its states: all of them, readable however a phone shows it, and only there."""

import functools
import http.server
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support import pictures
from tests.support.accessibility import assert_accessible
from tests.support.browser import PHONE, Person
from tests.support.glass import LOST

PWA = Path(__file__).parents[2] / "pwa"
WAYS = {
    "by day": {},
    "by night": {"color_scheme": "dark"},
    "more contrast": {"contrast": "more"},
    "by night, more contrast": {"color_scheme": "dark", "contrast": "more"},
    "the phone's own colours": {"forced_colors": "active", "color_scheme": "dark"},
}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *said: object) -> None:
        pass


@pytest.fixture
def page_of_parts(tmp_path: Path) -> Iterator[str]:
    """Built as `npm run parts` serves it."""
    built = tmp_path / "parts"
    command = ["node_modules/.bin/vite", "build", "--config", "src/dev/vite.config.ts", "--outDir", str(built)]
    subprocess.run([*command, "--logLevel", "error"], cwd=PWA, check=True)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=built)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_every_part_is_on_the_page_of_parts() -> None:
    exported = re.findall(r"export \{([^}]+)\}", (PWA / "src" / "ui" / "index.ts").read_text())
    names = {name.strip() for line in exported for name in line.split(",")}
    # The frame of the page draws what can be undone, as on every screen.
    parts = {name for name in names if re.fullmatch(r"[A-Z]\w+", name)} - {"Undo"}
    page = (PWA / "src" / "dev" / "Parts.tsx").read_text()
    assert sorted(part for part in parts if f"<{part}" not in page) == []


def test_nothing_of_the_page_of_parts_is_in_the_app(built: Path) -> None:
    words = "Parts and their states"
    assert words in (PWA / "src" / "dev" / "Parts.tsx").read_text()
    assert [one.name for one in built.rglob("*") if one.is_file() and words.encode() in one.read_bytes()] == []


def test_every_part_can_be_read_in_every_way_a_phone_can_show_it(browser: Browser, page_of_parts: str) -> None:
    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True, reduced_motion="reduce")
    pictures.stand_still(context)
    person = Person("parts", context, context.new_page(), None, page_of_parts)  # type: ignore[arg-type]
    page: Page = person.page
    page.goto(page_of_parts)
    page.get_by_role("heading", level=1).wait_for()
    pictures.pin(page)
    for name, way in WAYS.items():
        page.emulate_media(reduced_motion="reduce", **{"color_scheme": "light", "contrast": "no-preference"} | way)  # type: ignore[arg-type]
        pictures.looks_as_accepted(person, f"parts {name}", tallest=9000)
        assert_accessible(page, f"the parts, {name}", only="" if name == "by day" else "color-contrast")
    page.emulate_media(color_scheme="light", contrast="no-preference", forced_colors="none")
    for size in ("16px", "32px"):
        page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        page.set_viewport_size({"width": 320 if size == "16px" else PHONE["width"], "height": 700})
        assert page.evaluate(LOST, page.viewport_size["width"]) == [], size  # type: ignore[index]
    context.close()
    assert person.surprises() == []
