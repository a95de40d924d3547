"""What an operator's commands do to the database."""

from datetime import datetime

from stafet.domain.consent_texts import kept_texts
from stafet.domain.ids import random_id
from stafet.identity.demo import DEMO_ISSUER
from stafet.store import consents, people, plans, schema
from stafet.store.engine import Database


def holds_real_people(db: Database) -> bool:
    """Whether anybody but the demo's people has signed in here."""
    with db.read() as tx:
        return people.are_others_than(tx, DEMO_ISSUER)


def migrate(db: Database) -> None:
    """Bring the database to the revision of this release."""
    schema.migrate(db)


def is_current(db: Database) -> bool:
    """Whether the database is at the revision of this release."""
    with db.read() as tx:
        return schema.current_revision(tx) == schema.newest_revision()


def check_drift(db: Database) -> None:
    """Fail when tables and migrations disagree."""
    schema.check_drift(db)


def keep_consent_texts(db: Database, now: datetime) -> None:
    """Keep the wording of this release, so that every grant can point at the text it was given on."""
    with db.write() as tx:
        consents.keep_texts(tx, kept_texts(), now)


def renew_epochs(db: Database) -> int:
    """After a restore: every phone takes its plans anew, and sends again what the backup did not hold."""
    with db.write() as tx:
        return plans.renew_epochs(tx, random_id)
