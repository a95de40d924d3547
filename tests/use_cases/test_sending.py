"""Reminders on their way to real phones, through a push service that checks everything."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from threading import Event, Thread

import msgspec
import pytest
import sqlalchemy as sa

from stafet.domain.ids import random_id
from stafet.push.keys import load_keys, make_keys
from stafet.push.sender import Sender
from stafet.store import reminders as stored
from stafet.store.engine import Database
from stafet.store.push_subscriptions import of_person
from stafet.store.reminders import Choices
from stafet.store.tables import delivery, reminder
from stafet.use_cases import push_devices, reminder_choices, reminders, sign_in
from stafet.use_cases.errors import Conflict, Invalid, NotFound
from stafet.use_cases.push_devices import EndpointRules, KeysIn, ShownIn, SubscriptionIn
from stafet.use_cases.reminder_choices import ChoicesIn
from stafet.use_cases.sending import LEASE, Postman
from tests.factories import a_meeting
from tests.support.log_rules import KEYS as KEYS_OF_HOUSE
from tests.support.phone_push import PhonePush
from tests.support.push_service import Message, PushService
from tests.world import Plan, TeamMember, World

KEYS = load_keys(make_keys(), "mailto:drift@example.org")


def give_device(world: World, peter: Plan, service: PushService, phone: PhonePush) -> str:
    """Peter's phone turns reminders on."""
    phone.server_key = KEYS.public_key
    service.give_endpoint(phone)
    subscription = SubscriptionIn(endpoint=phone.endpoint, keys=KeysIn(**phone.keys), label="Telefon")
    with world.tx() as tx:
        token = sign_in.sign_in(
            tx,
            issuer=peter.owner.issuer,
            subject=peter.owner.subject,
            name="Peter",
            door="citizen",
            label="Telefon",
            old_token="",
            now=world.now,
        ).token
        found = sign_in.who_is(tx, token, world.now)
        assert found is not None
        return push_devices.add_device(
            tx,
            person=peter.owner.id,
            session=found.session.id,
            subscription=subscription,
            rules=EndpointRules(extra_origins=(service.origin,)),
            now=world.now,
        )


@pytest.fixture(autouse=True)
def one_clock(world: World, push_service: PushService) -> None:
    """The push service lives at the same time as the server."""

    def clock() -> float:
        return world.now.timestamp()

    push_service.clock = clock


@pytest.fixture
def device(world: World, peter: Plan, push_service: PushService) -> str:
    return give_device(world, peter, push_service, PhonePush())


@pytest.fixture
def meeting(peter: Plan, device: str) -> str:
    return peter.write(a_meeting("2026-12-04T10:00"))


@pytest.fixture
async def postman(world: World, push_service: PushService) -> AsyncIterator[Postman]:
    async with Sender(KEYS, extra_origins=(push_service.origin,)) as sender:
        yield Postman(
            db=world.db, sender=sender, origin="https://stafet.test", public_key=KEYS.public_key, clock=world.clock
        )


@pytest.fixture
def on_the_day_before(world: World, meeting: str) -> None:
    """3 December at 09:00 UTC: the first reminder is due."""
    world.later(days=17)


def states(world: World) -> list[str]:
    with world.tx() as tx:
        return [row[0] for row in tx.execute(sa.select(reminder.c.state).order_by(reminder.c.due_at))]


def failures(world: World, peter: Plan) -> list[int]:
    with world.tx() as tx:
        return [row.failures for row in of_person(tx, peter.owner.id)]


async def test_a_reminder_reaches_the_phone_when_it_is_due(
    push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    await postman.send_due()

    (message,) = push_service.messages
    assert msgspec.json.decode(message.plain)["notification"]["body"] == "Du har en påmindelse."


async def test_a_reminder_is_not_sent_before_its_time(
    world: World, push_service: PushService, postman: Postman, meeting: str
) -> None:
    # A knock is up to ten minutes early, and never more.
    world.later(days=17, minutes=-10, milliseconds=-1)

    await postman.send_due()

    assert push_service.messages == []


async def test_a_reminder_is_sent_once(push_service: PushService, postman: Postman, on_the_day_before: None) -> None:
    await postman.send_due()
    await postman.send_due()

    assert len(push_service.messages) == 1


async def test_two_senders_at_once_send_a_reminder_once(
    push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    await asyncio.gather(postman.send_due(), postman.send_due())

    assert len(push_service.messages) == 1


async def test_each_device_is_reached_once(
    world: World, peter: Plan, push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    give_device(world, peter, push_service, PhonePush())

    await postman.send_due()

    assert len(push_service.messages) == 2


async def test_a_reminder_is_worth_nothing_after_the_meeting(
    push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    await postman.send_due()

    # Until 4 December 11:00 in Copenhagen.
    assert push_service.messages[0].ttl == 25 * 60 * 60


@pytest.mark.parametrize("status", [404, 410])
async def test_a_device_that_is_gone_is_forgotten(
    world: World, peter: Plan, push_service: PushService, postman: Postman, on_the_day_before: None, status: int
) -> None:
    push_service.answers = [status]

    await postman.send_due()

    assert failures(world, peter) == []


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_busy_push_service_is_asked_again_later(
    world: World, push_service: PushService, postman: Postman, on_the_day_before: None, status: int
) -> None:
    push_service.answers = [status]
    await postman.send_due()
    at_once = len(push_service.messages)

    world.later(minutes=1)
    await postman.send_due()

    assert (at_once, len(push_service.messages)) == (0, 1)


async def test_the_push_services_own_time_to_wait_is_respected(
    world: World, push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    push_service.answers, push_service.retry_after = [429], "600"
    await postman.send_due()
    world.later(minutes=10, milliseconds=-1)
    await postman.send_due()
    too_early = len(push_service.messages)

    # And a little more, so that those who were told the same do not all come back at once.
    world.later(seconds=31)
    await postman.send_due()

    assert (too_early, len(push_service.messages)) == (0, 1)


async def test_only_the_device_that_was_not_reached_is_tried_again(
    world: World, peter: Plan, push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    give_device(world, peter, push_service, PhonePush())
    push_service.answers = [503]
    await postman.send_due()

    world.later(minutes=1)
    await postman.send_due()

    assert len(push_service.messages) == 2


async def test_a_failure_is_counted_until_the_device_is_reached_again(
    world: World, peter: Plan, push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    push_service.answers = [503]
    await postman.send_due()
    after_failure = failures(world, peter)
    world.later(minutes=1)
    await postman.send_due()

    assert (after_failure, failures(world, peter)) == ([1], [0])


async def test_a_cancelled_meeting_sends_nothing(
    peter: Plan, meeting: str, push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    peter.phone.change(meeting, state="cancelled")
    peter.phone.sync()

    await postman.send_due()

    assert push_service.messages == []


async def test_what_may_not_be_sent_any_more_is_dropped_for_good(
    world: World, push_service: PushService, postman: Postman, meeting: str
) -> None:
    world.later(days=30)

    await postman.send_due()

    assert (states(world), push_service.messages) == (["dropped", "dropped"], [])


async def test_a_meeting_cancelled_while_its_reminder_is_on_the_way_disturbs_nobody(
    world: World, peter: Plan, push_service: PushService, postman: Postman, meeting: str
) -> None:
    class Meanwhile(PhonePush):
        """A phone at the very moment of whose message Peter cancels the meeting."""

        def decrypt(self, body: bytes) -> bytes:
            peter.phone.change(meeting, state="cancelled")
            peter.phone.sync()
            return super().decrypt(body)

    give_device(world, peter, push_service, Meanwhile())
    world.later(days=17)

    await postman.send_due()

    assert len(push_service.messages) == 2


async def test_a_test_message_says_that_it_is_one(
    world: World, peter: Plan, push_service: PushService, postman: Postman, device: str
) -> None:
    with world.tx() as tx:
        row = push_devices.device_of(tx, person=peter.owner.id, device=device)

    reached = await postman.send_test(row, "en")

    body = msgspec.json.decode(push_service.messages[0].plain)["notification"]["body"]
    assert (reached, body) == (True, "It works. This is what a reminder looks like.")


async def test_each_delivery_is_written_down(
    world: World, device: str, postman: Postman, on_the_day_before: None
) -> None:
    await postman.send_due()

    with world.tx() as tx:
        assert [row[0] for row in tx.execute(sa.select(delivery.c.subscription_id))] == [device]


async def test_a_bad_round_does_not_end_the_sending(
    world: World, push_service: PushService, postman: Postman, on_the_day_before: None
) -> None:
    rounds = 0

    def clock_that_fails_once() -> object:
        nonlocal rounds
        rounds += 1
        if rounds == 1:
            raise ValueError
        return world.now

    postman.clock = clock_that_fails_once
    running = asyncio.create_task(postman.run(0.01))
    await asyncio.to_thread(push_service.wait, 1)
    running.cancel()

    assert len(push_service.messages) == 1


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


# Devices


def test_a_device_at_no_known_push_service_is_refused(world: World, peter: Plan) -> None:
    subscription = SubscriptionIn(
        endpoint="https://inside.example.org/x", keys=KeysIn(**PhonePush().keys), label="Telefon"
    )

    with world.tx() as tx, pytest.raises(Invalid, match="push_endpoint_refused"):
        push_devices.add_device(
            tx, person=peter.owner.id, session="s", subscription=subscription, rules=EndpointRules(), now=world.now
        )


def test_a_browser_that_renews_its_subscription_is_the_same_device_and_is_not_told_twice(
    world: World, peter: Plan, push_service: PushService, device: str
) -> None:
    with world.tx() as tx:
        session = push_devices.device_of(tx, person=peter.owner.id, device=device).session
        push_service.give_endpoint(phone := PhonePush())
        again = push_devices.add_device(
            tx,
            person=peter.owner.id,
            session=session,
            subscription=SubscriptionIn(endpoint=phone.endpoint, keys=KeysIn(**phone.keys), label="Telefon"),
            rules=EndpointRules(extra_origins=(push_service.origin,)),
            now=world.now,
        )

        assert (again, len(of_person(tx, peter.owner.id))) == (device, 1)


def test_what_a_device_shows_is_kept_when_it_comes_back(
    world: World, peter: Plan, push_service: PushService, device: str
) -> None:
    with world.tx() as tx:
        shown = ShownIn(minutes_before=[120], news=False)
        push_devices.choose_for_device(tx, person=peter.owner.id, device=device, shown=shown)
        row = push_devices.device_of(tx, person=peter.owner.id, device=device)
        push_devices.add_device(
            tx,
            person=peter.owner.id,
            session=row.session,
            subscription=SubscriptionIn(
                endpoint=row.endpoint, keys=KeysIn(p256dh=row.p256dh, auth=row.auth), label="Telefon"
            ),
            rules=EndpointRules(extra_origins=(push_service.origin,)),
            now=world.now,
        )

        (kept,) = push_devices.my_devices(tx, person=peter.owner.id, session=row.session)
    assert (kept.minutes_before, kept.news) == ([120], False)


def test_nobody_chooses_for_somebody_elses_device(world: World, peter: Plan, device: str) -> None:
    ida = world.person("Ida")

    with world.tx() as tx, pytest.raises(NotFound):
        push_devices.choose_for_device(
            tx, person=ida.id, device=device, shown=ShownIn(minutes_before=[120], news=False)
        )


def test_the_eleventh_device_is_refused(world: World, peter: Plan, push_service: PushService) -> None:
    for _ in range(10):
        give_device(world, peter, push_service, PhonePush())

    with pytest.raises(Conflict, match="too_many_devices"):
        give_device(world, peter, push_service, PhonePush())


def test_nobody_turns_off_somebody_elses_device(world: World, peter: Plan, device: str) -> None:
    ida = world.person("Ida")

    with world.tx() as tx, pytest.raises(NotFound):
        push_devices.remove_device(tx, person=ida.id, device=device)


def test_signing_out_takes_the_device_with_it(world: World, peter: Plan, device: str) -> None:
    with world.tx() as tx:
        row = push_devices.device_of(tx, person=peter.owner.id, device=device)
        sign_in.sessions.end(tx, peter.owner.id, row.session)

    assert failures(world, peter) == []
