"""Sending what is due. Claimed with a lease, judged again, sent outside any transaction, written down.

Each reminder reaches each device at most once: the row of its delivery is the key. A sender that dies leaves a lease
that runs out; another one goes on where it stopped (docs/decisions/0011-reminders-are-rows.md).
"""

import asyncio
import contextlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from stafet.push.delivery import Delivered, Delivery, Failed
from stafet.push.payload import neutral_payload
from stafet.push.sender import Sender, Subscription
from stafet.store import reminders
from stafet.store.engine import Database
from stafet.store.push_subscriptions import SubscriptionRow
from stafet.store.reminders import ReminderRow
from stafet.use_cases.letters import Letter, Wait, judge, note_result, write_down
from stafet.use_cases.transactions import Busy, Transaction, in_read, in_write

LEASE = timedelta(minutes=2)
# No send is begun so late that the lease could run out under it: a try takes seven seconds at most.
TO_BE_SAFE = timedelta(seconds=20)
AT_ONCE = 50
CARRIERS = 16
WRITE_AGAIN = (0.05, 0.2, 1.0, 2.0, 5.0, 5.0, 5.0)

CHANCE = secrets.SystemRandom().random

log = structlog.get_logger()

Done = tuple[ReminderRow, list[tuple[SubscriptionRow, Delivery]], datetime]


class Postman:
    """Carries reminders to push services. One per server process; several processes never send one twice."""

    def __init__(
        self,
        *,
        db: Database,
        sender: Sender,
        origin: str,
        public_key: str,
        clock: Callable[[], datetime],
        chance: Callable[[], float] = CHANCE,
    ):
        self.db = db
        self.sender = sender
        self.origin = origin
        self.public_key = public_key
        self.clock = clock
        self.chance = chance
        self._stopped = asyncio.Event()
        self._done: list[Done] = []
        self._writing = asyncio.Lock()

    async def run(self, interval: float) -> None:
        """Send what is due, again and again, until stopped. A fault is logged and the next round goes on."""
        while not self._stopped.is_set():
            try:
                sent = await self.send_due()
            except Busy:
                sent = 0
            except Exception as error:  # noqa: BLE001 - one bad round must not end all reminders
                # The kind of fault only: its text may quote a plan.
                log.error("reminders_failed", error=type(error).__name__)  # noqa: TRY400 - a traceback would quote the plan
                sent = 0
            if sent < AT_ONCE:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopped.wait(), interval)

    def stop(self) -> None:
        """Begin nothing more. What is on its way is finished and written down; the rest is given back."""
        self._stopped.set()

    async def send_due(self) -> int:
        """Send the reminders that are due now. Answers how many were taken up."""
        now = self.clock()
        claimed = await in_write(self.db, lambda tx: reminders.claim(tx, now, lease=LEASE, limit=AT_ONCE))
        waiting = claimed[::-1]

        async def carrier() -> None:
            while waiting and not self._stopped.is_set():
                try:
                    await self._carry(waiting.pop())
                except Busy:
                    continue  # its lease runs out, and it is taken up again
                except Exception as error:  # noqa: BLE001 - one bad reminder must not end the others
                    # The kind of fault only: its text may quote a plan.
                    log.error("reminder_failed", error=type(error).__name__)  # noqa: TRY400 - a traceback would quote the plan

        await asyncio.gather(*(carrier() for _ in range(min(CARRIERS, len(claimed)))))
        if waiting:
            await in_write(self.db, lambda tx: reminders.give_back(tx, waiting))
        return len(claimed)

    async def _carry(self, row: ReminderRow) -> None:
        """One reminder to all its devices, judged just before. With too little left of the lease it is left alone."""
        now, chance = self.clock(), self.chance()
        if row.lease_until is None or now + TO_BE_SAFE > row.lease_until:
            return
        verdict = await in_read(self.db, lambda tx: judge(tx, row, now, chance))
        match verdict:
            case Letter(devices=devices):
                results = await asyncio.gather(*(self._send(verdict, device, now) for device in devices))
                await self._write_down((row, list(zip(devices, results, strict=True)), self.clock()))
            case Wait(until=until):
                await in_write(self.db, lambda tx: reminders.postpone(tx, row, until))
            case "nothing_to_say":
                await in_write(self.db, lambda tx: reminders.settle(tx, row, "dropped"))
            case _:
                return

    async def _send(self, letter: Letter, device: SubscriptionRow, now: datetime) -> Delivery:
        row = letter.reminder
        payload = neutral_payload(letter.kind, letter.lang, f"{self.origin}/r/{row.id}", silent=letter.is_silent)
        ttl = max(60, int((row.expires_at - now).total_seconds()))
        # One topic for each person and reminder, made of chance: it replaces itself and ties nobody to anybody.
        result = await self.sender.send(_address(device), payload, ttl=ttl, topic=row.id, now=now)
        if isinstance(result, Failed):
            log.warning("push_refused", code=result.code)
        return result

    async def _write_down(self, done: Done) -> None:
        """Together with whatever else came back meanwhile: one commit for many, and soon after each was sent."""
        self._done.append(done)
        await asyncio.sleep(0)
        async with self._writing:
            batch, self._done = self._done, []
            if not batch:
                return
            for pause in (*WRITE_AGAIN, None):
                try:
                    await in_write(self.db, lambda tx: self._all(tx, batch))
                except Busy:
                    # What is not written down would be sent again when its lease has run out.
                    if pause is None:
                        raise
                    await asyncio.sleep(pause)
                else:
                    return

    def _all(self, tx: Transaction, batch: list[Done]) -> None:
        for row, results, at in batch:
            write_down(tx, row, results, at, self.chance())

    async def send_test(self, device: SubscriptionRow, lang: str) -> bool:
        """Send one message now, so that a person can see how a reminder looks. True when the push service took it."""
        now = self.clock()
        payload = neutral_payload("test", "en" if lang == "en" else "da", f"{self.origin}/settings")
        result = await self.sender.send(_address(device), payload, ttl=300, topic=None, now=now)
        await in_write(self.db, lambda tx: note_result(tx, device, result, now))
        return isinstance(result, Delivered)


def _address(device: SubscriptionRow) -> Subscription:
    return Subscription(endpoint=device.endpoint, p256dh=device.p256dh, auth=device.auth)
