"""Every table, for both engines. The plan leads every key of plan content, so that growth needs no new schema.

Ids are text: random ids (22 characters) and UUIDv7 (36). See docs/decisions/0003-ids.md.
"""

import sqlalchemy as sa

from stafet.store.call_tables import call as call
from stafet.store.columns import ID, SCOPE, plan_column
from stafet.store.columns import metadata as metadata
from stafet.store.reminder_tables import calendar_feed as calendar_feed
from stafet.store.reminder_tables import delivery as delivery
from stafet.store.reminder_tables import meeting as meeting
from stafet.store.reminder_tables import meeting_proposal as meeting_proposal
from stafet.store.reminder_tables import push_subscription as push_subscription
from stafet.store.reminder_tables import reminder as reminder
from stafet.store.reminder_tables import reminder_choice as reminder_choice
from stafet.store.types import Sealed, Utc

# People and how they come in

person = sa.Table(
    "person",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("issuer", sa.String(300), nullable=False),
    sa.Column("subject", sa.String(300), nullable=False),
    sa.Column("door", sa.String(20), nullable=False),
    sa.Column("name", Sealed),
    sa.Column("lang", sa.String(2), nullable=False, server_default="da"),
    sa.Column("created_at", Utc, nullable=False),
    # People are keyed on (issuer, subject); no CPR number is stored.
    sa.UniqueConstraint("issuer", "subject"),
)

sign_in_attempt = sa.Table(
    "sign_in_attempt",
    metadata,
    sa.Column("cookie_hash", sa.String(64), primary_key=True),
    sa.Column("door", sa.String(20), nullable=False),
    sa.Column("state", sa.String(100), nullable=False),
    sa.Column("nonce", sa.String(100), nullable=False),
    sa.Column("verifier", sa.String(200), nullable=False),
    sa.Column("return_to", sa.String(300), nullable=False),
    sa.Column("expires_at", Utc, nullable=False),
    # Who shows anew that it is them; empty when somebody comes in from outside.
    sa.Column("person_id", ID),
)

session = sa.Table(
    "session",
    metadata,
    sa.Column("id", ID, primary_key=True),
    # SHA-256 of the cookie's token: who reads this table cannot sign in with it.
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("person_id", ID, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("label", Sealed),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("last_seen_at", Utc, nullable=False),
    sa.Column("expires_at", Utc, nullable=False),
    # When the person last proved to the provider who they are; empty when the provider did not say.
    sa.Column("proved_at", Utc),
    # Which of the person's known devices this is.
    sa.Column("device_hash", sa.String(64)),
)

known_device = sa.Table(
    "known_device",
    metadata,
    sa.Column("person_id", ID, sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    # SHA-256 of a random value the browser keeps: nothing about the device itself.
    sa.Column("device_hash", sa.String(64), primary_key=True),
    sa.Column("last_seen_at", Utc, nullable=False),
)

# The plan

plan = sa.Table(
    "plan",
    metadata,
    sa.Column("id", ID, primary_key=True),
    sa.Column("citizen_id", ID, sa.ForeignKey("person.id"), nullable=False, unique=True),
    sa.Column("epoch", ID, nullable=False),
    # The counter of the plan: taken first in every write, held to commit; dense, in commit order (design, section 4).
    sa.Column("rev", sa.BigInteger, nullable=False),
    # JSON: the newest revision in each scope. In the plan's own row, because they are read and written together.
    sa.Column("heads", sa.Text, nullable=False, server_default="{}"),
    sa.Column("created_at", Utc, nullable=False),
    # While this is set nothing reaches anybody but the citizen (invariant C23).
    sa.Column("suspended_at", Utc),
    # Which of its keys the plan's texts are sealed with from now on; 0 before they are sealed at all.
    sa.Column("key_version", sa.Integer, nullable=False, server_default="0"),
)

plan_key = sa.Table(
    "plan_key",
    metadata,
    plan_column(),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    # The plan's key, which only the master key opens. An erased plan has no row here.
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
    sa.Column("master_id", sa.String(16), nullable=False),
    sa.Column("made_at", Utc, nullable=False),
)

house_key = sa.Table(
    "house_key",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    # The key of what belongs to no plan. That it opens proves the master key at every start.
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
    sa.Column("master_id", sa.String(16), nullable=False),
    # False until every text from before has been sealed.
    sa.Column("complete", sa.Boolean, nullable=False),
    sa.Column("made_at", Utc, nullable=False),
)

item = sa.Table(
    "item",
    metadata,
    plan_column(),
    sa.Column("id", ID, primary_key=True),
    sa.Column("scope", SCOPE, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("rev", sa.BigInteger, nullable=False),
    # "citizen" or a member's id.
    sa.Column("by", ID, nullable=False),
    sa.Column("voice", ID, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("changed_at", Utc),
    sa.Column("order_key", sa.String(64), nullable=False),
    sa.Column("link_scope", SCOPE),
    sa.Column("link_item", ID),
    # The member an item names: who holds the agreement, who is asked, whose place at the meeting it is.
    sa.Column("member_id", ID),
    # open: for all who see the scope; waits: for its author and the citizen; taken_off: was open, and is no more.
    sa.Column("standing", sa.String(10), nullable=False),
    sa.Column("versions", sa.Text, nullable=False),
    # Sealed JSON, tagged with its kind; NULL for a tombstone.
    sa.Column("body", Sealed),
    sa.CheckConstraint("scope <> 'team'", name="team_is_members"),
)
sa.Index("ix_item_plan_id_scope_rev", item.c.plan_id, item.c.scope, item.c.rev)
sa.Index(
    "ix_item_plan_id_member_id",
    item.c.plan_id,
    item.c.member_id,
    sqlite_where=item.c.member_id.is_not(None),
    postgresql_where=item.c.member_id.is_not(None),
)

item_version = sa.Table(
    "item_version",
    metadata,
    plan_column(),
    sa.Column("item_id", ID, primary_key=True),
    # The revision at which these words began to stand.
    sa.Column("rev", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", Utc, nullable=False),
    # Whose words they were.
    sa.Column("by", ID, nullable=False),
    # As it lay in the item: sealed for the item's place and the moment these words began to stand.
    sa.Column("body", Sealed, nullable=False),
)

edit = sa.Table(
    "edit",
    metadata,
    plan_column(),
    sa.Column("id", ID, primary_key=True),
    sa.Column("person_id", ID, nullable=False),
    sa.Column("device", ID, nullable=False),
    # SHA-256 of the edit as it came: the same id with other content is another edit, and is refused.
    sa.Column("content_hash", Sealed),
    sa.Column("act", sa.String(20), nullable=False),
    sa.Column("item_id", ID),
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("code", sa.String(40), nullable=False),
    sa.Column("kept", sa.Text, nullable=False),
    sa.Column("rev", sa.BigInteger),
    sa.Column("made_at", Utc, nullable=False),
    sa.Column("at", Utc, nullable=False),
)

# The team and what it may see

member = sa.Table(
    "member",
    metadata,
    plan_column(),
    sa.Column("id", ID, primary_key=True),
    sa.Column("person_id", ID, sa.ForeignKey("person.id"), index=True),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("name", Sealed),
    sa.Column("organisation", Sealed),
    sa.Column("phone", Sealed),
    sa.Column("hours", Sealed),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("baton_holder", sa.Boolean, nullable=False),
    sa.Column("signed_in_as", Sealed),
    sa.Column("rev", sa.BigInteger, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("ended_at", Utc),
    # Who ended the place: "citizen", the member who left, the doorkeeper of their unit, or "operator".
    sa.Column("ended_by", ID),
    # A person's place, or a unit's. A unit has no person; its people have places of their own.
    sa.Column("kind", sa.String(10), nullable=False, server_default="person"),
    # The unit this person reads with.
    sa.Column("unit_id", ID),
    # The unit whose colleagues this person may invite. It opens nothing.
    sa.Column("keeps_door", ID),
    # Who asked them onto the team; NULL is the citizen.
    sa.Column("invited_by", ID),
    sa.Column("joined_at", Utc),  # when they first took part
    # Since when they hold the baton. Who offered it to them ("citizen" or the holder's id; their own id when its holder
    # has said that it must go on, to nobody by name), when they accepted, and when a handover with them ended in a no.
    sa.Column("baton_since", Utc),
    sa.Column("baton_offered_by", ID),
    sa.Column("baton_accepted_at", Utc),
    sa.Column("baton_no_at", Utc),
    # Days of the calendar: away until, on pause until, and for whom they stand in, until when.
    sa.Column("away_until", sa.String(10)),
    sa.Column("resume_on", sa.String(10)),
    sa.Column("stands_in_for", ID),
    sa.Column("stands_in_until", sa.String(10)),
    sa.Column("proposals_rev", sa.BigInteger),  # the plan's counter when a meeting they propose last changed
    sa.Column("course_asked_at", Utc),  # when the citizen asked them how the course has been, until they answer
    sa.ForeignKeyConstraint(
        ["plan_id", "unit_id"], ["member.plan_id", "member.id"], name="fk_member_plan_id_member_unit_id"
    ),
    sa.ForeignKeyConstraint(
        ["plan_id", "keeps_door"], ["member.plan_id", "member.id"], name="fk_member_plan_id_member_coordinates"
    ),
    sa.CheckConstraint("status in ('invited','awaiting_yes','active','paused','ended')", name="status"),
    sa.CheckConstraint("kind in ('person','unit')", name="kind"),
    # A place that waits for the citizen's yes, or is in use, has a person; who holds the baton is on the team.
    sa.CheckConstraint(
        "kind = 'unit' or status not in ('awaiting_yes','active') or person_id is not null", name="active_has_person"
    ),
    sa.CheckConstraint(
        "kind = 'person' or (person_id is null and unit_id is null and keeps_door is null and not baton_holder)",
        name="unit_is_no_person",
    ),
    sa.CheckConstraint("not baton_holder or status = 'active'", name="holder_is_active"),
)
sa.Index(
    "uq_member_one_baton_holder",
    member.c.plan_id,
    unique=True,
    sqlite_where=sa.text("baton_holder"),
    postgresql_where=sa.text("baton_holder"),
)
sa.Index(
    "uq_member_one_baton_offer",
    member.c.plan_id,
    unique=True,
    sqlite_where=sa.text("baton_offered_by IS NOT NULL"),
    postgresql_where=sa.text("baton_offered_by IS NOT NULL"),
)
sa.Index(
    "uq_member_one_place_per_person",
    member.c.plan_id,
    member.c.person_id,
    unique=True,
    sqlite_where=sa.and_(member.c.person_id.is_not(None), member.c.status != "ended"),
    postgresql_where=sa.and_(member.c.person_id.is_not(None), member.c.status != "ended"),
)

baton = sa.Table(
    "baton",
    metadata,
    plan_column(),
    sa.Column("member_id", ID, primary_key=True),
    sa.Column("since", Utc, primary_key=True),
    # Empty while they hold it.
    sa.Column("until", Utc),
)
sa.Index(
    "uq_baton_never_two",
    baton.c.plan_id,
    unique=True,
    sqlite_where=sa.text("until IS NULL"),
    postgresql_where=sa.text("until IS NULL"),
)

sa.Index(
    "ix_member_plan_id_unit_id",
    member.c.plan_id,
    member.c.unit_id,
    sqlite_where=member.c.unit_id.is_not(None),
    postgresql_where=member.c.unit_id.is_not(None),
)
# One doorkeeper at a time.
sa.Index(
    "uq_member_one_doorkeeper",
    member.c.plan_id,
    member.c.keeps_door,
    unique=True,
    sqlite_where=member.c.keeps_door.is_not(None),
    postgresql_where=member.c.keeps_door.is_not(None),
)

invitation = sa.Table(
    "invitation",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("plan_id", ID, nullable=False),
    sa.Column("member_id", ID, nullable=False),
    sa.Column("code_hash", sa.String(64), nullable=False),
    sa.Column("tries_left", sa.Integer, nullable=False),
    sa.Column("expires_at", Utc, nullable=False),
    sa.ForeignKeyConstraint(["plan_id", "member_id"], ["member.plan_id", "member.id"], ondelete="CASCADE"),
    sa.UniqueConstraint("plan_id", "member_id"),
)

consent_text = sa.Table(
    "consent_text",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("lang", sa.String(2), nullable=False),
    # Each version is a pair, Danish and English. Said to a person ("share") or of a unit ("unit").
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Column("purpose", sa.String(20), nullable=False, server_default="share"),
    # Never updated: a trigger of migration 0008 sees to that.
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("valid_from", Utc, nullable=False),
)

# What happened to the plan, in one chain: looks, acts of consent. It only grows: the triggers of migration 0003.
# No foreign key to the plan: when a plan is erased, the chain stays behind it without any words.
log = sa.Table(
    "log",
    metadata,
    sa.Column("plan_id", ID, primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(20), nullable=False),
    # As it is hashed and shown: UTC, six decimals, Z. Text, so that no two ways of writing it are the same moment.
    sa.Column("at", sa.String(27), nullable=False),
    # Who acted: "citizen", a member's id, "operator", or "system".
    sa.Column("who", ID, nullable=False),
    sa.Column("scope", SCOPE),
    sa.Column("grant_id", ID),
    # JSON, sealed together with its salt, which is empty then (store/log.py). NULL, both, once the plan is erased.
    sa.Column("salt", sa.LargeBinary(16)),
    sa.Column("payload", Sealed),
    sa.Column("commitment", sa.LargeBinary(32), nullable=False),
    sa.Column("hash", sa.LargeBinary(32), nullable=False),
    sa.Column("mac", sa.LargeBinary(32), nullable=False),
    sa.CheckConstraint("(salt is null) = (payload is null)", name="erased_together"),
)
sa.Index(
    "uq_consent_text_one_of_each", consent_text.c.purpose, consent_text.c.version, consent_text.c.lang, unique=True
)

# Migration 0008 has the rules SQLAlchemy cannot say for both engines: a year at most, never changed, ended once.
grant = sa.Table(
    "grant",
    metadata,
    plan_column(),
    sa.Column("id", ID, primary_key=True),
    sa.Column("member_id", ID, nullable=False),
    sa.Column("scope", SCOPE, nullable=False),
    sa.Column("verb", sa.Integer, nullable=False),
    sa.Column("purpose", sa.String(20), nullable=False),
    sa.Column("valid_from", Utc, nullable=False),
    sa.Column("valid_until", Utc, nullable=False),
    sa.Column("given_seq", sa.BigInteger, nullable=False),
    sa.Column("ended_seq", sa.BigInteger),
    sa.Column("ended_at", Utc),
    sa.Column("rev", sa.BigInteger, nullable=False),
    sa.ForeignKeyConstraint(["plan_id", "member_id"], ["member.plan_id", "member.id"]),
    sa.ForeignKeyConstraint(["plan_id", "given_seq"], ["log.plan_id", "log.seq"]),
    sa.CheckConstraint("scope <> 'private'", name="private_is_private"),
    sa.CheckConstraint("valid_until > valid_from", name="period"),
    sa.CheckConstraint("(ended_at is null) = (ended_seq is null)", name="ended_together"),
)
sa.Index("ix_grant_plan_id_member_id", grant.c.plan_id, grant.c.member_id)

device_copy = sa.Table(
    "device_copy",
    metadata,
    plan_column(),
    sa.Column("member_id", ID, primary_key=True),
    sa.Column("device", ID, primary_key=True),
    sa.Column("label", Sealed),
    sa.Column("view", sa.String(40), nullable=False),
    sa.Column("last_seen_at", Utc, nullable=False),
)

removal = sa.Table(
    "removal",
    metadata,
    plan_column(),
    sa.Column("member_id", ID, primary_key=True),
    sa.Column("device", ID, primary_key=True),
    sa.Column("scope", SCOPE, primary_key=True),
    # When the device was first told, after the scope had closed, that it may hold it no longer.
    sa.Column("at", Utc, nullable=False),
)
