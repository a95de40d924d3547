"""`stafet rotate-master`: another master key for what is there."""

import os
import sys
from pathlib import Path

from stafet.opening import opened
from stafet.settings import Settings, SettingsError
from stafet.use_cases import upkeep
from stafet.use_cases.transactions import make_master_key, read_master_key


def rotate_master(settings: Settings, *, new: Path) -> int:
    """Wrap every key with the master key in `new`, which is made when it is not there."""
    is_made = not new.exists()
    if is_made:
        _make(new)
    try:
        master = read_master_key(new.read_text())
    except (OSError, ValueError) as error:
        raise SettingsError(f"{new} does not hold a master key") from error
    print(f"{new} is {'new' if is_made else 'kept'}")
    with opened(settings) as db:
        count = upkeep.rotate_master(db, master, _tell)
    print(f"{count} keys are wrapped anew." if count else "Every key was wrapped with it already.")
    print(
        f"Put two sealed copies of {new} in two places, set STAFET_MASTER_KEY_FILE to it, and start the server.\n"
        "Backups from before still open with the old master key: keep it as long as you keep them, and no longer."
    )
    return 0


def _make(path: Path) -> None:
    """On the disk before any key needs it: a power cut must not take the only key that opens the plans."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make_master_key())
            file.flush()
            os.fsync(file.fileno())
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise SettingsError(f"{path} cannot be made: {error.strerror}") from error


def _tell(done: int, of: int) -> None:
    print(f"{done} of {of} keys.", file=sys.stderr, flush=True)
