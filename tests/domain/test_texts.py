"""People's words are kept; what no keyboard types is not (threat T13)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafet.domain.texts import clean, shows_something

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


@pytest.mark.parametrize(
    "text",
    [
        "Jeg vil ud at gå",
        "æøå ÆØÅ é",
        "👩‍👩‍👧 godt gået",
        "linje\nlinje",
        "kolonne\tkolonne",
        "<b>ikke fed</b>",
        "'; --",
    ],
)
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("character", [*BIDI, "\ufeff"])
def test_a_name_cannot_be_made_to_read_as_another(character: str) -> None:
    assert clean(f"Ma{character}ds") == "Mads"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
def test_control_characters_are_taken_out(character: str) -> None:
    assert clean(f"a{character}b") == "ab"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_every_kind_of_line_break_is_one_kind(end: str) -> None:
    assert clean(f"a{end}b") == "a\nb"


def test_the_same_letter_is_the_same_however_it_was_typed() -> None:
    assert clean("a\u030a") == "å"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)

    assert clean(once) == once


@given(st.text())
def test_what_is_left_holds_nothing_that_hides(text: str) -> None:
    left = set(clean(text)) - {"\n", "\t"}

    assert not {character for character in left if unicodedata.category(character) in {"Cc", "Cs"}} | left & set(BIDI)


@pytest.mark.parametrize(
    "name", ["", " ", "\u200b", "\u200d\u200d", "\u3164", "\u2800 \u2800", "\u034f", "\u00ad", "\ufe0f"]
)
def test_a_name_that_nobody_can_see_is_none(name: str) -> None:
    assert not shows_something(name)


@pytest.mark.parametrize("name", ["Ø", "李", "7", "?", "🙂", "\u200bA"])
def test_one_sign_is_enough_for_a_name(name: str) -> None:
    assert shows_something(name)
