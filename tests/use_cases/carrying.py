"""A phone with reminders on, a meeting on 4 December, and a sender: what the promises about sending begin with."""

from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa

from stafet.push.keys import load_keys, make_keys
from stafet.push.sender import Sender
from stafet.store.push_subscriptions import of_person
from stafet.store.tables import reminder
from stafet.use_cases import push_devices, sign_in
from stafet.use_cases.push_devices import EndpointRules, KeysIn, SubscriptionIn
from stafet.use_cases.sending import Postman
from tests.factories import a_meeting
from tests.support.phone_push import PhonePush
from tests.support.push_service import PushService
from tests.world import Plan, World

KEYS = load_keys(make_keys(), "mailto:drift@example.org")


def give_device(world: World, peter: Plan, service: PushService, phone: PhonePush) -> str:
    """Peter's phone turns reminders on."""
    phone.server_key = KEYS.public_key
    service.give_endpoint(phone)
    subscription = SubscriptionIn(endpoint=phone.endpoint, keys=KeysIn(**phone.keys), label="Telefon")
    with world.tx() as tx:
        token = sign_in.sign_in(
            tx,
            issuer=peter.owner.issuer,
            subject=peter.owner.subject,
            name="Peter",
            door="citizen",
            label="Telefon",
            old_token="",
            now=world.now,
        ).token
        found = sign_in.who_is(tx, token, world.now)
        assert found is not None
        return push_devices.add_device(
            tx,
            person=peter.owner.id,
            session=found.session.id,
            subscription=subscription,
            rules=EndpointRules(extra_origins=(service.origin,)),
            now=world.now,
        )


@pytest.fixture
def one_clock(world: World, push_service: PushService) -> None:
    """The push service lives at the same time as the server."""

    def clock() -> float:
        return world.now.timestamp()

    push_service.clock = clock


@pytest.fixture
def device(world: World, peter: Plan, push_service: PushService, one_clock: None) -> str:
    return give_device(world, peter, push_service, PhonePush())


@pytest.fixture
def meeting(peter: Plan, device: str) -> str:
    return peter.write(a_meeting("2026-12-04T10:00"))


@pytest.fixture
async def postman(world: World, push_service: PushService, one_clock: None) -> AsyncIterator[Postman]:
    async with Sender(KEYS, extra_origins=(push_service.origin,)) as sender:
        yield Postman(
            db=world.db, sender=sender, origin="https://stafet.test", public_key=KEYS.public_key, clock=world.clock
        )


@pytest.fixture
def on_the_day_before(world: World, meeting: str) -> None:
    """3 December at 09:00 UTC: the first reminder is due."""
    world.later(days=17)


def states(world: World) -> list[str]:
    with world.tx() as tx:
        return [row[0] for row in tx.execute(sa.select(reminder.c.state).order_by(reminder.c.due_at))]


def failures(world: World, peter: Plan) -> list[int]:
    with world.tx() as tx:
        return [row.failures for row in of_person(tx, peter.owner.id)]
