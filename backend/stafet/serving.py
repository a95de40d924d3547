"""From settings to a running server: starts uvicorn. Also the throw-away demo."""

import logging
import socket
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import structlog
import uvicorn
from litestar import Litestar

from stafet.app import create_app, describe
from stafet.content_command import content_for
from stafet.domain.people import Door
from stafet.http.library_log import LibraryLog
from stafet.http.patience import BoundedProtocol
from stafet.http.runtime import system_clock
from stafet.identity.provider import Assurance, DoorRule, Provider, ProviderSettings
from stafet.opening import database_trouble_is_told, keys_of, made, stops_file, tell_sealing
from stafet.push.keys import VapidKeys, load_keys
from stafet.push.keys import make_keys as new_vapid_key
from stafet.settings import Settings, SettingsError
from stafet.use_cases import demo_story, restoring, upkeep
from stafet.use_cases.transactions import Database

STATIC = Path(__file__).parent / "static"
LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def serve(settings: Settings, *, prepare: Callable[[Database], None] | None = None) -> int:
    """Run until stopped. SQLite is migrated at the start; PostgreSQL must have been migrated by the operator."""
    place = content_for(settings.content_dir, is_demo=settings.is_demo)
    keys = keys_of(settings)
    _log(settings)
    db = Database(settings.database_url, keys, stops=stops_file(settings))
    with database_trouble_is_told():
        # Before anything is changed in it: a slip of the hand must not open real plans to anybody.
        if settings.is_demo and upkeep.holds_real_people(db):
            raise SettingsError("STAFET_MODE=demo does not open a database with real people in it: STAFET_DATABASE_URL")
        if db.is_sqlite:
            upkeep.migrate(db)
            upkeep.seal(db, datetime.now(UTC), tell_sealing)
        elif not upkeep.is_current(db):
            raise SettingsError("The database is at another revision. Run: stafet migrate")
        if not settings.is_demo and (version := upkeep.dangerous_sqlite(db)):
            structlog.get_logger().warning("sqlite_with_wal_reset_bug", version=version, mended_in="3.51.3")
        upkeep.prove_keys(db)
        _tell_missing_stops(db, stops_file(settings))
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


def _tell_missing_stops(db: Database, file: Path | None) -> None:
    """A backup that was put back without `stafet restored` would open again what people stopped (T27)."""
    log = structlog.get_logger()
    try:
        count = restoring.missing_stops(db, file, datetime.now(UTC))
    except restoring.StopsUnreadable:
        log.error("stops_not_readable")  # noqa: TRY400 - the line it names is of the end that was read
        return
    if count:
        log.error("stops_not_in_database", count=count)


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
        vapid = made(home / "vapid.pem", new_vapid_key)
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


def openapi_bytes() -> bytes:
    """The API's description, made without a database."""
    return describe()


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
