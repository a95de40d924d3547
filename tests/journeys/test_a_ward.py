"""A ward reads as one, each of its people by their own name, and Peter sees who they are and stops them all."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import Counted, comes_back_to_the_network, everything_is_sent, main_of, press, sees
from tests.journeys.conftest import House, SignedIn
from tests.journeys.full_team import WARD, FullTeam
from tests.support.accessibility import assert_accessible
from tests.support.browser import Person

NEED = "Ro om morgenen."


def adds_the_ward(peter: Person) -> None:
    """From the team: its name, where it is, who keeps its door, what it may read, how long and why; then the words."""
    page = peter.page
    press(main_of(peter), "Tilføj et afsnit")
    page.get_by_label("Navn").fill(WARD)
    press(page, "Videre")
    page.get_by_role("radio", name="Psykiatrien").check()
    press(page, "Videre")
    press(page, "Spring over")
    page.get_by_role("radio", name="Mads").check()
    press(page, "Videre")
    page.get_by_role("checkbox", name="Det, jeg har brug for").check()
    press(page, "Videre")
    page.get_by_role("radio", name="Læse").first.check()
    press(page, "Videre")
    page.get_by_role("radio", name="3 måneder").check()
    press(page, "Videre")
    page.get_by_role("radio").first.check()
    press(page, "Videre")
    sees(peter, "Det er de præcise ord.")
    sees(peter, f"{WARD} er flere mennesker.")
    press(page, f"Ja, tag {WARD} med")


def lets_in(mads: Person, name: str) -> str:
    """On the page of the ward's door. Answers the address of the link."""
    mads.page.get_by_label("Kollegaens navn").fill(name)
    with mads.page.expect_response(re.compile(r"/people$")) as answer:
        press(mads.page, "Lav et link")
    expect(mads.page.get_by_role("heading", name="Her er linket til")).to_be_visible()
    return f"/invitation#{answer.value.json()['token']}"


def test_a_ward_comes_onto_the_team_reads_by_name_and_is_stopped_in_two_presses_without_a_network(
    home: House, signed_in: SignedIn
) -> None:
    told = home.told
    peter = signed_in("peter", "/team")
    adds_the_ward(peter)
    sees(peter, f"{WARD} er på dit hold nu.")
    sees(peter, "Ingen er med endnu. Derfor læser ingen noget.")
    assert_accessible(peter.page, "a new ward")

    # Mads keeps the door, and reads nothing by that.
    mads = signed_in("mads", f"/shared/{told.plan}")
    press(main_of(mads), "Luk kolleger ind")
    sees(mads, "Det giver dig ikke lov til at læse mere.")
    assert_accessible(mads.page, "the ward's door")
    link = lets_in(mads, "Ida Krogh")
    assert_accessible(mads.page, "the ward's link")

    # Ida opens the link at work, is in, and sees why she reads.
    ida = signed_in("ida", link)
    press(ida.page, "Sig ja")
    expect(ida.page.get_by_role("heading", name="Du er med nu")).to_be_visible()
    ida.goto(f"/shared/{told.plan}")
    sees(ida, NEED)
    expect(ida.page.get_by_text(f"Peter lader {WARD} læse 1 ting. Du er med i {WARD}.")).to_be_visible()

    # Peter is told by her whole name, and finds her look under the ward's.
    peter.goto("/")
    sees(peter, f"Ny i {WARD}: Ida Krogh, siden i\u00a0dag")
    peter.goto("/looks")
    press(peter.page, "Person")
    ward = main_of(peter).get_by_role("listitem").filter(has=peter.page.get_by_role("heading", name=WARD))
    expect(ward.get_by_role("heading", name="Ida Krogh")).to_be_visible()

    # Two presses, off the network, and nobody of the ward reads on.
    peter.goto("/")
    everything_is_sent(peter)
    peter.wait_for_the_worker()
    with peter.offline():
        done = Counted(peter)
        done.press("Hvem må se hvad")
        done.press(f"Stop for {WARD}: Det, jeg har brug for")
        sees(peter, "Telefonen sender det først af alt")
        assert done.count == 2
    everything_is_sent(peter)
    comes_back_to_the_network(ida)
    expect(ida.page.get_by_text(NEED)).to_have_count(0)

    # Mads takes her out; she is on the team for nothing else.
    press(main_of(mads), "Færdig")
    press(main_of(mads), "Tag ud Ida Krogh")
    sees(mads, "Ida Krogh er ikke med mere")
    peter.goto("/team")
    sees(peter, "Ingen er med endnu")
    expect(main_of(peter).get_by_text("Ida Krogh")).to_have_count(0)


class Gives(Counted):
    """Presses from I dag to a given consent: as few as there can be."""

    def gives(self, who: str, what: str) -> None:
        page = self.person.page
        self.press("Hvem må se hvad")
        self.press("Giv lov til noget")
        for kind, name in (
            ("radio", who), ("checkbox", what), ("radio", "Læse"), ("radio", "1 måned"), ("radio", "Så kan"),
        ):  # fmt: skip
            self.count += 1
            page.get_by_role(kind, name=re.compile(f"^{re.escape(name)}")).first.check()  # type: ignore[arg-type]
        sees(self.person, "Det er de præcise ord.")
        self.press("Ja, giv lov")
        sees(self.person, "må nu læse det, du har valgt")


@pytest.mark.parametrize(
    ("who", "what"), [("Sanne", "Sådan har jeg det"), (WARD, "Sådan har jeg det")], ids=["a person", "a ward"]
)
def test_c4_withdrawing_takes_no_more_presses_than_giving(
    home: House, signed_in: SignedIn, who: str, what: str
) -> None:
    FullTeam(home.told).gather()
    peter = signed_in("peter")
    giving = Gives(peter)
    giving.gives(who, what)

    peter.goto("/")
    stopping = Counted(peter)
    stopping.press("Hvem må se hvad")
    stopping.press(f"Stop for {who}: {what}")
    sees(peter, "Du stoppede")

    assert (stopping.count, stopping.count <= giving.count) == (2, True), giving.count
