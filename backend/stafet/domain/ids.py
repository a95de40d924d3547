"""Ids. Two families, and the difference is a security rule (docs/decisions/0003-ids.md).

Random ids (plan, member, grant, person, session) carry 128 bits from a CSPRNG: they must not be guessed.
Edit and item ids are UUIDv7 made on the phone: they are an idempotency key, never a secret, an order or a clock.
"""

import re
import secrets
from typing import Annotated, NewType

from msgspec import Meta

PlanId = NewType("PlanId", str)
PersonId = NewType("PersonId", str)
MemberId = NewType("MemberId", str)
GrantId = NewType("GrantId", str)
ItemId = NewType("ItemId", str)
EditId = NewType("EditId", str)

# The end of a pattern. In Python `$` also matches before a last line break; the lookahead shuts that door, and means
# the same to everybody who reads the OpenAPI document.
END = r"$(?!\n)"

UUID7_BODY = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
RANDOM_BODY = r"[A-Za-z0-9_-]{22}"
RANDOM = rf"^{RANDOM_BODY}{END}"
UUID7 = rf"^{UUID7_BODY}{END}"

# How ids are checked at the door. The pattern ends up in the OpenAPI document.
RandomId = Annotated[str, Meta(pattern=RANDOM, description="22 base64url characters, 128 random bits")]
Uuid7 = Annotated[str, Meta(pattern=UUID7, description="UUIDv7, made on the phone, lower case")]


_random = re.compile(RANDOM)


def is_random_id(text: str) -> bool:
    """Whether a text could be an id of ours at all. What is not one is not asked for in the database."""
    return _random.match(text) is not None


def random_id() -> str:
    """128 random bits as 22 base64url characters."""
    return secrets.token_urlsafe(16)
