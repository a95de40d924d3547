"""Signing in at an OpenID provider: code flow, PKCE, and no trust beyond what was checked.

Tokens live for the length of `finish` and are never stored or logged.
"""

import asyncio
import logging
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx2
import msgspec
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc import jws, jwt
from joserfc.errors import JoseError

from stafet.identity.client_key import load_client_key
from stafet.identity.errors import SignInRefused
from stafet.identity.id_token import Expectations, check_id_token
from stafet.identity.people import Door, Identity
from stafet.identity.settings import Assurance, DoorRule, ProviderSettings
from stafet.identity.signing_keys import SigningKeys

__all__ = [
    "Assurance", "Attempt", "DoorRule", "Identity", "Provider", "ProviderSettings", "SignInRefused", "SignInStart",
]  # fmt: skip

# These print whole addresses, with the code of a sign-in in the query.
for name in ("httpx", "httpx2", "httpcore", "httpcore2", "authlib"):
    logging.getLogger(name).setLevel(logging.WARNING)

METADATA_OLD_AFTER = timedelta(hours=1)
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class SignInStart(msgspec.Struct, frozen=True, kw_only=True):
    """Where to send the browser, and what to remember about it until it comes back."""

    url: str
    state: str
    nonce: str
    verifier: str


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """What was remembered, bound to the browser that began."""

    state: str
    nonce: str
    verifier: str
    door: Door
    max_age: int | None = None


class Provider:
    """One OpenID provider. Holds its metadata and public keys, nothing about people."""

    def __init__(
        self, settings: ProviderSettings, *, connect_timeout: float = 3.0, total_timeout: float = 10.0
    ) -> None:
        if not settings.client_key and not settings.client_secret:
            raise ValueError("The provider needs a client key or a client secret")
        self._settings = settings
        self._key = load_client_key(settings.client_key) if settings.client_key else None
        self._tls = httpx2.create_ssl_context(trust_env=False)
        self._timeout = httpx2.Timeout(total_timeout, connect=connect_timeout)
        self._total = total_timeout
        self._metadata: dict[str, str] = {}
        self._iss_promised = False
        self._metadata_at: datetime | None = None
        self._keys = SigningKeys(self._fetch_keys)

    async def start(self, door: Door, now: datetime, *, max_age: int | None = None) -> SignInStart:
        """Begin a sign-in. With `max_age` the person must prove who they are again, however recently they did."""
        settings = self._settings
        metadata = await self._current_metadata(now)
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        extra: dict[str, str] = {}
        rule = settings.doors.get(door)
        if acr_values := (rule.acr_values if rule else "") or settings.acr_values:
            extra["acr_values"] = acr_values
        if max_age is not None:
            extra |= {"max_age": str(max_age), "prompt": "login"}
        async with self._client() as client:
            url, _ = client.create_authorization_url(
                metadata["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier, **extra
            )
        return SignInStart(url=url, state=state, nonce=nonce, verifier=verifier)

    async def finish(self, callback_params: Mapping[str, str], attempt: Attempt, now: datetime) -> Identity:
        """Who came back. Every way of not knowing that for certain is a SignInRefused with a stable code."""
        if not secrets.compare_digest(
            callback_params.get("state", "").encode(errors="replace"), attempt.state.encode()
        ):
            raise SignInRefused("wrong_state")
        metadata = await self._current_metadata(now)
        self._check_answering_issuer(callback_params)
        if "error" in callback_params:
            raise SignInRefused("cancelled" if callback_params["error"] == "access_denied" else "provider_refused")
        if not callback_params.get("code"):
            raise SignInRefused("provider_refused")
        tokens = await self._exchange(metadata["token_endpoint"], callback_params["code"], attempt.verifier, now)
        id_token, access_token = tokens.get("id_token"), tokens.get("access_token")
        if not isinstance(id_token, str):
            raise SignInRefused("bad_token")
        header, claims = await self._read(id_token, now)
        expected = Expectations(
            settings=self._settings,
            nonce=attempt.nonce,
            door=attempt.door,
            max_age=attempt.max_age,
            access_token=access_token if isinstance(access_token, str) else None,
            now=now,
        )
        return check_id_token(claims, header, expected)

    def _check_answering_issuer(self, callback_params: Mapping[str, str]) -> None:
        # RFC 9207: checked before the code is sent anywhere, so that no other provider's code is spent here.
        given = callback_params.get("iss")
        if (given is None and self._iss_promised) or (given is not None and given != self._settings.issuer):
            raise SignInRefused("wrong_issuer")

    async def _exchange(self, endpoint: str, code: str, verifier: str, now: datetime) -> Mapping[str, Any]:
        try:
            async with asyncio.timeout(self._total), self._client() as client:
                if self._key is not None:
                    client.register_client_auth_method(self._signed_assertion(endpoint, now))
                token: Mapping[str, Any] = await client.fetch_token(
                    endpoint, grant_type="authorization_code", code=code, code_verifier=verifier
                )
        except OAuthError as refusal:
            raise SignInRefused("provider_refused") from refusal
        except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError, ValueError, TypeError) as failure:
            raise SignInRefused("provider_down") from failure
        return token

    def _signed_assertion(self, endpoint: str, now: datetime) -> PrivateKeyJWT:
        issued = int(now.timestamp())
        headers = {"kid": self._settings.client_key_id} if self._settings.client_key_id else {}
        algorithm = "ES256" if self._key is not None and self._key.key_type == "EC" else "RS256"
        return PrivateKeyJWT(endpoint, claims={"iat": issued, "exp": issued + 60}, headers=headers, alg=algorithm)

    async def _read(self, id_token: str, now: datetime) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        try:
            header = jws.extract_compact(id_token.encode()).headers()
        except (JoseError, ValueError) as failure:
            raise SignInRefused("bad_token") from failure
        if header.get("alg") not in self._settings.algorithms:  # before any key is looked for
            raise SignInRefused("wrong_algorithm")
        key = await self._keys.find(header, now)
        try:
            token = jwt.decode(id_token, key, algorithms=self._settings.algorithms)
        except (JoseError, ValueError) as failure:
            raise SignInRefused("bad_signature") from failure
        return token.header, token.claims

    async def _current_metadata(self, now: datetime) -> dict[str, str]:
        if self._metadata_at is None or now - self._metadata_at >= METADATA_OLD_AFTER:
            document = await self._get_json(f"{self._settings.issuer.rstrip('/')}/.well-known/openid-configuration")
            if document.get("issuer") != self._settings.issuer:
                raise SignInRefused("provider_misconfigured")
            self._metadata = {name: self._endpoint(document.get(name)) for name in ENDPOINTS}
            self._iss_promised = document.get("authorization_response_iss_parameter_supported") is True
            self._metadata_at = now
        return self._metadata

    def _endpoint(self, url: object) -> str:
        """An address from the metadata: https, unless the issuer itself is a test on this machine."""
        if not isinstance(url, str):
            raise SignInRefused("provider_misconfigured")
        own = urlsplit(self._settings.issuer)
        local = own.scheme == "http" and own.hostname in {"localhost", "127.0.0.1"}
        if not url.startswith("https://") and not (local and url.startswith(f"http://{own.netloc}/")):
            raise SignInRefused("provider_misconfigured")
        return url

    async def _fetch_keys(self) -> Mapping[str, Any]:
        return await self._get_json(self._metadata["jwks_uri"])

    async def _get_json(self, url: str) -> Mapping[str, Any]:
        try:
            async with asyncio.timeout(self._total), self._client() as client:
                answer = await client.request("GET", url, withhold_token=True)
                document = answer.json() if answer.status_code == httpx2.codes.OK else None
        except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError, ValueError) as failure:
            raise SignInRefused("provider_down") from failure
        if not isinstance(document, dict):
            raise SignInRefused("provider_down")
        return document

    def _client(self) -> AsyncOAuth2Client:
        """A client for one errand: it remembers the tokens it fetches, so it must not outlive the sign-in."""
        settings = self._settings
        return AsyncOAuth2Client(
            client_id=settings.client_id,
            client_secret=self._key or settings.client_secret,
            token_endpoint_auth_method="private_key_jwt" if self._key else "client_secret_basic",
            scope=" ".join(settings.scopes),
            redirect_uri=settings.redirect_uri,
            code_challenge_method="S256",
            verify=self._tls,
            timeout=self._timeout,
            trust_env=False,
            follow_redirects=False,
        )
