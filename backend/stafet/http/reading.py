"""Reading a request's body. The decoder names most faults as its own; those it does not are still no faults of ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from litestar import Request

from stafet.use_cases.errors import Unreadable


@contextmanager
def unreadable_is_named() -> Iterator[None]:
    """Bytes that are no UTF-8, a thousand brackets in each other, no JSON at all: the request could not be read."""
    try:
        yield
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable("invalid_request") from error


class CarefulRequest(Request[Any, Any, Any]):
    """The framework's request, but a body that cannot be read is the sender's fault."""

    async def json(self) -> Any:
        """The body, decoded."""
        body = await self.body()
        with unreadable_is_named():
            body.decode()
            return await super().json()
