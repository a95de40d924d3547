"""Where a push may be sent. The address comes from a phone, so it is an attack until shown otherwise (T9)."""

import re
from collections.abc import Collection

from stafet.push.encryption import KeysRefused, read_keys

PUSH_HOSTS: tuple[str, ...] = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "*.push.services.mozilla.com",
    "web.push.apple.com",
    "*.push.apple.com",
    "*.notify.windows.com",
)

# Stricter than any parser that reads the address later, so that no two of them can disagree about the host.
HOST = r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*"  # the last part begins with a letter: no number is ever a host
ADDRESS = re.compile(rf"https://(?P<host>{HOST})(?::443)?/(?P<rest>[A-Za-z0-9._~%!$&'()*+,;=:@/?-]*)")
EXTRA = re.compile(r"(?P<origin>https?://[a-z0-9.-]+(?::[0-9]{1,5})?)/[A-Za-z0-9._~%!$&'()*+,;=:@/?-]*")
LONGEST = 2048


class EndpointRefused(Exception):
    """Not an address or a key of a push service. The phone is told no more than that."""


def check_endpoint(url: str, allowed_hosts: Collection[str] = PUSH_HOSTS, extra_origins: Collection[str] = ()) -> str:
    """The address itself, when it is one of a known push service. `extra_origins` are whole origins, for tests."""
    if len(url) > LONGEST:
        raise EndpointRefused("too long")
    extra = EXTRA.fullmatch(url)
    if extra and extra["origin"] in extra_origins:
        return url
    address = ADDRESS.fullmatch(url)
    if address is None or not any(_is_host(address["host"], allowed) for allowed in allowed_hosts):
        raise EndpointRefused("not a known push service")
    return url


def _is_host(host: str, allowed: str) -> bool:
    """`*.example.org` means any name below example.org, on a whole label: notexample.org is somebody else."""
    if allowed.startswith("*."):
        return host.endswith(allowed[1:]) and len(host) > len(allowed) - 1
    return host == allowed


def origin_of(url: str) -> str:
    """Scheme and host of a checked address: the audience of the VAPID token."""
    scheme, _, rest = url.partition("://")
    host = rest.partition("/")[0]
    return f"{scheme}://{host.removesuffix(':443') if scheme == 'https' else host}"


def check_keys(p256dh: str, auth: str) -> None:
    """The phone's two keys: a point on P-256 and 16 bytes. A wrong one would fail at every reminder, at night."""
    try:
        read_keys(p256dh, auth)
    except KeysRefused as error:
        raise EndpointRefused("not the keys of a subscription") from error
