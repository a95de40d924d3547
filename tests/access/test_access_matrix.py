"""People x plans x scopes x verbs x ways out: nobody hears a word that is not theirs, and everybody gets what is.

Short and always the same here; long and always new in `make soak`. What the promises are: tests/access/promises.py.
"""

import os
import random
from pathlib import Path

import msgspec
import pytest

from stafet.domain.items import KINDS
from stafet.domain.structs import Line, MaybeLine, MaybeWords, Words
from tests.access.exits import NOT_TRIED, ROUTES, tried
from tests.access.ground import COUNTS, WORDS
from tests.access.mutants import ALWAYS, JURY, MUTANTS
from tests.access.run import run_on
from tests.support.databases import ENGINES
from tests.support.figures import tell
from tests.support.mutants import Mutant, sources

EXAMPLES = {"sqlite": 4, "postgresql": 1}
SECONDS = 240
TEXTS = (Words, MaybeWords, Line, MaybeLine)


@pytest.mark.parametrize("engine", ENGINES)
def test_c1_nobody_hears_a_word_that_is_not_theirs_by_any_way(engine: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("sqlite_in_memory_url" if engine == "sqlite" else "postgresql_url")
    COUNTS.clear()

    if many := int(os.environ.get("STAFET_ACCESS_EXAMPLES", "0")):
        run_on(url, examples=many, start=random.randrange(2**32))
    else:
        run_on(url, examples=EXAMPLES[engine])

    tell(f"access matrix on {engine}", **COUNTS)
    assert COUNTS["checks"] > 20_000, "the matrix was hardly asked"
    assert COUNTS["requests"] > 400, "the ways out were hardly tried"


def test_every_route_is_tried_or_named_with_the_reason() -> None:
    assert set(tried()) | NOT_TRIED == set(ROUTES)
    assert set(ROUTES) >= NOT_TRIED, "a route that is gone is still excused"


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_every_guard_that_can_be_taken_out_is_still_where_it_was(mutant: Mutant) -> None:
    assert sources(mutant)


@pytest.mark.parametrize("name", ALWAYS)
def test_a_server_without_this_guard_is_found_out(name: str, sqlite_template: Path) -> None:
    (mutant,) = [one for one in MUTANTS if one.name == name]

    end, why = JURY.on(mutant, sqlite_template, SECONDS)

    assert end == "killed", why


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_words_has_a_word_that_can_be_recognised(kind: str) -> None:
    held = {
        field.encode_name
        for field in msgspec.structs.fields(KINDS[kind])
        if any(field.type is text or field.type == text for text in TEXTS) or field.encode_name == "video"
    }
    # An alternative names a field; it holds no words of its own.
    assert held - {"field"} == set(WORDS[kind])
