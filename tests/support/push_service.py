"""A push service on this machine: what Google's, Apple's and Mozilla's do, with the doors open.

It demands what the standards demand (RFC 8030, 8188, 8291, 8292): a signed VAPID token for this very service, an
encrypted body that the phone's own keys open, and a time to live. What is wrong is answered as by a real one, and kept.
"""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from tests.support.phone_push import PhonePush, as_bytes, as_text

LONGEST_BODY = 4096
LONGEST_TOKEN_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Message:
    """One message as the phone's browser would read it."""

    plain: bytes
    length: int  # of the encrypted body: what the push service can see
    ttl: int
    topic: str | None
    urgency: str | None
    claims: dict[str, Any]
    phone: PhonePush
    headers: frozenset[str]  # their names


@dataclass
class PushService:
    """Phones that were given an endpoint here, what came for them, and what was turned away."""

    origin: str
    phones: dict[str, PhonePush] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    turned_away: list[str] = field(default_factory=list)
    # What to answer instead of 201, and then again: gone, too many, out of order.
    answers: list[int] = field(default_factory=list)
    retry_after: str | None = None
    # A story may move the server's clock; a push service lives in the same time as the server.
    clock: Callable[[], float] = time.time

    def give_endpoint(self, phone: PhonePush) -> str:
        """The phone's next subscription is with this service."""
        path = f"/send/{len(self.phones)}"
        self.phones[path] = phone
        phone.endpoint = f"{self.origin}{path}"
        return phone.endpoint

    def came(self, phone: PhonePush | None = None) -> list[Message]:
        """The messages so far, to this phone or to all: one meeting may call several people in the same second."""
        return [message for message in self.messages if phone is None or message.phone is phone]

    def wait(self, count: int = 1, *, phone: PhonePush | None = None, seconds: float = 20) -> list[Message]:
        """The messages so far, once there are as many as that."""
        ends = time.monotonic() + seconds
        while len(came := self.came(phone)) < count:
            assert time.monotonic() < ends, f"{len(came)} of {count} messages came; {self.turned_away}"
            time.sleep(0.05)
        return came

    def receive(self, path: str, headers: dict[str, str], body: bytes) -> int:
        if self.answers:
            return self.answers.pop(0)
        phone = self.phones.get(path)
        if phone is None:
            return self.turn_away(404, f"nobody at {path}")
        if len(body) > LONGEST_BODY:
            return self.turn_away(413, f"{len(body)} bytes")
        if headers.get("content-encoding") != "aes128gcm" or not headers.get("ttl", "").isdigit():
            return self.turn_away(400, f"encoding {headers.get('content-encoding')}, ttl {headers.get('ttl')}")
        try:
            claims = self.verified(headers.get("authorization", ""), phone)
        except (JoseError, ValueError) as error:
            return self.turn_away(403, f"VAPID: {error}")
        try:
            plain = phone.decrypt(body)
        except Exception as error:  # noqa: BLE001 - whatever http_ece finds wrong, a phone drops the message
            return self.turn_away(400, f"the phone cannot read it: {error}")
        ttl, topic, urgency = int(headers["ttl"]), headers.get("topic"), headers.get("urgency")
        self.messages.append(Message(plain, len(body), ttl, topic, urgency, claims, phone, frozenset(headers)))
        return 201

    def verified(self, authorization: str, phone: PhonePush) -> dict[str, Any]:
        scheme, _, rest = authorization.partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
        if scheme.lower() != "vapid" or set(parts) != {"t", "k"}:
            raise ValueError(f"not a vapid header: {scheme}")
        if parts["k"] != phone.server_key:
            raise ValueError("signed with another key than the one the phone subscribed with")
        point = as_bytes(parts["k"])
        x, y = as_text(point[1:33]), as_text(point[33:])
        key = ECKey.import_key({"kty": "EC", "crv": "P-256", "x": x, "y": y})
        claims: dict[str, Any] = jwt.decode(parts["t"], key, algorithms=["ES256"]).claims
        left = claims["exp"] - self.clock()
        if claims.get("aud") != self.origin or not 0 < left <= LONGEST_TOKEN_SECONDS:
            raise ValueError(f"for {claims.get('aud')}, {left:.0f} seconds left")
        if not str(claims.get("sub", "")).startswith(("mailto:", "https:")):
            raise ValueError(f"sub {claims.get('sub')}")
        return claims

    def turn_away(self, status: int, why: str) -> int:
        self.turned_away.append(f"{status} {why}")
        return status


def handler_of(service: PushService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.send_response(service.receive(self.path, headers, body))
            if service.retry_after is not None:
                self.send_header("Retry-After", service.retry_after)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing: the test asks for what it wants to know."""

    return Handler


@pytest.fixture
def push_service() -> Iterator[PushService]:
    listener = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    listener.daemon_threads = True
    service = PushService(f"http://127.0.0.1:{listener.server_address[1]}")
    listener.RequestHandlerClass = handler_of(service)
    thread = threading.Thread(target=listener.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield service
    listener.shutdown()
    listener.server_close()
    thread.join()
