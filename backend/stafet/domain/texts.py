"""People's text, cleaned of what no keyboard types: control characters and direction overrides (threat T13)."""

import unicodedata

_KEEP = {"\n", "\t"}
# Bidi embeddings, overrides and isolates can make a name read as another name.
_BIDI = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)), "\u200e", "\u200f", "\u061c", "\ufeff"}


def clean(text: str) -> str:
    """The same words in NFC, without control characters other than line breaks, and without direction overrides."""
    if text.replace("\n", "").isprintable() and unicodedata.is_normalized("NFC", text):
        return text  # As nearly all is: nothing that is not printable is kept, save line breaks and tabs.
    kept = (
        character
        for character in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        if character in _KEEP or (character not in _BIDI and unicodedata.category(character) not in ("Cc", "Cs"))
    )
    return "".join(kept)


# Letters by name, and nothing to see: fillers of Hangul and an empty pattern of Braille.
_UNSEEN = {*"\u115f\u1160\u3164\uffa0\u2800"}


def shows_something(text: str) -> bool:
    """Whether there is a sign to see. A name that nobody can see could stand for anybody."""
    return any(unicodedata.category(sign)[0] in "LNPS" and sign not in _UNSEEN for sign in text)
