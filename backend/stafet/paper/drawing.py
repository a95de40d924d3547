"""A paper drawn by typst, tagged for screen readers (PDF/UA-1), with our own fonts and nothing from a network.

Texts reach the drawing as data and are put down as text: what looks like a command is printed as it is written.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typst

from stafet.paper.characters import printable, strictly

HERE = Path(__file__).parent
Check = Callable[[str], tuple[str, bool]]


def draw(paper: dict[str, Any]) -> bytes:
    """The PDF. A character that no font of ours holds is drawn as a box, and the paper says so."""
    try:
        return _compiled(_with_characters(paper, printable))
    except typst.TypstError:
        # A rare row of characters that no font holds together: then only the plain ones are drawn.
        return _compiled(_with_characters(paper, strictly))


def _compiled(paper: dict[str, Any]) -> bytes:
    return typst.compile(
        HERE / "templates" / "main.typ",
        format="pdf",
        # The only folder a drawing can read from.
        root=HERE / "templates",
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(paper)},
        # PDF/UA-1 demands tags, a title and a language; what cannot be read aloud is an error.
        pdf_standards=["ua-1"],
        # Packages would be fetched from a network: there are none.
        package_path=HERE / "none",
        package_cache_path=HERE / "none",
    )


def _with_characters(paper: dict[str, Any], check: Check) -> dict[str, Any]:
    """The same paper, with every text made of characters that can be drawn."""
    lost = False

    def walk(value: Any) -> Any:
        nonlocal lost
        if isinstance(value, str):
            text, missed = check(value)
            lost = lost or missed
            return text
        if isinstance(value, list):
            return [walk(one) for one in value]
        if isinstance(value, dict):
            return {key: (one if key == "qr" else walk(one)) for key, one in value.items()}
        return value

    walked: dict[str, Any] = walk(paper)
    return walked if lost else walked | {"missingWord": ""}
