"""An act of consent, its row in the log and what follows from it are kept together, or not at all (C10)."""

import subprocess
import sys

from tests.support.repository import ROOT


def test_c10_an_act_killed_before_any_of_its_statements_is_there_whole_or_not_at_all(database_url: str) -> None:
    command = [sys.executable, "-m", "tests.faults.killed_acts", database_url]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)

    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("old or new each time") == 6
