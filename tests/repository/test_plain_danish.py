"""Every Danish text is easy to read, spelled right, and has one word for each thing; also those no screen shows today.

What is drawn is judged once more where it is drawn, screen by screen: tests/journeys/test_screens.py.
"""

import re

import pytest

from tests.support import danish_texts, spelling
from tests.support.danish_texts import Text, catalogue, of_the_server
from tests.support.plain_danish import (
    SCREEN,
    STRICT,
    Fault,
    faults,
    in_order,
    is_running,
    lix,
    sentences,
    terms,
    told,
    too_hard,
    words,
)

# What is said yes to, what is kept of it, and what a stranger may see on a lock screen.
STRICTER = re.compile(
    r"people\.(stop|ended|over|receipt|consents|verbs|purposes|mayHaveRead|still)|invite\.(give|verbNotes|invite)"
    r"|preview|log\.receipts|reminders\.(pushText|onScreen)"
)
# Samples of the project's own rules of plain language, counted by somebody else than this code.
COUNTED = [
    (6, "Jeg har brug for hjælp nu"),
    (6, "Her er plads til dine ønsker. Skriv det første, du kommer i tanke om. Du kan altid rette det."),
    (12, "Der er ingen på dit hold endnu. Vælg en, du stoler på. Du bestemmer selv hvem."),
    (5, "Hvad vil du tale om på mødet? Skriv et punkt. Alle på mødet kan læse det."),
    (7, "Ellen kan ikke læse dine mål mere. Det gælder fra nu af. Hun kan have læst dem før i dag."),
    (6, "Du har en aftale i morgen. Åbn appen for at se mere."),
    (15, "Her kan du se, hvem der har læst i din plan. Spørg os, hvis noget ser forkert ud."),
    (28, "Fem korte spørgsmål om, hvordan du har haft det. Det tager to minutter. Du må gerne springe over."),
    (17, "Er du i fare, så ring 112. Du kan også ringe til Livslinien på 70 201 201. Du behøver ikke sige dit navn."),
]  # fmt: skip
SERVER_FILES = sorted({text.file for text in of_the_server()})


def found(texts: list[Text], limit: float) -> str:
    each = [(text.where, fault) for text in texts for fault in faults(text.words)]
    each += [(text.file, fault) for text in texts[:1] for fault in too_hard([one.words for one in texts], limit)]
    return told(each)


@pytest.mark.parametrize("file", [path.name for path in danish_texts.files()])
def test_the_danish_words_of_the_app_are_plain(file: str) -> None:
    texts = [text for text in catalogue() if text.file == file]

    assert not found(texts, SCREEN), found(texts, SCREEN)


@pytest.mark.parametrize("file", SERVER_FILES)
def test_the_danish_words_of_the_server_are_plain(file: str) -> None:
    texts = [text for text in of_the_server() if text.file == file]

    assert not found(texts, SCREEN), found(texts, SCREEN)


def test_consent_receipts_and_messages_are_plainer_still() -> None:
    said = [text for text in catalogue() if STRICTER.match(text.place.partition(" ")[2])]
    said += [text for text in of_the_server() if text.file in {"push/payload.py", "domain/consent_texts.py"}]

    for file in sorted({text.file for text in said}):
        running = [text.words for text in said if text.file == file and is_running(text.words)]
        assert lix(running) <= STRICT, f"{file}: LIX {lix(running):.1f}"
    assert {text.file for text in said} >= {"people.ts", "invite.ts", "preview.ts", "log.ts", "push/payload.py"}


def test_the_danish_words_are_spelled_right() -> None:
    every = [*catalogue(), *of_the_server()]
    wrong = set(spelling.misspelt(text.words for text in every))

    assert [f"{text.where}: {word}" for text in every for word in words(text.words) if word in wrong] == []


def test_a_misspelt_word_is_found_in_a_text() -> None:
    texts = [
        "Din trygheds\u00adplann er her.",
        "Du har fået en kviterring.",
        "Mødet er på fredag.",
        "Giv lov tilat se.",
    ]

    assert spelling.misspelt(texts) == ["kviterring", "tilat", "tryghedsplann"]


def test_our_own_words_are_in_order_and_are_needed() -> None:
    said = {word for text in [*catalogue(), *of_the_server()] for word in words(text.words)}

    assert in_order(spelling.ours())
    assert [word for word in spelling.ours() if word not in said] == []
    assert [word for word in spelling.ours() if spelling.hunspell().spell(word)] == []


@pytest.mark.parametrize(("number", "text"), COUNTED, ids=[text[:24] for _, text in COUNTED])
def test_lix_is_counted_as_others_count_it(number: int, text: str) -> None:
    assert round(lix([text])) == number


def test_a_sentence_ends_where_it_ends() -> None:
    assert sentences("Vi ses kl.\u00a010.48 den 20.\u00a0november. Så er det: nok. Er det? Ja.") == [
        "Vi ses kl. 10.48 den 20. november", "Så er det", "nok", "Er det", "Ja",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Det er en patient.", "banned: patient"),
        ("Din tekst gemmes nu.", "passive"),
        ("Du har fået en opgave.", "we say 'aftale', not 'opgave'"),
        ("Det er en samarbejdsaftale.", "no term"),
        ("Skynd dig!", "shouts"),
        ("En to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten.", "over 15 words"),
    ],
)
def test_what_is_not_plain_is_found(text: str, what: str) -> None:
    said = [fault.what for fault in faults(text)]

    assert len(said) == 1, said
    assert said[0].startswith(what)


@pytest.mark.parametrize("text", ["Lægen og I mødes om deres drøm.", "Koordinerende indsatsplan", "Min tryghedsplan"])
def test_what_is_plain_is_left_alone(text: str) -> None:
    assert faults(text) == []


def test_hard_running_text_is_found_and_a_few_words_are_not_counted() -> None:
    hard = "Kommunens sagsbehandler behandler henvendelser om udbetaling af midlertidige ydelser."

    assert [fault.what for fault in too_hard([f"{hard} Det er nummer {n}." for n in "abcd"], SCREEN)] == [
        "LIX 60.3 of 25"
    ]
    assert too_hard([hard], SCREEN) == []


def test_every_hard_word_is_said_and_has_its_meaning_in_the_dictionary() -> None:
    said = " ".join(text.words for text in [*catalogue(), *of_the_server()] if text.file != "dictionary.ts").casefold()
    meanings = {place.split(".")[2] for place in (text.place for text in catalogue()) if ".means" in place}

    assert [word for word in terms()["hard"] if word.casefold() not in said.replace("\u00ad", "")] == []
    assert sorted(set(terms()["hard"].values()) - meanings) == []


def test_no_text_points_by_place_or_colour() -> None:
    """WCAG 1.3.3: who does not see the screen, or sees it otherwise, finds what is meant."""
    points = re.compile(r"\b(til højre|til venstre|den (grønne|røde|gule|blå|runde|firkantede))\b", re.IGNORECASE)

    assert [text.where for text in [*catalogue(), *of_the_server()] if points.search(text.words)] == []


def test_a_fault_says_where_and_what() -> None:
    assert told([("own.ts", Fault("shouts", "Hov!"))]) == "own.ts: shouts: Hov!"
