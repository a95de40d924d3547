"""Makes backend/stafet/paper/coverage.py: asks typst for every character whether our fonts can draw it.

Run it when a font or typst changes: `python -m tests.paper.make_coverage`. It takes some minutes; the fonts inside
typst can be asked in no other way.
"""

import json
import unicodedata

import typst

from stafet.paper import coverage
from stafet.paper.drawing import HERE

PAGE = b"""
#set document(title: "x")
#set text(lang: "da")
#for c in json(bytes(sys.inputs.d)) [#text(font: "Source Sans 3", c) #text(font: "Libertinus Serif", c) ]
"""
# Letters of the languages people here write, marks, arrows, signs, faces. Han and the like no font of ours holds.
ASKED = (
    range(0x20, 0x1700), range(0x1D00, 0x3000), range(0xA640, 0xA800), range(0xAB30, 0xAB70), range(0xFB00, 0xFE00),
    range(0xFE20, 0xFF00),
    range(0x1D400, 0x1D800), range(0x1F000, 0x1FB00),
)  # fmt: skip
NOTHING_TO_SEE = {"Cn", "Cs", "Co", "Cc", "Cf", "Zl", "Zp"}


def can_be_drawn(characters: list[str]) -> bool:
    """Whether all of these can: PDF/UA refuses a character without a glyph."""
    try:
        typst.compile(
            PAGE, format="pdf", sys_inputs={"d": json.dumps(characters)}, pdf_standards=["ua-1"],
            ignore_system_fonts=True, font_paths=[HERE / "fonts"],
        )  # fmt: skip
    except typst.TypstError:
        return False
    return True


def held(characters: list[str]) -> list[int]:
    """Those that can be drawn, by halves."""
    if not characters or can_be_drawn(characters):
        return [ord(one) for one in characters]
    half = len(characters) // 2
    return held(characters[:half]) + held(characters[half:]) if half else []


def main() -> None:
    asked = [chr(code) for some in ASKED for code in some if unicodedata.category(chr(code)) not in NOTHING_TO_SEE]
    codes = sorted({0x200B, *(code for start in range(0, len(asked), 64) for code in held(asked[start : start + 64]))})
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    lines = ["   "]
    for first, last in ranges:
        pair = f" ({first:#x}, {last:#x}),"
        lines += ["   "] if len(lines[-1] + pair) > 116 else []
        lines[-1] += pair
    text = (
        f'"""{coverage.__doc__}"""\n\nRANGES: tuple[tuple[int, int], ...] = (\n{chr(10).join(lines)}\n)  # fmt: skip\n'
    )
    (HERE / "coverage.py").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
