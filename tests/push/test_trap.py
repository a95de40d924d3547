"""Whatever a phone claims to be reminded at: nobody in our own network hears a knock (T9). Counted at a trap."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from stafet.push.delivery import Delivered, Failed
from stafet.push.keys import VapidKeys, load_keys, make_keys
from stafet.push.payload import neutral_payload
from stafet.push.sender import Sender, Subscription
from tests.http.house import open_house
from tests.push.hostile import hostile
from tests.support.figures import tell
from tests.support.phone_push import PhonePush
from tests.support.push_service import PushService

NOW = datetime.now(UTC)
PAYLOAD = neutral_payload("meeting", "da", "https://stafet.dk/r/1")
INSIDE = [
    "127.0.0.1", "127.0.0.2", "127.255.255.254", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1", "::ffff:7f00:1",
    "64:ff9b::7f00:1", "2002:7f00:1::", "10.0.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "100.64.0.1",
    "198.18.0.1", "224.0.0.1", "255.255.255.255", "fe80::1", "fd00:ec2::254", "ff02::1", "::127.0.0.1",
]  # fmt: skip


class Trap:
    """Listens on this machine, on both kinds of address, and counts whoever connects."""

    def __init__(self) -> None:
        self.knocks = 0
        self.port = 0

    def hear(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.knocks += 1
        writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        writer.close()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture
async def trap() -> AsyncIterator[Trap]:
    trap = Trap()
    # Every address of this machine, IPv6 too where there is any.
    server = await asyncio.start_server(trap.hear, None, 0, family=socket.AF_INET)
    trap.port = server.sockets[0].getsockname()[1]
    async with server:
        yield trap


class AllLeadsThere(AbstractResolver):
    """A name server in an attacker's hand: every name is an address of his choice, at the trap's own port."""

    def __init__(self, port: int, addresses: list[str]) -> None:
        self.port, self.addresses, self.asked = port, addresses, 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked += 1
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=self.port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in self.addresses
        ]

    async def close(self) -> None:
        """Nothing is open."""


@pytest.fixture(scope="module")
def keys() -> VapidKeys:
    return load_keys(make_keys(), "mailto:drift@region.dk")


@asynccontextmanager
async def sending(keys: VapidKeys, resolver: AbstractResolver | None = None, **how: object) -> AsyncIterator[Sender]:
    async with Sender(keys, resolver=resolver, **how) as sender:  # type: ignore[arg-type]
        yield sender


def at(endpoint: str) -> Subscription:
    return Subscription(endpoint=endpoint, **PhonePush().keys)


async def test_the_trap_hears_a_knock(keys: VapidKeys, trap: Trap) -> None:
    async with sending(keys, extra_origins=[trap.origin]) as sender:
        delivery = await sender.send(at(f"{trap.origin}/x"), PAYLOAD, ttl=60, now=NOW)

    assert (delivery, trap.knocks) == (Delivered(), 1)


async def test_no_hostile_address_is_knocked_at_even_when_every_name_leads_to_the_trap(
    keys: VapidKeys, trap: Trap
) -> None:
    urls = hostile(trap.port)
    assert len(set(urls)) >= 200

    async with sending(keys, AllLeadsThere(trap.port, ["127.0.0.1"])) as sender:
        fates = {url: await sender.send(at(url), PAYLOAD, ttl=60, now=NOW) for url in urls}

    assert {url: fate for url, fate in fates.items() if fate not in KEPT_OUT} == {}
    assert trap.knocks == 0
    tell("hostile push addresses", tried=len(urls), connections=trap.knocks)


KEPT_OUT = (Failed("endpoint_refused"), Failed("address_refused"))


@pytest.mark.parametrize("address", INSIDE)
async def test_a_real_push_services_name_that_leads_inside_is_not_visited(
    address: str, keys: VapidKeys, trap: Trap
) -> None:
    """Once by itself, and once hidden behind an address that is all right (DNS rebinding)."""
    for answer in ([address], ["8.8.8.8", address], [address, "2a00:1450:400f:80d::200a"]):
        resolver = AllLeadsThere(trap.port, answer)
        async with sending(keys, resolver) as sender:
            delivery = await sender.send(at("https://fcm.googleapis.com/fcm/send/x"), PAYLOAD, ttl=60, now=NOW)

        assert (delivery, trap.knocks) == (Failed("address_refused"), 0), answer
        # Asked once: no second answer could take the place of the one that was judged.
        assert resolver.asked == 1


async def test_no_proxy_of_the_environment_hears_of_a_push(
    keys: VapidKeys, trap: Trap, push_service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, trap.origin)
    phone = PhonePush()
    phone.server_key = keys.public_key
    subscription = Subscription(endpoint=push_service.give_endpoint(phone), **phone.keys)

    async with sending(keys, extra_origins=[push_service.origin]) as sender:
        delivery = await sender.send(subscription, PAYLOAD, ttl=60, now=NOW)

    assert (delivery, trap.knocks, len(push_service.messages)) == (Delivered(), 0, 1)


async def test_the_server_takes_none_of_them_as_a_device(sqlite_url: str, trap: Trap) -> None:
    keys = PhonePush().keys

    async with open_house(sqlite_url) as house:
        peter = await house.person("peter")
        for url in hostile(trap.port):
            answer = await peter.post("/api/push", {"endpoint": url, "keys": keys, "label": "Min telefon"})

            assert (answer.status_code, answer.json()["code"]) in REFUSED, url
            assert not url or url not in answer.text, url

        assert (await peter.get("/api/push")).json()["devices"] == []
    assert trap.knocks == 0


# Too long for an address is refused by its form already.
REFUSED = [(422, "push_endpoint_refused"), (400, "invalid_request")]
