"""Reminders: rows that wait for their moment, claimed with a lease so that several senders never send one twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from stafet.domain.ids import ItemId, PersonId, PlanId
from stafet.store.prepared import Prepared
from stafet.store.tables import delivery, person, push_subscription, reminder, reminder_choice
from stafet.store.types import Utc


class ReminderRow(msgspec.Struct, frozen=True):
    """One reminder for one person."""

    id: str
    plan: PlanId
    person: PersonId
    kind: str
    meeting: ItemId | None
    minutes_before: int | None
    meant_for: datetime
    starts_at: datetime | None
    due_at: datetime
    expires_at: datetime
    lease_until: datetime | None
    state: str
    tries: int


class Choices(msgspec.Struct, frozen=True):
    """What a person has chosen about reminders."""

    minutes_before: tuple[int, ...]
    quiet_from: str
    quiet_until: str
    zone: str = "Europe/Copenhagen"


Outcome = Literal["reached", "waits", "refused"]

_COLUMNS: tuple[sa.Column[Any], ...] = (
    reminder.c.id, reminder.c.plan_id, reminder.c.person_id, reminder.c.kind, reminder.c.meeting_id,
    reminder.c.minutes_before, reminder.c.meant_for, reminder.c.starts_at, reminder.c.due_at, reminder.c.expires_at,
    reminder.c.lease_until, reminder.c.state, reminder.c.tries,
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
    meant_for: datetime,
    due_at: datetime,
    expires_at: datetime,
    starts_at: datetime | None = None,
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
            meant_for=meant_for,
            starts_at=starts_at,
            due_at=due_at,
            expires_at=expires_at,
            state="pending",
            tries=0,
        )
    )


def of_meeting(
    tx: sa.Connection, plan_id: PlanId, meeting_id: ItemId, person_id: PersonId | None = None
) -> list[ReminderRow]:
    """Every reminder of a meeting, or one person's, whatever became of it."""
    query = sa.select(*_COLUMNS).where(
        reminder.c.plan_id == plan_id, reminder.c.meeting_id == meeting_id, reminder.c.kind == "meeting"
    )
    if person_id is not None:
        query = query.where(reminder.c.person_id == person_id)
    return [ReminderRow(*row) for row in tx.execute(query)]


def remove(tx: sa.Connection, ids: Iterable[str]) -> None:
    """These are not wanted any more, and what they had reached is forgotten with them."""
    gone = list(ids)
    if gone:
        tx.execute(reminder.delete().where(reminder.c.id.in_(gone)))


def clear_meeting(tx: sa.Connection, plan_id: PlanId, meeting_id: ItemId) -> None:
    """The meeting is gone, and its reminders with it."""
    tx.execute(
        reminder.delete().where(
            reminder.c.plan_id == plan_id, reminder.c.meeting_id == meeting_id, reminder.c.kind == "meeting"
        )
    )


def clear_ahead(tx: sa.Connection, plan_id: PlanId, kind: str, now: datetime) -> None:
    """Take away those of one kind that are still ahead, before they are made anew. What is due is judged when sent."""
    tx.execute(
        reminder.delete().where(
            reminder.c.plan_id == plan_id,
            reminder.c.kind == kind,
            reminder.c.state == "pending",
            reminder.c.meant_for > now,
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


def lead_news_to(tx: sa.Connection, plan_id: PlanId, person_id: PersonId, meeting_id: ItemId) -> None:
    """The news that waits is about this meeting now."""
    tx.execute(
        reminder.update()
        .where(
            reminder.c.plan_id == plan_id,
            reminder.c.person_id == person_id,
            reminder.c.kind == "news",
            reminder.c.state == "pending",
        )
        .values(meeting_id=meeting_id)
    )


def claim(tx: sa.Connection, now: datetime, *, lease: timedelta, limit: int) -> list[ReminderRow]:
    """Take the reminders that are due, oldest first, so that nobody else sends them while the lease lasts."""
    on_sqlite = tx.dialect.name == "sqlite"
    # SQLite's index ends in the row's own number: asked for by that, no second index is walked to find the row.
    key: sa.ColumnElement[Any] = sa.literal_column("reminder.rowid") if on_sqlite else reminder.c.id
    due = (
        sa.select(key)
        .select_from(reminder)
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
        .where(key.in_(due.scalar_subquery() if on_sqlite else due))
        .values(lease_until=now + lease, tries=reminder.c.tries + 1)
        .returning(*_COLUMNS)
    ).all()
    return sorted((ReminderRow(*row) for row in rows), key=lambda row: row.due_at)


# Asked or written once for each reminder that is sent. Still the sender's who took it up: nobody has taken it up since,
# and it was not made anew meanwhile.
_HELD = (
    reminder.c.id == sa.bindparam("reminder"),
    reminder.c.state == "pending",
    reminder.c.lease_until == sa.bindparam("held_until"),
)
_is_held = Prepared(sa.select(reminder.c.id).where(*_HELD))
_settle = Prepared(reminder.update().where(*_HELD).values(state=sa.bindparam("becomes"), lease_until=sa.null()))
_postpone = Prepared(reminder.update().where(*_HELD).values(due_at=sa.bindparam("until"), lease_until=sa.null()))
_give_back = Prepared(reminder.update().where(*_HELD).values(lease_until=sa.null(), tries=reminder.c.tries - 1))


def _held(row: ReminderRow) -> dict[str, object]:
    return {"reminder": row.id, "held_until": row.lease_until}


def is_held(tx: sa.Connection, row: ReminderRow) -> bool:
    """Whether the sender who took this up may still send it."""
    return _is_held.row(tx, _held(row)) is not None


def settle(tx: sa.Connection, row: ReminderRow, state: str) -> None:
    """The reminder was sent, or has nothing to say any more."""
    _settle.run(tx, _held(row) | {"becomes": state})


def postpone(tx: sa.Connection, row: ReminderRow, until: datetime) -> None:
    """Try again later."""
    _postpone.run(tx, _held(row) | {"until": until})


def give_back(tx: sa.Connection, rows: Iterable[ReminderRow]) -> None:
    """The sender stops: what it has not begun may be taken up by the next one at once."""
    _give_back.run_many(tx, map(_held, rows))


def find(tx: sa.Connection, reminder_id: str, person_id: PersonId) -> ReminderRow | None:
    """A person's own reminder."""
    row = tx.execute(
        sa.select(*_COLUMNS).where(reminder.c.id == reminder_id, reminder.c.person_id == person_id)
    ).one_or_none()
    return ReminderRow(*row) if row else None


_THERE = (delivery.c.reminder_id == sa.bindparam("reminder"), delivery.c.subscription_id == sa.bindparam("device"))
_outcomes_of = Prepared(
    sa.select(delivery.c.subscription_id, delivery.c.outcome, delivery.c.at).where(
        delivery.c.reminder_id == sa.bindparam("reminder")
    )
)
_unrecord = Prepared(delivery.delete().where(*_THERE))
_record = Prepared(
    delivery.insert().from_select(
        ["reminder_id", "subscription_id", "outcome", "at"],
        sa.select(
            reminder.c.id,
            push_subscription.c.id,
            sa.bindparam("result", type_=delivery.c.outcome.type),
            sa.bindparam("moment", type_=Utc),
        )
        .join(push_subscription, push_subscription.c.person_id == reminder.c.person_id)
        .where(reminder.c.id == sa.bindparam("reminder"), push_subscription.c.id == sa.bindparam("device")),
    )
)


def outcomes_of(tx: sa.Connection, reminder_id: str) -> dict[str, tuple[Outcome, datetime]]:
    """What became of this reminder on each device so far; a device that waits is tried again at its moment."""
    return {device: (outcome, at) for device, outcome, at in _outcomes_of.rows(tx, {"reminder": reminder_id})}


def record(tx: sa.Connection, reminder_id: str, subscription_id: str, outcome: Outcome, at: datetime) -> None:
    """How it went on this device. Nothing is written when the reminder or the device went away meanwhile."""
    there = {"reminder": reminder_id, "device": subscription_id}
    _unrecord.run(tx, there)
    _record.run(tx, there | {"result": outcome, "moment": at})


_choices_of = Prepared(
    sa.select(
        reminder_choice.c.minutes_before, reminder_choice.c.quiet_from, reminder_choice.c.quiet_until,
        reminder_choice.c.zone,
    ).where(reminder_choice.c.person_id == sa.bindparam("person"))
)  # fmt: skip


def choices_of(tx: sa.Connection, person_id: PersonId) -> Choices | None:
    """What the person has chosen; None when they never chose."""
    row = _choices_of.row(tx, {"person": person_id})
    if row is None:
        return None
    return Choices(msgspec.json.decode(row[0], type=tuple[int, ...]), *row[1:])


def keep_choices(tx: sa.Connection, person_id: PersonId, choices: Choices) -> None:
    """Write down what the person chose."""
    tx.execute(reminder_choice.delete().where(reminder_choice.c.person_id == person_id))
    tx.execute(
        reminder_choice.insert().values(
            person_id=person_id,
            minutes_before=msgspec.json.encode(choices.minutes_before).decode(),
            quiet_from=choices.quiet_from,
            quiet_until=choices.quiet_until,
            zone=choices.zone,
        )
    )


def drop_for_person(tx: sa.Connection, plan_id: PlanId, person_id: PersonId) -> None:
    """Nothing more about this plan to this person."""
    tx.execute(
        reminder.delete().where(
            reminder.c.plan_id == plan_id, reminder.c.person_id == person_id, reminder.c.state == "pending"
        )
    )


_language_of = Prepared(sa.select(person.c.lang).where(person.c.id == sa.bindparam("person")))


def language_of(tx: sa.Connection, person_id: PersonId) -> str:
    """The language the person chose."""
    [(lang,)] = _language_of.rows(tx, {"person": person_id})
    return str(lang)
