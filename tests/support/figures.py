"""Figures of a long run: each test that counts says what it counted, and `make soak` ends with one table of them.

python -m tests.support.figures FILE
"""

import json
import os
import sys
from pathlib import Path


def tell(what: str, **figures: float | str) -> None:
    """Say it now, and write it down when a file is named (STAFET_FIGURES)."""
    print(f"{what}: {said(figures)}")
    if named := os.environ.get("STAFET_FIGURES"):
        with Path(named).open("a") as file:
            file.write(json.dumps({"what": what, "figures": figures}) + "\n")


def said(figures: dict[str, float | str]) -> str:
    """ "200 kills, 0 lost"."""
    return ", ".join(
        f"{value:,} {name}" if isinstance(value, int) else f"{value} {name}" for name, value in figures.items()
    )


def main(path: str) -> int:
    """The table."""
    rows = [json.loads(line) for line in Path(path).read_text().splitlines()]
    width = max(len(row["what"]) for row in rows)
    print("-" * 78)
    for row in rows:
        print(f"{row['what']:{width}}  {said(row['figures'])}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
