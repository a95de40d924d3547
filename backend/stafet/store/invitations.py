"""Invitations: the secret link, stored as a hash, used once."""

from datetime import datetime

import msgspec
import sqlalchemy as sa

from stafet.domain.ids import MemberId, PlanId
from stafet.store.tables import invitation


class InvitationRow(msgspec.Struct, frozen=True):
    """One open invitation."""

    token_hash: str
    plan: PlanId
    member: MemberId
    code_hash: str
    tries_left: int
    expires_at: datetime


def add(
    tx: sa.Connection, *, token_hash: str, plan_id: PlanId, member_id: MemberId, code_hash: str, expires_at: datetime
) -> None:
    """Open one; an earlier one for the same member is closed."""
    close(tx, plan_id, member_id)
    tx.execute(
        invitation.insert().values(
            token_hash=token_hash,
            plan_id=plan_id,
            member_id=member_id,
            code_hash=code_hash,
            tries_left=5,
            expires_at=expires_at,
        )
    )


def find(tx: sa.Connection, token_hash: str) -> InvitationRow | None:
    """The open invitation of this token."""
    row = tx.execute(
        sa.select(
            invitation.c.token_hash,
            invitation.c.plan_id,
            invitation.c.member_id,
            invitation.c.code_hash,
            invitation.c.tries_left,
            invitation.c.expires_at,
        ).where(invitation.c.token_hash == token_hash)
    ).one_or_none()
    return InvitationRow(*row) if row else None


def spend_try(tx: sa.Connection, token_hash: str) -> None:
    """One wrong code. At none left, the link is dead."""
    tx.execute(
        invitation.update().where(invitation.c.token_hash == token_hash).values(tries_left=invitation.c.tries_left - 1)
    )


def close(tx: sa.Connection, plan_id: PlanId, member_id: MemberId) -> None:
    """The member's link works no more."""
    tx.execute(invitation.delete().where(invitation.c.plan_id == plan_id, invitation.c.member_id == member_id))


def close_all(tx: sa.Connection) -> int:
    """No link to any place works any more; answers how many there were."""
    return tx.execute(invitation.delete()).rowcount
