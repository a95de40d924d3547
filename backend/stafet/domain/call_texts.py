"""The exact words of a leave to call, in Danish and English. Pure. What is shown is what is hashed and kept (C20).

A new wording is a new id: receipts keep pointing at the words that were on the screen.
"""

from collections.abc import Mapping
from datetime import datetime

from stafet.domain.calls import Call
from stafet.domain.consent_texts import DANISH, ENGLISH, ConsentText, KeptText, Wording, as_kept, last_day, worded


class CallText(KeptText, frozen=True):
    """One wording in one language."""

    line: str
    about: str
    why: str
    visit: str
    until: str
    told: str
    reads: str
    remember: str
    law: str


CALL_DANISH = CallText(
    id="call-da-1",
    lang="da",
    line="{caller} må ringe til {whom}.",
    about="De må tale om det her: “{about}”.",
    why="Det er fordi: “{why}”.",
    visit="De må også aftale et besøg hos mig.",
    until="Det gælder til og med {until}.",
    told="{whom} kan se, at {caller} må ringe.",
    reads="De kan ikke læse mere i min plan, end de kan nu.",
    remember="De kan huske, hvad de har talt om. Jeg kan stoppe når som helst.",
    law="Loven kan give dem lov til mere. Det kan appen ikke stoppe.",
)

CALL_ENGLISH = CallText(
    id="call-en-1",
    lang="en",
    line="{caller} may call {whom}.",
    about="They may talk about this: “{about}”.",
    why="The reason is: “{why}”.",
    visit="They may also arrange a visit at my home.",
    until="That holds up to and including {until}.",
    told="{whom} can see that {caller} may call.",
    reads="They can read no more of my plan than they can now.",
    remember="They can remember what they talked about. I can stop at any time.",
    law="The law may allow them more. The app cannot stop that.",
)

CALL_TEXTS: Mapping[str, tuple[CallText, ConsentText]] = {
    "da": (CALL_DANISH, DANISH),
    "en": (CALL_ENGLISH, ENGLISH),
}


def call_wording(lang: str, caller: str, call: Call, until: datetime) -> Wording:
    """The exact words of a yes: who may call whom, about what, until when; and the honest part."""
    text, days = CALL_TEXTS.get(lang, CALL_TEXTS["da"])
    sentences = [
        text.line,
        text.about,
        text.why if call.why else "",
        text.visit if call.visit else "",
        text.until,
        text.told if call.whom_member else "",
        text.reads,
        text.remember,
        text.law,
    ]
    said = {"caller": caller, "whom": call.whom, "about": call.about, "why": call.why, "until": last_day(days, until)}
    return worded(text, (sentence.format(**said) for sentence in sentences if sentence))


def kept_call_texts() -> list[tuple[str, str, str, str]]:
    """Each text as a row to keep: (id, lang, body, sha256)."""
    return [as_kept(text) for text, _ in CALL_TEXTS.values()]
