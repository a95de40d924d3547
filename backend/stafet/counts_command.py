"""`stafet counts`: how much Stafet is used, in numbers that tell nothing about one person."""

from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from stafet.content_command import content_for
from stafet.opening import opened
from stafet.settings import Settings
from stafet.use_cases.counts import COLUMNS, Column, Counts, Line, counted

HEADS: Mapping[Column, str] = {
    "plans": "plans",
    "places": "people on teams",
    "baton": "baton",
    "ahead": "meeting ahead",
    "over": "meeting over",
    "reached": "reminded",
}


def counts(settings: Settings, *, as_json: bool) -> int:
    """Count now, and print it as a table or as JSON."""
    organisations = content_for(settings.content_dir, is_demo=settings.is_demo).organisations
    now = datetime.now(UTC)
    with opened(settings) as db, db.read() as tx:
        found = counted(tx, organisations, now)
    print(_json(found, now) if as_json else _table(found))
    return 0


def _json(found: Counts, now: datetime) -> str:
    return msgspec.json.encode({"countedAt": now.date(), **msgspec.to_builtins(found)}).decode()


def _table(found: Counts) -> str:
    lines = [*found.organisations, _named(found.others, "Everybody else"), _named(found.total, "In all")]
    rows = [["", *HEADS.values()], *([line.name, *(str(line.numbers[one]) for one in COLUMNS)] for line in lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    printed = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows]
    return "\n".join(
        [
            *printed,
            "",
            f"Meetings ahead in all: {found.meetings_ahead}. Over in the last year: {found.meetings_over}.",
            "All are numbers of plans; people on teams are counted one by one. <5 is nought to four. What is left",
            "out (..) is made of fewer than five plans, or would tell another number. Two days' answers side by side",
            "tell more than one: pass on one at a time.",
        ]
    )


def _named(line: Line, name: str) -> Line:
    return Line(name, line.numbers)
