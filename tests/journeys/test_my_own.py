"""What a person does with their own: shows that it is them, stops a device, takes everything out, erases the plan."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from tests.journeys.acts import main_of, press, sees
from tests.journeys.conftest import House, SignedIn
from tests.support.accessibility import assert_accessible

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
