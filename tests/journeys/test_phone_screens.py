"""What a phone shows beside its owner's pages: the lock, the steps of an iPhone, a new version that waits.

The walk itself, and the house it is walked in, are those of `test_screens.py`.
"""

# ruff: noqa: F811 - fixtures are taken by their names

import shutil
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys.acts import main_of, press, sees
from tests.journeys.conftest import House, SignedIn, opened, signs_in
from tests.journeys.test_lock import COPING, has_a_code, has_a_finger, title, types
from tests.journeys.test_new_version import OFFER, becomes_a_new_build
from tests.journeys.test_screens import home, looks_at, people, told_for_pictures, walks  # noqa: F401 - fixtures of this module too
from tests.support import pictures
from tests.support.browser import People
from tests.support.push_service import PushService

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/26.1 Mobile/15E148 Safari/604.1"
)


def test_every_screen_of_the_lock(home: House, signed_in: SignedIn) -> None:
    peter = signed_in("peter")
    has_a_finger(peter)
    has_a_code(peter, safety_open=True)
    looks_at(peter, "peter has chosen a code")
    press(main_of(peter), "Brug finger eller ansigt")
    sees(peter, "Du kan åbne med finger eller ansigt.")
    press(main_of(peter), "Lås nu")
    title(peter, "Skriv din kode")
    looks_at(peter, "peter is asked for his code, or his finger")
    types(peter, "111111")
    title(peter, "Koden passer ikke")
    looks_at(peter, "peter wrote another code", wide=False)
    for _ in range(2):
        expect(main_of(peter).get_by_role("status").get_by_text("Prøv igen")).to_be_visible()
        types(peter, "111111")
    title(peter, "Vent lidt")
    looks_at(peter, "peter has to wait after wrong codes")
    press(main_of(peter), "Jeg har glemt koden")
    looks_at(peter, "peter has forgotten his code")
    peter.goto("/safety")
    sees(peter, COPING)
    looks_at(peter, "peter sees his safety plan without a code", wide=False)


def test_every_screen_that_an_iphone_has_for_itself(home: House, people: People) -> None:
    peter = people("peter", home.url, user_agent=IPHONE)
    pictures.stand_still(peter.context, pictures.MOMENT - timedelta(days=1))
    signs_in(peter, "peter")
    peter.goto("/write?kind=need")
    peter.page.get_by_role("textbox").first.fill("Ro om natten")
    press(peter.page, "Færdig")
    sees(peter, "Ro om natten")
    # On another day, when something has been written, it is said once.
    pictures.stand_still(peter.context)
    walks(peter, "peter with an iphone", ["/", "/install"])


def test_a_new_version_waits_on_the_screen(
    told_for_pictures: Path,
    built: Path,
    installation_keys: Path,
    push_service: PushService,
    tmp_path: Path,
    people: People,
) -> None:
    told, app = shutil.copyfile(told_for_pictures, tmp_path / "told.db"), shutil.copytree(built, tmp_path / "app")
    ground = (f"sqlite:///{told}", app, installation_keys, push_service)
    with opened(*ground, told_at=pictures.MOMENT) as house:
        peter = SignedIn(people, house)("peter")
        peter.wait_for_the_worker()
    # The moment between two servers is a moment without a network.
    peter.expects("net::ERR_")
    becomes_a_new_build(app)
    with opened(*ground, port=urlsplit(house.url).port, told_at=pictures.MOMENT):
        peter.page.reload()
        expect(peter.page.get_by_text(OFFER)).to_be_visible()
        looks_at(peter, "peter while a new version waits")
