"""Every sealed column but the bodies of items: which there are, and what each value is bound to.

A value is bound to its table, its column and its row's key, under the plan's own key or, for what belongs to no plan,
the house's. Bodies have a scope of their own (store/items.py), and what the log says is bound in store/log.py.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from stafet.store.plan_keys import Seal, Turned
from stafet.store.tables import call, device_copy, edit, meeting_proposal, member, person, push_subscription, session


class SealedColumns:
    """The sealed columns of one table. `key` names the columns that tell its rows apart within their plan."""

    def __init__(self, table: sa.Table, names: tuple[str, ...], key: tuple[str, ...] = ("id",)) -> None:
        self.table = table
        self.names = names
        self.key = key
        self._places = {name: f"{table.name}.{name}|" for name in names}

    def seal(self, seal: Seal, key: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """The same values, with those of sealed columns closed."""
        return {
            name: seal.seal(self.table.name, self._places[name] + key, value.encode())
            if name in self._places
            else value
            for name, value in values.items()
        }

    def open(self, seal: Seal, key: str, name: str, value: bytes) -> str:
        """What one column says."""
        return seal.open(self.table.name, self._places[name] + key, value).decode()

    def opened(self, seal: Seal, row: Any, name: str) -> str:
        """What one column of a whole row says."""
        key = "|".join(str(getattr(row, column)) for column in self.key)
        return self.open(seal, key, name, getattr(row, name))

    def turn(self, tx: sa.Connection, turned: Turned, rows: sa.ColumnElement[bool] | None = None) -> int:
        """Seal anew what lies in these rows (all of them when none are named); answers how many rows there are."""
        table = self.table
        plan = [table.c.plan_id] if "plan_id" in table.c else []
        key = [table.c[name] for name in self.key]
        query = sa.select(*plan, *key, *(table.c[name] for name in self.names))
        found = tx.execute(query if rows is None else query.where(rows)).all()
        for row in found:
            own = dict(zip((*plan, *key), row, strict=False))
            bound = "|".join(str(own[column]) for column in key)
            lies = zip(self.names, row[len(own) :], strict=True)
            new = {
                name: turned(table.name, self._places[name] + bound, value) for name, value in lies if value is not None
            }
            tx.execute(table.update().where(*(column == value for column, value in own.items())).values(new))
        return len(found)


MEMBER = SealedColumns(member, ("name", "organisation", "phone", "hours", "signed_in_as"))
CALL = SealedColumns(call, ("whom", "about", "why", "word"))
DEVICE_COPY = SealedColumns(device_copy, ("label",), ("member_id", "device"))
# Of words that may be few and short: whoever has the hash could try.
EDIT = SealedColumns(edit, ("content_hash",))
MEETING_PROPOSAL = SealedColumns(meeting_proposal, ("body", "word"))
PERSON = SealedColumns(person, ("name",))
SESSION = SealedColumns(session, ("label",))
PUSH_SUBSCRIPTION = SealedColumns(push_subscription, ("label",))

OF_PLANS: Iterable[SealedColumns] = (MEMBER, CALL, DEVICE_COPY, EDIT, MEETING_PROPOSAL)
OF_TABLE: Mapping[str, SealedColumns] = {
    columns.table.name: columns
    for columns in (MEMBER, CALL, DEVICE_COPY, EDIT, MEETING_PROPOSAL, PERSON, SESSION, PUSH_SUBSCRIPTION)
}
OF_THE_HOUSE: Iterable[SealedColumns] = (PERSON, SESSION, PUSH_SUBSCRIPTION)
