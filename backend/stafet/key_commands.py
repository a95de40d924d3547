"""`stafet rotate-master` and `stafet renew-keys`: other keys for what is there."""

import os
import sys
from datetime import UTC, datetime
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


def renew_keys(settings: Settings, *, made_before: str | None) -> int:
    """Another key for every plan, with everything sealed anew; the old keys are destroyed. People go on meanwhile."""
    now = datetime.now(UTC)
    before = now
    if made_before is not None:
        try:
            before = datetime.fromisoformat(made_before)
        except ValueError as error:
            raise SettingsError(f"--made-before {made_before} is no moment, such as {_said(now)}") from error
        if before.tzinfo is None:
            raise SettingsError(f"--made-before {made_before} has no zone; write {made_before}Z for UTC")
    print(
        f"If this is interrupted, it goes on where it ended with: stafet renew-keys --made-before {_said(before)}",
        file=sys.stderr,
        flush=True,
    )
    with opened(settings) as db:
        count = upkeep.renew_keys(db, now, made_before=before, told=_tell_plans)
    print(f"{count} plans have a new key, and nothing lies under their old one.")
    print("Backups from before still hold the old keys, wrapped with the master key of their time.")
    return 0


def _said(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


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


def _tell_plans(done: int, of: int) -> None:
    print(f"{done} of {of} plans.", file=sys.stderr, flush=True)


def _tell(done: int, of: int) -> None:
    print(f"{done} of {of} keys.", file=sys.stderr, flush=True)
