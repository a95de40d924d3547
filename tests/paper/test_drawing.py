"""The drawing: tagged for those who hear it, whole for those who copy it, and nobody's words are ever a command."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stafet.domain import paper_card, paper_kinds
from stafet.domain.items import KINDS, Agreement, Body, Dream, Goal, Meeting, Need, SafetyContact, WarningSign
from stafet.domain.papers import Cell, Entry, Paper, Section, Somebody, Source, Table, Thing, plain_text
from stafet.domain.texts import clean
from stafet.paper import drawing, press
from stafet.paper.characters import BOX, printable
from stafet.paper.coverage import RANGES
from stafet.paper.drawing import draw
from tests.journeys import corpus
from tests.support.pdf import root_of, tags_in, text_of, unpacked

NOW = datetime(2026, 11, 26, 9, 49, tzinfo=UTC)
SECRET = "DETTE-MÅ-INGEN-LÆSE"


def a_paper(*sections: Section, **facts: object) -> Paper:
    usual = {
        "kind": "plan", "lang": "da", "title": "Min plan", "about": ["Peter"], "sections": list(sections),
        "foot": ["Lavet på papir af Peter."], "page_word": "Side", "missing_word": f"{BOX} er et tegn.",
    }  # fmt: skip
    return Paper(**usual | facts)


def pdf_of(paper: Paper) -> bytes:
    return draw(msgspec.json.decode(msgspec.json.encode(paper)))


def a_plan(*bodies: Body, reader: str = "citizen") -> Source:
    """Peter's plan: a dream, and everything else in its own section."""
    things = []
    for number, body in enumerate(bodies):
        kind = str(body.__struct_config__.tag)
        scope = {"dream": "dream:0", "goal": "dream:0", "agreement": "dream:0", "meeting": "meeting:m"}.get(kind)
        scope = scope or ("needs" if kind == "need" else "safety")
        things.append(
            Thing(id=str(number), scope=scope, by="citizen", voice="citizen", at=NOW, order=f"{number:04}", body=body)
        )
    jonas = Somebody(name="Jonas Vind", role="job_centre", phone="89 15 10 00", baton_holder=True)
    return Source(
        citizen="Peter", reader=reader, reader_name="Peter", things=things, people={}, team={"J": jonas}, grants=[],
        until={}, now=NOW,
    )  # fmt: skip


A_LIFE = (
    Dream(text="Noget at stå op til"),
    Goal(text="Ud af lejligheden hver dag"),
    Agreement(what="Jonas finder en praktik", responsible="J", by_on="2026-12-04", state="agreed"),
    Need(text="Ro"),
    SafetyContact(name="Karen", phone="86 12 34 56"),
    WarningSign(text="Jeg sover ikke"),
    Meeting(meeting_kind="coordination", starts_at="2026-12-04T10:00"),
)


def everything(_scope: str) -> bool:
    return True


def papers(lang: str = "da") -> Iterator[tuple[str, Paper]]:
    source = a_plan(*A_LIFE)
    yield "plan", paper_kinds.plan(source, lang, everything).paper
    yield "kip", paper_kinds.kip(source, lang, everything).paper
    met = paper_kinds.meeting(source, lang, "meeting:m")
    assert met is not None
    yield "meeting", met.paper
    yield "card", paper_card.card(source, lang, qr="<svg xmlns='http://www.w3.org/2000/svg'/>", address="x").paper


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_paper_is_marked_for_those_who_hear_it(lang: str) -> None:
    for kind, paper in papers(lang):
        pdf = pdf_of(paper)
        root = root_of(pdf)

        assert root["/MarkInfo"]["/Marked"], kind
        assert root["/Lang"] == lang, kind
        assert root["/ViewerPreferences"]["/DisplayDocTitle"], kind
        assert "<pdfuaid:part>1</pdfuaid:part>" in unpacked(pdf), kind
        assert paper.title in unpacked(pdf), kind


def test_headings_lists_and_tables_are_what_they_look_like() -> None:
    tags = dict.fromkeys(tags_in(pdf_of(dict(papers())["kip"])))

    assert {"Title", "H1", "L", "LI", "LBody", "Table", "TH", "TD"} <= tags.keys()
    assert list(tags).index("Title") < list(tags).index("H1")


def test_the_words_come_in_the_order_they_are_read() -> None:
    text = text_of(pdf_of(dict(papers())["plan"]))

    order = [
        text.index(words)
        for words in ("Min plan", "Peter", "Noget at stå op til", "Ud af lejligheden", "Jonas finder", "Ro", "Karen")
    ]
    assert order == sorted(order)


def test_the_drawing_and_the_text_say_the_same() -> None:
    for kind, paper in papers():
        drawn = letters(text_of(pdf_of(paper)))
        for line in plain_text(paper).split("\n"):
            for words in re.findall(r"\w+", line):
                assert letters(words) in drawn, (kind, words)


def letters(text: str) -> str:
    """Only letters and digits: a line may break anywhere, and a word with a hyphen."""
    return "".join(character for character in text.casefold() if character.isalnum())


def test_a_drawing_is_not_read_aloud() -> None:
    """The thread says nothing that words do not say: everything drawn stands outside the structure."""
    assert "Figure" not in tags_in(pdf_of(dict(papers())["plan"]))


def test_the_pocket_card_is_one_sheet_also_when_it_is_full() -> None:
    many = [SafetyContact(name=f"Ven {number} " + "ord " * 40, phone="86 12 34 56") for number in range(40)]
    card = paper_card.card(a_plan(*A_LIFE, *many), "da", qr="", address="")

    pdf = pdf_of(card.paper)

    assert unpacked(pdf).count("'/Type': '/Page'") == 1
    assert "Der er mere i appen." in text_of(pdf)
    assert "Ring 112" in text_of(pdf)


# Words are never a command


def one_entry(text: str) -> Entry:
    return Entry(text=text, label=text, notes=[text], own=True, below=[Entry(text=text, knot="goal", label=text)])


def everywhere(text: str, kind: str) -> Paper:
    """The text in every place of a paper that takes one."""
    entry = one_entry(text)
    table = Table(head=[text] * 3, rows=[[Cell(text=text, own=True), Cell(text=text), Cell(text=text)]])
    wide = Table(head=[text] * 4, rows=[[Cell(text=text)] * 4])
    thread = Section(title=text, lead=text, entries=[entry, Entry(text=text, knot="dream")], thread=True)
    sections = [thread, Section(title=text, entries=[entry], table=table), Section(title=text, table=wide, empty=text),
                Section(title=text, empty=text), Section(title=text, lines=[text])]  # fmt: skip
    return a_paper(
        *sections, kind=kind, title=text, about=[text], lead=text, foot=[text], page_word=text, how=[text],
        fold_word=text, more_word=text, missing_word=text, qr_word=text,
    )  # fmt: skip


def drawn_at_once(paper: Paper) -> bytes:
    """As the process draws it, and not by the plainer second try."""
    return drawing._compiled(drawing._with_characters(msgspec.json.decode(msgspec.json.encode(paper)), printable))


def test_hostile_words_are_printed_as_they_are() -> None:
    entries = [Entry(text=text, own=True) for text in map(clean, corpus.strings())]

    assert drawn_at_once(a_paper(Section(title="Prøve", entries=entries))).startswith(b"%PDF-")


@pytest.mark.parametrize("kind", ["plan", "card"])
def test_hostile_words_are_words_in_every_place(kind: str) -> None:
    some = [*corpus.OTHER_MACHINES, *corpus.STRANGE, *corpus.CORES]

    pdf = drawn_at_once(everywhere(clean(" ¶ ".join(some))[:800], kind))

    assert pdf.startswith(b"%PDF-")


TYPST = [
    '#read("main.typ")', '#include "look.typ"', '#import "look.typ": *', "#panic()", "#sys.inputs", "#eval(\"1+1\")",
    '#image("/etc/passwd")', '#read("/etc/passwd")', "$x^2$", "*fed*", "_skrå_", "`kode`", "= Overskrift", "- punkt",
    "@nogen", "<mærke>", "\\", "// kommentar", "/* kommentar */", "~", "---", "#{", "#[", "]", "}", "https://evil.example",
    "#pagebreak()", "#set page(width: 1cm)", "#context counter(page).display()", "#link(\"https://evil.example\")[x]",
    '#plugin("x.wasm")', '#csv("x")', '"; #panic(); "', "\\u{23}panic()",
]  # fmt: skip


def test_what_looks_like_typst_is_text() -> None:
    section = Section(title="Prøve", entries=[Entry(text=one) for one in TYPST])

    pdf = pdf_of(a_paper(section))

    told = letters(text_of(pdf))
    for one in TYPST:
        assert letters(one) in told, one
    assert "/URI" not in unpacked(pdf), "an address became a link"


def test_nothing_is_read_from_the_disk(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    commands = [f'#read("{secret}")', f'#include "{secret}"', str(secret), f"../../../..{secret}"]

    pdf = pdf_of(a_paper(Section(title="Prøve", entries=[Entry(text=one) for one in commands])))

    assert letters(SECRET) not in letters(text_of(pdf))


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(words, min_size=1, max_size=8))
def test_whatever_somebody_types_can_be_printed(texts: list[str]) -> None:
    entries = [Entry(text=clean(text), own=True) for text in texts]

    assert pdf_of(a_paper(Section(title="Prøve", entries=entries))).startswith(b"%PDF-")


def test_every_character_we_say_we_can_draw_is_drawn() -> None:
    """PDF/UA refuses a character without a glyph: this would be an error."""
    held = [chr(code) for first, last in RANGES for code in range(first, last + 1)]
    lines = ["".join(f"{one} " for one in held[start : start + 200]) for start in range(0, len(held), 200)]
    entries = [Entry(text=line, own=own) for line in lines for own in (True, False)]

    assert drawn_at_once(a_paper(Section(title="Prøve", entries=entries))).startswith(b"%PDF-")


def test_a_character_that_cannot_be_drawn_is_a_box_and_the_paper_says_so() -> None:
    assert printable("Godt gået 👩‍👩‍👧 æøå") == (f"Godt gået {BOX} æøå", True)

    with_it = text_of(pdf_of(a_paper(Section(title="Prøve", entries=[Entry(text="Godt gået 👩‍👩‍👧")]))))
    without = text_of(pdf_of(a_paper(Section(title="Prøve", entries=[Entry(text="Godt gået")]))))

    assert f"{BOX} er et tegn" in with_it
    assert "er et tegn" not in without


# The process


def test_five_hundred_things_are_drawn_well_within_the_limits() -> None:
    long_words = "Socialpsykiatrikoordinationsmødeforberedelsesgruppen og nogle ord mere "
    many = [Need(text=f"{number} {long_words * 2}") for number in range(500)]
    paper = paper_kinds.plan(a_plan(*A_LIFE, *many), "da", everything).paper

    pdf = press.drawn(msgspec.json.encode(paper))

    assert len(pdf) > 100_000


def test_a_paper_that_takes_too_long_is_given_up_and_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    endless = Section(title="Prøve", entries=[Entry(text=f"{SECRET} {number} " * 500) for number in range(1000)])

    with pytest.raises(press.CannotPrint) as refused:
        press.drawn(msgspec.json.encode(a_paper(endless)), seconds=0.2)

    assert SECRET not in repr(refused.value)
    assert capfd.readouterr() == ("", "")


def test_no_file_is_left_behind_and_none_can_be(tmp_path: Path) -> None:
    """The process may not write one byte into any file, wherever."""
    code = (
        "import pathlib, sys; from stafet.paper import __main__ as paper;"
        "paper.draw = lambda _: (pathlib.Path(sys.argv[1]).write_bytes(b'x'), b'')[1]; paper.main()"
    )
    target = tmp_path / "left"

    done = subprocess.run(
        [sys.executable, "-c", code, str(target)], input=b"{}", capture_output=True, check=False, env={**os.environ}
    )

    assert b"File too large" in done.stderr
    assert not target.exists() or target.read_bytes() == b""


def test_every_kind_of_item_has_its_words_on_some_paper() -> None:
    """A new kind of item is drawn, or it stands here with the reason why not."""
    drawn = {
        "dream", "goal", "step", "agreement", "strength", "need", "warning_sign", "coping", "safe_place",
        "safety_contact", "safe_surroundings", "wish_if_ill", "to_myself", "wellbeing", "who5", "looking_back",
        "meeting", "preparation", "agenda_item", "answer", "outcome", "invitee", "alternative",
    }  # fmt: skip
    only_for_oneself = {"private_note", "course_answer"}

    assert set(KINDS) == drawn | only_for_oneself
