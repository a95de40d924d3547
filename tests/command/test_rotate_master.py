"""`stafet rotate-master`, as an operator types it."""

import stat
from pathlib import Path

from tests.support.commands import typed
from tests.support.log_rules import MASTER_KEY


def test_after_it_the_new_file_opens_the_database_and_the_old_one_does_not(database_url: str, tmp_path: Path) -> None:
    new = tmp_path / "new.key"

    done = typed("rotate-master", "--new", str(new), STAFET_DATABASE_URL=database_url)

    assert done.returncode == 0, done.stderr
    assert "STAFET_MASTER_KEY_FILE" in done.stdout
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    assert new.read_text().split()[1] not in done.stdout + done.stderr
    with_new = {"STAFET_DATABASE_URL": database_url, "STAFET_MASTER_KEY_FILE": str(new)}
    assert typed("migrate", **with_new).returncode == 0
    refused = typed("migrate", STAFET_DATABASE_URL=database_url)
    assert "STAFET_MASTER_KEY_FILE is not the key of this database" in refused.stderr


def test_typed_twice_it_keeps_the_new_file_and_changes_nothing(database_url: str, tmp_path: Path) -> None:
    new = tmp_path / "new.key"
    typed("rotate-master", "--new", str(new), STAFET_DATABASE_URL=database_url)
    made = new.read_text()

    done = typed("rotate-master", "--new", str(new), STAFET_DATABASE_URL=database_url)

    assert (done.returncode, new.read_text()) == (0, made)
    assert "Every key was wrapped with it already." in done.stdout


def test_a_file_that_is_no_master_key_is_told_and_kept(database_url: str, tmp_path: Path) -> None:
    other = tmp_path / "other.key"
    other.write_text(MASTER_KEY[:-9])

    done = typed("rotate-master", "--new", str(other), STAFET_DATABASE_URL=database_url)

    assert (done.returncode, other.read_text()) == (2, MASTER_KEY[:-9])
    assert "does not hold a master key" in done.stderr
    assert "Traceback" not in done.stderr
