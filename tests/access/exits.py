"""Every way out of the server, made from the list of routes: a new route is tried from the moment it stands there."""

import random
from collections.abc import Iterator

import httpx

from tests.access.ground import CITIZENS, PEOPLE, Ground
from tests.http.routes import DEMO, LIVE, filled

ROUTES = LIVE | DEMO
NOT_TRIED = {
    # These change who is asked, or the world, for whom they are meant; that others are refused is in tests/http.
    "POST /api/demo/session",
    "POST /api/sign-out",
    "DELETE /api/sessions/{session}",
    "POST /api/plans",
    "POST /api/push",
    "PATCH /api/me",
    "PUT /api/reminder-choices",
    "POST /api/calendar",
    "PATCH /api/calendar",
    "DELETE /api/calendar",
    "DELETE /api/plans/{plan}/proposals/{proposal}",
}
READS_BY_POST = {
    "POST /api/plans/{plan}/wording", "POST /api/plans/{plan}/meetings/{meeting}/wording",
    "POST /api/plans/{plan}/papers", "POST /api/plans/{plan}/proposals/{proposal}/wording",
}  # fmt: skip
"""The citizen's own questions: nothing happens by them, but that a paper is written into the log."""
UNKNOWN = "A" * 22


def tried() -> list[str]:
    """The routes that the matrix goes through."""
    return [name for name in ROUTES if name not in NOT_TRIED]


def for_everybody(ground: Ground, luck: random.Random, name: str) -> Iterator[tuple[str, httpx.Response]]:
    """This route, asked by everybody about every plan, with ids that exist. Acts of a citizen are left out."""
    method, path = name.split(" ")
    route = ROUTES[name]
    of_a_plan = "{plan}" in path
    for person in PEOPLE:
        for owner in CITIZENS if of_a_plan else CITIZENS[:1]:
            own = of_a_plan and owner == person
            if own and method != "GET" and name not in READS_BY_POST:
                continue
            ids = _ids(ground, owner, luck) | {"token": ground.calendars[person]}
            asked = ground.browsers[person].ask(method, filled(path, ids) + route.query, filled(route.body, ids))
            yield person, ground.wait(asked)


def _ids(ground: Ground, owner: str, luck: random.Random) -> dict[str, str]:
    plan = ground.plans[owner]
    things = sorted(plan.oracle.things)
    members = sorted(place for places in plan.places.values() for place in places)
    meetings = sorted(plan.invited)
    return {
        "plan": plan.id,
        "member": luck.choice(members),
        "unit": plan.unit or UNKNOWN,
        "item": luck.choice(things),
        "meeting": luck.choice(meetings),
        "proposal": plan.proposal,
        "session": UNKNOWN,
        "device": UNKNOWN,
        "reminder": UNKNOWN,
        "call": UNKNOWN,
        "paper": luck.choice(("plan", "plan", "meeting", "kip", "card")),
        # A drawing takes as long as fifty texts.
        "form": luck.choice(("text",) * 7 + ("pdf",)),
    }
