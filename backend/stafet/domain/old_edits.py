"""Edits as earlier versions of the app wrote them, told in today's words. Accepted for good (docs/decisions/0004).

When an act changes its shape, its Struct gets the next `v`, and here stands one step more: from the shape before to the
next. Steps are never removed; an edit goes through as many as it needs.
"""

from collections.abc import Callable, Mapping
from typing import Any, get_args

import msgspec

from stafet.domain.edits import Edit, EditHead

Told = dict[str, Any]
Step = Callable[[Told], Told]
Steps = Mapping[tuple[str, int], Step]
"""By act and the version that was sent: the same edit as the next version would have said it."""


def _before_verbs(told: Told) -> Told:
    """Version 1 asked nobody for a verb, so a task is not refused for having none (docs/decisions/0040-verbs.md)."""
    return told | {"v": 2, "beforeVerbs": True}


STEPS: Steps = {("create", 1): _before_verbs, ("change", 1): _before_verbs}

_decode = msgspec.json.Decoder(Edit).decode


class _Version(msgspec.Struct, frozen=True):
    act: str = ""
    v: int = 1


_decode_version = msgspec.json.Decoder(_Version).decode


def version_of(act: type[EditHead]) -> int:
    """The version of an act's shape that this program writes and reads."""
    (version,) = get_args(next(field for field in msgspec.structs.fields(act) if field.name == "v").type)
    return int(version)


def understood(raw: msgspec.Raw, steps: Steps = STEPS) -> Edit:
    """The edit, whichever version of the app wrote it. Raises DecodeError for what nobody ever wrote."""
    said = _decode_version(raw) if steps else None
    if said is None or (said.act, said.v) not in steps:
        edit: Edit = _decode(raw)
        return edit
    told: Told = msgspec.json.decode(raw)
    while (step := steps.get((said.act, told.get("v", 1)))) is not None:
        told = step(told)
    try:
        mended: Edit = msgspec.convert(told, Edit)
    except msgspec.ValidationError as error:
        raise msgspec.DecodeError(str(error)) from error
    return mended
