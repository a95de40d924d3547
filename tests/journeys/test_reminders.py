"""The switch in the settings, and what is true at the moment a reminder is sent."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from stafet.store import push_subscriptions
from stafet.store.tables import reminder
from tests.journeys.acts import main_of, press, sees, turns_on_reminders
from tests.journeys.conftest import House, SignedIn
from tests.support.browser import Person
from tests.support.push_service import PushService

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def devices(person: Person) -> list[dict[str, object]]:
    answer = person.context.request.get(f"{person.home}/api/push")
    found: list[dict[str, object]] = answer.json()["devices"]
    return found


def with_reminders(signed_in: SignedIn, key: str) -> Person:
    person = signed_in(key)
    # Days go by for the server: an open page may ask once more after its session has ended.
    person.expects(r"401 \(Unauthorized\)")
    person.wait_for_the_worker()
    turns_on_reminders(person)
    return person


def test_a_test_message_reaches_the_phone_and_says_nothing(signed_in: SignedIn, push_service: PushService) -> None:
    peter = with_reminders(signed_in, "peter")
    press(main_of(peter), "Prøv en besked")
    message = push_service.wait(1)[0]
    sees(peter, "Vi har sendt en besked.")
    assert "Det virker. Sådan ser en påmindelse ud." in message.plain.decode()
    assert not any(word in message.plain.decode() for word in ("Peter", "Koordination", "Jonas", "psyk"))
    sees(peter, "Sidst nået denne telefon")


def test_t35_when_two_messages_did_not_arrive_it_is_told_and_the_calendar_offered(
    home: House, signed_in: SignedIn
) -> None:
    peter = with_reminders(signed_in, "peter")
    with home.db.write() as tx:
        (phone,) = push_subscriptions.of_person(tx, home.told.person("peter"))
        for _ in range(2):
            push_subscriptions.failed(tx, phone.id)

    peter.goto("/")
    sees(peter, "Vi kan ikke nå din telefon med beskeder")
    press(main_of(peter), "Se, hvad du kan gøre")

    sees(peter, "Vi kan ikke nå din telefon")
    press(main_of(peter), "Møder i min kalender")
    expect(peter.page.get_by_role("heading", name="Møder i din egen kalender", level=1)).to_be_visible()


def test_turned_off_is_gone_from_the_server_too(signed_in: SignedIn) -> None:
    peter = with_reminders(signed_in, "peter")
    assert len(devices(peter)) == 1
    press(main_of(peter), "Slå fra")
    expect(main_of(peter).get_by_role("button", name="Slå til")).to_be_visible()
    assert devices(peter) == []


def test_a_device_the_push_service_calls_gone_is_removed(signed_in: SignedIn, push_service: PushService) -> None:
    peter = with_reminders(signed_in, "peter")
    peter.expects("status of 4|status of 5")
    push_service.answers = [410]
    with peter.page.expect_response("**/test"):
        press(main_of(peter), "Prøv en besked")
    assert devices(peter) == []


def cancelled(home: House) -> None:
    phone = home.told.phone()
    phone.change(home.told.meeting, state="cancelled")
    assert phone.sync().outcomes == ["applied"]


def withdrawn(home: House) -> None:
    phone = home.told.phone()
    phone.write("withdraw", member=home.told.member("Jonas Lind"), scope=f"meeting:{home.told.meeting}")
    assert phone.sync().outcomes == ["applied"]


def a_day_before_the_meeting(home: House) -> None:
    day = datetime.now(COPENHAGEN).date() + timedelta(days=3)
    home.passed = datetime.combine(day, time(10, 1), COPENHAGEN) - datetime.now(UTC)


def nothing_is_due(person: Person, home: House) -> None:
    """The sender has been through everything that was due."""
    due = sa.select(reminder.c.id).where(reminder.c.state == "pending", reminder.c.due_at <= home.now())
    for _ in range(400):
        with home.db.read() as tx:
            if tx.execute(due).first() is None:
                return
        person.page.wait_for_timeout(50)
    raise AssertionError("a reminder that was due is still waiting")


def test_a_day_before_the_meeting_jonas_is_reminded(
    home: House, signed_in: SignedIn, push_service: PushService
) -> None:
    with_reminders(signed_in, "jonas")
    a_day_before_the_meeting(home)
    assert push_service.wait(1)


@pytest.mark.parametrize("then", [cancelled, withdrawn])
def test_nobody_is_reminded_of_what_they_may_not_know_any_more(
    home: House, signed_in: SignedIn, push_service: PushService, then: Callable[[House], None]
) -> None:
    jonas = with_reminders(signed_in, "jonas")
    then(home)
    home.passed += timedelta(minutes=5)  # any news has been told
    nothing_is_due(jonas, home)
    already = len(push_service.messages)
    a_day_before_the_meeting(home)
    nothing_is_due(jonas, home)
    assert len(push_service.messages) == already
