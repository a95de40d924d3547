"""The contact sheet is the pictures the tests compare: none is missing, none left over, and together they are light."""

import json
import re

from tests.support.contact_sheet import INDEX, PAGE
from tests.support.pictures import ACCEPTED

PICTURES = {path.name for path in ACCEPTED.glob("*.webp")}
MEGABYTES = 3.3


def test_every_picture_is_on_the_sheet_and_none_is_missing() -> None:
    assert set(re.findall(r'src="contact-sheet/([^"]+)"', PAGE.read_text("utf-8"))) == PICTURES


def test_every_picture_says_whose_screen_it_is() -> None:
    told = json.loads(INDEX.read_text("utf-8"))
    assert {f"{one['file']}.webp" for one in told} == {name for name in PICTURES if not name.endswith("-dark.webp")}
    assert [one["file"] for one in told if not (one["person"] and one["title"])] == []


def test_together_they_are_light() -> None:
    assert sum(path.stat().st_size for path in ACCEPTED.iterdir()) < MEGABYTES * 1_000_000
