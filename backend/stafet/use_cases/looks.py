"""Who has looked. The citizen sees all; a member sees looks at what they may see themselves (C15)."""

from datetime import UTC, datetime, timedelta

import msgspec

from stafet.domain.consents import Access
from stafet.domain.ids import MemberId, PersonId, PlanId
from stafet.domain.scopes import Scope
from stafet.domain.structs import Wire
from stafet.domain.wall_clock import COPENHAGEN
from stafet.store import looks
from stafet.store.engine import Transaction
from stafet.use_cases.access import plan_to_read

PAGE = 100


class LookOut(Wire, frozen=True, kw_only=True):
    """One look: this human received this many items of this part of the plan."""

    seq: int
    member: MemberId
    name: str
    scope: Scope
    items: int
    at: datetime
    organisation: str = ""


class MonthOut(msgspec.Struct, frozen=True, rename="camel"):
    """How many people looked in a month: "2026-10", by the calendar on the wall in Denmark."""

    month: str
    people: int


class LooksOut(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """A page of the log. `people_since_yesterday` counts humans, for the first screen."""

    looks: list[LookOut]
    people_since_yesterday: int
    before: int | None = None
    # To the citizen: the last month that is over (T5).
    last_month: MonthOut | None = None


def who_has_looked(tx: Transaction, *, plan_id: PlanId, by: PersonId, before: int | None, now: datetime) -> LooksOut:
    """Newest first, a page at a time."""
    _, access = plan_to_read(tx, plan_id, by, now)
    rows = looks.newest(tx, access, before=before, limit=PAGE + 1)
    page = rows[:PAGE]
    return LooksOut(
        looks=[
            LookOut(
                seq=row.seq,
                member=row.member,
                name=row.name,
                organisation=row.organisation,
                scope=row.scope,
                items=row.items,
                at=row.at,
            )
            for row in page
        ],
        people_since_yesterday=looks.people_since(tx, access, now - timedelta(days=1)),
        before=page[-1].seq if len(rows) > PAGE else None,
        last_month=_last_month(tx, access, now) if access.is_citizen else None,
    )


def _last_month(tx: Transaction, access: Access, now: datetime) -> MonthOut:
    """A calm count once a month: who never opens the log still meets it (T5)."""
    until = now.astimezone(COPENHAGEN).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    since = (until - timedelta(days=1)).replace(day=1)
    people = looks.people_between(tx, access, since.astimezone(UTC), until.astimezone(UTC))
    return MonthOut(since.strftime("%Y-%m"), people)
