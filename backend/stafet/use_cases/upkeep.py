"""What an operator's commands do to the database."""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Literal

from stafet.domain.call_texts import kept_call_texts
from stafet.domain.consent_texts import kept_texts
from stafet.domain.ids import random_id
from stafet.identity.demo import DEMO_ISSUER
from stafet.store import (
    backups,
    calendars,
    consents,
    invitations,
    people,
    plan_keys,
    plans,
    rewrapping,
    schema,
    sessions,
    turning,
)
from stafet.store.engine import Database
from stafet.store.sealing import MasterKey
from stafet.use_cases import suspension
from stafet.use_cases.errors import NotFound


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


def prove_keys(db: Database) -> None:
    """Refuse a database whose texts are not sealed yet, or are sealed with another master key."""
    with db.read() as tx:
        plan_keys.check(tx)


def seal(db: Database, now: datetime, told: Callable[[int, int], None] | None = None) -> int:
    """Seal what lies in plain text from before 0.2.0, a plan at a time; answers how many plans that was.

    Ended in the middle, each plan is as it was or sealed whole, and the next run goes on.
    """
    with db.write() as tx:
        plan_keys.set_up(tx, now)
        if turning.is_complete(tx):
            return 0
        plain = turning.plain_plans(tx)
    for number, plan_id in enumerate(plain, start=1):
        with db.write() as tx:
            turning.seal_plan(tx, plan_id, now)
        if told is not None:
            told(number, len(plain))
    with db.write() as tx:
        others = turning.seal_house(tx)
    if plain or others:
        db.shed_old_pages()
    return len(plain)


def dangerous_sqlite(db: Database) -> str:
    """The version of SQLite, when it is one that can damage a database in rare moments; else nothing (F7)."""
    version = backups.sqlite_in_use()
    return version if db.is_sqlite and backups.has_reset_bug(version) else ""


def renew_keys(
    db: Database, now: datetime, *, made_before: datetime, told: Callable[[int, int], None] | None = None
) -> int:
    """Give every plan whose key was made before a moment another one, and destroy the old; answers how many.

    A plan is one transaction, under the plan's lock: ended anywhere, each plan lies whole under its old key or whole
    under its new one, and people may read and write meanwhile.
    """
    with db.read() as tx:
        found = turning.keyed_plans(tx, made_before)
    renewed = 0
    for number, plan_id in enumerate(found, start=1):
        with db.write() as tx:
            renewed += turning.renew_key(tx, plan_id, now)
        if told is not None:
            told(number, len(found))
    # The old keys, and what lay under them, leave the journal too.
    db.forget_journal()
    return renewed


def backup(db: Database, path: Path) -> int:
    """A whole copy of an SQLite database that is in use, checked and on the disk; answers how many plans it holds."""
    db.copy_to(path)
    with closing(Database(f"sqlite:///{path}", db.keys)) as copy, copy.read() as tx:
        plan_keys.check(tx)
        return len(plans.all_ids(tx))


def rotate_master(db: Database, new: MasterKey, told: Callable[[int, int], None] | None = None) -> int:
    """Wrap every key with another master key, all or none; answers how many were not wrapped with it already."""
    with db.write() as tx:
        count = rewrapping.rewrap(tx, plan_keys.of_transaction(tx).keyring.master, new, told)
    # What the old master opens leaves the journal too.
    db.forget_journal()
    return count


def keep_consent_texts(db: Database, now: datetime) -> None:
    """Keep the wording of this release, so that every grant can point at the text it was given on."""
    with db.write() as tx:
        consents.keep_texts(tx, [*kept_texts(), *kept_call_texts()], now)


def end_sessions(db: Database) -> int:
    """After a restore: a phone that was signed out since, perhaps a stolen one, is not signed in again by a backup."""
    with db.write() as tx:
        return sessions.end_everybodys(tx)


def end_links(db: Database) -> tuple[int, int]:
    """After a restore: no link that was turned off, replaced or used since works again (T15, T27).

    Nobody knows which ones those are, so it is all of them. Answers how many calendars and invitations that were.
    """
    with db.write() as tx:
        return calendars.remove_all(tx), invitations.close_all(tx)


def renew_epochs(db: Database) -> int:
    """After a restore: every phone takes its plans anew, and sends again what the backup did not hold."""
    with db.write() as tx:
        return plans.renew_epochs(tx, random_id)


def suspend_or_resume(
    db: Database, *, doing: Literal["suspend", "resume"], plan: str, operators: Sequence[str], now: datetime
) -> None:
    """Close a plan to everybody but its citizen, or open it again. Named by its id, or by its citizen's subject."""
    act = suspension.suspend if doing == "suspend" else suspension.resume
    with db.write() as tx:
        plan_id = plans.named(tx, plan)
        if plan_id is None:
            raise NotFound
        act(tx, plan_id=plan_id, operators=operators, now=now)
