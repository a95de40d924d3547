"""Whether the database can be worked with."""

from stafet.store.engine import Transaction
from stafet.store.schema import current_revision, newest_revision


def is_ready(tx: Transaction) -> bool:
    """The database answers, and is at the revision of this release."""
    return current_revision(tx) == newest_revision()
