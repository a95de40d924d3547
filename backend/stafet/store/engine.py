"""The two databases behind one small class: SQLite for one process, PostgreSQL for several.

SQLite has exactly one writing path: `BEGIN IMMEDIATE`, run to the end without yielding
(docs/decisions/0002-one-writing-path.md).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from stafet.store import backups
from stafet.store import keys as stored_keys
from stafet.store.errors import Busy, Impossible, StorageFull
from stafet.store.keys import Keys
from stafet.store.plan_keys import OpenKeys
from stafet.store.prepared import driver_of, run_text
from stafet.store.sealing import Keyring
from stafet.store.stops import Journal

Transaction = sa.Connection
"""An open transaction, as the layers above hold it."""

# A connection that waits inside the event loop stops everybody; the wait must stay shorter than a person notices.
SQLITE_BUSY_MS = 50
LOCK_TIMEOUT_MS = 10_000
# As many as usually work at once; the guests of a busy moment are sent home.
KEPT_OPEN = 20


class Database:
    """Opens transactions. `read` and `write` make the intent visible; nobody commits inside them.

    Connections stay open between transactions and are given out again as they are. The drivers are in autocommit, so
    that a transaction is what is said here and costs what is said here (docs/decisions/0022-lean-transactions.md).
    """

    def __init__(
        self, url: str, keys: Keys | None = None, *, sqlite_busy_ms: int = SQLITE_BUSY_MS, stops: Path | None = None
    ) -> None:
        self.url = sa.make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._engine = _sqlite_engine(self.url, busy_ms=sqlite_busy_ms)
            self._begin_write, self._begin_read = "BEGIN IMMEDIATE", "BEGIN"
        else:
            self._engine = _postgresql_engine(self.url)
            # Reading begins nothing: each query sees what is committed, as it would inside READ COMMITTED.
            self._begin_write, self._begin_read = "BEGIN ISOLATION LEVEL READ COMMITTED", ""
        self.keys = keys
        self.keyring = Keyring(keys.master) if keys else None
        self._engine.update_execution_options(**stored_keys.given(keys))
        self._idle: list[sa.Connection] = []
        self._journal = Journal(stops)

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction that may write. Commits at the end, or rolls everything back."""
        with self._lent() as connection, self._open_keys(connection), _within(connection, self._begin_write):
            # What an undone transaction had noted is not this one's.
            connection.info.pop("stops", None)
            yield connection
            self._journal.write(connection)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One transaction that only reads. One snapshot on SQLite; on PostgreSQL each query sees what is committed."""
        with self._lent() as connection, self._open_keys(connection), _within(connection, self._begin_read):
            yield connection

    def _open_keys(self, connection: sa.Connection) -> OpenKeys:
        """What opens texts within this transaction, and is let go of when it ends."""
        keys = connection.info["open_keys"] = OpenKeys(connection, self.keyring)
        return keys

    @contextmanager
    def rebuild(self) -> Iterator[sa.Connection]:
        """A write transaction in which whole tables may be made anew.

        SQLite changes a table by copying it and dropping the old one. With foreign keys on, that drop would delete
        what points at it; so they rest meanwhile, and everything is checked before it is kept.
        """
        if not self.is_sqlite:
            with self.write() as connection:
                yield connection
            return
        with self._lent() as connection:
            # Has no effect inside a transaction, so it stands before it.
            run_text(connection, "PRAGMA foreign_keys=OFF")
            try:
                with _within(connection, self._begin_write):
                    yield connection
                    _check_what_points(connection)
            except BaseException:
                # Not to be lent again: its foreign keys rest.
                connection.invalidate()
                raise
            run_text(connection, "PRAGMA foreign_keys=ON")

    @contextmanager
    def _lent(self) -> Iterator[sa.Connection]:
        try:
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self._engine.connect()
            try:
                yield connection
            except BaseException:
                # Rolls back what is open; a connection that broke is thrown away.
                connection.close()
                raise
            if len(self._idle) < KEPT_OPEN:
                self._idle.append(connection)
            else:
                connection.close()
        except OperationalError as error:
            if error.connection_invalidated:
                self._forget()
            if _is_busy(error):
                raise Busy from error
            if _is_full(error):
                raise StorageFull from error
            raise

    def _forget(self) -> None:
        """The database went away, and every connection with it."""
        while self._idle:
            connection = self._idle.pop()
            connection.invalidate()
            connection.close()

    def shed_old_pages(self) -> None:
        """What was overwritten leaves the files too: not only the rows, but where they lay."""
        if not self.is_sqlite:
            statements = ["VACUUM (FULL)"]
        else:
            statements = ["PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"]
        with self._lent() as connection:
            for statement in statements:
                run_text(connection, statement)

    def forget_journal(self) -> None:
        """What was erased leaves SQLite's write-ahead journal at once, and not when it happens to be overwritten.

        Pages in the file itself are overwritten when they are freed (`secure_delete`). PostgreSQL overwrites in its
        own time; what was written there is sealed with a key that is gone.
        """
        if not self.is_sqlite:
            return
        with self._lent() as connection:
            # Somebody who reads meanwhile keeps it for a moment: then the next one to erase, or to start, does it.
            run_text(connection, "PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_to(self, path: Path) -> None:
        """A whole copy of an SQLite database while it is in use. Under its name only when it is checked and on disk.

        `VACUUM INTO` reads one snapshot and keeps no writer waiting; a copy in steps beside a busy server took a
        minute and a half where this takes a second. A file that is there is never written over.
        """
        with backups.begun(path) as file:
            with self._lent() as connection:
                driver_of(connection).execute("VACUUM INTO ?", (str(file),))
            backups.prove_whole(file)

    def close(self) -> None:
        """Give all connections back."""
        while self._idle:
            self._idle.pop().close()
        self._engine.dispose()


@contextmanager
def _within(connection: sa.Connection, begin: str) -> Iterator[None]:
    if begin:
        run_text(connection, begin)
    yield
    if connection.in_transaction():
        # Somebody spoke through SQLAlchemy, which keeps its own account of transactions.
        connection.commit()
    elif begin:
        run_text(connection, "COMMIT")


def _check_what_points(connection: sa.Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise Impossible(f"rows of {sorted({row[0] for row in broken})} point at nothing")


@contextmanager
def savepoint(tx: Transaction) -> Iterator[None]:
    """One act inside a larger transaction: kept whole, or undone whole while the rest goes on."""
    with impossible_is_named(), tx.begin_nested():
        yield


@contextmanager
def impossible_is_named() -> Iterator[None]:
    """What breaks a rule of the database's own has one name, whichever rule it is."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise Impossible from error


def _is_full(error: BaseException | None) -> bool:
    # SQLite gives up the whole transaction then, and what is heard last is that a savepoint is no longer there.
    while error is not None:
        text = str(error.orig).lower() if isinstance(error, OperationalError) else ""
        if "database or disk is full" in text or "no space left on device" in text:
            return True
        error = error.__context__
    return False


def _is_away(error: OperationalError) -> bool:
    """PostgreSQL is stopping, starting, or not there: the sender tries again, as when somebody holds a lock."""
    orig = error.orig
    state = getattr(orig, "sqlstate", "")
    # A connection that could not be made, or broke, has no state; 57P01 to 57P03 are the ends and the beginning.
    return state is None or state in ("57P01", "57P02", "57P03")


def _is_busy(error: OperationalError) -> bool:
    if error.connection_invalidated or _is_away(error):
        return True
    text = str(error.orig).lower()
    # PostgreSQL ends one of two who wait for each other: that one, too, only has to try again.
    return any(said in text for said in ("database is locked", "lock timeout", "could not obtain lock", "deadlock"))


def _sqlite_engine(url: sa.URL, *, busy_ms: int) -> sa.Engine:
    # Handlers run in the event loop's thread, command-line tools in theirs; one at a time uses each connection.
    engine = sa.create_engine(url, connect_args={"check_same_thread": False}, pool_size=2, poolclass=sa.QueuePool)

    @sa.event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            # An acknowledged withdrawal must survive a power cut (trust.md F6).
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={busy_ms}",
            # Erased words must not linger in free pages (C24).
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _postgresql_engine(url: sa.URL) -> sa.Engine:
    engine = sa.create_engine(url, pool_size=20, max_overflow=20)

    @sa.event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {LOCK_TIMEOUT_MS}")
            cursor.execute(f"SET idle_in_transaction_session_timeout = {LOCK_TIMEOUT_MS}")
            cursor.execute("SET timezone = 'UTC'")
        connection.commit()
        connection.autocommit = True

    return engine
