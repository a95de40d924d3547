"""`make bench-app`: how the app feels on a cheap phone, as one table. Four times slower, offline, with 500 items.

python -m bench.app [--turns 7]
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.app import measures
from bench.app.ground import ITEMS, PHONE, Ground, ground, peters_phone
from bench.table import Row, show, yes
from tests.support import chromium

WALK = (
    "/", "/plan", "/plan/strengths", "/plan/needs", "/plan/agreements", "/plan/private", "/safety", "/meetings",
    "/team", "/settings", "/waiting", "/write?kind=need",
)  # fmt: skip
FOLLOW = "(path) => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }"
TABS = ("nav.tabs > a", "nav > a")


def told(values: list[float], unit: str = "ms") -> str:
    """The middle of them, and the least and the most."""
    return f"{median(values):.0f} {unit} ({min(values):.0f}-{max(values):.0f})"


def line(what: str, values: list[float], limit: float, beside: list[float], unit: str = "ms") -> Row:
    """One row, with what the bare page needed and how many times that ours is."""
    times = median(values) / max(median(beside), 1)
    goal, reached = f"<= {limit:.0f} {unit}", f"{told(values, unit)} {yes(median(values) <= limit)}"
    return Row(what, "-", goal, reached, f"bare {told(beside, unit)}: {times:.1f} times")


def starts(ours: BrowserContext, bare: BrowserContext, at: Ground, turns: int) -> Row:
    """The two take turns, so that other work on the machine meets both. The first turn warms up."""
    pairs = []
    for _ in range(turns + 1):
        ours.set_offline(offline=True)
        own = measures.start(ours, "/")
        pairs.append((own, measures.start(bare, at.bare)))
    return line(
        f"cold start offline, {ITEMS} items", [one for one, _ in pairs[1:]], 600, [other for _, other in pairs[1:]]
    )


def touched(ours: BrowserContext, bare: BrowserContext, at: Ground, turns: int) -> list[Row]:
    """A tap on a tab, and a letter."""
    found: dict[str, list[list[float]]] = {"tab": [[], []], "letter": [[], []]}
    for _ in range(turns):
        for which, (context, path, tabs, write) in enumerate(
            ((ours, "/", TABS[0], "/write?kind=need"), (bare, at.bare, TABS[1], at.bare))
        ):
            with measures.opened(context, path) as page:
                bar = page.locator(tabs)
                bar.first.wait_for()
                found["tab"][which] += measures.touches(page, measures.tabs(bar))
            with measures.opened(context, write) as page:
                field = page.locator("textarea").first
                acts = measures.letters(page, field)
                found["letter"][which] += measures.touches(page, acts)
    return [
        line("a tap on a tab to its next frame", *(found["tab"][0], 200, found["tab"][1])),
        line("a letter to its next frame", *(found["letter"][0], 200, found["letter"][1])),
    ]


def scrolled(ours: BrowserContext, bare: BrowserContext, at: Ground, turns: int) -> list[Row]:
    """A finger through 500 rows."""
    share: list[list[float]] = [[], []]
    longest: list[list[float]] = [[], []]
    for _ in range(turns):
        for which, (context, path) in enumerate(((ours, "/plan/strengths"), (bare, at.bare))):
            with measures.opened(context, path) as page:
                page.get_by_text(at.words[-1]).first.wait_for(state="attached")
                missed, wait = measures.late_frames(page)
                share[which].append(100 * missed)
                longest[which].append(wait)
    return [
        line(f"frames missed while scrolling {ITEMS} rows", share[0], 10, share[1], "%"),
        line(f"longest wait while scrolling {ITEMS} rows", longest[0], 200, longest[1]),
    ]


def walked(ours: BrowserContext, bare: BrowserContext, at: Ground) -> list[Row]:
    """What lies in memory at the first screen, and after five walks through twelve."""
    with measures.opened(bare, at.bare) as page:
        beside = measures.heap(page)
    with measures.opened(ours, "/") as page:
        measures.drawn(page)
        first = measures.heap(page)
        after = [walk(page) for _ in range(5)]
    grown = 100 * (after[-1] / after[0] - 1)
    return [
        Row("JavaScript in memory at the first screen", "-", "<= 15 MB", f"{first:.1f} MB {yes(first <= 15)}",
            f"bare {beside:.1f} MB"),
        Row("grown from the first walk to the fifth", "-", "<= 10 %", f"{grown:.0f} % {yes(grown <= 10)}",
            " ".join(f"{one:.1f}" for one in after) + " MB"),
    ]  # fmt: skip


def walk(page: Page) -> float:
    """Through the app without loading it anew, as its own links do."""
    for path in WALK:
        page.evaluate(
            "(path) => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }", path
        )
        page.evaluate("() => new Promise((go) => requestAnimationFrame(() => setTimeout(go, 50)))")
    return measures.heap(page)


def measure(browser: Browser, at: Ground, turns: int) -> list[Row]:
    """Every case."""
    ours, bare = peters_phone(browser, at), browser.new_context(**PHONE)
    cases: list[Callable[[], list[Row]]] = [
        lambda: [starts(ours, bare, at, turns)],
        lambda: touched(ours, bare, at, turns),
        lambda: scrolled(ours, bare, at, turns),
        lambda: walked(ours, bare, at),
    ]
    return [row for case in cases for row in case()]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=7, help="how often each is measured")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="stafet-bench-app-") as home, sync_playwright() as playwright:
        path = chromium.find_light(playwright)
        if path is None:
            raise SystemExit(chromium.ADVICE)
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        with ground(Path(home)) as at:
            show(measure(browser, at, options.turns))
        browser.close()


if __name__ == "__main__":
    main()
