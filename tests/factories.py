"""Plain values with meaningful defaults: people, ids, bodies, grants. No database in here (see `tests/world.py`)."""

from datetime import UTC, datetime, timedelta
from typing import Any

from stafet.domain.consents import Grant, Member, Verb
from stafet.domain.ids import GrantId, MemberId, PersonId, PlanId
from stafet.domain.items import AgendaItem, Agreement, Meeting
from stafet.domain.log import Entry, Kind, Looked
from stafet.domain.scopes import Scope
from stafet.domain.uuid7 import uuid7

# A Monday morning in Copenhagen, some weeks after the clocks went back.
NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)

PLAN = PlanId("P" * 22)
JONAS = MemberId("J" * 22)
KAREN = MemberId("K" * 22)


def an_id() -> str:
    """What a phone makes for an edit and so for an item."""
    return uuid7(NOW)


def a_member(**facts: Any) -> Member:
    """Jonas of the job centre, active."""
    usual: dict[str, Any] = {
        "id": JONAS,
        "plan": PLAN,
        "person": PersonId("p" * 22),
        "role": "job_centre",
        "name": "Jonas",
        "status": "active",
    }
    return Member(**usual | facts)


def a_grant(scope: str = "safety", verb: Verb = Verb.SEE, **facts: Any) -> Grant:
    """Jonas may see the safety plan, from yesterday and for three months."""
    usual: dict[str, Any] = {
        "id": GrantId("G" * 22),
        "plan": PLAN,
        "member": JONAS,
        "purpose": "support",
        "valid_from": NOW - timedelta(days=1),
        "valid_until": NOW + timedelta(days=90),
    }
    return Grant(scope=Scope(scope), verb=verb, **usual | facts)


def a_meeting(starts_at: str = "2026-12-04T10:00", **facts: Any) -> Meeting:
    """A coordination meeting on a Friday morning."""
    return Meeting(**{"meeting_kind": "coordination", "starts_at": starts_at} | facts)


def an_agreement(**facts: Any) -> Agreement:
    """Jonas finds a job to try."""
    return Agreement(**{"what": "Jonas finder en praktik", "responsible": JONAS} | facts)


def a_point(**facts: Any) -> AgendaItem:
    """A point on the agenda."""
    return AgendaItem(**{"text": "Hvordan kommer jeg i arbejde?"} | facts)


def an_entry(kind: Kind = "look", **facts: Any) -> Entry:
    """Jonas has looked at two needs."""
    usual: dict[str, Any] = {"who": JONAS, "scope": Scope("needs"), "said": Looked(name="Jonas", items=2)}
    return Entry(kind=kind, **usual | facts)
