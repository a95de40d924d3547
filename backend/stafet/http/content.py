"""The operator's content, for anybody: numbers, hours, holidays, organisations, templates. No plan's data."""

from litestar import Response, get

from stafet.http.runtime import AnyRequest, ServerRuntime
from stafet.use_cases.content import ContentOut

# Small and rarely new, and a phone asks each time it comes on line: what has not changed is answered with 304.
CACHE = "public, max-age=300"


@get("/api/content", operation_id="readContent", opt={"access": "anyone"}, sync_to_thread=False)
def read_content(request: AnyRequest, runtime: ServerRuntime) -> Response[ContentOut]:
    """What the operator has written for this place, as it is today, and the holidays of three years.

    With an `ETag`: an app that sends it as `If-None-Match` gets 304 while nothing is new.
    """
    served = runtime.publisher.served(runtime.now())
    headers = {"ETag": served.etag, "Cache-Control": CACHE, "Vary": "accept-encoding"}
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if served.etag in known:
        return Response(content=None, status_code=304, headers=headers)  # type: ignore[arg-type]  # a 304 has no body
    return Response(content=served.out, headers=headers)


HANDLERS = (read_content,)
