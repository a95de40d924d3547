"""What became of one push. Never the push service's own words: they may hold the address, and help an attacker."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

import msgspec

Failure = Literal[
    "endpoint_refused",  # not an address we send to
    "address_refused",  # the name leads to a private network
    "keys_refused",  # nothing can be encrypted to these keys
    "redirected",
    "too_large",
    "vapid_refused",  # tell the operator: our key or contact is wrong
    "push_service_refused",
]

LONGEST_WAIT = timedelta(hours=6)


class Delivered(msgspec.Struct, frozen=True):
    """The push service has it. Whether the phone has, nobody knows."""


class Gone(msgspec.Struct, frozen=True):
    """The phone no longer listens there: forget the subscription."""


class TryLater(msgspec.Struct, frozen=True):
    """Too busy, broken or silent just now; after so long, if the push service said."""

    after: timedelta | None = None
    # It works, and has enough of us just now: no sign of an outage.
    is_busy: bool = False


class Failed(msgspec.Struct, frozen=True):
    """Trying again will not help."""

    code: Failure


Delivery = Delivered | Gone | TryLater | Failed


def delivery_from(status: int, retry_after: str | None, now: datetime) -> Delivery:
    """What a status means for the subscription and the reminder."""
    if 200 <= status < 300:
        return Delivered()
    if status in {404, 410}:
        return Gone()
    if status in {408, 429} or status >= 500:
        return TryLater(_wait(retry_after, now), is_busy=status == 429)
    if 300 <= status < 400:
        return Failed("redirected")
    if status in {401, 403}:
        return Failed("vapid_refused")
    if status == 413:
        return Failed("too_large")
    return Failed("push_service_refused")


def _wait(retry_after: str | None, now: datetime) -> timedelta | None:
    """Seconds or a date (RFC 9110), never negative and never more than six hours."""
    if retry_after is None:
        return None
    if retry_after.isascii() and retry_after.isdigit():
        return min(timedelta(seconds=int(retry_after[:9])), LONGEST_WAIT)
    try:
        wait = parsedate_to_datetime(retry_after) - now
    except (ValueError, TypeError):  # no date, or one without a zone
        return None
    return max(timedelta(0), min(wait, LONGEST_WAIT))
