"""Karen, a relative who can breathe (mission.md, J3)."""

import re

from playwright.sync_api import Route, expect

from tests.journeys.acts import everything_is_sent, main_of, press, sees, soon_keeps_nothing_of, still_keeps
from tests.journeys.conftest import House, SignedIn, signs_in
from tests.support.browser import People, Person

SAFETY = ("Gå ned til vandet med høretelefoner.", "Tage et varmt bad.", "Jeg svarer ikke på beskeder.")
NOT_HERS = (
    "Noget at stå op til", "Ud af misbruget", "Tilbage i arbejde", "Komme ud af lejligheden", "Tale med Rikke",
    "Jeg er god med dyr", "Ro om morgenen", "Sanne henter", "tre timer om ugen", "bivirkningerne",
)  # fmt: skip


def listened_to(people: People, home: House) -> tuple[Person, list[str]]:
    """Karen, and every answer the server gives her."""
    karen = people("karen", home.url)
    said: list[str] = []

    def listen(route: Route) -> None:
        answer = route.fetch()
        said.append(answer.text())
        route.fulfill(response=answer)

    karen.context.route("**/api/**", listen)
    signs_in(karen, "karen")
    karen.goto("/")
    sees(karen, "Peters tryghedsplan")
    return karen, said


def test_karen_sees_what_is_shared_and_until_when(home: House, signed_in: SignedIn) -> None:
    karen = signed_in("karen")
    sees(karen, "Peters tryghedsplan")
    expect(main_of(karen)).to_contain_text(re.compile(r"Du må læse den til \d+\.\s\w+"))
    expect(karen.page.get_by_role("banner")).to_contain_text(re.compile(r"Det slutter \d+\.\s\w+"))
    for words in SAFETY:
        expect(main_of(karen)).to_contain_text(words)
    # Worried, she is told what to do; wherever she goes to, her way back stands where it stood.
    press(main_of(karen), "Se, hvem du kan ringe til")
    expect(karen.page.get_by_role("heading", name="Hjælp lige nu", level=1)).to_be_visible()
    for place in ("Mig", "Fra Peter"):
        karen.page.get_by_role("navigation").get_by_role("link", name=place).click()
        expect(karen.page.get_by_role("navigation").get_by_role("link", name=place)).to_have_attribute(
            "aria-current", "page"
        )
    sees(karen, "Er du urolig for Peter?")


def test_no_answer_to_karen_ever_holds_a_word_of_the_rest(home: House, people: People) -> None:
    told = home.told
    karen, said = listened_to(people, home)
    karen.expects("status of 40[34]")
    addresses = [f"/shared/{told.plan}/items/{told.point('Jeg er træt af bivirkningerne.')}", "/desk", "/plan",
                 f"/shared/{told.plan}/meetings/{told.meeting}", f"/dream/{told.dream('Ud af misbruget')}"]  # fmt: skip
    for path in addresses:
        karen.goto(path)
        expect(karen.page.get_by_role("heading", level=1).first).to_be_attached()
    paths = ("waiting", "me", f"plans/{told.plan}/looks", f"plans/{told.plan}/preview/{told.member('Mads Lund')}")
    for path in paths:
        karen.page.evaluate("path => fetch(path).then((answer) => answer.text())", f"/api/{path}")
    assert any(SAFETY[0] in one for one in said), "nothing was heard, so this proves nothing"
    assert [word for word in NOT_HERS if any(word in one for one in said)] == []


def test_karen_leaves_in_one_press_and_nothing_stays_on_her_phone(home: House, signed_in: SignedIn) -> None:
    karen = signed_in("karen")
    sees(karen, "Peters tryghedsplan")
    assert still_keeps(karen, *SAFETY) == list(SAFETY), "her phone keeps nothing, so this proves nothing"
    press(main_of(karen), "Forlad Peters hold")
    sees(karen, "Tak, fordi du var med.")
    expect(karen.page.get_by_text(SAFETY[0])).to_have_count(0)
    soon_keeps_nothing_of(karen, *SAFETY)


def test_karen_leaves_without_a_network_and_nothing_stays_on_her_phone(home: House, signed_in: SignedIn) -> None:
    karen = signed_in("karen")
    sees(karen, "Peters tryghedsplan")
    karen.wait_for_the_worker()
    with karen.offline():
        press(main_of(karen), "Forlad Peters hold")
        sees(karen, "Tak, fordi du var med.")
        soon_keeps_nothing_of(karen, *SAFETY)
    everything_is_sent(karen)
    assert home.told.phone("karen").plan == ""


def test_peter_sees_that_karen_has_left(home: House, signed_in: SignedIn) -> None:
    phone = home.told.phone("karen")
    phone.write("leave")
    assert phone.sync().outcomes == ["applied"]
    peter = signed_in("peter", "/team")
    main_of(peter).get_by_text("Ikke på holdet nu").click()
    sees(peter, "Karen Møller")
