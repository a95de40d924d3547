"""Each criterion of WCAG 2.2 A and AA is answered, by a test that exists or by what a person did on a day."""

import re

import pytest

from tests.repository.test_trust_documents import PROOF, functions_of
from tests.support.repository import ROOT, text

PAGE = ROOT / "docs" / "accessibility.md"
CRITERIA = dict(line.split() for line in text(ROOT / "tests/repository/wcag_ids.txt").splitlines())
ROW = re.compile(r"^\| (\d\.\d\.\d+) [^|]+ \| (A{1,2}) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
BY_HAND = re.compile(r"by hand \d{4}-\d\d-\d\d: \S")
STATEMENT = ROOT / "pwa" / "src" / "texts" / "da" / "accessibility.ts"


def test_every_criterion_is_answered_once_with_its_level() -> None:
    answered = [(number, level) for number, level, _, _ in ROW.findall(text(PAGE))]

    assert len(CRITERIA) == 55
    assert answered == list(CRITERIA.items())


def test_every_answer_has_a_test_a_check_by_hand_or_does_not_apply() -> None:
    bare = [
        number
        for number, _, because, shown in ROW.findall(text(PAGE))
        if not (
            PROOF.search(shown) or BY_HAND.search(shown) or (shown.strip() == "n/a" and because.startswith("n/a: "))
        )
    ]

    assert bare == []


@pytest.mark.parametrize("named", sorted(set(PROOF.findall(text(PAGE)))), ids=lambda one: one[1])
def test_every_test_that_is_named_exists(named: tuple[str, str]) -> None:
    path, name = named

    assert (ROOT / "tests" / path).is_file()
    assert name in functions_of(path)


def test_what_is_not_shown_is_told_to_everybody() -> None:
    """The page for people names every gap that the page for developers names."""
    gaps = text(PAGE).partition("## What is not shown")[2].partition("\n## ")[0]
    told = text(STATEMENT).partition("gapLines: [")[2].partition("]")[0]

    assert len(re.findall(r"^- ", gaps, re.MULTILINE)) == 5
    assert len(re.findall(r'^    "', told, re.MULTILINE)) >= 5
    for word in ("skærmlæser", "Safari", "sindslidelse", "papirerne", "MitID"):
        assert word in told
