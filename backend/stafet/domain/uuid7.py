"""A UUIDv7 of a given moment (RFC 9562). Python 3.11 has none of its own; the phone makes most of them."""

import secrets
from datetime import datetime
from uuid import UUID


def uuid7(now: datetime) -> str:
    """48 bits of milliseconds, 74 random bits. Only for items the server makes."""
    milliseconds = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    value = (milliseconds << 80) | (0x7 << 76) | (secrets.randbits(12) << 64) | (0b10 << 62) | secrets.randbits(62)
    return str(UUID(int=value))
