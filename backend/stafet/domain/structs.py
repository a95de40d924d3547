"""The two base Structs: camelCase on the wire, unknown fields refused at the door, frozen everywhere."""

from typing import Annotated

import msgspec
from msgspec import Meta

from stafet.domain.ids import END


class Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """What Stafet sends. Fields that say nothing are left out: bytes cost money on a bad line."""


class WireIn(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What Stafet receives. An unknown field is an error, so that a misspelt one never vanishes in silence."""


Line = Annotated[str, Meta(min_length=1, max_length=200)]
"""One line of text: a name, a place, a title."""

MaybeLine = Annotated[str, Meta(max_length=200)]
"""One line that may be empty."""

HelperName = Annotated[
    str, Meta(max_length=60, description="Who sat beside the citizen and helped, in the citizen's words; empty: nobody")
]
"""A name that a citizen gives to whoever helps them at their own phone. It need not be anybody's on the team."""

Words = Annotated[str, Meta(min_length=1, max_length=4000)]
"""Somebody's own words."""

MaybeWords = Annotated[str, Meta(max_length=4000)]
"""Words that may be empty."""

_DAY = r"20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"

LocalTime = Annotated[
    str,
    Meta(
        pattern=rf"^{_DAY}T([01][0-9]|2[0-3]):[0-5][0-9]{END}",
        description="Wall time without a zone, to the minute: 2026-12-04T10:00",
    ),
]
Day = Annotated[
    str,
    Meta(pattern=rf"^{_DAY}{END}", description="A calendar day: 2026-12-04"),
]

PhoneNumber = Annotated[str, Meta(max_length=40, pattern=rf"^[0-9+() -]*{END}")]
"""A number as people write it, or nothing."""
