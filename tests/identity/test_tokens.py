"""What opens something cannot be guessed, and is not stored."""

from stafet.identity.tokens import code_hash, new_code, new_token, token_hash


def test_a_token_carries_256_bits() -> None:
    assert len({new_token() for _ in range(100)} | {"x" * 43}) == 101
    assert len(new_token()) == 43


def test_the_stored_hash_is_not_the_token() -> None:
    assert token_hash("a") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"


def test_a_code_is_six_digits_also_when_it_begins_with_nothing() -> None:
    assert all(len(code) == 6 and code.isdecimal() for code in (new_code() for _ in range(1000)))


def test_the_same_code_at_two_invitations_is_stored_differently() -> None:
    assert code_hash("123456", "one") != code_hash("123456", "two")
