"""The heads of a plan's scopes move into its own row

Revision: 0005
After: 0004
Made: 2026-11-26 07:30:00
"""

import json
from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

plan = sa.table("plan", sa.column("id", sa.String), sa.column("heads", sa.Text))
scope_head = sa.table(
    "scope_head", sa.column("plan_id", sa.String), sa.column("scope", sa.String), sa.column("rev", sa.BigInteger)
)


def upgrade() -> None:
    """One row is read instead of one for each scope."""
    op.add_column("plan", sa.Column("heads", sa.Text(), nullable=False, server_default="{}"))
    connection = op.get_bind()
    rows = connection.execute(sa.select(scope_head).order_by(scope_head.c.plan_id, scope_head.c.scope)).all()
    for plan_id, heads in groupby(rows, key=lambda row: row.plan_id):
        told = json.dumps({row.scope: row.rev for row in heads}, separators=(",", ":"))
        connection.execute(plan.update().where(plan.c.id == plan_id).values(heads=told))
    op.drop_table("scope_head")


def downgrade() -> None:
    """A row for each scope again."""
    made = op.create_table(
        "scope_head",
        sa.Column("plan_id", sa.String(length=36), nullable=False),
        sa.Column("scope", sa.String(length=60), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_scope_head_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "scope", name=op.f("pk_scope_head")),
    )
    connection = op.get_bind()
    rows = [
        {"plan_id": row.id, "scope": scope, "rev": rev}
        for row in connection.execute(sa.select(plan)).all()
        for scope, rev in json.loads(row.heads).items()
    ]
    if rows:
        op.bulk_insert(made, rows)
    op.drop_column("plan", "heads")
