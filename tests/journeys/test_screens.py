"""Every screen for everybody who can come to it: axe finds nothing, nothing is wider than the glass or cut off, no hard
word, and it looks as it did when somebody looked at it (docs/contact-sheet.md)."""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.acts import main_of, press, sees
from tests.journeys.conftest import House, SignedIn, opened, standing_at, told_into
from tests.journeys.full_team import FullTeam
from tests.journeys.told import Told
from tests.support import pictures
from tests.support.accessibility import assert_accessible
from tests.support.browser import PHONE, People, Person, wait_until
from tests.support.glass import LOST, SMALL, SPACED, WAITS
from tests.support.plain_screens import assert_plain
from tests.support.push_service import PushService

ROUTES = Path(__file__).parents[2] / "pwa" / "src" / "routes.ts"
ASKS_THE_SERVER = re.compile(
    r"/($|devices|calls|looks|history|news|settings|consents|invit|meetings/new|r/|sign-in|desk|first-day)"
)
# The meeting of the story: on Friday at 10.
MEETS = datetime(2026, 12, 4, 9, tzinfo=UTC)
OFFERED = "Jeg er træt af bivirkningerne."


@pytest.fixture(scope="session")
def told_for_pictures(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    clock = standing_at(pictures.MOMENT - timedelta(minutes=2))
    return told_into(tmp_path_factory.mktemp("pictures") / "told.db", sqlite_template, clock)


@pytest.fixture
def home(
    told_for_pictures: Path, built: Path, installation_keys: Path, push_service: PushService, tmp_path: Path
) -> Iterator[House]:
    """The house of the story on a Monday morning that does not end."""
    path = tmp_path / "told.db"
    shutil.copyfile(told_for_pictures, path)
    with opened(f"sqlite:///{path}", built, installation_keys, push_service, told_at=pictures.MOMENT) as house:
        yield house


@pytest.fixture
def people(people: People) -> People:
    """Their phones stand at the same morning."""

    def meet(name: str, home: str, *, desk: bool = False, **options: Any) -> Person:
        person = people(name, home, desk=desk, **options)
        pictures.stand_still(person.context)
        return person

    return meet


def citizens_screens(told: Told) -> list[str]:
    """Every address a citizen can come to, with Peter's plan in use."""
    dream, karen, mads = told.dream("Ud af misbruget"), told.member("Karen Møller"), told.member("Mads Lund")
    meeting, point = told.meeting, told.point(OFFERED)
    return [
        "/", "/plan", "/plan/strengths", "/plan/needs", "/plan/agreements", "/plan/wellbeing", "/plan/private",
        f"/dream/{dream}", f"/dream/{dream}/edit", "/write?kind=need", "/write?kind=safety_contact",
        f"/write?item={point}", "/safety", "/safety/guide", "/safety/guide?step=professionals", "/safety/guide?done",
        "/plan/wellbeing/questions", "/plan/wellbeing/questions?q=done", "/plan/wellbeing/course",
        f"/plan/wellbeing/{told.mine.items('wellbeing', 'who5')[0]['id']}",
        "/team", f"/team/{karen}", f"/team/{mads}", "/invite", "/invitation",
        "/invite/unit", f"/team/{karen}/unit", f"/team/{mads}/edit", f"/team/{mads}/away", "/team/baton",
        "/consents", "/consents/give", f"/consents/give?member={karen}", f"/consents/preview/{karen}",
        f"/consents/receipt/{told.grant(karen, 'safety')}", "/looks", "/looks/check",
        "/consents/receipts", f"/calls/{told.plan}",
        "/meetings", "/meetings/new", "/meetings/series", "/meetings/series?home",
        f"/meetings/{meeting}", f"/meetings/{meeting}/after",
        f"/meetings/{meeting}/now", f"/meetings/{meeting}/how", "/meetings/how", "/write?kind=agenda_item&worry=1",
        f"/meetings/{meeting}/agenda/{point}", "/waiting", f"/versions/{dream}",
        f"/history/{dream}", "/news", "/settings", "/settings/reminders", "/settings/calendar",
        "/code", "/accounts", "/helped", "/install", "/devices", "/export", "/erase", "/proof",
        "/paper", "/paper?paper=plan", "/paper?paper=card", f"/paper?paper=meeting&meeting={meeting}",
        "/proved?code=cancelled", "/r/01a201a0-unknown",
        "/words", "/accessibility", "/first-day", "/sign-in", "/sign-in-failed", "/no-such-place",
    ]  # fmt: skip


def members_screens(told: Told) -> list[str]:
    """Every address somebody on Peter's team can come to. What they may not see is a screen too."""
    return [
        "/", "/desk", "/desk?show=people", "/desk?show=meetings", "/desk?show=agreements", f"/shared/{told.plan}",
        f"/shared/{told.plan}/meetings/{told.meeting}", f"/shared/{told.plan}/items/{told.point(OFFERED)}",
        f"/shared/{told.plan}/items/{told.point('Kan jeg begynde i det små?')}",
        f"/shared/{told.plan}/items/{told.agreement('Sanne og jeg går en tur.')}",
        f"/shared/{told.plan}/paper?paper=plan", f"/shared/{told.plan}/news", f"/shared/{told.plan}/unit",
        f"/shared/{told.plan}/baton", f"/shared/{told.plan}/propose", f"/calls/{told.plan}",
        f"/shared/{told.plan}/course",
        "/settings", "/settings/calendar", "/words", "/accessibility", "/safety", "/waiting", "/shared/unknown",
    ]  # fmt: skip


def settled(page: Page) -> None:
    """The screen of this address is drawn, and what it asked the server for has come."""
    expect(page.get_by_role("heading", level=1).first).to_be_attached()
    if ASKS_THE_SERVER.match(urlsplit(page.url).path):
        page.wait_for_load_state("networkidle")
    wait_until(page, f"({WAITS})()")


def fits(page: Page, name: str) -> None:
    """Nothing needs a push to the side: on the smallest phone, widely spaced, with large letters. All can be hit."""
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(LOST, 320) == [], f"{name} at 320 px"
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert page.evaluate(SMALL) == [], f"{name}: too small to press"
    page.evaluate(SPACED)
    assert page.evaluate(LOST, PHONE["width"]) == [], f"{name} with wide spacing"
    page.evaluate("document.adoptedStyleSheets.pop()")
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    assert page.evaluate(LOST, PHONE["width"]) == [], f"{name} with text at 200 %"
    page.evaluate("document.documentElement.style.fontSize = ''")
    assert before is not None
    page.set_viewport_size(before)


def walks(person: Person, who: str, paths: Sequence[str], *, wide: bool = True) -> None:
    """Go to each address; look at it by day and by night."""
    person.expects(r"404 .*/api/reminders/01a201a0-unknown")
    for path in paths:
        person.goto(path)
        looks_at(person, f"{who} {re.sub(r'[A-Za-z0-9_-]{20,}', 'x', path)}", wide=wide)


def looks_at(person: Person, name: str, *, wide: bool = True) -> None:
    """`wide`: also by night and in the hardest widths. A state that draws nothing new needs neither."""
    settled(person.page)
    pictures.pin(person.page)
    file = pictures.looks_as_accepted(person, name)
    can_be_used(person.page, name, wide=wide, by_night=lambda: pictures.also_by_night(person, file))


def can_be_used(page: Page, name: str, *, wide: bool = True, by_night: Callable[[], None] = lambda: None) -> None:
    """All that holds of a screen whatever it looks like: axe, plain words, and room for them."""
    assert_accessible(page, name)
    assert_plain(page, name)
    if not wide:
        return
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    by_night()
    assert_accessible(page, f"{name}, dark", only="color-contrast")
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    fits(page, name)


def pattern(route: str) -> re.Pattern[str]:
    return re.compile(re.sub(r":\w+", "[^/?]+", route) + r"(\?.*)?")


def test_no_route_of_the_app_is_left_out_of_the_walks(home: House) -> None:
    walked = [*citizens_screens(home.told), *members_screens(home.told)]
    routes = re.findall(r'\["(/[^"]*)", "', ROUTES.read_text())
    assert [route for route in routes if not any(pattern(route).fullmatch(path) for path in walked)] == []


def test_a_hard_word_of_ours_is_found_on_a_screen_and_peoples_own_are_left_alone(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<main><p>Din tekst <b>gemmes</b> her.</p><p class=own>Min patientjournal skal synkroniseres!</p></main>"
    )
    with pytest.raises(AssertionError, match="passive: gemmes"):
        assert_plain(page, "a screen")
    page.set_content("<p>Du må læse <span class=own>Jeg er patient.</span> til i morgen.</p><p hidden>Ugyldig</p>")
    assert_plain(page, "a screen")
    page.close()


def test_what_is_too_small_to_press_or_breaks_when_spaced_is_found(browser: Browser) -> None:
    page = browser.new_page(viewport=PHONE)
    page.set_content(
        "<button style='width:20px'>i</button><p style='white-space:nowrap;font:20px serif'>" + "et ord " * 5
    )
    before = page.evaluate(LOST, PHONE["width"])
    page.evaluate(SPACED)
    assert [before, page.evaluate(LOST, PHONE["width"]) != [], len(page.evaluate(SMALL))] == [[], True, 1]
    page.close()


def test_every_screen_of_a_citizen_with_a_full_plan(home: House, signed_in: SignedIn) -> None:
    walks(signed_in("peter"), "peter", citizens_screens(home.told))


def test_every_screen_about_people_when_the_team_is_full(home: House, signed_in: SignedIn) -> None:
    team = FullTeam(home.told).gather()
    told, unit = home.told, team.unit
    open_lines = [one for one in told.mine.items("consents", "grant") if "endedAt" not in one["body"]]
    members = [one for one in told.mine.items("team", "member") if "unit" not in one["body"]]
    assert (len(members) >= 10, len(open_lines) >= 30) == (True, True), (len(members), len(open_lines))
    ida = told.member("Ida Krogh")
    signed_in("ida", f"/shared/{told.plan}")
    peter = signed_in("peter")
    walks(peter, "peter full", ["/", "/team", f"/team/{unit}", f"/team/{unit}/unit", "/consents"])
    ways = [("/consents", "Del af planen"), ("/looks", "Del"), ("/looks", "Person")]
    for path, way in ways:
        peter.goto(path)
        settled(peter.page)
        peter.page.get_by_role("button", name=way, exact=True).click()
        looks_at(peter, f"peter full {path} {way}", wide=way == "Person")
    walks(
        peter, "peter full", [f"/team/{ida}", f"/consents/give?member={unit}", f"/consents/preview/{unit}"], wide=False
    )
    peter.wait_for_the_worker()
    with peter.offline():
        walks(peter, "peter full offline", [f"/team/{unit}", f"/team/{unit}/unit"], wide=False)
    mads = signed_in("mads", f"/shared/{told.plan}/unit")
    looks_at(mads, "mads keeps the door")
    told.is_closed_to_others()
    peter.goto("/")
    sees(peter, "Kun du kan læse din plan lige nu")
    looks_at(peter, "peter while the plan is closed to others", wide=False)
    mads.goto("/desk?show=people")
    sees(mads, "En plan kan også være lukket for alle i en tid.")


def test_every_screen_of_a_citizen_without_a_network(home: House, signed_in: SignedIn) -> None:
    peter = signed_in("peter")
    settled(peter.page)
    peter.wait_for_the_worker()
    # A page that is just coming in a new process may ask before Chromium has taken its network away too.
    peter.context.route("**/assets/online/**", lambda route: route.abort("internetdisconnected"))
    with peter.offline():
        walks(peter, "peter offline", citizens_screens(home.told), wide=False)
        peter.goto("/consents")
        press(main_of(peter), "Hvad betyder “Giv lov”?")
        sees(peter, "Fagfolk kalder det “samtykke”.")
        looks_at(peter, "peter asks what a word means")


def test_every_screen_of_a_citizen_with_an_empty_plan(home: House, signed_in: SignedIn) -> None:
    lars = signed_in("lars")
    looks_at(lars, "lars before the plan")
    press(lars.page, "Lav min plan")
    expect(lars.page.get_by_label("Min drøm")).to_be_visible()
    looks_at(lars, "lars first day")
    known = [
        path for path in citizens_screens(home.told) if re.match(r"/($|plan|safety|team$|cons.*s$|looks|meet.*s)", path)
    ]
    walks(lars, "lars with an empty plan", known)


def test_every_screen_that_knows_of_two_versions(home: House, signed_in: SignedIn) -> None:
    told = home.told
    dream = told.dream("Ud af misbruget")
    one, other = told.phone(), told.phone()
    one.change(dream, text="Ud af misbruget, et skridt ad gangen")
    other.change(dream, text="Helt ud af misbruget")
    assert [one.sync().outcomes, other.sync().outcomes] == [["applied"], ["conflict"]]
    walks(signed_in("peter"), "peter two versions", ["/", "/plan", f"/dream/{dream}", f"/versions/{dream}"])


def test_every_screen_that_knows_of_refused_words(home: House, signed_in: SignedIn) -> None:
    peter = signed_in("peter", f"/dream/{home.told.dream('Ud af misbruget')}/edit")
    settled(peter.page)
    peter.wait_for_the_worker()
    with peter.offline():
        peter.page.get_by_label("Min drøm").fill("Ud af det hele")
        press(peter.page, "Færdig")
        looks_at(peter, "peter waiting words")
        peter.goto("/waiting")
        looks_at(peter, "peter has words that wait")
        phone = home.told.phone()
        phone.write("delete", item=home.told.dream("Ud af misbruget"))
        assert phone.sync().outcomes == ["applied"]
    expect(main_of(peter).get_by_text("Blev ikke sendt").first).to_be_visible()
    walks(peter, "peter refused", ["/", "/waiting", "/settings"])


def test_every_screen_that_much_was_written_on(home: House, signed_in: SignedIn) -> None:
    told = home.told
    long = "Jeg vil gerne have, at I ringer, før I kommer, og at I siger, hvem I er. " * 12
    word = "bostøttemedarbejderkoordineringsmødedeltagerliste"
    for number in range(30):
        text = f"Det {number + 1}. jeg kan." if number > 1 else (long, word)[number]
        told.mine.write("create", scope="strengths", body={"kind": "strength", "text": text}, order=f"{number:04d}")
    dream = told.dream("Ud af misbruget")
    told.mine.change(dream, text=long[:190])
    for number in range(500):
        text = f"Noget, jeg har brug for: {number + 1}."
        told.mine.write("create", scope="needs", body={"kind": "need", "text": text}, order=f"{number:04d}")
        if number % 60 == 59:
            told.mine.sync()
    told.mine.sync_all()
    peter = signed_in("peter")
    walks(peter, "peter 30 lines, and long ones", ["/plan/strengths", f"/dream/{dream}"])
    peter.goto("/plan/needs")
    sees(peter, "Noget, jeg har brug for: 500.")
    pictures.pin(peter.page)
    pictures.looks_as_accepted(peter, "peter 500 lines /plan/needs")
    fits(peter.page, "500 lines")


def test_every_screen_that_the_clock_changes(home: House, signed_in: SignedIn) -> None:
    told = home.told
    told.share("Karen Møller", "needs", until=home.now() + timedelta(minutes=2))
    karen, peter = signed_in("karen"), signed_in("peter")
    home.passed = timedelta(minutes=5)
    sets_the_clock(karen, home)
    walks(karen, "karen when a leave has ended", [f"/shared/{told.plan}"], wide=False)
    sets_the_clock(peter, home)
    walks(peter, "peter when a leave has ended", ["/consents", f"/team/{told.member('Karen Møller')}"], wide=False)
    home.passed = timedelta(hours=17)
    sets_the_clock(peter, home)
    peter.goto("/safety")
    looks_at(peter, "peter at night /safety")
    home.passed = MEETS - pictures.MOMENT - timedelta(minutes=1)
    jonas = signed_in("jonas", desk=False)
    for person in (peter, jonas):
        sets_the_clock(person, home)
    walks(peter, "peter in the last minute", ["/", "/meetings", f"/meetings/{told.meeting}"], wide=False)
    sees(peter, "Start mødet")
    peter.goto("/")
    sees(peter, "Gå til mødet")
    walks(jonas, "jonas in the last minute", ["/", f"/shared/{told.plan}/meetings/{told.meeting}"], wide=False)


def test_every_screen_that_waits_for_an_answer_or_gets_a_bad_one(home: House, signed_in: SignedIn) -> None:
    peter = signed_in("peter")
    settled(peter.page)
    peter.expects("status of 500")
    for path, asks in (("/devices", "**/api/sessions*"), ("/looks/check", "**/log*")):
        peter.context.route(asks, lambda route: route.fulfill(status=500, body=""))
        walks(peter, "peter when the server fails", [path], wide=False)
        peter.context.unroute(asks)
    peter.context.route("**/api/sessions*", lambda _: None)
    peter.goto("/devices")
    pictures.pin(peter.page)
    pictures.looks_as_accepted(peter, "peter while the server thinks /devices")
    peter.context.unroute_all(behavior="ignoreErrors")


def sets_the_clock(person: Person, home: House) -> None:
    """The phone's clock goes with the house's."""
    pictures.stand_still(person.context, pictures.MOMENT + home.passed)


def test_every_screen_of_a_relative(home: House, signed_in: SignedIn) -> None:
    home.told.invite_to_the_meeting("Karen Møller")
    karen = signed_in("karen")
    walks(karen, "karen", members_screens(home.told))
    karen.goto("/")
    press(main_of(karen), "Forlad Peters hold")
    sees(karen, "Tak, fordi du var med.")
    looks_at(karen, "karen has left")


@pytest.mark.parametrize("desk", [True, False], ids=["desk", "phone"])
def test_every_screen_of_a_professional(home: House, signed_in: SignedIn, desk: bool) -> None:
    told = home.told
    told.invite_to_the_meeting("Sanne Nør")
    sanne = signed_in("sanne", desk=desk)
    walks(sanne, "sanne at her desk" if desk else "sanne with a phone", members_screens(told))


def test_every_screen_of_somebody_who_is_signed_out(home: House, people: People) -> None:
    guest = people("guest", home.url)
    link = home.told.invitation("Tove Krag", "peer")
    asked = [
        "/",
        "/sign-in",
        "/sign-in?return=/plan",
        "/sign-in-failed",
        "/settings",
        "/safety",
        "/plan",
        "/invitation",
    ]
    walks(guest, "signed out", [*asked, f"/invitation#{link.token}"])
    two = [{"person": "a", "number": 1}, {"person": "b", "number": 2, "name": "Peter"}]
    guest.page.evaluate("all => localStorage.setItem('stafet.accounts', JSON.stringify(all))", two)
    walks(guest, "two have a plan on this phone", ["/", "/accounts"])


def test_every_screen_of_somebody_who_is_invited(home: House, signed_in: SignedIn) -> None:
    link = home.told.invitation("Tove Krag", "peer")
    tove = signed_in("tove", f"/invitation#{link.token}")
    looks_at(tove, "tove is invited")
    tove.page.get_by_role("textbox").first.fill(link.code)
    press(tove.page, "Sig ja")
    sees(tove, "skal sige ja først")
    looks_at(tove, "tove has said yes")
    walks(tove, "tove waits", ["/"])
    peter = signed_in("peter")
    walks(peter, "peter is asked who it is", ["/", "/team"])
