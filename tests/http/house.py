"""A whole server without a socket: the real app on a real database, with a clock that only the test moves.

People come with browsers. A `Browser` keeps cookies as Chromium does, prefixes and all, and sends what the app sends.
"""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import msgspec
import sqlalchemy as sa
from litestar import Litestar

from stafet.app import create_app
from stafet.domain.uuid7 import uuid7
from stafet.identity.provider import Provider
from stafet.push.keys import load_keys, make_keys
from stafet.settings import Settings
from stafet.store.tables import metadata
from stafet.use_cases.transactions import Database
from tests.support.log_rules import KEYS

ORIGIN = "http://localhost:8000"
START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
# Who asks for what is told elsewhere: rows that reading is meant to write.
LOGS = {"look", "session"}
# For whoever asks over a socket: nobody's certificates. To read all that the world trusts costs more than a request.
NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
VAPID = load_keys(make_keys(), "mailto:drift@example.org")


@dataclass
class Clock:
    """The only time there is."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Browser:
    """One browser of one person. Nobody shares one."""

    house: "House"
    cookies: dict[str, str] = field(default_factory=dict)

    async def ask(
        self, method: str, path: str, json: Any = None, *, headers: Mapping[str, str | None] | None = None, **how: Any
    ) -> httpx.Response:
        """As the app asks. A header that is None is left out."""
        sent: dict[str, str | None] = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method in UNSAFE:
            sent |= {"x-stafet": "1", "origin": self.house.origin, "sec-fetch-site": "same-origin"}
            sent["content-type"] = "application/json"
        if json is not None:
            how["content"] = msgspec.json.encode(json)
        elif method in UNSAFE and "content" not in how:
            how["content"] = b"" if method == "DELETE" else b"{}"
        sent |= {name.lower(): value for name, value in (headers or {}).items()}
        kept = {name: value for name, value in sent.items() if value}
        async with httpx.AsyncClient(transport=self.house.transport, base_url=self.house.origin) as client:
            answer = await client.request(method, path, headers=kept, **how)
        self._keep_cookies(answer)
        return answer

    async def get(self, path: str, **how: Any) -> httpx.Response:
        return await self.ask("GET", path, **how)

    async def post(self, path: str, json: Any = None, **how: Any) -> httpx.Response:
        return await self.ask("POST", path, json, **how)

    async def put(self, path: str, json: Any = None, **how: Any) -> httpx.Response:
        return await self.ask("PUT", path, json, **how)

    async def patch(self, path: str, json: Any = None, **how: Any) -> httpx.Response:
        return await self.ask("PATCH", path, json, **how)

    async def delete(self, path: str, **how: Any) -> httpx.Response:
        return await self.ask("DELETE", path, **how)

    def _keep_cookies(self, answer: httpx.Response) -> None:
        for line in answer.headers.get_list("set-cookie"):
            cookie = SetCookie.read(line)
            if cookie.name.startswith("__Host-") and not cookie.may_be_host_bound:
                # What a browser does with it: nothing at all, also when it was meant to delete.
                continue
            if cookie.deletes:
                self.cookies.pop(cookie.name, None)
            else:
                self.cookies[cookie.name] = cookie.value

    async def sign_in(self, key: str) -> "Browser":
        answer = await self.post("/api/demo/session", {"person": key})
        assert answer.status_code == 204, answer.text
        return self

    async def start_plan(self) -> str:
        answer = await self.post("/api/plans")
        assert answer.status_code == 201, answer.text
        plan: str = answer.json()["plan"]
        return plan

    async def sync(self, *edits: Mapping[str, Any], **plans: Any) -> httpx.Response:
        return await self.post("/api/sync", {"device": "d" * 22, "plans": plans, "edits": list(edits)})

    async def write(self, plan: str, scope: str, body: Mapping[str, Any]) -> str:
        """Make one item, and answer its id. "dream:" and "meeting:" mean a new thread."""
        item = self.house.new_id()
        whole = f"{scope}{item}" if scope.endswith(":") else scope
        edit = self.house.edit(plan, "create", id=item, scope=whole, body=body)
        answer = (await self.sync(edit)).json()
        assert answer["results"][0]["outcome"] == "applied", answer
        return item

    async def invite(
        self, plan: str, *, name: str = "Mads Lund", role: str = "municipality", **more: Any
    ) -> dict[str, Any]:
        """Invite somebody to what `grants` says, with the words the server asked to show."""
        grants = more.pop("grants", [])
        shown = await self.post(f"/api/plans/{plan}/wording", {"name": name, "grants": grants})
        assert shown.status_code == 200, shown.text
        words = shown.json()
        asked = {"role": role, "name": name, "grants": grants, "sha256": words["sha256"], **more}
        answer = await self.post(f"/api/plans/{plan}/members", asked)
        assert answer.status_code == 201, answer.text
        link: dict[str, Any] = answer.json()
        return link

    async def welcome(self, plan: str, other: "Browser", *scopes: str, **how: Any) -> str:
        """Bring somebody onto the team, through every step. Answers the member's id."""
        grants = [self.house.grant(scope) for scope in scopes]
        link = await self.invite(plan, grants=grants, **how)
        accepted = await other.post("/api/invitations/accept", {"token": link["token"], "code": link["code"]})
        assert accepted.status_code == 200, accepted.text
        said = await self.post(f"/api/plans/{plan}/members/{link['member']}/yes")
        assert said.status_code == 204, said.text
        member: str = link["member"]
        return member


@dataclass
class House:
    """One running installation."""

    app: Litestar
    db: Database
    clock: Clock
    origin: str = ORIGIN
    numbers: int = 0

    @property
    def transport(self) -> httpx.ASGITransport:
        return httpx.ASGITransport(self.app, raise_app_exceptions=False)

    def browser(self) -> Browser:
        return Browser(self)

    async def person(self, key: str) -> Browser:
        return await self.browser().sign_in(key)

    def new_id(self) -> str:
        return uuid7(self.clock.now)

    def edit(self, plan: str, act: str, **fields: Any) -> dict[str, Any]:
        made = {"act": act, "id": self.new_id(), "plan": plan, "madeAt": self.clock.now.isoformat()}
        made["v"] = 2 if act in ("create", "change") else 1
        return made | fields

    def grant(self, scope: str, *, verb: str = "see", days: int = 30) -> dict[str, Any]:
        until = (self.clock.now + timedelta(days=days)).isoformat()
        return {"scope": scope, "verb": verb, "purpose": "support", "until": until}

    def contents(self, *, without: set[str] = frozenset()) -> dict[str, list[Any]]:
        """Every row of every table, to see what a request left behind."""
        with self.db.read() as tx:
            return {
                table.name: sorted(map(repr, tx.execute(sa.select(table)).all()))
                for table in metadata.sorted_tables
                if table.name not in without
            }


@dataclass(frozen=True)
class SetCookie:
    """One Set-Cookie line, read as a browser reads it."""

    name: str
    value: str
    flags: Mapping[str, str]

    @classmethod
    def read(cls, line: str) -> "SetCookie":
        first, *rest = [part.strip() for part in line.split(";")]
        name, _, value = first.partition("=")
        flags = {key.lower(): of for key, _, of in (part.partition("=") for part in rest)}
        return cls(name, value.strip('"'), flags)

    @property
    def may_be_host_bound(self) -> bool:
        return "secure" in self.flags and self.flags.get("path") == "/" and "domain" not in self.flags

    @property
    def deletes(self) -> bool:
        return self.flags.get("max-age") == "0"


def cookie_of(answer: httpx.Response, name: str) -> SetCookie:
    (found,) = [cookie for cookie in map(SetCookie.read, answer.headers.get_list("set-cookie")) if cookie.name == name]
    return found


def assert_problem(answer: httpx.Response, status: int, code: str, why: str = "") -> None:
    """The one shape of every error."""
    told = answer.text[:300].partition('"code":"')[2].partition('"')[0]
    assert (answer.status_code, told) == (status, code), why or answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    body = answer.json()
    assert body["type"] == f"https://stafet.dk/problems/{code}"
    assert body["status"] == status
    assert body["title"]
    assert set(body) <= {"type", "title", "status", "code", "field"}


def is_uuid(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-f-]{36}", text)) and UUID(text).version == 7


@asynccontextmanager
async def open_house(
    database_url: str,
    *,
    static_dir: Path | None = None,
    origin: str = ORIGIN,
    mode: str = "demo",
    provider: Provider | None = None,
    push: bool = True,
    **more: Any,
) -> AsyncIterator[House]:
    clock = Clock()
    # The clock stands still, so no limit would ever open again: tests about limits name theirs.
    limits = {"sync_per_minute": 0, "requests_per_minute": 0}
    settings = Settings(mode=mode, database_url=database_url, public_url=origin, **limits | more)
    db = Database(database_url, KEYS)
    app = create_app(
        settings,
        db,
        provider=provider,
        vapid=VAPID if push else None,
        static_dir=static_dir,
        clock=clock,
        send_reminders=False,
    )
    # In a task of its own: a fixture ends in another task than it began in, which the framework does not allow.
    started, ended = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            started.set()
            await ended.wait()

    life = asyncio.create_task(live())
    await started.wait()
    try:
        yield House(app, db, clock, origin)
    finally:
        ended.set()
        await life
        db.close()
