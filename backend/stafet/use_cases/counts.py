"""How much Stafet is used, for those who run it: by organisation and in all, and never so that one person is seen.

Organisations are those of the operator's own list (organisations.toml), known on a plan by their name, as the app knows
them. What a citizen wrote is compared with those names and goes no further: no word of theirs is ever an answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from stafet.domain.content import Organisation
from stafet.domain.counts import Cell, Told, alone, summed
from stafet.domain.ids import MemberId, PersonId, PlanId
from stafet.store import counts
from stafet.store.counts import PlaceRow
from stafet.store.engine import Transaction

LATELY = timedelta(days=365)
"""How far back meetings and reminders are counted."""

Column = Literal["plans", "places", "baton", "ahead", "over", "reached"]
COLUMNS: tuple[Column, ...] = ("plans", "places", "baton", "ahead", "over", "reached")
"""Places are counted one by one; everything else is a number of plans, and so of citizens.

plans: with somebody of theirs on the team. places: those people. baton: whose baton one of them holds. ahead,
over: with a meeting to which one of them is, or was, asked. reached: where a reminder reached one of them.
"""
SUMMED: frozenset[Column] = frozenset({"places", "baton"})
"""Every place and every baton stands in exactly one row. A plan stands in each row whose people are on its team, or in
none: of those columns nothing can be found by subtraction."""


class Line(msgspec.Struct, frozen=True, rename="camel"):
    """One row of the answer."""

    name: str
    numbers: dict[Column, Told]


class Counts(msgspec.Struct, frozen=True, rename="camel"):
    """The answer. `others`: whose organisation is not in the list, and relatives. `meetings`: in all, one by one."""

    organisations: list[Line]
    others: Line
    total: Line
    meetings_ahead: Told
    meetings_over: Told


class _Group:
    """Who belongs together, and the plans on which something is so of them."""

    def __init__(self) -> None:
        self.places = 0
        self.on: dict[Column, set[PlanId]] = {column: set() for column in COLUMNS}

    def cell(self, column: Column) -> Cell:
        plans = len(self.on[column])
        return Cell(self.places, len(self.on["plans"])) if column == "places" else Cell(plans, plans)


def counted(tx: Transaction, organisations: Iterable[Organisation], now: datetime) -> Counts:
    """Count, and leave out what must not be told."""
    names = list(dict.fromkeys(one.name for one in organisations))
    by_name = {_same(name): name for name in names}
    ahead, over = counts.meetings_ahead(tx, now), counts.meetings_over(tx, now - LATELY, now)
    reached = counts.reached(tx, now - LATELY)
    groups = {name: _Group() for name in [*names, ""]}
    whose: dict[tuple[PlanId, MemberId], _Group] = {}
    for place in counts.places(tx):
        group = groups[_organisation(place, by_name)]
        whose[place.plan, place.member] = group
        _count(group, place, reached)
    for plan_id, meeting_id, member_id in counts.asked_to_meetings(tx):
        asked = whose.get((plan_id, member_id))
        if asked is not None and (plan_id, meeting_id) in ahead:
            asked.on["ahead"].add(plan_id)
        if asked is not None and (plan_id, meeting_id) in over:
            asked.on["over"].add(plan_id)
    in_all = {
        "plans": len(counts.plans_in_use(tx)),
        "ahead": len({plan_id for plan_id, _ in ahead}),
        "over": len({plan_id for plan_id, _ in over}),
        "reached": len({plan_id for plan_id, _ in reached}),
    }
    return _told(groups, in_all, ahead=len(ahead), over=len(over))


def _organisation(place: PlaceRow, by_name: Mapping[str, str]) -> str:
    """Which of the list's they come from; of a unit's people that is known by the unit, too. Empty when it is none."""
    if place.is_relative:
        return ""
    return next((by_name[name] for name in map(_same, place.names) if name in by_name), "")


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()


def _count(group: _Group, place: PlaceRow, reached: set[tuple[PlanId, PersonId]]) -> None:
    group.places += 1
    group.on["plans"].add(place.plan)
    group.on["places"].add(place.plan)
    if place.holds_baton:
        group.on["baton"].add(place.plan)
    if (place.plan, place.person) in reached:
        group.on["reached"].add(place.plan)


def _told(groups: Mapping[str, _Group], in_all: Mapping[str, int], *, ahead: int, over: int) -> Counts:
    rows: list[dict[Column, Told]] = [{} for _ in groups]
    total: dict[Column, Told] = {}
    for column in COLUMNS:
        cells = [group.cell(column) for group in groups.values()]
        if column in SUMMED:
            plans = len({plan_id for group in groups.values() for plan_id in group.on[column]})
            told, total[column] = summed(cells, plans)
        else:
            told, total[column] = [alone(cell) for cell in cells], alone(Cell(in_all[column], in_all[column]))
        for row, one in zip(rows, told, strict=True):
            row[column] = one
    lines = _lines(groups, rows)
    return Counts(
        organisations=[line for line in lines if line.name],
        others=next(line for line in lines if not line.name),
        total=Line("", total),
        meetings_ahead=alone(Cell(ahead, in_all["ahead"])),
        meetings_over=alone(Cell(over, in_all["over"])),
    )


def _lines(groups: Mapping[str, _Group], rows: Sequence[dict[Column, Told]]) -> list[Line]:
    return [Line(name, row) for name, row in zip(groups, rows, strict=True)]
