"""What a person does with their own: shows that it is them, stops a device, takes everything out, erases the plan."""

import re
from datetime import timedelta
from pathlib import Path

import httpx
from playwright.sync_api import expect

from tests.journeys.acts import begins_a_plan, main_of, press, sees
from tests.journeys.conftest import House, SignedIn
from tests.support.accessibility import assert_accessible
from tests.support.browser import Person

SAFETY = "Tryghedsplan"


def chooses(page: object, *names: str) -> None:
    for name in names:
        page.get_by_role("radio", name=name).first.check()  # type: ignore[attr-defined]


def test_who_gives_a_first_consent_shows_that_it_is_them_and_comes_back_to_the_filled_form(
    home: House, signed_in: SignedIn
) -> None:
    anne = home.told.invitation("Anne Bjerg", "gp").member
    peter = signed_in("peter", f"/consents/give?member={anne}")
    page = peter.page
    home.passed = timedelta(minutes=6)
    page.get_by_role("checkbox", name=re.compile("Det, jeg kan")).check()
    chooses(page, "Læse", "3 måneder", "Behandling")
    sees(peter, "Det er de præcise ord.")
    peter.expects("status of 403")

    press(page, "Ja")

    expect(page.get_by_role("heading", name="Vis, at det er dig", level=1)).to_be_visible()
    assert_accessible(page, "proof")
    peter.picture("proof")
    press(page, "Ja, det er mig")
    expect(page.get_by_role("checkbox", name=re.compile("Det, jeg kan"))).to_be_checked()
    expect(page.get_by_role("radio", name="3 måneder")).to_be_checked()
    sees(peter, "Det er de præcise ord.")
    press(page, "Ja")
    expect(main_of(peter).get_by_text(re.compile("Anne")).first).to_be_visible()
    expect(page).to_have_url(re.compile(f"/team/{anne}$"))


def test_who_changes_their_mind_is_back_with_nothing_given(home: House, signed_in: SignedIn) -> None:
    anne = home.told.invitation("Anne Bjerg", "gp").member
    peter = signed_in("peter", f"/consents/give?member={anne}&scope=strengths")
    page = peter.page
    home.passed = timedelta(minutes=6)
    chooses(page, "Læse", "3 måneder", "Behandling")
    sees(peter, "Det er de præcise ord.")
    peter.expects("status of 403")
    press(page, "Ja")

    press(page, "Ikke nu")

    expect(page.get_by_role("radio", name="3 måneder")).to_be_checked()


def test_another_device_is_stopped_from_the_list(home: House, signed_in: SignedIn) -> None:
    tablet = signed_in("peter")
    home.passed = timedelta(minutes=2)
    peter = signed_in("peter", "/devices")
    page = peter.page
    expect(page.get_by_role("heading", name="Mine enheder", level=1)).to_be_visible()
    assert_accessible(page, "devices")
    peter.picture("devices")

    press(main_of(peter), "Log ud")

    sees(peter, "er logget ud.")
    sees(peter, "Du er ikke logget ind andre steder.")
    tablet.expects("status of 401")
    tablet.goto("/")
    expect(tablet.page.get_by_text("Du er logget ud").first).to_be_visible()


def test_a_device_not_used_before_is_told_on_the_first_screen_until_peter_says_it_was_him(
    home: House, signed_in: SignedIn
) -> None:
    home.passed = timedelta(minutes=2)
    signed_in("peter")
    home.passed = timedelta(minutes=4)
    peter = signed_in("peter")

    sees(peter, "Ny enhed: Chrome på Linux")
    assert_accessible(peter.page, "new-device")
    peter.picture("new-device")
    press(peter.page, "Det var mig")
    expect(peter.page.get_by_text("Ny enhed")).to_have_count(0)
    peter.goto("/")
    sees(peter, "Indstillinger")
    expect(peter.page.get_by_text("Ny enhed")).to_have_count(0)


def looks_back_with(karen: Person, peter: Person) -> str:
    """He answers first, then asks her; she is told who reads it, and he reads it by her name. Answers her words."""
    words = "Jeg kan ånde igen."
    press(main_of(peter), "Svar på 5 spørgsmål")
    kept = peter.page.get_by_role("group", name="Er aftalerne blevet til noget?")
    kept.get_by_role("radio", name="For det meste").check()
    press(peter.page, "Gem mine svar")
    peter.page.get_by_label("Karen Møller").check()
    assert_accessible(peter.page, "peter looks back")
    press(main_of(peter), "Spørg dem")
    sees(peter, "Du spurgte Karen")
    karen.page.reload()
    press(main_of(karen), "Hvordan har det været?")
    sees(karen, "Peter læser dit svar og kan se, at det er dit. Ingen andre kan læse det.")
    karen.page.get_by_role("group", name="Har I arbejdet sammen?").get_by_role("radio", name="Ja", exact=True).check()
    karen.page.get_by_label("Vil du skrive noget om det?").fill(words)
    assert_accessible(karen.page, "karen is asked")
    press(main_of(karen), "Send til Peter")
    sees(karen, "Tak. Peter har fået dit svar.")
    peter.page.reload()
    hers = main_of(peter).locator("section").filter(has_text="Det svarede de")
    expect(hers).to_contain_text(re.compile(rf"Karen Møller.*Har I arbejdet sammen\?Ja.*{words}"))
    return words


def test_peter_takes_everything_out_and_then_erases_the_plan(home: House, signed_in: SignedIn, tmp_path: Path) -> None:
    karen = signed_in("karen")
    sees(karen, "Peter")
    peter = signed_in("peter", "/plan/wellbeing/course")
    page = peter.page
    hers = looks_back_with(karen, peter)
    peter.goto("/settings")
    peter.picture("settings-own")
    press(main_of(peter), "Slet min plan")
    expect(page.get_by_role("heading", name="Slet min plan", level=1)).to_be_visible()
    assert_accessible(page, "erase")
    peter.picture("erase")
    press(main_of(peter), "Hent alt om mig")
    assert_accessible(page, "export")
    peter.picture("export")
    press(main_of(peter), "Hent filen")
    sees(peter, "Filen er klar")
    peter.picture("export-ready")
    with page.expect_download() as waiting:
        press(main_of(peter), "Gem filen")
    file = tmp_path / "stafet.html"
    waiting.value.save_as(file)
    dream = "Noget at stå op til"
    assert [words in file.read_text(encoding="utf-8") for words in (dream, hers)] == [True, True]
    reader = peter.context.browser.new_page()  # type: ignore[union-attr]
    reader.goto(file.as_uri())
    expect(reader.get_by_role("heading", name=f"Drøm: {dream}").first).to_be_visible()
    reader.screenshot(path="test-results/screens/export-file.png")
    reader.close()

    press(page, "Slet min plan")
    press(main_of(peter), "Slet min plan")
    box = page.get_by_role("dialog")
    expect(box.get_by_role("button", name="Behold min plan")).to_be_focused()
    assert_accessible(page, "erase-sure")
    peter.picture("erase-sure")
    press(box, "Ja, slet den nu")

    expect(page.get_by_role("heading", name="Din plan er slettet")).to_be_visible()
    peter.picture("erased")
    karen.goto("/")
    expect(karen.page.get_by_text(dream)).to_have_count(0)
    press(page, "Til forsiden")
    expect(page.get_by_text(dream)).to_have_count(0)
    begins_a_plan(peter, "En ny drøm")
    sees(peter, "En ny drøm")


def test_who_regrets_at_the_last_question_still_has_the_plan(home: House, signed_in: SignedIn) -> None:
    peter = signed_in("peter", "/erase")
    press(main_of(peter), "Slet min plan")

    press(peter.page.get_by_role("dialog"), "Behold min plan")

    expect(peter.page.get_by_role("dialog")).to_have_count(0)
    peter.goto("/plan")
    sees(peter, "Noget at stå op til")


def test_erasing_asks_who_it_is_when_that_was_long_ago(home: House, signed_in: SignedIn) -> None:
    peter = signed_in("peter", "/erase")
    home.passed = timedelta(minutes=6)
    peter.expects("status of 403")
    press(main_of(peter), "Slet min plan")

    press(peter.page.get_by_role("dialog"), "Ja, slet den nu")

    press(peter.page, "Ja, det er mig")
    expect(peter.page.get_by_role("heading", name="Slet min plan", level=1)).to_be_visible()


def test_a_link_brings_the_meetings_to_another_calendar_until_it_is_turned_off(
    home: House, signed_in: SignedIn
) -> None:
    peter = signed_in("peter", "/settings/calendar")
    press(peter.page, "Lav et link")
    address = peter.page.get_by_role("link", name="Åbn i min kalender").get_attribute("href") or ""

    # The calendar's own program: another client, without Peter's session.
    fetched = httpx.get(address.replace("webcal:", "http:"))
    press(peter.page, "Slå linket fra")
    expect(peter.page.get_by_text("Linket virker ikke mere.")).to_be_visible()
    after = httpx.get(address.replace("webcal:", "http:"))

    assert (fetched.status_code, fetched.text.count("SUMMARY:Møde"), after.status_code) == (200, 1, 404)
