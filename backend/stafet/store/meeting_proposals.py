"""Meetings that somebody on the team proposes. Its author and the citizen have each; nobody else (A2)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from stafet.domain.consents import Access
from stafet.domain.ids import ItemId, MemberId, PlanId
from stafet.domain.proposals import Proposal, State
from stafet.store.plan_keys import seal_of
from stafet.store.sealed_columns import MEETING_PROPOSAL
from stafet.store.tables import meeting_proposal, member

_decode = msgspec.json.Decoder(Proposal).decode
_encode = msgspec.json.Encoder().encode

_COLUMNS = (
    meeting_proposal.c.id, meeting_proposal.c.member_id, meeting_proposal.c.state, meeting_proposal.c.at,
    meeting_proposal.c.rev, meeting_proposal.c.meeting_id, meeting_proposal.c.body, meeting_proposal.c.word,
)  # fmt: skip


class ProposalRow(msgspec.Struct, frozen=True):
    """One proposal. `meeting`: the one it became. `word`: what the citizen said with a no."""

    id: ItemId
    member: MemberId
    state: State
    at: datetime
    rev: int
    meeting: ItemId | None
    proposal: Proposal
    word: str


def add(
    tx: sa.Connection, *, plan_id: PlanId, proposal_id: ItemId, author: MemberId, proposal: Proposal, rev: int,
    now: datetime,
) -> None:  # fmt: skip
    """Keep one that waits for the citizen."""
    words = {"body": _encode(proposal).decode(), "word": ""}
    tx.execute(
        meeting_proposal.insert().values(
            plan_id=plan_id, id=proposal_id, member_id=author, state="waiting", at=now, rev=rev,
            **MEETING_PROPOSAL.seal(seal_of(tx, plan_id), proposal_id, words),
        )
    )  # fmt: skip
    _tell(tx, plan_id, author, rev)


def find(tx: sa.Connection, access: Access, proposal_id: ItemId) -> ProposalRow | None:
    """The proposal of this id, for its author or the citizen."""
    found = _rows(tx, access, meeting_proposal.c.id == proposal_id)
    return found[0] if found else None


def of(tx: sa.Connection, access: Access) -> list[ProposalRow]:
    """Those this person may have: the citizen all that wait, a member their own, oldest first."""
    wanted = meeting_proposal.c.state == "waiting" if access.is_citizen else sa.true()
    return _rows(tx, access, wanted)


def _rows(tx: sa.Connection, access: Access, which: sa.ColumnElement[bool]) -> list[ProposalRow]:
    query = sa.select(*_COLUMNS).where(meeting_proposal.c.plan_id == access.plan, which)
    if access.member is not None:
        query = query.where(meeting_proposal.c.member_id == access.member.id)
    rows = tx.execute(query.order_by(meeting_proposal.c.at, meeting_proposal.c.id)).all()
    return [_of_row(tx, access.plan, row) for row in rows]


def _of_row(tx: sa.Connection, plan_id: PlanId, row: Sequence[Any]) -> ProposalRow:
    id_, author, state, at, rev, meeting, body, word = row
    seal = seal_of(tx, plan_id)
    proposal = _decode(MEETING_PROPOSAL.open(seal, id_, "body", body))
    return ProposalRow(id_, author, state, at, rev, meeting, proposal, MEETING_PROPOSAL.open(seal, id_, "word", word))


def close(
    tx: sa.Connection,
    *,
    plan_id: PlanId,
    row: ProposalRow,
    state: State,
    rev: int,
    now: datetime,
    word: str = "",
    meeting: ItemId | None = None,
) -> None:
    """It waits no longer: this came of it."""
    sealed = MEETING_PROPOSAL.seal(seal_of(tx, plan_id), row.id, {"word": word})
    this = sa.and_(meeting_proposal.c.plan_id == plan_id, meeting_proposal.c.id == row.id)
    became = {"state": state, "rev": rev, "answered_at": now, "meeting_id": meeting}
    tx.execute(meeting_proposal.update().where(this).values(**became, **sealed))
    _tell(tx, plan_id, row.member, rev)


def are_waiting(tx: sa.Connection, plan_id: PlanId, author: MemberId | None) -> list[ItemId]:
    """Which wait, of one member's or of everybody's. Ids only: to end them nothing is read."""
    query = sa.select(meeting_proposal.c.id).where(
        meeting_proposal.c.plan_id == plan_id, meeting_proposal.c.state == "waiting"
    )
    if author is not None:
        query = query.where(meeting_proposal.c.member_id == author)
    return list(tx.execute(query).scalars())


def end(tx: sa.Connection, plan_id: PlanId, ids: Sequence[ItemId], *, rev: int, now: datetime) -> None:
    """These wait no longer, without an answer."""
    these = sa.and_(meeting_proposal.c.plan_id == plan_id, meeting_proposal.c.id.in_(ids))
    tx.execute(meeting_proposal.update().where(these).values(state="ended", rev=rev, answered_at=now))
    authors = sa.select(meeting_proposal.c.member_id).where(these)
    tx.execute(member.update().where(member.c.plan_id == plan_id, member.c.id.in_(authors)).values(proposals_rev=rev))


def _tell(tx: sa.Connection, plan_id: PlanId, author: MemberId, rev: int) -> None:
    """The author's place says how new their proposals are: no sync has a question of its own about them."""
    tx.execute(member.update().where(member.c.plan_id == plan_id, member.c.id == author).values(proposals_rev=rev))
