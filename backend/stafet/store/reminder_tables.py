"""The tables of meetings as moments, of proposed ones, of reminders, and of the devices and calendars they reach."""

import sqlalchemy as sa

from stafet.store.columns import ID, metadata, plan_column
from stafet.store.types import Sealed, Utc

meeting = sa.Table(
    "meeting",
    metadata,
    plan_column(),
    sa.Column("id", ID, primary_key=True),
    sa.Column("starts_at", Utc, nullable=False),
    sa.Column("ends_at", Utc, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
)

meeting_proposal = sa.Table(
    "meeting_proposal",
    metadata,
    plan_column(),
    sa.Column("id", ID, primary_key=True),
    # Who proposes it.
    sa.Column("member_id", ID, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("answered_at", Utc),
    sa.Column("rev", sa.BigInteger, nullable=False),
    # The meeting it became.
    sa.Column("meeting_id", ID),
    # What is proposed, as JSON; and the word that the citizen said with a no.
    sa.Column("body", Sealed, nullable=False),
    sa.Column("word", Sealed, nullable=False),
    sa.ForeignKeyConstraint(["plan_id", "member_id"], ["member.plan_id", "member.id"]),
    sa.CheckConstraint("state in ('waiting','meeting','declined','taken_back','ended')", name="state"),
    sa.CheckConstraint("(state = 'waiting') = (answered_at is null)", name="answered_once"),
    sa.CheckConstraint("(state = 'meeting') = (meeting_id is not null)", name="became_one"),
)

reminder_choice = sa.Table(
    "reminder_choice",
    metadata,
    sa.Column("person_id", ID, sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    # JSON list of minutes before the meeting.
    sa.Column("minutes_before", sa.String(100), nullable=False),
    # Local hours, "22:00"; both empty when the person wants no quiet hours.
    sa.Column("quiet_from", sa.String(5), nullable=False),
    sa.Column("quiet_until", sa.String(5), nullable=False),
    # Whose clock the quiet hours are read on: where the person lives, not where the meeting is.
    sa.Column("zone", sa.String(64), nullable=False, server_default="Europe/Copenhagen"),
)

push_subscription = sa.Table(
    "push_subscription",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("person_id", ID, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("session_id", ID, sa.ForeignKey("session.id", ondelete="CASCADE"), nullable=False),
    sa.Column("endpoint", sa.String(1000), nullable=False, unique=True),
    sa.Column("p256dh", sa.String(100), nullable=False),
    sa.Column("auth", sa.String(40), nullable=False),
    sa.Column("label", Sealed),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("last_reached_at", Utc),
    sa.Column("failures", sa.Integer, nullable=False),
    # JSON list of the distances this device shows, of those the person has chosen; and whether it shows news.
    sa.Column("minutes_before", sa.String(100), nullable=False, server_default="[10080,1440,120]"),
    sa.Column("news", sa.Boolean, nullable=False, server_default=sa.true()),
)

reminder = sa.Table(
    "reminder",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("plan_id", ID, sa.ForeignKey("plan.id", ondelete="CASCADE"), nullable=False),
    sa.Column("person_id", ID, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("meeting_id", ID),
    sa.Column("minutes_before", sa.Integer),
    # The moment that was promised, and when the meeting is that it was promised for.
    sa.Column("meant_for", Utc, nullable=False),
    sa.Column("starts_at", Utc),
    # When the next try is due: the promised moment, a little spread (T10); later when a try did not get through.
    sa.Column("due_at", Utc, nullable=False),
    # After this moment the reminder has nothing to say any more: the push service drops it (TTL).
    sa.Column("expires_at", Utc, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("lease_until", Utc),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.CheckConstraint("state in ('pending','sent','dropped')", name="state"),
    sa.UniqueConstraint("plan_id", "person_id", "kind", "meeting_id", "minutes_before"),
)
sa.Index(
    "ix_reminder_due_at",
    reminder.c.due_at,
    sqlite_where=reminder.c.state == "pending",
    postgresql_where=reminder.c.state == "pending",
)

delivery = sa.Table(
    "delivery",
    metadata,
    # Each reminder at most once per device: this row is the idempotency key. What "waits" is tried again at `at`.
    sa.Column("reminder_id", ID, sa.ForeignKey("reminder.id", ondelete="CASCADE"), primary_key=True),
    sa.Column(
        "subscription_id",
        ID,
        sa.ForeignKey("push_subscription.id", ondelete="CASCADE"),
        primary_key=True,
        # Whoever takes a device away does not read every delivery there ever was.
        index=True,
    ),
    sa.Column("at", Utc, nullable=False),
    sa.Column("outcome", sa.String(20), nullable=False, server_default="reached"),
    sa.CheckConstraint("outcome in ('reached','waits','refused')", name="outcome"),
)

calendar_feed = sa.Table(
    "calendar_feed",
    metadata,
    sa.Column("person_id", ID, sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    # SHA-256 of the secret in the link: who reads this table cannot fetch the calendar.
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("titles", sa.String(10), nullable=False),
    sa.Column("made_at", Utc, nullable=False),
    # JSON: the revision of each meeting that this link has delivered. What it has not delivered yet is a look.
    sa.Column("told", sa.Text, nullable=False),
    sa.CheckConstraint("titles in ('neutral','full')", name="titles"),
)
