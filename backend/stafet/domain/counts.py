"""Numbers about a whole house that tell nothing about one person in it. Pure.

The rule is that of statistical offices: a threshold, and then complementary suppression until the interval each hidden
number may lie in is wide enough (Handbook on Statistical Disclosure Control, sdctools.github.io/HandbookSDC, chapters 4
and 5). A number under five is not told: `<5`, whether it is nought or four. Where the numbers of a column add up to its
total, what is left out could be found again by subtraction. So more is left out, the smallest first, until every number
that is not told could still be any of at least five: `..`. If nothing is left to leave out, it is the total.

What it does not stand against: two answers from two days, laid side by side.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

SMALLEST = 5
Few = Literal["<5"]
LeftOut = Literal[".."]
FEW: Few = "<5"
LEFT_OUT: LeftOut = ".."

Told = int | Few | LeftOut
"""A number as it is told."""


class Cell(msgspec.Struct, frozen=True):
    """One number, and how many people's plans it is made of: forty places on two plans are two people."""

    value: int
    plans: int


class _Range(msgspec.Struct, frozen=True):
    """What somebody who has the table knows of a number in it. No upper end: nothing."""

    low: int
    high: int | None


def alone(cell: Cell) -> Told:
    """A number that is part of no sum."""
    if cell.value < SMALLEST:
        return FEW
    return cell.value if cell.plans >= SMALLEST else LEFT_OUT


def summed(cells: Sequence[Cell], plans: int) -> tuple[list[Told], Told]:
    """The numbers of a column that add up, and their total, which is made of so many plans."""
    told = [alone(cell) for cell in cells]
    total = alone(Cell(sum(cell.value for cell in cells), plans))
    while isinstance(total, int) and not _are_hidden(told, total):
        shown = [number for number, one in enumerate(told) if isinstance(one, int)]
        if shown:
            told[min(shown, key=lambda number: cells[number].value)] = LEFT_OUT
        else:
            total = LEFT_OUT
    return told, total


def _are_hidden(told: Sequence[Told], total: int) -> bool:
    """Whether each number that is not told could be any of five, for whoever subtracts the others from the total."""
    left = total - sum(one for one in told if isinstance(one, int))
    hidden = [_known(one) for one in told if not isinstance(one, int)]
    return all(_could_be_five(number, hidden, left) for number in range(len(hidden)))


def _known(told: Told) -> _Range:
    return _Range(0, SMALLEST - 1) if told == FEW else _Range(SMALLEST, None)


def _could_be_five(number: int, hidden: Sequence[_Range], left: int) -> bool:
    one, others = hidden[number], [*hidden[:number], *hidden[number + 1 :]]
    most_of_others = None if any(other.high is None for other in others) else sum(other.high or 0 for other in others)
    low = one.low if most_of_others is None else max(one.low, left - most_of_others)
    high = left - sum(other.low for other in others)
    if one.high is not None:
        high = min(one.high, high)
    return high - low + 1 >= SMALLEST
