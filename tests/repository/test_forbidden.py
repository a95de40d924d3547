"""What this code must never do. Each rule is shown the very thing it is there for."""

import pytest

from tests.repository.rules import PYTHON, TYPESCRIPT, broken_in_python, broken_in_typescript
from tests.support.repository import ROOT, shown, text, written


def test_the_server_does_nothing_that_is_forbidden() -> None:
    found = [
        f"{shown(path)}:{line}: {promise}"
        for path in written(".py")
        if path.is_relative_to(ROOT / "backend") or path.is_relative_to(ROOT / "migrations")
        for line, promise in broken_in_python(text(path))
    ]

    assert found == [], "\n".join(found)


def test_the_app_does_nothing_that_is_forbidden() -> None:
    found = [
        f"{shown(path)}:{line}: {promise}"
        for path in written(".ts", ".tsx", ".html")
        if path.is_relative_to(ROOT / "pwa" / "src") and not path.is_relative_to(ROOT / "pwa" / "src" / "dev")
        for line, promise in broken_in_typescript(text(path))
    ]

    assert found == [], "\n".join(found)


@pytest.mark.parametrize("promise", PYTHON)
def test_each_rule_of_the_server_sees_what_it_is_there_for(promise: str) -> None:
    assert promise in {name for _, name in broken_in_python(PYTHON[promise][1])}


@pytest.mark.parametrize("promise", TYPESCRIPT)
def test_each_rule_of_the_app_sees_what_it_is_there_for(promise: str) -> None:
    assert promise in {name for _, name in broken_in_typescript(TYPESCRIPT[promise][1])}


INNOCENT = (
    'sa.text("SELECT 1")', 'log.info("request", status=200)', "httpx2.AsyncClient(timeout=5)",
    "secrets.token_bytes(32)", "session.post(url, allow_redirects=False)", "hashlib.sha256(token)",
    "headers.get(name)", "re.compile(pattern)",
)  # fmt: skip


@pytest.mark.parametrize("line", INNOCENT)
def test_no_rule_is_against_what_is_right(line: str) -> None:
    assert list(broken_in_python(line)) == []
