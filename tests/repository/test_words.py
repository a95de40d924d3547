"""One word per thing: the citizen is never a patient, and a grant never a permission."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.repository import ROOT, shown, text

# The second word for a thing we already have a word for.
SECOND_WORDS = {
    "patient": "citizen",
    "patients": "citizens",
    "user": "citizen, member or person",
    "users": "people",
    "customer": "citizen",
    "case": "plan",
    "cases": "plans",
    "journey": "plan",
    "category": "scope or kind",
    "coordinator": "baton_holder",
    "caseworker": "professional",
    "participant": "member",
    "participants": "members",
    "crisis": "safety",
    "permission": "grant",
    "permissions": "grants",
    "audit": "look",
}
# Words of other people's standards, and the name of our own layer.
TERMS_OF_OTHERS = re.compile(
    r"use_cases?|user_?agent|userinfo|user_visible_only|user_code|user_verification|crisis_lines?|help_now"
    r"|casefold|case_insensitive",
    re.IGNORECASE,
)


def names(path: Path) -> Iterator[tuple[int, str]]:
    """The names a module gives: what it calls from elsewhere is not its choice."""
    yield 0, path.stem
    for node in ast.walk(ast.parse(text(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id


def words(name: str) -> list[str]:
    plain = TERMS_OF_OTHERS.sub("", name)
    return [word.lower() for part in plain.split("_") for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", part)]


def test_the_backend_has_one_word_for_each_thing() -> None:
    found = [
        f"{shown(path)}:{line}: {name} (we say {SECOND_WORDS[word]})"
        for path in sorted((ROOT / "backend").rglob("*.py"))
        for line, name in names(path)
        for word in words(name)
        if word in SECOND_WORDS
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("give_consent", ["give", "consent"]),
        ("PlanOut", ["plan", "out"]),
        ("use_cases", []),
        ("user_agent", []),
        ("case_number", ["case", "number"]),
    ],
)
def test_a_name_is_read_word_by_word(name: str, split: list[str]) -> None:
    assert words(name) == split
