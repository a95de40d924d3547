"""Another master key: every key is wrapped anew, and no text is touched (docs/decisions/0029-sealed-at-rest.md)."""

from collections.abc import Callable

import sqlalchemy as sa

from stafet.store.errors import NotSealedYet, WrongMasterKey
from stafet.store.plan_keys import HOUSE
from stafet.store.sealing import MasterKey
from stafet.store.tables import house_key, plan_key

_AT_A_TIME = 500


def rewrap(tx: sa.Connection, old: MasterKey, new: MasterKey, told: Callable[[int, int], None] | None = None) -> int:
    """Wrap every key with the new master; answers how many were wrapped with the old one until now.

    Each key is opened first, also those that are wrapped with the new one already: one that neither master opens
    stops everything, and nothing has happened.
    """
    house = tx.execute(sa.select(house_key).with_for_update()).one_or_none()
    if house is None or not house.complete:
        raise NotSealedYet
    rows = tx.execute(sa.select(plan_key).with_for_update()).all()
    changed = 0
    wrapped = _rewrapped(old, new, HOUSE, house)
    if wrapped is not None:
        tx.execute(house_key.update().values(wrapped=wrapped, master_id=new.id))
        changed += 1
    one = plan_key.update().where(plan_key.c.plan_id == sa.bindparam("of"), plan_key.c.version == sa.bindparam("which"))
    for start in range(0, len(rows), _AT_A_TIME):
        some = rows[start : start + _AT_A_TIME]
        turned = [(row, _rewrapped(old, new, row.plan_id, row)) for row in some]
        values = [
            {"of": row.plan_id, "which": row.version, "wrapped": wrapped, "master_id": new.id}
            for row, wrapped in turned
            if wrapped is not None
        ]
        if values:
            tx.execute(one, values)
            changed += len(values)
        if told is not None:
            told(start + len(some), len(rows))
    return changed


def _rewrapped(old: MasterKey, new: MasterKey, owner: str, row: sa.Row[tuple[object, ...]]) -> bytes | None:
    """The key as the new master wraps it; None when that has happened already."""
    if row.master_id == new.id:
        new.unwrap(owner, row.version, row.wrapped)
        return None
    if row.master_id != old.id:
        raise WrongMasterKey(f"a key was wrapped with the master key {row.master_id}, not {old.id}")
    return new.wrap(owner, row.version, old.unwrap(owner, row.version, row.wrapped))
