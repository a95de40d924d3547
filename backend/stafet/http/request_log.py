"""One line per request: method, route template, status, milliseconds. No path, query, body or cookie (T33)."""

import time

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from stafet.http.paths import is_api

log = structlog.get_logger()


class RequestLog:
    """Ids stand in paths, and who asks for what is health data: so the template of the route is all that is told."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Time one request."""
        if scope["type"] != ScopeType.HTTP or scope["path"].startswith(("/health", "/assets")):
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        to_api = is_api(scope["path"])
        status = 0

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        await self.app(scope, receive, watch)
        log.info(
            "request",
            method=scope["method"],
            route=scope.get("path_template", "") if to_api else "app",
            status=status,
            ms=round((time.perf_counter() - started) * 1000, 1),
        )
