"""Receipts: what was given, changed or stopped, signed, so that anybody can check it without asking us. Pure.

A receipt is its exact bytes: one way of writing it, one signature. A byte more, less or other, and it is refused.
How to check one by hand: docs/receipts.md.
"""

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from stafet.domain.chain import commitment_to, linked

FORMAT = "stafet/receipt/1"
Receipt = Mapping[str, Any]
_HEX = re.compile(r"[0-9a-f]+")


class NotGenuine(Exception):
    """The file is not a receipt as it was signed. The message says in words what is wrong."""


class ReceiptKey:
    """The key that signs this installation's receipts. Whoever has its public half can check them, for ever."""

    def __init__(self, pem: str) -> None:
        key = load_pem_private_key(pem.encode(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise ValueError("The key of the receipts must be an Ed25519 key")  # noqa: TRY004 - a key, but not this kind
        self._key = key
        self.public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.id = key_id(self.public)

    def __repr__(self) -> str:
        return f"ReceiptKey({self.id})"

    def sign(self, content: Receipt) -> bytes:
        """The receipt's bytes."""
        named = {**content, "format": FORMAT, "keyId": self.id}
        return canonical({**named, "signature": self._key.sign(canonical(named)).hex()})


def make_receipt_key() -> str:
    """A new private key as PEM. Made once: who holds a receipt holds the public half that checks it."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def key_id(public: bytes) -> str:
    """A short name for a public key."""
    return sha256(public).hexdigest()[:16]


def canonical(content: Receipt) -> bytes:
    """The one way of writing it: names sorted, no spaces, UTF-8. The log writes what its rows say in the same way."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read(data: bytes, public: bytes) -> Receipt:
    """The receipt in a file, if every byte is as it was signed with this key. Raises `NotGenuine`."""
    try:
        receipt = json.loads(data.decode())
        if not isinstance(receipt, dict) or canonical(receipt) != data:
            raise NotGenuine("This is not a receipt as Stafet writes it: a byte was changed, added or is missing.")
    except (ValueError, RecursionError) as error:
        raise NotGenuine("This is not a receipt: it cannot be read.") from error
    signature = receipt.pop("signature", None)
    if receipt.get("format") != FORMAT or not isinstance(signature, str) or not _HEX.fullmatch(signature):
        raise NotGenuine("This is not a receipt of Stafet, or a byte was changed.")
    if receipt.get("keyId") != key_id(public):
        raise NotGenuine("It was signed with another key than the one it was checked with, or a byte was changed.")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(signature), canonical(receipt))
    except (InvalidSignature, ValueError) as error:
        raise NotGenuine("The signature does not fit: a byte was changed.") from error
    if hash_of(receipt) != receipt["row"]["hash"]:
        raise NotGenuine("What it says is not what stands in the log at its place.")
    return receipt


def hash_of(receipt: Receipt) -> str:
    """The hash of its row in the log, made again from what the receipt says (docs/log.md)."""
    row = receipt["row"]
    commitment = commitment_to(
        bytes.fromhex(row["salt"]), row["who"], row["scope"], row["grant"], canonical(receipt["said"])
    )
    return linked(bytes.fromhex(row["before"]), row["seq"], row["kind"], row["at"], commitment).hex()


_ACTS = {
    "given": "{name} was given a consent.",
    "superseded": "A consent to {name} ended: a new one took its place.",
    "withdrawn": "A consent to {name} was stopped.",
}
_WHO = {"citizen": "the citizen", "system": "the app, by itself", "operator": "the operator"}


def in_words(receipt: Receipt) -> str:
    """What a receipt says, for whoever checks one."""
    row, said = receipt["row"], receipt["said"]
    about = ", ".join(filter(None, (said["name"], said.get("role", ""), said.get("organisation", ""))))
    what = "May call, and reads nothing by it" if said["verb"] == "call" else f"{row['scope']} ({said['verb']})"
    lines = [
        _ACTS.get(row["kind"], "{name}: " + row["kind"]).format(name=about),
        f"When:     {row['at']}" + (f" (on the phone: {said['madeAt']})" if said.get("madeAt") else ""),
        f"By:       {_WHO.get(row['who'], 'the member themself')}",
        f"What:     {what}, for {said['purpose']}",
        f"Period:   from {said['from']} until {said['until']}",
        f"Words:    {said['words']}",
        f"Text:     {said['textId']} ({said.get('lang', '')}), SHA-256 of the words {said['wordsSha256']}",
        f"In the log: row {row['seq']}, hash {row['hash']}",
        f"Signed:   {receipt['issuedAt']} by {receipt['issuer']}, key {receipt['keyId']}",
    ]
    return "\n".join(lines)
