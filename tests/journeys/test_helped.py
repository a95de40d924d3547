"""J8: Tove sits beside Peter at his own phone. She helps him write; only he can say yes; afterwards she has nothing."""

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import everything_is_sent, main_of, press, sees
from tests.journeys.conftest import House, SignedIn
from tests.journeys.test_lock import CODE, has_a_code, title, types
from tests.journeys.test_screens import can_be_used, settled
from tests.support.browser import Person, wait_until

# Chromium on a server has no voices. This one lies on the phone; the other would send the words to somebody.
VOICES = """
window.spoken = [];
const voices = [
  { lang: "da-DK", localService: false, name: "Sky" }, { lang: "da-DK", localService: true, name: "Sara" },
];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices, cancel() {}, addEventListener() {}, removeEventListener() {},
  speak(said) { window.spoken.push(`${said.voice.name}: ${said.text}`); },
} });
"""
NOTE = "Jeg tør ikke sige det højt endnu."


def is_looked_at(peter: Person, name: str, *, wide: bool = True) -> None:
    settled(peter.page)
    can_be_used(peter.page, name, wide=wide)


@pytest.fixture
def peter(home: House, signed_in: SignedIn) -> Person:
    peter = signed_in("peter")
    peter.context.add_init_script(VOICES)
    everything_is_sent(peter)
    peter.wait_for_the_worker()
    has_a_code(peter)
    return peter


def is_helped_by_tove(peter: Person) -> None:
    peter.goto("/settings")
    press(main_of(peter), "Få hjælp ved siden af")
    main_of(peter).get_by_label("Hvem hjælper dig?").fill("Tove")
    press(main_of(peter), "Begynd")
    title(peter, "Tove hjælper dig")


def gives_the_calendar_away(peter: Person) -> None:
    """A link that opens something to whoever has it: an act like a consent."""
    peter.goto("/settings/calendar")
    press(main_of(peter), "Lav et link")


def test_tove_helps_without_a_network_and_peter_sees_afterwards_what_they_did(peter: Person) -> None:
    with peter.offline():
        is_helped_by_tove(peter)
        is_looked_at(peter, "peter is helped")
        peter.goto("/plan/needs")
        is_looked_at(peter, "peter is helped with his needs")
        press(main_of(peter), "Læs op")
        wait_until(peter.page, "spoken.at(-1)?.startsWith('Sara: ')")

        peter.goto("/plan/private")
        title(peter, "Det her er kun for dig")
        is_looked_at(peter, "peter is helped, and this is only his", wide=False)
        press(main_of(peter), "Vis det")
        title(peter, "Kun for mig")

        peter.goto("/write?kind=need")
        peter.page.get_by_role("textbox").first.fill("Ro om natten")
        press(peter.page, "Færdig")
        sees(peter, "Ro om natten")

        press(peter.page.get_by_role("complementary", name="Hjælp ved siden af"), "Stop hjælpen")
        title(peter, "Skriv din kode")
        types(peter, CODE)
        sees(peter, "Det gjorde I sammen")
        sees(peter, "Ro om natten")

    everything_is_sent(peter)
    peter.goto("/looks")
    sees(peter, "Peter, med hjælp fra Tove: skrev i Det, jeg har brug for")


def test_only_peters_own_code_gives_somebody_anything_while_tove_helps(peter: Person) -> None:
    is_helped_by_tove(peter)
    gives_the_calendar_away(peter)
    asked = peter.page.get_by_role("dialog", name="Kun du kan give lov")
    expect(asked).to_be_visible()
    is_looked_at(peter, "peter is asked for his own code", wide=False)
    types(peter, "111111")
    expect(asked.get_by_text("Koden passer ikke")).to_be_visible()
    press(asked, "Fortryd")
    assert peter.context.request.get(f"{peter.home}/api/calendar").json().get("on") is not True

    press(main_of(peter), "Lav et link")
    types(peter, CODE)
    expect(asked).to_have_count(0)
    wait_until(peter.page, "fetch('/api/calendar').then((one) => one.json()).then((one) => one.on === true)")
