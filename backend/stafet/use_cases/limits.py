"""How often: who asks more than a person can mean is told to wait (T5, T7, T23, T32).

Counted in this process's memory, by person and by address; see docs/decisions/0021-limits.md.
"""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from hashlib import sha256

import structlog

from stafet.domain.buckets import Buckets, Different, Limit
from stafet.domain.ids import PersonId, PlanId
from stafet.settings import Settings
from stafet.use_cases.errors import TooMany

log = structlog.get_logger()

# A ward signs in from one address in the morning: by address is against machines, not against colleagues.
SIGN_IN_STARTS = Limit(burst=120, every=timedelta(seconds=1))
# Answers of the provider that lead to nobody. A person fails now and then; a guesser fails all the time.
FAILED_SIGN_INS = Limit(burst=30, every=timedelta(seconds=20))
# On top of the five tries a code has: nobody accepts ten invitations at once.
INVITATION_TRIES = Limit(burst=10, every=timedelta(minutes=1))
INVITATION_TRIES_FROM_ONE_PLACE = Limit(burst=60, every=timedelta(seconds=10))
# Some calendars are fetched for everybody by a few machines of one company: many at a time from one address.
CALENDAR_FETCHES = Limit(burst=300, every=timedelta(seconds=1) / 5)
# A link that was turned off is asked for until somebody takes it out of their calendar; a guesser asks all the time.
WRONG_CALENDARS = Limit(burst=60, every=timedelta(seconds=20))
# Each paper is a process of its own, and a line in the log. A whole team's papers before a meeting are not as many.
PAPERS = Limit(burst=20, every=timedelta(seconds=20))


class Limits:
    """Every limit of one process. Each `demand_` either lets the act go on or raises `TooMany`."""

    def __init__(self, settings: Settings) -> None:
        self._sign_ins = Buckets(SIGN_IN_STARTS)
        self._failed = Buckets(FAILED_SIGN_INS)
        self._tries = Buckets(INVITATION_TRIES)
        self._tries_from = Buckets(INVITATION_TRIES_FROM_ONE_PLACE)
        self._papers = Buckets(PAPERS)
        self._calendars = Buckets(CALENDAR_FETCHES)
        self._wrong_calendars = Buckets(WRONG_CALENDARS)
        self._syncs = _per_minute(settings.sync_per_minute)
        self._requests = _per_minute(settings.requests_per_minute)
        self._plans = [
            Different(most, within)
            for most, within in (
                (settings.plans_per_hour, timedelta(hours=1)),
                (settings.plans_per_day, timedelta(days=1)),
            )
            if most
        ]

    def demand_request(self, address: str, now: datetime) -> None:
        """Any request at all."""
        if self._requests is not None:
            _demand(self._requests.take(address, now))

    def demand_sync(self, person: PersonId, now: datetime) -> None:
        """One round of a phone. Far more than any phone asks; a loop in one is stopped."""
        if self._syncs is not None:
            _demand(self._syncs.take(person, now))

    def demand_sign_in(self, address: str, now: datetime) -> None:
        """A sign-in begins."""
        _demand(self._sign_ins.take(address, now))

    def demand_answer(self, address: str, now: datetime) -> None:
        """The provider's answer comes in, from a place where they have not all been failures."""
        _demand(self._failed.wait(address, now))

    def note_failure(self, address: str, now: datetime) -> None:
        """That answer led to nobody."""
        self._failed.take(address, now)

    def demand_invitation(self, person: PersonId, address: str, now: datetime) -> None:
        """Somebody tries a link or a code."""
        _demand(self._tries_from.take(address, now))
        _demand(self._tries.take(person, now))

    def demand_paper(self, person: PersonId, now: datetime) -> None:
        """Something is put on paper, or copied."""
        _demand(self._papers.take(person, now))

    def demand_calendar(self, address: str, now: datetime) -> None:
        """A calendar is fetched, from a place where they have not all been wrong links."""
        _demand(self._wrong_calendars.wait(address, now))
        _demand(self._calendars.take(address, now))

    def note_wrong_calendar(self, address: str, now: datetime) -> None:
        """That link led nowhere."""
        self._wrong_calendars.take(address, now)

    def demand_opening(self, person: PersonId, plans: Collection[PlanId], now: datetime) -> None:
        """Somebody reads in other people's plans. Who opens very many is stopped; the operator hears of it (T5)."""
        if not plans:
            return
        wait = max((opened.wait(person, plans, now) for opened in self._plans), default=0.0)
        if wait:
            # Not who it is, only that it is one person: whoever has the database can tell which.
            log.warning("many_plans_opened", person=sha256(person.encode()).hexdigest()[:12])
            raise TooMany(wait, "too_many_plans")
        for opened in self._plans:
            opened.note(person, plans, now)


Opening = Callable[[PersonId, Collection[PlanId], datetime], None]
"""Asked before what is another person's leaves the house; raises `TooMany` to stop it."""


def freely(_person: PersonId, _plans: Collection[PlanId], _now: datetime) -> None:
    """No limit: for callers that are not a person at a door."""


def _per_minute(often: int) -> Buckets | None:
    return Buckets(Limit(burst=often, every=timedelta(minutes=1) / often)) if often else None


def _demand(wait: float) -> None:
    if wait:
        raise TooMany(wait)
