"""The app comes onto the phone with the first visit, also when that goes badly: it opens without a network after it."""

from playwright.sync_api import Route, expect

from tests.journeys.acts import main_of
from tests.journeys.conftest import House, SignedIn, signs_in
from tests.support.browser import People, Person


def opens_without_a_network(person: Person) -> None:
    person.wait_for_the_worker()
    with person.offline():
        person.page.reload()
        expect(main_of(person)).to_be_visible()


def test_a_page_that_was_opened_past_the_worker_becomes_the_workers(signed_in: SignedIn) -> None:
    """As one is that was on its way while the worker took its place."""
    peter = signed_in("peter")
    peter.wait_for_the_worker()

    peter.context.new_cdp_session(peter.page).send("Page.reload", {"ignoreCache": True})
    expect(main_of(peter)).to_be_visible()

    opens_without_a_network(peter)


def test_files_that_were_lost_on_the_first_visit_come_when_the_network_is_back(home: House, people: People) -> None:
    peter = people("peter", home.url)
    signs_in(peter, "peter")
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.service_worker and not lost:
            lost.append(route.request.url)
            route.abort("internetdisconnected")
        else:
            route.continue_()

    peter.context.route("**/assets/**", lose)
    peter.goto("/")
    while not lost:
        peter.page.wait_for_timeout(50)
    expect(main_of(peter)).to_be_visible()
    with peter.offline():
        pass

    opens_without_a_network(peter)
