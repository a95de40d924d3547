"""Never shared, withdrawn, expired and non-existing look the same to whoever asks, byte for byte (C13, G13).

A person who has been shut out cannot tell whether there is anything, whether there ever was, or whether it was they who
were shut out. Each exit is asked by everybody; each answer is compared after its own ids are taken out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest

from stafet.domain.uuid7 import uuid7
from tests.http.house import Browser, House
from tests.http.routes import LIVE, filled

# Same name, same role, same organisation: they differ in nothing but what became of their consent.
NAME = "Anne Holm"
WHO = {"never shared": "mads", "withdrawn": "rikke", "expired": "jonas"}
SCOPES = ("safety", "needs", "team", "dreams", "agreements", "wellbeing", "strengths")
BODIES: dict[str, dict[str, Any]] = {
    "safety": {"kind": "coping", "text": "Gå en tur"},
    "needs": {"kind": "need", "text": "Ro"},
    "dream:": {"kind": "dream", "text": "En hund"},
    "agreements": {"kind": "agreement", "what": "Vi ringes ved", "responsible": "citizen"},
    "wellbeing": {"kind": "wellbeing", "on": "2026-12-01", "text": "Det går"},
    "strengths": {"kind": "strength", "text": "Jeg kan bage"},
    "meeting:": {"kind": "meeting", "meetingKind": "network", "startsAt": "2026-12-10T10:00"},
}
# UUIDs (edits, items), a calendar's secret, ids of 22 letters (plans, members), two kinds of sums: of one length each.
IDS = re.compile(
    rb"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/calendar/)[A-Za-z0-9_-]{43}(?=/)|(?<=\")[A-Za-z0-9_-]{22}(?=\")|(?<=\")(?:[0-9a-f]{64}|[0-9a-f]{16})(?=\")"
)


@dataclass
class Shut:
    """Peter's plan, and three people who may see nothing of it, each for another reason."""

    house: House
    peter: Browser
    plan: str
    people: Mapping[str, Browser]
    members: Mapping[str, str]
    items: Mapping[str, str]


def told(answer: httpx.Response, *own: str) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Every byte of an answer but the time of day and what is the asker's own, which keeps its length."""
    body = answer.content
    for one in own:
        body = body.replace(one.encode(), b"-" * len(one))
    headers = [line for line in answer.headers.multi_items() if line[0] not in {"date", "set-cookie"}]
    return answer.status_code, IDS.sub(lambda found: b"-" * len(found[0]), body), headers


@pytest.fixture
async def shut(house: House) -> Shut:
    peter = await house.person("peter")
    people = {why: await house.person(key) for why, key in WHO.items()}
    for person in people.values():
        await person.patch("/api/me", {"name": NAME})
    plan = await peter.start_plan()
    items = {scope: await peter.write(plan, scope, body) for scope, body in BODIES.items()}
    until = (house.clock.now + timedelta(minutes=5)).isoformat()
    soon = [{"scope": scope, "verb": "edit", "purpose": "support", "until": until} for scope in SCOPES]
    members = {}
    for why, person in people.items():
        link = await peter.invite(plan, name=NAME, role="gp", grants=soon if why == "expired" else [])
        await person.post("/api/invitations/accept", {"token": link["token"]})
        await peter.post(f"/api/plans/{plan}/members/{link['member']}/yes")
        members[why] = link["member"]
    await gives(peter, plan, members["withdrawn"], house)
    await asked_to(peter, plan, items["meeting:"], members["withdrawn"])
    for person in people.values():
        assert (await person.sync()).status_code == 200
    stop = house.edit(plan, "withdraw", member=members["withdrawn"])
    assert (await peter.sync(stop)).json()["results"][0]["outcome"] == "applied"
    await peter.delete(f"/api/plans/{plan}/meetings/{items['meeting:']}/invitees/{members['withdrawn']}")
    house.clock.move(minutes=6)
    return Shut(house, peter, plan, people, members, items)


async def gives(peter: Browser, plan: str, member: str, house: House) -> None:
    grants = [house.grant(scope, verb="edit") for scope in SCOPES]
    words = (await peter.post(f"/api/plans/{plan}/wording", {"name": NAME, "grants": grants})).json()
    asked = {"member": member, "grants": grants, "sha256": words["sha256"]}
    answer = await peter.post(f"/api/plans/{plan}/grants", asked)
    assert answer.status_code == 204, answer.text


async def asked_to(peter: Browser, plan: str, meeting: str, member: str) -> None:
    path = f"/api/plans/{plan}/meetings/{meeting}"
    words = (await peter.post(f"{path}/wording", {"members": [member]})).json()
    answer = await peter.post(f"{path}/invitees", {"members": [member], "sha256": words["sha256"]})
    assert answer.status_code == 204, answer.text


def edits_on(shut: Shut, scope: str, item: str) -> Iterator[dict[str, Any]]:
    """Every act that names this item or this part of the plan."""
    house, plan = shut.house, shut.plan
    place = f"{scope}{item}" if scope.endswith(":") else scope
    inside = {
        "dream:": {"kind": "goal", "text": "Et mål"}, "meeting:": {"kind": "agenda_item", "text": "Et punkt"},
    }.get(scope, BODIES[scope])  # fmt: skip
    field = next(name for name in ("text", "what", "place", "startsAt") if name in BODIES[scope])
    yield house.edit(plan, "create", scope=place, body=inside)
    yield house.edit(plan, "change", item=item, fields={field: "Noget andet"}, base={field: item})
    yield house.edit(plan, "change", item=item, fields={field: "Noget andet"})
    yield house.edit(plan, "delete", item=item)
    yield house.edit(plan, "place", item=item, order="a1")
    yield house.edit(plan, "resolve", alternative=item, choose="own", text="Mit eget")
    yield house.edit(
        plan, "create", scope="agreements", body=BODIES["agreements"], **{"from": {"scope": place, "item": item}}
    )


async def test_what_a_shut_out_person_is_told_when_they_fetch_is_the_same_for_all(shut: Shut) -> None:
    answers = {
        why: told(await person.sync(), shut.members[why], NAME) for why, person in shut.people.items()
    }  # fmt: skip

    assert "Gå en tur".encode() not in answers["withdrawn"][1]
    assert answers["never shared"] == answers["withdrawn"] == answers["expired"]


async def test_a_refused_edit_does_not_tell_why(shut: Shut) -> None:
    unknown = uuid7(shut.house.clock.now)
    for scope in BODIES:
        refusals = [
            [told(await person.sync(edit), shut.members[why]) for edit in edits_on(shut, scope, item)]
            for why, person in shut.people.items()
            for item in (shut.items[scope], unknown)
        ]

        assert all(answer[0] == 200 and b'"outcome":"refused"' in answer[1] for answer in refusals[0]), scope
        assert refusals == [refusals[0]] * 6, scope


async def test_c13_no_route_tells_why(shut: Shut) -> None:
    """Every route there is, generated from the list, each with ids that exist and with ids that do not."""
    unknown = uuid7(shut.house.clock.now)
    for name, route in LIVE.items():
        method, path = name.split(" ")
        if name in OF_ONESELF:
            continue
        there = {"plan": shut.plan, "item": shut.items["safety"], "meeting": shut.items["meeting:"]}
        nowhere = there | {"item": unknown, "meeting": unknown}
        answers = []
        for why, person in shut.people.items():
            own = {"member": shut.members[why]} | dict.fromkeys(("session", "device", "reminder"), "A" * 22)
            for names in (there | own, nowhere | own):
                asked = await person.ask(method, filled(path, names) + route.query, filled(route.body, names))
                answers.append(told(asked, shut.members[why]))

        assert answers == [answers[0]] * 6, name


# What belongs to the asker alone and changes when it is asked twice.
OF_ONESELF = {
    "POST /api/sign-out", "POST /api/sync", "GET /api/me", "PATCH /api/me", "GET /api/sessions", "POST /api/push",
    "POST /api/plans/{plan}/calls",
}  # fmt: skip


async def test_somebody_who_was_on_the_team_hears_what_a_stranger_hears(shut: Shut) -> None:
    """Of a plan that one is not on, and of a plan that does not exist."""
    await shut.peter.delete(f"/api/plans/{shut.plan}/members/{shut.members['withdrawn']}")
    stranger = await shut.house.person("ida")
    await stranger.patch("/api/me", {"name": NAME})
    edits = [edit for scope in BODIES for edit in edits_on(shut, scope, shut.items[scope])]

    was = [told(await shut.people["withdrawn"].sync(edit)) for edit in edits]
    never = [told(await stranger.sync(edit | {"id": shut.house.new_id()})) for edit in edits]
    nowhere = [told(await stranger.sync(edit | {"id": shut.house.new_id(), "plan": "A" * 22})) for edit in edits]

    assert all(b'"outcome":"refused"' in answer[1] for answer in was)
    assert was == never == nowhere
