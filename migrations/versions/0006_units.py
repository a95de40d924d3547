"""Units on the team, and a plan that is suspended

Revision: 0006
After: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KIND = "kind in ('person','unit')"
PERSON = "status not in ('awaiting_yes','active') or person_id is not null"
PERSON_OR_UNIT = f"kind = 'unit' or {PERSON}"
NO_PERSON = "kind = 'person' or (person_id is null and unit_id is null and keeps_door is null and not baton_holder)"


def _columns() -> list[sa.Column]:
    return [
        sa.Column("kind", sa.String(length=10), server_default="person", nullable=False),
        sa.Column("unit_id", sa.String(length=36), nullable=True),
        sa.Column("keeps_door", sa.String(length=36), nullable=True),
        sa.Column("invited_by", sa.String(length=36), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
    ]


def upgrade() -> None:
    """Everybody on a team is a person; who is there now has joined."""
    op.add_column("plan", sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("member") as batch:
        batch.drop_constraint(op.f("ck_member_active_has_person"), type_="check")
        for column in _columns():
            batch.add_column(column)
        batch.create_check_constraint(op.f("ck_member_kind"), KIND)
        batch.create_check_constraint(op.f("ck_member_active_has_person"), PERSON_OR_UNIT)
        batch.create_check_constraint(op.f("ck_member_unit_is_no_person"), NO_PERSON)
        for column in ("unit_id", "keeps_door"):
            name = op.f(f"fk_member_plan_id_member_{column}")
            batch.create_foreign_key(name, "member", ["plan_id", column], ["plan_id", "id"])
    in_a_unit = sa.text("unit_id IS NOT NULL")
    op.create_index(
        "ix_member_plan_id_unit_id",
        "member",
        ["plan_id", "unit_id"],
        sqlite_where=in_a_unit,
        postgresql_where=in_a_unit,
    )
    looks_after_one = sa.text("keeps_door IS NOT NULL")
    op.create_index(
        "uq_member_one_doorkeeper",
        "member",
        ["plan_id", "keeps_door"],
        unique=True,
        sqlite_where=looks_after_one,
        postgresql_where=looks_after_one,
    )


def downgrade() -> None:
    """Back again. Units and who was invited into one are gone with their columns."""
    op.execute("DELETE FROM \"grant\" WHERE member_id IN (SELECT id FROM member WHERE kind = 'unit')")
    op.execute("UPDATE member SET unit_id = NULL, keeps_door = NULL")
    op.execute("DELETE FROM member WHERE kind = 'unit'")
    op.drop_index("uq_member_one_doorkeeper", "member")
    op.drop_index("ix_member_plan_id_unit_id", "member")
    with op.batch_alter_table("member") as batch:
        for name in ("unit_id", "keeps_door"):
            batch.drop_constraint(op.f(f"fk_member_plan_id_member_{name}"), type_="foreignkey")
        for name in ("unit_is_no_person", "active_has_person", "kind"):
            batch.drop_constraint(op.f(f"ck_member_{name}"), type_="check")
        for column in _columns():
            batch.drop_column(column.name)
        batch.create_check_constraint(op.f("ck_member_active_has_person"), PERSON)
    op.drop_column("plan", "suspended_at")
