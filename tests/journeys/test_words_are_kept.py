"""What somebody has begun to write is theirs: through reloads, closed tabs, ended sessions and refusals."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from stafet.domain.who5 import ANSWERS
from tests.journeys.acts import (
    everything_is_sent,
    lies_open,
    main_of,
    press,
    sees,
    signs_out,
    soon_keeps_nothing_of,
    still_keeps,
    writes_a_need,
)
from tests.journeys.conftest import House, SignedIn, signs_in
from tests.support.browser import Person

WORDS = "At I spørger, før I bestemmer"
NOTICED = "Peter sover bedre, når han har gået en tur."


def reload(peter: Person) -> None:
    peter.page.reload()


def close_the_tab(peter: Person) -> None:
    left, peter.page = peter.page, peter.context.new_page()
    left.close(run_before_unload=True)
    peter.goto("/write?kind=need")


def lose_the_session(peter: Person) -> None:
    peter.expects("status of 401")
    peter.context.clear_cookies()
    peter.page.reload()
    expect(peter.page.get_by_text("Du er logget ud.").first).to_be_visible()
    signs_in(peter, "peter")
    peter.page.reload()


@pytest.mark.parametrize("what_happens", [reload, close_the_tab, lose_the_session])
def test_half_written_words_are_still_there(
    home: House, signed_in: SignedIn, what_happens: Callable[[Person], None]
) -> None:
    peter = signed_in("peter", "/write?kind=need")
    peter.page.get_by_label("Det har jeg brug for").fill(WORDS)
    what_happens(peter)
    expect(peter.page.get_by_label("Det har jeg brug for")).to_have_value(WORDS)


def test_what_was_being_written_about_a_meeting_stands_open_when_one_comes_back(
    home: House, signed_in: SignedIn
) -> None:
    told = home.told
    peter = signed_in("peter", f"/meetings/{told.meeting}")
    press(main_of(peter), "Skriv et punkt")
    press(main_of(peter), "Skriv noget andet")
    peter.page.get_by_label("Hvad vil du tale om?").fill(WORDS)
    peter.page.reload()
    expect(peter.page.get_by_label("Hvad vil du tale om?")).to_have_value(WORDS)
    peter.goto(f"/meetings/{told.meeting}/after")
    press(main_of(peter), "Skriv en aftale")
    peter.page.get_by_label("Og hvad mere?").fill(WORDS)
    peter.page.reload()
    expect(peter.page.get_by_label("Og hvad mere?")).to_have_value(WORDS)
    # So does what a professional offers, when an answer has been sent before it.
    jonas = signed_in("jonas", f"/shared/{told.plan}/items/{told.point('Kan jeg begynde i det små?')}")
    press(main_of(jonas), "Skriv et svar mere")
    press(main_of(jonas), "Gør det til en aftale")
    jonas.page.get_by_label("Senest").fill("2027-01-14")
    jonas.page.reload()
    expect(jonas.page.get_by_label("Senest")).to_have_value("2027-01-14")


def test_words_written_while_signed_out_are_sent_after_signing_in_again(home: House, signed_in: SignedIn) -> None:
    peter = signed_in("peter")
    everything_is_sent(peter)
    peter.wait_for_the_worker()
    peter.expects("status of 401")
    with peter.offline():
        writes_a_need(peter, WORDS)
        peter.context.clear_cookies()
        begins_the_safety_plan_and_comes_back_to_it(peter)
        answers_five_questions(peter)
    press(peter.page.get_by_role("banner"), "Log ind")
    press(main_of(peter), "Peter Dam")
    everything_is_sent(peter)
    phone = home.told.phone()
    assert WORDS in phone.texts("needs")
    assert "Jeg går rundt om natten" in phone.texts("safety")
    answers = [phone.items("wellbeing", "who5")[-1]["body"].get(name) for name in ANSWERS]
    assert answers == [5, 4, 3, 2, None]


def begins_the_safety_plan_and_comes_back_to_it(peter: Person) -> None:
    """Half a sentence and the question one had come to are there the next time, with or without a session."""
    peter.goto("/safety/guide")
    peter.page.get_by_role("textbox").fill("Jeg går rundt om natten")
    press(main_of(peter), "Videre")
    sees(peter, "Spørgsmål 2 af 8")
    peter.page.get_by_role("textbox").fill("Et varmt")
    press(main_of(peter), "Stop her, og gå videre en anden dag")
    press(main_of(peter), "Gå videre, hvor du slap")
    sees(peter, "Spørgsmål 2 af 8")
    expect(peter.page.get_by_role("textbox")).to_have_value("Et varmt")


def answers_five_questions(peter: Person) -> None:
    peter.goto("/plan/wellbeing")
    press(main_of(peter), "Svar på 5 spørgsmål")
    for number, answer in enumerate(("Hele tiden", "Det meste af tiden", "Lidt mere end halvdelen af tiden"), 1):
        sees(peter, f"Spørgsmål {number} af 5")
        press(main_of(peter), answer)
    sees(peter, "Spørgsmål 4 af 5")
    # Left in the middle, and taken up where it was.
    peter.goto("/plan/wellbeing")
    press(main_of(peter), "Gå videre med dine svar")
    sees(peter, "Spørgsmål 4 af 5")
    press(main_of(peter), "Lidt mindre end halvdelen af tiden")
    sees(peter, "Spørgsmål 5 af 5")
    press(main_of(peter), "Spring over")
    sees(peter, "Du sprang noget over.")
    press(main_of(peter), "Gem mine svar")
    expect(peter.page.get_by_role("heading", level=1, name="Dine svar")).to_have_count(0)


def test_refused_words_stay_with_the_reason_and_a_way_on(home: House, signed_in: SignedIn) -> None:
    home.told.invite_to_the_meeting("Karen Møller")
    karen = signed_in("karen", permissions=["clipboard-read", "clipboard-write", "notifications"])
    everything_is_sent(karen)
    karen.wait_for_the_worker()
    with karen.offline():
        # The sentence may be begun for her: then she writes on from its end.
        press(main_of(karen), "Jeg er urolig for")
        expect(karen.page.get_by_label("Skriv til Peter")).to_be_focused()
        karen.page.get_by_label("Skriv til Peter").fill(NOTICED)
        press(main_of(karen), "Send til Peter")
        phone = home.told.phone()
        phone.write("withdraw", member=home.told.member("Karen Møller"), scope=f"meeting:{home.told.meeting}")
        assert phone.sync().outcomes == ["applied"]
    press(karen.page.get_by_role("banner"), "Blev ikke sendt")
    sees(karen, NOTICED)
    sees(karen, "Din tekst er her stadig.")
    expect(main_of(karen).get_by_role("button", name="Prøv igen")).to_be_visible()
    press(main_of(karen), "Kopiér")
    sees(karen, "Kopieret")
    assert karen.page.evaluate("navigator.clipboard.readText()") == NOTICED


def test_signing_out_leaves_no_word_of_the_plan_on_the_phone(home: House, signed_in: SignedIn) -> None:
    canaries = ("Noget at stå op til", "Ro om morgenen", "Gå ned til vandet", "Peter Dam", "bivirkningerne")
    peter = signed_in("peter")
    sees(peter, canaries[0])
    assert still_keeps(peter, *canaries) == list(canaries), "the phone keeps nothing, so this proves nothing"
    assert lies_open(peter, *canaries) == [], "what is kept is kept sealed"
    signs_out(peter)
    soon_keeps_nothing_of(peter, *canaries)


def test_signing_out_with_unsent_words_asks_first_wherever_the_button_stands(home: House, signed_in: SignedIn) -> None:
    jonas = signed_in("jonas", f"/shared/{home.told.plan}/items/{home.told.point('Kan jeg begynde i det små?')}")
    press(main_of(jonas), "Skriv et svar mere")
    jonas.expects("ERR_FAILED")
    jonas.context.route("**/api/sync", lambda route: route.abort())
    jonas.page.get_by_label("Dit svar til").fill(NOTICED)
    press(jonas.page, "Send svar")
    # On the phone: from here on the word in the bar leads to what waits.
    expect(jonas.page.locator('a[href="/waiting"]').first).to_be_visible()
    stays_signed_in(jonas, jonas.page.get_by_role("navigation"), "Log ud")
    jonas.goto("/invitation#a-link-to-somebody-else")
    stays_signed_in(jonas, main_of(jonas), "Det er ikke mig")

    peter = signed_in("peter")
    everything_is_sent(peter)
    peter.wait_for_the_worker()
    with peter.offline():
        writes_a_need(peter, WORDS)
        peter.goto("/settings")
        press(main_of(peter), "Log ud her")
        sees(peter, "1 ting er ikke sendt")
        press(main_of(peter), "Bliv logget ind")
        peter.goto("/plan/needs")
        sees(peter, WORDS)
        peter.goto("/settings")
        press(main_of(peter), "Log ud her")
        press(main_of(peter), "Log ud, og slet det")
        expect(peter.page.get_by_role("heading", name="Stafet", level=1)).to_be_visible()
        soon_keeps_nothing_of(peter, WORDS)


def stays_signed_in(person: Person, where: Locator, button: str) -> None:
    """Presses a button that signs out, is told what is not sent, and stays."""
    press(where, button)
    sees(person, "1 ting er ikke sendt")
    press(main_of(person), "Bliv logget ind")
    expect(main_of(person).get_by_text("1 ting er ikke sendt")).to_have_count(0)
