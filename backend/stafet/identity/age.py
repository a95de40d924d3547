"""Whether somebody is old enough. What the provider says of it is looked at and let go: no age is kept anywhere.

Databeskyttelsesloven section 6 and sundhedsloven section 17 set the limit (a lawyer must check both). Who is younger
needs a parent's yes, and Stafet has no place for that yet.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from stafet.domain.wall_clock import danish_day
from stafet.identity.errors import SignInRefused
from stafet.identity.settings import ProviderSettings

OLD_ENOUGH = 15
_birthdate = re.compile(r"(\d{4})(?:-(\d{2})-(\d{2}))?")


def check_age(claims: Mapping[str, Any], settings: ProviderSettings, now: datetime) -> None:
    """Refuse who is under 15. A birthday counts from its first minute in Denmark."""
    age = _told_age(claims.get(settings.age_claim))
    born = _birthday(claims.get(settings.birthdate_claim))
    if born is not None:
        age = _age_on(danish_day(now), born)
    if age is not None and age < OLD_ENOUGH:
        raise SignInRefused("too_young")


def _told_age(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:4])
    if isinstance(value, bool) or not isinstance(value, int):
        raise SignInRefused("bad_token")
    return value


def _birthday(value: object) -> tuple[int, int, int] | None:
    """Year, month, day. Of a year alone the last day, so that nobody is let in too early; no year tells nothing."""
    if value is None:
        return None
    found = _birthdate.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise SignInRefused("bad_token")
    year, month, day = int(found[1]), int(found[2] or 12), int(found[3] or 31)
    if year == 0:
        return None
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise SignInRefused("bad_token")
    return year, month, day


def _age_on(today: date, born: tuple[int, int, int]) -> int:
    year, month, day = born
    return today.year - year - ((today.month, today.day) < (month, day))
