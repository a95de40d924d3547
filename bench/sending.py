"""What one push costs: beside the encryption alone, and beside a library used as its first page says."""

import asyncio
import hmac
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pywebpush import webpush

from stafet.push.delivery import Delivered
from stafet.push.keys import load_keys, make_keys
from stafet.push.payload import neutral_payload
from stafet.push.sender import Sender, Subscription
from tests.support.phone_push import PhonePush

PHONES = 200
README = 60
SUBJECT = "mailto:bench@stafet.dk"
PAYLOAD = neutral_payload("meeting", "da", "https://stafet.test/r/AAAAAAAAAAAAAAAAAAAAAA")


def ratios(repetitions: int) -> tuple[list[float], list[float], str]:
    """CPU of the floor over ours, and of the library's first page over ours; and what one message costs each."""
    sink = subprocess.Popen([sys.executable, "-m", "bench.sink"], stdout=subprocess.PIPE, text=True)
    assert sink.stdout is not None
    origin = f"http://127.0.0.1:{sink.stdout.readline().strip()}"
    phones = [PhonePush() for _ in range(PHONES)]
    pem = make_keys()
    try:
        with tempfile.TemporaryDirectory() as folder:
            key = Path(folder) / "vapid.pem"
            key.write_text(pem)
            costs = [
                (_floor(phones), asyncio.run(_ours(origin, pem, phones)), _readme(origin, str(key), phones[:README]))
                for _ in range(repetitions + 1)
            ][1:]  # The first one warms up.
    finally:
        sink.terminate()
        sink.wait(timeout=10)
    middle = [sorted(one)[len(one) // 2] * 1e6 for one in zip(*costs, strict=True)]
    return (
        [floor / ours for floor, ours, _ in costs],
        [readme / ours for _, ours, readme in costs],
        f"{middle[0]:.0f} us the encryption, {middle[1]:.0f} us ours, {middle[2]:.0f} us the library's",
    )


def _cpu(work: Callable[[], object], messages: int) -> float:
    before = time.process_time()
    work()
    return (time.process_time() - before) / messages


def _floor(phones: list[PhonePush]) -> float:
    """Nothing but what RFC 8291 demands for each message: a key, an agreement, five HMACs, one AES-GCM."""
    peers = [(phone.private.public_key(), phone.secret) for phone in phones]

    def derive(key: bytes, info: bytes) -> bytes:
        return hmac.digest(key, info + b"\x01", "sha256")

    def work() -> None:
        for peer, secret in peers:
            own = ec.generate_private_key(ec.SECP256R1())
            points = b"".join(
                key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint) for key in (peer, own.public_key())
            )
            shared = hmac.digest(secret, own.exchange(ec.ECDH(), peer), "sha256")
            key = hmac.digest(os.urandom(16), derive(shared, b"WebPush: info\x00" + points), "sha256")
            nonce = derive(key, b"Content-Encoding: nonce\x00")[:12]
            AESGCM(derive(key, b"Content-Encoding: aes128gcm\x00")[:16]).encrypt(nonce, PAYLOAD + b"\x02", None)

    return _cpu(work, len(phones))


async def _ours(origin: str, pem: str, phones: list[PhonePush]) -> float:
    """The sender as the server uses it: one session, the signature made once, thirty-two at once."""
    now = datetime.now(UTC)
    to = [Subscription(endpoint=f"{origin}/{number}", **phone.keys) for number, phone in enumerate(phones)]
    async with Sender(load_keys(pem, SUBJECT), extra_origins=[origin]) as sender:
        before = time.process_time()
        results = await asyncio.gather(*(sender.send(one, PAYLOAD, ttl=60, topic="bench", now=now) for one in to))
        used = time.process_time() - before
    assert results == [Delivered()] * len(phones)
    return used / len(phones)


def _readme(origin: str, key: str, phones: list[PhonePush]) -> float:
    """pywebpush as its README shows it."""
    to = [{"endpoint": f"{origin}/{number}", "keys": phone.keys} for number, phone in enumerate(phones)]

    def work() -> None:
        for one in to:
            webpush(one, PAYLOAD, vapid_private_key=key, vapid_claims={"sub": SUBJECT}, ttl=60)

    return _cpu(work, len(phones))
