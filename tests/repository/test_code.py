"""What we promised each other about the code, so that nobody has to say it in a review."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.repository import ROOT, shown, text, written

LONGEST_MODULE = 400
LATER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")
LEFT_OUT_IN_TYPESCRIPT = re.compile(r"\b(?:it|test|describe)\.(?:skip|only|todo|fails)\b|\bx(?:it|describe)\(")
LEFT_OUT = {"skip", "skipif", "xfail", "importorskip"}


def test_nothing_is_put_off_in_a_comment() -> None:
    put_off = [
        f"{shown(path)}:{number}: {line.strip()}"
        for path in written(".py", ".ts", ".tsx", ".mjs", ".css", ".toml", ".html")
        for number, line in enumerate(text(path).splitlines(), start=1)
        if LATER.search(line)
    ]

    assert not put_off, "Write an issue instead:\n" + "\n".join(put_off)


def test_every_module_is_about_one_thing() -> None:
    """The text catalogues are words, not modules, and a migration is one step, however many tables it makes."""
    lengths = {
        shown(path): len(text(path).splitlines())
        for path in written(".py", ".ts", ".tsx", ".mjs", ".css")
        if not {"texts", "versions"} & set(path.parts)
    }
    too_long = {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE}

    assert not too_long, f"Longer than {LONGEST_MODULE} lines, so about two things: {too_long}"


def test_no_test_is_left_out_without_a_reason() -> None:
    without = [where for path in written(".py") if "tests" in path.parts for where in left_out_without_reason(path)]
    without += [
        f"{shown(path)}: {found.group()}"
        for path in written(".ts", ".tsx")
        for found in LEFT_OUT_IN_TYPESCRIPT.finditer(text(path))
    ]

    assert not without, "Say why, or run it:\n" + "\n".join(without)


def left_out_without_reason(path: Path) -> Iterator[str]:
    """`pytest.skip`, `.skipif` and `.xfail` that do not say why, neither as `reason=` nor as what the call is given."""
    tree = ast.parse(text(path))
    called = {node.func: node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or node.attr not in LEFT_OUT:
            continue
        of = ast.unparse(node.value)
        if of not in {"pytest", "pytest.mark", "unittest"}:
            continue
        call = called.get(node)
        says_why = call is not None and (
            any(keyword.arg == "reason" for keyword in call.keywords) or (of == "pytest" and bool(call.args))
        )
        if not says_why:
            yield f"{shown(path)}:{node.lineno}: {ast.unparse(node)}"


def test_every_lint_exception_says_why() -> None:
    """`# noqa` and `# type: ignore` name their rule, and a reason follows. (Tests are not type-checked.)"""
    exception = re.compile(r"# (?:noqa(?!: [A-Z0-9, ]+ - \w)|type: ignore(?!\[[a-z, -]+\]\s*# \w))")
    bare = [
        f"{shown(path)}:{number}: {line.strip()}"
        for path in written(".py")
        if path != Path(__file__)
        for number, line in enumerate(text(path).splitlines(), start=1)
        if exception.search(line) and not ("tests" in path.parts and "type: ignore" in line)
    ]

    assert not bare, "Write it as '# noqa: RULE - reason' or '# type: ignore[rule]  # reason':\n" + "\n".join(bare)


def test_the_layers_have_their_own_words_and_no_service_or_manager() -> None:
    vague = {"service", "services", "manager", "managers", "helper", "helpers", "utils", "util", "misc", "common"}
    found = [shown(path) for path in (ROOT / "backend").rglob("*.py") if path.stem in vague]

    assert not found, f"Name it for what it is about: {found}"
