"""Everything that can be set, in one Struct, read from `STAFET_*` in the environment. Wrong settings stop the start."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import SplitResult, urlsplit

import msgspec


class SettingsError(Exception):
    """A setting is missing or wrong. The message names it and says what to do."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How this installation runs. Each field is the environment variable STAFET_<FIELD IN CAPITALS>."""

    mode: Literal["live", "demo"] = "live"
    database_url: str = ""
    public_url: str = "http://localhost:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    data_dir: str = ".stafet"
    static_dir: str = ""
    # A version has gone out whose service worker breaks the app: serve the one that stops it (threat T11).
    stop_worker: bool = False

    # The demo lets anybody be anybody. Only with this may it be reached from another machine.
    demo_on_public_address: bool = False

    # The identity provider (a MitID broker, or any OpenID provider).
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_key_file: str = ""
    oidc_client_secret_file: str = ""
    oidc_scopes: str = "openid profile"
    oidc_acr_values: str = ""
    oidc_name_claim: str = "name"
    # Nobody under 15 is let in. Looked at when the provider says it; never kept.
    oidc_birthdate_claim: str = "birthdate"
    oidc_age_claim: str = "age"
    # "claim=value": what the ID token must say at each door; empty when the provider serves one kind of people.
    oidc_citizen_claim: str = ""
    oidc_professional_claim: str = ""
    oidc_demand_assurance: bool = False
    oidc_algorithms: str = "RS256 PS256 ES256"

    # The key that the log of every plan is chained with. Kept apart from the database and its backups.
    log_key_file: str = ""
    # What opens the keys of the plans. Never beside the database, never in its backup.
    master_key_file: str = ""
    # Where the newest row of every log is written down, line by line: best a place this machine cannot rewrite.
    heads_file: str = ""
    heads_interval_seconds: Annotated[float, msgspec.Meta(gt=0)] = 3600.0
    # Where every stop is written down, so that a backup cannot bring it back. Not beside the database.
    stops_file: str = ""
    # The key that signs the citizens' receipts.
    receipt_key_file: str = ""

    # The folder with the operator's own content files: numbers to call, organisations, templates.
    content_dir: str = ""

    # Web Push.
    vapid_key_file: str = ""
    vapid_subject: str = ""
    push_extra_hosts: str = ""
    push_extra_origins: str = ""
    reminder_interval_seconds: float = 15.0

    # How many proxies of ours a request passes. Only what they add to X-Forwarded-For is believed.
    trusted_proxies: Annotated[int, msgspec.Meta(ge=0, le=10)] = 0
    # How often; 0 is no limit. Each process counts for itself.
    requests_per_minute: Annotated[int, msgspec.Meta(ge=0)] = 6000
    sync_per_minute: Annotated[int, msgspec.Meta(ge=0)] = 600
    # A desk reads all plans of its owner at once: these must stand above what one person can have in their care.
    plans_per_hour: Annotated[int, msgspec.Meta(ge=0)] = 120
    plans_per_day: Annotated[int, msgspec.Meta(ge=0)] = 200

    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @property
    def is_demo(self) -> bool:
        """Fictional people, sign-in by choosing a name."""
        return self.mode == "demo"

    @property
    def origin(self) -> str:
        """Scheme, host and port under which people reach this installation."""
        return self.public_url.rstrip("/")

    @property
    def is_https(self) -> bool:
        """Whether cookies can be Secure and carry the __Host- prefix."""
        return self.public_url.startswith("https://")


def read_settings(environment: Mapping[str, str], **overrides: object) -> Settings:
    """The settings, checked. Raises `SettingsError` that names the first thing to mend."""
    values: dict[str, object] = {}
    for field in msgspec.structs.fields(Settings):
        name = f"STAFET_{field.name.upper()}"
        if name in environment:
            values[field.name] = environment[name]
    known = {f"STAFET_{field.name.upper()}" for field in msgspec.structs.fields(Settings)}
    unknown = sorted(name for name in environment if name.startswith("STAFET_") and name not in known | _ELSEWHERE)
    if unknown:
        raise SettingsError(f"{unknown[0]} is not a setting. Known: {', '.join(sorted(known))}")
    try:
        settings = msgspec.convert({**values, **overrides}, Settings, strict=False)
    except msgspec.ValidationError as error:
        # The message names the field as the decoder sees it; the operator knows it by the variable.
        named = re.sub(r"`\$\.(\w+)`", lambda found: f"STAFET_{found[1].upper()}", str(error))
        raise SettingsError(f"A setting is wrong: {named}") from error
    return _checked(settings)


# Read by tests and tools, not by the server.
_ELSEWHERE = {"STAFET_TEST_PG_URL", "STAFET_CHROMIUM"}


def _checked(settings: Settings) -> Settings:
    url = urlsplit(settings.public_url)
    if url.scheme not in ("http", "https") or not url.hostname or url.path not in ("", "/") or not _has_sound_port(url):
        raise SettingsError("STAFET_PUBLIC_URL must be an origin: https://stafet.example.dk")
    if url.scheme == "http" and not is_loopback(url.hostname):
        raise SettingsError("STAFET_PUBLIC_URL must be https, except on this machine (localhost)")
    if settings.database_url and not settings.database_url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError("STAFET_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://")
    if settings.is_demo:
        _check_demo(settings, url.hostname)
    return settings


def _has_sound_port(url: SplitResult) -> bool:
    try:
        return url.port is None or url.port > 0
    except ValueError:
        return False


def _check_demo(settings: Settings, hostname: str) -> None:
    # Demo mode lets anybody be anybody: it must be impossible to switch on by accident (trust.md 4.3).
    if settings.oidc_issuer:
        raise SettingsError("STAFET_MODE=demo cannot run beside a real STAFET_OIDC_ISSUER")
    if settings.demo_on_public_address:
        return
    if not is_loopback(hostname) or not is_loopback(settings.host):
        raise SettingsError(
            "STAFET_MODE=demo runs only on this machine (localhost). "
            "STAFET_DEMO_ON_PUBLIC_ADDRESS=true lets anybody be anybody, from anywhere"
        )


def for_serving(settings: Settings) -> Settings:
    """What must be set before people can be let in."""
    if not settings.database_url:
        raise SettingsError("STAFET_DATABASE_URL is missing, for example sqlite:////var/lib/stafet/stafet.db")
    if not settings.is_demo:
        if not settings.oidc_issuer or not settings.oidc_client_id:
            raise SettingsError("STAFET_OIDC_ISSUER and STAFET_OIDC_CLIENT_ID are missing: nobody could sign in")
        if not settings.oidc_client_key_file and not settings.oidc_client_secret_file:
            raise SettingsError("STAFET_OIDC_CLIENT_KEY_FILE is missing (make one with: stafet keys)")
        for_opening(settings)
    for name in (
        "log_key_file",
        "master_key_file",
        "receipt_key_file",
        "vapid_key_file",
        "oidc_client_key_file",
        "oidc_client_secret_file",
    ):
        path = getattr(settings, name)
        if path and not Path(path).is_file():
            raise SettingsError(f"STAFET_{name.upper()} names a file that is not there: {path}")
    if settings.vapid_key_file and not settings.vapid_subject:
        raise SettingsError("STAFET_VAPID_SUBJECT is missing, for example mailto:drift@example.dk")
    return settings


def for_opening(settings: Settings) -> Settings:
    """What must be set before the database and its texts can be opened. The demo makes its own keys."""
    if not settings.database_url:
        raise SettingsError("STAFET_DATABASE_URL is missing")
    for name in () if settings.is_demo else ("log_key_file", "master_key_file", "receipt_key_file"):
        path = getattr(settings, name)
        if not path:
            raise SettingsError(f"STAFET_{name.upper()} is missing (make one with: stafet keys)")
        if not Path(path).is_file():
            raise SettingsError(f"STAFET_{name.upper()} names a file that is not there: {path}")
    return settings


def is_loopback(hostname: str) -> bool:
    """Whether a host name means this machine."""
    if hostname == "localhost":
        return True
    try:
        return ip_address(hostname).is_loopback
    except ValueError:
        return False
