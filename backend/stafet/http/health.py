"""Whether the server is alive, and whether it can do its work. For the operator's monitoring."""

import msgspec
from litestar import Response, get

from stafet.http.runtime import ServerRuntime
from stafet.use_cases.health import is_ready


class Health(msgspec.Struct, frozen=True):
    """ "ok", or what is missing."""

    status: str


@get("/health/live", operation_id="live", opt={"access": "anyone"})
async def live() -> Health:
    """The process answers."""
    return Health("ok")


@get("/health/ready", operation_id="ready", opt={"access": "anyone"})
async def ready(runtime: ServerRuntime) -> Response[Health]:
    """The database answers and has the tables of this release."""
    fine = await runtime.read(is_ready)
    return Response(Health("ok" if fine else "database"), status_code=200 if fine else 503)


HANDLERS = (live, ready)
