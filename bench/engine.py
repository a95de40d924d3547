"""The plans of one database as the bench asks for them: requests as phones send them, made in advance."""

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bench import plans
from bench.load import CONNECTIONS, request, send
from bench.plans import Seat
from bench.running import Server

DEVICE = "d" * 22

Asks = Callable[[int], list[bytes]]
"""Makes so many requests; each time others, where they cannot be sent twice."""

BEFORE = {
    scope: max(rev for rev in range(1, plans.HELD + 1) if plans.SCOPES[rev % len(plans.SCOPES)] == scope)
    for scope in plans.CHANGED_SCOPES
}
"""The newest revision before the last twenty, in each scope they are in."""


class Engine:
    """The plans of one database, and the requests their people send."""

    def __init__(self, server: Server, seats: list[Seat]) -> None:
        self.server = server
        self.seats = seats
        self.rng = random.Random(1)  # noqa: S311 - test data
        self.held = {
            (seat.plan, cookie): self._first(seat, cookie)
            for seat in seats[:40]
            for cookie in (seat.citizen, seat.member)
        }
        self.pushed: dict[str, int] = {}
        self.moment = datetime.now(UTC)

    def sync(self, seat: Seat, cookie: str, have: dict[str, object] | None, edits: object = ()) -> bytes:
        """One request of one person about one plan."""
        body = json.dumps({"device": DEVICE, "plans": {seat.plan: have or {"log": ""}}, "edits": edits})
        return request("POST", "/api/sync", body.encode(), cookie=cookie)

    def _first(self, seat: Seat, cookie: str) -> dict[str, Any]:
        load = send(self.server.port, [[("", self.sync(seat, cookie, None))]])
        plan = json.loads(load.last_body)["plans"][0]
        have = {scope: told["rev"] for scope, told in plan["scopes"].items()}
        # A citizen's phone asks whether the log has grown.
        known = {"log": plan["log"]["hash"] if "log" in plan else ""} if cookie == seat.citizen else {}
        return {"epoch": plan["epoch"], "view": plan["view"], "have": have, **known}

    def first_pull(self, *, accept: str = "") -> bytes:
        """A new phone's first request."""
        body = json.dumps({"device": DEVICE, "plans": {}, "edits": []}).encode()
        return request("POST", "/api/sync", body, cookie=self.seats[0].citizen, accept=accept)

    def nothing_new(self, size: int) -> list[bytes]:
        """Citizens who hold everything."""
        seats = [self.seats[number % 40] for number in range(size)]
        return [self.sync(seat, seat.citizen, self.held[seat.plan, seat.citizen]) for seat in seats]

    def twenty_new(self, size: int, *, member: bool = False) -> list[bytes]:
        """People whose phones miss the last twenty changes, each scope from its own revision."""
        asked = []
        for number in range(size):
            seat = self.seats[number % 40]
            cookie = seat.member if member else seat.citizen
            held = self.held[seat.plan, cookie]
            have = {scope: BEFORE.get(scope, rev) for scope, rev in held["have"].items()}
            asked.append(self.sync(seat, cookie, held | {"have": have}))
        return asked

    def pushes(self, size: int) -> list[bytes]:
        """Citizens who were on a train: 25 new items each. A connection keeps to its own plans, so nobody waits."""
        asked = []
        for number in range(size):
            seat = self.seats[40 + number % (10 * CONNECTIONS)]
            done = self.pushed.get(seat.plan, 0)
            self.pushed[seat.plan] = done + 1
            if (seat.plan, seat.citizen) not in self.held:
                self.held[seat.plan, seat.citizen] = self._first(seat, seat.citizen)
            held = self.held[seat.plan, seat.citizen]
            have = dict(held["have"])
            if done:
                have |= {"strengths": plans.ITEMS + 25 * done - 12, "needs": plans.ITEMS + 25 * done}
            self.moment += timedelta(milliseconds=25)
            edits = plans.creates(seat.plan, at=self.moment, rng=self.rng)
            asked.append(self.sync(seat, seat.citizen, held | {"have": have}, edits))
        return asked

    def bare_pushes(self, size: int) -> list[bytes]:
        """The same edits for the bare handler."""
        asked = []
        for number in range(size):
            self.moment += timedelta(milliseconds=25)
            edits = plans.creates(self.seats[120 + number % 40].plan, at=self.moment, rng=self.rng)
            asked.append(request("POST", "/push", json.dumps({"edits": edits}).encode()))
        return asked

    def bare_pulls(self, path: str) -> Asks:
        """The same plans of the bare handler."""
        return lambda size: [request("GET", f"{path}?plan={self.seats[number % 40].plan}") for number in range(size)]
