"""Edits of old phones are accepted for ever: what is in tests/golden/edits/ was sent once, and must decode for good.

A file is never changed and never deleted. A new act or kind gets a new file.
"""

from pathlib import Path

import msgspec
import pytest

from stafet.domain.edits import Create, Edit
from stafet.domain.items import KINDS, kind_of

GOLDEN = Path(__file__).parents[1] / "golden" / "edits"
FILES = sorted(GOLDEN.glob("*.json"))
ACTS = {"create", "change", "delete", "place", "resolve", "withdraw", "leave"}


def decoded(path: Path) -> Edit:
    edit: Edit = msgspec.json.decode(path.read_bytes(), type=Edit)
    return edit


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_edit_that_was_sent_once_is_understood_for_ever(path: Path) -> None:
    sent = msgspec.json.decode(path.read_bytes()) | {"madeAt": ""}

    understood = msgspec.to_builtins(decoded(path)) | {"madeAt": ""}

    # Nothing of what was sent is dropped on the way in.
    assert understood | sent == understood


def test_there_is_one_of_every_act() -> None:
    acts = {str(decoded(path).__struct_config__.tag) for path in FILES}

    assert acts == ACTS


def test_there_is_one_of_every_kind_a_phone_can_make() -> None:
    edits = [decoded(path) for path in FILES]
    kinds = {kind_of(edit.body) for edit in edits if isinstance(edit, Create)}

    assert kinds == set(KINDS) - {"invitee", "alternative"}
