"""What the tables have in common: one list of them, and the columns that are the same in many."""

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = sa.String(36)
SCOPE = sa.String(60)
LINE = sa.String(200)


def plan_column() -> sa.Column[str]:
    """Whose it is: the plan leads every key of its content."""
    return sa.Column("plan_id", ID, sa.ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True)
