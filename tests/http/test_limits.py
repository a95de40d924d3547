"""Who asks more than a person can mean is told to wait, and for how long (T5, T7, T23, T32, T36)."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from aiohttp.test_utils import TestServer

from stafet.domain.ids import PersonId, PlanId
from stafet.http.addresses import address_of
from stafet.settings import Settings
from stafet.use_cases.errors import TooMany
from stafet.use_cases.limits import Limits
from tests.http.house import Browser, House, assert_problem, open_house
from tests.provider.lying_provider import LyingProvider, a_client


def too_many(answer: httpx.Response, seconds: int, code: str = "too_many") -> bool:
    assert_problem(answer, 429, code)
    assert answer.headers["retry-after"] == str(seconds)
    return True


async def statuses(times: int, ask: Any) -> list[int]:
    return [(await ask()).status_code for _ in range(times)]


async def test_a_phone_in_a_loop_is_told_to_wait_and_others_are_not(sqlite_url: str) -> None:
    async with open_house(sqlite_url, sync_per_minute=6) as house:
        peter, karen = await house.person("peter"), await house.person("karen")
        assert await statuses(6, peter.sync) == [200] * 6

        assert too_many(await peter.sync(), 10)

        assert (await karen.sync()).status_code == 200
        house.clock.move(seconds=10)
        assert await statuses(2, peter.sync) == [200, 429]


async def test_a_person_is_counted_over_all_their_devices(sqlite_url: str) -> None:
    async with open_house(sqlite_url, sync_per_minute=6) as house:
        phone, tablet = await house.person("peter"), await house.person("peter")
        await statuses(6, phone.sync)

        assert too_many(await tablet.sync(), 10)


async def test_a_flood_from_one_address_is_turned_away_before_anything_is_looked_up(sqlite_url: str) -> None:
    async with open_house(sqlite_url, requests_per_minute=5) as house:
        browser = house.browser()
        assert await statuses(5, lambda: browser.get("/api/me")) == [200] * 5

        assert too_many(await browser.get("/api/me"), 12)
        assert too_many(await browser.sync(), 12)
        assert (await browser.get("/health/live")).status_code == 200


async def test_the_limits_an_operator_sets_to_nothing_are_no_limits(sqlite_url: str) -> None:
    async with open_house(sqlite_url, requests_per_minute=0, sync_per_minute=0) as house:
        peter = await house.person("peter")

        assert await statuses(20, peter.sync) == [200] * 20


async def try_links(browser: Browser, times: int) -> list[int]:
    token = {"token": "t" * 43}
    return await statuses(times, lambda: browser.post("/api/invitations/accept", token))


async def test_nobody_tries_one_invitation_after_another(house: House) -> None:
    mads = await house.person("mads")

    assert await try_links(mads, 11) == [404] * 10 + [429]
    house.clock.move(minutes=1)
    assert await try_links(mads, 2) == [404, 429]


async def test_many_people_at_one_address_do_not_try_for_each_other(small_house: House) -> None:
    people = [
        await small_house.person(key) for key in ("peter", "karen", "lars", "mads", "ida", "rikke", "jonas", "holm")
    ]

    tried = [status for person in people[:7] for status in await try_links(person, 9)]

    assert tried == [404] * 60 + [429] * 3


@pytest.fixture
async def live(sqlite_url: str) -> AsyncIterator[House]:
    liar = LyingProvider()
    async with TestServer(liar.app()) as server:
        liar.issuer = f"http://127.0.0.1:{server.port}"
        async with open_house(sqlite_url, mode="live", provider=a_client(liar.issuer)) as house:
            house.clock.now = datetime.now(UTC)
            yield house


async def test_sign_ins_are_begun_at_the_speed_of_people(live: House) -> None:
    browser = live.browser()

    begun = await statuses(121, lambda: browser.get("/api/sign-in?door=citizen"))

    assert begun == [302] * 120 + [429]


async def test_who_always_fails_at_the_door_waits_before_the_provider_is_asked_again(live: House) -> None:
    browser = live.browser()

    answers = [await browser.get("/api/sign-in/callback?state=x&code=y") for _ in range(31)]

    assert [answer.status_code for answer in answers] == [302] * 30 + [429]
    assert too_many(answers[-1], 20)


async def plans_for(house: House, mads: Browser, keys: list[str]) -> list[tuple[Browser, str]]:
    """Each of them has a plan that Mads may read something of."""
    made = []
    for key in keys:
        citizen = await house.person(key)
        plan = await citizen.start_plan()
        await citizen.welcome(plan, mads, "safety")
        await citizen.write(plan, "safety", {"kind": "coping", "text": f"Ord fra {key}"})
        made.append((citizen, plan))
    return made


async def test_a_professional_who_opens_very_many_plans_is_stopped_and_reads_nothing_more(database_url: str) -> None:
    async with open_house(database_url, plans_per_hour=2) as house:
        mads = await house.person("mads")
        (peter, plan), _ = await plans_for(house, mads, ["peter", "karen"])
        first = await mads.sync()
        assert first.text.count("Ord fra") == 2
        await plans_for(house, mads, ["lars"])

        stopped = await mads.sync()

        assert too_many(stopped, 3600, "too_many_plans")
        assert "Ord fra" not in stopped.text
        assert len((await peter.get(f"/api/plans/{plan}/looks")).json()["looks"]) == 1
        house.clock.move(minutes=20)
        assert too_many(await mads.sync(), 3600, "too_many_plans")


def test_a_nurse_with_sixty_citizens_reads_all_their_plans_in_one_go() -> None:
    ida, now = PersonId("ida"), datetime(2026, 11, 16, 7, tzinfo=UTC)
    theirs = [PlanId(f"plan {number}") for number in range(60)]
    limits = Limits(Settings())

    limits.demand_opening(ida, theirs, now)

    with pytest.raises(TooMany):
        limits.demand_opening(ida, [PlanId(f"somebody else's {number}") for number in range(61)], now)


async def test_the_same_plans_again_are_not_many_plans(database_url: str) -> None:
    async with open_house(database_url, plans_per_hour=2) as house:
        mads = await house.person("mads")
        await plans_for(house, mads, ["peter", "karen"])

        assert await statuses(5, mads.sync) == [200] * 5


async def test_a_day_has_a_limit_of_its_own(sqlite_url: str) -> None:
    async with open_house(sqlite_url, plans_per_hour=2, plans_per_day=2) as house:
        mads = await house.person("mads")
        await plans_for(house, mads, ["peter", "karen"])
        await mads.sync()
        house.clock.move(hours=2)
        await mads.sign_in("mads")
        await plans_for(house, mads, ["lars"])

        assert too_many(await mads.sync(), 24 * 3600, "too_many_plans")


# Whom a request is counted under: what the peer is, what the header says, how many proxies are ours.
ADDRESSES = [
    ("203.0.113.7", [], 0, "203.0.113.7"),
    ("203.0.113.7", ["198.51.100.1"], 0, "203.0.113.7"),
    ("10.0.0.1", ["198.51.100.1"], 1, "198.51.100.1"),
    ("10.0.0.1", ["1.2.3.4, 198.51.100.1"], 1, "198.51.100.1"),
    ("10.0.0.1", ["1.2.3.4", "198.51.100.1"], 1, "198.51.100.1"),
    ("10.0.0.1", ["1.2.3.4, 198.51.100.1, 10.0.0.2"], 2, "198.51.100.1"),
    ("10.0.0.1", ["198.51.100.1"], 2, "10.0.0.1"),
    ("10.0.0.1", [], 1, "10.0.0.1"),
    ("10.0.0.1", ["chosen by the attacker"], 1, "?"),
    ("2001:db8:1:2:3:4:5:6", [], 0, "2001:db8:1:2::/64"),
    ("::ffff:203.0.113.7", [], 0, "203.0.113.7"),
]


@pytest.mark.parametrize(("peer", "told", "proxies", "counted"), ADDRESSES)
def test_an_address_is_what_our_own_proxies_say_and_nothing_a_client_writes(
    peer: str, told: list[str], proxies: int, counted: str
) -> None:
    headers = [(b"x-forwarded-for", value.encode()) for value in told]
    scope: Any = {"client": (peer, 1), "headers": headers}

    assert address_of(scope, proxies) == counted


async def test_a_client_that_writes_another_address_each_time_is_still_one_client(sqlite_url: str) -> None:
    async with open_house(sqlite_url, requests_per_minute=5) as house:
        browser = house.browser()

        asked = [
            (await browser.get("/api/me", headers={"x-forwarded-for": f"198.51.100.{number}"})).status_code
            for number in range(6)
        ]

        assert asked == [200] * 5 + [429]


def test_nothing_is_known_of_a_request_without_a_peer() -> None:
    scope: Any = SimpleNamespace(get=lambda _: None, __getitem__=lambda _: [])

    assert address_of(scope, 0) == "?"
