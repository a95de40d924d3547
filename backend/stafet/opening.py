"""The database of an installation and its keys, opened for an operator's command, who waits for no web framework."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from alembic.util import CommandError
from sqlalchemy.exc import OperationalError

from stafet.identity.client_key import new_client_key
from stafet.push.keys import make_keys as new_vapid_key
from stafet.settings import Settings, SettingsError
from stafet.use_cases import restoring, upkeep
from stafet.use_cases.errors import Refused
from stafet.use_cases.transactions import (
    Busy,
    Database,
    Keys,
    NotSealedYet,
    ReceiptKey,
    WrongMasterKey,
    read_log_key,
    read_master_key,
)
from stafet.use_cases.transactions import make_log_key as new_log_key
from stafet.use_cases.transactions import make_master_key as new_master_key
from stafet.use_cases.transactions import make_receipt_key as new_receipt_key


def migrate(settings: Settings, *, check: bool) -> int:
    """Bring the database to this release, or only tell whether tables and migrations agree."""
    # Not in an event loop: this may wait for others to finish.
    db = Database(settings.database_url, None if check else keys_of(settings), sqlite_busy_ms=30_000)
    with closing(db), database_trouble_is_told():
        if check:
            upkeep.check_drift(db)
            return 0
        upkeep.migrate(db)
        upkeep.seal(db, datetime.now(UTC), tell_sealing)
        upkeep.keep_consent_texts(db, datetime.now(UTC))
    print("The database is at the revision of this release.")
    return 0


def suspension(
    settings: Settings, *, doing: Literal["suspend", "resume"], plan: str | None, operators: Sequence[str]
) -> int:
    """Close a plan to everybody but its citizen, or open it again. Two operators, each by name.

    Without a plan: open again every plan that `stafet restored` closed.
    """
    now = datetime.now(UTC)
    with opened(settings) as db:
        try:
            if plan is None:
                count = restoring.reopen_all(db, operators, now)
                print(f"{count} plans go on.")
                return 0
            upkeep.suspend_or_resume(db, doing=doing, plan=plan, operators=operators, now=now)
        except Refused as error:
            raise SettingsError(SUSPENSION_REFUSED.get(error.code, error.code)) from error
    print("Nothing of the plan reaches anybody but its citizen." if doing == "suspend" else "The plan goes on.")
    return 0


SUSPENSION_REFUSED = {
    "two_operators_needed": "Two operators do this together: --operator NAME --operator NAME",
    "not_found": "There is no such plan",
    "suspended_already": "The plan is suspended already",
    "not_suspended": "The plan is not suspended",
}


def make_keys(folder: Path) -> int:
    """Make the keys an installation needs. Existing files are kept: a new VAPID key would silence every phone."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in KEYS.items():
        path = folder / name
        print(f"{path} is {'kept' if path.exists() else 'new'}")
        made(path, make)
    return 0


KEYS: Mapping[str, Callable[[], str]] = {
    "master.key": new_master_key,
    "vapid.pem": new_vapid_key,
    "oidc-client.pem": new_client_key,
    "log.key": new_log_key,
    "receipt.key": new_receipt_key,
}
"""Every key of an installation, as `stafet keys` makes it."""


def made(path: Path, make: Callable[[], str]) -> Path:
    """A key file, made now if it is not there. Nobody else on the machine may read it."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(make())
    return path


def keys_of(settings: Settings) -> Keys:
    """The keys the database is opened with. The demo makes its own beside its database."""
    log, master, receipt = (_key_file(settings, name) for name in ("log", "master", "receipt"))
    try:
        log_key = read_log_key(log.read_text())
    except ValueError as error:
        raise SettingsError(f"STAFET_LOG_KEY_FILE does not hold a key of the log: {error}") from error
    try:
        master_key = read_master_key(master.read_text())
    except ValueError as error:
        raise SettingsError(f"STAFET_MASTER_KEY_FILE does not hold a master key: {error}") from error
    try:
        receipt_key = ReceiptKey(receipt.read_text())
    except ValueError as error:
        raise SettingsError(f"STAFET_RECEIPT_KEY_FILE does not hold a key of receipts: {error}") from error
    return Keys(log=log_key, master=master_key, receipt=receipt_key)


def _key_file(settings: Settings, name: str) -> Path:
    named: str = getattr(settings, f"{name}_key_file")
    if named or not settings.is_demo:
        return Path(named)
    folder = Path(settings.data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    return made(folder / f"{name}.key", KEYS[f"{name}.key"])


def stops_file(settings: Settings) -> Path | None:
    return Path(settings.stops_file) if settings.stops_file else None


def tell_sealing(done: int, of: int) -> None:
    if done == of or done % 100 == 0:
        print(f"Sealed {done} of {of} plans.", file=sys.stderr, flush=True)


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database of this installation with its keys, for a command that asks it something."""
    db = Database(settings.database_url, keys_of(settings), sqlite_busy_ms=30_000, stops=stops_file(settings))
    with closing(db), database_trouble_is_told():
        if not upkeep.is_current(db):
            raise SettingsError("The database is at another revision. Run first: stafet migrate")
        yield db


@contextmanager
def database_trouble_is_told() -> Iterator[None]:
    """In a line for the operator. The driver's own words name host and file, never a password."""
    try:
        yield
    except (Busy, OperationalError) as error:
        said = error.__cause__ if isinstance(error, Busy) else error
        words = str(said.orig).splitlines()[0] if isinstance(said, OperationalError) else "somebody else holds it"
        raise SettingsError(f"The database does not answer: {words}") from error
    except WrongMasterKey as error:
        raise SettingsError(f"STAFET_MASTER_KEY_FILE is not the key of this database: {error}") from error
    except NotSealedYet as error:
        raise SettingsError("The database has texts that are not sealed. Run: stafet migrate") from error
    except CommandError as error:
        raise SettingsError(f"The database and the migrations disagree: {error}") from error
