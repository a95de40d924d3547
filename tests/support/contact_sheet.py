"""docs/contact-sheet.md: the whole app at a glance, of the pictures that the tests compare. For `make pictures`."""

import json
import re
import sys
from collections.abc import Iterable
from html import escape
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from tests.support.pictures import ACCEPTED, RESULTS

PAGE = ACCEPTED.with_suffix(".md")
INDEX = ACCEPTED / "index.json"
ACROSS = 5

SECTIONS = {
    "citizen": "The citizen's phone",
    "relative": "A relative's phone",
    "professional": "Professionals, at a desk and on a phone",
    "nobody": "Before anybody has signed in, and on the way in",
    "parts": "The parts, in every way a phone can show them",
}
WHO = {
    "peter": "citizen", "lars": "citizen", "karen": "relative", "guest": "nobody", "tove": "nobody",
    "parts": "parts",
}  # fmt: skip

HEAD = """# The contact sheet

Every screen and state that the tests visit, as it looked when somebody last said yes to it. `make pictures` takes them
anew and writes this page; `tests/journeys/test_screens.py` compares each with the screen as it is now. How, and what to
do when one differs: [decisions/0050-pictures.md](decisions/0050-pictures.md). The people are invented, and it is always
Monday the 30th of November 2026, 09.20, unless the picture says otherwise. Grey boxes hide what chance makes: ids,
sums, codes, and the fields for days and hours, which each browser draws in its own way.
"""


class Shown(NamedTuple):
    """One picture and what it is of."""

    file: str
    name: str
    person: str
    title: str

    @property
    def section(self) -> str:
        return WHO.get(self.person, "professional")

    @property
    def state(self) -> str:
        return self.name.partition(" /")[0]

    @property
    def route(self) -> str:
        _, slash, path = self.name.partition(" /")
        return f"/{path}" if slash else ""


def told() -> list[Shown]:
    """What this run has told, and what was told before where only some were taken."""
    before = json.loads(INDEX.read_text("utf-8")) if INDEX.exists() and "--all" not in sys.argv else []
    now = [json.loads(one.read_text("utf-8")) for one in RESULTS.glob("*.json")]
    all_told = {one["file"]: Shown(**one) for one in [*before, *now]}
    return sorted(one for one in all_told.values() if (ACCEPTED / f"{one.file}.webp").exists())


def written(pictures: Iterable[Shown]) -> str:
    parts = [HEAD]
    shown = list(pictures)
    for section, heading in SECTIONS.items():
        there = [one for one in shown if one.section == section]
        if not there:
            continue
        parts.append(f"\n## {heading}\n")
        for state, tiles in groupby(sorted(there, key=by_state), key=lambda one: one.state):
            parts += folded(state, list(tiles))
    return "".join(parts)


def by_state(one: Shown) -> tuple[str, str]:
    return one.state, one.file


def folded(state: str, tiles: list[Shown]) -> Iterable[str]:
    """A state by day, and folded away by night."""
    yield f"\n<details open><summary>{escape(state)}: {len(tiles)}</summary>\n\n{table(tiles)}\n</details>\n"
    dark = [one._replace(file=f"{one.file}-dark") for one in tiles if (ACCEPTED / f"{one.file}-dark.webp").exists()]
    if dark:
        yield f"\n<details><summary>{escape(state)}, by night</summary>\n\n{table(dark)}\n</details>\n"


def table(tiles: list[Shown]) -> str:
    rows = [tiles[at : at + ACROSS] for at in range(0, len(tiles), ACROSS)]
    return "<table>\n" + "".join(f"<tr>\n{''.join(map(tile, row))}</tr>\n" for row in rows) + "</table>\n"


def tile(one: Shown) -> str:
    words = f"<b>{escape(one.title)}</b>" + (f"<br><code>{escape(one.route)}</code>" if one.route else "")
    alt = escape(f"{one.title}, {one.state}")
    return f'<td valign="top"><img src="contact-sheet/{one.file}.webp" width="195" alt="{alt}"><br>{words}</td>\n'


def forgets_what_is_gone(pictures: list[Shown]) -> None:
    known = {one.file for one in pictures}
    for path in ACCEPTED.glob("*.webp"):
        if re.sub(r"-dark$", "", path.stem) not in known:
            path.unlink()


def main() -> None:
    pictures = told()
    forgets_what_is_gone(pictures)
    INDEX.write_text(json.dumps([one._asdict() for one in pictures], ensure_ascii=False, indent=1) + "\n", "utf-8")
    PAGE.write_text(written(pictures), "utf-8")
    size = sum(path.stat().st_size for path in Path(ACCEPTED).iterdir())
    sys.stdout.write(f"{len(pictures)} pictures, {size / 1e6:.1f} MB: {PAGE}\n")


if __name__ == "__main__":
    main()
