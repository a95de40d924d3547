"""What may be said, to whom and where, judged at the moment of sending; and what is written down afterwards."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from stafet.domain.reminders import LATER
from stafet.push.delivery import Delivered, Delivery, Gone, TryLater
from stafet.push.payload import Kind, Lang
from stafet.store import meetings, push_subscriptions, reminders
from stafet.store.engine import Transaction
from stafet.store.push_subscriptions import SubscriptionRow
from stafet.store.reminders import ReminderRow
from stafet.use_cases import reminders as reminder_acts

# Never longer: when a push service works again, one try may still find it resting, and the next is in time (5 minutes).
BACK_OFF = (timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2))


class Letter(msgspec.Struct, frozen=True):
    """A reminder that may be sent, and the devices it has not reached."""

    reminder: ReminderRow
    kind: Kind
    lang: Lang
    devices: list[SubscriptionRow]
    # It is quiet, and after the quiet hours it would be too late: shown without a sound.
    is_silent: bool = False


class Wait(msgspec.Struct, frozen=True):
    """Not in the quiet hours: then."""

    until: datetime


Verdict = Letter | Wait | Literal["not_ours", "nothing_to_say"]


def judge(tx: Transaction, row: ReminderRow, now: datetime, chance: float) -> Verdict:
    """Whether this may be sent now. Nothing is said any more of what is cancelled, moved, withdrawn or over (C19)."""
    if not reminders.is_held(tx, row):
        return "not_ours"
    letter = letter_for(tx, row, now)
    if letter is None:
        return "nothing_to_say"
    quiet = reminder_acts.quiet_of(tx, row.person)
    if quiet is None or not quiet.holds(now):
        return letter
    # Made in time, but held up: by an outage, or by news that came at night.
    end = quiet.end_after(now)
    if end < _last_moment(tx, row):
        return Wait(end + LATER * chance)
    return msgspec.structs.replace(letter, is_silent=True)


def _last_moment(tx: Transaction, row: ReminderRow) -> datetime:
    when = meetings.find(tx, row.plan, row.meeting) if row.kind == "meeting" and row.meeting else None
    return when[0] if when else row.expires_at


def letter_for(tx: Transaction, row: ReminderRow, now: datetime) -> Letter | None:
    """What is said, and to which devices. None when there is nothing to say any more."""
    if not reminder_acts.may_still_be_sent(tx, row, now):
        return None
    done = reminders.outcomes_of(tx, row.id)
    return Letter(
        reminder=row,
        kind="meeting" if row.kind == "meeting" else "news",
        lang="en" if reminders.language_of(tx, row.person) == "en" else "da",
        devices=[
            device
            for device in push_subscriptions.of_person(tx, row.person)
            if _shows(device, row) and not _is_done(done.get(device.id), now)
        ],
    )


def _shows(device: SubscriptionRow, row: ReminderRow) -> bool:
    return row.minutes_before in device.minutes_before if row.kind == "meeting" else device.news


def _is_done(outcome: tuple[reminders.Outcome, datetime] | None, now: datetime) -> bool:
    """Reached or refused for good, or not to be tried again yet."""
    return outcome is not None and (outcome[0] != "waits" or outcome[1] > now)


def write_down(
    tx: Transaction, row: ReminderRow, results: list[tuple[SubscriptionRow, Delivery]], now: datetime, chance: float
) -> None:
    """What became of it on each device, and when what was not reached is tried again."""
    for device, result in results:
        if note_result(tx, device, result, now):
            reminders.record(tx, row.id, device.id, "reached", now)
        elif isinstance(result, TryLater):
            again = now + _pause(row, result, chance)
            reminders.record(tx, row.id, device.id, "waits" if again < row.expires_at else "refused", again)
        elif not isinstance(result, Gone):
            reminders.record(tx, row.id, device.id, "refused", now)
    outcomes = reminders.outcomes_of(tx, row.id).values()
    waits = [at for outcome, at in outcomes if outcome == "waits"]
    if waits:
        reminders.postpone(tx, row, min(waits))
    else:
        reminders.settle(tx, row, "sent" if any(outcome == "reached" for outcome, _ in outcomes) else "dropped")


def _pause(row: ReminderRow, result: TryLater, chance: float) -> timedelta:
    """As long as the push service said, and a little more; else longer each time. Never all at the same second."""
    if result.after is not None:
        return result.after + min(result.after / 10, timedelta(seconds=30)) * chance
    return BACK_OFF[min(row.tries, len(BACK_OFF)) - 1] * (1 - chance / 2)


def note_result(tx: Transaction, device: SubscriptionRow, result: Delivery, now: datetime) -> bool:
    """Write down how a device answered; True when it was reached."""
    if isinstance(result, Delivered):
        push_subscriptions.reached(tx, device.id, now)
        return True
    if isinstance(result, Gone):
        push_subscriptions.remove(tx, device.id)
    else:
        push_subscriptions.failed(tx, device.id)
    return False
