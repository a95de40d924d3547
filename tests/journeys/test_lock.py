"""The code of the phone: whoever does not know it reads no word, and help is there all the same."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import (
    everything_is_sent,
    main_of,
    press,
    sees,
    signs_out,
    still_keeps,
    writes_a_need,
)
from tests.journeys.conftest import House, SignedIn, signs_in
from tests.support.accessibility import assert_accessible
from tests.support.browser import Person, wait_until
from tests.support.plain_screens import assert_plain

CODE = "824190"
COPING = "Gå ned til vandet med høretelefoner."
ASKS = "Skriv din kode"
# Nothing on the screen says so: whoever closes the app in the same tenth of a second has not chosen yet.
SAFETY_LIES_OPEN = """(async () => {
  const [{ name }] = (await indexedDB.databases()).filter(({ name }) => name.startsWith("stafet-"));
  const done = (asked) => new Promise((go) => { asked.onsuccess = () => go(asked.result); });
  const database = await done(indexedDB.open(name));
  const found = await done(database.transaction("facts").objectStore("facts").get("safety"));
  database.close();
  return found !== undefined;
})()"""


def types(person: Person, digits: str) -> None:
    person.page.keyboard.type(digits)


def has_a_code(person: Person, *, safety_open: bool = False) -> None:
    """Chooses one, by touch and by keys, and says whether the safety plan may open without it."""
    person.goto("/settings")
    press(main_of(person), "Kode på telefonen")
    title(person, "Vælg en kode")
    assert_accessible(person.page, "choosing a code")
    pad = person.page.get_by_role("group", name="Tal")
    for digit in CODE:
        pad.get_by_role("button", name=digit, exact=True).click()
    title(person, "Skriv koden igen")
    types(person, CODE)
    title(person, "Koden er gemt")
    person.page.get_by_role("radio", name="Ja, den må åbne" if safety_open else "Nej, kun med kode").check()
    assert_accessible(person.page, "a code is chosen")
    if safety_open:
        wait_until(person.page, SAFETY_LIES_OPEN)


def title(person: Person, words: str) -> None:
    expect(person.page.get_by_role("heading", level=1, name=words)).to_be_attached()


def opens_the_app_anew(person: Person, path: str = "/") -> None:
    """In a new tab, as when the app was closed: the old one remembers that somebody was here."""
    person.page.close()
    person.page = person.context.new_page()
    person.goto(path)


@pytest.fixture
def peter(home: House, signed_in: SignedIn) -> Person:
    peter = signed_in("peter")
    everything_is_sent(peter)
    peter.wait_for_the_worker()
    return peter


def test_at_night_without_a_network_long_after_the_session_the_code_opens_the_plan(peter: Person) -> None:
    has_a_code(peter)
    peter.context.clear_cookies()
    with peter.offline():
        opens_the_app_anew(peter)
        title(peter, ASKS)
        # Help comes before the code, also where the phone does not know whose it is.
        press(main_of(peter), "Trygheds")
        expect(main_of(peter).get_by_role("link", name="Ring 112")).to_be_visible()
        press(main_of(peter), ASKS)
        title(peter, ASKS)
        types(peter, CODE)
        title(peter, "Trygheds")
        peter.goto("/")
        sees(peter, "Noget at stå op til")
    peter.expects("status of 401")


def test_without_the_code_no_address_shows_a_word_of_the_plan_and_help_is_there(home: House, peter: Person) -> None:
    has_a_code(peter)
    dream = home.told.dream("Ud af misbruget")
    for path in ["/plan", f"/dream/{dream}", "/meetings", "/team", "/consents", "/settings", "/code", "/waiting"]:
        opens_the_app_anew(peter, path)
        title(peter, ASKS)
        everything = peter.page.content() + peter.page.title()
        assert not re.search("misbrug|Noget at|Karen|Mads|Jonas", everything), path
    # Not with the keys of this browser either. Without a code they find it: `test_words_are_kept`, signing out.
    assert still_keeps(peter, "Noget at stå op til", COPING, "Peter Dam") == []
    assert_accessible(peter.page, "the lock")
    expect(main_of(peter).get_by_role("link", name="Ring 112")).to_have_attribute("href", "tel:112")
    press(main_of(peter), "Trygheds")
    title(peter, "Trygheds")
    expect(main_of(peter).get_by_role("link", name="Ring 112")).to_be_visible()
    assert COPING not in peter.page.content()


def test_the_safety_plan_opens_without_the_code_when_peter_wants_it_and_can_only_be_read(peter: Person) -> None:
    has_a_code(peter, safety_open=True)
    opens_the_app_anew(peter)
    press(main_of(peter), "Trygheds")
    sees(peter, COPING)
    expect(main_of(peter).get_by_role("button", name="Ret")).to_have_count(0)
    assert_accessible(peter.page, "the safety plan before the lock")
    press(main_of(peter), ASKS)
    title(peter, ASKS)
    types(peter, CODE)
    title(peter, "Trygheds")
    expect(main_of(peter).get_by_role("button", name="Ret").first).to_be_visible()


def has_a_finger(person: Person) -> None:
    """The phone can tell its owner, and its passkeys are keys (PRF)."""
    phone = person.context.new_cdp_session(person.page)
    phone.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasPrf": True}
    knows = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    phone.send("WebAuthn.addVirtualAuthenticator", {"options": options | knows})


def test_a_finger_opens_it_beside_the_code_without_a_network(peter: Person) -> None:
    has_a_finger(peter)
    has_a_code(peter)
    press(main_of(peter), "Brug finger eller ansigt")
    sees(peter, "Du kan åbne med finger eller ansigt.")
    assert_accessible(peter.page, "finger or face")
    with peter.offline():
        press(main_of(peter), "Lås nu")
        title(peter, ASKS)
        press(main_of(peter), "Brug finger eller ansigt")
        title(peter, "Koden er gemt")


def test_karen_signs_in_on_peters_phone_and_at_night_his_code_opens_his_plan_all_the_same(
    home: House, peter: Person
) -> None:
    peter.expects("status of 401")
    has_a_code(peter)
    assert_plain(peter.page, "a code is chosen")
    expect(peter.page.get_by_role("radio", name="Person 1")).to_be_checked()
    signs_in(peter, "karen")
    opens_the_app_anew(peter)
    sees(peter, "Forlad Peters hold")
    # His plan lies there, and nobody reads it without his code. For those who hold the phone he is a number.
    assert still_keeps(peter, "Ro om morgenen") == []
    signs_out(peter)
    press(main_of(peter), "Åbn en plan på telefonen")
    assert_accessible(peter.page, "who has a plan here")
    expect(main_of(peter).get_by_text("Peter")).to_have_count(0)
    press(main_of(peter), "Person 1")
    title(peter, ASKS)
    # Karen again, while it is locked.
    press(main_of(peter), "Er det ikke dig?")
    press(main_of(peter), "Log ind som en anden")
    press(main_of(peter), "Karen Møller")
    sees(peter, "Forlad Peters hold")
    signs_out(peter)
    with peter.offline():
        # The only one who has a plan here: the app opens at his lock.
        opens_the_app_anew(peter)
        title(peter, ASKS)
        types(peter, CODE)
        sees(peter, "Noget at stå op til")
        peter.goto("/safety")
        sees(peter, COPING)
        writes_a_need(peter, "At Karen ikke ser det her")
        # Karen had her own session; he has none, and is told that his words wait for it.
        expect(peter.page.get_by_text("Log ind, så sender vi det.")).to_be_visible()
    press(peter.page.get_by_role("banner"), "Log ind")
    press(main_of(peter), "Peter Dam")
    everything_is_sent(peter)
    assert "At Karen ikke ser det her" in home.told.phone().texts("needs")


def test_who_has_forgotten_the_code_shows_who_they_are_and_chooses_a_new_one(peter: Person) -> None:
    has_a_code(peter)
    press(main_of(peter), "Lås nu")
    title(peter, ASKS)
    types(peter, "111111")
    title(peter, "Koden passer ikke")
    press(main_of(peter), "Jeg har glemt koden")
    assert_accessible(peter.page, "a forgotten code")
    press(main_of(peter), "Log ind igen")
    press(main_of(peter), "Ja, det er mig")
    title(peter, "Vælg en kode")
    peter.goto("/")
    sees(peter, "Noget at stå op til")


def test_another_tab_says_nothing_of_the_one_before_though_nobody_can_be_asked(signed_in: SignedIn) -> None:
    sanne = signed_in("sanne", "/desk")
    # Both tabs tell the server; one is enough.
    sanne.expects("status of 401")
    other = sanne.context.new_page()
    other.goto("/desk")
    expect(other.get_by_text("Sanne Nør")).to_be_visible()
    other.route("**/api/me", lambda _route: None)
    signs_out(sanne)
    # The first page, where the demo lists everybody.
    expect(other.get_by_role("heading", name="Stafet", level=1)).to_be_visible()
    other.close()
