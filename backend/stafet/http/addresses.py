"""Where a request comes from, as far as it can be believed.

What a client writes in `X-Forwarded-For` is a claim. Only the entries that our own proxies added are read: as many,
counted from the end, as the operator says there are (T36). Without a proxy the header means nothing.
"""

from ipaddress import IPv6Address, ip_address

from litestar.types import HTTPScope

UNKNOWN = "?"


def address_of(scope: HTTPScope, trusted_proxies: int) -> str:
    """The address a request is counted under. Of IPv6 the network: one household has as many addresses as it wants."""
    client = scope.get("client")
    address = client[0] if client else UNKNOWN
    if trusted_proxies:
        told = [
            part.strip()
            for name, value in scope["headers"]
            if name == b"x-forwarded-for"
            for part in value.decode("latin-1").split(",")
        ]
        # Fewer than our proxies add: it did not come through them all, so nothing in it is ours.
        if len(told) >= trusted_proxies:
            address = told[-trusted_proxies]
    return _household(address)


def _household(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return UNKNOWN
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return f"{IPv6Address(int(found) >> 64 << 64)}/64"
    return str(found)
