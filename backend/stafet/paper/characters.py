"""Which characters our fonts hold. What they do not is drawn as a box, and the paper says so."""

import re
import unicodedata

from stafet.paper.coverage import RANGES

BOX = "□"
# A row of letters this long has no place to break by itself: a web address, or somebody leaning on a key.
UNBROKEN = re.compile(r"\S{41,}")
PIECE = re.compile(r"\S{1,20}")
BREAK = "\u200b"

# Marks over letters that NFC could not put into a letter: no font holds them with every letter, and the letter stands.
_LOOSE = (
    range(0x300, 0x370),
    range(0x1AB0, 0x1B00),
    range(0x1DC0, 0x1E00),
    range(0x20D0, 0x2100),
    range(0xFE20, 0xFE30),
)
_MARKS = frozenset(code for some in _LOOSE for code in some)
_HELD = frozenset(code for first, last in RANGES for code in range(first, last + 1)) - _MARKS
# What shows nothing by itself: joiners, selectors of a look, marks of direction.
_SILENT = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})


def printable(text: str) -> tuple[str, bool]:
    """The text as it can be drawn, and whether a character of it could not be."""
    return _made(text, _HELD)


def strictly(text: str) -> tuple[str, bool]:
    """The same with Latin letters only."""
    return _made(text, _PLAIN)


_PLAIN = frozenset(
    [*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180), 0x2013, 0x2014, 0x2019, 0x201D, 0x25A1]
)


def _made(text: str, held: frozenset[int]) -> tuple[str, bool]:
    lost = False
    kept = []
    for character in unicodedata.normalize("NFC", text).replace("\t", "    "):
        if unicodedata.category(character) == "Zs" and character != "\u00a0":
            # Every space is a space: some fonts hold none of their own.
            kept.append(" ")
        elif character == "\n" or ord(character) in held:
            kept.append(character)
        elif (
            ord(character) in _MARKS
            or unicodedata.category(character) in _SILENT
            or "VARIATION SELECTOR" in unicodedata.name(character, "")
        ):
            continue
        else:
            lost = True
            # A face made of five characters is one box.
            if not kept or kept[-1] != BOX:
                kept.append(BOX)
    return UNBROKEN.sub(lambda found: BREAK.join(PIECE.findall(found[0])), "".join(kept)), lost
