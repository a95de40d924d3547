"""Who held the baton when, offers of it, absence with a deputy, and the day a pause is meant to end

Revision: 0010
After: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.String(length=36)
MOMENT = sa.DateTime(timezone=True)
DAY = sa.String(length=10)
OFFERED = sa.text("baton_offered_by IS NOT NULL")
NOW = sa.text("until IS NULL")


def upgrade() -> None:
    """Who holds the baton now has held it, as far as anybody knows, since they joined."""
    for name, kind in (
        ("baton_since", MOMENT),
        ("baton_offered_by", ID),
        ("baton_accepted_at", MOMENT),
        ("baton_no_at", MOMENT),
        ("away_until", DAY),
        ("resume_on", DAY),
        ("stands_in_for", ID),
        ("stands_in_until", DAY),
    ):
        op.add_column("member", sa.Column(name, kind, nullable=True))
    op.create_index(
        "uq_member_one_baton_offer",
        "member",
        ["plan_id"],
        unique=True,
        sqlite_where=OFFERED,
        postgresql_where=OFFERED,
    )
    op.create_table(
        "baton",
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_baton_plan_id_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "member_id", "since", name=op.f("pk_baton")),
    )
    op.create_index("uq_baton_never_two", "baton", ["plan_id"], unique=True, sqlite_where=NOW, postgresql_where=NOW)
    op.execute("UPDATE member SET baton_since = COALESCE(joined_at, at) WHERE baton_holder")
    op.execute(
        "INSERT INTO baton (plan_id, member_id, since) SELECT plan_id, id, baton_since FROM member WHERE baton_holder"
    )


def downgrade() -> None:
    """Who holds the baton stays; who held it before is forgotten."""
    op.drop_table("baton")
    op.drop_index("uq_member_one_baton_offer", "member")
    for name in (
        "stands_in_until", "stands_in_for", "resume_on", "away_until", "baton_no_at", "baton_accepted_at",
        "baton_offered_by", "baton_since",
    ):  # fmt: skip
        op.drop_column("member", name)
