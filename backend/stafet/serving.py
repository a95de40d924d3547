"""From settings to a running server: opens the database, loads keys, starts uvicorn. Also the throw-away demo."""

import logging
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec
import structlog
import uvicorn
from alembic.util import CommandError
from litestar import Litestar
from sqlalchemy.exc import OperationalError

from stafet.app import create_app, describe
from stafet.content_command import content_for
from stafet.domain.people import Door
from stafet.http.library_log import LibraryLog
from stafet.http.patience import BoundedProtocol
from stafet.http.runtime import system_clock
from stafet.identity.client_key import new_client_key
from stafet.identity.provider import Assurance, DoorRule, Provider, ProviderSettings
from stafet.push.keys import VapidKeys, load_keys
from stafet.push.keys import make_keys as new_vapid_key
from stafet.settings import Settings, SettingsError
from stafet.use_cases import demo_story, restoring, upkeep
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

STATIC = Path(__file__).parent / "static"
LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def serve(settings: Settings, *, prepare: Callable[[Database], None] | None = None) -> int:
    """Run until stopped. SQLite is migrated at the start; PostgreSQL must have been migrated by the operator."""
    place = content_for(settings.content_dir, is_demo=settings.is_demo)
    keys = _keys(settings)
    _log(settings)
    db = Database(settings.database_url, keys, stops=_stops_file(settings))
    with _database_trouble_is_told():
        # Before anything is changed in it: a slip of the hand must not open real plans to anybody.
        if settings.is_demo and upkeep.holds_real_people(db):
            raise SettingsError("STAFET_MODE=demo does not open a database with real people in it: STAFET_DATABASE_URL")
        if db.is_sqlite:
            upkeep.migrate(db)
            upkeep.seal(db, datetime.now(UTC), _tell_sealing)
        elif not upkeep.is_current(db):
            raise SettingsError("The database is at another revision. Run: stafet migrate")
        upkeep.prove_keys(db)
        upkeep.keep_consent_texts(db, datetime.now(UTC))
    if prepare is not None:
        prepare(db)
    app = create_app(
        settings,
        db,
        provider=_provider(settings),
        vapid=_vapid(settings),
        static_dir=_static(settings),
        place=place,
    )
    server = uvicorn.Server(server_config(app, settings))
    with suppress(KeyboardInterrupt):
        server.run()
    db.close()
    return 0 if server.started else 3


def server_config(app: Litestar, settings: Settings) -> uvicorn.Config:
    """How the process listens. One of it on SQLite: one writing path. On PostgreSQL run several behind a proxy."""
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=BoundedProtocol,
        ws="none",
        # Nothing here is decided by what a proxy, or who says to be one, writes in a request (T36): http/addresses.py.
        proxy_headers=False,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
    )


def serve_demo(settings: Callable[..., Settings], *, port: int, folder: Path | None, empty: bool) -> int:
    """Fictional people in a throw-away folder, on this machine only. Peter's plan is in use, unless `empty`."""
    with tempfile.TemporaryDirectory(prefix="stafet-demo-") as temporary:
        home = folder or Path(temporary)
        home.mkdir(parents=True, exist_ok=True)
        vapid = _made(home / "vapid.pem", new_vapid_key)
        chosen = settings(
            mode="demo",
            database_url=f"sqlite:///{home / 'stafet.db'}",
            public_url=f"http://localhost:{port}",
            port=port,
            data_dir=str(home),
            vapid_key_file=str(vapid),
            vapid_subject="mailto:demo@stafet.dk",
            reminder_interval_seconds=2.0,
            log_level="warning",
        )
        if is_taken(port):
            raise SettingsError(f"Port {port} is taken. Another one: make demo PORT={port + 1}")
        print(f"Stafet demo: http://localhost:{port}  (fictional people; stop with Ctrl+C)", flush=True)
        return serve(chosen, prepare=None if empty else lambda db: demo_story.tell(db, system_clock))


def is_taken(port: int) -> bool:
    """Whether somebody else listens on this machine's port."""
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0


def migrate(settings: Settings, *, check: bool) -> int:
    """Bring the database to this release, or only tell whether tables and migrations agree."""
    # Not in an event loop: this may wait for others to finish.
    db = Database(settings.database_url, None if check else _keys(settings), sqlite_busy_ms=30_000)
    with closing(db), _database_trouble_is_told():
        if check:
            upkeep.check_drift(db)
            return 0
        upkeep.migrate(db)
        upkeep.seal(db, datetime.now(UTC), _tell_sealing)
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


def openapi_bytes() -> bytes:
    """The API's description, made without a database."""
    return describe()


def make_keys(folder: Path) -> int:
    """Make the keys an installation needs. Existing files are kept: a new VAPID key would silence every phone."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in KEYS.items():
        path = folder / name
        print(f"{path} is {'kept' if path.exists() else 'new'}")
        _made(path, make)
    return 0


KEYS: Mapping[str, Callable[[], str]] = {
    "master.key": new_master_key,
    "vapid.pem": new_vapid_key,
    "oidc-client.pem": new_client_key,
    "log.key": new_log_key,
    "receipt.key": new_receipt_key,
}
"""Every key of an installation, as `stafet keys` makes it."""


def _made(path: Path, make: Callable[[], str]) -> Path:
    """A key file, made now if it is not there. Nobody else on the machine may read it."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(make())
    return path


def _keys(settings: Settings) -> Keys:
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
    return _made(folder / f"{name}.key", KEYS[f"{name}.key"])


def _stops_file(settings: Settings) -> Path | None:
    return Path(settings.stops_file) if settings.stops_file else None


def _tell_sealing(done: int, of: int) -> None:
    if done == of or done % 100 == 0:
        print(f"Sealed {done} of {of} plans.", file=sys.stderr, flush=True)


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database of this installation with its keys, for a command that asks it something."""
    db = Database(settings.database_url, _keys(settings), sqlite_busy_ms=30_000, stops=_stops_file(settings))
    with closing(db), _database_trouble_is_told():
        if not upkeep.is_current(db):
            raise SettingsError("The database is at another revision. Run first: stafet migrate")
        yield db


@contextmanager
def _database_trouble_is_told() -> Iterator[None]:
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


def _provider(settings: Settings) -> Provider | None:
    if settings.is_demo:
        return None
    doors: dict[Door, DoorRule] = {}
    rules: tuple[tuple[Door, str], ...] = (
        ("citizen", settings.oidc_citizen_claim),
        ("professional", settings.oidc_professional_claim),
    )
    for door, rule in rules:
        claim, _, value = rule.partition("=")
        if claim and value:
            doors[door] = DoorRule(claim=claim, values=tuple(value.split("|")))
    secret = Path(settings.oidc_client_secret_file).read_text().strip() if settings.oidc_client_secret_file else ""
    return Provider(
        ProviderSettings(
            issuer=settings.oidc_issuer,
            client_id=settings.oidc_client_id,
            redirect_uri=f"{settings.origin}/api/sign-in/callback",
            client_key=settings.oidc_client_key_file,
            client_secret=secret,
            scopes=tuple(settings.oidc_scopes.split()),
            acr_values=settings.oidc_acr_values,
            algorithms=tuple(settings.oidc_algorithms.split()),
            claim_name_for_display=settings.oidc_name_claim,
            birthdate_claim=settings.oidc_birthdate_claim,
            age_claim=settings.oidc_age_claim,
            doors=doors,
            assurance=Assurance() if settings.oidc_demand_assurance else None,
        )
    )


def _vapid(settings: Settings) -> VapidKeys | None:
    if not settings.vapid_key_file:
        return None
    return load_keys(Path(settings.vapid_key_file).read_text(), settings.vapid_subject)


def _static(settings: Settings) -> Path | None:
    folder = Path(settings.static_dir) if settings.static_dir else STATIC
    return folder if (folder / "index.html").is_file() else None


def _encoded(event: object, default: Callable[[object], object]) -> bytes:
    return msgspec.json.encode(event, enc_hook=default)


def _log(settings: Settings) -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(serializer=_encoded),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[settings.log_level]),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    # Libraries print addresses and parameters; ours is the only log.
    logging.basicConfig(level=logging.WARNING, handlers=[LibraryLog()], force=True)
