"""People: who has signed in. Keyed on (issuer, subject); no CPR number, no e-mail."""

from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from stafet.domain.ids import PersonId
from stafet.domain.people import Door
from stafet.store.plan_keys import seal_of_house
from stafet.store.prepared import Row
from stafet.store.sealed_columns import PERSON
from stafet.store.tables import person


class PersonRow(msgspec.Struct, frozen=True):
    """Somebody who can sign in."""

    id: PersonId
    issuer: str
    subject: str
    door: Door
    name: str
    lang: str


_COLUMNS: tuple[sa.Column[Any], ...] = (
    person.c.id,
    person.c.issuer,
    person.c.subject,
    person.c.door,
    person.c.name,
    person.c.lang,
)


def opened(tx: sa.Connection, row: Row | sa.Row[*tuple[Any, ...]]) -> PersonRow:
    """A person, with the name open. The columns stand as they do in `PersonRow`."""
    id_, issuer, subject, door, name, lang = row
    return PersonRow(id_, issuer, subject, door, opened_name(tx, id_, name), lang)


def opened_name(tx: sa.Connection, person_id: str, name: bytes) -> str:
    """What somebody is called, where another table's rows bring it along."""
    return PERSON.open(seal_of_house(tx), person_id, "name", name)


def find(tx: sa.Connection, person_id: PersonId) -> PersonRow | None:
    """The person of this id."""
    row = tx.execute(sa.select(*_COLUMNS).where(person.c.id == person_id)).one_or_none()
    return opened(tx, row) if row else None


def of_subject(tx: sa.Connection, issuer: str, subject: str) -> PersonRow | None:
    """The person the provider knows by this subject."""
    row = tx.execute(sa.select(*_COLUMNS).where(person.c.issuer == issuer, person.c.subject == subject)).one_or_none()
    return opened(tx, row) if row else None


def named(tx: sa.Connection, subject: str) -> list[PersonRow]:
    """Whoever a provider knows by this subject: one person, unless there have been several providers."""
    query = sa.select(*_COLUMNS).where(person.c.subject == subject).order_by(person.c.issuer)
    return [opened(tx, row) for row in tx.execute(query)]


def are_others_than(tx: sa.Connection, issuer: str) -> bool:
    """Whether anybody is here who came from another issuer. Of a database without tables: nobody."""
    if not sa.inspect(tx).has_table(person.name):
        return False
    return tx.execute(sa.select(person.c.id).where(person.c.issuer != issuer).limit(1)).one_or_none() is not None


def add(tx: sa.Connection, row: PersonRow, now: datetime) -> None:
    """A person's first sign-in."""
    values = PERSON.seal(seal_of_house(tx), row.id, msgspec.structs.asdict(row))
    tx.execute(person.insert().values(**values, created_at=now))


def change(tx: sa.Connection, person_id: PersonId, **values: str) -> None:
    """Write a person's own choices: name shown, language."""
    sealed = PERSON.seal(seal_of_house(tx), person_id, values)
    tx.execute(person.update().where(person.c.id == person_id).values(**sealed))
