"""Invitations that leak, are guessed or are used twice (T7)."""

import asyncio
import random
from base64 import urlsafe_b64decode
from urllib.parse import urlsplit

from stafet.identity.tokens import new_code, new_token
from tests.http.house import Browser, House
from tests.http.test_log import lines, reached
from tests.support.server import Server


async def statuses(browser: Browser, token: str, codes: list[str]) -> list[int]:
    answers = await asyncio.gather(
        *(browser.post("/api/invitations/accept", {"token": token, "code": code}) for code in codes)
    )
    return sorted(answer.status_code for answer in answers)


async def a_link_for_karen(house: House) -> tuple[Browser, str, str]:
    """Karen's browser, and the token and the code of an invitation of hers."""
    peter, karen = await house.person("peter"), await house.person("karen")
    link = await peter.invite(await peter.start_plan(), name="Karen Dam", role="relative")
    return karen, link["token"], link["code"]


async def test_many_codes_tried_at_the_same_moment_are_five_tries_all_the_same(house: House) -> None:
    karen, token, code = await a_link_for_karen(house)
    wrong = [f"{number:06d}" for number in range(9) if f"{number:06d}" != code][:8]

    tried = await statuses(karen, token, wrong)

    assert tried == [403] * 5 + [404] * 3
    assert await statuses(karen, token, [code]) == [404]


async def test_one_link_opened_twice_at_the_same_moment_is_used_once(house: House) -> None:
    karen, token, code = await a_link_for_karen(house)
    tove = await house.person("tove")

    both = await asyncio.gather(statuses(karen, token, [code]), statuses(tove, token, [code]))

    assert sorted(both) == [[200], [404]]


async def test_the_database_holds_neither_token_nor_code(house: House) -> None:
    _, token, code = await a_link_for_karen(house)

    held = str(house.contents()["invitation"])

    assert token not in held
    assert f"'{code}'" not in held


async def test_the_link_carries_its_secret_in_the_fragment_which_no_browser_sends(small_house: House) -> None:
    _, token, _ = await a_link_for_karen(small_house)

    address = urlsplit(f"{small_house.origin}/invitation#{token}")

    assert (address.path, address.query, address.fragment) == ("/invitation", "", token)


async def test_no_address_of_ours_is_told_to_another_site(small_house: House) -> None:
    answer = await small_house.browser().get("/invitation")

    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_neither_token_nor_code_is_in_the_servers_log(server: Server) -> None:
    house = reached(server)
    karen, token, code = await a_link_for_karen(house)

    await statuses(karen, token, ["000000" if code != "000000" else "111111", code])

    assert any(line.get("route") == "/api/invitations/accept" for line in lines(server))
    assert token not in server.said()
    assert f'"{code}"' not in server.said()


def test_a_million_guesses_find_no_link_and_a_code_is_found_as_rarely_as_it_should_be() -> None:
    """A model: 1,000 open links, and a guesser who knows how they are made but not how they fell."""
    links = {urlsafe_b64decode(f"{new_token()}=") for _ in range(1000)}
    guesser = random.Random(20261201)
    assert not any(guesser.randbytes(32) in links for _ in range(10**6))

    # Who holds 20,000 leaked links has 100,000 tries at codes of a million: a tenth of a hit, never a handful.
    hits = sum(int(code) in guesser.sample(range(10**6), 5) for code in (new_code() for _ in range(20_000)))
    assert hits < 5
