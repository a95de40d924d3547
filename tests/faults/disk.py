"""A disk that remembers what SQLite asked of it, so that the power can be cut afterwards, as often as one likes.

SQLite reaches a file through a table of functions (a VFS). Here its own table is taken, and writing, truncating and
waiting for the disk are noted on the way: everything above is the real product, everything below the real file. The
library is the very one that Python's `sqlite3` has loaded, so the product's engine needs to know nothing of this.
"""

import ctypes
import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECTOR = 512
"""What a disk writes whole or not at all."""

Pointer = ctypes.c_void_p


def _struct(name: str, *fields: tuple[str, Any]) -> type[ctypes.Structure]:
    return type(name, (ctypes.Structure,), {"_fields_": list(fields)})


def _pointers(names: str) -> list[tuple[str, Any]]:
    return [(name, Pointer) for name in names.split()]


IoMethods = _struct(
    "IoMethods",
    ("iVersion", ctypes.c_int),
    *_pointers(
        "xClose xRead xWrite xTruncate xSync xFileSize xLock xUnlock xCheckReservedLock xFileControl xSectorSize"
        " xDeviceCharacteristics xShmMap xShmLock xShmBarrier xShmUnmap xFetch xUnfetch"
    ),
)
Vfs = _struct(
    "Vfs",
    ("iVersion", ctypes.c_int),
    ("szOsFile", ctypes.c_int),
    ("mxPathname", ctypes.c_int),
    *_pointers(
        "pNext zName pAppData xOpen xDelete xAccess xFullPathname xDlOpen xDlError xDlSym xDlClose xRandomness xSleep"
        " xCurrentTime xGetLastError xCurrentTimeInt64 xSetSystemCall xGetSystemCall xNextSystemCall"
    ),
)
File = _struct("File", ("pMethods", ctypes.POINTER(IoMethods)))

OPEN = ctypes.CFUNCTYPE(ctypes.c_int, Pointer, ctypes.c_char_p, Pointer, ctypes.c_int, ctypes.POINTER(ctypes.c_int))
DELETE = ctypes.CFUNCTYPE(ctypes.c_int, Pointer, ctypes.c_char_p, ctypes.c_int)
WRITE = ctypes.CFUNCTYPE(ctypes.c_int, Pointer, Pointer, ctypes.c_int, ctypes.c_int64)
TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, Pointer, ctypes.c_int64)
SYNC = ctypes.CFUNCTYPE(ctypes.c_int, Pointer, ctypes.c_int)


def library() -> ctypes.CDLL | None:
    """The SQLite that `sqlite3` itself uses; None where it is built into Python and cannot be reached."""
    sqlite3.connect(":memory:").close()
    try:
        maps = Path("/proc/self/maps").read_text()
    except OSError:
        return None
    paths = {line.split()[-1] for line in maps.splitlines() if "libsqlite3" in line}
    return ctypes.CDLL(paths.pop()) if len(paths) == 1 else None


@dataclass(frozen=True)
class Op:
    """One thing that was asked of the disk, or a remark of the test's own (`what == "said"`)."""

    what: str
    file: str = ""
    at: int = 0
    data: bytes = b""
    remark: Any = None


@dataclass
class Recording:
    """The disk of one folder: what lay in it at first, and everything asked since, in order."""

    folder: Path
    before: dict[str, bytes] = field(default_factory=dict)
    ops: list[Op] = field(default_factory=list)

    def say(self, remark: Any) -> None:
        """Note where in the order something was said to somebody."""
        self.ops.append(Op("said", remark=remark))


@contextmanager
def recorded(lib: ctypes.CDLL, folder: Path) -> Iterator[Recording]:
    """Until the end of the block, every file that SQLite opens in this folder is written down."""
    recording = Recording(folder, {path.name: path.read_bytes() for path in folder.iterdir()})
    lib.sqlite3_vfs_find.restype = ctypes.POINTER(Vfs)
    usual = lib.sqlite3_vfs_find(None)
    shim = _Shim(usual, recording)
    lib.sqlite3_vfs_register(ctypes.byref(shim.vfs), 1)
    try:
        yield recording
    finally:
        lib.sqlite3_vfs_register(usual, 1)
        lib.sqlite3_vfs_unregister(ctypes.byref(shim.vfs))
        # A connection that somebody forgot would call into what is gone.
        _KEPT.append(shim)


_KEPT: list[Any] = []


class _Shim:
    """SQLite's own functions, with a note taken on the way."""

    def __init__(self, usual: Any, recording: Recording) -> None:
        self.usual, self.recording = usual, recording
        self.names: dict[int, str] = {}
        self.methods: dict[int, Any] = {}
        self.callbacks: list[Any] = []
        self.name = ctypes.create_string_buffer(b"remembering")
        self.vfs = Vfs.from_buffer_copy(usual.contents)
        self.vfs.pNext = None
        self.vfs.zName = ctypes.cast(self.name, Pointer)
        self._open = OPEN(usual.contents.xOpen)
        self._delete = DELETE(usual.contents.xDelete)
        self.vfs.xOpen = self._kept(OPEN, self.open)
        self.vfs.xDelete = self._kept(DELETE, self.delete)

    def _kept(self, kind: Any, function: Any) -> Pointer:
        callback = kind(function)
        self.callbacks.append(callback)
        return ctypes.cast(callback, Pointer)

    def _watched(self, name: bytes | None) -> str:
        path = Path(name.decode()) if name else Path()
        return path.name if path.parent == self.recording.folder and not path.name.endswith("-shm") else ""

    def open(self, _vfs: int, name: bytes | None, file: int, flags: int, out: Any) -> int:
        # SQLite keeps the pointer to the name: it must be handed on as it came, so the copy made here is kept.
        kept = ctypes.c_char_p(name)
        self.callbacks.append(kept)
        done = int(self._open(ctypes.cast(self.usual, Pointer), kept, file, flags, out))
        if done == 0 and (watched := self._watched(name)):
            self.names[file] = watched
            opened = ctypes.cast(file, ctypes.POINTER(File)).contents
            opened.pMethods = ctypes.pointer(self._noting(opened.pMethods))
        return done

    def _noting(self, usual: Any) -> Any:
        address = ctypes.addressof(usual.contents)
        if address not in self.methods:
            noting = IoMethods.from_buffer_copy(usual.contents)
            write, truncate, sync = WRITE(noting.xWrite), TRUNCATE(noting.xTruncate), SYNC(noting.xSync)
            ops, names = self.recording.ops, self.names

            def on_write(file: int, data: int, size: int, at: int) -> int:
                ops.append(Op("write", names[file], at, ctypes.string_at(data, size)))
                return int(write(file, data, size, at))

            def on_truncate(file: int, size: int) -> int:
                ops.append(Op("truncate", names[file], size))
                return int(truncate(file, size))

            def on_sync(file: int, flags: int) -> int:
                done = int(sync(file, flags))
                ops.append(Op("sync", names[file]))
                return done

            noting.xWrite = self._kept(WRITE, on_write)
            noting.xTruncate = self._kept(TRUNCATE, on_truncate)
            noting.xSync = self._kept(SYNC, on_sync)
            self.methods[address] = noting
        return self.methods[address]

    def delete(self, _vfs: int, name: bytes, sync_folder: int) -> int:
        if watched := self._watched(name):
            self.recording.ops.append(Op("delete", watched))
        return int(self._delete(ctypes.cast(self.usual, Pointer), name, sync_folder))


def cuts(recording: Recording, moments: list[int], chance: random.Random) -> Iterator[tuple[int, dict[str, bytes]]]:
    """The files as they lie there when the power comes back: once for each moment, a number of things asked before it.

    What was asked before a file's last sync is there. Of what was asked after it, each sector is there or not.
    """
    lasting = {name: bytearray(data) for name, data in recording.before.items()}
    floating: dict[str, list[Op]] = {}
    done = 0
    for moment in sorted(moments):
        for op in recording.ops[done:moment]:
            if op.what == "sync":
                for one in floating.pop(op.file, ()):
                    _apply(lasting, one)
                lasting.setdefault(op.file, bytearray())
            elif op.what != "said":
                floating.setdefault(op.file, []).append(op)
        done = moment
        there = {name: bytearray(data) for name, data in lasting.items()}
        luck = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        for ops in floating.values():
            for op in ops:
                for piece in _sectors(op):
                    if chance.random() < luck:
                        _apply(there, piece)
        yield moment, {name: bytes(data) for name, data in there.items()}


def _sectors(op: Op) -> Iterator[Op]:
    if op.what != "write":
        yield op
        return
    at, end = op.at, op.at + len(op.data)
    while at < end:
        until = min(end, (at // SECTOR + 1) * SECTOR)
        yield Op("write", op.file, at, op.data[at - op.at : until - op.at])
        at = until


def _apply(files: dict[str, bytearray], op: Op) -> None:
    if op.what == "delete":
        files.pop(op.file, None)
        return
    data = files.setdefault(op.file, bytearray())
    if op.what == "truncate":
        del data[op.at :]
        return
    if len(data) < op.at:
        data.extend(bytes(op.at - len(data)))
    data[op.at : op.at + len(op.data)] = op.data
