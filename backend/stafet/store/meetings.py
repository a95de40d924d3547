"""When meetings are, as moments. The meeting itself is an item; this row exists so that time can be asked about."""

from datetime import datetime

import sqlalchemy as sa

from stafet.domain.ids import ItemId, PersonId, PlanId
from stafet.store.prepared import Prepared
from stafet.store.tables import item, meeting, member, plan


def keep(
    tx: sa.Connection,
    *,
    plan_id: PlanId,
    meeting_id: ItemId,
    starts_at: datetime,
    ends_at: datetime,
    state: str,
) -> None:
    """Write down when a meeting is, in the transaction that changed the meeting."""
    values = {"starts_at": starts_at, "ends_at": ends_at, "state": state}
    moved = tx.execute(
        meeting.update().where(meeting.c.plan_id == plan_id, meeting.c.id == meeting_id).values(**values)
    )
    if moved.rowcount == 0:
        tx.execute(meeting.insert().values(plan_id=plan_id, id=meeting_id, **values))


def forget(tx: sa.Connection, plan_id: PlanId, meeting_id: ItemId) -> None:
    """The meeting was deleted."""
    tx.execute(meeting.delete().where(meeting.c.plan_id == plan_id, meeting.c.id == meeting_id))


_find = Prepared(
    sa.select(meeting.c.starts_at, meeting.c.ends_at, meeting.c.state).where(
        meeting.c.plan_id == sa.bindparam("plan"), meeting.c.id == sa.bindparam("meeting")
    )
)


def find(tx: sa.Connection, plan_id: PlanId, meeting_id: ItemId) -> tuple[datetime, datetime, str] | None:
    """Start, end and state of a meeting."""
    row = _find.row(tx, {"plan": plan_id, "meeting": meeting_id})
    return (row[0], row[1], row[2]) if row else None


def ahead_of(tx: sa.Connection, person_id: PersonId, now: datetime) -> list[tuple[PlanId, ItemId]]:
    """Planned meetings ahead that this person owns or is asked to. Ids only; what may be read is judged elsewhere."""
    owned = (
        sa.select(meeting.c.plan_id, meeting.c.id)
        .join(plan, plan.c.id == meeting.c.plan_id)
        .where(plan.c.citizen_id == person_id, meeting.c.starts_at > now, meeting.c.state == "planned")
    )
    asked = (
        sa.select(meeting.c.plan_id, meeting.c.id)
        .join(
            item,
            sa.and_(
                item.c.plan_id == meeting.c.plan_id,
                item.c.kind == "invitee",
                item.c.scope == sa.literal("meeting:") + meeting.c.id,
            ),
        )
        .join(member, sa.and_(member.c.plan_id == item.c.plan_id, member.c.id == item.c.member_id))
        .where(
            member.c.person_id == person_id,
            member.c.status == "active",
            meeting.c.starts_at > now,
            meeting.c.state == "planned",
        )
    )
    return [(row[0], row[1]) for row in tx.execute(sa.union(owned, asked))]


def planned(tx: sa.Connection, plan_id: PlanId, now: datetime) -> list[ItemId]:
    """The plan's meetings ahead."""
    query = sa.select(meeting.c.id).where(
        meeting.c.plan_id == plan_id, meeting.c.starts_at > now, meeting.c.state == "planned"
    )
    return list(tx.execute(query.order_by(meeting.c.starts_at, meeting.c.id)).scalars())


def since(tx: sa.Connection, plan_id: PlanId, start: datetime) -> list[ItemId]:
    """The plan's meetings from a moment on, called off or not. Ids only; what may be read is judged elsewhere."""
    query = sa.select(meeting.c.id).where(meeting.c.plan_id == plan_id, meeting.c.starts_at > start)
    return list(tx.execute(query.order_by(meeting.c.starts_at, meeting.c.id)).scalars())
