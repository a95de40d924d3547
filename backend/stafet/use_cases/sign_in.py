"""Coming in and going out: a person, a session, this person's devices."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from stafet.domain.ids import PersonId, PlanId, random_id
from stafet.domain.log import Entry
from stafet.domain.log import SignedIn as NewDevice
from stafet.domain.people import Door
from stafet.domain.proof import is_fresh
from stafet.domain.structs import Wire
from stafet.domain.texts import clean
from stafet.identity.tokens import new_token, token_hash
from stafet.store import log, people, places, plans, sessions
from stafet.store.engine import Transaction
from stafet.store.people import PersonRow
from stafet.store.sessions import AttemptRow, SessionRow
from stafet.use_cases.errors import NotFound, SignInFailed
from stafet.use_cases.lines import line

# A sign-in on its way to the provider and back, as HTTP carries it on.
StartedSignIn = AttemptRow

ATTEMPT_LIFE = timedelta(minutes=10)
# A device that has not signed in for so long is a new one when it does.
DEVICE_LIFE = timedelta(days=400)
# How long a new device is news.
NEWS = timedelta(days=14)
# The row of a session is touched at most this often: reading must not mean writing.
TOUCH_EVERY = timedelta(minutes=10)


class Life(msgspec.Struct, frozen=True):
    """How long a session lasts, and how long it may lie unused (trust.md 4.4)."""

    absolute: timedelta
    idle: timedelta


LIVES: dict[Door, Life] = {
    "citizen": Life(timedelta(days=90), timedelta(days=30)),
    "professional": Life(timedelta(hours=8), timedelta(minutes=30)),
}


class Entered(msgspec.Struct, frozen=True):
    """What a sign-in leaves in the browser."""

    token: str
    # The value this browser is recognised by next time; it opens nothing.
    device: str
    is_new_device: bool


class SignedIn(msgspec.Struct, frozen=True):
    """Who is signed in, on which device."""

    person: PersonRow
    session: SessionRow


class PlanRole(Wire, frozen=True, kw_only=True):
    """A plan this person has a place in."""

    plan: PlanId
    role: Literal["citizen", "member"]
    # The citizen's name.
    name: str
    status: str = ""


class PersonMe(Wire, frozen=True, kw_only=True):
    """The signed-in person."""

    id: PersonId
    name: str
    door: Door
    lang: str


class DeviceSeen(Wire, frozen=True, kw_only=True):
    """A device on which this person signed in for the first time."""

    label: str
    at: datetime


class MeOut(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """Who am I here. Also answered to somebody who is not signed in."""

    signed_in: bool
    demo: bool
    person: PersonMe | None = None
    plans: list[PlanRole] = []
    # Sign-ins of the last two weeks on devices not used before, other than this one. Somebody should wonder.
    new_devices: list[DeviceSeen] = []
    # The person has shown who they are within the last five minutes. A phone whose code they forgot then asks for none.
    proved: bool = False


class SessionOut(msgspec.Struct, frozen=True, rename="camel"):
    """One of my devices."""

    session: str
    label: str
    created_at: datetime
    last_seen_at: datetime
    current: bool


def begin(
    tx: Transaction,
    *,
    door: Door,
    state: str,
    nonce: str,
    verifier: str,
    return_to: str,
    now: datetime,
    person: PersonId | None = None,
) -> str:
    """Remember a sign-in on its way to the provider. Answers the secret for the browser's cookie.

    `person` is set when somebody who is signed in shows anew that it is them.
    """
    secret = new_token()
    attempt = AttemptRow(
        door=door,
        state=state,
        nonce=nonce,
        verifier=verifier,
        return_to=return_to,
        expires_at=now + ATTEMPT_LIFE,
        person_id=person,
    )
    sessions.add_attempt(tx, token_hash(secret), attempt, now)
    return secret


def take_attempt(tx: Transaction, secret: str, now: datetime) -> AttemptRow:
    """The sign-in this browser began. Another browser's answer, an old one or a repeated one is refused."""
    attempt = sessions.take_attempt(tx, token_hash(secret)) if secret else None
    if attempt is None or attempt.expires_at <= now:
        raise SignInFailed("sign_in_expired")
    return attempt


def sign_in(
    tx: Transaction,
    *,
    issuer: str,
    subject: str,
    name: str,
    door: Door,
    label: str,
    old_token: str,
    now: datetime,
    proved_at: datetime | None = None,
    old_device: str = "",
) -> Entered:
    """Make a session under a token of our own; the one the browser came with dies at once.

    The same person on the same device goes on in the same session, so that their reminders still find the phone.
    """
    person = people.of_subject(tx, issuer, subject)
    if person is None:
        person = PersonRow(
            id=PersonId(random_id()), issuer=issuer, subject=subject, door=door, name=clean(name)[:200], lang="da"
        )
        people.add(tx, person, now)
    elif person.door != door:
        raise SignInFailed("wrong_door")
    held = sessions.find(tx, token_hash(old_token)) if old_token else None
    is_same = held is not None and held[1].id == person.id
    is_known = bool(old_device) and sessions.knows_device(tx, person.id, token_hash(old_device))
    device = old_device if is_known else new_token()
    sessions.know_device(tx, person.id, token_hash(device), old_before=now - DEVICE_LIFE, now=now)
    session = SessionRow(
        id=held[0].id if held is not None and is_same else random_id(),
        person=person.id,
        label=clean(label)[:200] or "?",
        created_at=now,
        last_seen_at=now,
        expires_at=now + LIVES[door].absolute,
        proved_at=proved_at,
        device_hash=token_hash(device),
    )
    token = new_token()
    if is_same:
        sessions.renew(tx, session, token_hash(token))
    else:
        if held is not None:
            sessions.end(tx, held[1].id, held[0].id)
        sessions.add(tx, session, token_hash(token))
    is_new = not is_known and not is_same
    if is_new:
        _tell_of_new_device(tx, person.id, session.label, now)
    return Entered(token, device, is_new_device=is_new)


def _tell_of_new_device(tx: Transaction, person: PersonId, label: str, now: datetime) -> None:
    """Into the log of the person's own plan. Where somebody who works for the citizen signs in is their own matter."""
    own = plans.of_citizen(tx, person)
    plan = plans.lock(tx, own.id) if own else None
    if plan is not None:
        log.append(tx, plan.id, [Entry(kind="signed_in", who="citizen", said=NewDevice(label=label))], now)


def who_is(tx: Transaction, token: str, now: datetime) -> SignedIn | None:
    """Whose session this is. A value the server did not make, an ended or an unused session is nobody."""
    found = sessions.find(tx, token_hash(token)) if token else None
    if found is None:
        return None
    session, person = found
    return SignedIn(person, session) if is_alive(session, person.door, now) else None


def is_alive(session: SessionRow, door: Door, now: datetime) -> bool:
    """Whether a session still opens anything: within its life, and not left unused."""
    return now < session.expires_at and now < session.last_seen_at + LIVES[door].idle


def is_due_for_touch(signed_in: SignedIn, now: datetime) -> bool:
    """Whether the session row should be told that the device was seen."""
    return signed_in.session.last_seen_at + TOUCH_EVERY <= now


def touch(tx: Transaction, signed_in: SignedIn, now: datetime) -> None:
    """The device was seen."""
    sessions.touch(tx, signed_in.session.id, now)


def me(tx: Transaction, signed_in: SignedIn | None, *, demo: bool, now: datetime) -> MeOut:
    """The person and the plans they have a place in."""
    if signed_in is None:
        return MeOut(signed_in=False, demo=demo)
    person = people.find(tx, signed_in.person.id) or signed_in.person
    mine = places.of_person(tx, person.id)
    own = next((place.plan for place in mine if place.member is None), None)
    roles = [
        PlanRole(plan=place.plan.id, role="member" if place.member else "citizen", name=place.plan.citizen_name)
        for place in mine
    ]
    return MeOut(
        signed_in=True,
        demo=demo,
        person=PersonMe(id=person.id, name=person.name, door=person.door, lang=person.lang),
        plans=roles,
        new_devices=[
            DeviceSeen(label=seen.said.label, at=seen.at)
            for seen in (log.lately(tx, own.id, "signed_in", NewDevice, since=now - NEWS) if own else [])
            if seen.at != signed_in.session.created_at
        ],
        proved=is_fresh(signed_in.session.proved_at, now),
    )


def change_me(tx: Transaction, signed_in: SignedIn, values: dict[str, str]) -> None:
    """Write one's own name and language."""
    if values:
        people.change(tx, signed_in.person.id, **{name: line(value, field=name) for name, value in values.items()})


def sign_out(tx: Transaction, signed_in: SignedIn, *, everywhere: bool) -> None:
    """End this session, or all of them."""
    if everywhere:
        sessions.end_all(tx, signed_in.person.id)
    else:
        sessions.end(tx, signed_in.person.id, signed_in.session.id)


def my_devices(tx: Transaction, signed_in: SignedIn, now: datetime) -> list[SessionOut]:
    """Where this person is signed in."""
    return [
        SessionOut(
            session=row.id,
            label=row.label,
            created_at=row.created_at,
            last_seen_at=row.last_seen_at,
            current=row.id == signed_in.session.id,
        )
        for row in sessions.of_person(tx, signed_in.person.id, now)
        if is_alive(row, signed_in.person.door, now)
    ]


def sign_out_device(tx: Transaction, signed_in: SignedIn, session_id: str, now: datetime) -> None:
    """A lost phone is signed out from another one. When it comes back it is a new device."""
    found = next((row for row in sessions.of_person(tx, signed_in.person.id, now) if row.id == session_id), None)
    if found is None:
        raise NotFound
    if found.device_hash is not None:
        sessions.forget_device(tx, signed_in.person.id, found.device_hash)
    sessions.end(tx, signed_in.person.id, found.id)
