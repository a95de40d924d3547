"""Peter changes his mind in a dead zone (mission.md, J2), and time that ends what was lent (J5)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import (
    COPENHAGEN,
    comes_back_to_the_network,
    everything_is_sent,
    main_of,
    press,
    sees,
    soon_keeps_nothing_of,
    still_keeps,
)
from tests.journeys.conftest import House, SignedIn, signs_in
from tests.support.browser import People, Person

NEED = "Ro om morgenen."
COPING = "Tage et varmt bad."
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile"


def test_two_taps_without_a_network_stop_jonas_and_it_holds_through_a_reload(home: House, signed_in: SignedIn) -> None:
    jonas = signed_in("jonas", f"/shared/{home.told.plan}")
    sees(jonas, NEED)
    peter = signed_in("peter")
    everything_is_sent(peter)
    peter.wait_for_the_worker()
    with peter.offline():
        press(main_of(peter), "Hvem må se hvad")
        press(main_of(peter), "Stop for Jonas: Det, jeg har brug for")
        sees(peter, "Telefonen sender det først af alt")
        peter.page.reload()
        sees(peter, "Telefonen sender det først af alt")
    everything_is_sent(peter)
    comes_back_to_the_network(jonas)
    expect(jonas.page.get_by_text(NEED)).to_have_count(0)
    sees(jonas, "Tilbage i arbejde")


def karen_on_the_train(home: House, people: People) -> Person:
    """Karen has read the safety plan, and has no network; her phone's clock can be moved."""
    karen = people("karen", home.url)
    karen.context.clock.install()
    signs_in(karen, "karen")
    karen.goto("/")
    sees(karen, "Peters tryghedsplan")
    karen.wait_for_the_worker()
    assert still_keeps(karen, COPING) == [COPING], "her phone keeps nothing, so this proves nothing"
    return karen


@pytest.mark.parametrize(
    "moved", [timedelta(hours=72, minutes=1), -timedelta(hours=1)], ids=["three days on", "set back"]
)
def test_c17_a_relatives_copy_ends_with_its_time(home: House, people: People, moved: timedelta) -> None:
    karen = karen_on_the_train(home, people)
    with karen.offline():
        karen.context.clock.set_system_time(datetime.now(UTC) + moved)
        karen.page.reload()
        expect(karen.page.get_by_role("heading", level=1)).to_be_visible()
        expect(karen.page.get_by_text(COPING)).to_have_count(0)
        soon_keeps_nothing_of(karen, COPING)


def test_c17_an_open_page_of_a_relative_closes_when_its_time_is_over(home: House, people: People) -> None:
    karen = karen_on_the_train(home, people)
    with karen.offline():
        karen.context.clock.fast_forward(timedelta(hours=72, minutes=2).total_seconds() * 1000)
        expect(karen.page.get_by_text(COPING)).to_have_count(0)
        # Here, not later: with the network back she may see it, and the next sync brings it again.
        soon_keeps_nothing_of(karen, COPING)


def test_a_relatives_copy_is_still_there_within_its_time(home: House, people: People) -> None:
    karen = karen_on_the_train(home, people)
    with karen.offline():
        karen.context.clock.set_system_time(datetime.now(UTC) + timedelta(hours=71, minutes=50))
        karen.page.reload()
        sees(karen, "Peters tryghedsplan")


def test_what_was_lent_for_a_while_is_gone_at_the_second_it_ends(home: House, signed_in: SignedIn) -> None:
    strength = "Jeg er god med dyr."
    ends = home.now() + timedelta(minutes=9)
    home.told.share("Jonas Lind", "strengths", until=ends)
    jonas = signed_in("jonas", f"/shared/{home.told.plan}")
    sees(jonas, strength)
    home.passed = ends - datetime.now(UTC) - timedelta(minutes=1)
    comes_back_to_the_network(jonas)
    sees(jonas, strength)
    home.passed = ends - datetime.now(UTC)
    comes_back_to_the_network(jonas)
    expect(jonas.page.get_by_text(strength)).to_have_count(0)


def stopped_for_karen(home: House, people: People, days: int) -> tuple[Person, Person]:
    """Karen has read the safety plan on her phone and gone out of sight; days later Peter stops it, and looks."""
    karen = people("karen", home.url, user_agent=ANDROID)
    signs_in(karen, "karen")
    karen.goto("/")
    sees(karen, "Peters tryghedsplan")
    everything_is_sent(karen)
    karen.wait_for_the_worker()
    karen.context.set_offline(True)
    home.passed = timedelta(days=days)
    phone = home.told.phone()
    phone.write("withdraw", member=home.told.member("Karen Møller"), scope="safety")
    assert phone.sync().outcomes == ["applied"]
    peter = people("peter", home.url)
    peter.context.clock.install(time=home.now())
    signs_in(peter, "peter")
    peter.goto("/consents")
    return karen, peter


def test_peter_sees_since_when_karens_phone_has_not_been_seen_and_then_that_it_was_removed_there(
    home: House, people: People
) -> None:
    seen = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")[datetime.now(COPENHAGEN).weekday()]
    karen, peter = stopped_for_karen(home, people, days=2)
    line = main_of(peter).get_by_role("listitem").filter(has_text="Du stoppede")
    expect(line.get_by_text(f"Karens telefon er ikke set siden {seen}.").first).to_be_attached()

    karen.context.set_offline(False)
    expect(karen.page.get_by_text(COPING)).to_have_count(0)
    soon_keeps_nothing_of(karen, COPING)
    peter.goto("/consents")
    expect(line.get_by_text(re.compile(r"Fjernet fra Karens telefon kl\.\s\d+")).first).to_be_attached()
