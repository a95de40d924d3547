"""The real OpenID provider of the tests: started with node, with its own keys and its own people."""

import json
import select
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from joserfc.jwk import ECKey

from stafet.identity.client_key import new_client_key
from stafet.identity.settings import Assurance, DoorRule, ProviderSettings

HERE = Path(__file__).parent
CALLBACK = "http://127.0.0.1:8000/api/sign-in/callback"
START_SECONDS = 60

SUBSTANTIAL = "https://data.gov.dk/concept/core/nsis/Substantial"
PEOPLE = {
    "peter": {"name": "Peter Dam", "identity_type": "private", "loa": SUBSTANTIAL},
    "karen": {"name": "Karen Møller", "identity_type": "private", "loa": SUBSTANTIAL},
    "mads": {"name": "Mads Lund", "identity_type": "professional", "loa": SUBSTANTIAL},
    "unsure": {"name": "Anybody", "identity_type": "private", "loa": "https://data.gov.dk/concept/core/nsis/Low"},
}


@dataclass(frozen=True)
class OpenIdProvider:
    """Where it listens, and the key with which Stafet proves that it is Stafet."""

    issuer: str
    client_id: str
    client_key: str
    redirect_uri: str = CALLBACK

    def settings(self) -> ProviderSettings:
        return ProviderSettings(
            issuer=self.issuer,
            client_id=self.client_id,
            client_key=self.client_key,
            redirect_uri=self.redirect_uri,
            doors={
                "citizen": DoorRule(claim="identity_type", values=("private",)),
                "professional": DoorRule(claim="identity_type", values=("professional",)),
            },
            assurance=Assurance(),
        )


@pytest.fixture(scope="session")
def openid_provider() -> Iterator[OpenIdProvider]:
    if not (HERE / "node_modules" / "oidc-provider").exists():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True)
    key = new_client_key()
    public = ECKey.import_key(key).as_dict(private=False)
    client = {"client_id": "stafet", "redirect_uris": [CALLBACK], "jwks": {"keys": [public | {"use": "sig"}]}}
    process = subprocess.Popen(
        ["node", "provider.mjs", json.dumps({"client": client, "people": PEOPLE})],
        cwd=HERE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # it warns, at length, that its keys and its store are for development only
        text=True,
    )
    assert process.stdout is not None
    try:
        ready, _, _ = select.select([process.stdout], [], [], START_SECONDS)
        issuer = process.stdout.readline().strip() if ready else ""
        assert issuer.startswith("http://"), "The OpenID provider did not start; try node tests/provider/provider.mjs"
        yield OpenIdProvider(issuer, "stafet", key)
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
