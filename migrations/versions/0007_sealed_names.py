"""Names, labels and what the log says become bytes, which `stafet migrate` seals afterwards

A row of the log still cannot be changed, but it may be sealed, and sealed anew: what it says is fixed by its hash.

Revision: 0007
After: 0006
Made: 2026-11-26 08:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LINE, PHONE = sa.String(length=200), sa.String(length=40)
COLUMNS = {
    "person": {"name": LINE},
    "session": {"label": LINE},
    "push_subscription": {"label": LINE},
    "device_copy": {"label": LINE},
    "edit": {"content_hash": sa.String(length=64)},
    "member": {"name": LINE, "organisation": LINE, "phone": PHONE, "hours": LINE, "signed_in_as": LINE},
}


def upgrade() -> None:
    """What was text is the same text as bytes."""
    # Not by building the tables anew: others point at them, and their rules would have to be told once more.
    for table, columns in COLUMNS.items():
        for name in columns:
            op.add_column(table, sa.Column("sealed", sa.LargeBinary(), nullable=True))
            op.execute(f"UPDATE {table} SET sealed = {_bytes(name)}")  # noqa: S608 - our own words
            op.drop_column(table, name)
            op.alter_column(table, "sealed", new_column_name=name)
    for statement in RULES[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Only before anything is sealed: what is sealed cannot be made text again without its keys."""
    if op.get_bind().execute(sa.text("SELECT count(*) FROM house_key")).scalar_one():
        raise RuntimeError("There are sealed names here. Put back the backup from before the upgrade.")
    for statement in BEFORE[op.get_bind().dialect.name]:
        op.execute(statement)
    for table, columns in COLUMNS.items():
        for name, kind in columns.items():
            op.add_column(table, sa.Column("opened", kind, nullable=True))
            op.execute(f"UPDATE {table} SET opened = {_text(name)}")  # noqa: S608 - our own words
            op.drop_column(table, name)
            op.alter_column(table, "opened", new_column_name=name)
            with op.batch_alter_table(table) as batch_op:
                batch_op.alter_column(name, existing_type=kind, nullable=False)


def _bytes(column: str) -> str:
    return f"CAST({column} AS BLOB)" if op.get_bind().dialect.name == "sqlite" else f"convert_to({column}, 'UTF8')"


def _text(column: str) -> str:
    return f"CAST({column} AS TEXT)" if op.get_bind().dialect.name == "sqlite" else f"convert_from({column}, 'UTF8')"


# As in migration 0003, with one thing more that may happen to a row: that it is sealed.

_STANDS = """NEW.plan_id IS OLD.plan_id AND NEW.seq IS OLD.seq AND NEW.kind IS OLD.kind AND NEW.at IS OLD.at
    AND NEW.commitment IS OLD.commitment AND NEW.hash IS OLD.hash AND NEW.mac IS OLD.mac"""
_EMPTIED = "NEW.who IS '' AND NEW.scope IS NULL AND NEW.grant_id IS NULL AND NEW.salt IS NULL AND NEW.payload IS NULL"
_SEALED = """NEW.who IS OLD.who AND NEW.scope IS OLD.scope AND NEW.grant_id IS OLD.grant_id AND NEW.salt = x''
    AND OLD.payload IS NOT NULL AND substr(NEW.payload, 1, 1) = x'01'"""


def _sqlite(may: str) -> tuple[str, ...]:
    rule = f"""CREATE TRIGGER log_stands BEFORE UPDATE ON log WHEN NOT ({_STANDS} AND ({may}))
        BEGIN SELECT RAISE(ABORT, 'a row of the log is never changed, only emptied'); END"""
    return ("DROP TRIGGER log_stands", rule)


def _postgresql(may: str) -> tuple[str, ...]:
    rules = f"""CREATE OR REPLACE FUNCTION log_rules() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'INSERT' THEN
            IF NEW.seq IS DISTINCT FROM (SELECT COALESCE(MAX(seq), 0) + 1 FROM log WHERE plan_id = NEW.plan_id) THEN
              RAISE integrity_constraint_violation
                USING MESSAGE = 'a row of the log is added at its end, and nowhere else';
            END IF;
            RETURN NEW;
          END IF;
          IF TG_OP = 'UPDATE' THEN
            IF NEW.plan_id = OLD.plan_id AND NEW.seq = OLD.seq AND NEW.kind = OLD.kind AND NEW.at = OLD.at
            AND NEW.commitment = OLD.commitment AND NEW.hash = OLD.hash AND NEW.mac = OLD.mac AND ({may}) THEN
              RETURN NEW;
            END IF;
            RAISE integrity_constraint_violation USING MESSAGE = 'a row of the log is never changed, only emptied';
          END IF;
          RAISE integrity_constraint_violation USING MESSAGE = 'a row of the log is never taken out';
        END $$"""  # noqa: S608 - our own words
    return (rules,)


_PG_EMPTIED = "NEW.who = '' AND num_nonnulls(NEW.scope, NEW.grant_id, NEW.salt, NEW.payload) = 0"
_PG_SEALED = r"""NEW.who = OLD.who AND NEW.scope IS NOT DISTINCT FROM OLD.scope
    AND NEW.grant_id IS NOT DISTINCT FROM OLD.grant_id AND NEW.salt = ''::bytea AND OLD.payload IS NOT NULL
    AND substring(NEW.payload FROM 1 FOR 1) = '\x01'::bytea"""

RULES = {
    "sqlite": _sqlite(f"({_EMPTIED}) OR ({_SEALED})"),
    "postgresql": _postgresql(f"({_PG_EMPTIED}) OR ({_PG_SEALED})"),
}
BEFORE = {"sqlite": _sqlite(_EMPTIED), "postgresql": _postgresql(_PG_EMPTIED)}
