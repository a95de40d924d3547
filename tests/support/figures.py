"""Figures of a long run: each test that counts says what it counted, and `make soak` ends with one table of them."""

import json
import os
from pathlib import Path


def tell(what: str, **figures: float | str) -> None:
    """Say it now, and write it down when a file is named (STAFET_FIGURES)."""
    print(f"{what}: {', '.join(f'{value} {name}' for name, value in figures.items())}")
    if named := os.environ.get("STAFET_FIGURES"):
        with Path(named).open("a") as file:
            file.write(json.dumps({"what": what, **figures}) + "\n")
