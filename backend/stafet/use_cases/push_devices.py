"""The devices a person wants to be reminded on."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from stafet.domain.ids import PersonId, random_id
from stafet.domain.reminders import CHOICES
from stafet.domain.structs import Line, WireIn
from stafet.push.endpoints import PUSH_HOSTS, EndpointRefused, check_endpoint, check_keys
from stafet.store import push_subscriptions
from stafet.store.engine import Transaction
from stafet.store.push_subscriptions import SubscriptionRow
from stafet.use_cases.errors import Conflict, Invalid, NotFound
from stafet.use_cases.lines import line

MOST_DEVICES = 10


class KeysIn(WireIn, frozen=True, kw_only=True):
    """The device's own keys: only it can read what is sent to it."""

    p256dh: Annotated[str, Meta(max_length=100)]
    auth: Annotated[str, Meta(max_length=40)]


class SubscriptionIn(WireIn, frozen=True, kw_only=True):
    """A device that asks to be reminded."""

    endpoint: Annotated[str, Meta(max_length=1000)]
    keys: KeysIn
    label: Line


class ShownIn(WireIn, frozen=True, kw_only=True):
    """What one device shows: a tablet that lies on the kitchen table perhaps less than the phone in the pocket."""

    minutes_before: Annotated[list[Literal[10080, 1440, 120]], Meta(max_length=3)]
    news: bool


class EndpointRules(msgspec.Struct, frozen=True):
    """The push hosts we send to, and whole origins on this machine for tests and demos."""

    hosts: tuple[str, ...] = PUSH_HOSTS
    extra_origins: tuple[str, ...] = ()


class DeviceOut(msgspec.Struct, frozen=True, rename="camel"):
    """One device, and when it was last reached. `failures` above one means: look for another way."""

    id: str
    label: str
    created_at: datetime
    last_reached_at: datetime | None
    failures: int
    current: bool
    # Which distances it shows, of those the person has chosen; and whether it shows that there is something new.
    minutes_before: list[int]
    news: bool


def add_device(
    tx: Transaction,
    *,
    person: PersonId,
    session: str,
    subscription: SubscriptionIn,
    rules: EndpointRules,
    now: datetime,
) -> str:
    """Remind me here. An address that is no known push service is refused: it could be anything (T9)."""
    try:
        check_endpoint(subscription.endpoint, rules.hosts, rules.extra_origins)
        check_keys(subscription.keys.p256dh, subscription.keys.auth)
    except EndpointRefused as error:
        raise Invalid("push_endpoint_refused", field="endpoint") from error
    held = push_subscriptions.of_person(tx, person)
    if len(held) >= MOST_DEVICES and all(row.endpoint != subscription.endpoint for row in held):
        raise Conflict("too_many_devices")
    return push_subscriptions.put(
        tx,
        SubscriptionRow(
            id=random_id(),
            person=person,
            session=session,
            endpoint=subscription.endpoint,
            p256dh=subscription.keys.p256dh,
            auth=subscription.keys.auth,
            label=line(subscription.label, field="label"),
            created_at=now,
            last_reached_at=None,
            failures=0,
        ),
    )


def remove_device(tx: Transaction, *, person: PersonId, device: str) -> None:
    """Not on this device any more."""
    if not push_subscriptions.remove(tx, device, person):
        raise NotFound


def choose_for_device(tx: Transaction, *, person: PersonId, device: str, shown: ShownIn) -> None:
    """Keep what this device shows."""
    minutes = tuple(one for one in CHOICES if one in shown.minutes_before)
    if not push_subscriptions.choose(tx, device, person, minutes, news=shown.news):
        raise NotFound


def my_devices(tx: Transaction, *, person: PersonId, session: str) -> list[DeviceOut]:
    """Where this person is reminded."""
    return [
        DeviceOut(
            id=row.id,
            label=row.label,
            created_at=row.created_at,
            last_reached_at=row.last_reached_at,
            failures=row.failures,
            current=row.session == session,
            minutes_before=list(row.minutes_before),
            news=row.news,
        )
        for row in push_subscriptions.of_person(tx, person)
    ]


def device_of(tx: Transaction, *, person: PersonId, device: str) -> SubscriptionRow:
    """One of the person's own devices."""
    for row in push_subscriptions.of_person(tx, person):
        if row.id == device:
            return row
    raise NotFound
