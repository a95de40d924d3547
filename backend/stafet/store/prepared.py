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


class Prepared:
    """One statement with named parameters. Written at module level, so that it is compiled once."""

    def __init__(self, statement: sa.Select[*tuple[Any, ...]] | sa.Insert | sa.Update) -> None:
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
        with _failures_are_named(tx, ready):
            found: list[Row] = _driver(tx).execute(ready.sql, ready.bound(values)).fetchall()
        return [ready.read(row) for row in found] if ready.converters else found

    def row(self, tx: sa.Connection, values: Values) -> Row | None:
        """The one row of a query that has at most one."""
        ready = self._for(tx)
        with _failures_are_named(tx, ready):
            found: Row | None = _driver(tx).execute(ready.sql, ready.bound(values)).fetchone()
        return ready.read(found) if found is not None and ready.converters else found

    def run(self, tx: sa.Connection, values: Values) -> int:
        """Write; answers how many rows it touched."""
        ready = self._for(tx)
        with _failures_are_named(tx, ready):
            touched: int = _driver(tx).execute(ready.sql, ready.bound(values)).rowcount
        return touched

    def run_many(self, tx: sa.Connection, values: Iterable[Values]) -> None:
        """Write many rows with one statement."""
        ready = self._for(tx)
        with _failures_are_named(tx, ready):
            _driver(tx).cursor().executemany(ready.sql, [ready.bound(one) for one in values])


class _failures_are_named:  # noqa: N801 - reads as a sentence; a class, because a generator costs as much as the query
    """What the driver raises leaves as SQLAlchemy would have raised it; a lost database empties the pool."""

    __slots__ = ("ready", "tx")

    def __init__(self, tx: sa.Connection, ready: "_Ready") -> None:
        self.tx = tx
        self.ready = ready

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _where: object) -> None:
        dialect: Any = self.tx.dialect
        if not isinstance(error, dialect.dbapi.Error):
            return
        is_lost = dialect.is_disconnect(error, _driver(self.tx), None)
        if is_lost:
            self.tx.engine.dispose()
        raise DBAPIError.instance(
            self.ready.sql, None, error, dialect.dbapi.Error,
            hide_parameters=True, connection_invalidated=is_lost, dialect=dialect,
        ) from error  # fmt: skip


def _driver(tx: sa.Connection) -> Any:
    return tx.connection.dbapi_connection


class _Ready:
    """A statement as one driver takes it: its text, how values go in and how columns come out."""

    def __init__(self, statement: sa.Select[*tuple[Any, ...]] | sa.Insert | sa.Update, dialect: sa.Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self.sql = str(compiled)
        self.positional: bool = compiled.positional
        into = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
        names = compiled.positiontup if compiled.positional else list(compiled.params)
        given = compiled.params
        # For each parameter: its name, the value that stands in the statement itself, and how it is written.
        self.parameters: list[tuple[str, Any, Converter | None]] = [(name, given[name], into[name]) for name in names]
        columns = statement.selected_columns if isinstance(statement, sa.Select) else ()
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
