"""What every example of the model starts from: a plan with a relative and a nurse, a server that can be put back."""

import re
from collections import Counter
from datetime import timedelta

import sqlalchemy as sa
from hypothesis import strategies as st

from stafet.domain.items import Agreement, Coping, Dream, Strength
from stafet.store import tables
from stafet.store.engine import Database
from stafet.store.items import place_of_body
from stafet.store.plan_keys import seal_of
from tests.factories import a_meeting
from tests.model.phone import Json
from tests.support.log_rules import lifted
from tests.world import World

PAGE = 4
PURE_LUCK = ("ok", "ok", "ok", "request lost", "answer lost", "crash before COMMIT", "crash after COMMIT")
CITIZENS = ("phone", "tablet")
MEMBERS = ("karen", "nurse")
EVERYBODY = (*CITIZENS, *MEMBERS)
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
# With points, so that no random id can look like one.
CANARY = re.compile(r"w\.\d+\.w")
LEASE = timedelta(hours=72)
DAYS_30 = timedelta(days=30)
WATCHED = {
    table.name: sa.select(table).order_by(*table.primary_key)
    for table in (tables.item, tables.grant, tables.member, tables.plan, tables.meeting)
}
COUNTS: Counter[str] = Counter()
"""What a run did, for the report of `make soak`."""

picks = st.integers(0, 40)


class Crash(Exception):
    """The server's process ends here."""


class Base:
    """A plan with a relative, a nurse and one meeting, made once by the real acts; every example starts from it.

    The relative has a plan of her own, so one phone of hers speaks for two plans.
    """

    def __init__(self, db: Database) -> None:
        self.db = db
        world = World(db)
        plan = world.plan()
        self.plan, self.citizen = plan.id, plan.owner
        self.people = {"phone": plan.owner, "tablet": plan.owner}
        self.members: dict[str, str] = {}
        team_members = {}
        for name, role in (("karen", "relative"), ("nurse", "psychiatry")):
            member = plan.member(name, role)  # type: ignore[arg-type]
            self.people[name], self.members[name] = member.person, member.id
            team_members[name] = member
        self.meeting = plan.write(a_meeting())
        plan.invite_to(self.meeting, team_members["nurse"])
        dream = plan.write(Dream(text="w.1001.w"))
        plan.write(Strength(text="w.1002.w"), "strengths")
        plan.write(Coping(text="w.1003.w"), "safety")
        promise = Agreement(what="w.1004.w", responsible=self.members["nurse"], state="agreed")
        plan.write(promise, f"dream:{dream}", from_={"scope": f"dream:{dream}", "item": dream})
        plan.share(team_members["karen"], "strengths", verb="respond", days=1)
        plan.share(team_members["nurse"], "safety", verb="edit", days=2)
        own = world.plan(self.people["karen"])
        self.own = own.id
        own.write(Strength(text="w.1005.w"), "strengths")
        self.rows = backup(db)


def backup(db: Database) -> dict[str, list[Json]]:
    """Every row of every table, as a dump holds them."""
    with db.read() as tx:
        return {
            table.name: [dict(row) for row in tx.execute(sa.select(table)).mappings()]
            for table in tables.metadata.sorted_tables
        }


def opened(tx: sa.Connection, row: Json) -> Json:
    """A row of `item` with its words open, as text."""
    if row["body"] is None:
        return row
    place = place_of_body(row["id"], row["changed_at"] or row["at"])
    return row | {"body": seal_of(tx, row["plan_id"]).open(row["scope"], place, row["body"]).decode()}


def put_back(db: Database, rows: dict[str, list[Json]]) -> None:
    """Another history takes the place of this one."""
    with db.write() as tx, lifted(tx):
        for table in reversed(tables.metadata.sorted_tables):
            tx.execute(table.delete())
        for table in tables.metadata.sorted_tables:
            if rows[table.name]:
                tx.execute(table.insert(), rows[table.name])
