"""What five answers of WHO-5 come to: a number from 0 to 100, and nothing about what it would mean of anybody. Pure.

The same as the app's `core/who5.ts`; tests/golden/who5.json holds both to it, with the official words.
"""

from stafet.domain.items import Who5

ANSWERS = ("cheerful", "calm", "active", "rested", "interested")
"""The five statements, in their order."""


def amounts_to(body: Who5) -> int | None:
    """The sum of five answers, times four. None when one was skipped: four answers are no WHO-5."""
    felt = [getattr(body, name) for name in ANSWERS]
    return None if None in felt else sum(felt) * 4
