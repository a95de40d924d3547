"""What is left to somebody of their own words when the part they stand in has closed: the days (C16)."""

from datetime import date, datetime

import sqlalchemy as sa

from stafet.domain.consents import Access
from stafet.store.prepared import Prepared
from stafet.store.tables import item

_written_by = Prepared(
    sa.select(item.c.at, item.c.scope, item.c.member_id, item.c.body.is_not(None))
    .where(item.c.plan_id == sa.bindparam("plan"), item.c.by == sa.bindparam("me", type_=item.c.by.type))
    .order_by(item.c.at.desc())
)


def days_out_of_sight(tx: sa.Connection, access: Access) -> list[datetime]:
    """When this member wrote what they may not read now: one moment of each day, the latest first (C16).

    What was removed since counts too: that it is gone is nobody's to be told.
    """
    if access.member is None or not access.member.is_here:
        return []
    me = access.member.id
    days: dict[date, datetime] = {}
    for at, scope, named, lives in _written_by.rows(tx, {"plan": access.plan, "me": me}):
        # An agreement that names them is theirs to read wherever it stands.
        if not access.sees(scope) and not (lives and named == me):
            days.setdefault(at.date(), at)
    return list(days.values())
