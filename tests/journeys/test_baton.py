"""The baton goes from Mads to Sanne by way of Peter's yes, and nobody is parked (mission.md, J7 and J10)."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import expect

from stafet.domain.ids import PlanId
from stafet.store import members
from tests.journeys.acts import COPENHAGEN, everything_is_sent, main_of, press, sees
from tests.journeys.conftest import House, SignedIn

PARKED = "Ringer til boligkontoret"


def test_the_baton_is_handed_over_and_what_is_parked_shows_until_it_has_a_new_day(
    home: House, signed_in: SignedIn
) -> None:
    plan, mine = home.told.plan, home.told.mine
    gone_by = (datetime.now(COPENHAGEN) - timedelta(days=3)).date().isoformat()
    # It hangs on no dream, so Sanne sees it because it is hers to do.
    mine.create(
        {"kind": "agreement", "what": PARKED, "verb": "ringer", "responsible": home.told.member("Sanne Nør"),
         "byOn": gone_by, "state": "agreed"},
        "agreements",
    )  # fmt: skip
    assert mine.sync().outcomes == ["applied"]

    mads = signed_in("mads", f"/shared/{plan}/baton")
    sees(mads, "Du holder stafetten for Peter")
    mads.page.get_by_role("radio", name=re.compile("Sanne Nør")).check()
    press(main_of(mads), "Spørg", exact=True)
    sees(mads, "Du har spurgt Sanne.")

    sanne = signed_in("sanne", "/desk")
    sees(sanne, "Der er ikke sat en ny dato")
    press(main_of(sanne), "Vil du holde stafetten?")
    press(main_of(sanne), "Ja", exact=True)
    sees(sanne, "Nu skal Peter sige ja.")

    peter = signed_in("peter")
    sees(peter, f"{PARKED}. Det var sat til")
    press(main_of(peter), "Se stafetten")
    sees(peter, "Sanne har sagt ja.")
    press(main_of(peter), "Ja", exact=True)
    sees(peter, "Sanne holder stafetten nu.")
    with home.db.read() as tx:
        holder = members.baton_holder(tx, PlanId(plan))
    assert holder is not None
    assert holder.name == "Sanne Nør"

    # What is parked clears by itself when the one who holds it sets a new day.
    sanne.goto("/desk")
    press(main_of(sanne), PARKED)
    press(main_of(sanne), "Flyt")
    day = (datetime.now(COPENHAGEN) + timedelta(days=9)).date().isoformat()
    sanne.page.get_by_label("Hvilken dag?").fill(day)
    sanne.page.get_by_label("Hvorfor?").fill("Kontoret havde lukket")
    press(main_of(sanne), "Gem", exact=True)
    sees(sanne, "Kontoret havde lukket")
    everything_is_sent(sanne)
    # A slip of hers reaches nobody while it can be undone.
    press(main_of(sanne), "Det er gjort")
    press(main_of(sanne), "Gem", exact=True)
    sees(sanne, "Så kan Peter åbne aftalen igen.")
    press(main_of(sanne), "Fortryd")
    expect(main_of(sanne).get_by_text("Så kan Peter åbne aftalen igen.")).to_have_count(0)
    everything_is_sent(sanne)
    peter.goto("/plan/agreements")
    sees(peter, "Sanne: Kontoret havde lukket")
    expect(main_of(peter).get_by_role("button", name="Det er gjort")).to_have_count(1)
    # Sanne phones: she is away, and Mads takes over. Peter says it for her.
    peter.goto(f"/team/{home.told.member('Sanne Nør')}")
    press(main_of(peter), "Er Sanne væk i nogle dage?")
    peter.page.get_by_label("Væk til").fill(day)
    peter.page.get_by_label("Hvem tager over?").select_option(label="Mads Lund")
    press(main_of(peter), "Gem", exact=True)
    sees(peter, "Mads tager over.")
    peter.goto("/")
    expect(main_of(peter).get_by_text(f"{PARKED}. Det var sat til")).to_have_count(0)


def test_who_holds_an_agreement_says_who_could_take_over_and_only_the_citizen_hands_it_on(
    home: House, signed_in: SignedIn
) -> None:
    agreement = home.told.agreement("Sanne og jeg går en tur.")
    sanne = signed_in("sanne", f"/shared/{home.told.plan}/items/{agreement}")
    press(main_of(sanne), "En anden tager over")
    press(main_of(sanne), "Gem")
    sees(sanne, "Skriv et navn.")
    main_of(sanne).get_by_label("Hvem tager over?").fill("Liv Holst, 20 30 40 50")
    press(main_of(sanne), "Gem")
    everything_is_sent(sanne)

    peter = signed_in("peter")
    sees(peter, "Liv Holst, 20 30 40 50")
    there = home.told.phone().find(agreement)
    assert there is not None
    assert (there["body"]["responsible"], there["body"]["state"]) == (home.told.member("Sanne Nør"), "agreed")
