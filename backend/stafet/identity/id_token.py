"""What an ID token must say. Pure: claims, header and expectations in, a subject out, or a refusal.

Stricter than the library on purpose: see the numbered lies in tests/identity/test_lying_provider.py.
"""

import hashlib
import hmac
import math
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from stafet.identity.age import check_age
from stafet.identity.errors import SignInRefused
from stafet.identity.people import Door, Identity
from stafet.identity.settings import Assurance, Level, ProviderSettings

LEEWAY = timedelta(seconds=30)
LEVELS: tuple[Level, ...] = ("low", "substantial", "high")


class Expectations(msgspec.Struct, frozen=True, kw_only=True):
    """What Stafet knows before it reads the token. Nothing here has a default: what is left out is not checked."""

    settings: ProviderSettings
    nonce: str
    door: Door
    max_age: int | None  # seconds since the person proved who they are; asked for at step-up
    access_token: str | None
    now: datetime


def check_id_token(claims: Mapping[str, Any], header: Mapping[str, Any], expected: Expectations) -> Identity:
    """Whose token this is. Raises SignInRefused at the first thing that is not exactly as it should be."""
    settings = expected.settings
    if header.get("alg") not in settings.algorithms:
        raise SignInRefused("wrong_algorithm")
    if claims.get("iss") != settings.issuer:
        raise SignInRefused("wrong_issuer")
    _check_audience(claims, settings.client_id)
    _check_times(claims, expected)
    if not _same(claims.get("nonce"), expected.nonce):
        raise SignInRefused("wrong_nonce")
    _check_access_token(claims, str(header["alg"]), expected.access_token)
    _check_door(claims, expected)
    if settings.assurance is not None:
        _check_assurance(claims, settings.assurance)
    check_age(claims, settings, expected.now)
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject.strip() or not subject.isascii() or len(subject) > 255:
        raise SignInRefused("no_subject")
    return Identity(
        issuer=settings.issuer,
        subject=subject,
        name=_name(claims, settings),
        door=expected.door,
        proved_at=_proved_at(claims, expected.now),
    )


def _check_audience(claims: Mapping[str, Any], client_id: str) -> None:
    # A token that is also meant for somebody else can be replayed by them: one audience, and it is Stafet.
    audience = claims.get("aud")
    if audience != client_id and audience != [client_id]:  # noqa: PLR1714 - an unhashable list is compared too
        raise SignInRefused("wrong_audience")
    if "azp" in claims and claims["azp"] != client_id:
        raise SignInRefused("wrong_audience")


def _check_times(claims: Mapping[str, Any], expected: Expectations) -> None:
    now, leeway = expected.now.timestamp(), LEEWAY.total_seconds()
    if _moment(claims, "exp") <= now - leeway:
        raise SignInRefused("expired")
    if _moment(claims, "iat") > now + leeway:
        raise SignInRefused("from_the_future")
    if "nbf" in claims and _moment(claims, "nbf") > now + leeway:
        raise SignInRefused("from_the_future")
    if "auth_time" in claims and _moment(claims, "auth_time") > now + leeway:
        raise SignInRefused("from_the_future")
    if expected.max_age is None:
        return
    if "auth_time" not in claims or _moment(claims, "auth_time") < now - expected.max_age - leeway:
        raise SignInRefused("sign_in_too_old")


def _proved_at(claims: Mapping[str, Any], now: datetime) -> datetime | None:
    """When the provider saw the person last. A sign-in it remembered from before may be an old one."""
    if "auth_time" not in claims:
        return None
    seconds = min(max(_moment(claims, "auth_time"), 0), now.timestamp())
    return datetime.fromtimestamp(seconds, UTC)


def _moment(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise SignInRefused("bad_token")
    return value


def _check_access_token(claims: Mapping[str, Any], algorithm: str, access_token: str | None) -> None:
    if access_token is None or "at_hash" not in claims:
        return
    digest = hashlib.new(f"sha{algorithm[-3:]}", access_token.encode(errors="replace")).digest()
    half = urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()
    if not _same(claims["at_hash"], half):
        raise SignInRefused("bad_token")


def _check_door(claims: Mapping[str, Any], expected: Expectations) -> None:
    rules = expected.settings.doors
    rule = rules.get(expected.door)
    if rule is not None and not _says(claims, rule.claim, rule.values):
        raise SignInRefused("wrong_door")
    # A door without a rule of its own is still closed to identities that another door has claimed.
    if rule is None and any(_says(claims, other.claim, other.values) for other in rules.values()):
        raise SignInRefused("wrong_door")


def _says(claims: Mapping[str, Any], claim: str, values: tuple[str, ...]) -> bool:
    value = claims.get(claim)
    return isinstance(value, str) and value in values


def _check_assurance(claims: Mapping[str, Any], demanded: Assurance) -> None:
    for claim in demanded.claims:
        value = claims.get(claim)
        level = demanded.spellings.get(value) if isinstance(value, str) else None
        if level is None or LEVELS.index(level) < LEVELS.index(demanded.minimum):
            raise SignInRefused("assurance_too_low")


def _name(claims: Mapping[str, Any], settings: ProviderSettings) -> str:
    name = claims.get(settings.claim_name_for_display)
    if not isinstance(name, str):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:200]


def _same(given: object, expected: str) -> bool:
    return isinstance(given, str) and hmac.compare_digest(given.encode(errors="replace"), expected.encode())
