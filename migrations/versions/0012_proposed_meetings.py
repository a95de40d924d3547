"""Meetings that somebody on the team proposes to the citizen

Revision: 0012
After: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.String(length=36)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Nobody has proposed one yet."""
    op.add_column("member", sa.Column("proposals_rev", sa.BigInteger(), nullable=True))
    op.create_table(
        "meeting_proposal",
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("meeting_id", ID, nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("word", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("state in ('waiting','meeting','declined','taken_back','ended')", name="state"),
        sa.CheckConstraint("(state = 'waiting') = (answered_at is null)", name="answered_once"),
        sa.CheckConstraint("(state = 'meeting') = (meeting_id is not null)", name="became_one"),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_meeting_proposal_plan_id_plan"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "member_id"],
            ["member.plan_id", "member.id"],
            name=op.f("fk_meeting_proposal_plan_id_member"),
        ),
        sa.PrimaryKeyConstraint("plan_id", "id", name=op.f("pk_meeting_proposal")),
    )


def downgrade() -> None:
    """What waits is forgotten; what became a meeting is one."""
    op.drop_table("meeting_proposal")
    op.drop_column("member", "proposals_rev")
