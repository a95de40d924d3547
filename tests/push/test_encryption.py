"""What is encrypted here is read by a browser there: the example of the standard, and another implementation."""

import os

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from stafet.push.encryption import KeysRefused, encrypt, read_keys
from tests.support.phone_push import PhonePush, as_bytes, as_text

# RFC 8291, section 5 and appendix A.
BROWSER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
SERVER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
    "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_standard_comes_out_byte_for_byte() -> None:
    own = ec.derive_private_key(int.from_bytes(as_bytes(SERVER), "big"), ec.SECP256R1())
    browser = read_keys(BROWSER, SECRET)

    body = encrypt(b"When I grow up, I want to be a watermelon", browser, own=own, salt=as_bytes(SALT))

    assert as_text(body) == BODY


def test_another_implementation_reads_it() -> None:
    phone, text = PhonePush(), os.urandom(512)

    assert phone.decrypt(encrypt(text, read_keys(**phone.keys))) == text


def test_the_same_message_twice_has_nothing_in_common() -> None:
    keys = read_keys(**PhonePush().keys)

    one, other = encrypt(b"x" * 512, keys), encrypt(b"x" * 512, keys)

    assert (one[:16] != other[:16], one[21:86] != other[21:86], one[86:] != other[86:]) == (True, True, True)


@pytest.mark.parametrize("keys", [(BROWSER[:-2], SECRET), (BROWSER, SECRET[:-2]), ("A" * 87, SECRET), ("", "")])
def test_keys_that_are_no_browsers_are_refused(keys: tuple[str, str]) -> None:
    with pytest.raises(KeysRefused):
        read_keys(*keys)
