"""What every test may ask for. The fixtures live in tests/support/, one subject in each file."""

from collections.abc import Generator

import pytest

from tests.support.failed import FAILED

# Each after those it imports.
pytest_plugins = [
    "tests.support.postgres",
    "tests.support.databases",
    "tests.support.push_service",
    "tests.support.server",
    "tests.support.browser",
]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember what failed, so that the browser can take a last picture of it."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys come last: while Playwright's loop runs in this thread, no test of asyncio can start its own."""
    items.sort(key=lambda item: "playwright" in getattr(item, "fixturenames", ()))
