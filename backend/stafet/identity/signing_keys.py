"""The provider's public keys, fetched again when a new one turns up, but never because somebody floods us."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, RSAKey

from stafet.identity.errors import SignInRefused

AT_MOST_EVERY = timedelta(minutes=1)
OLD_AFTER = timedelta(hours=1)

type_of = {"RS": "RSA", "PS": "RSA", "ES": "EC"}


class SigningKeys:
    """The keys of one issuer, by their id."""

    def __init__(self, fetch: Callable[[], Awaitable[Mapping[str, Any]]]) -> None:
        self._fetch = fetch
        self._keys: list[RSAKey | ECKey] = []
        self._fetched_at: datetime | None = None
        self._one_at_a_time = asyncio.Lock()

    async def find(self, header: Mapping[str, Any], now: datetime) -> RSAKey | ECKey:
        """The key that a token says it is signed with. An unknown one fetches the keys again, at most once a minute."""
        async with self._one_at_a_time:
            if self._fetched_at is None or now - self._fetched_at >= OLD_AFTER:
                await self._refresh(now)
            found = self._look_up(header)
            if found is None and self._may_refresh(now):
                await self._refresh(now)
                found = self._look_up(header)
        if found is None:
            raise SignInRefused("unknown_key")
        return found

    def _may_refresh(self, now: datetime) -> bool:
        return self._fetched_at is None or now - self._fetched_at >= AT_MOST_EVERY

    async def _refresh(self, now: datetime) -> None:
        try:
            document = await self._fetch()
        except SignInRefused:
            if not self._keys:
                raise  # nothing to go on with: the next person may try at once
            self._fetched_at = now  # the old keys are still good
            return
        self._fetched_at = now
        self._keys = list(_usable(document))

    def _look_up(self, header: Mapping[str, Any]) -> RSAKey | ECKey | None:
        kid, kind = header.get("kid"), type_of.get(str(header.get("alg"))[:2])
        fitting = [key for key in self._keys if key.key_type == kind and key.get("alg") in (None, header.get("alg"))]
        if kid is not None:
            return next((key for key in fitting if key.kid == kid), None)
        return fitting[0] if len(fitting) == 1 else None


def _usable(document: Mapping[str, Any]) -> list[RSAKey | ECKey]:
    """Public RSA and EC keys for signatures. Kinds we do not know are passed over, not a reason to fail."""
    listed = document.get("keys")
    keys = []
    for entry in listed if isinstance(listed, list) else []:
        if not isinstance(entry, dict) or entry.get("use", "sig") != "sig":
            continue
        try:
            key = JWKRegistry.import_key(entry)
        except (JoseError, ValueError, TypeError, KeyError):
            continue
        if isinstance(key, RSAKey | ECKey):
            keys.append(key)
    return keys
