"""Devices that asked to be reminded."""

from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from stafet.domain.ids import PersonId
from stafet.store.plan_keys import seal_of_house
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


_COLUMNS: tuple[sa.Column[Any], ...] = (
    push_subscription.c.id, push_subscription.c.person_id, push_subscription.c.session_id,
    push_subscription.c.endpoint, push_subscription.c.p256dh, push_subscription.c.auth, push_subscription.c.label,
    push_subscription.c.created_at, push_subscription.c.last_reached_at, push_subscription.c.failures,
)  # fmt: skip


def of_person(tx: sa.Connection, person_id: PersonId) -> list[SubscriptionRow]:
    """The person's devices."""
    rows = tx.execute(
        sa.select(*_COLUMNS)
        .where(push_subscription.c.person_id == person_id)
        .order_by(push_subscription.c.created_at, push_subscription.c.id)
    )
    return [_opened(tx, row) for row in rows]


def _opened(tx: sa.Connection, row: sa.Row[*tuple[Any, ...]]) -> SubscriptionRow:
    id_, person, session, endpoint, p256dh, auth, label, *rest = row
    label = PUSH_SUBSCRIPTION.open(seal_of_house(tx), id_, "label", label)
    return SubscriptionRow(id_, person, session, endpoint, p256dh, auth, label, *rest)


def put(tx: sa.Connection, row: SubscriptionRow) -> str:
    """Keep a device's subscription; the same endpoint again replaces the keys and the owner. Answers its id."""
    tx.execute(push_subscription.delete().where(push_subscription.c.endpoint == row.endpoint))
    values = PUSH_SUBSCRIPTION.seal(seal_of_house(tx), row.id, msgspec.structs.asdict(row))
    values["person_id"] = values.pop("person")
    values["session_id"] = values.pop("session")
    tx.execute(push_subscription.insert().values(**values))
    return row.id


def remove(tx: sa.Connection, subscription_id: str, person_id: PersonId | None = None) -> bool:
    """Take a device away: the person turned it off, or the push service says that it is gone."""
    query = push_subscription.delete().where(push_subscription.c.id == subscription_id)
    if person_id is not None:
        query = query.where(push_subscription.c.person_id == person_id)
    return tx.execute(query).rowcount > 0


def reached(tx: sa.Connection, subscription_id: str, now: datetime) -> None:
    """The push service took a message for this device."""
    tx.execute(
        push_subscription.update()
        .where(push_subscription.c.id == subscription_id)
        .values(last_reached_at=now, failures=0)
    )


def failed(tx: sa.Connection, subscription_id: str) -> None:
    """A message did not get through. Counted, so that the person can be told."""
    tx.execute(
        push_subscription.update()
        .where(push_subscription.c.id == subscription_id)
        .values(failures=push_subscription.c.failures + 1)
    )
