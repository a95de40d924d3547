"""Calendars that people subscribe to: one secret link each, and what it has delivered."""

from collections.abc import Mapping
from datetime import datetime

import msgspec
import sqlalchemy as sa

from stafet.domain.calendar import Titles
from stafet.domain.ids import PersonId
from stafet.store.tables import calendar_feed

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, int]).decode


class FeedRow(msgspec.Struct, frozen=True):
    """One person's calendar. `told` is the revision of each meeting that its link has delivered."""

    person: PersonId
    titles: Titles
    made_at: datetime
    told: dict[str, int]


_COLUMNS = (calendar_feed.c.person_id, calendar_feed.c.titles, calendar_feed.c.made_at, calendar_feed.c.told)


def of_person(tx: sa.Connection, person: PersonId) -> FeedRow | None:
    """The person's calendar, if they have one."""
    return _one(tx, calendar_feed.c.person_id == person)


def of_token(tx: sa.Connection, token_hash: str) -> FeedRow | None:
    """The calendar that this link leads to."""
    return _one(tx, calendar_feed.c.token_hash == token_hash)


def put(tx: sa.Connection, person: PersonId, *, token_hash: str, titles: Titles, now: datetime) -> None:
    """A new link. One that was there before is dead, and nothing has been delivered by this one."""
    remove(tx, person)
    tx.execute(
        calendar_feed.insert().values(person_id=person, token_hash=token_hash, titles=titles, made_at=now, told="{}")
    )


def choose(tx: sa.Connection, person: PersonId, titles: Titles) -> bool:
    """How much the calendar says. What it said before was less, or more: all of it counts as new."""
    changed = tx.execute(
        calendar_feed.update().where(calendar_feed.c.person_id == person).values(titles=titles, told="{}")
    )
    return changed.rowcount == 1


def keep_told(tx: sa.Connection, person: PersonId, told: Mapping[str, int]) -> None:
    """What the link has delivered now."""
    tx.execute(calendar_feed.update().where(calendar_feed.c.person_id == person).values(told=_encode(told).decode()))


def remove(tx: sa.Connection, person: PersonId) -> None:
    """No calendar any more: the link is dead."""
    tx.execute(calendar_feed.delete().where(calendar_feed.c.person_id == person))


def remove_all(tx: sa.Connection) -> int:
    """No calendar of anybody's any more; answers how many there were."""
    return tx.execute(calendar_feed.delete()).rowcount


def _one(tx: sa.Connection, where: sa.ColumnElement[bool]) -> FeedRow | None:
    row = tx.execute(sa.select(*_COLUMNS).where(where)).one_or_none()
    return FeedRow(row[0], row[1], row[2], _decode(row[3])) if row else None
