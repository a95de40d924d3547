"""Sealed at rest: what people write lies in the database as AES-256-GCM, under keys of their own.

A plan has a key; the master key, which lies outside the database and its backups, opens it. Each scope has a cipher
derived from the plan's key. What is sealed is bound to its plan, scope and place: moved elsewhere, it does not open
(docs/decisions/0029-sealed-at-rest.md).
"""

import base64
import os
import struct
import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from threading import Lock

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from stafet.store.errors import Unreadable, WrongMasterKey

FORMAT = 1
"""The first byte of everything sealed. No text that people write begins with it."""

KEY_BYTES = 32
NONCE_BYTES = 12
_HEAD = struct.Struct(">BH")
_BODY = _HEAD.size + NONCE_BYTES

# 200 plans with thirty scopes are some 12 MB of ciphers; the rest is derived again in 10 us.
KEPT_KEYS = 200
# Another process may have destroyed a key: what is not asked for leaves the memory of this one too.
KEPT_SECONDS = 300.0


def derived(key: bytes, info: bytes) -> bytes:
    """Another key, for one use only."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(key)


class MasterKey:
    """The key that opens all others. It comes from a file outside the database."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"A master key is {KEY_BYTES} bytes")
        # Says which key it is, and nothing about it.
        self.id = sha256(b"stafet/master-id/1|" + key).hexdigest()[:16]
        self._cipher = AESGCM(derived(key, b"stafet/wrap/1"))

    def wrap(self, owner: str, version: int, key: bytes) -> bytes:
        """A key as it is stored: only this master opens it, and only as this owner's."""
        nonce = os.urandom(NONCE_BYTES)
        return bytes([FORMAT]) + nonce + self._cipher.encrypt(nonce, key, _wrapped_for(owner, version))

    def unwrap(self, owner: str, version: int, wrapped: bytes) -> bytes:
        """The key itself."""
        if not wrapped or wrapped[0] != FORMAT:
            raise Unreadable("a key of another format")
        nonce, sealed = wrapped[1 : 1 + NONCE_BYTES], wrapped[1 + NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, sealed, _wrapped_for(owner, version))
        except InvalidTag:
            raise WrongMasterKey(f"the master key {self.id} does not open this key") from None


_MARK = "stafet-master-1"


def make_master_key() -> str:
    """A new master key, as its file holds it: a line that can be kept, printed and sealed in an envelope."""
    return f"{_MARK} {base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()}\n"


def read_master_key(text: str) -> MasterKey:
    """The key in a file. Raises ValueError for anything else."""
    mark, _, encoded = text.strip().partition(" ")
    if mark != _MARK:
        raise ValueError("not a master key")
    return MasterKey(base64.b64decode(encoded, altchars=b"-_", validate=True))


def _wrapped_for(owner: str, version: int) -> bytes:
    return f"stafet/key/1|{owner}|{version}".encode()


class DataKey:
    """One key of one plan (or of the house), with a cipher for each scope it has been used in."""

    __slots__ = ("_ciphers", "_key", "head", "owner", "used", "version")

    def __init__(self, owner: str, version: int, key: bytes, used: float) -> None:
        self.owner = owner
        self.version = version
        self.head = _HEAD.pack(FORMAT, version)
        self.used = used
        self._key = key
        self._ciphers: dict[str, AESGCM] = {}

    def cipher(self, scope: str) -> AESGCM:
        """The cipher of a scope."""
        found = self._ciphers.get(scope)
        if found is None:
            found = self._ciphers[scope] = AESGCM(derived(self._key, b"stafet/scope/1|" + scope.encode()))
        return found

    def seal(self, scope: str, place: str, text: bytes) -> bytes:
        """Close a text. `place` names the one row and column it belongs to."""
        nonce = os.urandom(NONCE_BYTES)
        return self.head + nonce + self.cipher(scope).encrypt(nonce, text, f"{self.owner}|{scope}|{place}".encode())

    def open(self, scope: str, place: str, sealed: bytes) -> bytes:
        """What was closed, if it stands where it was put."""
        try:
            return self.cipher(scope).decrypt(
                sealed[_HEAD.size : _BODY], sealed[_BODY:], f"{self.owner}|{scope}|{place}".encode()
            )
        except (InvalidTag, ValueError):
            raise Unreadable("a sealed text does not open where it stands") from None


def is_sealed(value: bytes) -> bool:
    """Whether this was sealed, or is plain text from before 0.2.0."""
    return value[:1] == bytes([FORMAT])


def version_of(sealed: bytes) -> int:
    """Which of its owner's keys a text was sealed with. Plain text is never taken for one."""
    if len(sealed) < _BODY or sealed[0] != FORMAT:
        raise Unreadable("a text is not sealed")
    return (sealed[1] << 8) | sealed[2]


class Keyring:
    """The keys one process has opened. A key is found by its wrapped bytes, which every transaction reads anew."""

    def __init__(
        self, master: MasterKey, *, most: int = KEPT_KEYS, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self.master = master
        self._most = most
        self._seconds = seconds
        self._keys: OrderedDict[tuple[str, int, bytes], DataKey] = OrderedDict()
        # The house's key is never destroyed while the house stands, and every request needs it.
        self.house: DataKey | None = None
        # Transactions on PostgreSQL run in several threads.
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._keys)

    def key(self, owner: str, version: int, wrapped: bytes) -> DataKey:
        """The key behind these wrapped bytes."""
        name = (owner, version, wrapped)
        with self._lock:
            found = self._keys.get(name)
            if found is not None:
                self._keys.move_to_end(name)
                found.used = self._seconds()
                self._drop_old()
                return found
        opened = DataKey(owner, version, self.master.unwrap(owner, version, wrapped), self._seconds())
        with self._lock:
            self._keys[name] = opened
            self._drop_old()
        return opened

    def new_key(self, owner: str, version: int) -> bytes:
        """A new random key, wrapped as it is to be stored."""
        return self.master.wrap(owner, version, os.urandom(KEY_BYTES))

    def forget(self, owner: str) -> None:
        """The owner's keys were destroyed."""
        with self._lock:
            for name in [name for name in self._keys if name[0] == owner]:
                del self._keys[name]

    def _drop_old(self) -> None:
        """Let go of what nobody has asked for in a while, and of the most seldom used beyond the number kept."""
        oldest = self._seconds() - KEPT_SECONDS
        while self._keys:
            name, first = next(iter(self._keys.items()))
            if len(self._keys) <= self._most and first.used >= oldest:
                return
            del self._keys[name]
