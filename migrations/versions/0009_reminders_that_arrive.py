"""A reminder knows what it was promised for, a device what it shows, a person's quiet hours whose clock they follow

Revision: 0009
After: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Reminders of before were promised for the moment they are due, and for the meeting as it stands."""
    op.add_column(
        "reminder_choice", sa.Column("zone", sa.String(length=64), server_default="Europe/Copenhagen", nullable=False)
    )
    with op.batch_alter_table("push_subscription") as batch:
        batch.add_column(
            sa.Column("minutes_before", sa.String(length=100), server_default="[10080,1440,120]", nullable=False)
        )
        batch.add_column(sa.Column("news", sa.Boolean(), server_default=sa.true(), nullable=False))
    moment = sa.DateTime(timezone=True)
    op.add_column("reminder", sa.Column("meant_for", moment))
    op.add_column("reminder", sa.Column("starts_at", moment))
    op.execute("UPDATE reminder SET meant_for = due_at")
    op.execute(
        "UPDATE reminder SET starts_at = (SELECT meeting.starts_at FROM meeting WHERE meeting.plan_id = "
        "reminder.plan_id AND meeting.id = reminder.meeting_id) WHERE kind = 'meeting'"
    )
    with op.batch_alter_table("reminder") as batch:
        batch.alter_column("meant_for", existing_type=moment, nullable=False)
    with op.batch_alter_table("delivery") as batch:
        batch.add_column(sa.Column("outcome", sa.String(length=20), server_default="reached", nullable=False))
        batch.create_check_constraint(op.f("ck_delivery_outcome"), "outcome in ('reached','waits','refused')")
    op.create_index("ix_delivery_subscription_id", "delivery", ["subscription_id"])


def downgrade() -> None:
    """Back again."""
    op.drop_index("ix_delivery_subscription_id", "delivery")
    op.execute("DELETE FROM delivery WHERE outcome <> 'reached'")
    with op.batch_alter_table("delivery") as batch:
        batch.drop_constraint(op.f("ck_delivery_outcome"), type_="check")
        batch.drop_column("outcome")
    with op.batch_alter_table("reminder") as batch:
        batch.drop_column("starts_at")
        batch.drop_column("meant_for")
    with op.batch_alter_table("push_subscription") as batch:
        batch.drop_column("news")
        batch.drop_column("minutes_before")
    with op.batch_alter_table("reminder_choice") as batch:
        batch.drop_column("zone")
