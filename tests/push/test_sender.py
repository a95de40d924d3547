"""A push arrives encrypted, once, or its fate is told in one word."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import TestServer

from stafet.push.delivery import Delivered, Failed, Gone, TryLater, delivery_from
from stafet.push.keys import VapidKeys, load_keys, make_keys
from stafet.push.payload import neutral_payload
from stafet.push.sender import Sender, Subscription
from tests.support.phone_push import PhonePush
from tests.support.push_service import PushService

# The push service judges the signature by the real clock, so this one moment is real.
NOW = datetime.now(UTC)
PAYLOAD = neutral_payload("meeting", "da", "https://stafet.dk/r/1")


@pytest.fixture(scope="module")
def keys() -> VapidKeys:
    return load_keys(make_keys(), "mailto:drift@region.dk")


@pytest.fixture
def phone(push_service: PushService, keys: VapidKeys) -> Subscription:
    phone = PhonePush()
    phone.server_key = keys.public_key
    return a_subscription(push_service.give_endpoint(phone), phone)


def a_subscription(endpoint: str, phone: PhonePush | None = None) -> Subscription:
    return Subscription(endpoint=endpoint, **(phone or PhonePush()).keys)


@pytest.fixture
async def sender(push_service: PushService, keys: VapidKeys) -> AsyncIterator[Sender]:
    async with Sender(keys, extra_origins=[push_service.origin]) as sender:
        yield sender


async def test_the_phone_reads_what_was_sent(push_service: PushService, sender: Sender, phone: Subscription) -> None:
    delivery = await sender.send(phone, PAYLOAD, ttl=3600, topic="a-reminder", now=NOW)

    assert (delivery, push_service.turned_away) == (Delivered(), [])
    [message] = push_service.messages
    assert (message.plain, message.ttl, message.topic) == (PAYLOAD, 3600, "a-reminder")


async def test_all_messages_look_equally_long_to_the_push_service(
    push_service: PushService, sender: Sender, phone: Subscription
) -> None:
    await sender.send(phone, PAYLOAD, ttl=60, now=NOW)
    await sender.send(phone, neutral_payload("test", "en", "https://stafet.dk/r/another"), ttl=60, now=NOW)

    assert len({message.length for message in push_service.messages}) == 1


async def test_a_push_service_is_told_nothing_it_does_not_need(
    push_service: PushService, sender: Sender, phone: Subscription
) -> None:
    """Which program writes, and in which version, is nobody's business (RFC 8030 and 8292 ask for the rest)."""
    await sender.send(phone, PAYLOAD, ttl=60, topic="a-reminder", now=NOW)

    of_http = {"host", "content-length", "content-type"}
    assert push_service.messages[0].headers - of_http == {
        "authorization",
        "content-encoding",
        "ttl",
        "urgency",
        "topic",
    }


@pytest.mark.parametrize("status", [404, 410])
async def test_a_phone_that_is_gone_is_told_as_gone(
    push_service: PushService, sender: Sender, phone: Subscription, status: int
) -> None:
    push_service.answers = [status]

    assert await sender.send(phone, PAYLOAD, ttl=60, now=NOW) == Gone()


async def test_a_busy_push_service_decides_when_to_try_again(
    push_service: PushService, sender: Sender, phone: Subscription
) -> None:
    push_service.answers, push_service.retry_after = [429], "120"

    assert await sender.send(phone, PAYLOAD, ttl=60, now=NOW) == TryLater(timedelta(seconds=120), is_busy=True)


async def test_a_broken_push_service_is_tried_again(
    push_service: PushService, sender: Sender, phone: Subscription
) -> None:
    push_service.answers = [503]

    assert await sender.send(phone, PAYLOAD, ttl=60, now=NOW) == TryLater()


async def test_a_push_service_that_is_not_there_is_tried_again(keys: VapidKeys) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: nobody answers here
        origin = f"http://127.0.0.1:{taken.getsockname()[1]}"
        async with Sender(keys, extra_origins=[origin]) as sender:
            delivery = await sender.send(a_subscription(f"{origin}/x"), PAYLOAD, ttl=60, now=NOW)

    assert delivery == TryLater()


class Trap:
    """A server that sends visitors on to a second door, or lets them wait, and counts who came through."""

    def __init__(self) -> None:
        self.through = 0

    async def on(self, request: web.Request) -> web.Response:
        return web.Response(status=int(request.match_info["status"]), headers={"Location": "/inside"})

    async def inside(self, _: web.Request) -> web.Response:
        self.through += 1
        return web.Response(status=201)

    async def hang(self, _: web.Request) -> web.Response:
        await asyncio.sleep(5)
        return web.Response(status=201)


@pytest.fixture
async def trap() -> AsyncIterator[tuple[Trap, str]]:
    trap, app = Trap(), web.Application()
    app.router.add_post("/on/{status}", trap.on)
    app.router.add_route("*", "/inside", trap.inside)
    app.router.add_post("/hang", trap.hang)
    async with TestServer(app) as server:
        yield trap, f"http://127.0.0.1:{server.port}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(keys: VapidKeys, trap: tuple[Trap, str], status: int) -> None:
    inside, origin = trap

    async with Sender(keys, extra_origins=[origin]) as sender:
        delivery = await sender.send(a_subscription(f"{origin}/on/{status}"), PAYLOAD, ttl=60, now=NOW)

    assert (delivery, inside.through) == (Failed("redirected"), 0)


async def test_a_push_service_that_never_answers_does_not_hold_up_the_others(
    keys: VapidKeys, trap: tuple[Trap, str]
) -> None:
    _, origin = trap

    async with Sender(keys, extra_origins=[origin], total_timeout=0.2) as sender, asyncio.timeout(3):
        delivery = await sender.send(a_subscription(f"{origin}/hang"), PAYLOAD, ttl=60, now=NOW)

    assert delivery == TryLater()


class Rebinding(AbstractResolver):
    """Somebody has pointed the name of a push service at a machine next door."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=family, proto=0, flags=0)]

    async def close(self) -> None:
        """Nothing is open."""


async def test_a_known_name_that_leads_into_the_own_network_is_not_visited(keys: VapidKeys) -> None:
    async with Sender(keys, resolver=Rebinding(443)) as sender:
        delivery = await sender.send(a_subscription("https://fcm.googleapis.com/x"), PAYLOAD, ttl=60, now=NOW)

    assert delivery == Failed("address_refused")


async def test_an_address_that_is_no_longer_allowed_gets_nothing(keys: VapidKeys) -> None:
    async with Sender(keys, allowed_hosts=["web.push.apple.com"]) as sender:
        delivery = await sender.send(a_subscription("https://fcm.googleapis.com/x"), PAYLOAD, ttl=60, now=NOW)

    assert delivery == Failed("endpoint_refused")


async def test_each_push_service_gets_a_signature_of_its_own(
    push_service: PushService, keys: VapidKeys, phone: Subscription, trap: tuple[Trap, str]
) -> None:
    _, other = trap

    async with Sender(keys, extra_origins=[push_service.origin, other]) as sender:
        await sender.send(a_subscription(f"{other}/inside"), PAYLOAD, ttl=60, now=NOW)
        await sender.send(phone, PAYLOAD, ttl=60, now=NOW)

    assert [message.claims["aud"] for message in push_service.messages] == [push_service.origin]


async def test_a_signature_is_used_again_and_renewed_before_it_dies(
    push_service: PushService, sender: Sender, phone: Subscription
) -> None:
    for hours in (0, 10, 11):
        await sender.send(phone, PAYLOAD, ttl=60, now=NOW + timedelta(hours=hours))

    first, again, renewed = (message.claims["exp"] for message in push_service.messages)
    assert first == again < renewed


@pytest.mark.parametrize("topic", ["", "x" * 33, "a b", "a\r\nX-Evil: 1"])
async def test_a_topic_that_is_no_topic_is_a_mistake_of_ours(sender: Sender, phone: Subscription, topic: str) -> None:
    with pytest.raises(ValueError):
        await sender.send(phone, PAYLOAD, ttl=60, topic=topic, now=NOW)


@pytest.mark.parametrize(
    ("retry_after", "wait"),
    [
        (None, None),
        ("5", timedelta(seconds=5)),
        ("999999999999", timedelta(hours=6)),
        ("Sun, 22 Nov 2026 12:01:00 GMT", timedelta(minutes=1)),
        ("Sun, 22 Nov 2020 12:00:00 GMT", timedelta(0)),
        ("-5", None),
        ("soon", None),
    ],
)
def test_the_wait_is_seconds_or_a_date_and_never_more_than_six_hours(
    retry_after: str | None, wait: timedelta | None
) -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)

    assert delivery_from(429, retry_after, noon) == TryLater(wait, is_busy=True)


@pytest.mark.parametrize(
    ("status", "code"),
    [(400, "push_service_refused"), (401, "vapid_refused"), (403, "vapid_refused"), (413, "too_large")],
)
def test_what_trying_again_cannot_help_is_told_in_one_word(status: int, code: str) -> None:
    assert delivery_from(status, None, NOW) == Failed(code)  # type: ignore[arg-type]


# A push service that is out of order


async def test_a_push_service_that_is_down_is_left_alone_half_a_minute_after_five_failures(
    push_service: PushService, sender: Sender, phone: Subscription
) -> None:
    push_service.answers = [503] * 20

    for _ in range(10):
        await sender.send(phone, PAYLOAD, ttl=60, now=NOW)

    assert len(push_service.answers) == 15


async def test_after_the_rest_one_message_finds_out_for_all(
    push_service: PushService, sender: Sender, phone: Subscription
) -> None:
    push_service.answers = [503] * 6
    for _ in range(5):
        await sender.send(phone, PAYLOAD, ttl=60, now=NOW)
    later = NOW + timedelta(seconds=30)

    await asyncio.gather(*(sender.send(phone, PAYLOAD, ttl=60, now=later) for _ in range(4)))

    assert push_service.answers == []


async def test_a_push_service_that_works_again_is_used_at_once(
    push_service: PushService, sender: Sender, phone: Subscription
) -> None:
    push_service.answers = [503] * 5
    for _ in range(5):
        await sender.send(phone, PAYLOAD, ttl=60, now=NOW)
    later = NOW + timedelta(seconds=30)

    results = [await sender.send(phone, PAYLOAD, ttl=60, now=later) for _ in range(3)]

    assert results == [Delivered()] * 3


async def test_the_rest_of_one_push_service_is_not_the_rest_of_another(
    push_service: PushService, keys: VapidKeys, phone: Subscription, trap: tuple[Trap, str]
) -> None:
    _, other = trap

    async with Sender(keys, extra_origins=[push_service.origin, other]) as sender:
        for _ in range(6):
            await sender.send(a_subscription(f"{other}/on/503"), PAYLOAD, ttl=60, now=NOW)

        assert await sender.send(phone, PAYLOAD, ttl=60, now=NOW) == Delivered()


async def test_one_that_has_enough_of_us_is_not_out_of_order(
    push_service: PushService, sender: Sender, phone: Subscription
) -> None:
    push_service.answers = [429] * 6
    for _ in range(6):
        await sender.send(phone, PAYLOAD, ttl=60, now=NOW)

    assert await sender.send(phone, PAYLOAD, ttl=60, now=NOW) == Delivered()
