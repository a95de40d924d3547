"""Keys of plans and of the house; bodies become bytes, which `stafet migrate` seals afterwards

Revision: 0004
After: 0003
Made: 2026-11-26 07:30:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was text is the same text as bytes. Sealing needs keys, and so is done by the program, not here."""
    op.create_table(
        "plan_key",
        sa.Column("plan_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("master_id", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_key_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "version", name=op.f("pk_plan_key")),
    )
    op.create_table(
        "house_key",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("master_id", sa.String(length=16), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_house_key")),
    )
    op.add_column("plan", sa.Column("key_version", sa.Integer(), server_default="0", nullable=False))
    # Not by building the table anew: others point at it, and SQLite would take them along.
    op.add_column("item", sa.Column("sealed", sa.LargeBinary(), nullable=True))
    op.execute(f"UPDATE item SET sealed = {_bytes('body')}")  # noqa: S608 - our own words
    op.drop_column("item", "body")
    op.alter_column("item", "sealed", new_column_name="body")
    with op.batch_alter_table("item_version", schema=None) as batch_op:
        batch_op.alter_column(
            "body",
            existing_type=sa.Text(),
            type_=sa.LargeBinary(),
            existing_nullable=False,
            postgresql_using=_bytes("body"),
        )


def _bytes(column: str) -> str:
    if op.get_bind().dialect.name == "sqlite":
        return f"CAST({column} AS BLOB)"
    return f"convert_to({column}, 'UTF8')"


def _text(column: str) -> str:
    if op.get_bind().dialect.name == "sqlite":
        return f"CAST({column} AS TEXT)"
    return f"convert_from({column}, 'UTF8')"


def downgrade() -> None:
    """Only for a database without plans: what is sealed cannot be made text again without its keys."""
    if op.get_bind().execute(sa.text("SELECT count(*) FROM plan_key")).scalar_one():
        raise RuntimeError("There are sealed plans here. Put back the backup from before the upgrade.")
    with op.batch_alter_table("item_version", schema=None) as batch_op:
        batch_op.alter_column(
            "body",
            existing_type=sa.LargeBinary(),
            type_=sa.Text(),
            existing_nullable=False,
            postgresql_using=_text("body"),
        )
    op.add_column("item", sa.Column("opened", sa.Text(), nullable=True))
    op.execute(f"UPDATE item SET opened = {_text('body')}")  # noqa: S608 - our own words
    op.drop_column("item", "body")
    op.alter_column("item", "opened", new_column_name="body")
    op.drop_column("plan", "key_version")
    op.drop_table("house_key")
    op.drop_table("plan_key")
