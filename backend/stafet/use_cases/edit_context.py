"""The circumstances edits are applied in, and what becomes of each."""

from datetime import datetime

import msgspec

from stafet.domain.consents import Access
from stafet.domain.ids import ItemId, PersonId
from stafet.store import items
from stafet.store.engine import Transaction
from stafet.store.items import ItemRow, NewItem
from stafet.use_cases.answers import Outcome
from stafet.use_cases.plan_writes import PlanWrite

CITIZEN = "citizen"


class Done(msgspec.Struct, frozen=True):
    """What became of an edit."""

    outcome: Outcome
    rev: int | None = None
    code: str = ""
    kept: list[str] = []


class Edits(msgspec.Struct):
    """The circumstances edits are applied in: one locked plan, one sender, one moment.

    Items of a run of creations wait and are written with one statement. Whatever reads items settles first.
    """

    tx: Transaction
    write: PlanWrite
    access: Access
    person: PersonId
    now: datetime
    taken: set[str]
    """Ids that creations of this batch cannot have any more."""
    waiting: list[NewItem] = []

    def find(self, item_id: ItemId) -> ItemRow | None:
        """An item, if its sender may see it; those that were just made too."""
        self.settle()
        return items.find(self.tx, self.access, item_id)

    def find_held(self, item_id: ItemId) -> ItemRow | None:
        """An agreement that its sender holds; it is with them without any consent on its scope."""
        self.settle()
        me = self.access.member
        held = items.naming(self.tx, self.access.plan, me.id, ("agreement",)) if me is not None else []
        return next((row for row in held if row.id == item_id), None)

    def settle(self) -> None:
        """Write what waits."""
        if self.waiting:
            items.add_all(self.tx, self.waiting)
            self.waiting = []

    @property
    def author(self) -> str:
        """Whose hand it is: "citizen" or the member's id."""
        return self.access.member.id if self.access.member else CITIZEN
