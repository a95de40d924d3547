"""Dr. Holm answers in sixty seconds (mission.md, J4), Jonas proposes (J5), and nothing stays on their machines."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from stafet.store import push_subscriptions
from tests.journeys.acts import (
    COPENHAGEN,
    Counted,
    everything_is_sent,
    main_of,
    press,
    sees,
    still_keeps,
    turns_on_reminders,
)
from tests.journeys.conftest import House, SignedIn
from tests.journeys.many_citizens import let_in_by
from tests.support.accessibility import assert_accessible
from tests.support.phone_push import push_to_worker, tap_notification, visible_notifications
from tests.support.push_service import PushService

POINT = "Jeg er træt af bivirkningerne."
ANSWER = "Jeg tager blodprøver før den 14. Ring og bestil en tid."
PROPOSED = "Hvad må en ny arbejdsplads vide om dig?"


def test_from_the_desk_to_a_sent_answer_takes_at_most_four_interactions(home: House, signed_in: SignedIn) -> None:
    holm = signed_in("holm")
    done = Counted(holm)
    done.press(POINT)
    done.fill("Dit svar til Peter", ANSWER)
    done.press("Send svar")
    sees(holm, "Svaret er sendt til Peter.")
    assert done.count <= 4
    assert ANSWER in home.told.phone().texts(f"meeting:{home.told.meeting}", "answer")


@pytest.mark.notifications
def test_from_a_tap_on_the_message_to_a_sent_answer_takes_at_most_four_interactions(
    home: House, signed_in: SignedIn, push_service: PushService
) -> None:
    holm = signed_in("holm", desk=False)
    holm.wait_for_the_worker()
    turns_on_reminders(holm)
    mine = home.told.mine
    scope = f"meeting:{home.told.meeting}"
    mine.create(
        {"kind": "agenda_item", "text": "Hvornår er der blodprøver?", "asked": home.told.member("Anne Holm")}, scope
    )
    assert mine.sync().outcomes == ["applied"]
    # News is told within five minutes, not in the second it happens (T10).
    home.passed += timedelta(minutes=5)
    knock = push_service.wait(1)[0]
    holm.page.goto("about:blank")
    push_to_worker(holm.page, home.url, knock.plain)
    assert visible_notifications(holm.page)
    opened = tap_notification(holm.page)
    assert opened is not None
    done = Counted(holm)
    done.count += 1  # the tap on the message
    holm.goto(opened.removeprefix(home.url))
    done.follow(re.compile("^Svar"))
    done.fill("Dit svar til Peter", ANSWER)
    done.press("Send svar")
    sees(holm, "Svaret er sendt til Peter.")
    assert done.count <= 4


def test_her_answer_can_be_copied_as_plain_text_to_her_own_record(home: House, signed_in: SignedIn) -> None:
    holm = signed_in("holm", permissions=["clipboard-read", "clipboard-write", "notifications"])
    press(main_of(holm), POINT)
    holm.page.get_by_label("Dit svar til Peter").fill(ANSWER)
    press(holm.page, "Send svar")
    sees(holm, "Svaret er sendt til Peter.")
    press(holm.page, "Kopiér til din egen journal")
    sees(holm, "Kopieret")
    copied = holm.page.evaluate("navigator.clipboard.readText()")
    today = f"{datetime.now(COPENHAGEN):%Y}"
    lines = copied.splitlines()
    assert lines[0].startswith("Stafet, Peter Dam, koordinationsmøde"), copied
    assert lines[1] == f"Peter Dam spørger: {POINT}", copied
    assert [lines[2].startswith("Anne Holm"), today in lines[2], lines[2].endswith(ANSWER)] == [True] * 3, copied
    assert lines[3:] == ["Der er ikke aftalt noget om det endnu."], copied
    assert [secret for secret in ("<", "http", "#", home.told.plan) if secret in copied] == []
    # The whole meeting, made by the server: who, when, what, and in Peter's log before she has it.
    holm.goto(f"/shared/{home.told.plan}/meetings/{home.told.meeting}")
    press(main_of(holm), "Kopiér mødet til din egen journal")
    sees(holm, "Peter kan se, at du har læst det.")
    whole = holm.page.evaluate("navigator.clipboard.readText()")
    assert re.search(rf"Anne Holm, \d+\. \w+ {today}: {re.escape(ANSWER)}", whole), whole


def test_dr_holm_answers_with_the_keyboard_alone_and_sees_when_the_specialist_phone_is_open(
    home: House, signed_in: SignedIn
) -> None:
    holm = signed_in("holm")
    keys = holm.page.keyboard

    def tabs_to(name: str) -> None:
        """Press Tab until this has the focus."""
        for _ in range(40):
            keys.press("Tab")
            if name in holm.page.evaluate("document.activeElement?.textContent ?? ''"):
                return
        raise AssertionError(f"no Tab leads to {name}")

    # The first two presses lead past the menu, the next stand in the menu: the keys go as the eyes do.
    for said in ("Gå til indholdet", "Det venter på dig", "Personer"):
        keys.press("Tab")
        expect(holm.page.locator(":focus")).to_have_text(said)
    tabs_to(POINT)
    keys.press("Enter")
    # The field has the focus: she writes at once.
    expect(holm.page.get_by_label("Dit svar til Peter")).to_be_focused()
    keys.type(ANSWER)
    tabs_to("Send svar")
    keys.press("Enter")
    sees(holm, "Svaret er sendt til Peter.")
    # Her keys go on from there: to what waits next.
    expect(holm.page.get_by_role("link", name="Se det næste, der venter")).to_be_focused()
    expect(main_of(holm).get_by_role("heading", name=POINT)).to_be_attached()
    expect(main_of(holm).get_by_text("Kan jeg begynde i det små?")).to_have_count(0)
    phone = main_of(holm).locator("section", has=holm.page.get_by_role("heading", name="Til dig som læge"))
    expect(phone).to_contain_text("Psykiatrisk speciallægetelefon")
    expect(phone).to_contain_text(re.compile("Åbent nu|Lukket nu"))
    assert_accessible(holm.page, "dr holm has answered")
    jonas = signed_in("jonas", f"/shared/{home.told.plan}/items/{home.told.point('Kan jeg begynde i det små?')}")
    expect(main_of(jonas).get_by_text("Psykiatrisk speciallægetelefon")).to_have_count(0)


def test_what_jonas_proposes_is_on_the_agenda_only_after_peters_yes(home: House, signed_in: SignedIn) -> None:
    told = home.told
    words = "Hvem ringer til virksomheden?"
    deal = {"kind": "agreement", "what": "Ringer til Grøn Park", "responsible": told.member("Jonas Lind")}
    deal["state"] = "agreed"
    agreement = told.mine.create(deal, "agreements")
    assert told.mine.sync().outcomes == ["applied"]
    jonas = signed_in("jonas", f"/shared/{told.plan}/meetings/{told.meeting}")
    press(main_of(jonas), "Foreslå et punkt")
    jonas.page.get_by_label("Dit forslag").fill(words)
    press(jonas.page, "Send forslaget")
    sees(jonas, "Du har foreslået det.")
    # Whose his agreement is, he says as he says that it is done; it stands as his word.
    jonas.goto(f"/shared/{told.plan}/items/{agreement}")
    press(main_of(jonas), "Hvis aftale er det?")
    jonas.page.get_by_label("Hvis aftale er det?").select_option("Kommunens aftale")
    press(main_of(jonas), "Gem")
    sees(jonas, "Jonas: Kommunens aftale")
    everything_is_sent(jonas)
    mads = signed_in("mads", f"/shared/{told.plan}/meetings/{told.meeting}")
    sees(mads, POINT)
    expect(mads.page.get_by_text(words)).to_have_count(0)
    peter = signed_in("peter", f"/meetings/{told.meeting}")
    press(main_of(peter).locator(".proposal").filter(has_text=words), "Ja, tag det med")
    expect(main_of(peter).locator(".proposal").filter(has_text=words)).to_have_count(0)
    everything_is_sent(peter)
    mads.page.reload()
    sees(mads, words)


def test_after_peters_no_the_proposal_is_on_nobodys_agenda(home: House, signed_in: SignedIn) -> None:
    told = home.told
    peter = signed_in("peter")
    press(main_of(peter), "Se forslaget")
    # He comes to the proposal itself, and not to the top of a long agenda.
    expect(main_of(peter).locator(".proposal").filter(has_text=PROPOSED)).to_be_in_viewport()
    press(main_of(peter).locator(".proposal").filter(has_text=PROPOSED), "Nej")
    expect(main_of(peter).get_by_text(PROPOSED)).to_have_count(0)
    everything_is_sent(peter)
    for name in ("mads", "jonas"):
        member = signed_in(name, f"/shared/{told.plan}/meetings/{told.meeting}")
        expect(main_of(member).get_by_role("listitem").filter(has_text=POINT).first).to_be_visible()
        expect(main_of(member).get_by_role("listitem").filter(has_text=PROPOSED)).to_have_count(0)


def test_a_professional_leaves_no_word_of_the_plan_on_the_machine(home: House, signed_in: SignedIn) -> None:
    told = home.told
    mads = signed_in("mads", f"/shared/{told.plan}")
    canaries = ("Noget at stå op til", "Ud af misbruget", "Ro om morgenen", "Jeg er god med dyr", POINT, "Peter Dam")
    sees(mads, "Ro om morgenen.")
    mads.goto(f"/shared/{told.plan}/meetings/{told.meeting}")
    sees(mads, POINT)
    mads.goto("/desk")
    mads.wait_for_the_worker()
    everything_is_sent(mads)
    assert still_keeps(mads, *canaries) == []


def test_what_did_not_get_through_is_told_where_she_comes_home_to(home: House, signed_in: SignedIn) -> None:
    phone_of_hers = signed_in("holm", desk=False)
    phone_of_hers.wait_for_the_worker()
    turns_on_reminders(phone_of_hers)
    holm = signed_in("holm", f"/shared/{home.told.plan}/items/{home.told.point(POINT)}")
    holm.page.get_by_label("Dit svar til Peter").fill(ANSWER)
    mine = home.told.mine
    mine.write("delete", item=home.told.point(POINT))
    holm.context.set_offline(True)
    press(holm.page, "Send svar")
    assert mine.sync().outcomes == ["applied"]
    # Her phone, that two messages in a row did not reach.
    with home.db.write() as tx:
        (phone,) = push_subscriptions.of_person(tx, home.told.person("holm"))
        for _ in range(2):
            push_subscriptions.failed(tx, phone.id)
    holm.context.set_offline(False)
    holm.page.get_by_role("navigation").get_by_role("link", name="Det venter på dig").click()

    sees(holm, "Noget, du skrev, blev ikke sendt til Peter Dam")
    expect(main_of(holm).get_by_text(re.compile("^Vi kan ikke nå .+ med beskeder$"))).to_be_visible()
    assert_accessible(holm.page, "dr holm is told what did not get through")
    press(main_of(holm), "Se dine ord")
    sees(holm, ANSWER)


def test_a_nurse_with_many_citizens_finds_one_and_no_address_holds_a_name(home: House, signed_in: SignedIn) -> None:
    names = [f"{first} Skov" for first in ("Asta", "Bo", "Carl", "Dea", "Ea", "Finn", "Gro", "Hans", "Ib")]
    let_in_by(home.told, "ida", names)
    ida = signed_in("ida", "/desk?show=people")
    rows = main_of(ida).get_by_role("listitem")
    expect(rows).to_have_count(len(names))
    ida.page.get_by_label("Find en person").fill("skov gro")
    expect(rows).to_have_text([re.compile("Gro Skov")])
    sees(ida, "1 af 9 personer")
    assert_accessible(ida.page, "ida looks for somebody")
    assert "gro" not in ida.page.url.lower()
    assert still_keeps(ida, "Gro Skov", "skov gro") == []
    press(main_of(ida), "Gro Skov")
    sees(ida, "Ord fra Gro Skov")
    press(ida.page, "Vis alle igen")
    expect(ida.page.get_by_role("complementary").get_by_role("listitem")).to_have_count(len(names))
