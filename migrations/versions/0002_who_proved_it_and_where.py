"""When a person last proved who they are, and on which devices they have signed in before

Revision: 0002
After: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Sessions from before have proved nothing: the first act that asks for it sends them to the provider."""
    op.create_table(
        "known_device",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("device_hash", sa.String(length=64), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_known_device_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "device_hash", name=op.f("pk_known_device")),
    )
    op.add_column("session", sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("session", sa.Column("device_hash", sa.String(length=64), nullable=True))
    op.add_column("sign_in_attempt", sa.Column("person_id", sa.String(length=36), nullable=True))


def downgrade() -> None:
    """Everybody stays signed in; what was proved and which devices are known is forgotten."""
    op.drop_column("sign_in_attempt", "person_id")
    op.drop_column("session", "device_hash")
    op.drop_column("session", "proved_at")
    op.drop_table("known_device")
