"""Clients that write while the server is killed under them, and keep what it acknowledged."""

import http.client
import http.cookiejar
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from stafet.domain.ids import random_id
from stafet.domain.uuid7 import uuid7

Json = dict[str, Any]
UNREACHED = (
    http.client.HTTPException,
    urllib.error.URLError,
    ConnectionError,
    TimeoutError,
    OSError,
    json.JSONDecodeError,
)


class Client:
    """Somebody signed in at the demo's door, on one connection after the other."""

    def __init__(self, url: str) -> None:
        self.url = url
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.device = random_id()
        self.plan = ""

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Json]:
        """One request: the status and the JSON that came, also when it was a refusal."""
        data = json.dumps(body).encode() if body is not None else None
        headers = {"Content-Type": "application/json", "X-Stafet": "1", "Origin": self.url}
        request = urllib.request.Request(f"{self.url}{path}", data, headers, method=method)  # noqa: S310 - our own
        try:
            with self.opener.open(request, timeout=20) as answer:
                return answer.status, json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as refused:
            return refused.code, json.loads(refused.read() or b"{}")

    def sign_in(self, key: str) -> None:
        status, said = self.ask("POST", "/api/demo/session", {"person": key})
        if status >= 300:
            raise RuntimeError(f"no sign-in: {status} {said}")

    def start_plan(self) -> None:
        status, said = self.ask("POST", "/api/plans", {})
        if status >= 300:
            raise RuntimeError(f"no plan: {status} {said}")
        self.plan = said["plan"]

    def sync(self, edits: list[Json], plans: Json | None = None) -> tuple[int, Json]:
        return self.ask("POST", "/api/sync", {"device": self.device, "plans": plans or {}, "edits": edits})

    def note(self, text: str) -> Json:
        """An edit that makes one item."""
        now = datetime.now(UTC)
        body = {"kind": "strength", "text": text}
        head = {"act": "create", "id": uuid7(now), "plan": self.plan, "madeAt": now.isoformat(), "v": 2}
        return head | {"scope": "strengths", "body": body}

    def strengths(self) -> dict[str, str]:
        """Every item of the section by its id, as the server gives them to a new phone."""
        found: dict[str, str] = {}
        plans: Json = {}
        while True:
            status, answer = self.sync([], plans)
            if status != 200:
                raise RuntimeError(f"no pull: {status} {answer}")
            plan = next(plan for plan in answer["plans"] if plan["plan"] == self.plan)
            items = plan.get("scopes", {}).get("strengths", {}).get("items", [])
            found |= {item["id"]: item["body"]["text"] for item in items if not item.get("deleted")}
            held = plans.get(self.plan, {"have": {}})["have"]
            have = held | {name: scope["rev"] for name, scope in plan.get("scopes", {}).items()}
            plans = {self.plan: {"epoch": plan["epoch"], "view": plan["view"], "have": have}}
            if not answer.get("more"):
                return found


@dataclass
class Ledger:
    """What was written, what was acknowledged, and what else the server said."""

    written: dict[str, str] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    statuses: dict[int, int] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    doubled: list[Json] = field(default_factory=list)


class Writer(threading.Thread):
    """Writes without a pause. What was not answered is sent again, as a phone does, until it is."""

    def __init__(self, client: Client, ledger: Ledger, number: int) -> None:
        super().__init__(daemon=True)
        self.client, self.ledger, self.number = client, ledger, number
        self.over = threading.Event()
        self.outbox: list[Json] = []

    def run(self) -> None:
        count = 0
        while not self.over.is_set():
            count += 1
            edit = self.client.note(f"writer {self.number}, note {count}")
            self.ledger.written[edit["id"]] = edit["body"]["text"]
            self.outbox.append(edit)
            self.send()

    def send(self) -> bool:
        """One try. Whether the outbox is empty afterwards."""
        batch = self.outbox[:20]
        try:
            status, answer = self.client.sync(batch)
        except UNREACHED:
            time.sleep(0.05)
            return False
        self.ledger.statuses[status] = self.ledger.statuses.get(status, 0) + 1
        if status != 200:
            self.ledger.codes.add(str(answer.get("code")))
            time.sleep(0.05)
            return False
        done = {result["edit"] for result in answer["results"] if result["outcome"] in ("applied", "already")}
        self.ledger.acknowledged |= done
        self.outbox = [edit for edit in self.outbox if edit["id"] not in done]
        return not self.outbox

    def drain(self, seconds: float) -> bool:
        """Send what is left, now that the server is well again."""
        ends = time.monotonic() + seconds
        while self.outbox and time.monotonic() < ends:
            self.send()
        return not self.outbox


def wait_until(is_so: Callable[[], bool], seconds: float, what: str) -> None:
    ends = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > ends:
            raise AssertionError(f"not after {seconds} s: {what}")
        time.sleep(0.02)
