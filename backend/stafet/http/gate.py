"""The first question to every request of the API: does too much come from one place? (T32)"""

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from stafet.http import problems
from stafet.http.addresses import address_of
from stafet.http.paths import is_api
from stafet.http.runtime import Runtime
from stafet.use_cases.errors import TooMany


class Gate:
    """Turns a flood away before anything is looked up. The app's files and the monitors' questions are let through."""

    def __init__(self, app: ASGIApp, runtime: Runtime) -> None:
        self.app = app
        self.runtime = runtime

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == ScopeType.HTTP and is_api(scope["path"]) and not scope["path"].startswith("/health"):
            runtime = self.runtime
            try:
                address = address_of(scope, runtime.settings.trusted_proxies)
                runtime.limits.demand_request(address, runtime.now())
            except TooMany as error:
                await problems.send_answer(send, problems.refused(None, error))
                return
        await self.app(scope, receive, send)
