"""Reminders on their way to real phones, through a push service that checks everything."""

import asyncio

import msgspec
import pytest
import sqlalchemy as sa

from stafet.store.tables import delivery
from stafet.use_cases import push_devices
from stafet.use_cases.sending import Postman
from tests.support.phone_push import PhonePush
from tests.support.push_service import PushService
from tests.use_cases.carrying import failures, give_device, states
from tests.world import Plan, World


async def test_a_reminder_reaches_the_phone_when_it_is_due(
    push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    await postman.send_due()

    (message,) = push_service.messages
    assert msgspec.json.decode(message.plain)["notification"]["body"] == "Du har en påmindelse."


async def test_a_reminder_is_not_sent_before_its_time(
    world: World, push_service: PushService, postman: Postman, meeting: str
) -> None:
    # A knock is up to ten minutes early, and never more.
    world.later(days=17, minutes=-10, milliseconds=-1)

    await postman.send_due()

    assert push_service.messages == []


async def test_a_reminder_is_sent_once(push_service: PushService, postman: Postman, on_the_day_before: None) -> None:
    await postman.send_due()
    await postman.send_due()

    assert len(push_service.messages) == 1


async def test_two_senders_at_once_send_a_reminder_once(
    push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    await asyncio.gather(postman.send_due(), postman.send_due())

    assert len(push_service.messages) == 1


async def test_each_device_is_reached_once(
    world: World, peter: Plan, push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    give_device(world, peter, push_service, PhonePush())

    await postman.send_due()

    assert len(push_service.messages) == 2


async def test_a_reminder_is_worth_nothing_after_the_meeting(
    push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    await postman.send_due()

    # Until 4 December 11:00 in Copenhagen.
    assert push_service.messages[0].ttl == 25 * 60 * 60


@pytest.mark.parametrize("status", [404, 410])
async def test_a_device_that_is_gone_is_forgotten(
    world: World, peter: Plan, push_service: PushService, postman: Postman, on_the_day_before: None, status: int
) -> None:
    push_service.answers = [status]

    await postman.send_due()

    assert failures(world, peter) == []


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_busy_push_service_is_asked_again_later(
    world: World, push_service: PushService, postman: Postman, on_the_day_before: None, status: int
) -> None:
    push_service.answers = [status]
    await postman.send_due()
    at_once = len(push_service.messages)

    world.later(minutes=1)
    await postman.send_due()

    assert (at_once, len(push_service.messages)) == (0, 1)


async def test_the_push_services_own_time_to_wait_is_respected(
    world: World, push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    push_service.answers, push_service.retry_after = [429], "600"
    await postman.send_due()
    world.later(minutes=10, milliseconds=-1)
    await postman.send_due()
    too_early = len(push_service.messages)

    # And a little more, so that those who were told the same do not all come back at once.
    world.later(seconds=31)
    await postman.send_due()

    assert (too_early, len(push_service.messages)) == (0, 1)


async def test_only_the_device_that_was_not_reached_is_tried_again(
    world: World, peter: Plan, push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    give_device(world, peter, push_service, PhonePush())
    push_service.answers = [503]
    await postman.send_due()

    world.later(minutes=1)
    await postman.send_due()

    assert len(push_service.messages) == 2


async def test_a_failure_is_counted_until_the_device_is_reached_again(
    world: World, peter: Plan, push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    push_service.answers = [503]
    await postman.send_due()
    after_failure = failures(world, peter)
    world.later(minutes=1)
    await postman.send_due()

    assert (after_failure, failures(world, peter)) == ([1], [0])


async def test_a_cancelled_meeting_sends_nothing(
    peter: Plan, meeting: str, push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    peter.phone.change(meeting, state="cancelled")
    peter.phone.sync()

    await postman.send_due()

    assert push_service.messages == []


async def test_what_may_not_be_sent_any_more_is_dropped_for_good(
    world: World, push_service: PushService, postman: Postman, meeting: str
) -> None:
    world.later(days=30)

    await postman.send_due()

    assert (states(world), push_service.messages) == (["dropped", "dropped"], [])


async def test_a_meeting_cancelled_while_its_reminder_is_on_the_way_disturbs_nobody(
    world: World, peter: Plan, push_service: PushService, postman: Postman, meeting: str
) -> None:
    class Meanwhile(PhonePush):
        """A phone at the very moment of whose message Peter cancels the meeting."""

        def decrypt(self, body: bytes) -> bytes:
            peter.phone.change(meeting, state="cancelled")
            peter.phone.sync()
            return super().decrypt(body)

    give_device(world, peter, push_service, Meanwhile())
    world.later(days=17)

    await postman.send_due()

    assert len(push_service.messages) == 2


async def test_a_test_message_says_that_it_is_one(
    world: World, peter: Plan, push_service: PushService, postman: Postman, device: str
) -> None:
    with world.tx() as tx:
        row = push_devices.device_of(tx, person=peter.owner.id, device=device)

    reached = await postman.send_test(row, "en")

    body = msgspec.json.decode(push_service.messages[0].plain)["notification"]["body"]
    assert (reached, body) == (True, "It works. This is what a reminder looks like.")


async def test_each_delivery_is_written_down(
    world: World, device: str, postman: Postman, on_the_day_before: None
) -> None:
    await postman.send_due()

    with world.tx() as tx:
        assert [row[0] for row in tx.execute(sa.select(delivery.c.subscription_id))] == [device]


async def test_a_bad_round_does_not_end_the_sending(
    world: World, push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    rounds = 0

    def clock_that_fails_once() -> object:
        nonlocal rounds
        rounds += 1
        if rounds == 1:
            raise ValueError
        return world.now

    postman.clock = clock_that_fails_once
    running = asyncio.create_task(postman.run(0.01))
    await asyncio.to_thread(push_service.wait, 1)
    running.cancel()

    assert len(push_service.messages) == 1
