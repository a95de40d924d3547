"""`stafet verify receipt`: what an operator, an auditor or a relative asks, answered in words and by the exit code."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from stafet.domain.receipts import NotGenuine, ReceiptKey, in_words, read
from stafet.settings import SettingsError

GENUINE, NOT_GENUINE = 0, 1


def verify_receipt(file: Path, key: str) -> int:
    """Say whether a receipt is genuine, and what it says. Asks no database and nobody on the network."""
    if not key:
        raise SettingsError("Whose key? Name it: --key PUBLICKEY (the installation shows it at /api/receipt-key)")
    public = _public_key(key)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SettingsError(f"{file} cannot be read") from error
    try:
        receipt = read(data, public)
    except NotGenuine as error:
        print(f"NOT genuine: {error}")
        return NOT_GENUINE
    print("Genuine: every byte is as it was signed.")
    print(in_words(receipt))
    return GENUINE


def _public_key(key: str) -> bytes:
    """A public key as people have it: digits, a file of digits, or a PEM file of either half."""
    path = Path(key)
    text = path.read_text().strip() if path.is_file() else key.strip()
    try:
        if "PRIVATE KEY" in text:
            return ReceiptKey(text).public
        public = bytes.fromhex(text) if "PUBLIC KEY" not in text else _raw(text)
        Ed25519PublicKey.from_public_bytes(public)
    except ValueError as error:
        raise SettingsError("The key is not an Ed25519 public key: 64 hexadecimal digits, or a PEM file") from error
    return public


def _raw(pem: str) -> bytes:
    key = load_pem_public_key(pem.encode())
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw) if isinstance(key, Ed25519PublicKey) else b""
