"""Devices that asked to be reminded."""

from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from stafet.domain.ids import PersonId
from stafet.domain.reminders import CHOICES
from stafet.store.plan_keys import seal_of_house
from stafet.store.prepared import Prepared, Row
from stafet.store.sealed_columns import PUSH_SUBSCRIPTION
from stafet.store.tables import push_subscription


class SubscriptionRow(msgspec.Struct, frozen=True):
    """One device's place at a push service."""

    id: str
    person: PersonId
    session: str
    endpoint: str
    p256dh: str
    auth: str
    label: str
    created_at: datetime
    last_reached_at: datetime | None
    failures: int
    # Which distances this device shows, of those the person has chosen, and whether it shows news.
    minutes_before: tuple[int, ...] = CHOICES
    news: bool = True


_COLUMNS: tuple[sa.Column[Any], ...] = (
    push_subscription.c.id, push_subscription.c.person_id, push_subscription.c.session_id,
    push_subscription.c.endpoint, push_subscription.c.p256dh, push_subscription.c.auth, push_subscription.c.label,
    push_subscription.c.created_at, push_subscription.c.last_reached_at, push_subscription.c.failures,
    push_subscription.c.minutes_before, push_subscription.c.news,
)  # fmt: skip


_of_person = Prepared(
    sa.select(*_COLUMNS)
    .where(push_subscription.c.person_id == sa.bindparam("person"))
    .order_by(push_subscription.c.created_at, push_subscription.c.id)
)
_reached = Prepared(
    push_subscription.update()
    .where(push_subscription.c.id == sa.bindparam("device"))
    .values(last_reached_at=sa.bindparam("moment"), failures=0)
)
_failed = Prepared(
    push_subscription.update()
    .where(push_subscription.c.id == sa.bindparam("device"))
    .values(failures=push_subscription.c.failures + 1)
)


def of_person(tx: sa.Connection, person_id: PersonId) -> list[SubscriptionRow]:
    """The person's devices."""
    return [_opened(tx, row) for row in _of_person.rows(tx, {"person": person_id})]


def _opened(tx: sa.Connection, row: Row) -> SubscriptionRow:
    id_, person, session, endpoint, p256dh, auth, label, created, reached_at, failures, minutes_before, news = row
    label = PUSH_SUBSCRIPTION.open(seal_of_house(tx), id_, "label", label)
    shown = msgspec.json.decode(minutes_before, type=tuple[int, ...])
    return SubscriptionRow(
        id_, person, session, endpoint, p256dh, auth, label, created, reached_at, failures, shown, news
    )


def put(tx: sa.Connection, row: SubscriptionRow) -> str:
    """Keep a device's subscription; answers its id.

    The same device again, by its address or by its session, keeps its id, its choices and what has reached it: a
    browser that renews its subscription is not told twice. An address that somebody else held is theirs no more.
    """
    mine = push_subscription.c.person_id == row.person
    known = tx.execute(
        sa.select(push_subscription.c.id)
        .where(
            mine,
            sa.or_(push_subscription.c.endpoint == row.endpoint, push_subscription.c.session_id == row.session),
        )
        # Of two, the one with this address: it is the one that can be reached.
        .order_by((push_subscription.c.endpoint == row.endpoint).desc())
        .limit(1)
    ).scalar()
    device = known or row.id
    replaced = sa.or_(
        push_subscription.c.endpoint == row.endpoint, sa.and_(mine, push_subscription.c.session_id == row.session)
    )
    tx.execute(push_subscription.delete().where(replaced, push_subscription.c.id != device))
    values = PUSH_SUBSCRIPTION.seal(seal_of_house(tx), device, msgspec.structs.asdict(row)) | {"id": device}
    values["person_id"] = values.pop("person")
    values["session_id"] = values.pop("session")
    values["minutes_before"] = msgspec.json.encode(row.minutes_before).decode()
    if known is None:
        tx.execute(push_subscription.insert().values(**values))
    else:
        for kept in ("id", "created_at", "last_reached_at", "minutes_before", "news"):
            del values[kept]
        tx.execute(push_subscription.update().where(push_subscription.c.id == device).values(**values))
    return device


def choose(
    tx: sa.Connection, subscription_id: str, person_id: PersonId, minutes: tuple[int, ...], *, news: bool
) -> bool:
    """What this device shows from now on."""
    shown = msgspec.json.encode(minutes).decode()
    mine = (push_subscription.c.id == subscription_id, push_subscription.c.person_id == person_id)
    return tx.execute(push_subscription.update().where(*mine).values(minutes_before=shown, news=news)).rowcount > 0


def remove(tx: sa.Connection, subscription_id: str, person_id: PersonId | None = None) -> bool:
    """Take a device away: the person turned it off, or the push service says that it is gone."""
    query = push_subscription.delete().where(push_subscription.c.id == subscription_id)
    if person_id is not None:
        query = query.where(push_subscription.c.person_id == person_id)
    return tx.execute(query).rowcount > 0


def reached(tx: sa.Connection, subscription_id: str, now: datetime) -> None:
    """The push service took a message for this device."""
    _reached.run(tx, {"device": subscription_id, "moment": now})


def failed(tx: sa.Connection, subscription_id: str) -> None:
    """A message did not get through. Counted, so that the person can be told."""
    _failed.run(tx, {"device": subscription_id})
