# ruff: noqa: S608 - the statements are our own words, put together for two engines
"""The handlers Stafet is measured against: Litestar, the raw driver, msgspec, and nothing else.

    python -m bench.bare DATABASE PORT

No session, no rights, no log line, no security headers, no look, no seal: their items are the same rows in plain text,
in a table beside. Same pragmas, same uvicorn.
On SQLite the handlers run in the loop, as is cheapest; on PostgreSQL in a worker thread, with a connection each.
"""

import sqlite3
import sys
import threading
from typing import Any

import msgspec
import psycopg
import uvicorn
from litestar import Litestar, Request, Response, get, post

from bench.plans import CHANGED_SCOPES, HELD

_encode = msgspec.json.Encoder().encode
NOTHING = b'{"now":"2026-11-22T05:00:00.000000Z","results":[],"plans":[{"plan":"' + b"p" * 22 + b'","epoch":"' + (
    b"e" * 22 + b'","rev":500,"view":"' + b"v" * 16 + b'","keep":{"kind":"all"}}],"more":false}'
)  # fmt: skip


class Item(msgspec.Struct, omit_defaults=True, rename="camel"):
    """An item as the phone holds it."""

    id: str
    scope: str
    rev: int
    by: str
    voice: str
    at: Any
    changed_at: Any
    order_key: str
    link_scope: str | None
    link_item: str | None
    versions: str
    body: msgspec.Raw


class Create(msgspec.Struct, rename="camel"):
    """An edit, trusted."""

    id: str
    plan: str
    made_at: str
    act: str
    scope: str
    body: msgspec.Raw
    order: str = ""
    v: int = 1


class Push(msgspec.Struct):
    """Edits, trusted."""

    edits: list[Create]


_decode = msgspec.json.Decoder(Push).decode
COLUMNS = 'id, scope, rev, "by", voice, at, changed_at, order_key, link_scope, link_item, versions, body'
NOW = "2026-11-22 05:00:00.000000"


class Database:
    """The raw driver of either engine, and the statements in its own way of marking parameters."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.local = threading.local()
        self.looks = 0
        mark = "?" if self.is_sqlite else "%s"
        scopes = ",".join(f"'{scope}'" for scope in CHANGED_SCOPES)
        self.select = (
            f"SELECT {COLUMNS} FROM bare_item WHERE plan_id = {mark} AND scope IN ({scopes}) "
            f"AND rev > {HELD} ORDER BY rev LIMIT 21"
        )
        self.look = f"INSERT INTO bare_look (at, plan_id, member_id, scope, items) VALUES ({','.join([mark] * 5)})"
        self.item = (
            'INSERT INTO bare_item (plan_id, id, scope, kind, rev, "by", voice, at, order_key, standing, versions, '
            f"body) VALUES ({','.join([mark] * 12)}) ON CONFLICT (plan_id, id) DO UPDATE SET rev = excluded.rev, "
            "body = excluded.body"
        )
        self.edit = (
            "INSERT INTO edit (plan_id, id, person_id, device, content_hash, act, item_id, outcome, code, kept, rev, "
            f"made_at, at) VALUES ({','.join([mark] * 13)})"
        )

    def connection(self) -> Any:
        """This thread's own."""
        if not hasattr(self.local, "connection"):
            self.local.connection = self._sqlite() if self.is_sqlite else psycopg.connect(self._address())
        return self.local.connection

    def _address(self) -> str:
        return self.url.replace("postgresql+psycopg://", "postgresql://")

    def _sqlite(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.url.removeprefix("sqlite:///"), isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def begin(self) -> Any:
        """A transaction that will write."""
        connection = self.connection()
        if self.is_sqlite:
            connection.execute("BEGIN IMMEDIATE")
        return connection

    def pull(self, plan: str) -> bytes:
        """Select twenty rows and encode them."""
        connection = self.connection()
        rows = connection.execute(self.select, (plan,)).fetchall()
        if not self.is_sqlite:
            connection.commit()
        return _encode([Item(*(*row[:11], msgspec.Raw(row[11].encode()))) for row in rows])

    def pull_and_note(self, plan: str) -> bytes:
        """The same, and one row committed."""
        connection = self.begin()
        rows = connection.execute(self.select, (plan,)).fetchall()
        self.looks += 1
        connection.execute(self.look, (NOW, plan, "m" * 22, "safety", len(rows)))
        connection.commit()
        return _encode([Item(*(*row[:11], msgspec.Raw(row[11].encode()))) for row in rows])

    def push(self, body: bytes) -> bytes:
        """Write twice as many rows as there are edits, in one transaction."""
        edits = _decode(body).edits
        connection = self.begin()
        cursor = connection.cursor()
        cursor.executemany(
            self.item,
            [
                (one.plan, one.id, one.scope, "strength", 1, "citizen", "citizen", NOW, one.order, "open", "",
                 bytes(one.body).decode())
                for one in edits
            ],
        )  # fmt: skip
        cursor.executemany(
            self.edit,
            [
                (one.plan, one.id, "p" * 22, "d" * 22, "h" * 64, one.act, one.id, "applied", "", "", 1, NOW, NOW)
                for one in edits
            ],
        )
        connection.commit()
        return _encode([{"edit": one.id, "outcome": "applied"} for one in edits])


def create_app(db: Database) -> Litestar:
    """Four routes."""
    thread = not db.is_sqlite

    @get("/static", sync_to_thread=False)
    def static() -> Response[bytes]:
        return Response(NOTHING, media_type="application/json")

    @get("/pull", sync_to_thread=thread)
    def pull(plan: str) -> Response[bytes]:
        return Response(db.pull(plan), media_type="application/json")

    @get("/pull-and-note", sync_to_thread=thread)
    def pull_and_note(plan: str) -> Response[bytes]:
        return Response(db.pull_and_note(plan), media_type="application/json")

    if thread:

        @post("/push", sync_to_thread=True, status_code=200)
        def push(body: bytes) -> Response[bytes]:
            return Response(db.push(body), media_type="application/json")
    else:

        @post("/push", status_code=200)
        async def push(request: Request[Any, Any, Any]) -> Response[bytes]:
            return Response(db.push(await request.body()), media_type="application/json")

    return Litestar([static, pull, pull_and_note, push], openapi_config=None, logging_config=None)


def main(url: str, port: str) -> None:
    """Serve, as `stafet serve` does."""
    uvicorn.run(
        create_app(Database(url)),
        port=int(port),
        log_config=None,
        access_log=False,
        server_header=False,
        workers=1,
        timeout_keep_alive=30,
        limit_concurrency=200,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
