"""Showing anew that it is you: before what is hard to take back, a sign-in of a moment ago is needed (trust.md 4.4).

Asked for by: the first consent to somebody, taking everything out, erasing the plan. Never by stopping, signing out or
leaving: what makes a person safer must not wait for anything.
"""

from datetime import datetime

import msgspec

from stafet.domain.ids import PersonId
from stafet.domain.proof import is_fresh
from stafet.identity.tokens import new_token, token_hash
from stafet.store import people, sessions
from stafet.store.engine import Transaction
from stafet.store.sessions import AttemptRow
from stafet.use_cases.errors import NotAllowed, SignInFailed
from stafet.use_cases.sign_in import ATTEMPT_LIFE, LIVES, who_is


def demand_fresh(proved_at: datetime | None, now: datetime) -> None:
    """Go on only when the person has just proved who they are."""
    if not is_fresh(proved_at, now):
        raise NotAllowed("step_up_needed")


def oldest_proof(attempt: AttemptRow, now: datetime) -> int | None:
    """How many seconds ago the provider may have seen the person: not before they were asked. None: anything goes."""
    if attempt.person_id is None:
        return None
    return int((now - (attempt.expires_at - ATTEMPT_LIFE)).total_seconds())


def prove(
    tx: Transaction,
    *,
    token: str,
    person: PersonId,
    issuer: str,
    subject: str,
    proved_at: datetime | None,
    now: datetime,
) -> str:
    """The provider says that it is them. The session goes on under a new token; the old one dies at once.

    Somebody else's identity changes nothing: the session stays whose it was, and has proved nothing.
    """
    signed_in = who_is(tx, token, now)
    if signed_in is None or signed_in.person.id != person:
        raise SignInFailed("sign_in_expired")
    shown = people.of_subject(tx, issuer, subject)
    if shown is None or shown.id != person:
        raise SignInFailed("other_person")
    renewed = msgspec.structs.replace(
        signed_in.session,
        proved_at=proved_at,
        last_seen_at=now,
        expires_at=now + LIVES[signed_in.person.door].absolute,
    )
    new = new_token()
    sessions.renew(tx, renewed, token_hash(new))
    return new
