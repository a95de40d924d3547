"""Libraries may say that something happened, and where; not to whom (T33)."""

import json
import logging

import pytest
import structlog

from stafet.http.library_log import LibraryLog

WORD = "kanariefugl"


@pytest.fixture
def said(capfd: pytest.CaptureFixture[str]) -> list[str]:
    structlog.configure(processors=[structlog.processors.JSONRenderer()])
    logger = logging.getLogger("some.library")
    logger.addHandler(LibraryLog())
    try:
        int(WORD)
    except ValueError:
        logger.exception("While sending %s", WORD)
    logger.warning("Cannot resolve %s", WORD)
    logger.handlers.clear()
    structlog.reset_defaults()
    return capfd.readouterr().out.splitlines()


def test_a_library_tells_the_kind_of_its_fault_and_none_of_its_words(said: list[str]) -> None:
    fault, warning = map(json.loads, said)

    assert (fault["event"], fault["logger"], fault["says"], fault["error"]) == (
        "library", "some.library", "error", "ValueError",
    )  # fmt: skip
    assert (warning["says"], warning["error"], warning["file"]) == ("warning", "", "test_library_log.py")
    assert WORD not in "".join(said)


def test_it_tells_nothing_else(said: list[str]) -> None:
    assert {name for line in said for name in json.loads(line)} == {"event", "logger", "says", "error", "file", "line"}
