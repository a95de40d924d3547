"""The database's own revision: migrating, and refusing to work on the wrong one."""

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from stafet.store.engine import Database, Transaction

# Two processes that start together on PostgreSQL must not migrate at once.
MIGRATION_LOCK = 0x57AFE7


def migrations_folder() -> Path:
    """Beside pyproject in a checkout; inside the package in a wheel."""
    checkout = Path(__file__).parents[3] / "migrations"
    return checkout if checkout.is_dir() else Path(__file__).parents[1] / "_migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    return config


def migrate(db: Database) -> None:
    """Bring the database to the revision of this release, in one transaction."""
    config = _config()
    # The log of an older release is put into a chain; an empty database needs no key for that.
    config.attributes["log_key"] = db.keys.log if db.keys else None
    with db.rebuild() as tx:
        if not db.is_sqlite:
            tx.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        config.attributes["connection"] = tx
        command.upgrade(config, "head")


def check_drift(db: Database) -> None:
    """Fail when the tables differ from what the migrations make."""
    config = _config()
    with db.write() as tx:
        config.attributes["connection"] = tx
        command.check(config)


def current_revision(tx: Transaction) -> str | None:
    """The revision this database is at."""
    return MigrationContext.configure(tx).get_current_revision()


@cache
def newest_revision() -> str | None:
    """The revision this release needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()
