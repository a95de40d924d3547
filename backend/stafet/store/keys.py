"""The keys that close the texts and make the log hard to forge. They live outside the database: who takes the one has
not the other.
"""

import secrets

import msgspec
import sqlalchemy as sa

from stafet.domain.chain import KEY_BYTES
from stafet.domain.receipts import ReceiptKey
from stafet.store.sealing import MasterKey

_OPTION = "stafet_keys"


class Keys(msgspec.Struct, frozen=True):
    """The keys a database is opened with. Never printed, never kept in a row."""

    log: bytes
    # Opens the key of every plan (store/plan_keys.py).
    master: MasterKey
    # Signs what citizens are given to keep.
    receipt: ReceiptKey

    def __post_init__(self) -> None:
        if len(self.log) != KEY_BYTES:
            raise ValueError(f"The key of the log is {KEY_BYTES} bytes long")

    def __repr__(self) -> str:
        return "Keys(...)"


class KeysMissing(Exception):
    """The database was opened without its keys, for a job that needs none. This one does."""


def given(keys: Keys | None) -> dict[str, Keys]:
    """As options of an engine: every transaction of it knows them."""
    return {_OPTION: keys} if keys is not None else {}


def keys_of(tx: sa.Connection) -> Keys:
    """The keys this transaction's database was opened with."""
    keys: Keys | None = tx.get_execution_options().get(_OPTION)
    if keys is None:
        raise KeysMissing
    return keys


def make_log_key() -> str:
    """A new key as a line of hexadecimal. Made once: with another key no row that stands can be checked."""
    return secrets.token_hex(KEY_BYTES) + "\n"


def read_log_key(text: str) -> bytes:
    """The key in a file. Raises ValueError for anything else."""
    key = bytes.fromhex(text.strip())
    if len(key) != KEY_BYTES:
        raise ValueError(f"The key of the log is {KEY_BYTES} bytes, written as {KEY_BYTES * 2} hexadecimal digits")
    return key
