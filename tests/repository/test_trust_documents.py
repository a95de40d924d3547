"""Threats and requirements are answered one by one, and whatever is said to be tested is."""

import ast
import re
from functools import cache

import pytest

from tests.support.repository import ROOT, text

DOCS = ROOT / "docs"
IDS = dict(line.split() for line in text(ROOT / "tests/repository/asvs_ids.txt").splitlines())
PROOF = re.compile(r"`([\w/.]+\.py)::([\w{}]+)`")
ROW = re.compile(r"^\| ([^|]+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
REASON = re.compile(r"^(?:n/a$|document: \S|operator: \S|deviation: \S)")
THREATS = [f"T{number}" for number in range(1, 37)]


@cache
def functions_of(path: str) -> frozenset[str]:
    tree = ast.parse(text(ROOT / "tests" / path))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def rows_of_asvs() -> list[tuple[list[str], str, str]]:
    """Ids, what holds, proof. `6.2.*` is a whole section."""
    found = []
    for cell, holds, proof in ROW.findall(text(DOCS / "asvs.md")):
        ids = [one.strip().rstrip("‡") for one in cell.split(",")]
        if all(re.fullmatch(r"\d+(?:\.\d+)*(?:\.\*)?", one) for one in ids):
            found.append(([each for one in ids for each in meant(one)], holds, proof))
    return found


def meant(one: str) -> list[str]:
    if not one.endswith("*"):
        return [one]
    return [each for each in IDS if each.startswith(one[:-1]) and IDS[each] != "3"]


def rows_of_threats() -> dict[str, list[str]]:
    lines = [line for line in text(DOCS / "threat-model.md").splitlines() if re.match(r"\| T\d+ \|", line)]
    cells = [[cell.strip() for cell in line.strip("|").split(" |")] for line in lines]
    return {row[0]: row for row in cells}


def test_every_requirement_of_levels_1_and_2_is_answered_once() -> None:
    answered = [one for ids, _, _ in rows_of_asvs() for one in ids]

    assert len(IDS) == 345
    assert sorted(one for one in answered if one not in IDS) == []
    assert sorted(one for one in set(answered) if answered.count(one) > 1) == []
    assert sorted(one for one, level in IDS.items() if level != "3" and one not in answered) == []


def test_every_answer_has_a_test_or_a_reason() -> None:
    bare = [
        ids for ids, holds, proof in rows_of_asvs() if not holds or not (PROOF.search(proof) or REASON.match(proof))
    ]

    assert bare == []


def test_the_known_deviation_stands_there_and_no_requirement_of_level_1_but_three_deviates() -> None:
    deviating = {one for ids, _, proof in rows_of_asvs() if proof.startswith("deviation:") for one in ids}

    assert "14.3.3" in deviating
    assert {one for one in deviating if IDS[one] == "1"} == {"14.2.1", "15.1.1", "15.2.1"}


@pytest.mark.parametrize("number", THREATS)
def test_every_threat_is_answered(number: str) -> None:
    threat, what, kind, against, tests, left = rows_of_threats()[number]

    assert what
    assert kind
    assert against
    assert tests or left, "a test, or why there is none"
    assert threat == number


@pytest.mark.parametrize("number", [f"C{number}" for number in range(1, 26)])
def test_every_promise_of_consent_has_a_test(number: str) -> None:
    (row,) = [line for line in text(DOCS / "consent.md").splitlines() if line.startswith(f"| {number} |")]

    assert PROOF.search(row)


@pytest.mark.parametrize("page", ["asvs.md", "threat-model.md", "privacy.md", "consent.md", "when-somebody-presses.md"])
def test_every_test_that_is_named_exists(page: str) -> None:
    named = PROOF.findall(text(DOCS / page))
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / "tests" / path).is_file() or name not in functions_of(path)
    ]

    assert missing == []
    assert named or page == "privacy.md"


def test_what_is_for_a_lawyer_is_marked() -> None:
    page = text(DOCS / "privacy.md")

    assert page.count("[lawyer") >= 10
    for needed in ("art. 30", "art. 35", "art. 33", "72 h", "Push services".lower(), "how long"):
        assert needed in page, needed
