"""Sealing what is there: plain texts of before 0.2.0, and texts under a key that is to be left behind.

One plan in one transaction: whenever it is ended, each plan is as it was, or sealed whole.
"""

from datetime import datetime

import sqlalchemy as sa

from stafet.domain.ids import PlanId
from stafet.store import items, plan_keys
from stafet.store.sealing import is_sealed
from stafet.store.tables import house_key, plan


def plain_plans(tx: sa.Connection) -> list[PlanId]:
    """Plans that have never been sealed."""
    return [PlanId(id_) for id_ in tx.execute(sa.select(plan.c.id).where(plan.c.key_version == 0)).scalars()]


def seal_plan(tx: sa.Connection, plan_id: PlanId, now: datetime) -> None:
    """Give a plan of before its first key, and seal everything that was written in it."""
    version = tx.execute(sa.select(plan.c.key_version).where(plan.c.id == plan_id).with_for_update()).scalar_one()
    if version:
        return
    plan_keys.add(tx, plan_id, 1, now)
    seal = plan_keys.seal_of(tx, plan_id)

    def turned(scope: str, place: str, text: bytes) -> bytes:
        return text if is_sealed(text) else seal.seal(scope, place, text)

    items.turn(tx, plan_id, turned)


def note_complete(tx: sa.Connection) -> None:
    """Nothing is left in plain text: from now on it would be refused."""
    tx.execute(house_key.update().values(complete=True))
