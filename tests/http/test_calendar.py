"""The calendar's link: whoever has it gets what its owner may see now, and a wrong one leads nowhere (T15)."""

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from stafet.settings import Settings
from stafet.store import tables
from stafet.use_cases.errors import TooMany
from stafet.use_cases.limits import Limits
from tests.http.conftest import World
from tests.http.house import START, Browser, House, assert_problem
from tests.http.test_access import told


async def link_of(browser: Browser, titles: str = "neutral") -> str:
    made = await browser.post("/api/calendar", {"titles": titles})
    assert made.status_code == 201, made.text
    address: str = made.json()["address"]
    return address.removeprefix(browser.house.origin)


async def test_a_calendar_needs_the_link_and_no_session(world: World) -> None:
    link = await link_of(world.peter)

    answer = await world.house.browser().get(link)

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-store"
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1


@pytest.mark.parametrize("token", ["A" * 43, "x", "%00", "A" * 4000])
async def test_a_wrong_link_answers_as_an_address_that_is_not_there(token: str, small_house: House) -> None:
    stranger = small_house.browser()

    wrong = await stranger.get(f"/api/calendar/{token}/stafet.ics")

    assert_problem(wrong, 404, "not_found")
    assert told(wrong) == told(await stranger.get("/api/nothing/here"))


async def test_a_link_that_was_turned_off_answers_as_one_that_never_was(world: World) -> None:
    link = await link_of(world.peter)
    assert (await world.peter.ask("DELETE", "/api/calendar")).status_code == 204

    answer = await world.house.browser().get(link)

    assert told(answer) == told(await world.house.browser().get(f"/api/calendar/{'A' * 43}/stafet.ics"))
    assert (await world.peter.get("/api/calendar")).json() == {"on": False}


async def test_the_database_holds_no_link_and_the_server_shows_it_once(world: World) -> None:
    token = (await link_of(world.peter)).split("/")[-2]

    with world.house.db.read() as tx:
        rows = str(tx.execute(sa.select(tables.calendar_feed)).all())
    assert token not in rows
    assert token not in (await world.peter.get("/api/calendar")).text


async def test_who_chooses_more_words_keeps_the_link(world: World) -> None:
    link = await link_of(world.peter)
    before = await world.house.browser().get(link)

    answer = await world.peter.patch("/api/calendar", {"titles": "full"})

    assert answer.json()["titles"] == "full"
    after = await world.house.browser().get(link)
    assert ("Koordinationsmøde" in before.text, "Koordinationsmøde" in after.text) == (False, True)


async def test_one_meeting_comes_as_a_file(world: World) -> None:
    answer = await world.peter.get(f"/api/plans/{world.plan}/meetings/{world.meeting}/calendar")

    assert answer.headers["content-disposition"] == 'attachment; filename="stafet.ics"'
    assert [str(one["summary"]) for one in Calendar.from_ical(answer.content).walk("VEVENT")] == ["Møde"]


async def test_a_member_who_is_not_asked_to_a_meeting_gets_no_file_of_it(world: World) -> None:
    answer = await world.mads.get(f"/api/plans/{world.plan}/meetings/{world.meeting}/calendar")

    assert_problem(answer, 404, "not_found")


async def test_who_tries_one_link_after_another_is_told_to_wait(small_house: House) -> None:
    guesser = small_house.browser()

    tried = [(await guesser.get(f"/api/calendar/{n:043}/stafet.ics")).status_code for n in range(61)]

    assert tried == [404] * 60 + [429]


def test_a_calendar_that_asks_all_the_time_is_told_to_wait() -> None:
    limits = Limits(Settings())
    for _ in range(300):
        limits.demand_calendar("192.0.2.1", START)

    with pytest.raises(TooMany):
        limits.demand_calendar("192.0.2.1", START)
    limits.demand_calendar("192.0.2.2", START)
