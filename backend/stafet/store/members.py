"""Members: who is on a plan's team."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
import sqlalchemy as sa

from stafet.domain.consents import Access, Member, MemberKind, Role, Status, Unit
from stafet.domain.ids import MemberId, PersonId, PlanId
from stafet.domain.log import OPERATOR
from stafet.domain.scopes import TEAM
from stafet.store import stops
from stafet.store.plan_keys import seal_of
from stafet.store.prepared import Prepared, Row
from stafet.store.sealed_columns import MEMBER
from stafet.store.tables import invitation, member, plan

_unit = member.alias("unit")

COLUMNS: tuple[sa.ColumnElement[Any], ...] = (
    member.c.id, member.c.plan_id, member.c.person_id, member.c.role, member.c.name, member.c.status,
    member.c.organisation, member.c.phone, member.c.hours, member.c.baton_holder, member.c.kind, member.c.keeps_door,
    member.c.invited_by, member.c.baton_since, member.c.baton_offered_by, member.c.baton_accepted_at,
    member.c.baton_no_at, member.c.away_until, member.c.resume_on, member.c.stands_in_for, member.c.stands_in_until,
    member.c.proposals_rev, member.c.course_asked_at,
    plan.c.suspended_at.is_not(None).label("is_suspended"), _unit.c.id, _unit.c.name,
    _unit.c.status,
)  # fmt: skip


def with_unit(query: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    """Where the columns of a member come from, beside the member and the plan: the unit they are in."""
    return query.outerjoin(_unit, sa.and_(_unit.c.plan_id == member.c.plan_id, _unit.c.id == member.c.unit_id))


def _select(*more: sa.ColumnElement[Any]) -> sa.Select[*tuple[Any, ...]]:
    """A member with what decides whether they are here: their unit, and whether the plan is suspended."""
    return with_unit(sa.select(*COLUMNS, *more).select_from(member).join(plan, plan.c.id == member.c.plan_id))


class MemberRow(msgspec.Struct, frozen=True):
    """A member as the team list shows them."""

    member: Member
    signed_in_as: str
    rev: int
    at: datetime
    invited_until: datetime | None
    ended_at: datetime | None
    ended_by: str | None
    joined_at: datetime | None

    @property
    def left_at(self) -> datetime | None:
        """When they left by their own choice, or their work ended; None when others ended the place."""
        return self.ended_at if self.ended_by in (self.member.id, OPERATOR) else None


_find = Prepared(_select().where(member.c.plan_id == sa.bindparam("plan"), member.c.id == sa.bindparam("member")))
_place_of = Prepared(
    _select().where(
        member.c.plan_id == sa.bindparam("plan"),
        member.c.person_id == sa.bindparam("person"),
        member.c.status != "ended",
    )
)
_some = cache(
    lambda count: Prepared(
        _select()
        .where(
            member.c.plan_id == sa.bindparam("plan"),
            member.c.id.in_([sa.bindparam(f"member_{number}", type_=member.c.id.type) for number in range(count)]),
        )
        .order_by(member.c.at, member.c.id)
    )
)


def of_row(tx: sa.Connection, row: Row | sa.Row[*tuple[Any, ...]]) -> Member:
    """A member, from a row that begins with `COLUMNS`."""
    (
        id_, plan_id, person, role, name, status, organisation, phone, hours, baton_holder, kind, keeps_door,
        invited_by, baton_since, offered_by, accepted_at, no_at, away, resume, stands_in_for, stands_in_until,
        proposals_rev, course_asked_at, suspended, unit_id, unit_name, unit_status,
    ) = row[: len(COLUMNS)]  # fmt: skip
    seal = seal_of(tx, plan_id)
    unit = None if unit_id is None else Unit(unit_id, MEMBER.open(seal, unit_id, "name", unit_name), unit_status)
    return Member(
        id=id_, plan=plan_id, person=person, role=role, status=status, baton_holder=bool(baton_holder), kind=kind,
        name=MEMBER.open(seal, id_, "name", name),
        organisation=MEMBER.open(seal, id_, "organisation", organisation),
        phone=MEMBER.open(seal, id_, "phone", phone),
        hours=MEMBER.open(seal, id_, "hours", hours),
        keeps_door=keeps_door, invited_by=invited_by, baton_since=baton_since, baton_offered_by=offered_by,
        baton_accepted_at=accepted_at, baton_no_at=no_at, away_until=away, resume_on=resume,
        stands_in_for=stands_in_for, stands_in_until=stands_in_until, proposals_rev=proposals_rev,
        course_asked_at=course_asked_at, is_suspended=bool(suspended), unit=unit,
    )  # fmt: skip


def find(tx: sa.Connection, plan_id: PlanId, member_id: MemberId) -> Member | None:
    """The member of this id on this plan."""
    row = _find.row(tx, {"plan": plan_id, "member": member_id})
    return of_row(tx, row) if row else None


def place_of(tx: sa.Connection, plan_id: PlanId, person: PersonId) -> Member | None:
    """This person's present place on the plan's team."""
    row = _place_of.row(tx, {"plan": plan_id, "person": person})
    return of_row(tx, row) if row else None


def plans_at_work(tx: sa.Connection, person: PersonId) -> list[PlanId]:
    """The plans on whose team this person is as part of their work, waiting and on pause too. A relative never is."""
    query = sa.select(member.c.plan_id).where(
        member.c.person_id == person, member.c.status != "ended", member.c.role != "relative"
    )
    return [PlanId(plan_id) for plan_id in tx.execute(query.order_by(member.c.plan_id)).scalars()]


def holds_batons(tx: sa.Connection, person: PersonId) -> int:
    """How many batons this person holds as part of their work."""
    query = sa.select(sa.func.count()).where(
        member.c.person_id == person, member.c.baton_holder, member.c.role != "relative"
    )
    return int(tx.execute(query).scalar_one())


def of_plan(tx: sa.Connection, plan_id: PlanId, ids: Collection[str] | None = None) -> list[Member]:
    """The members of a plan, or those of the ids given; oldest first."""
    if ids is None:
        query = _select().where(member.c.plan_id == plan_id).order_by(member.c.at, member.c.id)
        return [of_row(tx, row) for row in tx.execute(query)]
    if not ids:
        return []
    asked = {f"member_{number}": member_id for number, member_id in enumerate(ids)}
    return [of_row(tx, row) for row in _some(len(asked)).rows(tx, {"plan": plan_id, **asked})]


def changed_since(tx: sa.Connection, access: Access, since: int) -> list[MemberRow]:
    """Members changed after a revision, for somebody who may see the team."""
    if not access.sees(TEAM):
        return []
    rows = tx.execute(
        _select(
            member.c.signed_in_as,
            member.c.rev,
            member.c.at,
            invitation.c.expires_at,
            member.c.ended_at,
            member.c.ended_by,
            member.c.joined_at,
        )
        .outerjoin(
            invitation,
            sa.and_(invitation.c.plan_id == member.c.plan_id, invitation.c.member_id == member.c.id),
        )
        .where(member.c.plan_id == access.plan, member.c.rev > since)
        .order_by(member.c.rev)
    )
    found = []
    for row in rows:
        signed_in_as, *rest = row[len(COLUMNS) :]
        words = MEMBER.open(seal_of(tx, access.plan), row[0], "signed_in_as", signed_in_as)
        found.append(MemberRow(of_row(tx, row), words, *rest))
    return found


def add(
    tx: sa.Connection,
    *,
    plan_id: PlanId,
    member_id: MemberId,
    role: Role,
    name: str,
    organisation: str,
    phone: str,
    hours: str,
    rev: int,
    now: datetime,
    kind: MemberKind = "person",
    unit: MemberId | None = None,
    invited_by: MemberId | None = None,
) -> None:
    """Make a place on the team: for somebody who is invited, or for a unit, which is there at once."""
    words = {"name": name, "organisation": organisation, "phone": phone, "hours": hours, "signed_in_as": ""}
    tx.execute(
        member.insert().values(
            plan_id=plan_id,
            id=member_id,
            role=role,
            status="active" if kind == "unit" else "invited",
            baton_holder=False,
            rev=rev,
            at=now,
            kind=kind,
            unit_id=unit,
            invited_by=invited_by,
            **MEMBER.seal(seal_of(tx, plan_id), member_id, words),
        )
    )


def change(tx: sa.Connection, plan_id: PlanId, member_id: MemberId, rev: int, **values: object) -> None:
    """Write facts about a member."""
    sealed = MEMBER.seal(seal_of(tx, plan_id), member_id, values)
    tx.execute(member.update().where(member.c.plan_id == plan_id, member.c.id == member_id).values(rev=rev, **sealed))


def set_status(tx: sa.Connection, plan_id: PlanId, member_id: MemberId, status: Status, *, rev: int) -> None:
    """Move a member from one state to the next. What they held of the baton has been laid down before."""
    change(tx, plan_id, member_id, rev, status=status)


def end(tx: sa.Connection, plan_id: PlanId, member_id: MemberId, *, by: str, rev: int, now: datetime) -> None:
    """End a place; `by` is "citizen", the member who left, or "operator"."""
    change(tx, plan_id, member_id, rev, status="ended", keeps_door=None, ended_at=now, ended_by=by)
    stops.note(tx, plan_id, "place_ended", now, of=member_id, by=by)


def rev_of(tx: sa.Connection, plan_id: PlanId, member_id: MemberId) -> int:
    """Where the plan's counter stood when the member was last changed."""
    query = sa.select(member.c.rev).where(member.c.plan_id == plan_id, member.c.id == member_id)
    return int(tx.execute(query).scalar_one())


def baton_holder(tx: sa.Connection, plan_id: PlanId) -> Member | None:
    """Who holds the baton."""
    row = tx.execute(_select().where(member.c.plan_id == plan_id, member.c.baton_holder)).one_or_none()
    return of_row(tx, row) if row else None


def offered_baton(tx: sa.Connection, plan_id: PlanId) -> Member | None:
    """Who is asked to take the baton; or its holder, who has said that it must go on to somebody."""
    row = tx.execute(_select().where(member.c.plan_id == plan_id, member.c.baton_offered_by.is_not(None))).one_or_none()
    return of_row(tx, row) if row else None


def standing_in_for(tx: sa.Connection, plan_id: PlanId, member_id: MemberId) -> list[Member]:
    """Who stands in for a member."""
    query = _select().where(member.c.plan_id == plan_id, member.c.stands_in_for == member_id)
    return [of_row(tx, row) for row in tx.execute(query)]


def of_unit(tx: sa.Connection, plan_id: PlanId, unit: MemberId) -> list[Member]:
    """The people of a unit, also those who are invited or have left."""
    query = _select().where(member.c.plan_id == plan_id, member.c.unit_id == unit)
    return [of_row(tx, row) for row in tx.execute(query.order_by(member.c.at, member.c.id))]


def doorkeeper_of(tx: sa.Connection, plan_id: PlanId, unit: MemberId) -> Member | None:
    """Who invites colleagues into the unit."""
    row = tx.execute(_select().where(member.c.plan_id == plan_id, member.c.keeps_door == unit)).one_or_none()
    return of_row(tx, row) if row else None


def was_taken_off(tx: sa.Connection, plan_id: PlanId, unit: MemberId, person: PersonId) -> bool:
    """Whether the citizen has taken this person off the unit before: then only the citizen lets them in again."""
    query = sa.select(member.c.id).where(
        member.c.plan_id == plan_id,
        member.c.unit_id == unit,
        member.c.person_id == person,
        member.c.ended_by == "citizen",
    )
    return tx.execute(query.limit(1)).first() is not None
