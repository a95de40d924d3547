"""Errors as `application/problem+json` (RFC 9457). The one place that knows status numbers.

`code` is stable and machine-readable; people's words for it live in the phone's catalogue. Nothing of what was sent
comes back in an error: it could be health data.
"""

import math
import traceback
from collections.abc import Mapping
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import (
    ClientException,
    HTTPException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR
from litestar.types import Send

from stafet.use_cases.errors import (
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    OutOfOrder,
    Refused,
    SignedOut,
    SignInFailed,
    TooMany,
    Unreadable,
)
from stafet.use_cases.transactions import Busy, StorageFull

MEDIA_TYPE = "application/problem+json"
log = structlog.get_logger()


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What went wrong, for machines. `field` names the field of the request that must be mended."""

    type: str
    title: str
    status: int
    code: str
    field: str = ""


STATUS: dict[type[Refused], int] = {
    SignedOut: 401,
    SignInFailed: 403,
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    Invalid: 422,
    TooMany: 429,
    Unreadable: 400,
    OutOfOrder: 503,
}

TITLES = {
    400: "The request could not be understood",
    401: "Nobody is signed in",
    403: "This is not allowed",
    404: "There is no such thing",
    405: "This address does not take that method",
    409: "Something else happened first",
    413: "The request is too large",
    415: "The request must be application/json, as it is",
    422: "The request cannot be accepted",
    429: "Too many requests",
    500: "Stafet failed",
    503: "Stafet is busy",
}


def problem(status: int, code: str, *, field: str = "", headers: dict[str, str] | None = None) -> Response[bytes]:
    """One problem as an answer."""
    body = Problem(
        type=f"https://stafet.dk/problems/{code}",
        title=TITLES.get(status, "The request was refused"),
        status=status,
        code=code,
        field=field,
    )
    return Response(
        content=msgspec.json.encode(body),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


async def send_problem(send: Send, status: int, code: str, headers: Mapping[str, str] | None = None) -> None:
    """The same answer from outside the framework, where requests are turned away before any route is looked for."""
    await send_answer(send, problem(status, code, headers=dict(headers or {})))


async def send_answer(send: Send, answer: Response[bytes]) -> None:
    """An answer made for the framework, sent without it."""
    named = {"content-type": MEDIA_TYPE, "content-length": str(len(answer.content)), **answer.headers}
    lines = [(name.lower().encode(), value.encode()) for name, value in named.items()]
    await send({"type": "http.response.start", "status": answer.status_code or 500, "headers": lines})
    await send({"type": "http.response.body", "body": answer.content, "more_body": False})


AnyRequest = Request[Any, Any, Any]


def refused(_request: AnyRequest | None, error: Refused) -> Response[bytes]:
    """A use case said no."""
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    # Rounded up: who comes back when told must not be told again.
    headers = {"Retry-After": str(math.ceil(error.wait))} if isinstance(error, TooMany) else None
    return problem(status, error.code, field=error.field, headers=headers)


def busy(_request: AnyRequest | None, _error: Busy) -> Response[bytes]:
    """Somebody else holds the lock. Nothing was written."""
    return problem(503, "busy", headers={"Retry-After": "1"})


def storage_full(_request: AnyRequest | None, _error: StorageFull) -> Response[bytes]:
    """No room on the disk. Nothing was written, nothing is lost on the phone; the operator hears of it in the log."""
    log.error("storage_full")
    return problem(503, "storage_full", headers={"Retry-After": "60"})


def http_error(request: AnyRequest, error: HTTPException) -> Response[bytes]:
    """What the framework refuses before a use case is asked."""
    headers = {name: value for name, value in (error.headers or {}).items() if name.lower() in ("retry-after", "allow")}
    match error:
        case ValidationException() if _is_about_the_address(error):
            return problem(404, "not_found")
        case ValidationException():
            return problem(400, "invalid_request", field=_field(error))
        case NotFoundException():
            return problem(404, "not_found")
        case MethodNotAllowedException():
            return problem(405, "method_not_allowed", headers=headers)
        case _ if error.status_code == 413:
            return problem(413, "too_large")
        case ClientException():
            return problem(error.status_code, CODES.get(error.status_code, "invalid_request"), headers=headers)
        case _:
            return unexpected(request, error)


CODES = {400: "invalid_request", 403: "not_allowed", 415: "not_json", 429: "too_many"}


def _is_about_the_address(error: ValidationException) -> bool:
    """A malformed id in an address is an unknown id."""
    extra = error.extra
    return isinstance(extra, list) and any(isinstance(one, dict) and one.get("source") == "path" for one in extra)


def _field(error: ValidationException) -> str:
    """The path of the field, from the framework's answer; never its content."""
    extra = error.extra
    if isinstance(extra, list) and extra and isinstance(extra[0], dict):
        key = extra[0].get("key")
        return key if isinstance(key, str) and len(key) <= 100 else ""
    return ""


def unexpected(request: AnyRequest, error: Exception) -> Response[bytes]:
    """A fault of ours, in a route of the framework."""
    return failed(error, request.scope.get("path_template", ""))


def failed(error: Exception, route: str) -> Response[bytes]:
    """A fault of ours. The log gets the kind of error and where; never its text, which may quote a plan."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "/stafet/" in frame.filename]
    log.error(
        "failed",
        error=type(error).__name__,
        file=ours[-1].filename.rpartition("/stafet/")[2] if ours else "",
        line=ours[-1].lineno if ours else 0,
        route=route,
    )
    return problem(HTTP_500_INTERNAL_SERVER_ERROR, "failed")
