"""A line of text somebody typed, as it is kept: cleaned, and still a line."""

from stafet.domain.texts import clean, shows_something
from stafet.use_cases.errors import Invalid

LONGEST = 200


def line(text: str, *, field: str, may_be_empty: bool = False) -> str:
    """The text cleaned. Refused when nothing readable is left of it, or when cleaning made it longer than a line."""
    cleaned = " ".join(clean(text).split())
    if len(cleaned) > LONGEST or not (shows_something(cleaned) or (may_be_empty and not cleaned)):
        raise Invalid("invalid_field", field=field)
    return cleaned
