"""A log that the citizen can check: an insider with the whole database cannot touch it unseen (mission.md, F3, J2)."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from stafet.domain import chain
from stafet.domain.ids import PlanId
from stafet.store.log import opened as opened_row
from stafet.store.tables import log
from stafet.use_cases import upkeep
from stafet.use_cases.demo_story import tell
from stafet.use_cases.transactions import Database
from tests.journeys.acts import comes_back_to_the_network, everything_is_sent, looks_at_the_log, main_of, press, sees
from tests.journeys.conftest import House, SignedIn, opened, signs_in
from tests.support.accessibility import assert_accessible
from tests.support.browser import People, Person
from tests.support.log_rules import KEYS, lifted
from tests.support.push_service import PushService


@pytest.fixture
def peters(database_url: str, built: Path, installation_keys: Path, push_service: PushService) -> Iterator[House]:
    """A house on each database, with Peter's plan in use. The story is told before anybody else writes."""
    db = Database(database_url, KEYS)
    upkeep.keep_consent_texts(db, datetime.now(UTC))
    tell(db, lambda: datetime.now(UTC))
    db.close()
    with opened(database_url, built, installation_keys, push_service) as house:
        yield house


@pytest.fixture
def peter(peters: House, people: People) -> Person:
    peter = people("peter", peters.url)
    signs_in(peter, "peter")
    peter.goto("/")
    everything_is_sent(peter)
    return peter


def checks(peter: Person) -> None:
    looks_at_the_log(peter)
    main_of(peter).get_by_role("link", name="Tjek").or_(
        main_of(peter).get_by_role("link", name="Se, hvad der er")
    ).first.click()


def is_whole(peter: Person) -> None:
    expect(peter.page.get_by_role("heading", level=1, name="Din log er hel")).to_be_visible()


def rows_of(peters: House) -> list[dict[str, Any]]:
    """As the rows stand, with what they say opened."""
    plan = PlanId(peters.told.plan)
    with peters.db.read() as tx:
        found = tx.execute(sa.select(log).where(log.c.plan_id == plan).order_by(log.c.seq)).mappings()
        rows = [dict(row) for row in found]
        for row in rows:
            row["salt"], row["payload"] = opened_row(tx, plan, row["seq"], row["salt"], row["payload"])
    return rows


def make_it_anew(peters: House, rows: list[dict[str, Any]]) -> None:
    """What an insider does who can open every seal and knows how hashes are made, and has not the key of the log."""
    plan = peters.told.plan
    link = chain.beginning(plan)
    for seq, row in enumerate(rows, start=1):
        bound = chain.commitment_to(row["salt"], row["who"], row["scope"], row["grant_id"], row["payload"])
        link = chain.linked(link, seq, row["kind"], row["at"], bound)
        row |= {"seq": seq, "commitment": bound, "hash": link, "mac": bytes(32)}
    # In the places there are: consents point at the rows that gave them.
    with peters.db.write() as tx, lifted(tx):
        for row in rows:
            tx.execute(log.update().where(log.c.plan_id == plan, log.c.seq == row["seq"]).values(row))
        tx.execute(log.delete().where(log.c.plan_id == plan, log.c.seq > len(rows)))


def test_peter_sees_that_his_log_is_whole(peters: House, peter: Person) -> None:
    checks(peter)
    is_whole(peter)
    sees(peter, f"Alle {len(rows_of(peters))} linjer er der.")
    press(peter.page, "Hvem har kigget")
    sees(peter, "Listen er hel.")


def test_the_newest_row_is_cut_off_and_peters_phone_says_so(peters: House, peter: Person) -> None:
    checks(peter)
    is_whole(peter)
    newest = len(rows_of(peters))
    with peters.db.write() as tx, lifted(tx):
        tx.execute(log.delete().where(log.c.plan_id == peters.told.plan, log.c.seq == newest))

    press(peter.page, "Tjek igen")

    expect(peter.page.get_by_role("heading", level=1, name="Den nyeste linje mangler i din log")).to_be_visible()
    sees(peter, "Det er ikke noget, du har gjort.")
    sees(peter, f"Linje {newest} er her ikke")
    sees(peter, "Din telefon husker:")


def test_after_a_restore_peters_phone_says_calmly_what_happened_and_the_list_goes_on_when_he_says_so(
    home: House, signed_in: SignedIn
) -> None:
    peter = signed_in("peter")
    everything_is_sent(peter)
    checks(peter)
    is_whole(peter)
    newest = len(rows_of(home))
    with home.db.write() as tx, lifted(tx):
        tx.execute(log.delete().where(log.c.plan_id == home.told.plan, log.c.seq == newest))
    upkeep.renew_epochs(home.db)
    comes_back_to_the_network(peter)
    checks(peter)
    expect(peter.page.get_by_role("heading", level=1, name="Stafet er sat op igen fra en kopi")).to_be_visible()
    sees(peter, f"Linje {newest} er her ikke")
    assert_accessible(peter.page, "a restored log")
    press(main_of(peter), "Brug listen, som den er nu")
    sees(peter, "Hvem har kigget viser nu listen, som den er.")
    home.told.phone("mads")
    looks_at_the_log(peter)
    expect(main_of(peter).get_by_text("Mads Lund").first).to_be_visible()


def test_a_phone_that_only_heard_of_the_newest_row_misses_it(peters: House, peter: Person) -> None:
    newest = len(rows_of(peters))
    until(lambda: newest in heads_of(peter))
    with peters.db.write() as tx, lifted(tx):
        tx.execute(log.delete().where(log.c.plan_id == peters.told.plan, log.c.seq == newest))

    checks(peter)

    expect(peter.page.get_by_role("heading", level=1, name="Den nyeste linje mangler i din log")).to_be_visible()


def test_a_look_is_taken_out_and_the_whole_chain_made_anew_and_peters_phone_names_the_row(
    peters: House, peter: Person
) -> None:
    checks(peter)
    is_whole(peter)
    rows = rows_of(peters)
    gone = next(row["seq"] for row in rows if row["kind"] == "look" and 1 < row["seq"] < len(rows))
    make_it_anew(peters, [row for row in rows if row["seq"] != gone])

    press(peter.page, "Tjek igen")

    sees(peter, f"Linje {gone} er her ikke")
    sees(peter, "Det er ikke noget, du har gjort.")


def test_a_name_is_changed_and_the_whole_chain_made_anew_and_peters_phone_names_the_row(
    peters: House, peter: Person
) -> None:
    checks(peter)
    is_whole(peter)
    rows = rows_of(peters)
    row = next(row for row in rows if row["kind"] == "look")
    row["payload"] = json.dumps(json.loads(row["payload"]) | {"name": "En anden"}).encode()
    make_it_anew(peters, rows)

    press(peter.page, "Tjek igen")

    expect(peter.page.get_by_role("heading", level=1, name="En linje i din log er lavet om")).to_be_visible()
    sees(peter, f"Linje {row['seq']} er lavet om")


def test_what_the_phone_saw_can_be_kept_and_says_nothing_of_the_plan(peters: House, peter: Person) -> None:
    checks(peter)
    is_whole(peter)
    with peters.db.write() as tx, lifted(tx):
        tx.execute(log.delete().where(log.c.plan_id == peters.told.plan, log.c.seq == len(rows_of(peters))))
    press(peter.page, "Tjek igen")
    # A browser without the phone's own sheet saves a file.
    peter.page.evaluate("navigator.canShare = undefined")

    with peter.page.expect_download() as saved:
        press(peter.page, "Gem det, telefonen så")

    text = saved.value.path().read_text()
    assert json.loads(text)["heads"]
    assert "Karen" not in text
    assert "payload" not in text


def test_the_list_can_be_read_without_a_network_as_it_was_last_seen(peters: House, peter: Person) -> None:
    peter.wait_for_the_worker()
    looks_at_the_log(peter)
    expect(main_of(peter).get_by_text("Læste").first).to_be_visible()
    with peter.offline():
        peter.page.reload()
        sees(peter, "Du er ikke på nettet. Listen er fra")
        expect(main_of(peter).get_by_text("Læste").first).to_be_visible()
        press(main_of(peter), "Person")
        expect(main_of(peter).get_by_text("Sidst").first).to_be_visible()


def until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.1)


def heads_of(person: Person) -> list[int]:
    numbers: list[int] = person.page.evaluate(
        """async () => {
          const name = (await indexedDB.databases()).map((one) => one.name).find((one) => one.startsWith("stafet-"));
          const open = await new Promise((go) => {
            const asked = indexedDB.open(name);
            asked.onsuccess = () => go(asked.result);
          });
          const rows = await new Promise((go) => {
            const asked = open.transaction("heads").objectStore("heads").getAll();
            asked.onsuccess = () => go(asked.result);
          });
          open.close();
          return rows.map((row) => row.seq);
        }"""
    )
    return numbers


def test_a_receipt_is_saved_and_the_real_command_accepts_it_and_no_changed_byte(
    peters: House, peter: Person, tmp_path: Path
) -> None:
    karen = peters.told.member("Karen Møller")
    peter.wait_for_the_worker()
    peter.goto(f"/consents/receipt/{peters.told.grant(karen, 'safety')}")
    sees(peter, "Ægte. Din telefon har tjekket den.")
    peter.page.evaluate("navigator.canShare = undefined")

    with peter.page.expect_download() as saved:
        press(peter.page, "Gem eller send")

    file = tmp_path / "receipt.json"
    file.write_bytes(saved.value.path().read_bytes())
    key = peter.context.request.get(f"{peter.home}/api/receipt-key").json()["publicKey"]
    assert verify(file, key).startswith("Genuine")
    data = file.read_bytes()
    file.write_bytes(data.replace(b'"verb":"respond"', b'"verb":"edit"'))
    assert file.read_bytes() != data
    assert verify(file, key).startswith("NOT genuine")
    with peter.offline():
        peter.page.reload()
        sees(peter, "Ægte. Din telefon har tjekket den.")


def test_a_stop_in_a_dead_zone_shows_both_times_and_the_look_in_between(peters: House, peter: Person) -> None:
    peter.wait_for_the_worker()
    with peter.offline():
        press(main_of(peter), "Hvem må se hvad")
        press(main_of(peter), "Stop for Jonas: Det, jeg har brug for")
        sees(peter, "Telefonen sender det først af alt")
        peters.passed = timedelta(minutes=20)
        peters.told.phone("jonas")
    everything_is_sent(peter)

    looks_at_the_log(peter)

    sees(peter, "Du stoppede for Jonas: Det, jeg har brug for")
    expect(main_of(peter).get_by_text(re.compile(r"Du trykkede kl\.\s[\d.]+ på telefonen"))).to_be_visible()
    expect(
        main_of(peter).get_by_text(re.compile(r"Du sagde stop kl\.\s[\d.]+\. Vi fik det at vide kl\.\s[\d.]+"))
    ).to_be_visible()


def verify(file: Path, key: str) -> str:
    command = [sys.executable, "-m", "stafet", "verify", "receipt", str(file), "--key", key]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout
