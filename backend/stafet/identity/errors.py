"""Why a sign-in came to nothing."""

from typing import Literal

Refusal = Literal[
    "cancelled",  # the person pressed cancel at the provider
    "provider_refused",  # the provider said no, or sent an answer without a code
    "provider_down",  # no answer, a late one, or one that is no answer
    "provider_misconfigured",  # its metadata is not the metadata of the issuer in the settings
    "wrong_state",  # the answer belongs to another browser or another attempt
    "wrong_issuer",
    "wrong_audience",
    "wrong_nonce",  # the token of another attempt
    "wrong_algorithm",
    "unknown_key",
    "bad_signature",
    "bad_token",  # not a token, or a claim of the wrong kind
    "no_subject",
    "expired",
    "from_the_future",
    "assurance_too_low",  # lower than demanded, missing, or in an unknown spelling
    "wrong_door",  # a private identity at the professional door, or the other way round
    "too_young",  # under 15, by what the provider says; nothing of it is kept
    "sign_in_too_old",  # a fresh sign-in was asked for, and this one is not
]


class SignInRefused(Exception):
    """Nobody is signed in. The code is stable; the words for people are in the phone's catalogue."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code)
        self.code: Refusal = code
