"""Sessions as a browser lives them: made by the server, seen on the list of devices, dead at once when ended (T19)."""

import pytest

from tests.http.house import Browser, House, assert_problem, cookie_of, open_house

PHONE = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
NINETY_DAYS = "7776000"


async def is_signed_in(browser: Browser) -> bool:
    answer = await browser.get("/api/me")
    signed_in: bool = answer.json()["signedIn"]
    return signed_in


@pytest.mark.parametrize("value", ["attackerchosen", "A" * 43, "", "\x7f", "x" * 5000, "peter", "null", '"'])
async def test_a_cookie_the_server_did_not_make_is_nobody(value: str, house: House) -> None:
    browser = house.browser()
    browser.cookies["stafet"] = value

    assert not await is_signed_in(browser)


async def test_a_chosen_cookie_is_not_the_one_that_signing_in_gives(house: House) -> None:
    browser = house.browser()
    browser.cookies["stafet"] = "attackerchosen"

    await browser.sign_in("peter")

    assert browser.cookies["stafet"] != "attackerchosen"


async def test_the_session_before_a_new_sign_in_is_dead(house: House) -> None:
    browser = await house.person("peter")
    before = house.browser()
    before.cookies |= browser.cookies

    await browser.sign_in("peter")

    assert not await is_signed_in(before)
    assert await is_signed_in(browser)


async def test_the_database_holds_no_token(house: House) -> None:
    browser = await house.person("peter")

    assert browser.cookies["stafet"] not in str(house.contents())


async def test_signing_out_ends_the_session_and_takes_the_cookie(house: House) -> None:
    browser = await house.person("peter")
    copied = house.browser()
    copied.cookies |= browser.cookies

    answer = await browser.post("/api/sign-out", {})

    assert answer.status_code == 204
    assert "stafet" not in browser.cookies
    assert_problem(await copied.get("/api/sessions"), 401, "signed_out")


async def test_signing_out_takes_the_cookie_on_https_too(sqlite_url: str) -> None:
    async with open_house(sqlite_url, origin="https://stafet.example.dk") as house:
        browser = await house.person("peter")

        await browser.post("/api/sign-out", {})

        assert "__Host-stafet" not in browser.cookies


async def test_signing_out_on_one_device_leaves_the_other(house: House) -> None:
    phone, tablet = await house.person("peter"), await house.person("peter")

    await phone.post("/api/sign-out", {})

    assert await is_signed_in(tablet)


async def test_signing_out_everywhere_leaves_none(house: House) -> None:
    phone, tablet, other = [await house.person(key) for key in ("peter", "peter", "karen")]

    await phone.post("/api/sign-out", {"everywhere": True})

    assert [await is_signed_in(one) for one in (phone, tablet, other)] == [False, False, True]


async def test_devices_are_told_in_words_and_mine_is_marked(house: House) -> None:
    phone = house.browser()
    await phone.post("/api/demo/session", {"person": "peter"}, headers={"user-agent": PHONE})
    house.clock.move(minutes=1)
    tablet = await house.person("peter")

    devices = (await tablet.get("/api/sessions")).json()

    assert [(one["label"], one["current"]) for one in devices] == [("?", True), ("Chrome, Android", False)]


async def test_a_lost_phone_is_signed_out_from_the_tablet(house: House) -> None:
    phone, tablet = await house.person("peter"), await house.person("peter")
    (lost,) = [one["session"] for one in (await tablet.get("/api/sessions")).json() if not one["current"]]

    answer = await tablet.delete(f"/api/sessions/{lost}")

    assert answer.status_code == 204
    assert [await is_signed_in(one) for one in (phone, tablet)] == [False, True]


async def test_a_list_of_devices_is_ones_own(house: House) -> None:
    peter, karen = await house.person("peter"), await house.person("karen")

    theirs = {one["session"] for one in (await karen.get("/api/sessions")).json()}

    assert theirs.isdisjoint({one["session"] for one in (await peter.get("/api/sessions")).json()})


async def test_an_id_of_a_session_is_no_key_to_it(house: House) -> None:
    peter = await house.person("peter")
    (session,) = [one["session"] for one in (await peter.get("/api/sessions")).json()]
    thief = house.browser()
    thief.cookies["stafet"] = session

    assert not await is_signed_in(thief)


# Whose session, how long after signing in with a visit on the way now and then, and whether it still holds.
LIVES = [
    ("peter", {"days": 29, "hours": 23}, 1, True),
    ("peter", {"days": 30}, 1, False),
    ("peter", {"days": 17}, 5, True),
    ("peter", {"days": 18}, 5, False),
    ("mads", {"minutes": 29}, 1, True),
    ("mads", {"minutes": 30}, 1, False),
    ("mads", {"minutes": 29}, 16, True),
    ("mads", {"minutes": 29}, 17, False),
]


@pytest.mark.parametrize(("key", "pause", "visits", "holds"), LIVES)
async def test_a_session_ends_with_its_life_or_for_want_of_use(
    key: str, pause: dict[str, float], visits: int, holds: bool, small_house: House
) -> None:
    browser = await small_house.person(key)

    for _ in range(visits):
        small_house.clock.move(**pause)
        last = await is_signed_in(browser)

    assert last is holds


async def test_the_cookie_on_https_is_bound_to_the_host(sqlite_url: str) -> None:
    async with open_house(sqlite_url, origin="https://stafet.example.dk") as house:
        answer = await house.browser().post("/api/demo/session", {"person": "peter"})

        flags = cookie_of(answer, "__Host-stafet").flags
        assert flags.keys() == {"httponly", "secure", "samesite", "path", "max-age"}
        assert (flags["samesite"].lower(), flags["path"], flags["max-age"]) == ("lax", "/", NINETY_DAYS)


async def test_the_cookie_on_this_machine_has_a_plain_name(house: House) -> None:
    answer = await house.browser().post("/api/demo/session", {"person": "peter"})

    flags = cookie_of(answer, "stafet").flags
    assert flags.keys() == {"httponly", "samesite", "path", "max-age"}


async def test_a_professionals_cookie_lives_eight_hours(house: House) -> None:
    answer = await house.browser().post("/api/demo/session", {"person": "mads"})

    assert cookie_of(answer, "stafet").flags["max-age"] == "28800"


async def test_a_name_and_a_language_are_kept(house: House) -> None:
    peter = await house.person("peter")

    await peter.patch("/api/me", {"name": "Peter D.", "lang": "en"})

    person = (await peter.get("/api/me")).json()["person"]
    assert (person["name"], person["lang"]) == ("Peter D.", "en")


async def test_somebody_who_is_not_signed_in_is_told_so_in_plain_words(house: House) -> None:
    answer = await house.browser().get("/api/me")

    assert (answer.status_code, answer.json()) == (200, {"signedIn": False, "demo": True})


async def test_a_tab_that_shows_one_person_does_not_act_as_the_next_one(house: House) -> None:
    browser = await house.person("peter")
    peter = (await browser.get("/api/me")).json()["person"]["id"]
    await browser.sign_in("karen")

    answer = await browser.post("/api/plans", headers={"x-stafet-person": peter})

    assert_problem(answer, 401, "signed_out")
    assert house.contents()["plan"] == []


async def test_a_tab_that_shows_the_person_who_is_signed_in_acts_as_them(house: House) -> None:
    browser = await house.person("peter")
    peter = (await browser.get("/api/me")).json()["person"]["id"]

    assert (await browser.post("/api/plans", headers={"x-stafet-person": peter})).status_code == 201
