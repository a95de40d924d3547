"""The matrix without pytest: `python -m tests.access.run DATABASE_URL EXAMPLES [SEED]`. Replaces what is there."""

import asyncio
import json
import logging
import sys

import structlog
from hypothesis.stateful import RuleBasedStateMachine

from tests.access.ground import COUNTS, Ground
from tests.access.matrix import AccessMatrix
from tests.http.house import open_house
from tests.model.run import run


def run_on(url: str, *, examples: int, start: int | None = None, shrink: bool = True) -> None:
    """So many examples on one database, from one ground that is put back before each."""
    with asyncio.Runner() as runner:
        opened = open_house(url)
        ground = Ground(runner.run(opened.__aenter__()), runner)
        try:
            runner.run(ground.make())
            machine: type[RuleBasedStateMachine] = type("Matrix", (AccessMatrix,), {"made": ground})
            run(machine, examples=examples, start=start, shrink=shrink)
        finally:
            runner.run(opened.__aexit__(None, None, None))


def main(url: str, examples: str, start: str = "") -> int:
    # A request is a line in the log; here thousands of them say nothing.
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    run_on(url, examples=int(examples), start=int(start) if start else None, shrink=not start)
    print(json.dumps(dict(COUNTS)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
