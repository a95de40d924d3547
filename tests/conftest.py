"""What every test may ask for. The fixtures live in tests/support/, one subject in each file."""

import os
import shutil
from collections.abc import Generator

import pytest
from hypothesis import settings

from tests.support.failed import FAILED
from tests.support.memory import MEMORY

# Each after those it imports.
pytest_plugins = [
    "tests.support.postgres",
    "tests.support.databases",
    "tests.support.worlds",
    "tests.support.push_service",
    "tests.support.server",
    "tests.support.browser",
]

ROOM = 2 << 30
"""What a run may need at a time, with much to spare."""

# No test is timed: a machine with much to do is no fault. Under CI hypothesis says so itself, and takes no chances.
settings.register_profile("untimed", deadline=None)
if "CI" not in os.environ:
    settings.load_profile("untimed")


def pytest_configure() -> None:
    """Temporary folders lie in memory where there is room. SQLite waits for the disk at every commit, as it must; what
    a kill or a cut leaves behind is tested with disks of its own (tests/faults).
    """
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember what failed, so that the browser can take a last picture of it."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The journeys come last: while Playwright's loop runs in this thread, no test of asyncio can start its own.

    Between several workers only the rules come after them, which need nobody's loop and take no time each: so the
    workers end together.
    """
    shared = hasattr(config, "workerinput")

    def turn(item: pytest.Item) -> int:
        if "playwright" in getattr(item, "fixturenames", ()):
            return 1
        return 2 if shared and "domain" in item.path.parts else 0

    items.sort(key=turn)
