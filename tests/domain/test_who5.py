"""WHO-5: the official words, and the number they come to. The phone answers the same file (pwa/tests/wellbeing)."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from stafet.domain.export_da import DA
from stafet.domain.export_en import EN
from stafet.domain.export_words import Words
from stafet.domain.items import Who5
from stafet.domain.who5 import ANSWERS, amounts_to

GOLDEN = msgspec.json.decode((Path(__file__).parents[1] / "golden" / "who5.json").read_bytes())


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["says"])
def test_the_number_is_the_sum_of_five_answers_times_four(case: dict[str, Any]) -> None:
    body = Who5(on="2026-11-26", **dict(zip(ANSWERS, case["felt"], strict=True)))

    assert amounts_to(body) == case["amount"]


@pytest.mark.parametrize(("lang", "words"), [("da", DA), ("en", EN)])
def test_statements_and_answers_are_the_official_ones_word_for_word(lang: str, words: Words) -> None:
    assert [words.fields[name] for name in ANSWERS] == GOLDEN["statements"][lang]
    assert list(words.felt) == GOLDEN["answers"][lang]
