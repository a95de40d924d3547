"""What a running server holds: its database, its clock, its way to the identity provider. One value, passed in."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
from litestar import Request
from litestar.datastructures import State
from litestar.di import NamedDependency

from stafet.http.addresses import address_of
from stafet.identity.provider import Provider
from stafet.paper.press import Press
from stafet.settings import Settings
from stafet.use_cases import sign_in, transactions
from stafet.use_cases.content import Publisher
from stafet.use_cases.errors import SignedOut
from stafet.use_cases.limits import Limits
from stafet.use_cases.push_devices import EndpointRules
from stafet.use_cases.receipts import Issuer
from stafet.use_cases.sending import Postman
from stafet.use_cases.sign_in import SignedIn
from stafet.use_cases.transactions import Database, KeysMissing, Transaction

Answer = TypeVar("Answer")
AnyRequest = Request[object, object, State]


def system_clock() -> datetime:
    """The real time."""
    return datetime.now(UTC)


class Runtime(msgspec.Struct, frozen=True):
    """Everything a handler needs from outside its request."""

    settings: Settings
    db: Database
    clock: Callable[[], datetime]
    provider: Provider | None
    postman: Postman | None
    endpoint_rules: EndpointRules
    limits: Limits
    publisher: Publisher
    press: Press

    def now(self) -> datetime:
        """The moment of this act."""
        return self.clock()

    async def write(self, act: Callable[[Transaction], Answer]) -> Answer:
        """One act in one transaction."""
        return await transactions.in_write(self.db, act)

    async def read(self, act: Callable[[Transaction], Answer]) -> Answer:
        """One question in one snapshot."""
        return await transactions.in_read(self.db, act)

    async def read_long(self, act: Callable[[Transaction], Answer]) -> Answer:
        """One question that takes long, beside everything else."""
        return await transactions.in_long_read(self.db, act)

    async def forget_what_was_erased(self) -> None:
        """What was erased leaves the database's journal too, and not only its tables."""
        await transactions.run(self.db, self.db.forget_journal)

    def address(self, request: AnyRequest) -> str:
        """Where a request comes from, as far as it can be believed."""
        return address_of(request.scope, self.settings.trusted_proxies)

    @property
    def issuer(self) -> Issuer:
        """Who signs receipts: the database's keys, under the address people know."""
        if self.db.keys is None:
            raise KeysMissing
        return Issuer(self.db.keys.receipt, self.settings.origin)

    @property
    def cookie_name(self) -> str:
        """`__Host-` binds the cookie to this host and to https; on http://localhost browsers refuse that name."""
        return "__Host-stafet" if self.settings.is_https else "stafet"


ServerRuntime = NamedDependency[Runtime]
"""What a handler writes to be given the runtime."""

SignedInPerson = NamedDependency[SignedIn]
"""What a handler writes to be given the signed-in person; nobody else gets past it."""


def runtime_of(request: AnyRequest) -> Runtime:
    """The runtime the server was started with."""
    runtime: Runtime = request.app.state.runtime
    return runtime


def provide_runtime(request: AnyRequest) -> Runtime:
    """Litestar dependency `runtime`."""
    return runtime_of(request)


async def provide_visitor(request: AnyRequest, runtime: ServerRuntime) -> SignedIn | None:
    """Litestar dependency `visitor`: who is signed in, or nobody."""
    token = request.cookies.get(runtime.cookie_name, "")
    if not token:
        return None
    now = runtime.now()
    meant = request.headers.get("x-stafet-person", "")
    signed_in = await runtime.read(lambda tx: judged(tx, token, meant, now))
    if signed_in is not None and sign_in.is_due_for_touch(signed_in, now):
        await runtime.write(lambda tx: sign_in.touch(tx, signed_in, now))
    return signed_in


def judged(tx: Transaction, token: str, meant: str, now: datetime) -> SignedIn | None:
    """Who is signed in, if that is whom the phone shows.

    A tab that still shows one person must not act as the next one who signs in on the same phone.
    """
    signed_in = sign_in.who_is(tx, token, now)
    return signed_in if signed_in is None or not meant or meant == signed_in.person.id else None


def cookie_in(header: str, name: str) -> str:
    """One cookie's value, from the header as it came."""
    found = ""
    for part in header.split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            found = value
    return found


async def provide_signed_in(visitor: NamedDependency[SignedIn | None]) -> SignedIn:
    """Litestar dependency `signed_in`: a route that asks for it answers 401 to everybody else."""
    if visitor is None:
        raise SignedOut
    return visitor
