"""The log of a plan: one chain of rows that only grows. `append` is the one way in, and nothing is ever changed.

The database refuses changes too (migration 0003). What the rows say is encoded and decoded here and nowhere else.
Columns and hashes: docs/log.md.
"""

import secrets
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec
import sqlalchemy as sa

from stafet.domain import chain
from stafet.domain.checking import Row
from stafet.domain.ids import PlanId
from stafet.domain.log import Entry, Kind, Words
from stafet.store.errors import Unreadable
from stafet.store.keys import keys_of
from stafet.store.plan_keys import Seal, Turned, of_transaction, seal_of
from stafet.store.prepared import Prepared
from stafet.store.sealing import is_sealed
from stafet.store.tables import log

AT_ONCE = 5000
# Before every number there can be, a wrong one included.
FIRST_NUMBER = -(2**63)

Said = TypeVar("Said", bound=Words)


class Head(msgspec.Struct, frozen=True):
    """The newest row: its number and its hash. Who has seen a head can tell whether anything before it was touched."""

    seq: int
    hash: bytes


class LogRow(msgspec.Struct, frozen=True):
    """One row as it stands. Salt and payload are gone once the plan is erased."""

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


_head = Prepared(
    sa.select(log.c.seq, log.c.hash)
    .where(log.c.plan_id == sa.bindparam("plan"))
    .order_by(log.c.seq.desc())
    .limit(sa.literal_column("1"))
)
_another = log.alias()
# A step from plan to plan along the key: what a query over all rows would read a million of.
_next_head = Prepared(
    sa.select(log.c.plan_id, log.c.seq, log.c.hash)
    .where(
        log.c.plan_id
        == sa.select(sa.func.min(_another.c.plan_id))
        .where(_another.c.plan_id > sa.bindparam("after"))
        .scalar_subquery()
    )
    .order_by(log.c.seq.desc())
    .limit(sa.literal_column("1"))
)
_add = Prepared(log.insert())
_ROW: tuple[sa.Column[Any], ...] = (
    log.c.seq, log.c.kind, log.c.at, log.c.who, log.c.scope, log.c.grant_id, log.c.salt, log.c.payload,
    log.c.commitment, log.c.hash,
)  # fmt: skip
_encode = msgspec.json.Encoder(order="sorted").encode


def head(tx: sa.Connection, plan_id: PlanId) -> Head | None:
    """The newest row of a plan's log."""
    row = _head.row(tx, {"plan": plan_id})
    return Head(*row) if row else None


def append(tx: sa.Connection, plan_id: PlanId, entries: Sequence[Entry], at: datetime) -> int:
    """Write down what happened, at the end of the plan's chain; answers the number of the last row.

    The plan is locked by the caller: rows are numbered without gaps, in commit order. If this fails, the act fails.
    """
    key = keys_of(tx).log
    seal = of_transaction(tx).of(plan_id) if of_transaction(tx).has(plan_id) else None
    # Asked for after the lock, never together with it: PostgreSQL would answer from before it waited.
    row = _head.row(tx, {"plan": plan_id})
    seq: int = row[0] if row else 0
    link: bytes = row[1] if row else chain.beginning(plan_id)
    written = chain.moment(at)
    rows = []
    for entry in entries:
        seq += 1
        salt, payload = secrets.token_bytes(chain.SALT_BYTES), encoded(entry.said)
        commitment = chain.commitment_to(salt, entry.who, entry.scope, entry.grant, payload)
        lies = _sealed(seal, seq, entry.kind, salt, payload)
        link = chain.linked(link, seq, entry.kind, written, commitment)
        rows.append(
            {
                "plan_id": plan_id,
                "seq": seq,
                "kind": entry.kind,
                "at": written,
                "who": entry.who,
                "scope": entry.scope,
                "grant_id": entry.grant,
                "salt": lies[0],
                "payload": lies[1],
                "commitment": commitment,
                "hash": link,
                "mac": chain.keyed(key, link),
            }
        )
    if len(rows) == 1:
        _add.run(tx, rows[0])
    else:
        _add.run_many(tx, rows)
    return seq


def empty(tx: sa.Connection, plan_id: PlanId) -> None:
    """Take everything a plan's log says out of it. Numbers, kinds, moments and hashes stay, and still fit together."""
    tx.execute(
        log.update().where(log.c.plan_id == plan_id).values(who="", scope=None, grant_id=None, salt=None, payload=None)
    )


def _place(seq: int) -> str:
    return f"log.payload|{seq}"


def _sealed(seal: Seal | None, seq: int, kind: str, salt: bytes, payload: bytes) -> tuple[bytes, bytes]:
    """Salt and payload as they lie in the row: in one seal, so that nobody can guess what was said and try it.

    What is written once the plan is erased says nothing of anybody, and there is no key left to seal it with.
    """
    if kind == "erased" or seal is None:
        return salt, payload
    return b"", seal.seal("log", _place(seq), salt + payload)


def opened(
    tx: sa.Connection, plan_id: PlanId, seq: int, salt: bytes | None, payload: bytes | None
) -> tuple[bytes | None, bytes | None]:
    """Salt and payload as they were written."""
    if payload is None or not is_sealed(payload):
        return salt, payload
    said = seal_of(tx, plan_id).open("log", _place(seq), payload)
    return said[: chain.SALT_BYTES], said[chain.SALT_BYTES :]


def said_in(tx: sa.Connection, plan_id: PlanId, seq: int, payload: bytes, kind: type[Said]) -> Said:
    """What one row says, read back."""
    _, said = opened(tx, plan_id, seq, b"", payload)
    return decoded(said or b"", kind)


def _row(tx: sa.Connection, plan_id: PlanId, row: Sequence[Any]) -> LogRow:
    """A row as it was written. One that does not open any more comes without words: whoever checks it finds that."""
    seq, kind, at, who, scope, grant, salt, payload, commitment, link = row
    try:
        salt, payload = opened(tx, plan_id, seq, salt, payload)
    except Unreadable:
        salt, payload = b"", b""
    return LogRow(seq, kind, at, who, scope, grant, salt, payload, commitment, link)


def turn(tx: sa.Connection, plan_id: PlanId, turned: Turned) -> None:
    """Seal what every row says anew; or for the first time, together with its salt."""
    rows = tx.execute(
        sa.select(log.c.seq, log.c.salt, log.c.payload).where(
            log.c.plan_id == plan_id, log.c.payload.is_not(None), log.c.kind != "erased"
        )
    ).all()
    for seq, salt, payload in rows:
        place = _place(seq)
        new = turned("log", place, payload) if is_sealed(payload) else turned.sealed("log", place, salt + payload)
        tx.execute(log.update().where(log.c.plan_id == plan_id, log.c.seq == seq).values(salt=b"", payload=new))


def encoded(said: Words) -> bytes:
    """What a row says, as it is kept and hashed: JSON in UTF-8, names sorted, no spaces."""
    return _encode(said)


def decoded(payload: bytes, kind: type[Said]) -> Said:
    """What a row says, read back."""
    return msgspec.json.decode(payload, type=kind)


def rows_after(tx: sa.Connection, plan_id: PlanId, after: int, limit: int) -> list[LogRow]:
    """The rows that follow a number, in order."""
    query = sa.select(*_ROW).where(log.c.plan_id == plan_id, log.c.seq > after).order_by(log.c.seq).limit(limit)
    return [_row(tx, plan_id, row) for row in tx.execute(query)]


def rows_of_kinds(tx: sa.Connection, plan_id: PlanId, kinds: Collection[str], after: int, limit: int) -> list[LogRow]:
    """The rows of some kinds that follow a number and still say something, in order."""
    query = sa.select(*_ROW).where(
        log.c.plan_id == plan_id, log.c.seq > after, log.c.kind.in_(kinds), log.c.payload.is_not(None)
    )
    return [_row(tx, plan_id, row) for row in tx.execute(query.order_by(log.c.seq).limit(limit))]


class Told(msgspec.Struct, Generic[Said], frozen=True):
    """One thing that happened, read back."""

    at: datetime
    said: Said


def lately(tx: sa.Connection, plan_id: PlanId, kind: Kind, says: type[Said], *, since: datetime) -> list[Told[Said]]:
    """What of this kind has happened since, oldest first."""
    query = (
        sa.select(log.c.at, log.c.seq, log.c.payload)
        .where(log.c.plan_id == plan_id, log.c.kind == kind, log.c.at > chain.moment(since), log.c.payload.is_not(None))
        .order_by(log.c.seq)
    )
    return [
        Told(datetime.fromisoformat(at), said_in(tx, plan_id, seq, payload, says))
        for at, seq, payload in tx.execute(query)
    ]


def row_at(tx: sa.Connection, plan_id: PlanId, seq: int) -> LogRow | None:
    """One row."""
    row = tx.execute(sa.select(*_ROW).where(log.c.plan_id == plan_id, log.c.seq == seq)).first()
    return _row(tx, plan_id, row) if row else None


def heads(tx: sa.Connection, after: str = "", limit: int | None = None) -> list[tuple[PlanId, Head]]:
    """The newest row of every plan, also of those that are erased; in the order of their ids, after one of them."""
    found: list[tuple[PlanId, Head]] = []
    while limit is None or len(found) < limit:
        row = _next_head.row(tx, {"after": after})
        if row is None:
            break
        after = row[0]
        found.append((row[0], Head(row[1], row[2])))
    return found


def walk(tx: sa.Connection, plan_id: PlanId | None = None) -> Iterator[tuple[PlanId, Iterator[Row]]]:
    """Every row of one log or of all, as it is checked: plan by plan, in order, without holding all of them at once."""
    for plan in [plan_id] if plan_id is not None else [plan for plan, _ in heads(tx)]:
        yield plan, _rows_to_check(tx, plan)


def _rows_to_check(tx: sa.Connection, plan_id: PlanId) -> Iterator[Row]:
    # In pages, so that no transaction stays open for long: what was read does not change, and new rows come at the end.
    query = sa.select(*_ROW, log.c.mac).where(log.c.plan_id == plan_id, log.c.seq > sa.bindparam("after"))
    query = query.order_by(log.c.seq).limit(AT_ONCE)
    after = FIRST_NUMBER
    while True:
        rows = tx.execute(query, {"after": after}).all()
        for *row, mac in rows:
            yield Row(**msgspec.structs.asdict(_row(tx, plan_id, row)), mac=mac)
        if len(rows) < AT_ONCE:
            return
        after = rows[-1].seq
