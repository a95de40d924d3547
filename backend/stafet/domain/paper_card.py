"""The pocket card: for a wallet, on a bad day, also without a phone. Pure."""

from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from stafet.domain.items import (
    Coping,
    SafePlace,
    SafetyContact,
    ToMyself,
    WarningSign,
    WishIfIll,
)
from stafet.domain.paper_kinds import made_of
from stafet.domain.paper_making import Making
from stafet.domain.paper_parts import HERE, coming_meetings, meeting_entry, people
from stafet.domain.papers import Entry, Made, Section, Source

# What a face of a bank card's size has room for. The rest is in the app, and the card says so.
MOST_LETTERS = 150


class NumberToCall(msgspec.Struct, frozen=True):
    """A number of the operator's, with the day somebody checked it. Never without that day."""

    label: str
    number: str
    checked_on: date


def card(source: Source, lang: str, *, qr: str, address: str, numbers: Sequence[NumberToCall] = ()) -> Made:
    """Eight faces, in the order they fold: whom to call, the safety plan in short, the next meeting, the team."""
    making = Making(source, lang)
    words = making.words
    call = [Entry(text=words.emergency, notes=[words.emergency_note])]
    call += [_short(making.entry(one)) for one in making.of("safety", SafetyContact)]
    call += [
        Entry(text=one.label, notes=[one.number, words.checked.format(day=making.day(one.checked_on))])
        for one in numbers
    ]
    team = [
        Entry(text=one.name, notes=[note for note in (one.phone, making.about_somebody(one), one.hours) if note])
        for one in people(making)
        if one.phone and source.team is not None
    ]
    making.used |= {key: "team" for key, one in (source.team or {}).items() if one.phone and one.status in HERE}
    ahead = coming_meetings(making)
    sections = [Section(title=words.help_now, entries=call)]
    # What I say to myself is something I can do myself. What is locked away, and where, is not for who finds a card.
    for kind, more in ((WarningSign, ()), (Coping, (ToMyself,)), (SafePlace, ()), (WishIfIll, ())):
        things = [one for each in (*more, kind) for one in making.of("safety", each)]
        entries = [_short(making.entry(one)) for one in things]
        title = words.sections[str(kind.__struct_config__.tag)]
        sections.append(Section(title=title, entries=entries, empty=words.empty["other"]))
    following = [_short(meeting_entry(making, one)) for one in ahead[:1]]
    sections.append(Section(title=words.sections["next"], entries=following, empty=words.no_meeting))
    sections.append(Section(title=words.sections["team"], entries=team, empty=words.empty["other"]))
    sections.append(Section(title=words.titles["card"], lines=[words.card_name]))
    made = made_of(making, "card", about=[], sections=sections)
    extra = {"how": words.card_how, "fold_word": words.fold, "more_word": words.more, "qr": qr}
    qr_word = words.qr.format(address=address) if qr else ""
    return Made(replace(made.paper, **extra, qr_word=qr_word), made.used)


def _short(entry: Entry) -> Entry:
    """An entry that fits a face. Its other versions and parts stay in the app."""
    notes = [_cut(note, MOST_LETTERS) for note in entry.notes]
    return replace(entry, text=_cut(entry.text.replace("\n", " "), MOST_LETTERS), notes=notes, below=[])


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
