"""What a citizen does with somebody beside them stands in the log with that name (docs/decisions/0048-helped.md)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import msgspec

from stafet.domain.chain import moment
from stafet.domain.edits import EditHead, Show, Withdraw
from stafet.domain.ids import PlanId
from stafet.domain.log import Entry, Helped, HelpedAct
from stafet.domain.scopes import Scope
from stafet.domain.texts import clean
from stafet.store import log
from stafet.store.engine import Transaction
from stafet.use_cases.edit_context import CITIZEN, Edits


class Noted(msgspec.Struct, frozen=True):
    """One part of the plan that one act touched, with one helper."""

    helper: str
    act: HelpedAct
    scope: Scope | None = None
    whom: str = ""


class HelpedWith:
    """What edits of one request were done with help: alike ones become one row, as reads of a part become one look."""

    def __init__(self) -> None:
        self._found: dict[Noted, tuple[int, datetime]] = {}

    def note(self, edit: EditHead, moved: Iterable[Scope], context: Edits) -> None:
        """Only the citizen is helped at their own plan: a member cannot write a line in the citizen's name."""
        helper = clean(edit.helper).strip()
        if not helper or not context.access.is_citizen:
            return
        for scope in _parts(edit, moved):
            one = Noted(helper, _act(edit), scope)
            count, first = self._found.get(one, (0, edit.made_at))
            self._found[one] = (count + 1, min(first, edit.made_at))

    def write_down(self, tx: Transaction, plan_id: PlanId, now: datetime) -> None:
        """In the transaction of the edits themselves."""
        if self._found:
            log.append(tx, plan_id, [_entry(one, *told) for one, told in self._found.items()], now)


def gave(tx: Transaction, plan_id: PlanId, *, helper: str, scopes: Iterable[Scope], now: datetime) -> None:
    """A yes that was given with somebody beside the citizen. The code of the phone was the citizen's own to write."""
    if helper := clean(helper).strip():
        log.append(tx, plan_id, [_entry(Noted(helper, "gave", scope)) for scope in scopes], now)


def let_in(
    tx: Transaction,
    plan_id: PlanId,
    *,
    helper: str,
    act: Literal["said_yes", "invited", "resumed", "trusted"],
    whom: str,
    now: datetime,
) -> None:
    """What stands open to somebody was opened with somebody beside the citizen. Only for acts of the citizen's own."""
    if helper := clean(helper).strip():
        log.append(tx, plan_id, [_entry(Noted(helper, act, whom=whom))], now)


def _parts(edit: EditHead, moved: Iterable[Scope]) -> Iterable[Scope | None]:
    if isinstance(edit, Withdraw):
        return [Scope(edit.scope) if edit.scope else None]
    return [None] if isinstance(edit, Show) else moved


def _act(edit: EditHead) -> HelpedAct:
    return "stopped" if isinstance(edit, Withdraw) else "showed" if isinstance(edit, Show) else "wrote"


def _entry(one: Noted, count: int = 1, first: datetime | None = None) -> Entry:
    said = Helped(name=one.helper, act=one.act, whom=one.whom, count=count, made_at=moment(first) if first else "")
    return Entry(kind="helped", who=CITIZEN, scope=one.scope, said=said)
