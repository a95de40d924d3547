"""Everything of mine in one file: nothing is missing, nothing is markup, and it is logged first (C25, T23)."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from stafet.domain.consents import citizen_access, member_access
from stafet.domain.export_da import DA
from stafet.domain.export_en import EN
from stafet.domain.items import KINDS, Dream
from stafet.domain.log import KINDS as LOG_KINDS
from stafet.store import export as stored
from stafet.store import members, push_subscriptions, sessions
from stafet.store.push_subscriptions import SubscriptionRow
from stafet.store.tables import calendar_feed, metadata
from stafet.use_cases import baton, calendars, calls, export, reminder_choices
from stafet.use_cases.calls import CallIn
from stafet.use_cases.errors import NotAllowed, NotFound, TooMany
from stafet.use_cases.reminder_choices import ChoicesIn
from tests.factories import a_meeting, an_agreement
from tests.journeys import corpus
from tests.use_cases.test_sign_in import come_in, signed_in
from tests.world import Plan, TeamMember

CANARY = "kanariefugl"


def a_dream(text: str) -> Dream:
    return Dream(text=text)


def taken_out(peter: Plan, *, lang: str = "da") -> str:
    with peter.world.tx() as tx:
        return "".join(export.file_of(tx, plan_id=peter.id, by=peter.owner.id, lang=lang, now=peter.world.now))


def begin(peter: Plan, **other: Any) -> None:
    usual = {"proved_at": peter.world.now, "label": "Chrome, Android", "now": peter.world.now}
    peter.act(export.begin, **usual | other)


def data_of(page: str) -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/json" id="stafet">(.*?)</script>', page, re.DOTALL)
    data: dict[str, Any] = msgspec.json.decode(found)
    return data


@pytest.fixture
def lived_in(peter: Plan, jonas: TeamMember, karen: TeamMember) -> Plan:
    """A plan in which every table has a row."""
    dream = peter.write(a_dream(f"{CANARY} drøm"))
    peter.phone.change(dream, text=f"{CANARY} ny drøm")
    peter.phone.sync()
    meeting = peter.write(a_meeting("2026-12-04T10:00"))
    peter.share(jonas, f"dream:{dream}", verb="respond")
    peter.share(karen, "safety")
    peter.invite_to(meeting, jonas)
    peter.invite("Anne", "gp")
    peter.act(baton.pass_on, member_id=jonas.id, now=peter.world.now)
    peter.act(baton.answer, yes=True, by=jonas.person.id, now=peter.world.now)
    jonas.propose(a_meeting(place=f"{CANARY} sted"), why=f"{CANARY} hvorfor")
    asked = CallIn(whom=f"{CANARY} Kommune", about=f"{CANARY} besøg", caller=jonas.id)
    peter.act(calls.ask, asked=asked, now=peter.world.now)
    for one in (peter, jonas, karen):
        one.phone.sync()
    peter.phone.write("withdraw", member=karen.id)
    peter.phone.sync()
    karen.phone.sync()
    world = peter.world
    token = come_in(world, "Peter")
    session = signed_in(world, token).session.id
    with world.tx() as tx:
        choices = ChoicesIn(minutes_before=[1440, 120], quiet_from="21:00", quiet_until="08:00")
        reminder_choices.choose(tx, person=peter.owner.id, choices=choices, now=world.now)
        calendars.make(tx, person=peter.owner.id, titles="full", origin="https://stafet.example", now=world.now)
        phone = SubscriptionRow(
            id="s" * 22,
            person=peter.owner.id,
            session=session,
            endpoint="https://push.test/secret",
            p256dh="p",
            auth="a",
            label="Telefon",
            created_at=world.now,
            last_reached_at=None,
            failures=0,
        )
        push_subscriptions.put(tx, phone)
        reminder = tx.execute(sa.select(metadata.tables["reminder"].c.id)).scalars().first()
        tx.execute(metadata.tables["delivery"].insert().values(
            reminder_id=reminder, subscription_id="s" * 22, at=world.now))  # fmt: skip
    begin(peter)
    return peter


def test_every_table_there_is_is_taken_out_or_says_why_not() -> None:
    taken = {table.name for table in (*stored.PLAN_TABLES, *stored.PERSON_TABLES)} | {"person", "plan", "delivery"}

    assert {table.name for table in metadata.sorted_tables} - taken - stored.LEFT_OUT.keys() == set()


def test_every_column_that_is_left_out_exists_and_has_its_reason() -> None:
    names = {table.name for table in metadata.sorted_tables}
    names |= {f"{table.name}.{column.name}" for table in metadata.sorted_tables for column in table.c}

    assert stored.LEFT_OUT.keys() <= names
    assert all(len(reason) > 15 for reason in stored.LEFT_OUT.values())


@pytest.mark.parametrize(("by_on", "parked"), [("2026-11-01", True), ("2027-11-01", False)])
def test_an_agreement_that_has_no_day_ahead_any_more_says_so(peter: Plan, by_on: str, parked: bool) -> None:
    peter.write(an_agreement(responsible="citizen", state="agreed", by_on=by_on), "agreements")

    assert (DA.parked in taken_out(peter)) == parked


@pytest.mark.parametrize(("weeks", "quiet"), [(3, True), (1, False)])
def test_that_no_meeting_is_ahead_is_said_when_it_is_long_since_the_last(
    peter: Plan,
    weeks: int,
    quiet: bool,
) -> None:
    day = (peter.world.now - timedelta(weeks=weeks)).date()
    peter.write(a_meeting(f"{day}T10:00", state="held"))

    assert (DA.no_meeting in taken_out(peter)) == quiet


def test_c25_everything_the_database_holds_of_the_plan_is_in_the_file(lived_in: Plan) -> None:
    data = data_of(taken_out(lived_in))

    with lived_in.world.tx() as tx:
        for table in (*stored.PLAN_TABLES, *stored.PERSON_TABLES):
            name = table.name.split("_")[0] + "".join(part.title() for part in table.name.split("_")[1:])
            key = "plan_id" if "plan_id" in table.c else "person_id"
            owner = lived_in.id if key == "plan_id" else lived_in.owner.id
            held = tx.execute(sa.select(table).where(table.c[key] == owner)).mappings().all()
            assert held, f"the test's plan has nothing in {table.name}"
            assert len(data[name]) == len(held), table.name
            for row, told in zip(held, data[name], strict=True) if table.name == "plan" else []:
                assert told["id"] == row["id"]
            assert set(data[name][0]) == {
                column.name.split("_")[0] + "".join(part.title() for part in column.name.split("_")[1:])
                for column in stored.columns_of(table)
            }


def test_the_words_are_open_in_the_file_also_those_from_before(lived_in: Plan) -> None:
    page = taken_out(lived_in)
    data = data_of(page)

    assert [one["body"]["text"] for one in data["item"] if one["kind"] == "dream"] == [f"{CANARY} ny drøm"]
    assert [one["body"]["text"] for one in data["itemVersion"]] == [f"{CANARY} drøm"]
    assert f"<dd>{CANARY} ny drøm</dd>" in page
    assert f"<h3>Jonas må ringe til {CANARY} Kommune</h3>" in page
    assert f"<dd>{CANARY} drøm</dd>" in page


def test_consents_stand_with_the_words_that_were_said_yes_to(lived_in: Plan) -> None:
    page = taken_out(lived_in)

    (given, *_) = [one["payload"] for one in data_of(page)["log"] if one["kind"] == "given"]
    assert given["words"] in page


def test_secrets_are_not_in_the_file(lived_in: Plan) -> None:
    page = taken_out(lived_in)

    assert "https://push.test/secret" not in page
    with lived_in.world.tx() as tx:
        hashes = [
            *tx.execute(sa.select(sessions.session.c.token_hash)).scalars(),
            *tx.execute(sa.select(calendar_feed.c.token_hash)).scalars(),
        ]
    assert len(hashes) >= 2
    assert [one for one in hashes if one in page] == []


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "<!--",
    "]]>",
    "{{7*7}}",
    "&lt;b&gt;",
    "</dd></dl><a href='javascript:alert(1)'>x</a>",
    "alert(1)//",
]
ELEMENTS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "article",
    "dl",
    "dt",
    "dd",
    "script",
}
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "type", "id"}


class Reader(HTMLParser):
    """What a browser makes of the page: elements and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.met: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.met.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_markup(peter: Plan, jonas: TeamMember, text: str) -> None:
    dream = peter.write(a_dream(text))
    peter.share(jonas, f"dream:{dream}")
    peter.invite(text, "gp", organisation=text, hours=text)
    jonas.phone.sync()

    page = taken_out(peter)

    reader = Reader()
    reader.feed(page)
    assert reader.met <= ELEMENTS
    assert reader.attributes <= ATTRIBUTES
    assert text in "".join(reader.texts)
    assert [one["body"]["text"] for one in data_of(page)["item"]] == [text]


def test_none_of_the_hostile_strings_of_the_corpus_is_markup_either(peter: Plan) -> None:
    texts = corpus.packed(4000)
    for text in texts:
        peter.write(Dream(text=text))

    page = taken_out(peter)

    reader = Reader()
    reader.feed(page)
    assert reader.met <= ELEMENTS
    assert reader.attributes <= ATTRIBUTES
    assert page.count("<script") == page.count("</script") == 1
    assert len(data_of(page)["item"]) == len(texts)


def test_the_page_may_load_and_run_nothing(peter: Plan) -> None:
    page = taken_out(peter)

    assert "default-src 'none'" in page
    assert "http://" not in page.split("<body>")[0]
    assert "https://" not in page.split("<body>")[0]


@pytest.mark.parametrize("words", [DA, EN], ids=["da", "en"])
def test_every_kind_and_field_has_words(words: Any) -> None:
    fields = {field.encode_name for kind in KINDS.values() for field in msgspec.structs.fields(kind)}

    assert KINDS.keys() <= words.kinds.keys()
    assert fields <= words.fields.keys()
    assert set(LOG_KINDS) - {"erased"} <= words.acts.keys()
    assert len(words.months) == 12


def test_it_is_written_in_the_log_before_it_leaves(peter: Plan) -> None:
    begin(peter)

    assert [(one["kind"], one["payload"]) for one in data_of(taken_out(peter))["log"]] == [
        ("exported", {"label": "Chrome, Android"})
    ]


def test_it_needs_a_fresh_proof(peter: Plan) -> None:
    with pytest.raises(NotAllowed, match="step_up_needed"):
        begin(peter, proved_at=peter.world.now - timedelta(minutes=6))

    assert data_of(taken_out(peter))["log"] == []


def test_three_times_a_day_and_then_it_waits(peter: Plan) -> None:
    for _ in range(3):
        begin(peter)
        peter.world.later(hours=1)

    with pytest.raises(TooMany) as refused:
        begin(peter)

    assert refused.value.wait == 21 * 3600
    peter.world.later(hours=21)
    begin(peter)


def test_nobody_takes_out_anybody_elses_plan(peter: Plan, jonas: TeamMember) -> None:
    with pytest.raises(NotFound):
        begin(peter, by=jonas.person.id)
    with peter.world.tx() as tx, pytest.raises(NotFound):
        export.file_of(tx, plan_id=peter.id, by=jonas.person.id, lang="da", now=peter.world.now)


def test_the_rows_are_read_with_the_citizens_access_only(peter: Plan, jonas: TeamMember) -> None:
    with peter.world.tx() as tx:
        member = members.find(tx, peter.id, jonas.id)
        assert member is not None
        with pytest.raises(PermissionError):
            stored.everything(tx, member_access(member, [], peter.world.now), peter.owner.id)
    with peter.world.tx() as tx:
        assert stored.everything(tx, citizen_access(peter.id), peter.owner.id)["plan"]


def test_another_persons_private_things_are_not_in_mine(lived_in: Plan, karen: TeamMember) -> None:
    own = lived_in.world.plan(karen.person)
    own.write(a_dream("Karens egen drøm"))

    assert "Karens egen drøm" not in taken_out(lived_in)
