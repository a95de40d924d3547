"""`POST /api/sync`: everything that must work after days offline."""

import msgspec
from litestar import Response, post

from stafet.http.reading import unreadable_is_named
from stafet.http.runtime import AnyRequest, ServerRuntime, SignedInPerson
from stafet.use_cases import transactions
from stafet.use_cases.answers import SyncRequest
from stafet.use_cases.sync import sync

_decode = msgspec.json.Decoder(SyncRequest).decode
_encode = msgspec.json.Encoder().encode


@post("/api/sync", operation_id="sync", status_code=200, opt={"access": "signed_in"})
async def sync_plans(request: AnyRequest, runtime: ServerRuntime, signed_in: SignedInPerson) -> Response[bytes]:
    """Apply what the phone wrote; answer each plan this person may hold now.

    What the answer does not name is to be deleted on the device. Each edit gets an outcome of its own.
    """
    body = await request.body()
    with unreadable_is_named():
        # Edits are decoded later, one by one; whether they are text at all is seen here.
        body.decode()
        asked = _decode(body)
    answer = await transactions.run(
        runtime.db,
        lambda: sync(
            runtime.db,
            person=signed_in.person.id,
            request=asked,
            clock=runtime.clock,
            label=signed_in.session.label,
        ),
    )
    return Response(content=_encode(answer), media_type="application/json")


HANDLERS = (sync_plans,)
