"""The file a backup is written into: whole, checked and on the disk before it has its name."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from stafet.store.errors import Impossible

# Versions 3.7.0 to 3.51.2 can damage a database in WAL mode when two connections write and checkpoint at the same
# moment ("WAL reset"). One process with one writing path is not known to meet it (decision 0002).
WITHOUT_RESET_BUG = (3, 51, 3)


def sqlite_in_use() -> str:
    """The version of SQLite this Python was built with."""
    return sqlite3.sqlite_version


def has_reset_bug(version: str) -> bool:
    """Whether this version of SQLite is one of those with the WAL reset bug."""
    return tuple(int(part) for part in version.split(".")[:3]) < WITHOUT_RESET_BUG


@contextmanager
def begun(path: Path) -> Iterator[Path]:
    """A file beside `path` to write into, for its owner only. It takes the name when everything has gone well."""
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    partial = path.with_name(f"{path.name}.partial")
    partial.unlink(missing_ok=True)
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield partial
        _on_disk(partial)
        partial.rename(path)
        _on_disk(path.parent)
    finally:
        partial.unlink(missing_ok=True)


def prove_whole(path: Path) -> None:
    """Read every page of it; nothing points at nothing."""
    with closing(sqlite3.connect(path)) as copy:
        found = [row[0] for row in copy.execute("PRAGMA integrity_check")]
        lost = copy.execute("PRAGMA foreign_key_check").fetchall()
    if found != ["ok"] or lost:
        raise Impossible(f"the copy is not whole: {found[0]}, {len(lost)} rows point at nothing")


def _on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
