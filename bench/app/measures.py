"""One measure each: a number of milliseconds, frames or megabytes, from a page that is slowed four times."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise

from playwright.sync_api import BrowserContext, Locator, Page

from bench.app.ground import DREAM, slowed

# When the words are in the page, and the frame after that has been drawn.
WORDS_ON_THE_GLASS = """(words) => {
  window.wordsAt = 0;
  addEventListener("DOMContentLoaded", () => {
    const there = () => document.body.textContent.includes(words);
    const drawn = () => requestAnimationFrame(() => setTimeout(() => { window.wordsAt = performance.now(); }));
    if (there()) { drawn(); return; }
    const watch = new MutationObserver(() => { if (there()) { watch.disconnect(); drawn(); } });
    watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}"""

# From the touch to the frame that answers it, as Interaction to Next Paint counts: the longest event of each touch.
TOUCHES = """() => {
  window.touches = new Map();
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId) window.touches.set(interactionId, Math.max(duration, window.touches.get(interactionId) ?? 0));
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
}"""

FRAMES = """() => {
  window.frames_ = [];
  const next = (now) => { window.frames_.push(now); window.counting = requestAnimationFrame(next); };
  window.counting = requestAnimationFrame(next);
}"""
FRAME = 1000 / 60


@contextmanager
def opened(context: BrowserContext, path: str) -> Iterator[Page]:
    """A page of its own, slowed before it knows where it goes."""
    page = context.new_page()
    slowed(page)
    page.add_init_script(f"({WORDS_ON_THE_GLASS})({DREAM!r})")
    page.goto(path)
    yield page
    page.close()


def start(context: BrowserContext, path: str) -> float:
    """From the address to the dream on the glass, in milliseconds."""
    with opened(context, path) as page:
        return drawn(page)


def drawn(page: Page) -> float:
    """When the words were on the glass."""
    found: float = page.evaluate(
        "() => new Promise((go) => { const look = () => wordsAt ? go(wordsAt) : setTimeout(look, 20); look(); })"
    )
    return found


def touches(page: Page, acts: list[Callable[[], None]]) -> list[float]:
    """How long each act took to its next frame. What took less than 16 ms is told as 16."""
    page.evaluate(TOUCHES)
    for act in acts:
        act()
        # A person looks before touching again; and the frame has to be drawn before it is told.
        page.evaluate("() => new Promise((go) => requestAnimationFrame(() => setTimeout(go, 100)))")
    told: list[float] = page.evaluate("[...window.touches.values()]")
    return (told + [16.0] * len(acts))[: len(acts)]


def tabs(bar: Locator) -> list[Callable[[], None]]:
    """A tap on each of the places at the foot, twice round."""
    return [bar.nth(number % 5).tap for number in range(10)]


def letters(page: Page, field: Locator) -> list[Callable[[], None]]:
    """Writing, letter by letter."""
    field.tap()
    return [partial(page.keyboard.press, letter) for letter in "jeg vil"]


def late_frames(page: Page) -> tuple[float, int]:
    """Through the whole list with a finger: the share of frames that did not come, and the longest wait in ms."""
    session = page.context.new_cdp_session(page)
    page.evaluate(FRAMES)
    for distance in (-6000, 3000, -6000):
        gesture = {"x": 195, "y": 500, "yDistance": distance, "speed": 4000, "gestureSourceType": "touch"}
        session.send("Input.synthesizeScrollGesture", gesture)
    frames: list[float] = page.evaluate("() => { cancelAnimationFrame(window.counting); return window.frames_; }")
    gaps = [later - earlier for earlier, later in pairwise(frames)]
    missed = sum(max(0, round(gap / FRAME) - 1) for gap in gaps)
    return missed / (missed + len(frames)), round(max(gaps))


def heap(page: Page) -> float:
    """What JavaScript holds after everything that may go has gone, in megabytes."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used / (1 << 20)
