"""Names to addresses, but only to addresses of the open internet.

A name on the allow-list could still be pointed at this machine's neighbours (DNS rebinding), so the addresses that are
checked here are the very ones the connection is made to.
"""

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from aiohttp.abc import AbstractResolver, ResolveResult

NAT64 = ip_network("64:ff9b::/96")
# All of the open internet that has such addresses. What else looks global is an old way of writing an IPv4 address.
GLOBAL_UNICAST = ip_network("2000::/3")


class NotPublic(OSError):
    """The name leads to an address that nobody outside this network could mean."""


class PublicResolver(AbstractResolver):
    """Asks another resolver and refuses the whole answer if any address in it is not public."""

    def __init__(self, resolver: AbstractResolver, extra_origins: Collection[str] = ()) -> None:
        self._resolver = resolver
        self._extra = {origin.partition("://")[2] for origin in extra_origins}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a push service."""
        found = await self._resolver.resolve(host, port, family)
        if f"{host}:{port}" not in self._extra and not all(is_public(result["host"]) for result in found):
            raise NotPublic(f"{host} does not lead to a public address")
        return found

    async def close(self) -> None:
        """Let go of the resolver beneath."""
        await self._resolver.close()


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet, also when it is wrapped in another kind of address."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_open(inner) for inner in _layers(parsed))


def _is_open(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and address not in GLOBAL_UNICAST:
        return False
    return address.is_global and not address.is_multicast


def _layers(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address in NAT64:
        return [IPv4Address(int(address) & 0xFFFF_FFFF)]
    wrapped: list[IPv4Address | IPv6Address] = [address]
    if address.sixtofour:
        wrapped.append(address.sixtofour)
    if address.teredo:
        wrapped.extend(address.teredo)
    return wrapped
