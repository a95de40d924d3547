"""Sending what is due. Claimed with a lease, judged again, sent outside any transaction, written down.

Each reminder reaches each device at most once: the row of its delivery is the key. A sender that dies leaves a lease
that runs out; another one goes on where it stopped.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
import structlog

from stafet.push.delivery import Delivered, Delivery, Gone, TryLater
from stafet.push.payload import Kind, Lang, neutral_payload
from stafet.push.sender import Sender, Subscription
from stafet.store import push_subscriptions, reminders
from stafet.store.engine import Database, Transaction
from stafet.store.push_subscriptions import SubscriptionRow
from stafet.store.reminders import ReminderRow
from stafet.use_cases import reminders as reminder_acts
from stafet.use_cases.transactions import Busy, in_read, in_write

LEASE = timedelta(minutes=2)
AT_ONCE = 50
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))

log = structlog.get_logger()


class Letter(msgspec.Struct, frozen=True):
    """A reminder that may be sent, and the devices it has not reached."""

    reminder: ReminderRow
    kind: Kind
    lang: Lang
    devices: list[SubscriptionRow]


class Postman:
    """Carries reminders to push services. One per server process; several processes never send one twice."""

    def __init__(self, *, db: Database, sender: Sender, origin: str, public_key: str, clock: Callable[[], datetime]):
        self.db = db
        self.sender = sender
        self.origin = origin
        self.public_key = public_key
        self.clock = clock

    async def run(self, interval: float) -> None:
        """Send what is due, again and again, until cancelled. A fault is logged and the round goes on."""
        while True:
            try:
                sent = await self.send_due()
            except Busy:
                sent = 0
            except Exception as error:  # noqa: BLE001 - one bad round must not end all reminders
                # The kind of fault only: its text may quote a plan.
                log.error("reminders_failed", error=type(error).__name__)  # noqa: TRY400 - a traceback would quote the plan
                sent = 0
            if sent < AT_ONCE:
                await asyncio.sleep(interval)

    async def send_due(self) -> int:
        """Send the reminders that are due now. Answers how many were taken up."""
        now = self.clock()
        claimed = await in_write(self.db, lambda tx: reminders.claim(tx, now, lease=LEASE, limit=AT_ONCE))
        await asyncio.gather(*(self._carry(row, now) for row in claimed))
        return len(claimed)

    async def _carry(self, row: ReminderRow, now: datetime) -> None:
        letter = await in_read(self.db, lambda tx: _letter(tx, row, now))
        if letter is None:
            await in_write(self.db, lambda tx: reminders.settle(tx, row.id, "dropped"))
            return
        results = await asyncio.gather(*(self._send(letter, device, now) for device in letter.devices))
        outcomes = list(zip(letter.devices, results, strict=True))
        await in_write(self.db, lambda tx: _write_down(tx, row, outcomes, now))

    async def _send(self, letter: Letter, device: SubscriptionRow, now: datetime) -> Delivery:
        row = letter.reminder
        return await self.sender.send(
            Subscription(endpoint=device.endpoint, p256dh=device.p256dh, auth=device.auth),
            neutral_payload(letter.kind, letter.lang, f"{self.origin}/r/{row.id}"),
            ttl=max(60, int((row.expires_at - now).total_seconds())),
            topic=row.id,
            now=now,
        )

    async def send_test(self, device: SubscriptionRow, lang: str) -> bool:
        """Send one message now, so that a person can see how a reminder looks. True when the push service took it."""
        now = self.clock()
        result = await self.sender.send(
            Subscription(endpoint=device.endpoint, p256dh=device.p256dh, auth=device.auth),
            neutral_payload("test", "en" if lang == "en" else "da", f"{self.origin}/settings"),
            ttl=300,
            topic=None,
            now=now,
        )
        await in_write(self.db, lambda tx: _note_result(tx, device, result, now))
        return isinstance(result, Delivered)


def _letter(tx: Transaction, row: ReminderRow, now: datetime) -> Letter | None:
    """None when there is nothing to say any more: cancelled, moved, withdrawn, over (C19)."""
    if not reminder_acts.may_still_be_sent(tx, row, now):
        return None
    reached = reminders.delivered_to(tx, row.id)
    devices = [device for device in push_subscriptions.of_person(tx, row.person) if device.id not in reached]
    return Letter(
        reminder=row,
        kind="meeting" if row.kind == "meeting" else "news",
        lang="en" if reminders.language_of(tx, row.person) == "en" else "da",
        devices=devices,
    )


def _write_down(
    tx: Transaction, row: ReminderRow, outcomes: list[tuple[SubscriptionRow, Delivery]], now: datetime
) -> None:
    later: list[timedelta] = []
    for device, result in outcomes:
        if _note_result(tx, device, result, now):
            reminders.record_delivery(tx, row.id, device.id, now)
        elif isinstance(result, TryLater):
            later.append(result.after or BACK_OFF[min(row.tries, len(BACK_OFF)) - 1])
    again = now + max(later) if later else None
    if again is not None and again < row.expires_at:
        reminders.postpone(tx, row.id, again)
    else:
        reminders.settle(tx, row.id, "sent")


def _note_result(tx: Transaction, device: SubscriptionRow, result: Delivery, now: datetime) -> bool:
    """Write down how a device answered; True when it was reached."""
    if isinstance(result, Delivered):
        push_subscriptions.reached(tx, device.id, now)
        return True
    if isinstance(result, Gone):
        push_subscriptions.remove(tx, device.id)
    else:
        push_subscriptions.failed(tx, device.id)
    return False
