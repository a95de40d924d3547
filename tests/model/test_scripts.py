"""The Python phone still ends where the kept scripts say. The app plays the same: pwa/tests/differential/."""

import json
from pathlib import Path

import pytest

from tests.model.scripts import GOLDEN, Replay

SCRIPTS = sorted(GOLDEN.glob("*.json"))


def test_there_are_scripts() -> None:
    assert len(SCRIPTS) >= 20


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_ends_as_it_is_written(path: Path) -> None:
    script = json.loads(path.read_text())

    end = Replay().play(script["steps"])

    assert end | {"screens": end["screens"][-1:]} == script["then"]
