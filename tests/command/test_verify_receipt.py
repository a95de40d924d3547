"""`stafet verify receipt`, as a relative or an auditor types it: words, and an exit code."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from stafet.domain.receipts import ReceiptKey, make_receipt_key
from tests.command.test_command import Stafet, stafet
from tests.support.log_rules import KEYS, RECEIPT_KEY
from tests.use_cases.test_receipts import FILE, PUBLIC

__all__ = ["stafet"]


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    path = tmp_path / "receipt.json"
    path.write_bytes(FILE)
    return path


def test_a_genuine_receipt_is_read_out(stafet: Stafet, receipt: Path) -> None:
    done = stafet("verify", "receipt", str(receipt), "--key", PUBLIC.hex())

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Genuine: every byte is as it was signed.\nKaren Møller was given a consent.\n")


def test_a_changed_receipt_is_refused_in_a_line(stafet: Stafet, receipt: Path) -> None:
    receipt.write_bytes(FILE.replace(b"safety", b"SAFETY"))

    done = stafet("verify", "receipt", str(receipt), "--key", PUBLIC.hex())

    assert (done.returncode, done.stdout.count("\n")) == (1, 1)
    assert done.stdout.startswith("NOT genuine: ")


def test_a_line_break_at_the_end_is_a_change_too(stafet: Stafet, receipt: Path) -> None:
    receipt.write_bytes(FILE + b"\n")

    assert stafet("verify", "receipt", str(receipt), "--key", PUBLIC.hex()).returncode == 1


def test_on_the_server_its_own_key_is_used(stafet: Stafet, receipt: Path, tmp_path: Path) -> None:
    (tmp_path / "receipt.key").write_text(RECEIPT_KEY)

    done = stafet("verify", "receipt", str(receipt), STAFET_RECEIPT_KEY_FILE=str(tmp_path / "receipt.key"))

    assert done.returncode == 0


def test_a_key_may_be_a_file_of_either_kind(stafet: Stafet, receipt: Path, tmp_path: Path) -> None:
    public = Ed25519PublicKey.from_public_bytes(PUBLIC)
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    for text in (PUBLIC.hex() + "\n", pem, RECEIPT_KEY):
        (tmp_path / "key").write_text(text)
        assert stafet("verify", "receipt", str(receipt), "--key", str(tmp_path / "key")).returncode == 0


def test_another_key_is_told_apart(stafet: Stafet, receipt: Path) -> None:
    done = stafet("verify", "receipt", str(receipt), "--key", ReceiptKey(make_receipt_key()).public.hex())

    assert (done.returncode, "another key" in done.stdout) == (1, True)


@pytest.mark.parametrize("key", ["", "12", "x" * 64, __file__])
def test_without_a_key_nothing_is_said_about_the_receipt(stafet: Stafet, receipt: Path, key: str) -> None:
    done = stafet("verify", "receipt", str(receipt), "--key", key)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("stafet: ")


def test_a_receipt_that_is_not_there_is_told(stafet: Stafet, tmp_path: Path) -> None:
    done = stafet("verify", "receipt", str(tmp_path / "nothing.json"), "--key", KEYS.receipt.public.hex())

    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be read" in done.stderr
