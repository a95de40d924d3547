"""Sending one encrypted push: once, quickly, to a known push service, and with nothing told back but how it went."""

import asyncio
import re
from collections.abc import Collection
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

import aiohttp
import msgspec
from aiohttp.abc import AbstractResolver
from yarl import URL

from stafet.push.delivery import Delivery, Failed, TryLater, delivery_from
from stafet.push.encryption import KeysRefused, encrypt, read_keys
from stafet.push.endpoints import PUSH_HOSTS, EndpointRefused, check_endpoint, origin_of
from stafet.push.health import Health
from stafet.push.keys import VapidKeys
from stafet.push.resolver import NotPublic, PublicResolver

SIGNED_FOR = timedelta(hours=12)
RENEWED_BEFORE = timedelta(hours=1)
ORIGINS_REMEMBERED = 256
# What a browser would say of itself. A push service needs none of it.
NOT_SENT = ("User-Agent", "Accept", "Accept-Encoding")
TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")


class Subscription(msgspec.Struct, frozen=True, kw_only=True):
    """One browser on one phone, as it introduced itself."""

    endpoint: str
    p256dh: str
    auth: str


class Sender:
    """One shared session to the push services, for the life of the process. Use it as an async context manager."""

    def __init__(
        self,
        keys: VapidKeys,
        *,
        allowed_hosts: Collection[str] = PUSH_HOSTS,
        extra_origins: Collection[str] = (),
        connect_timeout: float = 3.0,
        total_timeout: float = 7.0,
        at_once: int = 32,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._keys = keys
        self._allowed_hosts = tuple(allowed_hosts)
        self._extra_origins = tuple(extra_origins)
        self._timeout = aiohttp.ClientTimeout(
            total=total_timeout, connect=connect_timeout, sock_connect=connect_timeout
        )
        self._at_once = asyncio.Semaphore(at_once)
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None
        self._authorizations: dict[str, tuple[datetime, str]] = {}
        self._health = Health()

    async def __aenter__(self) -> Self:
        resolver = PublicResolver(self._resolver or aiohttp.ThreadedResolver(), self._extra_origins)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=resolver, limit=0),  # the semaphore is the limit
            timeout=self._timeout,
            trust_env=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            raise_for_status=False,
            skip_auto_headers=NOT_SENT,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def send(
        self, subscription: Subscription, payload: bytes, *, ttl: int, topic: str | None = None, now: datetime
    ) -> Delivery:
        """Send now, once. Whether and when to try again is for the caller, who knows what the message is worth then."""
        if topic is not None and not TOPIC.fullmatch(topic):
            raise ValueError("A topic is at most 32 base64url characters")
        try:  # again, though it was checked at registration: the list may have become shorter since
            endpoint = check_endpoint(subscription.endpoint, self._allowed_hosts, self._extra_origins)
        except EndpointRefused:
            return Failed("endpoint_refused")
        try:
            browser = read_keys(subscription.p256dh, subscription.auth)
        except KeysRefused:
            return Failed("keys_refused")
        origin = origin_of(endpoint)
        async with self._at_once:
            if not self._health.may_try(origin, now):
                return TryLater()
            body = encrypt(payload, browser)
            delivery = await self._post(endpoint, body, self._headers(origin, ttl, topic, now), now)
        self._health.note(origin, now, is_down=isinstance(delivery, TryLater) and not delivery.is_busy)
        return delivery

    def _headers(self, origin: str, ttl: int, topic: str | None, now: datetime) -> dict[str, str]:
        headers = {
            "Authorization": self._authorization(origin, now),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(max(0, ttl)),
            "Urgency": "high",  # shown at once, also on a phone that sleeps
        }
        return headers if topic is None else headers | {"Topic": topic}

    def _authorization(self, origin: str, now: datetime) -> str:
        """Signed once for each push service and half a day: the signature costs more than the encryption."""
        expires, header = self._authorizations.get(origin, (now, ""))
        if not now + RENEWED_BEFORE < expires <= now + SIGNED_FOR:
            if len(self._authorizations) >= ORIGINS_REMEMBERED:
                self._authorizations.clear()
            expires = now + SIGNED_FOR
            header = self._keys.sign(origin, int(expires.timestamp()))
            self._authorizations[origin] = (expires, header)
        return header

    async def _post(self, endpoint: str, body: bytes, headers: dict[str, str], now: datetime) -> Delivery:
        if self._session is None:
            raise RuntimeError("The sender is used outside its context")
        try:
            # A redirect could lead into our own network, so it is an answer like any other and is not followed.
            async with self._session.post(
                # Checked letter by letter already: not taken apart and put together again.
                URL(endpoint, encoded=True),
                data=body,
                headers=headers,
                allow_redirects=False,
            ) as answer:
                return delivery_from(answer.status, answer.headers.get("Retry-After"), now)
        except aiohttp.ClientConnectorDNSError as failure:
            return Failed("address_refused") if isinstance(failure.os_error, NotPublic) else TryLater()
        except aiohttp.InvalidURL:
            return Failed("endpoint_refused")
        except (aiohttp.ClientError, TimeoutError, OSError):
            return TryLater()
