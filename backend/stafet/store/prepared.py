"""Statements of the hot path: written in SQLAlchemy, compiled once for each engine, then run by the driver alone.

What is saved is what SQLAlchemy does for every execution: nine tenths of a query of one row (bench/README.md).
Types and both engines are served as everywhere else, because the statement and its columns are the same.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

Values = Mapping[str, object]
Row = tuple[Any, ...]
Converter = Callable[[Any], Any]
Statement = sa.Select[*tuple[Any, ...]] | sa.CompoundSelect[*tuple[Any, ...]] | sa.Insert | sa.Update | sa.Delete


class Prepared:
    """One statement with named parameters. Written at module level, so that it is compiled once."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._ready: dict[str, _Ready] = {}

    def _for(self, tx: sa.Connection) -> "_Ready":
        dialect = tx.dialect
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = _Ready(self._statement, dialect)
        return ready

    def rows(self, tx: sa.Connection, values: Values) -> list[Row]:
        """All rows of a query."""
        ready = self._for(tx)
        try:
            found: list[Row] = driver_of(tx).execute(ready.sql, ready.bound(values)).fetchall()
        except Exception as error:
            name_failure(tx, ready.sql, error)
            raise
        return [ready.read(row) for row in found] if ready.converters else found

    def row(self, tx: sa.Connection, values: Values) -> Row | None:
        """The one row of a query that has at most one."""
        ready = self._for(tx)
        try:
            found: Row | None = driver_of(tx).execute(ready.sql, ready.bound(values)).fetchone()
        except Exception as error:
            name_failure(tx, ready.sql, error)
            raise
        return ready.read(found) if found is not None and ready.converters else found

    def run(self, tx: sa.Connection, values: Values) -> int:
        """Write; answers how many rows it touched."""
        ready = self._for(tx)
        try:
            touched: int = driver_of(tx).execute(ready.sql, ready.bound(values)).rowcount
        except Exception as error:
            name_failure(tx, ready.sql, error)
            raise
        return touched

    def run_many(self, tx: sa.Connection, values: Iterable[Values]) -> None:
        """Write many rows with one statement."""
        ready = self._for(tx)
        try:
            driver_of(tx).cursor().executemany(ready.sql, [ready.bound(one) for one in values])
        except Exception as error:
            name_failure(tx, ready.sql, error)
            raise


def run_text(tx: sa.Connection, words: str) -> None:
    """What concerns no table: BEGIN, COMMIT."""
    try:
        driver_of(tx).execute(words)
    except Exception as error:
        name_failure(tx, words, error)
        raise


def name_failure(tx: sa.Connection, sql: str, error: Exception) -> None:
    """What the driver raises leaves as SQLAlchemy would have raised it."""
    dialect: Any = tx.dialect
    if not isinstance(error, dialect.dbapi.Error):
        return
    raise DBAPIError.instance(
        sql, None, error, dialect.dbapi.Error, hide_parameters=True, dialect=dialect,
        connection_invalidated=dialect.is_disconnect(error, driver_of(tx), None),
    ) from error  # fmt: skip


def driver_of(tx: sa.Connection) -> Any:
    """The driver's own connection."""
    return tx.connection.dbapi_connection


class _Ready:
    """A statement as one driver takes it: its text, how values go in and how columns come out."""

    def __init__(self, statement: Statement, dialect: sa.Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self.sql = str(compiled)
        self.positional: bool = compiled.positional
        into = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
        names = compiled.positiontup if compiled.positional else list(compiled.params)
        given = compiled.params
        # For each parameter: its name, the value that stands in the statement itself, and how it is written.
        self.parameters: list[tuple[str, Any, Converter | None]] = [(name, given[name], into[name]) for name in names]
        columns = statement.selected_columns if isinstance(statement, sa.SelectBase) else ()
        out = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self.converters: list[tuple[int, Converter]] = [(at, convert) for at, convert in enumerate(out) if convert]

    def bound(self, values: Values) -> Any:
        """The parameters as the driver wants them."""
        found = [
            convert(values.get(name, given)) if convert else values.get(name, given)
            for name, given, convert in self.parameters
        ]
        if self.positional:
            return found
        return dict(zip((name for name, _, _ in self.parameters), found, strict=True))

    def read(self, row: Row) -> Row:
        """One row with its columns as their types want them."""
        read = list(row)
        for at, convert in self.converters:
            if read[at] is not None:
                read[at] = convert(read[at])
        return tuple(read)
