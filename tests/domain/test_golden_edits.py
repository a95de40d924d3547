"""Edits of old phones are accepted for ever: what is in tests/golden/edits/ was sent once, and must decode for good.

A file is never changed and never deleted. A new act or kind gets a new file.
"""

from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from stafet.domain.edits import Change, Create, Edit
from stafet.domain.items import KINDS, kind_of
from stafet.domain.old_edits import STEPS, understood, version_of

GOLDEN = Path(__file__).parents[1] / "golden" / "edits"
FILES = sorted(GOLDEN.glob("*.json"))
VERSIONS = {str(act.__struct_config__.tag): version_of(act) for act in get_args(Edit)}
ACTS = {"create", "change", "delete", "place", "resolve", "withdraw", "leave", "show"}


def decoded(path: Path) -> Edit:
    return understood(msgspec.Raw(path.read_bytes()))


def said_again(understood: Any, sent: Any) -> Any:
    """Of what was understood, the part that was sent."""
    if isinstance(sent, dict) and isinstance(understood, dict):
        return {name: said_again(understood.get(name), value) for name, value in sent.items()}
    return understood


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_edit_that_was_sent_once_is_understood_for_ever(path: Path) -> None:
    sent = msgspec.json.decode(path.read_bytes()) | {"madeAt": "", "v": 0}

    understood = msgspec.to_builtins(decoded(path)) | {"madeAt": "", "v": 0}

    # Nothing of what was sent is dropped on the way in; what was not asked for then has its default.
    assert said_again(understood, sent) == sent


def test_what_came_of_a_meeting_was_for_everybody_before_there_were_drafts() -> None:
    edit = decoded(GOLDEN / "create_outcome.json")

    assert isinstance(edit, Create)
    assert getattr(edit.body, "state", None) == "approved"


def test_there_is_one_of_every_act() -> None:
    acts = {str(decoded(path).__struct_config__.tag) for path in FILES}

    assert acts == ACTS


def test_there_is_one_of_every_kind_a_phone_can_make() -> None:
    edits = [decoded(path) for path in FILES]
    kinds = {kind_of(edit.body) for edit in edits if isinstance(edit, Create)}

    assert kinds == set(KINDS) - {"invitee", "alternative"}


def test_every_version_of_every_act_that_was_ever_sent_has_a_file() -> None:
    sent = {(said["act"], said.get("v", 1)) for said in (msgspec.json.decode(path.read_bytes()) for path in FILES)}

    assert sent == {(name, version) for name, newest in VERSIONS.items() for version in range(1, newest + 1)}


def test_every_older_version_of_an_act_has_a_step_to_the_next() -> None:
    assert set(STEPS) == {(name, version) for name, newest in VERSIONS.items() for version in range(1, newest)}


@pytest.mark.parametrize("name", ["create_agreement", "change"])
def test_what_was_written_before_verbs_were_asked_for_is_known_as_such(name: str) -> None:
    older, today = decoded(GOLDEN / f"{name}.json"), decoded(GOLDEN / f"{name}_2.json")

    assert isinstance(older, Create | Change)
    assert isinstance(today, Create | Change)
    assert (older.before_verbs, today.before_verbs) == (True, False)


# That edits of several versions back will be understood is tried with steps of the test's own.


STEPS_OF_A_TEST = {
    ("place", -1): lambda told: {**told, "v": 0, "thing": told["what"]},
    ("place", 0): lambda told: (
        {name: told[name] for name in ("act", "id", "plan", "madeAt", "order")} | {"v": 1, "item": told["thing"]}
    ),
}


def an_old_move(version: int, name: str) -> msgspec.Raw:
    told = msgspec.json.decode((GOLDEN / "place.json").read_bytes())
    item = told.pop("item")
    return msgspec.Raw(msgspec.json.encode(told | {"v": version, name: item}))


@pytest.mark.parametrize(("version", "name"), [(0, "thing"), (-1, "what")])
def test_an_edit_of_an_older_version_is_understood_as_what_it_means_today(version: int, name: str) -> None:
    assert understood(an_old_move(version, name), STEPS_OF_A_TEST) == decoded(GOLDEN / "place.json")


@pytest.mark.parametrize("version", [0, 2, 99])
def test_a_version_nobody_knows_is_not_guessed_at(version: int) -> None:
    with pytest.raises(msgspec.DecodeError):
        understood(an_old_move(version, "thing"))


def test_an_old_edit_that_makes_no_sense_today_is_refused_like_any_other() -> None:
    said = msgspec.json.decode(an_old_move(0, "thing")) | {"order": "not a key"}

    with pytest.raises(msgspec.DecodeError):
        understood(msgspec.Raw(msgspec.json.encode(said)), STEPS_OF_A_TEST)
