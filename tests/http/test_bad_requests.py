"""What cannot be read, or was not sent by our app, gets a stable code, never a 500, and nothing of it comes back."""

from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest

from tests.http.conftest import World
from tests.http.house import Browser
from tests.http.refusals import CANARY, assert_refused
from tests.http.routes import LIVE

DEEP = b"[" * 100_000 + b"]" * 100_000
SYNC = "/api/sync"


def sync_body(**fields: Any) -> dict[str, Any]:
    return {"device": "d" * 22, "plans": {}, "edits": []} | fields


def raw(body: bytes) -> dict[str, Any]:
    return {"content": body}


def json(**body: Any) -> dict[str, Any]:
    return {"json": body}


# Bodies that never reach a use case: (method, path, what is sent, status, code).
UNREADABLE = {
    "broken JSON": ("POST", SYNC, raw(b'{"device": "' + CANARY.encode()), 400, "invalid_request"),
    "no JSON at all": ("PATCH", "/api/me", raw(CANARY.encode()), 400, "invalid_request"),
    "nothing": ("PATCH", "/api/me", raw(b""), 400, "invalid_request"),
    "a list for an object": ("PATCH", "/api/me", raw(b'["%s"]' % CANARY.encode()), 400, "invalid_request"),
    "a bare word": ("POST", SYNC, raw(b'"%s"' % CANARY.encode()), 400, "invalid_request"),
    "null": ("POST", SYNC, raw(b"null"), 400, "invalid_request"),
    "two documents": ("PATCH", "/api/me", raw(b'{"lang": "da"} {"lang": "en"}'), 400, "invalid_request"),
    "an unknown field": ("PATCH", "/api/me", json(lang="da", colour=CANARY), 400, "invalid_request"),
    "an unknown field named after somebody": ("PATCH", "/api/me", json(**{CANARY: 1}), 400, "invalid_request"),
    "an unknown field in a sync": ("POST", SYNC, json(**sync_body(colour=CANARY)), 400, "invalid_request"),
    "a wrong type": ("PATCH", "/api/me", json(name=[CANARY]), 400, "invalid_request"),
    "a word outside the list": ("PATCH", "/api/me", json(lang=CANARY), 400, "invalid_request"),
    "a name that is too long": ("PATCH", "/api/me", json(name=CANARY * 20), 400, "invalid_request"),
    "a name that is empty": ("PATCH", "/api/me", json(name=""), 400, "invalid_request"),
    "101 edits": ("POST", SYNC, json(**sync_body(edits=[{"id": CANARY}] * 101)), 400, "invalid_request"),
    "501 plans": ("POST", SYNC, json(**sync_body(plans={f"{CANARY}{n}": {} for n in range(501)})), 400,
                  "invalid_request"),
    "an edit without an id": ("POST", SYNC, json(**sync_body(edits=[{"plan": CANARY}])), 400, "edit_without_id"),
    "an edit that is a number": ("POST", SYNC, json(**sync_body(edits=[7])), 400, "edit_without_id"),
    "a device that is no id": ("POST", SYNC, json(**sync_body(device=CANARY)), 400, "invalid_request"),
    "deep nesting": ("PATCH", "/api/me", raw(b'{"name": ' + DEEP + b"}"), 400, "invalid_request"),
    "deep nesting in the edits": ("POST", SYNC, raw(b'{"device":"%s","edits":%s}' % (b"d" * 22, DEEP)), 400,
                                  "invalid_request"),
    "a number beyond all numbers": ("PUT", "/api/reminder-choices", raw(b'{"minutesBefore":[1e999]}'), 400,
                                    "invalid_request"),
    "a number of a thousand digits": ("PUT", "/api/reminder-choices", raw(b'{"minutesBefore":[%s]}' % (b"9" * 1000)),
                                      400, "invalid_request"),
    "NaN": ("PUT", "/api/reminder-choices", raw(b'{"minutesBefore":[NaN]}'), 400, "invalid_request"),
    "a revision beyond all numbers": ("POST", SYNC, raw(b'{"device":"%s","plans":{"x":{"have":{"y":1e400}}}}'
                                                        % (b"d" * 22)), 400, "invalid_request"),
    "bytes that are no UTF-8": ("PATCH", "/api/me", raw(b'{"name": "\xff\xfe' + CANARY.encode() + b'"}'), 400,
                                "invalid_request"),
    "half a character": ("PATCH", "/api/me", raw(b'{"name": "\\ud800' + CANARY.encode() + b'"}'), 400,
                         "invalid_request"),
    "bytes that are no UTF-8 in an edit": ("POST", SYNC, raw(b'{"device":"%s","edits":[{"id":"\xff"}]}' % (b"d" * 22)),
                                           400, "invalid_request"),
    "UTF-16": ("PATCH", "/api/me", raw('{"lang": "da"}'.encode("utf-16")), 400, "invalid_request"),
    "quiet hours with one end": ("PUT", "/api/reminder-choices", json(minutesBefore=[1440], quietFrom="22:00"), 422,
                                 "quiet_hours_incomplete"),
    "quiet hours at 25": ("PUT", "/api/reminder-choices", json(minutesBefore=[], quietFrom="25:00"), 400,
                          "invalid_request"),
    "a reminder nobody offers": ("PUT", "/api/reminder-choices", json(minutesBefore=[7]), 400, "invalid_request"),
    "an invitation's secret that is too long": ("POST", "/api/invitations/accept", json(token=CANARY * 20), 400,
                                                "invalid_request"),
    "a wrong page of looks": ("GET", f"/api/plans/{'A' * 22}/looks?before={CANARY}", {}, 400, "invalid_request"),
    "a page of looks before the first": ("GET", f"/api/plans/{'A' * 22}/looks?before=-1", {}, 400, "invalid_request"),
    "a page of looks beyond all numbers": ("GET", f"/api/plans/{'A' * 22}/looks?before={'9' * 400}", {}, 400,
                                           "invalid_request"),
    "a door there is not": ("GET", f"/api/sign-in?door={CANARY}", {}, 400, "invalid_request"),
    "no door": ("GET", "/api/sign-in", {}, 400, "invalid_request"),
    "a way back that is too long": ("GET", f"/api/sign-in?door=citizen&return=/{CANARY * 40}", {}, 400,
                                    "invalid_request"),
}  # fmt: skip


async def test_a_request_that_cannot_be_read_is_told_so(peter: Browser) -> None:
    for wrong, (method, path, sent, status, code) in UNREADABLE.items():
        answer = await peter.ask(method, path, **sent)

        assert_refused(answer, status, code, wrong)


# Requests that a browser of ours would not send: (headers, status, code).
UNFAMILIAR: dict[str, tuple[dict[str, str | None], int, str]] = {
    "without our header": ({"x-stafet": None}, 403, "cross_site"),
    "with our header misspelt": ({"x-stafet": CANARY}, 403, "cross_site"),
    "from another site": ({"origin": f"https://{CANARY}.example"}, 403, "cross_site"),
    "from another port": ({"origin": "http://localhost:8001"}, 403, "cross_site"),
    "from the same name without encryption": ({"origin": "http://localhost"}, 403, "cross_site"),
    "from a sandbox": ({"origin": "null"}, 403, "cross_site"),
    "by a cross-site page": ({"sec-fetch-site": "cross-site"}, 403, "cross_site"),
    "by a sister site": ({"sec-fetch-site": "same-site"}, 403, "cross_site"),
    "as a form": ({"content-type": "application/x-www-form-urlencoded"}, 415, "not_json"),
    "as plain text": ({"content-type": "text/plain"}, 415, "not_json"),
    "as a file": ({"content-type": "multipart/form-data; boundary=x"}, 415, "not_json"),
    "as another JSON": ({"content-type": "application/json-patch+json"}, 415, "not_json"),
    "as nothing": ({"content-type": None}, 415, "not_json"),
}  # fmt: skip
UNSAFE = [name for name in LIVE if not name.startswith("GET")]


@pytest.mark.parametrize("name", UNSAFE)
async def test_no_writing_route_takes_a_request_our_app_would_not_send(name: str, peter: Browser) -> None:
    method, path = name.split(" ")
    before = peter.house.contents()

    for how, (headers, status, code) in UNFAMILIAR.items():
        # A DELETE has no body that could be of a wrong kind.
        if method != "DELETE" or "content-type" not in headers:
            assert_refused(await peter.ask(method, path, headers=headers, content=b"{}"), status, code, how)

    assert peter.house.contents() == before


async def test_a_content_type_may_name_its_charset(peter: Browser) -> None:
    answer = await peter.patch("/api/me", {"lang": "en"}, headers={"content-type": "application/json; charset=utf-8"})

    assert answer.status_code == 200


async def test_a_content_type_may_be_written_in_capitals(peter: Browser) -> None:
    answer = await peter.patch("/api/me", {"lang": "en"}, headers={"content-type": "Application/JSON"})

    assert answer.status_code == 200


@pytest.mark.parametrize("size", [256 * 1024 + 1, 2_000_000])
async def test_a_body_above_256_kibibytes_is_too_large(size: int, peter: Browser) -> None:
    answer = await peter.post(SYNC, content=b" " * size)

    assert_refused(answer, 413, "too_large")


async def test_a_large_body_that_does_not_tell_its_length_is_too_large(peter: Browser) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(300):
            yield b" " * 1024

    assert_refused(await peter.post(SYNC, content=endless()), 413, "too_large")


async def test_a_body_of_just_256_kibibytes_is_read(peter: Browser) -> None:
    body = msgspec.json.encode(sync_body())

    assert (await peter.post(SYNC, content=body.ljust(256 * 1024))).status_code == 200


async def test_a_wrong_method_is_told_which_ones_there_are(peter: Browser) -> None:
    for path in {name.partition(" ")[2] for name in LIVE}:
        right = {name.partition(" ")[0] for name in LIVE if name.partition(" ")[2] == path}
        (wrong, *_) = [method for method in ("PUT", "GET", "PATCH") if method not in right]

        answer = await peter.ask(wrong, path)

        assert_refused(answer, 405, "method_not_allowed", path)
        assert right <= set(answer.headers["allow"].split(", ")), path


UNKNOWN_PATHS = [
    "/api", "/api/", "/api/kanariefugl-7f3a", "/api/plans/x", "/api/schema", "/api/schema/openapi.json",
    "/api/plans/%2e%2e%2fsecret/looks", "/health", "/health/kanariefugl-7f3a",
]  # fmt: skip


async def test_an_unknown_address_of_the_api_is_a_problem_and_never_a_page(peter: Browser) -> None:
    for path in UNKNOWN_PATHS:
        assert_refused(await peter.get(path), 404, "not_found", path)


BAD_IDS = [
    "x", "%00", "A" * 21, "A" * 23, "A" * 5000, "A" * 21 + "%0a", "%F0%9F%8E%88" * 22, "%ff", "..", "%2e%2e",
    "' OR 1=1 --", "1", "null", "A" * 20 + "%2F" + "A",
]  # fmt: skip


async def test_a_malformed_id_in_an_address_is_an_unknown_id(world: World) -> None:
    whole = {"plan": world.plan, "member": world.mads_id, "meeting": world.meeting, "unit": world.unit}
    whole["call"] = world.call
    # The first row of the log is real: a number is not an id, and may be asked for.
    numbers = {"GET /api/plans/{plan}/receipts/{seq}": {"1"}}
    unknown = (await world.peter.get(f"/api/plans/{'A' * 22}/looks")).content

    for name in [name for name in LIVE if "{" in name]:
        method, path = name.split(" ")
        for bad in [bad for bad in BAD_IDS if bad not in numbers.get(name, set())]:
            *others, last = [part for part in path.split("/") if part.startswith("{")]
            address = path.replace(last, bad)
            for other in others:
                address = address.replace(other, whole[other.strip("{}")])
            body = LIVE[name].body
            answer = await world.peter.ask(method, address, body)

            assert answer.status_code in {400, 404, 405}, (name, bad, answer.text)
            if answer.status_code == 404:
                assert answer.content == unknown, (name, bad)
