"""An OpenID provider that can tell each lie of the list in tests/identity/test_lying_provider.py.

It runs on a real port and signs with real keys. A test tells it what to lie about; otherwise it is honest.
"""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiohttp import web
from joserfc import jwt
from joserfc.jwk import RSAKey

from stafet.identity.provider import Attempt, Provider, SignInStart
from stafet.identity.settings import Assurance, DoorRule, ProviderSettings

CLIENT_ID = "stafet"
CLIENT_SECRET = "a-secret-of-at-least-thirty-two-bytes"
NOW = datetime.fromtimestamp(int(time.time()), UTC)

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
FORGED = RSAKey.generate_key(2048, {"kid": "one"})

Claims = dict[str, Any]


def private(claims: Claims) -> None:
    """A citizen: what an honest provider says of one."""
    claims |= {"identity_type": "private", "loa": "https://data.gov.dk/concept/core/nsis/Substantial"}


@dataclass
class LyingProvider:
    """Honest by default. `lie` changes the claims; the rest changes how they are signed and announced."""

    issuer: str = ""
    lie: Callable[[Claims], object] = lambda _: None
    announced_issuer: str | None = None
    answering_issuer: str | None = None
    algorithm: str = "RS256"
    key: RSAKey = field(default_factory=lambda: KEY)
    shared_secret: bytes = b""  # for HS256, signed by hand: the library refuses to help
    kid: str = "one"
    key_fetches: int = 0
    nonces: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/.well-known/openid-configuration", self.metadata)
        app.router.add_get("/keys", self.keys)
        app.router.add_post("/token", self.token)
        return app

    async def metadata(self, _: web.Request) -> web.Response:
        return web.json_response(
            {
                "issuer": self.announced_issuer or self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "authorization_response_iss_parameter_supported": True,
                # Metadata that would make a trusting client accept anything.
                "id_token_signing_alg_values_supported": ["none", "HS256", "RS256"],
            }
        )

    async def keys(self, _: web.Request) -> web.Response:
        self.key_fetches += 1
        return web.json_response({"keys": [KEY.as_dict(private=False)]})

    async def token(self, request: web.Request) -> web.Response:
        form = await request.post()
        return web.json_response(
            {"access_token": "opaque", "token_type": "Bearer", "id_token": self.id_token(str(form["code"]))}
        )

    def id_token(self, code: str) -> str:
        moment = int(NOW.timestamp())
        claims: Claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": "7c9e6679",
            "name": "Peter Dam",
            "iat": moment,
            "exp": moment + 300,
            "auth_time": moment - 10,
            "nonce": self.nonces[code],
        }
        private(claims)
        self.lie(claims)
        if self.algorithm == "none":
            return f"{plain({'alg': 'none', 'kid': self.kid})}.{plain(claims)}."
        if self.algorithm == "HS256":
            signed = f"{plain({'alg': 'HS256', 'kid': self.kid})}.{plain(claims)}"
            return f"{signed}.{text(hmac.digest(self.shared_secret, signed.encode(), 'sha256'))}"
        return jwt.encode({"alg": self.algorithm, "kid": self.kid}, claims, self.key, algorithms=[self.algorithm])

    def sign_in(self, start: SignInStart) -> dict[str, str]:
        """What the person's browser brings back after signing in here."""
        query = parse_qs(urlsplit(start.url).query)
        self.asked.append(query)
        code = f"code-{len(self.asked)}"
        self.nonces[code] = query["nonce"][0]
        return {"code": code, "state": query["state"][0], "iss": self.answering_issuer or self.issuer}


def plain(part: Claims) -> str:
    return text(json.dumps(part).encode())


def text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def a_client(issuer: str) -> Provider:
    """Stafet as it is set up at a Danish broker: two doors, and an assurance of at least Substantial."""
    return Provider(
        ProviderSettings(
            issuer=issuer,
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            redirect_uri="https://stafet.dk/api/sign-in/callback",
            doors={
                "citizen": DoorRule(claim="identity_type", values=("private",)),
                "professional": DoorRule(claim="identity_type", values=("professional",)),
            },
            assurance=Assurance(),
        )
    )


def remembered(start: SignInStart, **changes: Any) -> Attempt:
    """What the cookie of an honest browser holds. `changes` is what another browser's would hold."""
    kept: dict[str, Any] = {"state": start.state, "nonce": start.nonce, "verifier": start.verifier, "door": "citizen"}
    return Attempt(**(kept | changes))
