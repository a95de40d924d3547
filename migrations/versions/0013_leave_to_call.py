"""Leave to call: who may call whom about the citizen, about what, and until when

Revision: 0013
After: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.String(length=36)
MOMENT = sa.DateTime(timezone=True)
DAY = sa.String(length=10)
ASKED = sa.text("state = 'asked' AND asked_by <> 'citizen'")


def upgrade() -> None:
    """Nobody has been asked for one."""
    op.create_table(
        "call",
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("caller", ID, nullable=False),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("whom", sa.LargeBinary(), nullable=True),
        sa.Column("whom_member", ID, nullable=True),
        sa.Column("about", sa.LargeBinary(), nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.Column("visit", sa.Boolean(), nullable=False),
        sa.Column("until_asked", DAY, nullable=False),
        sa.Column("state", DAY, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("word", sa.LargeBinary(), nullable=True),
        sa.Column("grant_id", ID, nullable=True),
        sa.Column("talked_on", DAY, nullable=False),
        sa.Column("talked_by", ID, nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state in ('asked','yes','no','gone')", name="state"),
        sa.CheckConstraint("(state = 'yes') = (grant_id is not null)", name="yes_is_a_consent"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_call_plan_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["plan_id", "caller"], ["member.plan_id", "member.id"], name=op.f("fk_call_plan_id_caller")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "grant_id"], ["grant.plan_id", "grant.id"], name=op.f("fk_call_plan_id_grant_id")
        ),
        sa.PrimaryKeyConstraint("plan_id", "id", name=op.f("pk_call")),
    )
    op.create_index(
        "uq_call_one_question", "call", ["plan_id", "caller"], unique=True, sqlite_where=ASKED, postgresql_where=ASKED
    )


def downgrade() -> None:
    """The consents stay in the log; the cards go."""
    op.drop_table("call")
