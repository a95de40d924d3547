"""Showing anew that it is you, over HTTP: in the demo with one press, otherwise at a real OpenID provider (T4, T19)."""

from typing import Any

import httpx
import msgspec

from tests.http.house import Browser, House, assert_problem
from tests.http.test_sign_in import MADS, PETER, at_the_provider, live, openid_provider, sign_in, who

__all__ = ["live", "openid_provider"]


async def a_plan_with_anne(peter: Browser) -> tuple[str, str]:
    """Peter has invited Anne, who may see nothing yet. Answers plan and member."""
    plan = await peter.start_plan()
    return plan, (await peter.invite(plan, name="Anne Holm", role="gp"))["member"]


async def give(peter: Browser, plan: str, member: str) -> httpx.Response:
    grants = [peter.house.grant("safety")]
    shown = await peter.post(f"/api/plans/{plan}/wording", {"name": "Anne Holm", "grants": grants})
    body: dict[str, Any] = {"member": member, "grants": grants, "sha256": shown.json()["sha256"]}
    return await peter.post(f"/api/plans/{plan}/grants", body)


async def prove(browser: Browser, form: dict[str, str], back: str = "/proved") -> httpx.Response:
    """Press the button, sign in at the provider, come back."""
    begun = await browser.get("/api/proof", params={"return": back})
    assert begun.status_code == 302, begun.text
    return await browser.get(await at_the_provider(begun.headers["location"], form))


async def test_in_the_demo_a_press_is_enough_and_the_old_token_dies(house: House) -> None:
    peter = await house.person("peter")
    plan, anne = await a_plan_with_anne(peter)
    house.clock.move(minutes=6)
    assert_problem(await give(peter, plan, anne), 403, "step_up_needed")
    before = house.browser()
    before.cookies |= peter.cookies

    assert (await peter.post("/api/demo/proof")).status_code == 204

    assert (await give(peter, plan, anne)).status_code == 204
    assert_problem(await before.get("/api/sessions"), 401, "signed_out")


async def test_at_a_provider_the_person_signs_in_again_and_comes_back_to_where_they_were(live: House) -> None:
    peter = live.browser()
    await sign_in(peter, PETER)
    plan, anne = await a_plan_with_anne(peter)
    assert_problem(await give(peter, plan, anne), 403, "step_up_needed")
    before = live.browser()
    before.cookies |= peter.cookies

    came_back = await prove(peter, PETER)

    assert (came_back.status_code, came_back.headers["location"]) == (302, "/proved")
    assert (await give(peter, plan, anne)).status_code == 204
    assert await who(before) is None


async def test_a_proof_asks_the_provider_to_forget_who_it_saw_before(live: House) -> None:
    peter = live.browser()
    await sign_in(peter, PETER)

    asked = httpx.URL((await peter.get("/api/proof")).headers["location"]).params

    assert (asked["prompt"], asked["max_age"]) == ("login", "0")


async def test_somebody_else_at_the_provider_is_refused_and_the_session_stays_whose_it_was(live: House) -> None:
    peter, karen = live.browser(), live.browser()
    await sign_in(peter, PETER)
    await sign_in(karen, {"username": "karen"})
    plan, anne = await a_plan_with_anne(peter)

    came_back = await prove(peter, {"username": "karen"})

    assert came_back.headers["location"] == "/proved?code=other_person"
    assert await who(peter) == "Peter Dam"
    assert_problem(await give(peter, plan, anne), 403, "step_up_needed")


async def test_a_professional_identity_is_no_proof_of_a_citizen(live: House) -> None:
    peter = live.browser()
    await sign_in(peter, PETER)

    assert (await prove(peter, MADS)).headers["location"] == "/proved?code=wrong_door"


async def test_cancelling_at_the_provider_leads_back_too(live: House) -> None:
    peter = live.browser()
    await sign_in(peter, PETER)

    assert (await prove(peter, {"cancel": "1"})).headers["location"] == "/proved?code=cancelled"
    assert await who(peter) == "Peter Dam"


async def test_another_browser_cannot_finish_a_proof(live: House) -> None:
    peter, thief = live.browser(), live.browser()
    await sign_in(peter, PETER)
    begun = await peter.get("/api/proof")
    came_back = await at_the_provider(begun.headers["location"], PETER)

    answer = await thief.get(came_back)

    assert answer.headers["location"] == "/sign-in-failed?code=sign_in_expired"
    assert thief.cookies == {}


async def test_a_proof_never_leads_to_another_site(live: House) -> None:
    peter = live.browser()
    await sign_in(peter, PETER)

    assert (await prove(peter, PETER, back="//evil.dk")).headers["location"] == "/"


async def test_stopping_leaving_and_signing_out_ask_for_no_proof(house: House) -> None:
    peter, mads = await house.person("peter"), await house.person("mads")
    plan = await peter.start_plan()
    member = await peter.welcome(plan, mads, "safety")
    house.clock.move(minutes=25)

    stopped = await peter.sync(house.edit(plan, "withdraw", member=member))
    left = await mads.sync(house.edit(plan, "leave"))
    out = await peter.post("/api/sign-out", {"everywhere": True})

    outcomes = [msgspec.json.decode(answer.content)["results"][0]["outcome"] for answer in (stopped, left)]
    assert (outcomes, out.status_code) == (["applied", "applied"], 204)


async def test_a_phone_hears_for_five_minutes_that_its_person_has_shown_who_they_are(house: House) -> None:
    peter = await house.person("peter")

    assert (await peter.get("/api/me")).json()["proved"] is True
    house.clock.move(minutes=5, seconds=1)
    assert "proved" not in (await peter.get("/api/me")).json()
