"""The words of a consent: exact, plain, and the same as those that are kept (invariant C20)."""

import hashlib
import re
from datetime import UTC, datetime

import pytest

from stafet.domain.consent_texts import DANISH, TEXTS, ConsentText, Line, kept_texts, wording

# Copenhagen's midnight: the last day is the 14th.
UNTIL = datetime(2027, 2, 14, 23, 0, tzinfo=UTC)
MEETING = datetime(2026, 12, 4, 9, 5)  # noqa: DTZ001 - wall time, as a meeting keeps it
SCOPES = [*DANISH.scopes, "dream:x", "meeting:x"]


def a_line(scope: str = "safety", verb: str = "see", purpose: str = "support", until: datetime = UNTIL) -> Line:
    return Line(scope=scope, verb=verb, purpose=purpose, until=until, title="Et job", starts_at=MEETING)


def test_one_thing_in_danish() -> None:
    assert wording("da", "Karen", [a_line(purpose="relative")]).words == (
        "Karen må læse min tryghedsplan. Det gælder til og med 14. februar 2027. Så ved Karen, hvordan jeg har det. "
        "Det gælder kun det, der står her. "
        "Karen kan huske det, Karen har læst. Det kan appen ikke tage tilbage. Du kan stoppe når som helst."
    )


def test_one_thing_in_english() -> None:
    assert wording("en", "Karen", [a_line(purpose="relative")]).words == (
        "Karen may read my safety plan. That holds up to and including 14 February 2027. So Karen knows how I am. "
        "It covers only what is written here. "
        "Karen can remember what Karen has read. The app cannot take that back. You can stop at any time."
    )


def test_a_dream_is_named_by_its_own_words_and_a_shared_reason_is_said_once() -> None:
    lines = [a_line("dream:x", "respond", "work"), a_line("needs", "see", "work")]

    assert wording("da", "Jonas", lines).words == (
        "Jonas må læse og svare på drømmen “Et job”. Det gælder til og med 14. februar 2027. "
        "Jonas må læse det, jeg har brug for. Det gælder til og med 14. februar 2027. "
        "Det er til min vej til arbejde. Det gælder kun det, der står her. "
        "Jonas kan huske det, Jonas har læst. Det kan appen ikke tage tilbage. Du kan stoppe når som helst."
    )


@pytest.mark.parametrize(
    ("lang", "said"), [("da", "mødet 4. december 2026 kl. 9.05."), ("en", "the meeting on 4 December 2026 at 09:05.")]
)
def test_a_meeting_is_named_by_its_time_on_the_wall(lang: str, said: str) -> None:
    assert said in wording(lang, "Jonas", [a_line("meeting:x", "respond", "meeting")]).words


@pytest.mark.parametrize(
    ("lang", "said"), [("da", "alle mine drømme, også nye drømme"), ("en", "all my dreams, new ones too")]
)
def test_all_dreams_says_that_new_ones_are_in_it(lang: str, said: str) -> None:
    assert said in wording(lang, "Jonas", [a_line("dreams")]).words


@pytest.mark.parametrize(
    ("until", "last_day"),
    [
        (datetime(2027, 2, 14, 23, 0, tzinfo=UTC), "14. februar 2027"),
        (datetime(2027, 2, 14, 23, 1, tzinfo=UTC), "15. februar 2027"),
        (datetime(2027, 6, 30, 22, 0, tzinfo=UTC), "30. juni 2027"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "31. december 2026"),
    ],
    ids=["midnight in winter", "a minute past midnight", "midnight in summer", "new year"],
)
def test_the_last_day_is_the_last_on_which_something_is_open(until: datetime, last_day: str) -> None:
    assert f"til og med {last_day}." in wording("da", "Jonas", [a_line(until=until)]).words


def test_other_words_have_another_hash() -> None:
    hashes = {wording("da", "Jonas", [a_line(scope)]).sha256 for scope in SCOPES}

    assert len(hashes) == len(SCOPES)


def test_the_hash_is_of_the_words_and_the_text_they_are_made_of() -> None:
    shown = wording("da", "Jonas", [a_line()])

    assert shown.sha256 == hashlib.sha256(f"share-da-1\n{shown.words}".encode()).hexdigest()


def test_an_unknown_language_is_danish() -> None:
    assert wording("kl", "Jonas", [a_line()]) == wording("da", "Jonas", [a_line()])


def test_to_a_unit_the_words_say_that_it_is_several_people_and_what_the_citizen_hears_of_them() -> None:
    assert wording("da", "Afsnit 4", [a_line(purpose="treatment")], is_unit=True).words == (
        "Afsnit 4 må læse min tryghedsplan. Det gælder til og med 14. februar 2027. Det er til min behandling. "
        "Afsnit 4 er flere mennesker. Jeg kan se, hvem de er. Jeg får besked, når der kommer en ny. "
        "Jeg kan sige nej til hver af dem. Det gælder kun det, der står her. "
        "De kan huske det, de har læst. Det kan appen ikke tage tilbage. Du kan stoppe når som helst."
    )


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.id)
def test_every_text_has_words_for_everything_that_can_be_shared(text: ConsentText) -> None:
    assert (set(text.scopes), set(text.verbs), set(text.purposes)) == (
        {"strengths", "needs", "agreements", "safety", "wellbeing", "team", "dreams"},
        {"see", "respond", "edit"},
        {"support", "meeting", "relative", "treatment", "work"},
    )


def test_each_kept_text_has_an_id_of_its_own() -> None:
    ids = [row[0] for row in kept_texts()]

    assert sorted(ids) == ["share-da-1", "share-en-1", "unit-da-1", "unit-en-1"]


def test_a_kept_text_is_kept_with_the_hash_of_itself() -> None:
    assert all(hashlib.sha256(body.encode()).hexdigest() == sha256 for _, _, body, sha256 in kept_texts())


EVERY = [(scope, verb, purpose) for scope in SCOPES for verb in DANISH.verbs for purpose in DANISH.purposes]


def sentences(words: str) -> list[str]:
    """A full stop after a number is a date's, not a sentence's."""
    return re.split(r"(?<=[^0-9][.])\s+|(?<=\d{4}[.])\s+|(?<=\d\d[.])\s+(?=[A-ZÆØÅ])", words)


def counted(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize(("scope", "verb", "purpose"), EVERY)
def test_a_danish_consent_has_no_sentence_over_fifteen_words(scope: str, verb: str, purpose: str) -> None:
    words = wording("da", "Jonas", [a_line(scope, verb, purpose)]).words

    assert max(len(counted(sentence)) for sentence in sentences(words)) <= 15


@pytest.mark.parametrize(("scope", "verb", "purpose"), EVERY)
def test_a_danish_consent_has_a_readability_of_at_most_lix_20(scope: str, verb: str, purpose: str) -> None:
    words = wording("da", "Jonas", [a_line(scope, verb, purpose)]).words
    every = counted(words)
    long = [word for word in every if len(word) > 6]

    assert len(every) / len(sentences(words)) + 100 * len(long) / len(every) <= 20
