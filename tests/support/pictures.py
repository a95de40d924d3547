"""Pictures of screens that come out alike on every machine: the time stands still, the letters are always the same.

The app itself is not touched. Its policy allows no foreign style or font file, and that stays so: the letters are
handed to the page as bytes, the rules as a style sheet made by script.
"""

import base64
import io
import json
import os
import re
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import BrowserContext, Page

from tests.support import likeness
from tests.support.browser import Person

ROOT = Path(__file__).parents[2]
ACCEPTED = ROOT / "docs" / "contact-sheet"
RESULTS = ROOT / "test-results" / "pictures"
# `make pictures` says yes to what the screens look like now.
ACCEPTING = os.environ.get("STAFET_PICTURES") == "accept"
# Seconds until a screen that does not look as it should is a screen that has changed.
PATIENCE = 12
# A Monday in winter, 09.20 in Copenhagen: the meeting of the story is on Friday.
MOMENT = datetime(2026, 11, 30, 8, 20, tzinfo=UTC)
# One screen and a half: what lies further down is more of the same.
TALLEST = 1266

STANDS_STILL = """(() => {
  const at = %d, Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(at); }
    static now() { return at; }
  };
})();"""

FONTS = ROOT / "pwa" / "node_modules" / "@fontsource"
FACES = (
    ("Voice", "noto-serif", 400),
    ("Words", "noto-sans", 400),
    ("Words", "noto-sans", 500),
    ("Words", "noto-sans", 600),
    ("Words", "noto-sans", 700),
)
# Where a line breaks is the browser's choice in these three; in the pictures it is not.
RULES = """
:root { --own: Voice !important; --ui: Words !important; }
* { text-wrap: wrap !important; hyphens: manual !important; caret-color: transparent !important; }
"""
PIN = """async ([faces, rules]) => {
  if (document.fonts.check("16px Voice") && globalThis.pinned) return;
  globalThis.pinned = true;
  for (const [family, weight, data] of faces) {
    const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
    document.fonts.add(await new FontFace(family, bytes.buffer, { weight: String(weight) }).load());
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  await document.fonts.ready;
}"""
# Made anew for each test: sums, ids and codes become noughts, as wide as each other; a square that carries a link is
# painted over. So are the fields for days and hours, which the browser draws in a way and a language of its own.
EVEN = """() => {
  for (const one of document.querySelectorAll(".mono, .told-code, .link-text")) {
    const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(/[0-9A-Za-z]/g, "0");
  }
  return [...document.querySelectorAll(".qr, [type=date], [type=time]")].map((one) => {
    const box = one.getBoundingClientRect();
    return [box.left, box.top, box.right, box.bottom];
  });
}"""


def stand_still(context: BrowserContext, at: datetime = MOMENT) -> None:
    """The phone's clock says one moment, and goes on saying it. What is said last holds."""
    context.add_init_script(STANDS_STILL % int(at.timestamp() * 1000))


@cache
def faces() -> list[tuple[str, int, str]]:
    return [(family, weight, base64.b64encode(font(name, weight)).decode()) for family, name, weight in FACES]


def font(name: str, weight: int) -> bytes:
    return (FONTS / name / "files" / f"{name}-latin-{weight}-normal.woff2").read_bytes()


def pin(page: Page) -> None:
    """From now on this page is written with the letters of the pictures."""
    page.evaluate(PIN, [faces(), RULES])


def take(page: Page, tallest: int = TALLEST) -> Image.Image:
    """The whole screen, as on a glass that is long enough, without what is different each time."""
    glass = page.viewport_size
    assert glass is not None
    height = max(min(page.evaluate("document.scrollingElement.scrollHeight"), tallest), glass["height"])
    if height != glass["height"]:
        page.set_viewport_size({**glass, "height": height})
    page.evaluate("scrollTo(0, 0)")
    by_chance = page.evaluate(EVEN)
    # Nothing is in the middle of something, and no field blinks.
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    drawing = ImageDraw.Draw(picture)
    for left, top, right, bottom in by_chance:
        drawing.rectangle((left, top, right, bottom), fill="grey")
    if height != glass["height"]:
        page.set_viewport_size(glass)
    return picture


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9æøå]+", "-", name.lower()).strip("-")


def looks_as_accepted(person: Person, name: str, tallest: int = TALLEST) -> str:
    """The screen is as it was when somebody looked at it and said yes, at once or soon. The name of the picture's file.

    What differs fails the test when it ends, so that one run tells of every screen that does.
    """
    file = named(person, name)
    accepted = ACCEPTED / f"{file}.webp"
    if ACCEPTING:
        likeness.keep(at_rest(person.page, tallest), accepted)
        tell_of(person, name, file)
    elif not accepted.exists():
        person.problems.append(f"picture: nobody has looked at {file} yet. 'make pictures' takes it")
    else:
        with Image.open(accepted) as before:
            found = soon_alike(person.page, before, tallest)
        if found:
            RESULTS.mkdir(parents=True, exist_ok=True)
            shown = RESULTS / f"{file}.png"
            found.shown.save(shown)
            person.problems.append(f"picture: {file}: {found.said}. See {shown}; if it is meant, 'make pictures'")
    return file


def soon_alike(page: Page, accepted: Image.Image, tallest: int) -> likeness.Difference | None:
    """A screen may still be fetching something: it is given the time that a person would give it."""
    until = time.monotonic() + PATIENCE
    while found := likeness.difference(accepted, take(page, tallest)):
        if time.monotonic() > until:
            return found
        page.wait_for_timeout(300)
    return None


def at_rest(page: Page, tallest: int) -> Image.Image:
    """The screen when it has looked the same twice."""
    last = take(page, tallest)
    until = time.monotonic() + 2 * PATIENCE
    while time.monotonic() < until:
        page.wait_for_timeout(400)
        now = take(page, tallest)
        if now.tobytes() == last.tobytes():
            return now
        last = now
    raise AssertionError(f"{page.url} does not come to rest")


def also_by_night(person: Person, file: str) -> None:
    """For the contact sheet, one glass high. That a colour is right by night is a rule of the tokens, and axe's."""
    if ACCEPTING:
        likeness.keep(take(person.page, tallest=0), ACCEPTED / f"{file}-dark.webp", likeness.ROUGH)


def named(person: Person, name: str) -> str:
    """The file's name. A second of the same name in one walk is another screen: it has a number."""
    person.taken[name] += 1
    return slug(f"{name} {person.taken[name]}" if person.taken[name] > 1 else name)


def tell_of(person: Person, name: str, file: str) -> None:
    """What the contact sheet says of it."""
    told = {"file": file, "name": name, "person": person.name, "title": person.page.locator("h1").first.inner_text()}
    RESULTS.mkdir(parents=True, exist_ok=True)
    fragment = RESULTS / f"{file}.json"
    if fragment.exists() and json.loads(fragment.read_text("utf-8"))["name"] != name:
        raise AssertionError(f"two screens have one picture: {name} and {fragment.name}")
    fragment.write_text(json.dumps(told, ensure_ascii=False))
