"""What is wrong with an edit gets a code of its own; the next edit of the same phone is still done."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.http.conftest import World
from tests.http.refusals import CANARY

# Edits that are answered one by one: what is wrong, and the code.
Wrong = Callable[[World], dict[str, Any]]


def create(world: World, body: dict[str, Any], scope: str = "safety", **more: Any) -> dict[str, Any]:
    return world.house.edit(world.plan, "create", scope=scope, body=body, **more)


COPING = {"kind": "coping", "text": "Gå en tur"}
WRONG_EDITS: dict[str, tuple[Wrong, str]] = {
    "an act there is not": (lambda w: w.house.edit(w.plan, CANARY), "invalid_edit"),
    "no act": (lambda w: {"id": w.house.new_id(), "plan": w.plan}, "invalid_edit"),
    "an unknown field": (lambda w: create(w, COPING, colour=CANARY), "invalid_edit"),
    "an unknown field in the body": (lambda w: create(w, {**COPING, CANARY: 1}), "invalid_edit"),
    "a kind there is not": (lambda w: create(w, {"kind": CANARY, "text": "x"}), "invalid_edit"),
    "no body": (lambda w: w.house.edit(w.plan, "create", scope="safety"), "invalid_edit"),
    "4001 characters": (lambda w: create(w, {"kind": "coping", "text": "x" * 4001}), "invalid_edit"),
    "no words": (lambda w: create(w, {"kind": "coping", "text": ""}), "invalid_edit"),
    "words of the wrong type": (lambda w: create(w, {"kind": "coping", "text": {CANARY: 1}}), "invalid_edit"),
    "a scope there is not": (lambda w: create(w, COPING, scope=CANARY), "invalid_edit"),
    "a scope the kind does not live in": (lambda w: create(w, COPING, scope="needs"), "wrong_scope"),
    "a dream in somebody else's thread": (
        lambda w: create(w, {"kind": "dream", "text": CANARY}, scope=f"dream:{w.item}"), "wrong_scope"),
    "an id that is no UUIDv7": (lambda w: create(w, COPING, id="7" * 36), "invalid_edit"),
    "an id of capitals": (lambda w: create(w, COPING, id=w.house.new_id().upper()), "invalid_edit"),
    "another version of the language": (lambda w: create(w, COPING, v=3), "invalid_edit"),
    "an order that is no key": (lambda w: create(w, COPING, order="æ"), "invalid_edit"),
    "a moment without a zone": (lambda w: create(w, COPING, madeAt="2026-12-01T09:00:00"), "invalid_edit"),
    "a moment that is a word": (lambda w: create(w, COPING, madeAt=CANARY), "invalid_edit"),
    "a link to nothing": (
        lambda w: create(w, COPING, **{"from": {"scope": "safety", "item": w.house.new_id()}}), "link_not_found"),
    "a change of nothing there": (
        lambda w: w.house.edit(w.plan, "change", item=w.house.new_id(), fields={"text": CANARY}), "not_found"),
    "a change of no field": (lambda w: w.house.edit(w.plan, "change", item=w.item, fields={}), "invalid_edit"),
    "a change of a field there is not": (
        lambda w: w.house.edit(w.plan, "change", item=w.item, fields={CANARY: "x"}), "invalid_field"),
    "a change of the kind": (
        lambda w: w.house.edit(w.plan, "change", item=w.item, fields={"kind": "need"}), "invalid_field"),
    "a change to too many words": (
        lambda w: w.house.edit(w.plan, "change", item=w.item, fields={"text": "x" * 4001}), "invalid_field"),
    "a change to a list": (
        lambda w: w.house.edit(w.plan, "change", item=w.item, fields={"text": [CANARY]}), "invalid_edit"),
    "a removal of nothing there": (lambda w: w.house.edit(w.plan, "delete", item=w.house.new_id()), "not_found"),
    "a place for nothing there": (
        lambda w: w.house.edit(w.plan, "place", item=w.house.new_id(), order="a"), "not_found"),
    "a choice between nothing": (
        lambda w: w.house.edit(w.plan, "resolve", alternative=w.house.new_id(), choose="other"), "not_found"),
    "a choice of what is no version": (
        lambda w: w.house.edit(w.plan, "resolve", alternative=w.item, choose="other"), "invalid_edit"),
    "a stop for nobody": (lambda w: w.house.edit(w.plan, "withdraw", member="A" * 22), "not_found"),
    "a stop of a word": (lambda w: w.house.edit(w.plan, "withdraw", member=CANARY), "invalid_edit"),
    "a citizen who leaves": (lambda w: w.house.edit(w.plan, "leave"), "not_allowed"),
    "a plan there is not": (lambda w: {**create(w, COPING), "plan": "A" * 22}, "not_found"),
    "a plan with a null byte": (lambda w: {**create(w, COPING), "plan": "\x00" * 22}, "not_found"),
    "a plan that is a story": (lambda w: {**create(w, COPING), "plan": CANARY * 500}, "not_found"),
    "a day there is not": (
        lambda w: create(w, {"kind": "wellbeing", "on": "2026-02-31", "text": "x"}, scope="wellbeing"),
        "invalid_field"),
    "a meeting on a day there is not": (
        lambda w: create(
            w, {"kind": "meeting", "meetingKind": "other", "startsAt": "2026-02-31T10:00"},
            scope="meeting:01900000-0000-7000-8000-000000000001", id="01900000-0000-7000-8000-000000000001"),
        "invalid_field"),
    "an agreement for somebody unknown": (
        lambda w: create(w, {"kind": "agreement", "what": CANARY, "responsible": "A" * 22}, scope="agreements"),
        "not_found"),
}  # fmt: skip


async def test_a_wrong_edit_gets_its_code_and_the_next_one_is_still_done(world: World) -> None:
    for wrong, (make, code) in WRONG_EDITS.items():
        answer = await world.peter.sync(make(world), create(world, COPING))

        assert answer.status_code == 200, (wrong, answer.text)
        first, second = answer.json()["results"]
        assert (wrong, first["outcome"], first["code"]) == (wrong, "refused", code)
        assert (wrong, second["outcome"]) == (wrong, "applied")
        assert CANARY not in answer.text, wrong


@pytest.mark.parametrize("made_at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
async def test_an_edit_made_outside_all_time_is_refused(made_at: str, small_world: World) -> None:
    answer = await small_world.peter.sync(create(small_world, COPING, madeAt=made_at))

    assert answer.status_code == 200
    assert answer.json()["results"][0]["code"] == "invalid_edit"


async def test_null_bytes_in_words_are_taken_out(world: World) -> None:
    await world.peter.sync(create(world, {"kind": "coping", "text": "Ring\x00 til \u202eKaren"}))

    assert '"Ring til Karen"' in (await world.peter.sync()).text


async def test_an_edit_sent_twice_is_done_once(world: World) -> None:
    edit = create(world, COPING)
    await world.peter.sync(edit)

    again = await world.peter.sync(edit)

    (result,) = again.json()["results"]
    assert (result["outcome"], result["first"]) == ("already", "applied")


async def test_an_edits_id_cannot_carry_other_words(world: World) -> None:
    edit = create(world, COPING)
    await world.peter.sync(edit)

    again = await world.peter.sync({**edit, "body": {"kind": "coping", "text": "Noget andet"}})

    (result,) = again.json()["results"]
    assert (result["outcome"], result["code"]) == ("refused", "edit_id_reused")


async def test_edits_for_somebody_elses_plan_are_answered_as_for_no_plan(world: World) -> None:
    edit = create(world, COPING)

    theirs = await world.lars.sync(edit)
    nobodys = await world.lars.sync({**edit, "plan": "A" * 22})

    assert theirs.content == nobodys.content


async def test_naming_somebody_elses_plan_in_a_sync_brings_nothing_of_it(world: World) -> None:
    named = await world.lars.sync(**{world.plan: {"have": {"safety": 0}}})
    unnamed = await world.lars.sync()

    assert named.content == unnamed.content
