"""Alembic's door to the database: a connection that is handed in, or one opened from STAFET_DATABASE_URL."""

import os
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from stafet.store.tables import metadata
from stafet.store.types import Sealed, Utc


def render_item(kind: str, value: object, _autogen: object) -> str | Literal[False]:
    """Migrations never import the application: its column types are written as plain SQLAlchemy."""
    if kind == "type" and isinstance(value, Utc):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(value, Sealed):
        return "sa.LargeBinary()"
    return False


def run(connection: sa.Connection) -> None:
    """Migrate on this connection; the transaction is the caller's."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
        render_item=render_item,
        transaction_per_migration=False,
    )
    context.run_migrations()


given: Any = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = sa.create_engine(os.environ["STAFET_DATABASE_URL"])
    with engine.begin() as opened:
        run(opened)
