"""Whatever the provider says, only what is exactly right signs anybody in. The numbers are those of the known lies."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from stafet.identity.errors import SignInRefused
from stafet.identity.people import Identity
from stafet.identity.provider import Provider
from tests.provider.lying_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    FORGED,
    KEY,
    NOW,
    LyingProvider,
    a_client,
    remembered,
)

MOMENT = int(NOW.timestamp())


@pytest.fixture
async def liar() -> AsyncIterator[LyingProvider]:
    liar = LyingProvider()
    async with TestServer(liar.app()) as server:
        liar.issuer = f"http://127.0.0.1:{server.port}"
        yield liar


@pytest.fixture
def stafet(liar: LyingProvider) -> Provider:
    return a_client(liar.issuer)


async def signed_in(stafet: Provider, liar: LyingProvider, **attempt: Any) -> Identity:
    start = await stafet.start(attempt.get("door", "citizen"), NOW, max_age=attempt.get("max_age"))
    return await stafet.finish(liar.sign_in(start), remembered(start, **attempt), NOW)


async def refusal(stafet: Provider, liar: LyingProvider, **attempt: Any) -> str:
    with pytest.raises(SignInRefused) as refused:
        await signed_in(stafet, liar, **attempt)
    return refused.value.code


async def test_an_honest_provider_tells_who_it_is(stafet: Provider, liar: LyingProvider) -> None:
    who = await signed_in(stafet, liar)

    proved_at = NOW - timedelta(seconds=10)
    assert who == Identity(
        issuer=liar.issuer, subject="7c9e6679", name="Peter Dam", door="citizen", proved_at=proved_at
    )


async def test_a_person_whose_name_is_protected_is_signed_in_without_one(stafet: Provider, liar: LyingProvider) -> None:
    liar.lie = lambda claims: claims.pop("name")

    assert (await signed_in(stafet, liar)).name == ""


async def test_every_sign_in_asks_with_pkce_and_a_nonce(stafet: Provider, liar: LyingProvider) -> None:
    await signed_in(stafet, liar)

    assert liar.asked[0]["code_challenge_method"] == ["S256"]


async def test_a_step_up_asks_the_person_to_sign_in_again(stafet: Provider, liar: LyingProvider) -> None:
    await signed_in(stafet, liar, max_age=300)

    assert (liar.asked[0]["max_age"], liar.asked[0]["prompt"]) == (["300"], ["login"])


CLAIM_LIES: list[tuple[str, Callable[[dict[str, Any]], object], str]] = [
    ("1 another audience while azp is Stafet", lambda c: c.update(aud="other", azp=CLIENT_ID), "wrong_audience"),
    ("2 assurance Low", lambda c: c.update(loa="https://data.gov.dk/concept/core/nsis/Low"), "assurance_too_low"),
    ("3 no assurance", lambda c: c.pop("loa"), "assurance_too_low"),
    ("4 a professional at the citizen door", lambda c: c.update(identity_type="professional"), "wrong_door"),
    ("6 another issuer in the token", lambda c: c.update(iss="https://evil.dk"), "wrong_issuer"),
    ("7 another nonce", lambda c: c.update(nonce="another"), "wrong_nonce"),
    ("7b no nonce", lambda c: c.pop("nonce"), "wrong_nonce"),
    ("8 expired for 60 seconds", lambda c: c.update(exp=MOMENT - 60), "expired"),
    ("9 a second audience", lambda c: c.update(aud=[CLIENT_ID, "other"], azp=CLIENT_ID), "wrong_audience"),
    ("10 another audience and no azp", lambda c: c.update(aud="other"), "wrong_audience"),
    ("11 no audience", lambda c: c.pop("aud"), "wrong_audience"),
    ("16 no end", lambda c: c.pop("exp"), "bad_token"),
    ("16b an end that is no number", lambda c: c.update(exp=str(MOMENT + 300)), "bad_token"),
    ("16c an end that never comes", lambda c: c.update(exp=float("inf")), "bad_token"),
    ("17 issued in the future", lambda c: c.update(iat=MOMENT + 60), "from_the_future"),
    ("21 no subject", lambda c: c.pop("sub"), "no_subject"),
    ("21b an empty subject", lambda c: c.update(sub=" "), "no_subject"),
    ("21c a subject that is no identifier", lambda c: c.update(sub="Peter Dåm"), "no_subject"),
    ("22 assurance in an unknown spelling", lambda c: c.update(loa="substantial-ish"), "assurance_too_low"),
    ("at_hash of another access token", lambda c: c.update(at_hash="AAAAAAAAAAAAAAAAAAAAAA"), "bad_token"),
    ("azp of another client", lambda c: c.update(azp="other"), "wrong_audience"),
    ("not valid yet", lambda c: c.update(nbf=MOMENT + 60), "from_the_future"),
]


@pytest.mark.parametrize(("lie", "code"), [lie[1:] for lie in CLAIM_LIES], ids=[lie[0] for lie in CLAIM_LIES])
async def test_a_lie_in_the_claims_is_refused(
    stafet: Provider, liar: LyingProvider, lie: Callable[[dict[str, Any]], object], code: str
) -> None:
    liar.lie = lie

    assert await refusal(stafet, liar) == code


async def test_5_a_sign_in_a_year_ago_is_no_step_up(stafet: Provider, liar: LyingProvider) -> None:
    liar.lie = lambda claims: claims.update(auth_time=MOMENT - 365 * 24 * 3600)

    assert await refusal(stafet, liar, max_age=300) == "sign_in_too_old"


async def test_24_a_step_up_without_the_time_of_it_is_refused(stafet: Provider, liar: LyingProvider) -> None:
    liar.lie = lambda claims: claims.pop("auth_time")

    assert await refusal(stafet, liar, max_age=300) == "sign_in_too_old"


@pytest.mark.parametrize("said", ["now", True, None, float("nan"), float("inf")])
async def test_24b_a_time_of_step_up_that_is_no_time_is_refused(
    stafet: Provider, liar: LyingProvider, said: object
) -> None:
    liar.lie = lambda claims: claims.update(auth_time=said)

    assert await refusal(stafet, liar, max_age=300) == "bad_token"


async def test_5b_a_sign_in_from_the_future_is_refused_also_without_a_step_up(
    stafet: Provider, liar: LyingProvider
) -> None:
    liar.lie = lambda claims: claims.update(auth_time=MOMENT + 60)

    assert await refusal(stafet, liar) == "from_the_future"


async def test_5c_a_step_up_that_was_done_before_it_was_asked_for_is_none(
    stafet: Provider, liar: LyingProvider
) -> None:
    liar.lie = lambda claims: claims.update(auth_time=MOMENT - 31)

    assert await refusal(stafet, liar, max_age=0) == "sign_in_too_old"


async def test_a_provider_that_does_not_say_when_it_saw_the_person_has_proved_nothing(
    stafet: Provider, liar: LyingProvider
) -> None:
    liar.lie = lambda claims: claims.pop("auth_time")

    assert (await signed_in(stafet, liar)).proved_at is None


async def test_a_child_is_refused_and_told_why(stafet: Provider, liar: LyingProvider) -> None:
    liar.lie = lambda claims: claims.update(age=14)

    assert await refusal(stafet, liar) == "too_young"


async def test_23_a_private_identity_at_the_professional_door_is_refused(stafet: Provider, liar: LyingProvider) -> None:
    assert await refusal(stafet, liar, door="professional") == "wrong_door"


async def test_12_an_unsigned_token_is_refused(stafet: Provider, liar: LyingProvider) -> None:
    liar.algorithm = "none"

    assert await refusal(stafet, liar) in {"wrong_algorithm", "bad_token"}


@pytest.mark.parametrize(
    "secret", [CLIENT_SECRET.encode(), KEY.as_pem(private=False)], ids=["client secret", "public key"]
)
async def test_13_a_token_signed_with_what_others_know_is_refused(
    stafet: Provider, liar: LyingProvider, secret: bytes
) -> None:
    liar.algorithm, liar.shared_secret = "HS256", secret

    assert await refusal(stafet, liar) == "wrong_algorithm"


async def test_14_a_token_signed_with_a_key_of_somebody_else_is_refused(stafet: Provider, liar: LyingProvider) -> None:
    liar.key = FORGED

    assert await refusal(stafet, liar) == "bad_signature"


async def test_15_a_key_that_is_unknown_after_a_refresh_is_refused(stafet: Provider, liar: LyingProvider) -> None:
    liar.kid = "two"

    assert await refusal(stafet, liar) == "unknown_key"


async def test_18_the_token_of_another_sign_in_is_refused(stafet: Provider, liar: LyingProvider) -> None:
    other = liar.sign_in(await stafet.start("citizen", NOW))
    start = await stafet.start("citizen", NOW)

    with pytest.raises(SignInRefused, match="wrong_nonce"):
        await stafet.finish(liar.sign_in(start) | {"code": other["code"]}, remembered(start), NOW)


@pytest.mark.parametrize("state", ["", "another-browsers", "æøå"])
async def test_19_an_answer_for_another_browser_is_refused(stafet: Provider, liar: LyingProvider, state: str) -> None:
    start = await stafet.start("citizen", NOW)

    with pytest.raises(SignInRefused, match="wrong_state"):
        await stafet.finish(liar.sign_in(start) | {"state": state}, remembered(start), NOW)


async def test_20_metadata_of_another_issuer_begins_nothing(stafet: Provider, liar: LyingProvider) -> None:
    liar.announced_issuer = "https://evil.dk"

    with pytest.raises(SignInRefused, match="provider_misconfigured"):
        await stafet.start("citizen", NOW)


async def test_25_a_flood_of_unknown_keys_fetches_the_keys_once_a_minute(stafet: Provider, liar: LyingProvider) -> None:
    await signed_in(stafet, liar)
    liar.kid = "two"

    codes = await asyncio.gather(*(refusal(stafet, liar) for _ in range(20)))

    assert (set(codes), liar.key_fetches) == ({"unknown_key"}, 1)


async def test_a_new_key_of_the_provider_is_found_a_minute_later(stafet: Provider, liar: LyingProvider) -> None:
    await signed_in(stafet, liar)
    liar.kid = "two"
    start = await stafet.start("citizen", NOW)

    with pytest.raises(SignInRefused, match="unknown_key"):
        await stafet.finish(liar.sign_in(start), remembered(start), NOW + timedelta(seconds=61))

    assert liar.key_fetches == 2


async def test_an_answer_that_another_issuer_sent_is_refused_before_its_code_is_spent(
    stafet: Provider, liar: LyingProvider
) -> None:
    liar.answering_issuer = "https://evil.dk"

    assert await refusal(stafet, liar) == "wrong_issuer"


async def test_an_answer_that_leaves_out_the_promised_issuer_is_refused(stafet: Provider, liar: LyingProvider) -> None:
    start = await stafet.start("citizen", NOW)
    answer = liar.sign_in(start)
    del answer["iss"]

    with pytest.raises(SignInRefused, match="wrong_issuer"):
        await stafet.finish(answer, remembered(start), NOW)


@pytest.mark.parametrize(("error", "code"), [("access_denied", "cancelled"), ("server_error", "provider_refused")])
async def test_a_person_who_pressed_cancel_is_told_apart_from_a_provider_that_said_no(
    stafet: Provider, liar: LyingProvider, error: str, code: str
) -> None:
    start = await stafet.start("citizen", NOW)

    with pytest.raises(SignInRefused, match=code):
        await stafet.finish({"error": error, "state": start.state, "iss": liar.issuer}, remembered(start), NOW)


async def test_a_provider_that_is_down_is_a_refusal_and_not_a_crash() -> None:
    with pytest.raises(SignInRefused, match="provider_down"):
        await a_client("http://127.0.0.1:9").start("citizen", NOW)


def test_every_known_lie_has_a_test_with_its_number() -> None:
    """The list of 25: docs/threat-model.md, T20."""
    names = [lie[0] for lie in CLAIM_LIES] + [
        name.removeprefix("test_") for name in globals() if name.startswith("test_")
    ]
    numbers = {int(found[1]) for name in names if (found := re.match(r"(\d+)[a-z]?[ _]", name))}

    assert numbers == set(range(1, 26))
