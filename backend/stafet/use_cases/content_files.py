"""Reads the operator's content from its files, and says what is wrong with them: where, what, how to mend it."""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from stafet.domain.content import Checklist, Content, Entry, FollowUps, Line, Municipality, Organisation, Region

SHIPPED = Path(__file__).parents[1] / "content"
DEMO = SHIPPED / "demo"

Of = TypeVar("Of", bound=Entry)

FILES: Mapping[str, Mapping[str, type[Entry]]] = {
    "lines.toml": {"line": Line},
    "regions.toml": {"region": Region},
    "municipalities.toml": {"municipality": Municipality},
    "organisations.toml": {"organisation": Organisation},
    "templates.toml": {"follow_ups": FollowUps, "checklist": Checklist},
}
"""Each file, and what its tables are."""

MENDED_BY = {
    "id": 'small letters, figures and hyphens, at most 40: id = "livslinien"',
    "label": 'a name in both languages: label = { da = "...", en = "..." }',
    "note": 'a sentence in both languages: note = { da = "...", en = "..." }',
    "number": 'figures only, as a phone dials them: number = "70201201"',
    "hours": 'a list such as hours = ["mon-fri 08:30-15:30"], or ["always"]; leave it out when not known',
    "on_holidays": '"closed", "as_sunday" or "as_usual"',
    "to": '"everybody" (in need: the safety plan), "questions" (beside the team) or "gp"',
    "source": 'where the number and the hours are from: source = "regionh.dk"',
    "checked_on": "the day somebody called and checked it, without quotes: checked_on = 2026-11-22",
    "valid_from": "a day without quotes: valid_from = 2027-01-01",
    "valid_to": "a day without quotes: valid_to = 2026-12-31",
    "replaced_by": "the id of what it goes on in",
    "region": 'the id of a region in regions.toml: region = "midtjylland"',
    "municipality": 'the code of a municipality: municipality = "0730"',
    "code": 'four figures in quotes: code = "0730"',
    "gln": "thirteen figures in quotes",
    "kind": "one of the roles of a team: municipality, psychiatry, gp, job_centre, residential_home ...",
    "role_names": 'role_names = { baton_holder = { da = "...", en = "..." } }',
    "after": 'how long after the discharge: after = ["14 days", "1 month", "3 months"]',
    "called_by": "one of the roles of a team, such as municipality",
    "minutes": "a number from 5 to 480",
    "items": 'a list of sentences in both languages: items = [{ da = "...", en = "..." }]',
    "da": "words in Danish, at most 120 signs",
    "en": "words in English, at most 120 signs",
}


class Fault(msgspec.Struct, frozen=True):
    """One thing that is wrong. `line` is 0 when it is no one line's."""

    file: str
    line: int
    key: str
    what: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {f'{self.key}: ' if self.key else ''}{self.what}\n    Mend: {self.mend}"


class Read(msgspec.Struct):
    """What the files say, where each thing stands, and what could not be read."""

    content: Content
    faults: list[Fault]
    # The line of each key of each file: ("lines.toml", "line[0].number") -> 12
    places: dict[tuple[str, str], int]


def read(folder: Path | None) -> Read:
    """A file of the operator's stands in for the shipped one of the same name; what is not there is as shipped."""
    found: dict[type[Entry], list[Any]] = {kind: [] for tables in FILES.values() for kind in tables.values()}
    faults: list[Fault] = []
    places: dict[tuple[str, str], int] = {}
    if folder is not None:
        faults += _strangers(folder)
    for name, tables in FILES.items():
        path = folder / name if folder is not None and (folder / name).is_file() else SHIPPED / name
        text = path.read_text(encoding="utf-8")
        try:
            said = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            faults.append(_not_toml(name, error))
            continue
        lines = dict(places_in(text))
        places |= {(name, key): line for key, line in lines.items()}
        for table, entries in said.items():
            if table not in tables:
                known = ", ".join(f"[[{one}]]" for one in tables)
                faults.append(
                    Fault(name, lines.get(f"{table}[0]", lines.get(table, 0)), table, "is not known here", known)
                )
                continue
            for index, entry in enumerate(entries if isinstance(entries, list) else [entries]):
                key = f"{table}[{index}]"
                try:
                    found[tables[table]].append(msgspec.convert(entry, tables[table]))
                except msgspec.ValidationError as error:
                    faults.append(_wrong(name, key, tables[table], str(error), lines))
    content = Content(
        lines=found[Line],
        regions=found[Region],
        municipalities=found[Municipality],
        organisations=found[Organisation],
        follow_ups=found[FollowUps],
        checklists=found[Checklist],
    )
    return Read(content, faults, places)


def _strangers(folder: Path) -> Iterator[Fault]:
    if not folder.is_dir():
        yield Fault(str(folder), 0, "", "is no folder", "name the folder with your files in STAFET_CONTENT_DIR")
        return
    for path in sorted(folder.glob("*.toml")):
        if path.name not in FILES:
            yield Fault(path.name, 0, "", "is not read: no file is called that", f"the names are {', '.join(FILES)}")


def _not_toml(name: str, error: tomllib.TOMLDecodeError) -> Fault:
    line = re.search(r"at line (\d+)", str(error))
    return Fault(
        name,
        int(line[1]) if line else 0,
        "",
        f"cannot be read: {str(error).partition(' (at')[0]}",
        'mend that line; a text stands in quotes: name = "..."',
    )


_UNKNOWN = re.compile(r"unknown field `([^`]+)`")
_MISSING = re.compile(r"missing required field `([^`]+)`")
_PLACE = re.compile(r" - at `(?:key in )?\$\.?([^`]*)`$")


def _wrong(name: str, key: str, kind: type[Entry], error: str, lines: Mapping[str, int]) -> Fault:
    inside = _PLACE.search(error)
    path = _joined(key, inside[1] if inside else "")
    told = _PLACE.sub("", error)
    if missing := _MISSING.search(told):
        field = missing[1]
        return Fault(
            name,
            _line(lines, path),
            f"{path}.{field}",
            "is missing",
            MENDED_BY.get(field, f"write a line {field} = ..."),
        )
    if unknown := _UNKNOWN.search(told):
        field = unknown[1]
        known = sorted(_fields(kind))
        near = difflib.get_close_matches(field, known, n=1)
        mend = f"did you mean {near[0]}?" if near else f"what is known here: {', '.join(known)}"
        return Fault(name, _line(lines, f"{path}.{field}"), f"{path}.{field}", "is not known here", mend)
    field = re.sub(r"\[[^]]*\]", "", path.rpartition(".")[2])
    return Fault(
        name, _line(lines, path), path, f"is not as it must be ({told})", MENDED_BY.get(field, "see docs/operation.md")
    )


def _joined(key: str, inside: str) -> str:
    if not inside or inside.startswith("["):
        return key + inside
    return f"{key}.{inside}"


def _fields(kind: type[Entry]) -> set[str]:
    """The names a table knows, and those of the tables inside it."""
    names = set(get_type_hints(kind))
    for hint in get_type_hints(kind).values():
        for inner in (hint, *get_args(hint)):
            if isinstance(inner, type) and issubclass(inner, Entry):
                names |= set(get_type_hints(inner))
    return names


def _line(lines: Mapping[str, int], path: str) -> int:
    """The line of a key, or of what it stands in."""
    while path and path not in lines:
        cut = max(path.rfind("."), path.rfind("["))
        path = path[:cut] if cut > 0 else ""
    return lines.get(path, 0)


_HEADER = re.compile(r"^\s*(\[\[?)\s*([\w.-]+)\s*\]\]?")
_KEY = re.compile(r"^\s*([\w-]+)\s*=")


def places_in(text: str) -> Iterator[tuple[str, int]]:
    """The line of each table and key, as `tomllib` does not tell it. Keys inside one line are that line's."""
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _counted(header[2], counts, is_list=header[1] == "[[")
            yield table, number
        elif key := _KEY.match(line):
            yield (f"{table}.{key[1]}" if table else key[1]), number


def _counted(name: str, counts: dict[str, int], *, is_list: bool) -> str:
    """ "organisation.contacts" -> "organisation[2].contacts[0]": the third organisation, its first contact."""
    path = ""
    parts = name.split(".")
    for depth, part in enumerate(parts):
        path = f"{path}.{part}" if path else part
        if is_list and depth == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path
