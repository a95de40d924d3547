"""Members: who is on a plan's team."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
import sqlalchemy as sa

from stafet.domain.consents import Access, Member, Role, Status
from stafet.domain.ids import MemberId, PersonId, PlanId
from stafet.domain.scopes import TEAM
from stafet.store.prepared import Prepared, Row
from stafet.store.tables import invitation, member

COLUMNS: tuple[sa.Column[Any], ...] = (
    member.c.id, member.c.plan_id, member.c.person_id, member.c.role, member.c.name, member.c.status,
    member.c.organisation, member.c.phone, member.c.hours, member.c.baton_holder,
)  # fmt: skip


class MemberRow(msgspec.Struct, frozen=True):
    """A member as the team list shows them."""

    member: Member
    signed_in_as: str
    rev: int
    at: datetime
    invited_until: datetime | None
    ended_at: datetime | None
    ended_by: str | None

    @property
    def left_at(self) -> datetime | None:
        """When the member left by their own choice; None when they are here, or the citizen ended the place."""
        return self.ended_at if self.ended_by == self.member.id else None


_find = Prepared(
    sa.select(*COLUMNS).where(member.c.plan_id == sa.bindparam("plan"), member.c.id == sa.bindparam("member"))
)
_place_of = Prepared(
    sa.select(*COLUMNS).where(
        member.c.plan_id == sa.bindparam("plan"),
        member.c.person_id == sa.bindparam("person"),
        member.c.status != "ended",
    )
)
_some = cache(
    lambda count: Prepared(
        sa.select(*COLUMNS)
        .where(
            member.c.plan_id == sa.bindparam("plan"),
            member.c.id.in_([sa.bindparam(f"member_{number}", type_=member.c.id.type) for number in range(count)]),
        )
        .order_by(member.c.at, member.c.id)
    )
)


def of_row(row: Row | sa.Row[*tuple[Any, ...]]) -> Member:
    """A member, from a row that begins with `COLUMNS`."""
    id_, plan, person, role, name, status, organisation, phone, hours, baton_holder = row[: len(COLUMNS)]
    return Member(
        id=id_, plan=plan, person=person, role=role, name=name, status=status, organisation=organisation, phone=phone,
        hours=hours, baton_holder=baton_holder,
    )  # fmt: skip


def find(tx: sa.Connection, plan_id: PlanId, member_id: MemberId) -> Member | None:
    """The member of this id on this plan."""
    row = _find.row(tx, {"plan": plan_id, "member": member_id})
    return of_row(row) if row else None


def place_of(tx: sa.Connection, plan_id: PlanId, person: PersonId) -> Member | None:
    """This person's present place on the plan's team."""
    row = _place_of.row(tx, {"plan": plan_id, "person": person})
    return of_row(row) if row else None


def of_plan(tx: sa.Connection, plan_id: PlanId, ids: Collection[str] | None = None) -> list[Member]:
    """The members of a plan, or those of the ids given; oldest first."""
    if ids is None:
        query = sa.select(*COLUMNS).where(member.c.plan_id == plan_id).order_by(member.c.at, member.c.id)
        return [of_row(row) for row in tx.execute(query)]
    if not ids:
        return []
    asked = {f"member_{number}": member_id for number, member_id in enumerate(ids)}
    return [of_row(row) for row in _some(len(asked)).rows(tx, {"plan": plan_id, **asked})]


def changed_since(tx: sa.Connection, access: Access, since: int) -> list[MemberRow]:
    """Members changed after a revision, for somebody who may see the team."""
    if not access.sees(TEAM):
        return []
    rows = tx.execute(
        sa.select(
            *COLUMNS,
            member.c.signed_in_as,
            member.c.rev,
            member.c.at,
            invitation.c.expires_at,
            member.c.ended_at,
            member.c.ended_by,
        )
        .outerjoin(
            invitation,
            sa.and_(invitation.c.plan_id == member.c.plan_id, invitation.c.member_id == member.c.id),
        )
        .where(member.c.plan_id == access.plan, member.c.rev > since)
        .order_by(member.c.rev)
    )
    return [MemberRow(of_row(row), *row[len(COLUMNS) :]) for row in rows]


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
) -> None:
    """Make a place on the team for somebody who is invited."""
    tx.execute(
        member.insert().values(
            plan_id=plan_id,
            id=member_id,
            role=role,
            name=name,
            organisation=organisation,
            phone=phone,
            hours=hours,
            status="invited",
            baton_holder=False,
            signed_in_as="",
            rev=rev,
            at=now,
        )
    )


def change(tx: sa.Connection, plan_id: PlanId, member_id: MemberId, rev: int, **values: object) -> None:
    """Write facts about a member."""
    tx.execute(member.update().where(member.c.plan_id == plan_id, member.c.id == member_id).values(rev=rev, **values))


def set_status(tx: sa.Connection, plan_id: PlanId, member_id: MemberId, status: Status, *, rev: int) -> None:
    """Move a member from one state to the next. Somebody who is not active does not hold the baton."""
    values: dict[str, object] = {"status": status}
    if status != "active":
        values["baton_holder"] = False
    change(tx, plan_id, member_id, rev, **values)


def end(tx: sa.Connection, plan_id: PlanId, member_id: MemberId, *, by: str, rev: int, now: datetime) -> None:
    """End a place; `by` is "citizen", or the member who left."""
    change(tx, plan_id, member_id, rev, status="ended", baton_holder=False, ended_at=now, ended_by=by)


def baton_holder(tx: sa.Connection, plan_id: PlanId) -> Member | None:
    """Who holds the baton."""
    row = tx.execute(sa.select(*COLUMNS).where(member.c.plan_id == plan_id, member.c.baton_holder)).one_or_none()
    return of_row(row) if row else None
