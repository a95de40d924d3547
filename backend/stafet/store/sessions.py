"""Sessions, known devices and sign-in attempts. Only hashes of secrets are stored."""

from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from stafet.domain.ids import PersonId
from stafet.domain.people import Door
from stafet.store.people import PersonRow
from stafet.store.people import opened as opened_person
from stafet.store.plan_keys import seal_of_house
from stafet.store.prepared import Prepared, Row
from stafet.store.sealed_columns import SESSION
from stafet.store.tables import known_device, person, session, sign_in_attempt


class SessionRow(msgspec.Struct, frozen=True):
    """One device that is signed in."""

    id: str
    person: PersonId
    label: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    proved_at: datetime | None
    device_hash: str | None


class AttemptRow(msgspec.Struct, frozen=True):
    """One sign-in on its way to the provider and back."""

    door: Door
    state: str
    nonce: str
    verifier: str
    return_to: str
    expires_at: datetime
    # Set when somebody who is signed in shows anew that it is them.
    person_id: PersonId | None


_COLUMNS: tuple[sa.Column[Any], ...] = (
    session.c.id, session.c.person_id, session.c.label, session.c.created_at, session.c.last_seen_at,
    session.c.expires_at, session.c.proved_at, session.c.device_hash,
)  # fmt: skip

_PERSON: tuple[sa.Column[Any], ...] = (
    person.c.id, person.c.issuer, person.c.subject, person.c.door, person.c.name, person.c.lang,
)  # fmt: skip

_find = Prepared(
    sa.select(*_COLUMNS, *_PERSON)
    .join(person, person.c.id == session.c.person_id)
    .where(session.c.token_hash == sa.bindparam("token"))
)


def _opened(tx: sa.Connection, row: Row | sa.Row[*tuple[Any, ...]]) -> SessionRow:
    id_, person_id, label, *rest = row
    return SessionRow(id_, person_id, SESSION.open(seal_of_house(tx), id_, "label", label), *rest)


def find(tx: sa.Connection, token_hash: str) -> tuple[SessionRow, PersonRow] | None:
    """The session of this token and whose it is."""
    row = _find.row(tx, {"token": token_hash})
    if row is None:
        return None
    return _opened(tx, row[: len(_COLUMNS)]), opened_person(tx, row[len(_COLUMNS) :])


def of_person(tx: sa.Connection, person_id: PersonId, now: datetime) -> list[SessionRow]:
    """My devices."""
    rows = tx.execute(
        sa.select(*_COLUMNS)
        .where(session.c.person_id == person_id, session.c.expires_at > now)
        .order_by(session.c.last_seen_at.desc())
    )
    return [_opened(tx, row) for row in rows]


def add(tx: sa.Connection, row: SessionRow, token_hash: str) -> None:
    """A new sign-in, under a token the server made."""
    values = SESSION.seal(seal_of_house(tx), row.id, msgspec.structs.asdict(row))
    values["person_id"] = values.pop("person")
    tx.execute(session.insert().values(token_hash=token_hash, **values))


def renew(tx: sa.Connection, row: SessionRow, token_hash: str) -> None:
    """The same device under a new token. The old one is worth nothing from now on."""
    values = SESSION.seal(seal_of_house(tx), row.id, msgspec.structs.asdict(row))
    values["person_id"] = values.pop("person")
    tx.execute(session.update().where(session.c.id == row.id).values(token_hash=token_hash, **values))


def touch(tx: sa.Connection, session_id: str, now: datetime) -> None:
    """The device was seen."""
    tx.execute(session.update().where(session.c.id == session_id).values(last_seen_at=now))


def end(tx: sa.Connection, person_id: PersonId, session_id: str) -> bool:
    """Sign one of the person's devices out. False when there is no such device."""
    return tx.execute(session.delete().where(session.c.person_id == person_id, session.c.id == session_id)).rowcount > 0


def end_all(tx: sa.Connection, person_id: PersonId) -> None:
    """Sign out everywhere. A device that comes back is a new one."""
    tx.execute(session.delete().where(session.c.person_id == person_id))
    tx.execute(known_device.delete().where(known_device.c.person_id == person_id))


def end_everybodys(tx: sa.Connection) -> int:
    """Sign everybody out everywhere; answers how many devices that were."""
    return tx.execute(session.delete()).rowcount


def knows_device(tx: sa.Connection, person_id: PersonId, device_hash: str) -> bool:
    """Whether the person has signed in on this device before."""
    found = sa.select(known_device.c.device_hash).where(
        known_device.c.person_id == person_id, known_device.c.device_hash == device_hash
    )
    return tx.execute(found).one_or_none() is not None


def know_device(
    tx: sa.Connection, person_id: PersonId, device_hash: str, *, old_before: datetime, now: datetime
) -> None:
    """Remember the device; forget those that have not been used since `old_before`."""
    mine = known_device.c.person_id == person_id
    tx.execute(known_device.delete().where(mine, known_device.c.last_seen_at < old_before))
    tx.execute(known_device.delete().where(mine, known_device.c.device_hash == device_hash))
    tx.execute(known_device.insert().values(person_id=person_id, device_hash=device_hash, last_seen_at=now))


def forget_device(tx: sa.Connection, person_id: PersonId, device_hash: str) -> None:
    """A device that was signed out from another one is a stranger when it comes back."""
    tx.execute(
        known_device.delete().where(known_device.c.person_id == person_id, known_device.c.device_hash == device_hash)
    )


def add_attempt(tx: sa.Connection, cookie_hash: str, row: AttemptRow, now: datetime) -> None:
    """Remember a sign-in until the provider answers; forget those that never came back."""
    tx.execute(sign_in_attempt.delete().where(sign_in_attempt.c.expires_at <= now))
    tx.execute(sign_in_attempt.insert().values(cookie_hash=cookie_hash, **msgspec.structs.asdict(row)))


def take_attempt(tx: sa.Connection, cookie_hash: str) -> AttemptRow | None:
    """The attempt of this browser, once: it cannot be used again."""
    row = tx.execute(
        sa.select(
            sign_in_attempt.c.door,
            sign_in_attempt.c.state,
            sign_in_attempt.c.nonce,
            sign_in_attempt.c.verifier,
            sign_in_attempt.c.return_to,
            sign_in_attempt.c.expires_at,
            sign_in_attempt.c.person_id,
        ).where(sign_in_attempt.c.cookie_hash == cookie_hash)
    ).one_or_none()
    tx.execute(sign_in_attempt.delete().where(sign_in_attempt.c.cookie_hash == cookie_hash))
    return AttemptRow(*row) if row else None
