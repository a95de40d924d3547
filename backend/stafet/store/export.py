"""Everything the database holds of one plan and its citizen, table by table, for the citizen to take out (C25).

Made from the tables themselves: a new table or column is in it, or stands below with the reason why not.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from stafet.domain.consents import Access
from stafet.domain.ids import PersonId
from stafet.store import items
from stafet.store import log as stored_log
from stafet.store.plan_keys import seal_of, seal_of_house
from stafet.store.sealed_columns import OF_TABLE
from stafet.store.tables import (
    delivery,
    item,
    item_version,
    log,
    meeting_proposal,
    metadata,
    person,
    plan,
    reminder,
)
from stafet.store.types import Sealed

LEFT_OUT: dict[str, str] = {
    "sign_in_attempt": "lives ten minutes, while somebody is at the identity provider",
    "consent_text": "the same for everybody; the words that were said yes to stand in the log",
    "house_key": "belongs to the house and to nobody",
    "plan_key": "opens the plan's words where they lie sealed; here they are open",
    "session.token_hash": "of the secret that keeps a device signed in",
    "session.device_hash": "of the secret a device is recognised by",
    "known_device.device_hash": "of the secret a device is recognised by",
    "push_subscription.endpoint": "whoever has it can send to the phone",
    "push_subscription.p256dh": "whoever has it can send to the phone",
    "push_subscription.auth": "whoever has it can send to the phone",
    "calendar_feed.token_hash": "of the secret in the calendar's link",
    "invitation.token_hash": "of the secret that opens an invitation",
    "invitation.code_hash": "of the secret that opens an invitation",
}
"""What is not taken out: a table, or one column of it, and why."""

Row = dict[str, Any]

PLAN_TABLES = tuple(table for table in metadata.sorted_tables if "plan_id" in table.c and table.name not in LEFT_OUT)
PERSON_TABLES = tuple(
    table
    for table in metadata.sorted_tables
    if "person_id" in table.c and "plan_id" not in table.c and table.name not in LEFT_OUT
)


def everything(tx: sa.Connection, access: Access, citizen: PersonId) -> dict[str, list[Row]]:
    """Each table's rows, under the table's name as it is written in JSON. The citizen's alone."""
    if not access.is_citizen:
        raise PermissionError("only the citizen takes a plan out")
    own = access.plan
    opened = _opener(tx, access)
    found: dict[str, list[Row]] = {
        "person": _rows(tx, person, person.c.id == citizen, opened),
        "plan": _rows(tx, plan, plan.c.id == own, opened),
    }
    for table in PLAN_TABLES:
        found[_camel(table.name)] = _rows(tx, table, table.c.plan_id == own, opened)
    for table in PERSON_TABLES:
        found[_camel(table.name)] = _rows(tx, table, table.c.person_id == citizen, opened)
    sent = sa.select(reminder.c.id).where(reminder.c.plan_id == own)
    found["delivery"] = _rows(tx, delivery, delivery.c.reminder_id.in_(sent), opened)
    return found


def columns_of(table: sa.Table) -> list[sa.Column[Any]]:
    """The columns that are taken out."""
    return [column for column in table.c if f"{table.name}.{column.name}" not in LEFT_OUT]


Opened = Callable[[sa.Table, str, sa.Row[Any]], object]


def _opener(tx: sa.Connection, access: Access) -> Opened:
    """Opens what is sealed: the words of items, as they stand and as they stood; names; what the log says."""
    seal, house = seal_of(tx, access.plan), seal_of_house(tx)
    scopes = dict(tx.execute(sa.select(item.c.id, item.c.scope).where(item.c.plan_id == access.plan)).all())

    def opened(table: sa.Table, name: str, row: sa.Row[Any]) -> object:
        if getattr(row, name) is None:
            return None
        if table is log:
            salt, payload = stored_log.opened(tx, access.plan, row.seq, row.salt, row.payload)
            return _unpacked(payload) if name == "payload" else as_json(salt)
        if table in (item, item_version):
            item_id, since = (row.id, row.changed_at or row.at) if table is item else (row.item_id, row.at)
            return _unpacked(seal.open(scopes[item_id], items.place_of_body(item_id, since), row.body))
        text = OF_TABLE[table.name].opened(seal if "plan_id" in table.c else house, row, name)
        return _unpacked(text) if table is meeting_proposal and name == "body" else text

    return opened


def _rows(tx: sa.Connection, table: sa.Table, whose: sa.ColumnElement[bool], opened: Opened) -> list[Row]:
    columns = columns_of(table)
    # Once for each column and not for each row: a plan of years has ten thousand rows in its log.
    plain = [
        (number, _camel(column.name), READ_AS.get(f"{table.name}.{column.name}", as_json))
        for number, column in enumerate(columns)
        if not _lies_sealed(column)
    ]
    sealed = [(_camel(column.name), column.name) for column in columns if _lies_sealed(column)]
    # In the order of the keys, which is how they were made: the same plan gives the same file.
    rows = tx.execute(sa.select(*columns).where(whose).order_by(*table.primary_key.columns)).all()
    told = []
    for row in rows:
        one = {name: read(row[number]) for number, name, read in plain}
        one.update((name, opened(table, column, row)) for name, column in sealed)
        told.append(one)
    return told


def _lies_sealed(column: sa.Column[Any]) -> bool:
    # A row of the log has its salt in the same seal as what it says.
    return isinstance(column.type, Sealed) or column is log.c.salt


def as_json(value: object) -> object:
    """A value of a column, as it stands in the file."""
    if isinstance(value, datetime):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value


def _unpacked(value: str | bytes | None) -> object:
    """What is kept as JSON stands in the file as what it says."""
    return msgspec.json.decode(value) if value else None


READ_AS: dict[str, Callable[[Any], object]] = {
    f"{item.name}.versions": _unpacked,
    "reminder_choice.minutes_before": _unpacked,
}


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other.title() for other in others)
