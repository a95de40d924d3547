"""axe-core on the screen as it is. It finds about half of what can be wrong: keyboard and words have tests."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "pwa" / "node_modules" / "axe-core" / "axe.min.js"


@cache
def axe() -> str:
    return f"(() => {{ {AXE.read_text(encoding='utf-8')} }})()"


def violations(page: Page, only: str = "") -> list[dict[str, Any]]:
    if not page.evaluate("typeof window.axe === 'object'"):
        # Evaluated, not added as a script element: the app's policy allows no foreign script, and that stays so.
        page.evaluate(axe())
    found: list[dict[str, Any]] = page.evaluate(
        "async (only) => (await axe.run(document, only ? { runOnly: [only] } : {})).violations", only
    )
    return found


def assert_accessible(page: Page, name: str, *, only: str = "") -> None:
    """No violation of any rule, or of the one rule that is asked about."""
    found = violations(page, only)
    told = [
        f"  {rule['id']} ({rule['impact']}): {rule['help']}\n"
        + "\n".join(f"    {' '.join(map(str, node['target']))}  {node['html'][:160]}" for node in rule["nodes"])
        for rule in found
    ]
    assert not found, f"axe on {name}:\n" + "\n".join(told)
