"""Invitations, consents, push addresses and meetings that cannot be: each is refused with its code, and no echo."""

from typing import Any

import httpx
import pytest

from tests.http.conftest import World
from tests.http.house import Browser, House, open_house
from tests.http.refusals import CANARY, assert_refused
from tests.http.routes import SUBSCRIPTION

# Invitations.


@pytest.fixture
async def karen(world: World) -> Browser:
    return await world.house.person("karen")


async def test_a_guessed_invitation_is_not_found(world: World, karen: Browser) -> None:
    assert_refused(await karen.post("/api/invitations/accept", {"token": CANARY}), 404, "invitation_not_found")


async def test_an_invitation_that_cannot_be_one_is_not_found(world: World, karen: Browser) -> None:
    for token in ("", "\x00", "å" * 43):
        answer = await karen.post("/api/invitations/accept", {"token": token})

        assert_refused(answer, 404, "invitation_not_found", token)


async def test_a_used_an_expired_a_replaced_and_a_guessed_invitation_are_alike(world: World, karen: Browser) -> None:
    expired, used, replaced = [await world.peter.invite(world.plan, name=f"En {number}") for number in range(3)]
    rikke = await world.house.person("rikke")
    await rikke.post("/api/invitations/accept", {"token": used["token"]})
    await world.peter.post(f"/api/plans/{world.plan}/members/{replaced['member']}/invitation")

    answers = [await karen.post("/api/invitations/accept", {"token": one}) for one in ("A" * 43, replaced["token"])]
    answers.append(await karen.post("/api/invitations/accept", {"token": used["token"]}))
    world.house.clock.move(hours=72)
    answers.append(await karen.post("/api/invitations/accept", {"token": expired["token"]}))

    assert {answer.content for answer in answers} == {answers[0].content}
    assert_refused(answers[0], 404, "invitation_not_found")


async def test_an_invitation_holds_until_the_last_second_of_72_hours(world: World, karen: Browser) -> None:
    link = await world.peter.invite(world.plan, name="Karen Møller")
    world.house.clock.move(hours=72, seconds=-1)

    answer = await karen.post("/api/invitations/accept", {"token": link["token"]})

    assert answer.status_code == 200


async def test_a_relative_needs_the_code_that_was_told(world: World, karen: Browser) -> None:
    link = await world.peter.invite(world.plan, name="Karen Møller", role="relative")

    for code in ("", "x", "0" * 10):
        refused = await karen.post("/api/invitations/accept", {"token": link["token"], "code": code})

        assert_refused(refused, 403, "wrong_code")


async def test_after_five_wrong_codes_the_right_one_is_worth_nothing(world: World, karen: Browser) -> None:
    link = await world.peter.invite(world.plan, name="Karen Møller", role="relative")
    for _ in range(5):
        await karen.post("/api/invitations/accept", {"token": link["token"], "code": "nej"})

    answer = await karen.post("/api/invitations/accept", {"token": link["token"], "code": link["code"]})

    assert_refused(answer, 404, "invitation_not_found")


async def test_a_citizen_cannot_take_a_place_on_their_own_team(world: World) -> None:
    link = await world.peter.invite(world.plan, name="Karen Møller")

    answer = await world.peter.post("/api/invitations/accept", {"token": link["token"]})

    assert_refused(answer, 409, "already_on_team")


# Consent.


async def give(world: World, grants: list[dict[str, Any]], sha256: str = "") -> httpx.Response:
    asked = {"name": "Mads Lund", "grants": grants}
    words = (await world.peter.post(f"/api/plans/{world.plan}/wording", asked)).json()
    yes = {"member": world.mads_id, "grants": grants, "sha256": sha256 or words.get("sha256", "")}
    return await world.peter.post(f"/api/plans/{world.plan}/grants", yes)


PERIODS = {
    "without a zone": ("2026-12-20T09:00:00", "period_without_zone"),
    "that is over": ("2026-12-01T08:59:59Z", "period_over"),
    "that ends now": ("2026-12-01T09:00:00Z", "period_over"),
    "of more than a year": ("2027-12-01T09:00:01Z", "period_too_long"),
    "to the end of all time": ("9999-12-31T23:59:59-12:00", "period_too_long"),
    "from before all time": ("0001-01-01T00:00:00+14:00", "period_over"),
}


async def test_no_consent_is_given_for_a_period(world: World) -> None:
    for how, (until, code) in PERIODS.items():
        answer = await give(world, [{**world.house.grant("safety"), "until": until}], sha256="0" * 64)

        assert_refused(answer, 422, code, how)


async def test_no_invitation_promises_a_period(world: World) -> None:
    for how, (until, code) in PERIODS.items():
        grants = [{**world.house.grant("safety"), "until": until}]
        asked = {"role": "gp", "name": "Anne Holm", "grants": grants, "sha256": "0" * 64}

        answer = await world.peter.post(f"/api/plans/{world.plan}/members", asked)

        assert_refused(answer, 422, code, how)


async def test_asking_for_the_words_of_an_impossible_period_is_no_fault_of_ours(world: World) -> None:
    for how, (until, _) in PERIODS.items():
        grants = [{**world.house.grant("safety"), "until": until}]

        answer = await world.peter.post(f"/api/plans/{world.plan}/wording", {"name": "Mads Lund", "grants": grants})

        assert answer.status_code in {200, 422}, (how, answer.text)


GRANTS = {
    "to the private notes": ({"scope": "private"}, 400, "invalid_request"),
    "to a scope there is not": ({"scope": CANARY}, 400, "invalid_request"),
    "to a dream there is not": ({"scope": "dream:01900000-0000-7000-8000-000000000000"}, 422, "scope_unknown"),
    "with a verb there is not": ({"verb": CANARY}, 400, "invalid_request"),
    "for a purpose there is not": ({"purpose": CANARY}, 400, "invalid_request"),
    "until a word": ({"until": CANARY}, 400, "invalid_request"),
    "without a period": ({"until": None}, 400, "invalid_request"),
}


async def test_a_consent_that_cannot_be_given_is_not_given(world: World) -> None:
    for how, (wrong, status, code) in GRANTS.items():
        answer = await give(world, [{**world.house.grant("safety"), **wrong}], sha256="0" * 64)

        assert_refused(answer, status, code, how)


async def test_a_yes_to_other_words_than_were_shown_is_refused(world: World) -> None:
    answer = await give(world, [world.house.grant("needs")], sha256="0" * 64)

    assert_refused(answer, 409, "wording_changed")


async def test_51_grants_in_one_yes_are_too_many(small_world: World) -> None:
    answer = await give(small_world, [small_world.house.grant("safety")] * 51, sha256="0" * 64)

    assert_refused(answer, 400, "invalid_request")


async def test_words_for_51_grants_are_too_many(small_world: World) -> None:
    asked = {"name": "Mads Lund", "grants": [small_world.house.grant("safety")] * 51}

    answer = await small_world.peter.post(f"/api/plans/{small_world.plan}/wording", asked)

    assert_refused(answer, 400, "invalid_request")


async def test_a_consent_for_somebody_who_left_is_not_found(world: World) -> None:
    await world.mads.sync(world.house.edit(world.plan, "leave"))

    answer = await give(world, [world.house.grant("needs")])

    assert_refused(answer, 404, "not_found")


async def test_a_name_of_nothing_but_marks_is_no_name(world: World) -> None:
    member = f"/api/plans/{world.plan}/members"
    answers = [
        await world.peter.patch("/api/me", {"name": "\u202e"}),
        await world.peter.post(member, {"role": "gp", "name": "\x00"}),
        await world.peter.patch(f"{member}/{world.mads_id}", {"name": "\r\x00"}),
    ]

    assert [answer.status_code for answer in answers] == [422] * 3


async def test_null_bytes_in_a_members_facts_are_taken_out(world: World) -> None:
    facts = {"name": "Mads\x00 Lund", "organisation": "Psyk\x00", "hours": "8\x00-15"}

    answer = await world.peter.patch(f"/api/plans/{world.plan}/members/{world.mads_id}", facts)

    assert answer.status_code == 204
    assert '"Mads Lund"' in (await world.peter.sync()).text


# Push.

HOSTILE = [
    "http://fcm.googleapis.com/fcm/send/abc",
    "https://fcm.googleapis.com@127.0.0.1/x",
    "https://127.0.0.1/kanariefugl-7f3a",
    "https://[::ffff:127.0.0.1]/x",
    "https://fcm.googleapis.com.kanariefugl-7f3a.example/x",
    "https://fcm.googleapis.com:22/x",
    "file:///etc/passwd",
    "https://fcm.googleapis.com/x\r\nHost: localhost",
    "kanariefugl-7f3a",
    "",
    "\x00",
]


async def test_a_hostile_push_endpoint_is_refused_without_a_word_about_why(peter: Browser) -> None:
    for endpoint in HOSTILE:
        answer = await peter.post("/api/push", SUBSCRIPTION | {"endpoint": endpoint})

        assert_refused(answer, 422, "push_endpoint_refused", endpoint)


@pytest.mark.parametrize("keys", [{"p256dh": "", "auth": ""}, {"p256dh": CANARY, "auth": CANARY}])
async def test_keys_that_no_message_could_be_locked_with_are_refused(keys: dict[str, str], peter: Browser) -> None:
    answer = await peter.post("/api/push", SUBSCRIPTION | {"keys": keys})

    assert_refused(answer, 422, "push_endpoint_refused")


async def test_an_eleventh_device_is_too_many(house: House) -> None:
    for number in range(10):
        # Each sign-in is another device; the same one again only renews what it has.
        device = await house.person("peter")
        await device.post("/api/push", SUBSCRIPTION | {"endpoint": f"https://fcm.googleapis.com/fcm/send/{number}"})
    peter = await house.person("peter")

    answer = await peter.post("/api/push", SUBSCRIPTION | {"endpoint": "https://fcm.googleapis.com/fcm/send/11"})

    assert_refused(answer, 409, "too_many_devices")


async def test_a_test_message_when_the_server_sends_none_is_a_conflict(sqlite_url: str) -> None:
    async with open_house(sqlite_url, push=False) as house:
        peter = await house.person("peter")

        answer = await peter.post(f"/api/push/{'A' * 22}/test")

        assert_refused(answer, 409, "push_is_off")


async def test_a_second_plan_is_refused(world: World) -> None:
    assert_refused(await world.peter.post("/api/plans"), 409, "has_plan")


async def test_a_yes_to_somebody_who_has_not_come_is_a_conflict(world: World) -> None:
    link = await world.peter.invite(world.plan, name="Karen Møller")

    answer = await world.peter.post(f"/api/plans/{world.plan}/members/{link['member']}/yes")

    assert_refused(answer, 409, "nobody_waits")


async def test_asking_nobody_to_a_meeting_is_refused(world: World) -> None:
    answer = await world.peter.post(
        f"/api/plans/{world.plan}/meetings/{world.meeting}/invitees", {"members": [], "sha256": ""}
    )

    assert_refused(answer, 400, "invalid_request")


async def test_asking_to_a_meeting_that_is_long_over_is_refused(world: World) -> None:
    world.house.clock.move(days=9 + 15)
    path = f"/api/plans/{world.plan}/meetings/{world.meeting}"
    words = (await world.peter.post(f"{path}/wording", {"members": [world.mads_id]})).json()

    answer = await world.peter.post(f"{path}/invitees", {"members": [world.mads_id], "sha256": words["sha256"]})

    assert_refused(answer, 422, "period_over")


async def test_an_item_is_no_meeting(world: World) -> None:
    answer = await world.peter.post(
        f"/api/plans/{world.plan}/meetings/{world.item}/wording", {"members": [world.mads_id]}
    )

    assert_refused(answer, 404, "not_found")


async def test_nobody_in_the_demo_is_called_that(small_house: House) -> None:
    assert_refused(await small_house.browser().post("/api/demo/session", {"person": CANARY}), 404, "not_found")
