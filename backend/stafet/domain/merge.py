"""Fields merge by name. Nothing is ever overwritten silently, by clock or otherwise (design, section 4, rule 3)."""

from collections.abc import Mapping

import msgspec

from stafet.domain.edits import FieldValue
from stafet.domain.ids import EditId


class Merged(msgspec.Struct, frozen=True):
    """What a change does: fields it writes, and fields where two texts now stand side by side."""

    written: dict[str, FieldValue]
    clashing: dict[str, FieldValue]


def merge(
    current: Mapping[str, FieldValue],
    versions: Mapping[str, EditId],
    fields: Mapping[str, FieldValue],
    base: Mapping[str, str],
) -> Merged:
    """Write each field whose base is the version that stands; keep both texts where it is not.

    `versions` names, for each field, the edit that last wrote it. Writing what already stands is no clash: two
    people who wrote the same agree.
    """
    written: dict[str, FieldValue] = {}
    clashing: dict[str, FieldValue] = {}
    for name, value in fields.items():
        if name in current and current[name] == value:
            continue
        if base.get(name) == versions.get(name):
            written[name] = value
        else:
            clashing[name] = value
    return Merged(written, clashing)
