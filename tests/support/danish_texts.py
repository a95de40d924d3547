"""Every Danish text of the product, wherever it is kept: the app's catalogue, and what the server says itself."""

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from stafet.domain import calendar, consent_texts, export_da, paper_da
from stafet.identity.demo import DEMO_PEOPLE
from stafet.push import payload
from tests.support.repository import ROOT

FILLED_IN = "Karen"
GAP = re.compile(r"\{\w+(?::\w+)?\}")


class Text(NamedTuple):
    """A text and where it stands: "own.ts:12 own.erase.lead"."""

    file: str
    place: str
    words: str

    @property
    def where(self) -> str:
        return f"{self.file} {self.place}"


@cache
def catalogue(lang: str = "da") -> tuple[Text, ...]:
    """The app's own words, read by the compiler that knows them."""
    node = shutil.which("node")
    assert node is not None, "The app's texts are read with Node."
    done = subprocess.run(
        [node, "scripts/catalogue.mjs", lang], cwd=ROOT / "pwa", capture_output=True, check=True, text=True
    )
    return tuple(Text(one["file"], f"{one['line']} {one['place']}", one["text"]) for one in json.loads(done.stdout))


@cache
def of_the_server() -> tuple[Text, ...]:
    """Messages on a lock screen, the words of a consent, papers, the file with everything, calendars, content."""
    said: dict[str, Any] = {
        "push/payload.py": payload.TEXTS["da"],
        "domain/consent_texts.py": [consent_texts.DANISH, consent_texts.DANISH_UNIT],
        "domain/paper_da.py": paper_da.DA,
        "domain/export_da.py": export_da.DA,
        "domain/calendar.py": [calendar.NAME["da"], calendar.TITLE["da"], calendar.KINDS["da"]],
        "identity/demo.py": [one.role_da for one in DEMO_PEOPLE],
    }
    for file in sorted((ROOT / "backend/stafet/content").rglob("*.toml")):
        said[f"content/{file.name}"] = list(danish(tomllib.loads(file.read_text(encoding="utf-8"))))
    return tuple(
        Text(file, place, GAP.sub(FILLED_IN, words))
        for file, texts in said.items()
        for place, words in flat(msgspec.to_builtins(texts, str_keys=True))
    )


def danish(content: object) -> Iterator[str]:
    """In the operator's files a text is `{ da = ..., en = ... }`."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from [value] if key == "da" and isinstance(value, str) else danish(value)
    elif isinstance(content, list):
        for value in content:
            yield from danish(value)


def flat(texts: object, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(texts, str):
        yield place, texts
    elif isinstance(texts, dict):
        for key, value in texts.items():
            if key not in {"id", "lang"}:
                yield from flat(value, f"{place}.{key}".strip("."))
    elif isinstance(texts, list):
        for number, value in enumerate(texts):
            yield from flat(value, f"{place}[{number}]")


def files() -> list[Path]:
    return sorted((ROOT / "pwa/src/texts/da").glob("*.ts"))
