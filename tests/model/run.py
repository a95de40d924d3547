"""The machine without pytest: `python -m tests.model.run DATABASE_URL EXAMPLES [SEED]`. Replaces what is there."""

import json
import sys

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from stafet.store.engine import Database
from tests.model.ground import COUNTS
from tests.model.machine import StafetMachine, machine_on
from tests.support.log_rules import KEYS

QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large, HealthCheck.large_base_example]


def run(machine: type[StafetMachine], *, examples: int, start: int | None = None, shrink: bool = True) -> None:
    """So many examples of thirty steps; always the same ones unless a start is given."""
    chosen = settings(
        max_examples=examples,
        stateful_step_count=30,
        derandomize=start is None,
        database=None,
        deadline=None,
        print_blob=False,
        report_multiple_bugs=False,
        phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
        suppress_health_check=QUIET,
    )
    run_state_machine_as_test(machine if start is None else seed(start)(machine), settings=chosen)


def main(url: str, examples: str, start: str = "") -> int:
    db = Database(url, KEYS)
    try:
        run(machine_on(db), examples=int(examples), start=int(start) if start else None, shrink=not start)
    finally:
        db.close()
    print(json.dumps(dict(COUNTS)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
