"""Copies on relatives' phones: the citizen can see what was removed from which device, and which is silent.

The server knows only when a device was told; an honest app deletes then, and the screen does not promise more.
"""

from datetime import datetime, timedelta

import msgspec

from stafet.domain.consents import Access
from stafet.domain.ids import MemberId, PersonId, PlanId
from stafet.domain.scopes import Scope
from stafet.store import copies
from stafet.store.copies import CopyRow
from stafet.store.engine import Transaction
from stafet.use_cases.access import plan_of_citizen

# A phone that asks every minute need not be written down every minute.
NOTE_EVERY = timedelta(minutes=10)


class RemovalOut(msgspec.Struct, frozen=True):
    """This part of the plan was to be deleted, and the device was told so at this moment."""

    scope: Scope
    at: datetime


class CopyOut(msgspec.Struct, frozen=True, rename="camel"):
    """One device of a relative, peer or volunteer."""

    member: MemberId
    label: str
    last_seen_at: datetime
    removed: list[RemovalOut]


class CopiesOut(msgspec.Struct, frozen=True):
    """All of them, newest contact first."""

    copies: list[CopyOut]


def is_worth_noting(tx: Transaction, access: Access, *, device: str, view: str, now: datetime) -> bool:
    """Whether this contact says something new: another list of what may be held, or a first sign for a while."""
    before = copies.find(tx, access.plan, access.member.id, device) if access.member else None
    return before is None or before.view != view or before.last_seen_at + NOTE_EVERY <= now


def note_contact(tx: Transaction, access: Access, *, device: str, label: str, view: str, now: datetime) -> None:
    """A device that keeps a copy was told what it may hold. What closed since it was last seen is removed there now."""
    member = access.member
    if member is None:
        return
    before = copies.find(tx, access.plan, member.id, device)
    if before is not None:
        for scope in copies.closed_between(tx, access.plan, member.id, before.last_seen_at, now):
            if not access.sees(scope):
                copies.record_removal(tx, access.plan, member.id, device, scope, now)
    copies.note(tx, access.plan, CopyRow(member.id, device, label, view, now))


NOTHING_TO_HOLD = ""


def holds_what_is_gone(tx: Transaction, plan_id: PlanId, person: PersonId, device: str) -> bool:
    """Whether a device comes with a plan it may hold nothing of any more, and has not been told so before."""
    return any(row.view != NOTHING_TO_HOLD for row in copies.of_person(tx, plan_id, person, device))


def note_gone(tx: Transaction, *, plan_id: PlanId, person: PersonId, device: str, now: datetime) -> None:
    """The plan is not named in the answer, so the device deletes all of it: somebody left or was taken off."""
    for row in copies.of_person(tx, plan_id, person, device):
        for scope in copies.closed_between(tx, plan_id, row.member, row.last_seen_at, now):
            copies.record_removal(tx, plan_id, row.member, device, scope, now)
        copies.note(tx, plan_id, CopyRow(row.member, device, row.label, NOTHING_TO_HOLD, now))


def copies_of(tx: Transaction, *, plan_id: PlanId, by: PersonId) -> CopiesOut:
    """Which devices hold a copy of the citizen's plan, and what they were told to delete."""
    plan = plan_of_citizen(tx, plan_id, by)
    removed: dict[tuple[MemberId, str], list[RemovalOut]] = {}
    for member, device, scope, at in copies.removals_of_plan(tx, plan.id):
        removed.setdefault((member, device), []).append(RemovalOut(scope, at))
    return CopiesOut(
        [
            CopyOut(row.member, row.label, row.last_seen_at, removed.get((row.member, row.device), []))
            for row in copies.of_plan(tx, plan.id)
        ]
    )
