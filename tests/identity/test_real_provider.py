"""The whole way through a real OpenID provider, with a browser's part played by hand."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx2
import pytest

from stafet.identity.errors import SignInRefused
from stafet.identity.people import Door, Identity
from stafet.identity.provider import Attempt, Provider
from tests.provider.fixtures import OpenIdProvider, openid_provider

__all__ = ["openid_provider"]


def now() -> datetime:
    """The provider has a clock of its own: what it says must not come from the future when the run is a long one."""
    return datetime.now(UTC)


@pytest.fixture
def stafet(openid_provider: OpenIdProvider) -> Provider:
    return Provider(openid_provider.settings())


@pytest.fixture
async def browser() -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(trust_env=False) as browser:
        yield browser


async def come_back(browser: httpx2.AsyncClient, url: str, callback: str, form: dict[str, str]) -> dict[str, str]:
    """Follow the provider's pages, fill in its one form, and stop where Stafet would be called back."""
    for _ in range(10):
        page = await browser.get(url)
        if page.status_code == 200:
            page = await browser.post(url, data=form)
        url = urljoin(url, page.headers["location"])
        if url.startswith(callback):
            return dict(parse_qsl(urlsplit(url).query))
    raise AssertionError(f"The provider never came back: {url}")


async def sign_in(
    stafet: Provider, browser: httpx2.AsyncClient, door: Door, form: dict[str, str], *, max_age: int | None = None
) -> Identity:
    start = await stafet.start(door, now(), max_age=max_age)
    answer = await come_back(browser, start.url, "http://127.0.0.1:8000/", form)
    attempt = Attempt(state=start.state, nonce=start.nonce, verifier=start.verifier, door=door, max_age=max_age)
    return await stafet.finish(answer, attempt, now())


async def test_a_citizen_signs_in(
    stafet: Provider, browser: httpx2.AsyncClient, openid_provider: OpenIdProvider
) -> None:
    who = await sign_in(stafet, browser, "citizen", {"username": "peter"})

    assert who == Identity(issuer=openid_provider.issuer, subject="peter", name="Peter Dam", door="citizen")


async def test_a_professional_signs_in_by_her_own_door(stafet: Provider, browser: httpx2.AsyncClient) -> None:
    assert (await sign_in(stafet, browser, "professional", {"username": "mads"})).name == "Mads Lund"


async def test_a_step_up_is_believed_when_the_provider_asked_again(
    stafet: Provider, browser: httpx2.AsyncClient
) -> None:
    await sign_in(stafet, browser, "citizen", {"username": "peter"})

    assert (await sign_in(stafet, browser, "citizen", {"username": "peter"}, max_age=300)).subject == "peter"


@pytest.mark.parametrize(
    ("door", "form", "code"),
    [
        ("citizen", {"username": "mads"}, "wrong_door"),
        ("professional", {"username": "peter"}, "wrong_door"),
        ("citizen", {"username": "unsure"}, "assurance_too_low"),
        ("citizen", {"cancel": "1"}, "cancelled"),
    ],
)
async def test_who_should_not_come_in_does_not(
    stafet: Provider, browser: httpx2.AsyncClient, door: Door, form: dict[str, str], code: str
) -> None:
    with pytest.raises(SignInRefused, match=code):
        await sign_in(stafet, browser, door, form)


async def test_a_code_opens_nothing_the_second_time(stafet: Provider, browser: httpx2.AsyncClient) -> None:
    start = await stafet.start("citizen", now())
    answer = await come_back(browser, start.url, "http://127.0.0.1:8000/", {"username": "peter"})
    attempt = Attempt(state=start.state, nonce=start.nonce, verifier=start.verifier, door="citizen")
    await stafet.finish(answer, attempt, now())

    with pytest.raises(SignInRefused, match="provider_refused"):
        await stafet.finish(answer, attempt, now())


async def test_a_stolen_code_is_worth_nothing_without_the_verifier(
    stafet: Provider, browser: httpx2.AsyncClient
) -> None:
    start = await stafet.start("citizen", now())
    answer = await come_back(browser, start.url, "http://127.0.0.1:8000/", {"username": "peter"})
    thief = await stafet.start("citizen", now())
    attempt = Attempt(state=start.state, nonce=start.nonce, verifier=thief.verifier, door="citizen")

    with pytest.raises(SignInRefused, match="provider_refused"):
        await stafet.finish(answer, attempt, now())
