"""The exact words of a consent, in Danish and English. Pure.

What is shown, what is hashed and what is kept are the same string, made here and nowhere else (invariant C20).
A new wording is a new id: old grants keep pointing at the words that were on the screen.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from stafet.domain.consents import Purpose, VerbWord
from stafet.domain.wall_clock import COPENHAGEN

Lang = Literal["da", "en"]


class KeptText(msgspec.Struct, frozen=True, omit_defaults=True):
    """A text that consents are given on: kept for good, in the words it had."""

    id: str
    lang: Lang


class ConsentText(KeptText, frozen=True):
    """One wording in one language. What has its default is left out of what is kept: old texts stay as they were."""

    line: str
    only_this: str
    remember: str
    verbs: Mapping[str, str]
    purposes: Mapping[str, str]
    scopes: Mapping[str, str]
    dream: str
    meeting: str
    months: tuple[str, ...]
    date: str
    clock: str
    # For a unit: that it is several people, and what the citizen hears of them.
    people: str = ""


DANISH = ConsentText(
    id="share-da-1",
    lang="da",
    line="{name} må {verb} {scope}. Det gælder til og med {until}.",
    only_this="Det gælder kun det, der står her.",
    remember="{name} kan huske det, {name} har læst. Det kan appen ikke tage tilbage. Du kan stoppe når som helst.",
    verbs={"see": "læse", "respond": "læse og svare på", "edit": "læse og rette"},
    purposes={
        "support": "Så kan {name} støtte mig.",
        "meeting": "Det er til mødet.",
        "relative": "Så ved {name}, hvordan jeg har det.",
        "treatment": "Det er til min behandling.",
        "work": "Det er til min vej til arbejde.",
    },
    scopes={
        "strengths": "det, jeg kan",
        "needs": "det, jeg har brug for",
        "agreements": "mine andre aftaler",
        "safety": "min tryghedsplan",
        "wellbeing": "sådan har jeg det",
        "team": "listen over mit hold",
        "dreams": "alle mine drømme, også nye drømme",
    },
    dream="drømmen “{title}”",
    meeting="mødet {date} kl. {clock}",
    months=(
        "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
        "december",
    ),
    date="{day}. {month} {year}",
    clock="{hour}.{minute:02d}",
)  # fmt: skip

ENGLISH = ConsentText(
    id="share-en-1",
    lang="en",
    line="{name} may {verb} {scope}. That holds up to and including {until}.",
    only_this="It covers only what is written here.",
    remember="{name} can remember what {name} has read. The app cannot take that back. You can stop at any time.",
    verbs={"see": "read", "respond": "read and answer", "edit": "read and change"},
    purposes={
        "support": "So {name} can support me.",
        "meeting": "It is for the meeting.",
        "relative": "So {name} knows how I am.",
        "treatment": "It is for my treatment.",
        "work": "It is for my way to work.",
    },
    scopes={
        "strengths": "what helps me",
        "needs": "what I need",
        "agreements": "my other agreements",
        "safety": "my safety plan",
        "wellbeing": "how I am",
        "team": "the list of my team",
        "dreams": "all my dreams, new ones too",
    },
    dream="the dream “{title}”",
    meeting="the meeting on {date} at {clock}",
    months=(
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    date="{day} {month} {year}",
    clock="{hour:02d}:{minute:02d}",
)  # fmt: skip

DANISH_UNIT = msgspec.structs.replace(
    DANISH,
    id="unit-da-1",
    people=(
        "{name} er flere mennesker. Jeg kan se, hvem de er. Jeg får besked, når der kommer en ny. "
        "Jeg kan sige nej til hver af dem."
    ),
    remember="De kan huske det, de har læst. Det kan appen ikke tage tilbage. Du kan stoppe når som helst.",
    purposes={
        "support": "Så kan de støtte mig.",
        "meeting": "Det er til mødet.",
        "relative": "Så ved de, hvordan jeg har det.",
        "treatment": "Det er til min behandling.",
        "work": "Det er til min vej til arbejde.",
    },
)  # fmt: skip

ENGLISH_UNIT = msgspec.structs.replace(
    ENGLISH,
    id="unit-en-1",
    people=(
        "{name} is several people. I can see who they are. I am told when a new one comes. "
        "I can say no to each of them."
    ),
    remember="They can remember what they have read. The app cannot take that back. You can stop at any time.",
    purposes={
        "support": "So they can support me.",
        "meeting": "It is for the meeting.",
        "relative": "So they know how I am.",
        "treatment": "It is for my treatment.",
        "work": "It is for my way to work.",
    },
)  # fmt: skip

PERSON_TEXTS: Mapping[str, ConsentText] = {"da": DANISH, "en": ENGLISH}
UNIT_TEXTS: Mapping[str, ConsentText] = {"da": DANISH_UNIT, "en": ENGLISH_UNIT}
TEXTS = (*PERSON_TEXTS.values(), *UNIT_TEXTS.values())


class Line(msgspec.Struct, frozen=True):
    """One thing a consent names, ready to be put into words: `title` for a dream, wall time for a meeting."""

    scope: str
    verb: VerbWord
    purpose: Purpose
    until: datetime
    title: str = ""
    starts_at: datetime | None = None


class Wording(msgspec.Struct, frozen=True):
    """The words on the screen, which text they are made of, and their hash."""

    words: str
    text_id: str
    sha256: str
    text_sha256: str
    lang: Lang


def wording(lang: str, name: str, lines: Iterable[Line], *, is_unit: bool = False) -> Wording:
    """The exact words of a yes. Two short sentences for each thing, then the reasons, then the honest part."""
    texts = UNIT_TEXTS if is_unit else PERSON_TEXTS
    text = texts.get(lang, texts["da"])
    lines = list(lines)
    sentences = [
        text.line.format(
            name=name, verb=text.verbs[line.verb], scope=_scope_words(text, line), until=last_day(text, line.until)
        )
        for line in lines
    ]
    purposes = dict.fromkeys(line.purpose for line in lines)
    sentences += [text.purposes[purpose].format(name=name) for purpose in purposes]
    if text.people:
        sentences.append(text.people.format(name=name))
    sentences += [text.only_this, text.remember.format(name=name)]
    return worded(text, sentences)


def worded(text: KeptText, sentences: Iterable[str]) -> Wording:
    """These sentences, made of a text, with what a receipt says of both."""
    words = " ".join(sentences)
    return Wording(
        words=words,
        text_id=text.id,
        sha256=hashlib.sha256(f"{text.id}\n{words}".encode()).hexdigest(),
        text_sha256=as_kept(text)[3],
        lang=text.lang,
    )


def _scope_words(text: ConsentText, line: Line) -> str:
    if line.scope.startswith("dream:"):
        return text.dream.format(title=line.title)
    if line.scope.startswith("meeting:") and line.starts_at is not None:
        clock = text.clock.format(hour=line.starts_at.hour, minute=line.starts_at.minute)
        return text.meeting.format(date=_date(text, line.starts_at), clock=clock)
    return text.scopes[line.scope]


def _date(text: ConsentText, local: datetime) -> str:
    return text.date.format(day=local.day, month=text.months[local.month - 1], year=local.year)


def last_day(text: ConsentText, until: datetime) -> str:
    """A period is half-open: one that ends at midnight has the day before as its last."""
    return _date(text, (until - timedelta(microseconds=1)).astimezone(COPENHAGEN))


def kept_texts() -> list[tuple[str, str, str, str]]:
    """Each text as a row to keep: (id, lang, body, sha256)."""
    return [as_kept(text) for text in TEXTS]


def as_kept(text: KeptText) -> tuple[str, str, str, str]:
    """A text as a row to keep: (id, lang, body, sha256)."""
    body = msgspec.json.encode(text, order="deterministic").decode()
    return text.id, text.lang, body, hashlib.sha256(body.encode()).hexdigest()
