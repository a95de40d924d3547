"""Every route: whom it is for, and that nobody else learns anything from it (T1, T21, invariant C13)."""

import httpx
import pytest
import sqlalchemy as sa

from stafet.store import tables
from tests.http.conftest import World
from tests.http.house import Browser, House, assert_problem, open_house
from tests.http.routes import DEMO, LIVE, Route, filled, routes_of

ALL = LIVE | DEMO
ONLY_SIGNED_IN = [name for name, route in ALL.items() if route.access not in ("anyone", "demo")]
ONE_PLAN = [name for name, route in ALL.items() if route.access in ("citizen", "unit", "plan")]
CITIZEN = [name for name, route in ALL.items() if route.access in ("citizen", "unit")]
MINE = [name for name, route in ALL.items() if "{" in name and route.access == "signed_in"]
UNKNOWN = "A" * 22
UNKNOWN_ITEM = "01900000-0000-7000-8000-000000000000"
NAMES = dict.fromkeys(("plan", "member", "session", "device", "reminder", "unit", "call"), UNKNOWN) | dict.fromkeys(
    ("meeting", "item", "proposal"), UNKNOWN_ITEM
)


async def call(browser: Browser, name: str, names: dict[str, str] = NAMES) -> httpx.Response:
    method, path = name.split(" ")
    route: Route = ALL[name]
    return await browser.ask(method, filled(path, names) + route.query, filled(route.body, names))


def told(answer: httpx.Response) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Every byte an answer tells, but for the time of day."""
    return answer.status_code, answer.content, [line for line in answer.headers.multi_items() if line[0] != "date"]


def reminders_of(house: House) -> list[str]:
    with house.db.read() as tx:
        return list(tx.execute(sa.select(tables.reminder.c.id)).scalars())


def names_of(world: World) -> dict[str, str]:
    return {
        "plan": world.plan,
        "member": world.mads_id,
        "meeting": world.meeting,
        "item": world.meeting,
        "unit": world.unit,
        "proposal": world.proposal,
        "call": world.call,
    }


async def test_every_live_route_stands_in_the_table_with_its_access(sqlite_url: str) -> None:
    async with open_house(sqlite_url, mode="live") as house:
        assert dict(routes_of(house.app)) == {name: route.access for name, route in LIVE.items()}


async def test_the_demo_adds_its_own_two_routes_and_no_other(small_house: House) -> None:
    assert dict(routes_of(small_house.app)) == {name: route.access for name, route in ALL.items()}


@pytest.mark.parametrize("name", DEMO)
async def test_the_demos_sign_in_is_not_there_in_live_mode(name: str, sqlite_url: str) -> None:
    async with open_house(sqlite_url, mode="live") as house:
        assert_problem(await call(house.browser(), name), 404, "not_found")


async def test_somebody_who_is_not_signed_in_hears_only_that(world: World) -> None:
    stranger = world.house.browser()

    for name in ONLY_SIGNED_IN:
        assert_problem(await call(stranger, name, NAMES | names_of(world)), 401, "signed_out")


async def test_a_citizens_route_does_not_tell_a_stranger_whether_the_plan_exists(world: World) -> None:
    for name in ONE_PLAN:
        existing = await call(world.lars, name, names_of(world))
        unknown = await call(world.lars, name)

        assert_problem(existing, 404, "not_found")
        assert told(existing) == told(unknown), name


async def test_a_member_of_the_team_hears_the_same_from_a_citizens_route_as_from_no_plan(world: World) -> None:
    for name in CITIZEN:
        existing = await call(world.mads, name, names_of(world))
        unknown = await call(world.mads, name)

        assert_problem(existing, 404, "not_found")
        assert told(existing) == told(unknown), name


async def test_a_strangers_calls_leave_nothing_behind(world: World) -> None:
    before = world.house.contents()

    for name in ONE_PLAN:
        await call(world.lars, name, names_of(world))

    assert world.house.contents() == before


async def test_a_citizen_gets_past_every_door_of_their_own_plan(world: World) -> None:
    removing_last = sorted(ONE_PLAN, key=lambda name: (name.endswith("/erase"), name.startswith("DELETE")))

    for name in removing_last:
        names = names_of(world) | ({"member": world.colleague} if "/people/" in name else {})
        answer = await call(world.peter, name, names)

        # 409 is an answer about the world behind the door: the words were others, nobody waits for a yes.
        assert answer.status_code in {200, 201, 204, 409}, (name, answer.text)


async def test_a_member_or_meeting_of_another_plan_is_unknown_on_ones_own(world: World) -> None:
    lars = world.lars
    (own,) = [one["plan"] for one in (await lars.get("/api/me")).json()["plans"]]

    for name in [name for name in CITIZEN if any(of in name for of in ("{member}", "{meeting}", "{proposal}"))]:
        answer = await call(lars, name, names_of(world) | {"plan": own})

        assert_problem(answer, 404, "not_found")
        assert told(answer) == told(await call(lars, name, NAMES | {"plan": own})), name


async def test_a_strangers_device_session_or_reminder_is_as_unknown_as_none(world: World) -> None:
    added = await world.peter.post("/api/push", LIVE["POST /api/push"].body)
    sessions = (await world.peter.get("/api/sessions")).json()
    (reminder, *_) = reminders_of(world.house)
    theirs = {"device": added.json()["id"], "session": sessions[0]["session"], "reminder": reminder}

    for name in MINE:
        answer = await call(world.lars, name, NAMES | theirs)

        assert_problem(answer, 404, "not_found")
        assert told(answer) == told(await call(world.lars, name)), name


async def test_a_paused_member_reads_no_looks(world: World) -> None:
    await world.peter.patch(f"/api/plans/{world.plan}/members/{world.mads_id}", {"status": "paused"})

    answer = await world.mads.get(f"/api/plans/{world.plan}/looks")

    assert_problem(answer, 404, "not_found")


async def test_a_member_who_waits_for_the_citizens_yes_reads_nothing(world: World) -> None:
    rikke = await world.house.person("rikke")
    link = await world.peter.invite(world.plan, name="Rikke Bang", grants=[world.house.grant("safety")])
    await rikke.post("/api/invitations/accept", {"token": link["token"]})

    answer = await rikke.sync()

    assert answer.json()["plans"] == []


async def test_a_professional_cannot_begin_a_plan(house: House) -> None:
    mads = await house.person("mads")

    assert_problem(await mads.post("/api/plans"), 403, "wrong_door")
