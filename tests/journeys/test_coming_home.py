"""Peter comes home (mission.md, the follow-up part of J5, J6 and J10).

What must be ready, the meetings that follow, a network meeting asked for, and who can be called at ten past two.
"""

import json
import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from playwright.sync_api import Route, expect

from stafet.domain.working_days import holidays_of
from stafet.store.tables import reminder
from tests.journeys.acts import COPENHAGEN, everything_is_sent, main_of, press, sees
from tests.support.accessibility import assert_accessible

if TYPE_CHECKING:
    from tests.journeys.conftest import House, SignedIn

WHY = "Så er vi enige om den første uge hjemme."


def a_christmas_ahead(today: date) -> date:
    """14 days before it the series begins, and hits it."""
    return next(day for more in (0, 1) if (day := date(today.year + more, 12, 25)) > today + timedelta(20))


def reminded_of_a_meeting(home: "House", today: date) -> set[str]:
    """Who has a reminder waiting of a meeting in eight days."""
    day = datetime.combine(today + timedelta(days=8), time(10), COPENHAGEN)
    with home.db.read() as tx:
        query = sa.select(reminder.c.person_id).where(reminder.c.kind == "meeting", reminder.c.starts_at == day)
        return set(tx.execute(query).scalars())


def of_other_words(route: Route) -> None:
    """The phone's yes, to words the server would not say."""
    route.continue_(post_data=json.dumps(route.request.post_data_json | {"sha256": "0" * 64}))


def test_coming_home_with_what_is_ready_and_the_meetings_that_follow(home: "House", signed_in: "SignedIn") -> None:
    today = datetime.now(COPENHAGEN).date()
    peter = signed_in("peter")
    page = peter.page
    everything_is_sent(peter)
    # Ida on the ward proposes a talk before he goes home, with the day she expects. Nobody is asked by that.
    home.told.welcome("ida", "Ida Krogh", "psychiatry", "Afsnit M1", "team")
    leaving = today + timedelta(days=10)
    ida = signed_in("ida", f"/shared/{home.told.plan}")
    press(main_of(ida), "Foreslå et møde")
    ida.page.get_by_role("radio", name="Udskrivningssamtale").check()
    ida.page.get_by_label("Dag", exact=True).fill((today + timedelta(days=8)).isoformat())
    ida.page.get_by_label("Fra kl.").fill("10:00")
    ida.page.get_by_label("Hvornår regner I med udskrivning?").fill(leaving.isoformat())
    ida.page.get_by_role("checkbox", name="Sanne").check()
    ida.page.get_by_label("Hvorfor er mødet en god idé?").fill(WHY)
    assert_accessible(ida.page, "a meeting is proposed")
    press(ida.page, "Foreslå mødet for Peter")
    sees(ida, "Peter har ikke svaret endnu.")

    # Peter reads her words, and his one yes makes the meeting: with Ida and Sanne, and reminders for all three.
    peter.goto("/news")
    # Among the news it is said as what it is, and leads to where it is answered.
    press(main_of(peter), "Ida foreslår en udskrivnings")
    sees(peter, WHY)
    peter.goto("/")
    sees(peter, "Ida foreslår en udskrivnings­samtale")
    press(main_of(peter), "Se forslaget")
    sees(peter, WHY)
    # Whom she proposes is said, and nobody is chosen: to invite is to give leave (C21).
    sees(peter, "Bostøtten. Ida foreslår det.")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    for name in ("Ida Krogh", "Sanne Nør"):
        page.get_by_role("checkbox", name=name).check()
    # What he has chosen is a draft: it is there after a reload, as after showing that it is him.
    page.reload()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    sees(peter, "må læse og svare på mødet")
    assert_accessible(page, "a proposed meeting")
    # Words that are not those he read are no yes: he is shown them anew. Of others than these it says nothing.
    peter.expects("409")
    peter.context.route("**/answer", of_other_words, times=1)
    press(page, "Ja, lav mødet")
    sees(peter, "Ordene er ændret. Læs dem igen")
    page.get_by_role("checkbox", name="Sanne Nør").uncheck()
    expect(main_of(peter).get_by_text("Ordene er ændret")).to_have_count(0)
    page.get_by_role("checkbox", name="Sanne Nør").check()
    press(page, "Ja, lav mødet")
    expect(page.get_by_role("heading", name="Når du kommer hjem")).to_be_visible()
    assert reminded_of_a_meeting(home, today) >= {home.told.person(key) for key in ("peter", "ida", "sanne")}
    expect(page.get_by_label("Hvilken dag regner du med?")).to_have_value(leaving.isoformat())
    press(main_of(peter), "Brug en færdig liste")
    page.get_by_role("checkbox", name="Der er mad i huset").check()
    everything_is_sent(peter)
    assert_accessible(page, "coming home")

    # Sanne ticks what she has seen to; the words are Peter's.
    sanne = signed_in("sanne", "/desk?show=meetings")
    press(main_of(sanne), "Peter")
    expect(sanne.page.get_by_role("checkbox", name="Der er mad i huset")).to_be_checked()
    # "Alt er sendt" may still be what stood there before the tick.
    with sanne.page.expect_response(
        lambda answer: answer.url.endswith("/api/sync") and '"act":"change"' in (answer.request.post_data or "")
    ):
        sanne.page.get_by_role("checkbox", name="Strøm, varme og nøgler").check()
    with page.expect_response("**/api/sync"):
        page.reload()
    expect(page.get_by_role("checkbox", name="Strøm, varme og nøgler")).to_be_checked()

    # The meetings after it, as the operator's template counts them; the municipality calls them.
    press(main_of(peter), "Aftal møderne bagefter")
    expect(page.get_by_label("Hvilken dag kommer du hjem?")).to_have_value(leaving.isoformat())
    press(page, "Se dagene")
    expect(main_of(peter).locator(".series-days > li")).to_have_count(4)
    assert_accessible(page, "the days of a series")
    press(page, "Videre")
    # Two of the team are from the municipality: which of them calls is his to say.
    page.get_by_role("radio", name="Rikke Bang").check()
    page.get_by_role("checkbox", name="Sanne").check()
    press(page, "Gem de 4 møder")
    expect(main_of(peter).get_by_text("Sanne Nør må læse og svare på mødet").first).to_be_visible()
    press(page, "Ja, invitér Sanne")
    expect(main_of(peter).get_by_text("Møde 1 af 4. Rikke indkalder.")).to_be_visible()

    # The third and what follows it is called off, without a network; the first two stand.
    peter.wait_for_the_worker()
    with peter.offline():
        peter.goto("/meetings")
        later = main_of(peter).get_by_role("link", name="Opfølgning")
        later.nth(2).click()
        expect(main_of(peter).get_by_text("Møde 3 af 4.")).to_be_visible()
        press(main_of(peter), "Flyt eller aflys de næste med")
        press(main_of(peter), "Aflys dette og de næste")
        # One press too many takes both back; then it is meant.
        sees(peter, "2 møder er aflyst.")
        press(main_of(peter), "Fortryd")
        press(main_of(peter), "Aflys dette og de næste (2 i alt)")
        sees(peter, "2 møder er aflyst.")
        press(main_of(peter), "Se mødet")
        expect(main_of(peter).get_by_text("Mødet er aflyst.")).to_be_visible()

        # A series at an interval, offline too. It hits a holiday, which is named, and the next working day is offered.
        peter.goto("/meetings/series")
        page.get_by_label("Dag", exact=True).fill((a_christmas_ahead(today) - timedelta(days=14)).isoformat())
        page.get_by_label("Fra kl.").fill("09:00")
        page.get_by_role("radio", name="14 dage").check()
        page.get_by_role("radio", name="2 møder").check()
        press(page, "Se dagene")
        expect(main_of(peter).get_by_text("Helligdag: Juledag")).to_be_visible()
        main_of(peter).locator(".series-days > li").nth(1).get_by_role("button", name=re.compile("^Tag ")).first.click()
        expect(main_of(peter).get_by_text("Helligdag")).to_have_count(0)
        press(page, "Videre")
        press(page, "Gem de 2 møder")
        expect(main_of(peter).get_by_text("Møde 1 af 2.")).to_be_visible()
    everything_is_sent(peter)

    # He asks the baton holder for a network meeting: by the fifth working day, and both see it.
    peter.goto("/meetings")
    off = {holiday.on for year in (today.year, today.year + 1) for holiday in holidays_of(year)}
    ahead = (today + timedelta(days=days) for days in range(1, 30))
    fifth = [day for day in ahead if day.weekday() < 5 and day not in off][4]

    press(main_of(peter), "Bed om et netværksmøde")
    expect(main_of(peter).get_by_text("Du har bedt Mads om et netværksmøde")).to_be_visible()
    expect(main_of(peter).get_by_text(f"{fifth.day}. ").first).to_be_visible()
    everything_is_sent(peter)

    mads = signed_in("mads", "/desk")
    press(main_of(mads), "Finder en tid til et netværksmøde")
    proposing = main_of(mads).get_by_role("link", name="Foreslå et møde")
    expect(proposing).to_have_attribute("href", f"/shared/{home.told.plan}/propose?kind=network")

    # The ward asks whether it may call the municipality about a visit. He says yes, and stops it offline.
    mads.goto(f"/calls/{home.told.plan}")
    mads.page.get_by_label("Til hvem?").fill("Randers Kommune")
    mads.page.get_by_label("Om hvad?").fill("Hvem der besøger Peter")
    mads.page.get_by_role("checkbox", name="Også om et besøg").check()
    press(mads.page, "Spørg Peter")
    sees(mads, "Venter på svar fra Peter")
    assert_accessible(mads.page, "asking for leave to call")
    peter.goto("/")
    press(main_of(peter), "Se spørgsmålet")
    expect(main_of(peter).get_by_role("radio", checked=True)).to_have_count(0)
    page.get_by_role("radio", name="Tre måneder").check()
    sees(peter, "Mads Lund må ringe til Randers Kommune.")
    assert_accessible(page, "leave to call")
    press(page, "Ja, det må de")
    sees(peter, "Du har sagt ja til")
    with peter.offline():
        peter.goto("/consents")
        stop = main_of(peter).get_by_role("button", name="Stop for Mads Lund: Ringe til Randers Kommune")
        stop.click()
        expect(stop).to_have_count(0)
    everything_is_sent(peter)
    mads.page.reload()
    sees(mads, "Stoppet")

    peter.goto("/meetings")
    press(main_of(peter), "Jeg har ikke brug for det mere")
    expect(main_of(peter).get_by_role("button", name="Bed om et netværksmøde")).to_be_visible()

    # At ten past two in the night, without a network, the phone knows who can be called.
    peter.goto("/safety")
    expect(main_of(peter).get_by_text("Livslinien")).to_be_visible()
    night = datetime.combine(today + timedelta(days=1), datetime.min.time(), COPENHAGEN).replace(hour=2, minute=10)

    with peter.offline():
        peter.page.clock.set_fixed_time(night)
        peter.page.reload()
        calls = main_of(peter).locator("a.call")

        expect(calls.filter(has_text="Akuttilbuddet")).to_contain_text("Lukket nu. Åbner kl. 8")
        expect(calls.filter(has_text="telefonen i Psykiatriens Hus")).to_contain_text("Åbent hele døgnet")
        expect(calls.filter(has_text="112")).to_have_attribute("href", "tel:112")
        expect(calls.filter(has_text="Livslinien")).to_contain_text("Vi kender ikke tiden")
