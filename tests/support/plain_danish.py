"""What plain Danish is here, in one place: how hard a text is, how long its sentences, and which words we do not use.

LIX = words / sentences + 100 x (words longer than 6 letters) / words. Numbers are no words; `.`, `?`, `!` and `:` end a
sentence. The number is meant for running text of some length: headings, labels and lists are judged by their words and
by the length of their sentences alone, and so is a screen with less than `ENOUGH` words of running text.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

TERMS = Path(__file__).parents[1] / "repository" / "danish_terms.toml"

SCREEN = 25  # the highest LIX of a screen, and of a file of the catalogue
STRICT = 20  # of consent, receipts and messages: what is said yes to, and what a stranger may see
LONGEST = 15  # words in a sentence
ENOUGH = 25  # words of running text: below, a single word moves the number by more than four
ENDING = 4  # letters that a Danish noun may get: -erne
LONG = 12  # letters: such a word stands in the list of terms, or it does not stand on a screen

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# "kl. 10" and "20. november" go on: after a full stop comes a capital, a figure or a quotation, unless it is the last.
END = re.compile(
    r"(?<!\bkl)(?<!\bFx)(?<!\bfx)(?:(?<!\d)[.…]+|[?!])[”\"')]*(?=\s+[A-ZÆØÅ0-9“\"]|\s*$)|(?<=\d)\.(?=\s+[A-ZÆØÅ“]|\s*$)|:(?=\s|$)"
)
RUNNING = re.compile(r"[.?!:][”\"')]*$")


class Fault(NamedTuple):
    """What is wrong with some words, and the words."""

    what: str
    words: str


def plain(text: str) -> str:
    """As it is read: a soft hyphen is nothing, and every space is a space."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", "").replace("\u00a0", " ")).strip()


def words(text: str) -> list[str]:
    return WORD.findall(plain(text))


def sentences(text: str) -> list[str]:
    """The sentences of one block of text. What has no word in it is none."""
    return [part.strip() for part in END.split(plain(text)) if words(part)]


def is_running(text: str) -> bool:
    """Whole sentences, and not a heading, a label or the name of a thing."""
    return RUNNING.search(plain(text)) is not None


def lix(texts: Iterable[str]) -> float:
    """Of several blocks taken together."""
    blocks = list(texts)
    every = [word for block in blocks for word in words(block)]
    ends = sum(len(sentences(block)) for block in blocks)
    return len(every) / ends + 100 * sum(len(word) > 6 for word in every) / len(every) if every else 0.0


@cache
def terms() -> dict[str, Any]:
    return tomllib.loads(TERMS.read_text(encoding="utf-8"))


def explained(text: str) -> str:
    """Without what is not ours to choose: the names of official things, and what stands in quotation marks."""
    text = re.sub(r"“[^”]*”", " ", text)
    for name in terms()["official"]:
        text = re.sub(rf"(?i)\b{re.escape(name)}\w*", " ", text)
    return text


def faults(block: str, *, listed: bool = False) -> list[Fault]:
    """What is wrong with one block of text on its own: each sentence, and each word. A list of names is no sentence."""
    text = plain(block)
    # What somebody wrote, inside a sentence of ours, counts as one word.
    counted = sentences(re.sub(r"“[^”]*”", "“Karen”", text)) if is_running(text) or not listed else []
    found = [Fault(f"over {LONGEST} words", one) for one in counted if len(words(one)) > LONGEST]
    if "!" in text:
        found.append(Fault("shouts", text))
    free = explained(text).casefold()
    found += [Fault(f"banned: {one}", text) for one in terms()["banned"] if re.search(rf"\b{one}", free)]
    found += [
        Fault(f"we say {ours!r}, not {theirs!r}", text)
        for theirs, ours in terms()["second_words"].items()
        if re.search(rf"\b{theirs}", free)
    ]
    ours = [word for sentence in sentences(explained(text)) for word in without_names(words(sentence))]
    found += [Fault("passive", word) for word in ours if is_passive(word)]
    found += [Fault("no term", word) for word in ours if len(word) >= LONG and not is_term(word)]
    return found


def without_names(sentence: Sequence[str]) -> list[str]:
    """A capital inside a sentence is somebody's name, or the name of a place."""
    return [word.casefold() for place, word in enumerate(sentence) if place == 0 or word[0].islower()]


def is_passive(word: str) -> bool:
    return word.endswith("es") and word not in terms()["not_passive"]


def is_term(word: str) -> bool:
    """In the list of terms, as it stands there or with an ending."""
    known = [one.casefold() for one in [*terms()["plain"], *terms()["hard"]]]
    return any(word.startswith(one) and len(word) - len(one) <= ENDING for one in known)


def too_hard(blocks: Iterable[str], limit: float) -> list[Fault]:
    """Whether the running text of a screen or a file is too hard, taken together."""
    running = [plain(block) for block in dict.fromkeys(blocks) if is_running(block)]
    if sum(len(words(block)) for block in running) < ENOUGH or (hard := lix(running)) <= limit:
        return []
    long = {word for block in running for word in words(block) if len(word) > 6}
    return [Fault(f"LIX {hard:.1f} of {limit:.0f}", " / ".join([*running, *sorted(long, key=len, reverse=True)[:8]]))]


def told(faults_: Iterable[tuple[str, Fault]]) -> str:
    """For a failing test: where, what, which words."""
    return "\n".join(f"{where}: {fault.what}: {fault.words}" for where, fault in dict.fromkeys(faults_))


def in_order(lines: Sequence[str]) -> bool:
    """A list that is kept in order is a list that can be looked through."""
    return all(one.casefold() <= other.casefold() for one, other in pairwise(lines))
