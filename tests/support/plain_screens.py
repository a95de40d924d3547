"""The words of a screen as it is now, and whether they are plain Danish: tests.support.plain_danish says what that is.

What people wrote themselves is theirs, and is not judged. What is only heard is: it stands in the catalogue.
"""

import re

from playwright.sync_api import Page

from tests.support.danish_texts import FILLED_IN
from tests.support.plain_danish import SCREEN, STRICT, faults, told, too_hard

# Where somebody says yes to something, or reads what they said yes to.
STRICTER = re.compile(r" /(consents|invite)")

# [words, whether they stand in a heading, a list, a label or something to press].
BLOCKS = """(filledIn) => {
  const OWN = ".own, .said-by";
  const SILENT = "script, style, svg, .hide, textarea, select, option, input, code, [lang]:not([lang=da])";
  const LISTED = "h1, h2, h3, h4, ul, ol, dl, table, nav, label, legend, summary, button, a";
  const blocks = new Map();
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let before;
  while (nodes.nextNode()) {
    const node = nodes.currentNode, near = node.parentElement;
    if (near.closest(SILENT) || !near.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    let block = near;
    while (/^(inline|contents)$/.test(getComputedStyle(block).display)) block = block.parentElement;
    if (node.nodeName === "BR") blocks.get(block)?.push("");
    if (node.nodeType !== Node.TEXT_NODE) continue;
    const own = near.closest(OWN);
    if (own && own.contains(block)) continue;
    const lines = blocks.get(block) ?? [""];
    // What stands in two elements is two words, also without a space between them.
    lines.push(lines.pop() + (near === before ? "" : " ") + (own ? filledIn : node.data));
    blocks.set(block, lines);
    before = near;
  }
  return [...blocks].flatMap(([block, lines]) => lines.map((words) => [words, block.closest(LISTED) !== null]))
    .filter(([words]) => /\\p{L}/u.test(words));
}"""


def assert_plain(page: Page, name: str) -> None:
    """Nothing on this screen is harder than a tired person can read."""
    blocks: list[tuple[str, bool]] = page.evaluate(BLOCKS, FILLED_IN)
    assert blocks, f"{name} says nothing"
    found = [fault for words, listed in blocks for fault in faults(words, listed=listed)]
    found += too_hard([words for words, listed in blocks if not listed], STRICT if STRICTER.search(name) else SCREEN)
    assert not found, "Not plain Danish:\n" + told((name, fault) for fault in found)
