"""The table of cards: may somebody on the team call somebody about the citizen."""

import sqlalchemy as sa

from stafet.store.columns import ID, metadata, plan_column
from stafet.store.types import Sealed, Utc

# A card: may somebody on the team call somebody about the citizen. A yes is a row of "grant", on "call:<id>".
call = sa.Table(
    "call",
    metadata,
    plan_column(),
    sa.Column("id", ID, primary_key=True),
    # Whose leave it is: a person's place or a unit's. Who asked: "citizen" or a member's id.
    sa.Column("caller", ID, nullable=False),
    sa.Column("asked_by", ID, nullable=False),
    sa.Column("asked_at", Utc, nullable=False),
    sa.Column("whom", Sealed),
    # When whom is somebody on the team.
    sa.Column("whom_member", ID),
    sa.Column("about", Sealed),
    sa.Column("why", Sealed),
    sa.Column("visit", sa.Boolean, nullable=False),
    # The last day that was suggested.
    sa.Column("until_asked", sa.String(10), nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("answered_at", Utc),
    # What the citizen said with a no.
    sa.Column("word", Sealed),
    sa.Column("grant_id", ID),
    # The day they say they talked on, and who said it.
    sa.Column("talked_on", sa.String(10), nullable=False),
    sa.Column("talked_by", ID, nullable=False),
    sa.Column("rev", sa.BigInteger, nullable=False),
    sa.ForeignKeyConstraint(["plan_id", "caller"], ["member.plan_id", "member.id"]),
    sa.ForeignKeyConstraint(["plan_id", "grant_id"], ["grant.plan_id", "grant.id"]),
    sa.CheckConstraint("state in ('asked','yes','no','gone')", name="state"),
    sa.CheckConstraint("(state = 'yes') = (grant_id is not null)", name="yes_is_a_consent"),
)
# One question at a time: whoever is tired is not asked twice at once by the same people.
sa.Index(
    "uq_call_one_question",
    call.c.plan_id,
    call.c.caller,
    unique=True,
    sqlite_where=sa.text("state = 'asked' AND asked_by <> 'citizen'"),
    postgresql_where=sa.text("state = 'asked' AND asked_by <> 'citizen'"),
)
