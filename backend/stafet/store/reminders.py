"""Reminders: rows that wait for their moment, claimed with a lease so that several senders never send one twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa

from stafet.domain.ids import ItemId, PersonId, PlanId
from stafet.store.tables import delivery, person, push_subscription, reminder, reminder_choice
from stafet.store.types import Utc


class ReminderRow(msgspec.Struct, frozen=True):
    """One reminder for one person."""

    id: str
    plan: PlanId
    person: PersonId
    kind: str
    meeting: ItemId | None
    due_at: datetime
    expires_at: datetime
    tries: int


class Choices(msgspec.Struct, frozen=True):
    """What a person has chosen about reminders."""

    minutes_before: tuple[int, ...]
    quiet_from: str
    quiet_until: str


_COLUMNS: tuple[sa.Column[Any], ...] = (
    reminder.c.id, reminder.c.plan_id, reminder.c.person_id, reminder.c.kind, reminder.c.meeting_id,
    reminder.c.due_at, reminder.c.expires_at, reminder.c.tries,
)  # fmt: skip


def add(
    tx: sa.Connection,
    *,
    reminder_id: str,
    plan_id: PlanId,
    person_id: PersonId,
    kind: str,
    meeting_id: ItemId | None,
    minutes_before: int | None,
    due_at: datetime,
    expires_at: datetime,
) -> None:
    """Make one, in the transaction of the act it belongs to."""
    tx.execute(
        reminder.insert().values(
            id=reminder_id,
            plan_id=plan_id,
            person_id=person_id,
            kind=kind,
            meeting_id=meeting_id,
            minutes_before=minutes_before,
            due_at=due_at,
            expires_at=expires_at,
            state="pending",
            tries=0,
        )
    )


def clear_pending(
    tx: sa.Connection, plan_id: PlanId, meeting_id: ItemId, people: Iterable[PersonId] | None = None
) -> None:
    """Take away a meeting's reminders, or some people's, before they are made anew.

    Sent ones of the same distance go too: a meeting that was moved reminds again.
    """
    query = reminder.delete().where(
        reminder.c.plan_id == plan_id, reminder.c.meeting_id == meeting_id, reminder.c.kind == "meeting"
    )
    if people is not None:
        query = query.where(reminder.c.person_id.in_(list(people)))
    tx.execute(query)


def clear_ahead(tx: sa.Connection, plan_id: PlanId, kind: str, now: datetime) -> None:
    """Take away those of one kind that are still ahead, before they are made anew. What is due is judged when sent."""
    tx.execute(
        reminder.delete().where(
            reminder.c.plan_id == plan_id,
            reminder.c.kind == kind,
            reminder.c.state == "pending",
            reminder.c.due_at > now,
        )
    )


def clear_plan(tx: sa.Connection, plan_id: PlanId) -> None:
    """Nothing more about this plan to anybody."""
    tx.execute(reminder.delete().where(reminder.c.plan_id == plan_id, reminder.c.state == "pending"))


def has_pending(tx: sa.Connection, plan_id: PlanId, person_id: PersonId, kind: str) -> bool:
    """Whether one of this kind waits already: news is told once, not drop by drop."""
    return (
        tx.execute(
            sa.select(reminder.c.id)
            .where(
                reminder.c.plan_id == plan_id,
                reminder.c.person_id == person_id,
                reminder.c.kind == kind,
                reminder.c.state == "pending",
            )
            .limit(1)
        ).first()
        is not None
    )


def claim(tx: sa.Connection, now: datetime, *, lease: timedelta, limit: int) -> list[ReminderRow]:
    """Take the reminders that are due, oldest first, so that nobody else sends them while the lease lasts."""
    due = (
        sa.select(reminder.c.id)
        .where(
            reminder.c.state == "pending",
            reminder.c.due_at <= now,
            sa.or_(reminder.c.lease_until.is_(None), reminder.c.lease_until <= now),
        )
        # ORDER BY + LIMIT walks the index; a count would scan the table (performance-and-sync.md, 4.2).
        .order_by(reminder.c.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = tx.execute(
        reminder.update()
        .where(reminder.c.id.in_(due.scalar_subquery() if tx.dialect.name == "sqlite" else due))
        .values(lease_until=now + lease, tries=reminder.c.tries + 1)
        .returning(*_COLUMNS)
    ).all()
    return sorted((ReminderRow(*row) for row in rows), key=lambda row: row.due_at)


def settle(tx: sa.Connection, reminder_id: str, state: str) -> None:
    """The reminder was sent, or has nothing to say any more."""
    tx.execute(reminder.update().where(reminder.c.id == reminder_id).values(state=state, lease_until=None))


def postpone(tx: sa.Connection, reminder_id: str, until: datetime) -> None:
    """Try again later."""
    tx.execute(reminder.update().where(reminder.c.id == reminder_id).values(due_at=until, lease_until=None))


def find(tx: sa.Connection, reminder_id: str, person_id: PersonId) -> ReminderRow | None:
    """A person's own reminder."""
    row = tx.execute(
        sa.select(*_COLUMNS).where(reminder.c.id == reminder_id, reminder.c.person_id == person_id)
    ).one_or_none()
    return ReminderRow(*row) if row else None


def delivered_to(tx: sa.Connection, reminder_id: str) -> set[str]:
    """The devices this reminder has reached already."""
    rows = tx.execute(sa.select(delivery.c.subscription_id).where(delivery.c.reminder_id == reminder_id))
    return {row[0] for row in rows}


def record_delivery(tx: sa.Connection, reminder_id: str, subscription_id: str, now: datetime) -> None:
    """This device was reached. Nothing is written when the reminder or the device went away meanwhile."""
    both = (
        sa.select(reminder.c.id, push_subscription.c.id, sa.literal(now, Utc))
        .join(push_subscription, push_subscription.c.person_id == reminder.c.person_id)
        .where(reminder.c.id == reminder_id, push_subscription.c.id == subscription_id)
    )
    tx.execute(delivery.insert().from_select(["reminder_id", "subscription_id", "at"], both))


def choices_of(tx: sa.Connection, person_id: PersonId) -> Choices | None:
    """What the person has chosen; None when they never chose."""
    row = tx.execute(
        sa.select(reminder_choice.c.minutes_before, reminder_choice.c.quiet_from, reminder_choice.c.quiet_until).where(
            reminder_choice.c.person_id == person_id
        )
    ).one_or_none()
    if row is None:
        return None
    return Choices(msgspec.json.decode(row[0], type=tuple[int, ...]), row[1], row[2])


def keep_choices(tx: sa.Connection, person_id: PersonId, choices: Choices) -> None:
    """Write down what the person chose."""
    tx.execute(reminder_choice.delete().where(reminder_choice.c.person_id == person_id))
    tx.execute(
        reminder_choice.insert().values(
            person_id=person_id,
            minutes_before=msgspec.json.encode(choices.minutes_before).decode(),
            quiet_from=choices.quiet_from,
            quiet_until=choices.quiet_until,
        )
    )


def drop_for_person(tx: sa.Connection, plan_id: PlanId, person_id: PersonId) -> None:
    """Nothing more about this plan to this person."""
    tx.execute(
        reminder.delete().where(
            reminder.c.plan_id == plan_id, reminder.c.person_id == person_id, reminder.c.state == "pending"
        )
    )


def language_of(tx: sa.Connection, person_id: PersonId) -> str:
    """The language the person chose."""
    lang: str = tx.execute(sa.select(person.c.lang).where(person.c.id == person_id)).scalar_one()
    return lang
