"""Signing in over HTTP, at a real OpenID provider: every lie ends on one calm page, with a code."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
import msgspec
import pytest

from stafet.identity.provider import Provider
from tests.http.house import NO_CERTIFICATES, Browser, House, cookie_of, open_house
from tests.provider.fixtures import OpenIdProvider, openid_provider
from tests.support.server import free_port

__all__ = ["openid_provider"]

ORIGIN = "http://127.0.0.1:8000"
PETER = {"username": "peter"}
MADS = {"username": "mads"}


@pytest.fixture
async def live(database_url: str, openid_provider: OpenIdProvider) -> AsyncIterator[House]:
    """A live installation, on both databases. The provider has a clock of its own, so Stafet's is right too."""
    provider = Provider(openid_provider.settings())
    async with open_house(database_url, mode="live", origin=ORIGIN, provider=provider) as house:
        house.clock.now = datetime.now(UTC)
        yield house


async def begin(browser: Browser, door: str = "citizen", back: str = "") -> str:
    """Press "sign in". Answers the address the browser is sent to."""
    answer = await browser.get("/api/sign-in", params={"door": door} | ({"return": back} if back else {}))
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


async def at_the_provider(url: str, form: dict[str, str]) -> str:
    """Fill in the provider's one form. Answers the address of Stafet's it ends at."""
    async with httpx.AsyncClient(trust_env=False, verify=NO_CERTIFICATES) as browser:
        for _ in range(10):
            page = await browser.get(url)
            if page.status_code == 200:
                page = await browser.post(url, data=form)
            url = urljoin(url, page.headers["location"])
            if url.startswith(ORIGIN):
                return url.removeprefix(ORIGIN)
    raise AssertionError(f"The provider never came back: {url}")


async def sign_in(browser: Browser, form: dict[str, str], **how: str) -> httpx.Response:
    return await browser.get(await at_the_provider(await begin(browser, **how), form))


def failed(answer: httpx.Response, code: str) -> bool:
    assert (answer.status_code, answer.headers["location"]) == (302, f"/sign-in-failed?code={code}")
    return True


async def who(browser: Browser) -> str | None:
    answer = (await browser.get("/api/me")).json()
    return answer["person"]["name"] if answer["signedIn"] else None


async def test_a_citizen_signs_in_and_stays_signed_in(live: House) -> None:
    peter = live.browser()

    answer = await sign_in(peter, PETER)

    assert (answer.status_code, answer.headers["location"]) == (302, "/")
    assert await who(peter) == "Peter Dam"


async def test_a_professional_signs_in_by_her_own_door(live: House) -> None:
    mads = live.browser()

    await sign_in(mads, MADS, door="professional")

    assert (await mads.get("/api/me")).json()["person"]["door"] == "professional"


async def test_a_sign_in_leaves_the_session_the_known_device_and_no_attempt(live: House) -> None:
    peter = live.browser()

    await sign_in(peter, PETER)

    assert peter.cookies.keys() == {"stafet", "stafet-device"}
    assert live.contents()["sign_in_attempt"] == []


async def test_the_same_person_comes_back_to_the_same_plan(live: House) -> None:
    first, second = live.browser(), live.browser()
    await sign_in(first, PETER)
    plan = await first.start_plan()

    await sign_in(second, PETER)

    assert [one["plan"] for one in (await second.get("/api/me")).json()["plans"]] == [plan]


async def test_another_browsers_answer_opens_nothing(live: House) -> None:
    victim, attacker = live.browser(), live.browser()
    came_back = await at_the_provider(await begin(attacker), PETER)

    answer = await victim.get(came_back)

    assert failed(answer, "sign_in_expired")
    assert await who(victim) is None


async def test_an_answer_to_another_attempt_opens_nothing(live: House) -> None:
    victim, attacker = live.browser(), live.browser()
    came_back = await at_the_provider(await begin(attacker), PETER)
    await begin(victim)

    answer = await victim.get(came_back)

    assert failed(answer, "wrong_state")
    assert await who(victim) is None


async def test_an_answer_counts_once(live: House) -> None:
    peter = live.browser()
    began = await begin(peter)
    cookies = dict(peter.cookies)
    came_back = await at_the_provider(began, PETER)
    await peter.get(came_back)
    again = live.browser()
    again.cookies |= cookies

    answer = await again.get(came_back)

    assert failed(answer, "sign_in_expired")
    assert await who(again) is None


async def test_an_answer_after_ten_minutes_is_too_late(live: House) -> None:
    peter = live.browser()
    came_back = await at_the_provider(await begin(peter), PETER)
    live.clock.move(minutes=10)

    assert failed(await peter.get(came_back), "sign_in_expired")


@pytest.mark.parametrize(
    ("form", "door", "code"),
    [
        (MADS, "citizen", "wrong_door"),
        (PETER, "professional", "wrong_door"),
        ({"username": "unsure"}, "citizen", "assurance_too_low"),
        ({"cancel": "1"}, "citizen", "cancelled"),
    ],
)
async def test_who_should_not_come_in_is_told_why_and_has_no_session(
    form: dict[str, str], door: str, code: str, live: House
) -> None:
    browser = live.browser()

    answer = await sign_in(browser, form, door=door)

    assert failed(answer, code)
    assert browser.cookies == {}
    assert live.contents()["session"] == []


async def test_an_answer_without_a_sign_in_is_no_way_in(live: House) -> None:
    for query in ("", "?code=x", "?state=x&code=y", "?error=access_denied", "?state=%00&code=%00", "?state=%ff"):
        assert failed(await live.browser().get(f"/api/sign-in/callback{query}"), "sign_in_expired")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"state": "another"}, "wrong_state"),
        ({"state": ""}, "wrong_state"),
        ({"iss": "https://evil.example"}, "wrong_issuer"),
        ({"iss": ""}, "wrong_issuer"),
        ({"code": "another"}, "provider_refused"),
        ({"code": "\x00"}, "provider_refused"),
        ({"code": ""}, "provider_refused"),
    ],
)
async def test_a_changed_answer_opens_nothing(changed: dict[str, str], code: str, live: House) -> None:
    browser = live.browser()
    came_back = urlsplit(await at_the_provider(await begin(browser), PETER))
    params = {name: values[0] for name, values in parse_qs(came_back.query).items()} | changed

    answer = await browser.get(came_back.path, params=params)

    assert failed(answer, code)
    assert await who(browser) is None


async def test_a_provider_that_does_not_answer_is_told_calmly(sqlite_url: str, openid_provider: OpenIdProvider) -> None:
    gone = msgspec.structs.replace(openid_provider.settings(), issuer=f"http://127.0.0.1:{free_port()}")
    async with open_house(sqlite_url, mode="live", origin=ORIGIN, provider=Provider(gone)) as house:
        answer = await house.browser().get("/api/sign-in?door=citizen")

        assert failed(answer, "provider_down")


OWN = ["/", "/plan", "/meetings/01900000-0000-7000-8000-000000000000", "/r/AAAAAAAAAAAAAAAAAAAAAA"]
FOREIGN = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%09/evil.example",
    "/\t/evil.example",
    "/plan\n",
    "/plan\r\nSet-Cookie: a=b",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "/plan?next=https://evil.example",
    "/plan#x",
    "/@evil.example",
    "/.evil.example",
    "http:/evil.example",
    "/%2fevil.example",
    "/\u2215evil.example",
    "/" + "a" * 250,
]


async def test_a_sign_in_leads_back_to_where_one_was(live: House) -> None:
    for path in OWN:
        browser = live.browser()

        answer = await sign_in(browser, PETER, back=path)

        assert answer.headers["location"] == path


async def test_a_sign_in_never_leads_to_another_site(live: House) -> None:
    for path in FOREIGN:
        browser = live.browser()

        answer = await sign_in(browser, PETER, back=path)

        assert answer.headers["location"] == "/", path


async def test_the_way_to_the_provider_carries_what_the_standards_ask_for(live: House) -> None:
    asked = {name: values[0] for name, values in parse_qs(urlsplit(await begin(live.browser())).query).items()}

    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["redirect_uri"] == f"{ORIGIN}/api/sign-in/callback"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43


async def test_an_attempts_cookie_lives_ten_minutes_and_is_for_the_server_only(live: House) -> None:
    answer = await live.browser().get("/api/sign-in?door=citizen")

    flags = cookie_of(answer, "stafet-sign-in").flags
    assert flags.keys() == {"httponly", "samesite", "path", "max-age"}
    assert (flags["samesite"].lower(), flags["max-age"]) == ("lax", "600")


async def test_an_attempts_cookie_on_https_is_bound_to_the_host_and_goes(
    sqlite_url: str, openid_provider: OpenIdProvider
) -> None:
    provider = Provider(openid_provider.settings())
    async with open_house(sqlite_url, mode="live", origin="https://stafet.example.dk", provider=provider) as house:
        browser = house.browser()
        await begin(browser)
        assert browser.cookies.keys() == {"__Host-stafet-sign-in"}

        await browser.get("/api/sign-in/callback?state=x")

        assert browser.cookies == {}


async def test_the_old_session_dies_with_a_new_sign_in(live: House) -> None:
    peter = live.browser()
    await sign_in(peter, PETER)
    before = live.browser()
    before.cookies |= peter.cookies

    await sign_in(peter, PETER)

    assert await who(before) is None
    assert await who(peter) == "Peter Dam"
