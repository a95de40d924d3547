"""Whether a chain is what it was: the rules of docs/log.md, as the phone and `stafet verify log` follow them. Pure."""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from stafet.domain.chain import beginning, commitment_to, keyed, linked

What = Literal["missing", "words", "hash", "key", "head", "cut", "emptied"]
"""missing: another number stands here. words: what the row says is not what was written. hash: it does not follow from
the row before. key: its hash was made without the server's key. head: somebody has seen another hash here. cut: the
rows end before one that was seen. emptied: its words are gone, and no erasure is written down."""


class Fault(msgspec.Struct, frozen=True):
    """The first row that is wrong, and how."""

    seq: int
    what: What


class Row(msgspec.Struct, frozen=True):
    """A row as it is checked. Without salt and payload its words were erased; without mac the key is not asked."""

    seq: int
    kind: str
    at: str
    who: str
    scope: str | None
    grant: str | None
    salt: bytes | None
    payload: bytes | None
    commitment: bytes
    hash: bytes
    mac: bytes | None = None


def check(
    plan_id: str, rows: Iterable[Row], *, heads: Mapping[int, bytes] | None = None, key: bytes | None = None
) -> Fault | None:
    """The first fault in one plan's rows, read from the first one on. `heads` are hashes somebody has seen."""
    seen = heads or {}
    link, seq = beginning(plan_id), 0
    emptied: int | None = None
    for row in rows:
        seq += 1
        what = _wrong(row, seq, link, seen, key)
        if what is not None:
            return Fault(seq, what)
        link = row.hash
        if row.payload is None and emptied is None:
            emptied = seq
        if row.kind == "erased":
            emptied = None
    if emptied is not None:
        return Fault(emptied, "emptied")
    if any(number > seq for number in seen):
        return Fault(seq + 1, "cut")
    return None


def _wrong(row: Row, seq: int, link: bytes, seen: Mapping[int, bytes], key: bytes | None) -> What | None:
    if row.seq != seq:
        return "missing"
    if row.salt is not None and row.payload is not None:
        if commitment_to(row.salt, row.who, row.scope, row.grant, row.payload) != row.commitment:
            return "words"
    elif row.who or row.scope or row.grant or row.salt is not None or row.payload is not None:
        return "words"
    if linked(link, seq, row.kind, row.at, row.commitment) != row.hash:
        return "hash"
    if key is not None and (row.mac is None or keyed(key, row.hash) != row.mac):
        return "key"
    if seq in seen and seen[seq] != row.hash:
        return "head"
    return None
