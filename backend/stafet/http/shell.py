"""The hard shell around every answer, errors too: security headers, and who may send unsafe requests.

It stands around the router: hooks and middleware of the framework do not run for every answer.
"""

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from stafet.http.paths import is_api
from stafet.http.problems import failed, send_answer, send_problem

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# More requests than this at the same time are too many for one process: the rest come again in a second.
AT_ONCE = 200

CSP = "; ".join(  # noqa: FLY002 - one source a line is how it is read
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types stafet",
    )
)

HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    # Links and tokens stay here: no address of ours is told to other sites.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
    # Nothing here is for a search engine, and a link that somebody pasted on a page is nobody else's business.
    "X-Robots-Tag": "noindex",
}


class Shell:
    """Adds the headers to every answer and turns away cross-site and non-JSON writing before any handler runs."""

    def __init__(self, app: ASGIApp, *, origin: str, https: bool, at_once: int = AT_ONCE) -> None:
        self.app = app
        self.at_once = at_once
        self.inside = 0
        self.origin = origin.encode()
        headers = dict(HEADERS)
        if https:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        # As they go out: made once, for every answer has them.
        self.headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wrap one request."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return

        # Remembered now: the router writes in the scope.
        keep_nothing = is_api(scope["path"])
        began = False

        async def send_wrapped(message: Message) -> None:
            nonlocal began
            if message["type"] == "http.response.start":
                began = True
                told = list(message["headers"])
                if keep_nothing and all(name.lower() != b"cache-control" for name, _ in told):
                    told.append((b"cache-control", b"no-store"))
                message["headers"] = told + self.headers
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await send_problem(send_wrapped, *refusal)
            return
        if self.inside >= self.at_once:
            await send_problem(send_wrapped, 503, "busy", {"Retry-After": "1"})
            return
        self.inside += 1
        try:
            await self.app(scope, receive, send_wrapped)
        except Exception as error:
            # The router answers for its own faults; for the rest uvicorn would, without our headers. What was begun
            # can only be broken off, so that nobody takes half an answer for a whole one.
            answer = failed(error, "")
            if began:
                raise
            await send_answer(send_wrapped, answer)
        finally:
            self.inside -= 1

    def _refusal(self, scope: HTTPScope) -> tuple[int, str] | None:
        if scope["method"] not in UNSAFE:
            return None
        # The names come in lower case: ASGI demands it.
        headers = dict(scope["headers"])
        # Three locks on the same door: the browser says where it comes from, a form cannot set our header, and a
        # "simple" cross-site request cannot claim to be JSON (T18).
        if headers.get(b"sec-fetch-site", b"same-origin") not in (b"same-origin", b"none"):
            return 403, "cross_site"
        if headers.get(b"origin", self.origin) != self.origin:
            return 403, "cross_site"
        if headers.get(b"x-stafet") != b"1":
            return 403, "cross_site"
        if (
            scope["method"] != "DELETE"
            and headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != b"application/json"
        ):
            return 415, "not_json"
        # Nothing is unpacked for anybody: a bomb stays a parcel (T32).
        if headers.get(b"content-encoding", b"identity").strip().lower() != b"identity":
            return 415, "encoded"
        return None
