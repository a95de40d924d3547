"""What waits for a professional, over all plans: points to answer, invitations, agreements they hold."""

from datetime import datetime
from typing import Literal

from stafet.domain.consents import Access, Member, Verb
from stafet.domain.ids import ItemId, PersonId, PlanId
from stafet.domain.items import AgendaItem, Agreement, Invitee, Meeting
from stafet.domain.scopes import RESPONSIBLE, Scope, is_meeting
from stafet.domain.structs import Wire
from stafet.store import items, looks, places, plans
from stafet.store.engine import Transaction
from stafet.store.items import ItemRow
from stafet.store.plans import PlanRow
from stafet.use_cases.access import access_to
from stafet.use_cases.limits import Opening, freely
from stafet.use_cases.pull import LAY_ROLES


class WaitingOut(Wire, frozen=True, kw_only=True):
    """One thing that waits. `text` is the citizen's own words, shown only with a consent on their scope."""

    plan: PlanId
    citizen: str
    kind: Literal["answer", "rsvp", "agreement"]
    item: ItemId
    meeting: ItemId | None = None
    text: str = ""
    # The meeting's wall time, or the agreement's day.
    due: str = ""


class WaitingList(Wire, frozen=True, kw_only=True):
    """Everything that waits for this person, nearest first."""

    waiting: list[WaitingOut]


def what_waits(tx: Transaction, *, by: PersonId, now: datetime, opening: Opening = freely) -> WaitingList:
    """Read what names this person on each plan. What leaves is logged as a look, like every reading."""
    found: list[WaitingOut] = []
    # Several plans are locked here: always in one order, so that two who ask never wait for each other.
    for plan_id in sorted(place.plan.id for place in places.of_person(tx, by) if place.member is not None):
        plan = plans.lock(tx, plan_id)
        access = access_to(tx, plan, by, now) if plan else None
        if plan is not None and access is not None and access.member is not None:
            found.extend(_on_plan(tx, plan, access, access.member, now))
    opening(by, {one.plan for one in found}, now)
    return WaitingList(waiting=sorted(found, key=lambda one: (one.due or "9", one.plan, one.item)))


def _on_plan(tx: Transaction, plan: PlanRow, access: Access, place: Member, now: datetime) -> list[WaitingOut]:
    found: list[WaitingOut] = []
    seen: dict[Scope, int] = {}
    named = items.naming(tx, plan.id, place.id, ("agenda_item", "invitee", "agreement"))
    for row in [*named, *_for_everybody(tx, access, place)]:
        waiting = _waiting(tx, plan, place, access, row)
        if waiting is not None:
            found.append(waiting)
            scope = row.scope if access.sees(row.scope) else RESPONSIBLE
            seen[scope] = seen.get(scope, 0) + 1
    looks.record(tx, plan.id, place, seen, now)
    return found


def _for_everybody(tx: Transaction, access: Access, place: Member) -> list[ItemRow]:
    """Points that nobody in particular is asked about wait for each professional who may answer, save for their author.

    A relative is never asked for an opinion by a list: they are asked by name, or not at all.
    """
    if place.role in LAY_ROLES:
        return []
    meetings = [scope for scope, opening in access.opened.items() if is_meeting(scope) and opening.verb >= Verb.RESPOND]
    points = [row for scope in meetings for row in items.in_scope(tx, access, scope, kind="agenda_item")]
    return [row for row in points if row.member_id is None and row.by != place.id]


def _waiting(tx: Transaction, plan: PlanRow, place: Member, access: Access, row: ItemRow) -> WaitingOut | None:
    body = row.decoded()
    if isinstance(body, Agreement):
        if body.state != "agreed":
            return None
        return WaitingOut(
            plan=plan.id, citizen=plan.citizen_name, kind="agreement", item=row.id, text=body.what, due=body.by_on or ""
        )
    meeting = _planned_meeting(tx, access, row.scope)
    if meeting is None:
        return None
    meeting_id, when = meeting
    if isinstance(body, Invitee) and body.reply == "none":
        return WaitingOut(
            plan=plan.id,
            citizen=plan.citizen_name,
            kind="rsvp",
            item=row.id,
            meeting=meeting_id,
            due=when.starts_at,
        )
    if isinstance(body, AgendaItem) and body.state == "on" and not _has_answered(tx, access, place, row):
        return WaitingOut(
            plan=plan.id,
            citizen=plan.citizen_name,
            kind="answer",
            item=row.id,
            meeting=meeting_id,
            text=body.text,
            due=when.starts_at,
        )
    return None


def _planned_meeting(tx: Transaction, access: Access, scope: Scope) -> tuple[ItemId, Meeting] | None:
    if not is_meeting(scope) or not access.sees(scope):
        return None
    meeting_id = ItemId(scope.partition(":")[2])
    row = items.find(tx, access, meeting_id)
    body = row.decoded() if row is not None and row.body is not None else None
    return (meeting_id, body) if isinstance(body, Meeting) and body.state == "planned" else None


def _has_answered(tx: Transaction, access: Access, place: Member, point: ItemRow) -> bool:
    return any(
        row.by == place.id and row.link_item == point.id
        for row in items.in_scope(tx, access, point.scope, kind="answer")
    )
