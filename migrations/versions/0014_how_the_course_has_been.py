"""When the citizen asked somebody on the team how the course has been

Revision: 0014
After: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has been asked yet."""
    op.add_column("member", sa.Column("course_asked_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """What was answered stays; who has not answered is not asked any more."""
    op.drop_column("member", "course_asked_at")
