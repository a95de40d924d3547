"""The server's VAPID key: how a push service knows that it is the same Stafet as yesterday."""

import re
from base64 import urlsafe_b64encode

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from joserfc import jwt
from joserfc.jwk import ECKey

HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
SUBJECT = re.compile(rf"mailto:[A-Za-z0-9._%+-]+@(?P<mail>{HOST})|https://(?P<site>{HOST})")
UNREAL = (".invalid", ".local", ".localhost", ".localdomain", ".test", ".example", ".internal", ".lan", ".home.arpa")


class SubjectRefused(Exception):
    """Apple answers 403 to a contact that cannot be one, so it is refused at start-up and not in the night."""


class VapidKeys(msgspec.Struct, frozen=True, kw_only=True):
    """A private key and whom the push service may write to about it."""

    pem: str
    subject: str
    public_key: str  # base64url: what the phone subscribes with

    def sign(self, origin: str, expires: int) -> str:
        """The Authorization header for one push service until a moment."""
        claims = {"aud": origin, "exp": expires, "sub": self.subject}
        token = jwt.encode({"typ": "JWT", "alg": "ES256"}, claims, ECKey.import_key(self.pem))
        return f"vapid t={token},k={self.public_key}"


def make_keys() -> str:
    """A new private key as PEM. Made once: with another key every subscription is dead."""
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def load_keys(pem: str, subject: str) -> VapidKeys:
    """The key of this installation. Raises ValueError for any key but one on P-256."""
    point = _private_key(pem).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    public_key = urlsafe_b64encode(point).rstrip(b"=").decode()
    return VapidKeys(pem=pem, subject=check_subject(subject), public_key=public_key)


def check_subject(subject: str) -> str:
    """A contact that somebody could really write to: mailto: with a real domain, or https: without a path."""
    found = SUBJECT.fullmatch(subject)
    host = (found["mail"] or found["site"]) if found else ""
    if not host or f".{host}".endswith(UNREAL):
        raise SubjectRefused(subject)
    return subject


def _private_key(pem: str) -> ec.EllipticCurvePrivateKey:
    key = load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("The VAPID key must be on the curve P-256")  # noqa: TRY004 - the type is right, the key is not
    return key
