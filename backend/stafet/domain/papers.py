"""A paper: the plan, a meeting, the coordinating action plan or the pocket card, before it is drawn. Pure.

What stands here is all that is printed, in the order it is read. The drawing and the plain text are made from the same
value, so neither can show what the other does not. Every text in it is somebody's words or ours, never markup.
"""

from datetime import datetime
from typing import Literal

import msgspec

from stafet.domain.consents import Grant
from stafet.domain.items import Alternative, Body

PaperKind = Literal["plan", "meeting", "kip", "card"]
Knot = Literal["", "dream", "goal", "step", "agreement", "point", "answer", "slack"]

# A paper nobody could carry. Above it the person is told to choose fewer parts; nothing is cut off in silence.
MOST_ENTRIES = 1500
MOST_LETTERS = 400_000


class Shape(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=False):
    """What the drawing reads. Every field is there, so that the drawing asks no questions."""


class Entry(Shape, frozen=True, kw_only=True):
    """One thing on paper. `own`: the citizen's own words, which have a voice (and letters) of their own."""

    text: str
    label: str = ""
    own: bool = False
    notes: list[str] = []
    below: list["Entry"] = []
    knot: Knot = ""


class Cell(Shape, frozen=True, kw_only=True):
    """One field of a table."""

    text: str
    own: bool = False


class Table(Shape, frozen=True, kw_only=True):
    """What professionals read across: who does what by when."""

    head: list[str]
    rows: list[list[Cell]]


class Section(Shape, frozen=True, kw_only=True):
    """A part of the paper under its heading. `thread`: its entries hang on the red thread."""

    title: str
    level: int = 1
    lead: str = ""
    thread: bool = False
    entries: list[Entry] = []
    table: Table | None = None
    # Said when there is nothing: an empty place gives room.
    empty: str = ""
    # Names of lines that are left open to write on by hand.
    lines: list[str] = []


class Paper(Shape, frozen=True, kw_only=True):
    """The whole paper."""

    kind: PaperKind
    lang: Literal["da", "en"]
    title: str
    # Under the title: whose it is, when and where.
    about: list[str]
    lead: str = ""
    sections: list[Section]
    # Who made it and when, and until when they may read it.
    foot: list[str]
    page_word: str
    # The pocket card alone: how it is folded, and where it is kept.
    how: list[str] = []
    fold_word: str = ""
    more_word: str = ""
    # Said when a character of somebody's could not be drawn.
    missing_word: str = ""
    qr: str = ""
    qr_word: str = ""


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """An item as its reader received it. `come_from` is there only when they may know of it."""

    id: str
    scope: str
    by: str
    voice: str
    at: datetime
    order: str
    come_from: str = ""
    body: Body


class Somebody(msgspec.Struct, frozen=True, kw_only=True):
    """A person of the team, as the reader knows them."""

    name: str
    role: str
    organisation: str = ""
    phone: str = ""
    hours: str = ""
    status: str = "active"
    baton_holder: bool = False
    is_unit: bool = False


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What one person received of one plan, just now. Nothing else is printed."""

    citizen: str
    # "citizen", or the id of the member who prints.
    reader: str
    reader_name: str
    things: list[Thing]
    # Everybody who stands on the things, by id; and the team, where the reader may see it.
    people: dict[str, Somebody]
    team: dict[str, Somebody] | None
    # The citizen's alone.
    grants: list[Grant]
    # For a member: when each scope closes to them.
    until: dict[str, datetime]
    now: datetime

    def alternatives(self) -> dict[str, list[Alternative]]:
        """The other versions of a text, by the item they belong to."""
        found: dict[str, list[Alternative]] = {}
        for thing in self.things:
            if isinstance(thing.body, Alternative):
                found.setdefault(thing.body.of, []).append(thing.body)
        return found


class Made(msgspec.Struct, frozen=True):
    """A paper, and how many items of each scope stand on it: what is written into the log."""

    paper: Paper
    used: dict[str, int]


def plain_text(paper: Paper) -> str:
    """The same, to copy into a record or an e-mail. Every character stays."""
    lines = [paper.title, "=" * len(paper.title), *paper.about]
    if paper.lead:
        lines += ["", paper.lead]
    for section in paper.sections:
        if section.lines and not any(section.lines) and not section.entries:
            continue  # room to write by hand: only paper has it
        lines += ["", section.title, "-" * len(section.title)]
        lines += [section.lead] if section.lead else []
        lines += [line for entry in section.entries for line in _entry(entry, "")]
        if section.table:
            lines += [_row(section.table.head, row) for row in section.table.rows]
        lines += [f"{name}:" for name in section.lines]
        if section.empty and not (section.entries or (section.table and section.table.rows)):
            lines.append(section.empty)
    return "\n".join([*lines, "", *paper.foot]) + "\n"


def _entry(entry: Entry, indent: str) -> list[str]:
    label = f"{entry.label}: " if entry.label else ""
    text, *more = f"{label}{entry.text}".split("\n")
    lines = [f"{indent}- {text}", *(f"{indent}  {line}" for line in more)]
    if entry.notes:
        lines.append(f"{indent}  ({'. '.join(note.rstrip('.') for note in entry.notes)})")
    return lines + [line for below in entry.below for line in _entry(below, f"{indent}  ")]


def _row(head: list[str], row: list[Cell]) -> str:
    said = [f"{name}: {cell.text}" for name, cell in zip(head, row, strict=True) if cell.text]
    return f"- {'; '.join(said)}".replace("\n", " ")


def is_too_long(paper: Paper) -> bool:
    """Whether this is more than a person would print, and a server should draw."""
    entries, letters = 0, 0
    waiting = [entry for section in paper.sections for entry in section.entries]
    cells = [cell for section in paper.sections if section.table for row in section.table.rows for cell in row]
    while waiting:
        entry = waiting.pop()
        entries += 1
        letters += len(entry.text) + sum(map(len, entry.notes))
        waiting += entry.below
    letters += sum(len(cell.text) for cell in cells)
    return entries + len(cells) > MOST_ENTRIES or letters > MOST_LETTERS
