"""What an operator says about the identity provider. Brokers differ, so everything that differs is named here."""

from typing import Literal

import msgspec

from stafet.identity.people import Door

Level = Literal["low", "substantial", "high"]

# One level has many spellings (docs of Idura, Nets E-Ident, Signicat and NemLog-in). What is not listed is refused.
SPELLINGS: dict[str, Level] = {
    "https://data.gov.dk/concept/core/nsis/Low": "low",
    "https://data.gov.dk/concept/core/nsis/Substantial": "substantial",
    "https://data.gov.dk/concept/core/nsis/High": "high",
    "Low": "low",
    "Substantial": "substantial",
    "High": "high",
    "LOW": "low",
    "SUBSTANTIAL": "substantial",
    "HIGH": "high",
}


class Assurance(msgspec.Struct, frozen=True, kw_only=True):
    """How sure the provider must be of who it is. All the claims must be there; the lowest of them counts."""

    claims: tuple[str, ...] = ("loa",)
    spellings: dict[str, Level] = msgspec.field(default_factory=lambda: dict(SPELLINGS))
    minimum: Level = "substantial"


class DoorRule(msgspec.Struct, frozen=True, kw_only=True):
    """What an identity must carry to come in by one door."""

    claim: str
    values: tuple[str, ...]
    acr_values: str = ""  # for brokers that choose the kind of identity by acr


class ProviderSettings(msgspec.Struct, frozen=True, kw_only=True):
    """One OpenID provider. A generic one needs issuer, client id, a key or secret, and the redirect address."""

    issuer: str
    client_id: str
    redirect_uri: str
    client_key: str = ""  # PEM, or the path of one: private_key_jwt, the better choice
    client_key_id: str = ""
    client_secret: str = ""
    scopes: tuple[str, ...] = ("openid", "profile")
    acr_values: str = ""
    algorithms: tuple[str, ...] = ("RS256", "PS256", "ES256")
    claim_name_for_display: str = "name"
    # Either may be missing: then nothing is known of the age, and nothing is asked.
    birthdate_claim: str = "birthdate"
    age_claim: str = "age"
    doors: dict[Door, DoorRule] = {}
    assurance: Assurance | None = None
