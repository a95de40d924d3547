"""Taking everything out and erasing, over HTTP: fresh, logged, three times a day (C24, C25, T23); new devices (T19)."""

from tests.http.conftest import World
from tests.http.house import assert_problem


async def test_everything_comes_as_one_file_whose_length_is_told(world: World) -> None:
    answer = await world.peter.post(f"/api/plans/{world.plan}/export")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="stafet.html"'
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert answer.headers["cache-control"] == "no-store"
    assert "Gå en tur" in answer.text


async def test_the_fourth_time_in_a_day_waits(world: World) -> None:
    for _ in range(3):
        assert (await world.peter.post(f"/api/plans/{world.plan}/export")).status_code == 200

    refused = await world.peter.post(f"/api/plans/{world.plan}/export")

    assert_problem(refused, 429, "too_many")
    assert refused.headers["retry-after"] == str(24 * 3600)


async def test_both_need_a_fresh_proof_and_do_nothing_without_it(world: World) -> None:
    world.house.clock.move(minutes=6)

    taken = await world.peter.post(f"/api/plans/{world.plan}/export")
    erased = await world.peter.post(f"/api/plans/{world.plan}/erase")

    assert_problem(taken, 403, "step_up_needed")
    assert_problem(erased, 403, "step_up_needed")
    assert (await world.peter.get("/api/me")).json()["plans"][0]["plan"] == world.plan


async def test_an_erased_plan_is_no_plan_to_anybody(world: World) -> None:
    assert (await world.peter.post(f"/api/plans/{world.plan}/erase")).status_code == 204

    for person in (world.peter, world.mads, world.lars):
        assert_problem(await person.get(f"/api/plans/{world.plan}/looks"), 404, "not_found")
        assert [one["plan"] for one in (await person.get("/api/me")).json().get("plans", [])] != [world.plan]
    assert (await world.mads.sync()).json()["plans"] == []
    assert (await world.peter.post("/api/plans")).status_code == 201


async def test_a_device_not_used_before_is_told_to_the_citizen_on_the_others(world: World) -> None:
    world.house.clock.move(hours=1)
    thief = await world.house.person("peter")

    told = (await world.peter.get("/api/me")).json()["newDevices"]

    assert told == [{"label": "?", "at": world.house.clock.now.isoformat().replace("+00:00", "Z")}]
    assert (await thief.get("/api/me")).json().get("newDevices", []) == []


async def test_a_device_that_is_known_is_no_news(world: World) -> None:
    world.house.clock.move(hours=1)
    await world.peter.post("/api/sign-out", {})
    await world.peter.sign_in("peter")
    world.house.clock.move(hours=1)
    tablet = await world.house.person("peter")
    world.house.clock.move(hours=1)
    await tablet.post("/api/sign-out", {})
    await tablet.sign_in("peter")

    told = (await world.peter.get("/api/me")).json()["newDevices"]

    assert len(told) == 1


async def test_where_a_member_signs_in_is_not_the_citizens_matter(world: World) -> None:
    world.house.clock.move(minutes=1)
    await world.house.person("mads")

    assert (await world.peter.get("/api/me")).json().get("newDevices", []) == []
    assert "signed_in" not in str(world.house.contents()["log"])


async def test_a_new_device_is_news_for_two_weeks(world: World) -> None:
    world.house.clock.move(minutes=1)
    await world.house.person("peter")
    world.house.clock.move(days=14)

    assert (await world.peter.get("/api/me")).json().get("newDevices", []) == []
