"""Column types that mean the same on SQLite and PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa


class Utc(sa.TypeDecorator[datetime]):
    """A moment in UTC. Refuses a time without a zone: SQLite would store it and nobody would know which zone it was."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Only a time with a zone goes in."""
        return None if value is None else _in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """A UTC time comes out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def bind_processor(self, dialect: Any) -> Callable[[Any], Any] | None:
        """SQLite keeps the moment as text; written in one step, because every row has two or three."""
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Any, coltype: object) -> Callable[[Any], datetime | None] | None:
        """SQLite keeps the moment as text; read in one step, because twenty items have forty of them."""
        return _from_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return value.astimezone(UTC)


def _as_text(value: datetime | None) -> str | None:
    # Without the "+00:00" at the end: what is stored is UTC.
    return None if value is None else _in_utc(value).isoformat(" ", "microseconds")[:26]


def _from_text(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(f"{text}+00:00")


class Sealed(sa.TypeDecorator[bytes]):
    """A text that is sealed (store/sealing.py). The drivers take and give bytes; nothing is converted on the way."""

    impl = sa.LargeBinary
    cache_ok = True

    def bind_processor(self, dialect: Any) -> None:
        """Bytes as they are."""

    def result_processor(self, dialect: Any, coltype: object) -> None:
        """Bytes as they are."""
