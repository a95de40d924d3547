"""Sealing what is there: plain texts of before 0.2.0, and texts under a key that is to be left behind.

One plan in one transaction: whenever it is ended, each plan is as it was, or sealed whole.
"""

from datetime import datetime

import sqlalchemy as sa

from stafet.domain.ids import PlanId
from stafet.store import log, plan_keys
from stafet.store.items import place_of_body
from stafet.store.plan_keys import Turned
from stafet.store.sealed_columns import OF_PLANS, OF_THE_HOUSE
from stafet.store.tables import house_key, item, item_version, plan, plan_key


def plain_plans(tx: sa.Connection) -> list[PlanId]:
    """Plans that have never been sealed."""
    return [PlanId(id_) for id_ in tx.execute(sa.select(plan.c.id).where(plan.c.key_version == 0)).scalars()]


def keyed_plans(tx: sa.Connection, made_before: datetime) -> list[PlanId]:
    """Plans whose newest key was made before this moment, those with the oldest first."""
    made = sa.func.max(plan_key.c.made_at)
    query = sa.select(plan_key.c.plan_id).group_by(plan_key.c.plan_id).having(made < made_before)
    return [PlanId(id_) for id_ in tx.execute(query.order_by(made, plan_key.c.plan_id)).scalars()]


def seal_plan(tx: sa.Connection, plan_id: PlanId, now: datetime) -> None:
    """Give a plan of before its first key, and seal everything that was written in it."""
    if _locked_version(tx, plan_id) == 0:
        _turn(tx, plan_id, 1, now)


def renew_key(tx: sa.Connection, plan_id: PlanId, now: datetime) -> bool:
    """Give a plan a new key, seal everything in it anew, and destroy the old one. False: it was erased meanwhile."""
    version = _locked_version(tx, plan_id)
    if version == 0:
        return False
    _turn(tx, plan_id, version + 1, now)
    plan_keys.leave_behind(tx, plan_id, version)
    return True


def _locked_version(tx: sa.Connection, plan_id: PlanId) -> int:
    found = sa.select(plan.c.key_version).where(plan.c.id == plan_id).with_for_update()
    version: int = tx.execute(found).scalar_one_or_none() or 0
    return version


def _turn(tx: sa.Connection, plan_id: PlanId, version: int, now: datetime) -> None:
    plan_keys.add(tx, plan_id, version, now)
    turned = Turned(plan_keys.seal_of(tx, plan_id))
    _turn_items(tx, plan_id, turned)
    log.turn(tx, plan_id, turned)
    for columns in OF_PLANS:
        columns.turn(tx, turned, columns.table.c.plan_id == plan_id)


def is_complete(tx: sa.Connection) -> bool:
    """Whether nothing is left in plain text."""
    return bool(tx.execute(sa.select(house_key.c.complete)).scalar_one_or_none())


def seal_house(tx: sa.Connection) -> int:
    """Seal what belongs to no plan, and note that nothing is left in plain text: from now on it would be refused."""
    turned = Turned(plan_keys.seal_of_house(tx))
    rows = sum(columns.turn(tx, turned) for columns in OF_THE_HOUSE)
    tx.execute(house_key.update().values(complete=True))
    return rows


def _turn_items(tx: sa.Connection, plan_id: PlanId, turned: Turned) -> None:
    """Seal every body of a plan anew. `turned` is told scope, place and what lies there."""
    since = sa.func.coalesce(item.c.changed_at, item.c.at)
    bodies = tx.execute(
        sa.select(item.c.id, item.c.scope, since, item.c.body).where(
            item.c.plan_id == plan_id, item.c.body.is_not(None)
        )
    ).all()
    for id_, scope, at, body in bodies:
        new = turned(scope, place_of_body(id_, at), body)
        tx.execute(item.update().where(item.c.plan_id == plan_id, item.c.id == id_).values(body=new))
    versions = tx.execute(
        sa.select(item_version.c.item_id, item_version.c.rev, item.c.scope, item_version.c.at, item_version.c.body)
        .join(item, sa.and_(item.c.plan_id == item_version.c.plan_id, item.c.id == item_version.c.item_id))
        .where(item_version.c.plan_id == plan_id)
    ).all()
    for id_, rev, scope, at, body in versions:
        key = (item_version.c.plan_id == plan_id, item_version.c.item_id == id_, item_version.c.rev == rev)
        tx.execute(item_version.update().where(*key).values(body=turned(scope, place_of_body(id_, at), body)))
