"""`stafet backup`: a copy of an SQLite database in use, whole or not there."""

from pathlib import Path

from stafet.opening import opened
from stafet.settings import Settings, SettingsError
from stafet.use_cases import upkeep
from stafet.use_cases.transactions import StorageFull


def backup(settings: Settings, path: Path) -> int:
    """Copy the database to a file that is not there yet; check the copy; say what is in it."""
    with opened(settings) as db:
        if not db.is_sqlite:
            raise SettingsError("PostgreSQL is backed up with pg_dump: docs/operation.md, Backup")
        try:
            plans = upkeep.backup(db, path)
        except OSError as error:
            raise SettingsError(f"{path} cannot be written: {error.strerror or error}") from error
        except StorageFull as error:
            raise SettingsError(f"{path} cannot be written: the disk is full") from error
    print(f"{path}: {plans} plans, {path.stat().st_size / 1e6:.1f} MB, checked and on the disk.")
    print("Keep it apart from the master key. What was stopped after it: stafet restored --stops FILE.")
    return 0
