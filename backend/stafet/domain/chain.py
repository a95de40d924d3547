"""The chain of a plan's log, byte for byte as docs/log.md writes it down. Pure: anybody can make the hashes again.

Two links: what a row says is bound by a salted hash, and each row is bound to the one before. So words can be
erased and the chain still holds, and nothing can be changed, taken out, moved or put in between.
"""

import hashlib
import hmac
from datetime import UTC, datetime

SALT_BYTES = 16
KEY_BYTES = 32
_BEGINNING = b"stafet/log/1\n"


def beginning(plan_id: str) -> bytes:
    """What stands before the first row: the chain of one plan cannot pass for another's."""
    return hashlib.sha256(_BEGINNING + plan_id.encode()).digest()


def commitment_to(salt: bytes, who: str, scope: str | None, grant: str | None, payload: bytes) -> bytes:
    """Everything a row says, in one hash. Who is named can only be guessed from it by whoever has the salt."""
    head = f"{who}\n{scope or ''}\n{grant or ''}\n".encode()
    return hashlib.sha256(salt + head + payload).digest()


def linked(before: bytes, seq: int, kind: str, at: str, commitment: bytes) -> bytes:
    """The hash of a row: it holds the hash of the row before, and so of all before it."""
    return hashlib.sha256(before + f"{seq}\n{kind}\n{at}\n".encode() + commitment).digest()


def keyed(key: bytes, link: bytes) -> bytes:
    """What only the server's key can make: whoever can write in the database cannot make a new chain that passes."""
    return hmac.digest(key, link, "sha256")


def moment(at: datetime) -> str:
    """A moment as the log writes it, and hashes it: UTC, six decimals, Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
