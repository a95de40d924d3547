"""What holds on every screen: help is one tap away, and no pointer is needed."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import everything_is_sent, main_of, sees
from tests.journeys.conftest import House, SignedIn
from tests.support.browser import Person

LAMP = re.compile("Trygheds.?plan")
COPING = "Gå ned til vandet med høretelefoner."


# Until the worker has English in one of its caches: the browser's own may forget it any day.
IS_KEPT = """async () => {
  for (let tries = 0; tries < 200; tries += 1) {
    const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const files = (await Promise.all(opened.map((cache) => cache.keys()))).flat();
    if (files.some(({ url }) => new URL(url).pathname.startsWith("/assets/chosen/en-"))) return true;
    await new Promise((go) => setTimeout(go, 50));
  }
  return false;
}"""


def lights_the_lamp(person: Person) -> None:
    person.page.get_by_role("navigation").get_by_role("link", name=LAMP).click()


@pytest.mark.parametrize("path", ["/", "/plan", "/meetings", "/team"])
def test_the_safety_plan_is_one_tap_from_each_tab(home: House, signed_in: SignedIn, path: str) -> None:
    peter = signed_in("peter", path)
    lights_the_lamp(peter)
    sees(peter, COPING)


def test_the_safety_plan_opens_without_a_network_long_after_the_session_has_ended(
    home: House, signed_in: SignedIn
) -> None:
    peter = signed_in("peter")
    everything_is_sent(peter)
    peter.wait_for_the_worker()
    peter.context.clear_cookies()
    with peter.offline():
        peter.goto("/")
        lights_the_lamp(peter)
        sees(peter, COPING)
        expect(main_of(peter).get_by_role("link", name="Ring 112")).to_have_attribute("href", "tel:112")
    peter.expects("status of 401")


def test_a_language_once_chosen_is_there_without_a_network(home: House, signed_in: SignedIn) -> None:
    # English before there is a worker: the first time, its file comes past the worker.
    chosen = {"origin": home.url, "localStorage": [{"name": "stafet.lang", "value": "en"}]}
    peter = signed_in("peter", storage_state={"cookies": [], "origins": [chosen]})
    peter.wait_for_the_worker()
    assert peter.page.evaluate(IS_KEPT)
    with peter.offline():
        peter.goto("/")
        expect(peter.page.get_by_role("navigation").get_by_role("link", name="Today")).to_be_visible()


NAMED = """(name) => {
  const here = document.activeElement;
  const says = (here?.getAttribute("aria-label") ?? here?.textContent ?? "").replaceAll("\\u00ad", "");
  return says.replace(/\\s+/g, " ").trim().startsWith(name);
}"""


def tabs_to(person: Person, name: str, *, steps: int = 80) -> None:
    """Press Tab until the thing of this name has the focus, and then Enter."""
    for _ in range(steps):
        person.page.keyboard.press("Tab")
        if person.page.evaluate(NAMED, name):
            person.page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} is not reached by the keyboard")


def at(person: Person, title: str) -> None:
    expect(person.page.get_by_role("heading", level=1, name=title)).to_be_attached()


def test_with_the_keyboard_alone_peter_writes_a_dream_takes_it_to_the_meeting_and_stops_an_access(
    home: House, signed_in: SignedIn
) -> None:
    peter = signed_in("peter")
    keys = peter.page.keyboard
    at(peter, "I dag")
    tabs_to(peter, "Min plan")
    at(peter, "Min plan")
    tabs_to(peter, "Skriv en drøm")
    expect(peter.page.get_by_label("Min drøm")).to_be_focused()
    keys.type("Have en hund igen")
    tabs_to(peter, "Færdig")
    at(peter, "Have en hund igen")
    tabs_to(peter, "Skriv et mål")
    expect(peter.page.get_by_role("textbox").first).to_be_focused()
    keys.type("Gå tur med naboens hund")
    tabs_to(peter, "Færdig")
    tabs_to(peter, "Tag det med til mødet")
    expect(peter.page.get_by_role("textbox").first).to_be_focused()
    tabs_to(peter, "Færdig")
    expect(peter.page.get_by_role("button", name="Færdig")).to_have_count(0)
    tabs_to(peter, "I dag")
    at(peter, "I dag")
    tabs_to(peter, "Hvem må se hvad")
    at(peter, "Hvem må se hvad")
    tabs_to(peter, "Stop for Jonas: Det, jeg har brug for")
    sees(peter, "Jonas kan ikke læse det mere.")
    # A line that is taken away takes no focus with it: the keys go on with what stands in its place, and back.
    peter.goto("/plan/needs")
    at(peter, "Det, jeg har brug for")
    tabs_to(peter, "Fjern Ro om morgenen.")
    expect(peter.page.locator(":focus")).to_contain_text("At I ringer, før I kommer.")
    tabs_to(peter, "Fortryd")
    sees(peter, "Ro om morgenen.")
    phone = home.told.phone()
    assert "Gå tur med naboens hund" in phone.texts(f"meeting:{home.told.meeting}", "agenda_item")
    assert "needs" not in home.told.phone("jonas").scopes
