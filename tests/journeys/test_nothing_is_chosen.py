"""A consent is what a person says, never what a form suggests (C21)."""

from playwright.sync_api import Page, expect

from tests.journeys.acts import main_of, press, sees
from tests.journeys.conftest import House, SignedIn

CHOSEN = "main input:checked, main option:checked, main [aria-checked=true], main [aria-pressed=true]"


def nothing_is_chosen(page: Page) -> None:
    expect(page.locator("main form, main fieldset").first).to_be_attached()
    assert page.locator(CHOSEN).evaluate_all("all => all.map((one) => one.outerHTML)") == []


def test_c21_no_form_that_gives_consent_has_anything_chosen(home: House, signed_in: SignedIn) -> None:
    told = home.told
    jonas = told.member("Jonas Lind")
    peter = signed_in("peter", "/consents/give")
    nothing_is_chosen(peter.page)

    peter.goto(f"/consents/give?member={jonas}")
    expect(main_of(peter).get_by_role("radio").first).to_be_attached()
    expect(main_of(peter).get_by_role("checkbox").first).to_be_attached()
    nothing_is_chosen(peter.page)
    # Pressing yes with nothing chosen gives nothing: it asks.
    before = len(told.phone().bodies("consents"))
    press(main_of(peter), "Ja, giv lov")
    expect(main_of(peter).get_by_role("radio").first).to_be_attached()
    assert len(told.phone().bodies("consents")) == before
    press(main_of(peter), "Nej, ikke nu")
    sees(peter, "Jonas")

    peter.goto("/invite")
    main_of(peter).get_by_role("textbox").first.fill("Tove")
    peter.page.keyboard.press("Enter")
    nothing_is_chosen(peter.page)
