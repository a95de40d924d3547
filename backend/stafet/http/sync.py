"""`POST /api/sync`: everything that must work after days offline.

It is what every phone asks for all day, so it is answered before the framework's router (`SyncDoor`): routing,
dependencies and response objects cost more than most answers. The route below is its description, and does the same.
"""

import zlib
from typing import Any

import msgspec
from litestar import Response, post
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from stafet.http import problems
from stafet.http.reading import unreadable_is_named
from stafet.http.runtime import AnyRequest, Runtime, cookie_in, judged, runtime_of
from stafet.use_cases import sign_in, transactions
from stafet.use_cases.answers import SyncRequest
from stafet.use_cases.errors import Refused, SignedOut
from stafet.use_cases.sign_in import SignedIn
from stafet.use_cases.sync import Sender, sync_as
from stafet.use_cases.transactions import Busy, StorageFull, Transaction

PATH = "/api/sync"
WORTH_COMPRESSING = 500

_decode = msgspec.json.Decoder(SyncRequest).decode
_encode = msgspec.json.Encoder().encode


async def answer(runtime: Runtime, *, token: str, meant: str, body: bytes) -> bytes:
    """The answer to one phone. Whose session it is, is asked in the transaction that answers."""
    if not token:
        raise SignedOut
    with unreadable_is_named():
        # Edits are decoded later, one by one; whether they are text at all is seen here.
        body.decode()
        asked = _decode(body)
    seen: list[SignedIn] = []

    def who(tx: Transaction) -> Sender:
        person = judged(tx, token, meant, runtime.now())
        if person is None:
            raise SignedOut
        if not seen:
            runtime.limits.demand_sync(person.person.id, runtime.now())
        seen.append(person)
        return Sender(person.person.id, person.session.label)

    told = await transactions.run(
        runtime.db,
        lambda: sync_as(runtime.db, who=who, request=asked, clock=runtime.clock, opening=runtime.limits.demand_opening),
    )
    if sign_in.is_due_for_touch(seen[-1], runtime.now()):
        await runtime.write(lambda tx: sign_in.touch(tx, seen[-1], runtime.now()))
    return _encode(told)


@post(PATH, operation_id="sync", status_code=200, opt={"access": "signed_in"})
async def sync_plans(request: AnyRequest) -> Response[bytes]:
    """Apply what the phone wrote; answer each plan this person may hold now.

    What the answer does not name is to be deleted on the device. Each edit gets an outcome of its own.
    """
    runtime = runtime_of(request)
    content = await answer(
        runtime,
        token=request.cookies.get(runtime.cookie_name, ""),
        meant=request.headers.get("x-stafet-person", ""),
        body=await request.body(),
    )
    return Response(content=content, media_type="application/json")


class SyncDoor:
    """Answers a sync; everything else goes on to the router."""

    def __init__(self, app: ASGIApp, runtime: Runtime, body_limit: int) -> None:
        self.app = app
        self.runtime = runtime
        self.body_limit = body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != ScopeType.HTTP or scope["path"] != PATH or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        scope["path_template"] = PATH
        headers = dict(scope["headers"])
        try:
            body = await self._body(receive)
            if body is None:
                await problems.send_problem(send, 413, "too_large")
                return
            content = await answer(
                self.runtime,
                token=cookie_in(headers.get(b"cookie", b"").decode("latin-1"), self.runtime.cookie_name),
                meant=headers.get(b"x-stafet-person", b"").decode("latin-1"),
                body=body,
            )
        except ConnectionAbortedError:
            return
        except Refused as error:
            await problems.send_answer(send, problems.refused(None, error))
        except Busy as error:
            await problems.send_answer(send, problems.busy(None, error))
        except StorageFull as error:
            await problems.send_answer(send, problems.storage_full(None, error))
        except Exception as error:  # noqa: BLE001 - the framework does the same for every other route
            await problems.send_answer(send, problems.failed(error, PATH))
        else:
            await _send(send, content, compress=b"gzip" in headers.get(b"accept-encoding", b""))

    async def _body(self, receive: Receive) -> bytes | None:
        """What was sent; None when it is more than anybody needs to send."""
        body: bytes = b""
        while True:
            message: Any = await receive()
            if message["type"] == "http.disconnect":
                raise ConnectionAbortedError
            body += message.get("body", b"")
            if len(body) > self.body_limit:
                return None
            if not message.get("more_body", False):
                return body


async def _send(send: Send, content: bytes, *, compress: bool) -> None:
    headers = [(b"content-type", b"application/json"), (b"vary", b"accept-encoding")]
    if compress and len(content) >= WORTH_COMPRESSING:
        # 31: with a gzip header. Level 5 is within two hundredths of level 9's size, at half its price.
        packing = zlib.compressobj(5, zlib.DEFLATED, 31)
        content = packing.compress(content) + packing.flush()
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", str(len(content)).encode()))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": content, "more_body": False})


HANDLERS = (sync_plans,)
