"""Every route there is and whom it is for, written by hand. A route that does not stand here fails the access test."""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec
from litestar import Litestar
from litestar.routes import HTTPRoute

from tests.http.house import START

Access = Literal["anyone", "signed_in", "plan", "unit", "citizen", "demo"]


class Route(msgspec.Struct, frozen=True):
    """One route, and a request that it accepts from whom it is for."""

    access: Access
    body: dict[str, Any] | None = None
    query: str = ""


UNTIL = START.replace(month=12, day=20).isoformat()
SAFETY = [{"scope": "safety", "verb": "see", "purpose": "support", "until": UNTIL}]
KEYS = {
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
}
SUBSCRIPTION = {"endpoint": "https://fcm.googleapis.com/fcm/send/abc", "keys": KEYS, "label": "Min telefon"}

PARTS = [
    "dreams",
    "strengths",
    "needs",
    "agreements",
    "responsible",
    "safety",
    "wellbeing",
    "team",
    "meetings",
    "consents",
]
PROPOSAL = {"meeting": {"kind": "meeting", "meetingKind": "discharge", "startsAt": "2026-12-10T10:00"}}
PAPER = {"paper": "{paper}", "form": "{form}", "meeting": "{meeting}", "parts": PARTS}

LIVE: dict[str, Route] = {
    # People without a session come here to get one, and monitors to hear that all is well.
    "GET /api/me": Route("anyone"),
    "GET /api/content": Route("anyone"),
    "GET /api/openapi.json": Route("anyone"),
    "GET /api/receipt-key": Route("anyone"),
    "GET /api/sign-in": Route("anyone", query="?door=citizen"),
    "GET /api/sign-in/callback": Route("anyone"),
    "GET /health/live": Route("anyone"),
    "GET /health/ready": Route("anyone"),
    "GET /api/proof": Route("signed_in"),
    # What is mine alone.
    "PATCH /api/me": Route("signed_in", {"lang": "en"}),
    "POST /api/sign-out": Route("signed_in", {"everywhere": False}),
    "GET /api/sessions": Route("signed_in"),
    "DELETE /api/sessions/{session}": Route("signed_in"),
    "POST /api/plans": Route("signed_in"),
    "POST /api/sync": Route("signed_in", {"device": "d" * 22, "plans": {}, "edits": []}),
    "POST /api/invitations/accept": Route("signed_in", {"token": "t" * 43}),
    "GET /api/reminder-choices": Route("signed_in"),
    "PUT /api/reminder-choices": Route("signed_in", {"minutesBefore": [1440]}),
    "GET /api/push": Route("signed_in"),
    "POST /api/push": Route("signed_in", SUBSCRIPTION),
    "DELETE /api/push/{device}": Route("signed_in"),
    "PUT /api/push/{device}": Route("signed_in", {"minutesBefore": [120], "news": False}),
    "POST /api/push/{device}/test": Route("signed_in"),
    "GET /api/reminders/{reminder}": Route("signed_in"),
    "GET /api/calendar": Route("signed_in"),
    "POST /api/calendar": Route("signed_in", {"titles": "neutral"}),
    "PATCH /api/calendar": Route("signed_in", {"titles": "full"}),
    "DELETE /api/calendar": Route("signed_in"),
    # Who has the link, gets what its owner may see now.
    "GET /api/calendar/{token}/stafet.ics": Route("anyone"),
    # A plan, for those who have a place in it.
    "GET /api/plans/{plan}/looks": Route("plan"),
    "POST /api/plans/{plan}/papers": Route("plan", PAPER),
    # The baton is passed on by the citizen and its holder, and answered by who is asked; one is away for oneself.
    "PUT /api/plans/{plan}/baton": Route("plan", {"member": "{member}"}),
    "POST /api/plans/{plan}/baton/answer": Route("plan", {"yes": True}),
    "PUT /api/plans/{plan}/members/{member}/absence": Route("plan", {"until": "2026-12-24", "deputy": None}),
    # A meeting is proposed, and taken back, by somebody on the team; the citizen answers.
    "POST /api/plans/{plan}/proposals": Route("plan", PROPOSAL),
    "DELETE /api/plans/{plan}/proposals/{proposal}": Route("plan"),
    "POST /api/plans/{plan}/proposals/{proposal}/wording": Route("citizen", {"members": ["{member}"]}),
    "POST /api/plans/{plan}/proposals/{proposal}/answer": Route("citizen", {"yes": True}),
    # How the course has been is answered by whom the citizen asked.
    "POST /api/plans/{plan}/course": Route("plan", {"kept": 4, "text": "Tak"}),
    "GET /api/plans/{plan}/meetings/{meeting}/calendar": Route("plan"),
    # Leave to call: asked for by people of an office, told to those it names, given by the citizen alone.
    "GET /api/plans/{plan}/calls": Route("plan"),
    "POST /api/plans/{plan}/calls": Route("plan", {"whom": "Kommunen", "about": "Hjemkomsten", "caller": "{member}"}),
    "DELETE /api/plans/{plan}/calls/{call}": Route("plan"),
    "PUT /api/plans/{plan}/calls/{call}/talked": Route("plan", {"on": "2026-11-24"}),
    "POST /api/plans/{plan}/calls/{call}/wording": Route("citizen", {"until": UNTIL}),
    "POST /api/plans/{plan}/calls/{call}/answer": Route("citizen", {"yes": False}),
    "GET /api/plans/{plan}/log": Route("citizen"),
    "GET /api/plans/{plan}/receipts": Route("citizen"),
    "GET /api/plans/{plan}/receipts/{seq}": Route("citizen"),
    "GET /api/plans/{plan}/items/{item}/versions": Route("citizen"),
    "GET /api/plans/{plan}/removed": Route("citizen"),
    "GET /api/plans/{plan}/copies": Route("citizen"),
    # A unit, for its doorkeeper and the citizen.
    "GET /api/plans/{plan}/units/{unit}": Route("unit"),
    "POST /api/plans/{plan}/units/{unit}/people": Route("unit", {"name": "Ida Holm", "helper": "Nogen"}),
    "DELETE /api/plans/{plan}/units/{unit}/people/{member}": Route("unit"),
    # A plan, for its citizen alone.
    "POST /api/plans/{plan}/units": Route("citizen", {"role": "psychiatry", "name": "Afsnit 4"}),
    "PUT /api/plans/{plan}/units/{unit}/doorkeeper": Route("citizen", {"member": None}),
    "POST /api/plans/{plan}/wording": Route("citizen", {"name": "Mads Lund", "grants": SAFETY}),
    "POST /api/plans/{plan}/grants": Route("citizen", {"member": "{member}", "grants": SAFETY, "sha256": "0" * 64}),
    "POST /api/plans/{plan}/members": Route("citizen", {"role": "gp", "name": "Anne Holm"}),
    "POST /api/plans/{plan}/members/{member}/invitation": Route("citizen"),
    "POST /api/plans/{plan}/members/{member}/yes": Route("citizen", {"helper": "Nogen"}),
    "PATCH /api/plans/{plan}/members/{member}": Route("citizen", {"hours": "8 til 15"}),
    "PUT /api/plans/{plan}/members/{member}/course": Route("citizen", {"asked": True}),
    "DELETE /api/plans/{plan}/members/{member}": Route("citizen"),
    "GET /api/plans/{plan}/preview/{member}": Route("citizen"),
    "POST /api/plans/{plan}/export": Route("citizen"),
    "POST /api/plans/{plan}/meetings/{meeting}/wording": Route("citizen", {"members": ["{member}"]}),
    "POST /api/plans/{plan}/meetings/{meeting}/invitees": Route(
        "citizen", {"members": ["{member}"], "sha256": "0" * 64}
    ),
    "DELETE /api/plans/{plan}/meetings/{meeting}/invitees/{member}": Route("citizen"),
    # Last: after it there is nothing left to ask about.
    "POST /api/plans/{plan}/erase": Route("citizen"),
}
DEMO: dict[str, Route] = {
    "GET /api/demo/people": Route("demo"),
    "POST /api/demo/session": Route("demo", {"person": "peter"}),
    "POST /api/demo/proof": Route("signed_in"),
}


def routes_of(app: Litestar) -> Iterator[tuple[str, str | None]]:
    """Every route of an app with the access it names. The framework adds OPTIONS to each, which tells methods only."""
    for route in app.routes:
        assert isinstance(route, HTTPRoute), f"{route.path} is no plain HTTP route"
        for handler in route.route_handlers:
            for method in handler.http_methods - {"OPTIONS"}:
                yield f"{method} {route.path_format}", handler.opt.get("access")


def filled(value: Any, names: dict[str, str]) -> Any:
    """The same request, with the ids of a world in its braces."""
    if isinstance(value, str):
        for name, of in ({"seq": "1", "paper": "plan", "form": "text"} | names).items():
            value = value.replace(f"{{{name}}}", of)
        return value
    if isinstance(value, dict):
        return {key: filled(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, names) for one in value]
    return value
