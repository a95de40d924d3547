"""The rules by which the database keeps the log, lifted for a moment: as an insider with the database could."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from stafet.store.keys import Keys

KEYS = Keys(log=bytes(range(32)))
"""The keys of every database that a test opens by itself."""


@contextmanager
def lifted(tx: sa.Connection) -> Iterator[None]:
    """Rows of the log can be changed, taken out and put in. Afterwards the rules are back."""
    if tx.dialect.name == "postgresql":
        tx.execute(sa.text("ALTER TABLE log DISABLE TRIGGER USER"))
        yield
        tx.execute(sa.text("ALTER TABLE log ENABLE TRIGGER USER"))
        return
    rules = tx.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'log'")).all()
    for name, _ in rules:
        tx.execute(sa.text(f"DROP TRIGGER {name}"))
    yield
    for _, statement in rules:
        tx.exec_driver_sql(statement)
