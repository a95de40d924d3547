"""The migrations make the tables the code has, and can be walked up, down and up again. On both engines."""

import os
import subprocess
import sys

from tests.support.repository import ROOT


def alembic(database_url: str, *words: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STAFET_")}
    done = subprocess.run(
        [sys.executable, "-m", "alembic", "--raiseerr", *words],
        env=environment | {"STAFET_DATABASE_URL": database_url},
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"alembic {' '.join(words)}:\n{done.stdout}{done.stderr}"


def test_from_nothing_to_the_newest_equals_the_tables_of_the_code(empty_database_url: str) -> None:
    alembic(empty_database_url, "upgrade", "head")

    alembic(empty_database_url, "check")


def test_every_step_can_be_taken_back_and_forth(empty_database_url: str) -> None:
    alembic(empty_database_url, "upgrade", "head")

    alembic(empty_database_url, "downgrade", "base")
    alembic(empty_database_url, "upgrade", "head")

    alembic(empty_database_url, "check")
