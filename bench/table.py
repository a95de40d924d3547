"""The lines of the table."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    engine: str
    goal: str
    reached: str
    detail: str


def row(what: str, engine: str, goal: float, ratios: Sequence[float], detail: str, *, most: bool = False) -> Row:
    """A line about a ratio: its median, and the least and the most that was seen."""
    middle = statistics.median(ratios)
    met = middle <= goal if most else middle >= goal
    spread_ = f"{middle:.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
    return Row(what, engine, f"{'<=' if most else '>='} {goal:.2f}", f"{spread_} {'yes' if met else 'NO'}", detail)


def yes(good: bool) -> str:  # noqa: FBT001 - one word for one bit
    return "yes" if good else "NO"


def show(rows: Sequence[Row]) -> None:
    """One table, as Markdown."""
    print("| what | engine | goal | measured (least-most) | reached | beside it |")
    print("|---|---|---|---|---|---|")
    for one in rows:
        value, _, reached = one.reached.rpartition(" ")
        print(f"| {one.what} | {one.engine} | {one.goal} | {value} | {reached} | {one.detail} |")
