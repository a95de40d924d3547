"""The database keeps a consent as it was given: at most a year, never revived, its words never changed

Revision: 0008
After: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# A moment is text in SQLite: whole seconds are counted on by the calendar, and the fraction is the same at both ends.
SQLITE = (
    """CREATE TRIGGER grant_is_a_year_at_most BEFORE INSERT ON "grant"
    WHEN NEW.valid_until > strftime('%Y-%m-%d %H:%M:%S', substr(NEW.valid_from, 1, 19), '+365 days')
        || substr(NEW.valid_from, 20)
    BEGIN SELECT RAISE(ABORT, 'a consent lasts a year at most'); END""",
    """CREATE TRIGGER grant_only_ends BEFORE UPDATE ON "grant"
    WHEN NEW.plan_id IS NOT OLD.plan_id OR NEW.id IS NOT OLD.id OR NEW.member_id IS NOT OLD.member_id
        OR NEW.scope IS NOT OLD.scope OR NEW.verb IS NOT OLD.verb OR NEW.purpose IS NOT OLD.purpose
        OR NEW.valid_from IS NOT OLD.valid_from OR NEW.valid_until IS NOT OLD.valid_until
        OR NEW.given_seq IS NOT OLD.given_seq OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NOT OLD.ended_at)
    BEGIN SELECT RAISE(ABORT, 'a consent is never changed, only ended, and once'); END""",
    """CREATE TRIGGER consent_text_stays BEFORE UPDATE ON consent_text
    BEGIN SELECT RAISE(ABORT, 'words that were said yes to are never changed'); END""",
)
POSTGRESQL = (
    """ALTER TABLE "grant" ADD CONSTRAINT ck_grant_a_year_at_most
    CHECK (valid_until <= valid_from + interval '8760 hours')""",
    """CREATE FUNCTION grant_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF (NEW.plan_id, NEW.id, NEW.member_id, NEW.scope, NEW.verb, NEW.purpose, NEW.valid_from, NEW.valid_until,
        NEW.given_seq) IS DISTINCT FROM
        (OLD.plan_id, OLD.id, OLD.member_id, OLD.scope, OLD.verb, OLD.purpose, OLD.valid_from, OLD.valid_until,
        OLD.given_seq)
        OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at)
    THEN RAISE EXCEPTION 'a consent is never changed, only ended, and once'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER grant_only_ends BEFORE UPDATE ON "grant" FOR EACH ROW EXECUTE FUNCTION grant_only_ends()""",
    """CREATE FUNCTION consent_text_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'words that were said yes to are never changed'
        USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE TRIGGER consent_text_stays BEFORE UPDATE ON consent_text FOR EACH ROW
    EXECUTE FUNCTION consent_text_stays()""",
)


def upgrade() -> None:
    """The texts of before are the first version of what is said to a person."""
    with op.batch_alter_table("consent_text") as batch:
        batch.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        batch.add_column(sa.Column("purpose", sa.String(length=20), server_default="share", nullable=False))
    op.execute("UPDATE consent_text SET purpose = 'unit' WHERE id LIKE 'unit-%'")
    op.create_index("uq_consent_text_one_of_each", "consent_text", ["purpose", "version", "lang"], unique=True)
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Back again."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER consent_text_stays")
        op.execute("DROP TRIGGER grant_only_ends")
        op.execute("DROP TRIGGER grant_is_a_year_at_most")
    else:
        op.execute("DROP TRIGGER consent_text_stays ON consent_text")
        op.execute("DROP FUNCTION consent_text_stays()")
        op.execute('DROP TRIGGER grant_only_ends ON "grant"')
        op.execute("DROP FUNCTION grant_only_ends()")
        op.execute('ALTER TABLE "grant" DROP CONSTRAINT ck_grant_a_year_at_most')
    op.drop_index("uq_consent_text_one_of_each", "consent_text")
    with op.batch_alter_table("consent_text") as batch:
        batch.drop_column("purpose")
        batch.drop_column("version")
