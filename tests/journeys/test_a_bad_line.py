"""Answers that are lost, a server put back to yesterday, two tabs: what Peter wrote is there, and there once."""

import json

from playwright.sync_api import Request, Route, expect

from stafet.use_cases import upkeep
from tests.faults.test_disk_full import no_more_room
from tests.journeys.acts import comes_back_to_the_network, everything_is_sent, main_of, press, sees, writes_a_need
from tests.journeys.conftest import House, SignedIn
from tests.model.ground import backup, put_back
from tests.support.browser import Person

WORDS = "At I spørger, før I bestemmer"


def carries(request: Request, words: str) -> bool:
    """Whether a request tells the server these words."""
    return words in json.dumps((request.post_data_json or {}).get("edits", []), ensure_ascii=False)


def in_a_browser(home: House, signed_in: SignedIn, path: str = "/") -> Person:
    peter = signed_in("peter", path)
    everything_is_sent(peter)
    peter.wait_for_the_worker()
    return peter


def test_an_answer_that_is_lost_after_the_server_has_written_doubles_nothing(home: House, signed_in: SignedIn) -> None:
    peter = in_a_browser(home, signed_in)
    lost: list[int] = []

    def lose(route: Route) -> None:
        if lost or not carries(route.request, WORDS):
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort("internetdisconnected")

    peter.context.route("**/api/sync", lose)
    writes_a_need(peter, WORDS)
    expect(
        peter.page.get_by_text("Gemt på telefonen").or_(peter.page.get_by_text("Alt er sendt")).first
    ).to_be_visible()
    everything_is_sent(peter)

    assert lost == [200], "no answer was lost, so this proves nothing"
    assert home.told.phone().texts("needs").count(WORDS) == 1
    expect(main_of(peter).get_by_role("listitem").filter(has_text=WORDS)).to_have_count(1)


def test_a_server_restored_from_a_backup_hears_again_what_it_had_acknowledged(home: House, signed_in: SignedIn) -> None:
    peter = in_a_browser(home, signed_in)
    yesterday = backup(home.db)
    writes_a_need(peter, WORDS)
    peter.goto("/")
    everything_is_sent(peter)
    assert WORDS in home.told.phone().texts("needs")

    put_back(home.db, yesterday)
    upkeep.renew_epochs(home.db)
    assert WORDS not in home.told.phone().texts("needs"), "the backup has the words, so this proves nothing"
    comes_back_to_the_network(peter)
    peter.goto("/plan/needs")
    # "Alt er sendt" may still be the word from before the phone has heard of the new epoch.
    for _ in range(200):
        if WORDS in home.told.phone().texts("needs"):
            break
        peter.page.wait_for_timeout(100)
    everything_is_sent(peter)

    assert home.told.phone().texts("needs").count(WORDS) == 1
    sees(peter, WORDS)


def test_two_tabs_show_the_same_and_only_one_of_them_sends(home: House, signed_in: SignedIn) -> None:
    peter = in_a_browser(home, signed_in)
    sent: list[str] = []
    peter.context.on(
        "request", lambda one: sent.append(one.url) if one.url.endswith("/api/sync") and carries(one, WORDS) else None
    )
    with peter.offline():
        other = peter.context.new_page()
        other.goto("/plan/needs")
        writes_a_need(peter, WORDS)
        expect(other.get_by_role("main").get_by_text(WORDS).first).to_be_visible()
    everything_is_sent(peter)
    expect(other.get_by_text("Alt er sendt").first).to_be_visible()

    assert len(sent) == 1
    assert home.told.phone().texts("needs").count(WORDS) == 1


def test_a_server_without_room_is_said_in_words_and_what_was_written_waits(home: House, signed_in: SignedIn) -> None:
    peter = in_a_browser(home, signed_in)
    peter.expects("status of 503")
    words = f"{WORDS}. {'Det er vigtigt for mig. ' * 150}".strip()
    with no_more_room(home.db):
        # The pages that are free already fill up first.
        for number in range(40):
            if peter.page.get_by_text("Der er ikke plads hos Stafet").is_visible():
                break
            writes_a_need(peter, f"{number} {words}")
            peter.page.wait_for_timeout(400)
        sees_above(peter, "Der er ikke plads hos Stafet lige nu.")
        press(peter.page.get_by_role("banner"), "Gemt på telefonen")
        sees(peter, WORDS)
    waited = home.told.phone().texts("needs")
    peter.goto("/plan/needs")
    everything_is_sent(peter)
    expect(peter.page.get_by_text("Der er ikke plads hos Stafet")).to_have_count(0)

    now = home.told.phone().texts("needs")
    assert len(now) > len(waited), "nothing had to wait, so this proves nothing"
    assert len(set(now)) == len(now)


def sees_above(peter: Person, text: str) -> None:
    expect(peter.page.get_by_role("banner").get_by_text(text).first).to_be_visible()


def test_what_waits_on_this_phone_is_listed_in_plain_words(home: House, signed_in: SignedIn) -> None:
    peter = in_a_browser(home, signed_in)
    with peter.offline():
        writes_a_need(peter, WORDS)
        peter.goto("/waiting")
        expect(peter.page.get_by_role("heading", level=1)).to_have_text("Venter på denne telefon")
        row = main_of(peter).get_by_role("listitem").filter(has_text=WORDS)
        expect(row).to_contain_text("Gemt på telefonen")
    everything_is_sent(peter)
    sees(peter, "Der venter ikke noget. Alt er sendt.")


def test_the_last_change_can_be_undone_also_after_it_was_sent(home: House, signed_in: SignedIn) -> None:
    dream = home.told.dream("Ud af misbruget")
    peter = in_a_browser(home, signed_in, f"/dream/{dream}/edit")
    peter.page.get_by_label("Min drøm").fill("Noget helt andet")
    press(peter.page, "Færdig")
    expect(peter.page.get_by_role("heading", level=1)).to_have_text("Noget helt andet")
    everything_is_sent(peter)
    press(main_of(peter), "Fortryd")
    expect(peter.page.get_by_role("heading", level=1)).to_have_text("Ud af misbruget")
    everything_is_sent(peter)

    assert home.told.phone().find(dream)["body"]["text"] == "Ud af misbruget"  # type: ignore[index]
