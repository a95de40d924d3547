"""What is looked at just before a reminder is sent, and what holds when a sender is slow, stopped or ended."""

import time
from datetime import timedelta
from threading import Event, Thread

import msgspec
import pytest
import sqlalchemy as sa

from stafet.domain.ids import random_id
from stafet.store import reminders as stored
from stafet.store.engine import Database
from stafet.store.reminders import Choices
from stafet.store.tables import delivery, reminder
from stafet.use_cases import push_devices, reminder_choices, reminders
from stafet.use_cases.push_devices import ShownIn
from stafet.use_cases.reminder_choices import ChoicesIn
from stafet.use_cases.sending import LEASE, Postman
from tests.factories import a_meeting
from tests.support.log_rules import KEYS as KEYS_OF_HOUSE
from tests.support.phone_push import PhonePush
from tests.support.push_service import Message, PushService
from tests.use_cases.carrying import give_device, states
from tests.world import Plan, TeamMember, World


def choose(world: World, peter: Plan, *, quiet: tuple[str, str]) -> None:
    choices = ChoicesIn(minutes_before=[1440, 120], quiet_from=quiet[0], quiet_until=quiet[1])
    with world.tx() as tx:
        reminder_choices.choose(tx, person=peter.owner.id, choices=choices, now=world.now)


async def test_what_an_outage_held_up_into_the_quiet_hours_waits_for_their_end(
    world: World, peter: Plan, push_service: PushService, postman: Postman, device: str
) -> None:
    choose(world, peter, quiet=("22:00", "07:00"))
    peter.write(a_meeting("2026-12-04T21:50"))
    world.later(days=17, hours=12, minutes=30)  # 22:30 in Copenhagen: nobody has sent since before half past nine
    await postman.send_due()
    at_night = len(push_service.messages)

    world.later(hours=8, minutes=40)
    await postman.send_due()

    assert (at_night, len(push_service.messages)) == (0, 1)


async def test_what_would_be_too_late_after_the_quiet_hours_comes_without_a_sound(
    world: World, peter: Plan, push_service: PushService, postman: Postman, device: str
) -> None:
    choose(world, peter, quiet=("22:00", "07:00"))
    peter.write(a_meeting("2026-12-04T06:30"))
    world.later(days=17, hours=12, minutes=30)

    await postman.send_due()

    assert [shown(message)["silent"] for message in push_service.messages] == [True, True]


def shown(message: Message) -> dict[str, object]:
    told: dict[str, object] = msgspec.json.decode(message.plain)["notification"]
    return told


async def test_news_at_night_waits_for_the_morning(
    world: World, peter: Plan, push_service: PushService, postman: Postman, device: str
) -> None:
    choose(world, peter, quiet=("09:00", "11:00"))
    with world.tx() as tx:
        reminders.tell_news(tx, peter.id, peter.owner.id, meeting=None, now=world.now)
    world.later(minutes=5)
    await postman.send_due()
    too_early = len(push_service.messages)

    world.later(hours=1)
    await postman.send_due()

    assert (too_early, len(push_service.messages)) == (0, 1)


async def test_a_message_that_comes_twice_is_one_line_on_the_screen(
    push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    await postman.send_due()

    (message,) = push_service.messages
    assert shown(message)["tag"] == message.topic


async def test_a_device_shows_only_what_it_was_told_to(
    world: World, peter: Plan, push_service: PushService, postman: Postman, device: str, on_the_day_before: None
) -> None:
    with world.tx() as tx:
        push_devices.choose_for_device(
            tx, person=peter.owner.id, device=device, shown=ShownIn(minutes_before=[120], news=True)
        )

    await postman.send_due()

    assert push_service.messages == []


async def test_a_device_that_wants_no_news_gets_none(
    world: World, peter: Plan, push_service: PushService, postman: Postman, device: str
) -> None:
    with world.tx() as tx:
        push_devices.choose_for_device(
            tx, person=peter.owner.id, device=device, shown=ShownIn(minutes_before=[120], news=False)
        )
        reminders.tell_news(tx, peter.id, peter.owner.id, meeting=None, now=world.now)
    world.later(minutes=5)

    await postman.send_due()

    assert push_service.messages == []


async def test_a_device_that_refuses_for_good_is_not_asked_again_with_the_others(
    world: World, peter: Plan, push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    give_device(world, peter, push_service, PhonePush())
    push_service.answers = [400, 503]
    await postman.send_due()

    world.later(minutes=1)
    await postman.send_due()
    world.later(minutes=1)
    await postman.send_due()

    assert len(push_service.messages) == 1


async def test_one_device_that_must_wait_long_does_not_hold_up_another(
    world: World, peter: Plan, push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    give_device(world, peter, push_service, PhonePush())
    push_service.answers, push_service.retry_after = [503, 503], "7200"
    await postman.send_due()
    push_service.retry_after = None
    with world.tx() as tx:
        one = tx.execute(sa.select(delivery.c.subscription_id).limit(1)).scalar_one()
        tx.execute(delivery.update().where(delivery.c.subscription_id == one).values(at=world.now))
        tx.execute(reminder.update().where(reminder.c.minutes_before == 1440).values(due_at=world.now))

    await postman.send_due()

    assert len(push_service.messages) == 1


async def test_who_held_it_too_long_sends_nothing(
    world: World, push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    with world.tx() as tx:
        (row,) = stored.claim(tx, world.now, lease=LEASE, limit=50)
    world.later(minutes=2)
    with world.tx() as tx:
        stored.claim(tx, world.now, lease=LEASE, limit=50)

    # Its own clock stands still, so it does not see that its lease has run out.
    await postman._carry(msgspec.structs.replace(row, lease_until=world.now + LEASE - timedelta(seconds=1)))

    assert push_service.messages == []


async def test_nothing_is_begun_that_the_lease_might_not_outlast(
    world: World, push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    with world.tx() as tx:
        (row,) = stored.claim(tx, world.now, lease=LEASE, limit=50)
    world.later(minutes=1, seconds=41)

    await postman._carry(row)

    assert push_service.messages == []


async def test_a_server_that_stops_finishes_what_is_on_its_way_and_gives_the_rest_back(
    world: World, peter: Plan, push_service: PushService, postman: Postman, meeting: str
) -> None:
    class Meanwhile(PhonePush):
        """A phone at the very moment of whose message the server is told to stop."""

        def decrypt(self, body: bytes) -> bytes:
            postman.stop()
            return super().decrypt(body)

    give_device(world, peter, push_service, Meanwhile())
    world.later(days=17, hours=23)  # both reminders are due
    with world.tx() as tx:
        for number in range(40):
            meant_for = world.now - timedelta(seconds=number)
            stored.add(
                tx,
                reminder_id=random_id(),
                plan_id=peter.id,
                person_id=peter.owner.id,
                kind="news",
                meeting_id=None,
                minutes_before=None,
                meant_for=meant_for,
                due_at=meant_for,
                expires_at=world.now + timedelta(days=1),
            )

    await postman.send_due()

    # Each was sent and written down, or is free for the next server at once.
    assert set(states(world)) == {"sent", "pending"}
    with world.tx() as tx:
        assert tx.execute(sa.select(reminder.c.id).where(reminder.c.lease_until.is_not(None))).all() == []


async def test_a_reminder_that_cannot_be_judged_does_not_end_the_others(
    world: World, peter: Plan, jonas: TeamMember, push_service: PushService, postman: Postman, meeting: str
) -> None:
    peter.invite_to(meeting, jonas)
    world.later(days=17)
    with world.tx() as tx:
        nowhere = Choices((1440,), "22:00", "07:00", "Europe/Atlantis")  # a zone that a newer world has lost
        stored.keep_choices(tx, jonas.person.id, nowhere)

    await postman.send_due()

    assert len(push_service.messages) == 1


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)  # PostgreSQL waits its turn by itself.
async def test_what_a_busy_database_does_not_take_is_written_down_a_moment_later(
    world: World, peter: Plan, db: Database, push_service: PushService, postman: Postman, meeting: str
) -> None:
    taken = Event()

    def holding() -> None:
        with Database(db.url.render_as_string(), KEYS_OF_HOUSE).write():
            taken.set()
            time.sleep(0.2)

    class Meanwhile(PhonePush):
        """A phone at the very moment of whose message somebody else writes at length."""

        def decrypt(self, body: bytes) -> bytes:
            Thread(target=holding).start()
            taken.wait()
            return super().decrypt(body)

    give_device(world, peter, push_service, Meanwhile())
    world.later(days=17)

    await postman.send_due()

    assert states(world)[0] == "sent"
