"""Plans as they look after half a year: 500 items in 24 scopes, ten members, sixty consents."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from stafet.domain.chain import moment
from stafet.domain.ids import PlanId, random_id
from stafet.domain.log import ConsentAct, Entry
from stafet.identity.demo import DEMO_ISSUER
from stafet.identity.tokens import token_hash
from stafet.store import items, log, plan_keys, tables
from stafet.store.engine import Database, Transaction
from stafet.store.sealed_columns import MEMBER, PERSON, SESSION

ITEMS = 500
CHANGED = 20
HELD = ITEMS - CHANGED
MEMBERS = 10
HOURS = timedelta(hours=5)
START = datetime(2026, 5, 20, 8, tzinfo=UTC)
SEED = 7

WORDS = [
    "jeg",
    "vil",
    "gerne",
    "kunne",
    "gå",
    "en",
    "tur",
    "om",
    "morgenen",
    "uden",
    "at",
    "det",
    "bliver",
    "for",
    "meget",
    "og",
    "ringe",
    "til",
    "min",
    "søster",
    "når",
    "dagen",
    "er",
    "lang",
    "så",
    "hjælper",
    "det",
    "at",
    "have",
    "noget",
    "at",
    "stå",
    "op",
    "til",
    "og",
    "at",
    "nogen",
    "ved",
    "hvordan",
    "det",
    "går",
    "med",
    "mig",
    "den",
    "uge",
]


def _uuid7(at: datetime, rng: random.Random) -> str:
    value = (int(at.timestamp() * 1000) << 80) | (0x7 << 76) | (rng.getrandbits(12) << 64) | (0b10 << 62)
    return str(UUID(int=value | rng.getrandbits(62)))


def text(rng: random.Random) -> str:
    """A dream, an answer, a note: five to forty words."""
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(5, 40)))


_rng = random.Random(SEED)  # noqa: S311 - test data
DREAMS = [_uuid7(START + timedelta(hours=hour), _rng) for hour in range(12)]
MEETINGS = [_uuid7(START + timedelta(days=day), _rng) for day in range(6)]
SCOPES = [
    *("strengths", "needs", "agreements", "safety", "wellbeing", "private"),
    *(f"dream:{one}" for one in DREAMS),
    *(f"meeting:{one}" for one in MEETINGS),
]
# The last twenty changes: a meeting was held, a dream was talked about, agreements and a safety plan came of it.
CHANGED_SCOPES = (f"meeting:{MEETINGS[-1]}", f"dream:{DREAMS[-1]}", "agreements", "safety")
OPEN_TO_MEMBER = ("dreams", "agreements", "safety", f"meeting:{MEETINGS[-1]}")
KIND = {"strengths": "strength", "needs": "need", "agreements": "agreement", "safety": "coping",
        "wellbeing": "wellbeing", "private": "private_note", "dream": "goal", "meeting": "agenda_item"}  # fmt: skip


@dataclass(frozen=True)
class Seat:
    """One plan, its citizen's cookie, a member's cookie."""

    plan: str
    citizen: str
    member: str


def _body(kind: str, rng: random.Random, at: datetime) -> str:
    body: dict[str, object] = {"kind": kind}
    if kind == "agreement":
        body |= {"what": text(rng), "responsible": "citizen", "byOn": "2026-12-01", "myPart": "", "theirPart": ""}
        body |= {"state": "agreed"}
    elif kind == "wellbeing":
        body |= {"on": at.date().isoformat(), "text": text(rng)}
    elif kind == "agenda_item":
        body |= {"text": text(rng), "state": "on", "asked": ""}
    else:
        body |= {"text": text(rng)}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _items(plan: str) -> list[dict[str, object]]:
    rng = random.Random(SEED)  # noqa: S311 - test data
    rows = []
    for rev in range(1, ITEMS + 1):
        scope = CHANGED_SCOPES[rev % 4] if rev > HELD else SCOPES[rev % len(SCOPES)]
        kind = KIND[scope.partition(":")[0]]
        at = START + timedelta(hours=rev * 8)
        changed = rev % 3 == 0
        rows.append(
            {
                "plan_id": plan, "id": _uuid7(at, rng), "scope": scope, "kind": kind, "rev": rev,
                "by": "citizen", "voice": "citizen", "at": at, "changed_at": at + HOURS if changed else None,
                "order_key": f"a{rev:04d}", "link_scope": None, "link_item": None, "member_id": None,
                "standing": "open",
                "versions": json.dumps({"text": _uuid7(at + timedelta(hours=5), rng)}) if changed else "",
                "body": _body(kind, rng, at),
            }
        )  # fmt: skip
    return rows


def fill(db: Database, plans: int) -> list[Seat]:
    """So many plans; the first one is made here, the others are copies of it made by the database."""
    now = datetime.now(UTC)
    people: list[dict[str, Any]] = []
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("plan", "session", "member", "grant")}
    seats = []
    heads = {row["scope"]: row["rev"] for row in _items("")} | {"team": 100, "consents": 100}
    told = json.dumps(heads, separators=(",", ":"))
    for number in range(plans):
        plan, citizen = random_id(), random_id()
        people.append(_person(citizen, "citizen", now))
        rows["plan"].append(
            {"id": plan, "citizen_id": citizen, "epoch": random_id(), "rev": ITEMS, "heads": told, "created_at": START}
        )
        cookies = [_session(rows, citizen, now)]
        # Everybody who is asked for anything is the first member of a plan; the other nine are there to be skipped.
        for place in range(MEMBERS if number < 400 else 1):
            person = random_id()
            people.append(_person(person, "professional", now))
            member = _member(rows, plan, person, now)
            if place == 0:
                cookies.append(_session(rows, person, now))
            _grants(rows, plan, member, now)
        seats.append(Seat(plan, *cookies))
    with db.write() as tx:
        house = plan_keys.seal_of_house(tx)
        tx.execute(tables.person.insert(), [PERSON.seal(house, one["id"], one) for one in people])
        tx.execute(tables.plan.insert(), rows["plan"])
        for seat in seats:
            plan_keys.add(tx, PlanId(seat.plan), 1, START)
        tx.execute(tables.session.insert(), [SESSION.seal(house, one["id"], one) for one in rows["session"]])
        members = [MEMBER.seal(plan_keys.seal_of(tx, one["plan_id"]), one["id"], one) for one in rows["member"]]
        tx.execute(tables.member.insert(), members)
        _give(tx, rows["grant"])
        # Ordered by time, as it is written in life: the rows of one plan lie scattered among the others'.
        ordered = sorted(seats, key=lambda seat: seat.plan)
        for plain in _items(seats[0].plan):
            tx.execute(tables.item.insert(), [_sealed(tx, plain, seat.plan) for seat in ordered])
        _beside(tx, ordered)
        key = "INTEGER PRIMARY KEY" if db.is_sqlite else "BIGSERIAL PRIMARY KEY"
        tx.execute(
            sa.text(f"CREATE TABLE bare_look (n {key}, at TEXT, plan_id TEXT, member_id TEXT, scope TEXT, items INT)")
        )
    settle(db)
    return seats


def _sealed(tx: sa.Connection, plain: dict[str, object], plan: str) -> dict[str, object]:
    """The same item as it lies in another plan."""
    since = plain["changed_at"] or plain["at"]
    place = items.place_of_body(str(plain["id"]), since)  # type: ignore[arg-type]  # a row of ours
    body = plan_keys.seal_of(tx, PlanId(plan)).seal(str(plain["scope"]), place, str(plain["body"]).encode())
    return plain | {"plan_id": plan, "body": body}


def _beside(tx: sa.Connection, seats: Sequence[Seat]) -> None:
    """The bare handlers' own items: the same rows in plain text, because they have no keys."""
    tx.execute(sa.text("CREATE TABLE bare_item AS SELECT * FROM item WHERE 1 = 0"))
    if tx.dialect.name == "postgresql":
        tx.execute(sa.text("ALTER TABLE bare_item ALTER COLUMN body TYPE TEXT USING NULL"))
    tx.execute(sa.text("CREATE UNIQUE INDEX bare_item_key ON bare_item (plan_id, id)"))
    tx.execute(sa.text("CREATE INDEX bare_item_rev ON bare_item (plan_id, scope, rev)"))
    bare_item = sa.table("bare_item", *(sa.column(c.name, sa.Text if c.name == "body" else c.type)
                                        for c in tables.item.c))  # fmt: skip
    for plain in _items(""):
        tx.execute(bare_item.insert(), [plain | {"plan_id": seat.plan} for seat in seats[:200]])


def beside(url: str, name: str) -> str:
    """Another database of the same PostgreSQL."""
    address = sa.make_url(url)
    with sa.create_engine(address, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
    return address.set(database=name).render_as_string(hide_password=False)


def settle(db: Database) -> None:
    """Let the engine know what it holds, as autovacuum does in time."""
    with db.write() as tx:
        tx.execute(sa.text("ANALYZE"))


def _person(person: str, door: str, now: datetime) -> dict[str, object]:
    return {"id": person, "issuer": DEMO_ISSUER, "subject": person, "door": door, "name": "Peter Holm", "lang": "da",
            "created_at": now}  # fmt: skip


def _session(rows: dict[str, list[dict[str, object]]], person: str, now: datetime) -> str:
    token = random_id() + random_id()[:21]
    rows["session"].append(
        {"id": random_id(), "token_hash": token_hash(token), "person_id": person, "label": "Bench", "created_at": now,
         "last_seen_at": now, "expires_at": now + timedelta(days=1)}
    )  # fmt: skip
    return token


def _member(rows: dict[str, list[dict[str, object]]], plan: str, person: str, now: datetime) -> str:
    member = random_id()
    rows["member"].append(
        {"plan_id": plan, "id": member, "person_id": person, "role": "psychiatry", "name": "Karen Dahl",
         "status": "active", "organisation": "Ambulatorium Vest", "phone": "", "hours": "", "baton_holder": False,
         "signed_in_as": "Karen Dahl", "rev": 50, "at": now}
    )  # fmt: skip
    return member


def _grants(rows: dict[str, list[dict[str, object]]], plan: str, member: str, now: datetime) -> None:
    """Six consents, three of them ended: those that open what was last changed stand."""
    for number, scope in enumerate((*OPEN_TO_MEMBER, "needs", "strengths", "wellbeing")[:6]):
        ended = number >= len(OPEN_TO_MEMBER)
        rows["grant"].append(
            {"plan_id": plan, "id": random_id(), "member_id": member, "scope": scope, "verb": 2, "purpose": "support",
             "valid_from": START, "valid_until": now + timedelta(days=1 if not ended else -1), "rev": 40}
        )  # fmt: skip


def _give(tx: Transaction, grants: list[dict[str, object]]) -> None:
    """Write the grants with the rows of the log that gave them."""
    for plan, some in groupby(grants, key=lambda grant: str(grant["plan_id"])):
        own: list[dict[str, Any]] = list(some)
        entries = [
            Entry(
                kind="given", who="citizen", scope=grant["scope"], grant=grant["id"],
                said=ConsentAct(member=grant["member_id"], name="Karen Dahl", verb="respond", purpose="support",
                                from_=moment(START), until=moment(grant["valid_until"]), words="Ja", words_sha256="",
                                text_id="share-da-1"),
            )
            for grant in own
        ]  # fmt: skip
        last = log.append(tx, PlanId(plan), entries, START)
        for seq, grant in enumerate(own, start=last - len(own) + 1):
            grant["given_seq"] = seq
    tx.execute(tables.grant.insert(), grants)


def creates(
    plan: str, *, at: datetime, rng: random.Random, scopes: Sequence[str] = ("strengths", "needs")
) -> list[dict[str, object]]:
    """25 new items in two scopes, as a phone sends them when it comes back from a long train ride."""
    edits = []
    for number in range(25):
        scope = scopes[0] if number < 13 else scopes[1]
        moment = at + timedelta(milliseconds=number)
        edits.append(
            {"act": "create", "id": _uuid7(moment, rng), "plan": plan, "madeAt": moment.isoformat(), "v": 2,
             "scope": scope, "body": {"kind": KIND[scope], "text": text(rng)}, "order": f"b{number:03d}"}
        )  # fmt: skip
    return edits
