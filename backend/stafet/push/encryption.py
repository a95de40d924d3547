"""The body of a push, readable by one browser and nobody on the way (RFC 8291, in the coding of RFC 8188).

Our own sixty lines, because the library in between cost more than the encryption itself; what is done with keys is
`cryptography`'s. Held to the example of the standard, byte for byte, and to another implementation, in tests/push.
"""

import hmac
import os
import re
from binascii import Error as NotBase64
from binascii import a2b_base64
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
RECORD_SIZE = (4096).to_bytes(4, "big")
# A browser writes its keys so, with or without the filling. One look at the whole costs half of the library's way.
BASE64URL = re.compile(r"[A-Za-z0-9_-]{1,126}={0,2}")
TO_BASE64 = bytes.maketrans(b"-_", b"+/")
# What follows the last byte of the only record.
END_OF_RECORD = b"\x02"


class KeysRefused(Exception):
    """These are not the two keys of a browser."""


class BrowserKeys(NamedTuple):
    """What we write to a browser with. The point is its public key as it came: writing that again costs time."""

    public: ec.EllipticCurvePublicKey
    point: bytes
    secret: bytes


def read_keys(p256dh: str, auth: str) -> BrowserKeys:
    """The browser's public key and its secret: a point on P-256 and 16 bytes. Anything else is `KeysRefused`."""
    point, secret = _decoded(p256dh), _decoded(auth)
    if len(point) != 65 or point[0] != 4 or len(secret) != 16:
        raise KeysRefused
    try:
        return BrowserKeys(ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point), point, secret)
    except ValueError as off_the_curve:
        raise KeysRefused from off_the_curve


def encrypt(
    payload: bytes,
    browser: BrowserKeys,
    *,
    own: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """One message for one browser. A new key and salt each time; only the standard's example names them."""
    own = own or ec.generate_private_key(CURVE)
    salt = salt or os.urandom(16)
    own_point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = _extract(browser.secret, own.exchange(ec.ECDH(), browser.public))
    key = _extract(salt, _expand(shared, b"WebPush: info\x00" + browser.point + own_point, 32))
    closed = AESGCM(_expand(key, b"Content-Encoding: aes128gcm\x00", 16)).encrypt(
        _expand(key, b"Content-Encoding: nonce\x00", 12), payload + END_OF_RECORD, None
    )
    return b"".join((salt, RECORD_SIZE, bytes((len(own_point),)), own_point, closed))


def _extract(salt: bytes, secret: bytes) -> bytes:
    return hmac.digest(salt, secret, "sha256")


def _expand(key: bytes, info: bytes, length: int) -> bytes:
    # HKDF for up to 32 bytes is one round (RFC 5869).
    return hmac.digest(key, info + b"\x01", "sha256")[:length]


def _decoded(text: str) -> bytes:
    if not BASE64URL.fullmatch(text):
        raise KeysRefused
    try:  # what is too much of the filling is not read
        return a2b_base64(text.encode().translate(TO_BASE64) + b"==")
    except NotBase64 as wrong_length:
        raise KeysRefused from wrong_length
