"""The key with which Stafet proves to the provider that it is Stafet."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from joserfc.jwk import ECKey, RSAKey


def load_client_key(key: str) -> ECKey | RSAKey:
    """A private key from a PEM text, or from the file that holds one. P-256 signs ES256, RSA signs RS256."""
    pem = key.encode() if key.lstrip().startswith("-----BEGIN") else Path(key).read_bytes()
    private = load_pem_private_key(pem, password=None)
    if isinstance(private, EllipticCurvePrivateKey):
        return ECKey.import_key(pem)
    return RSAKey.import_key(pem)


def new_client_key() -> str:
    """A new P-256 key as PEM. Its public half is what the provider must know before anybody can sign in."""
    key = generate_private_key(SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
