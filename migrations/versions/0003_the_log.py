"""One log for each plan: looks and acts of consent in a chain that only grows

The rows of `look` and `consent_event` are moved into it, in the order in which they happened. The bytes that are
hashed are those of docs/log.md; they stand here once more, because a migration must mean the same for ever.

Revision: 0003
After: 0002
Made: 2026-11-26 07:20:00
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from heapq import merge
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.String(length=36)
SCOPE = sa.String(length=60)
MOMENT = sa.DateTime(timezone=True)
VERBS = {1: "see", 2: "respond", 3: "edit"}


def upgrade() -> None:
    """One log for each plan."""
    log = op.create_table(
        "log",
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("who", ID, nullable=False),
        sa.Column("scope", SCOPE, nullable=True),
        sa.Column("grant_id", ID, nullable=True),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("commitment", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("(salt is null) = (payload is null)", name=op.f("ck_log_erased_together")),
        sa.PrimaryKeyConstraint("plan_id", "seq", name=op.f("pk_log")),
    )
    tx = op.get_bind()
    moved = _grant_table("grant_moved", named=False)
    for plan_id in list(tx.execute(sa.text("SELECT id FROM plan ORDER BY id")).scalars()):
        _move(tx, plan_id, log, moved)
    op.drop_table("grant")
    _grant_table("grant", named=True, refers_to="log")
    op.create_index("ix_grant_plan_id_member_id", "grant", ["plan_id", "member_id"], unique=False)
    op.execute('INSERT INTO "grant" SELECT * FROM grant_moved')
    op.drop_table("grant_moved")
    op.drop_table("look")
    op.drop_table("consent_event")
    for statement in RULES[tx.dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Back to two tables. The chain is lost: another upgrade makes another chain."""
    for statement in NO_RULES[op.get_bind().dialect.name]:
        op.execute(statement)
    op.create_table(
        "consent_event",
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("grant_id", ID, nullable=True),
        sa.Column("by", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("made_at", MOMENT, nullable=True),
        sa.Column("text_id", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("words_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_consent_event_plan_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["text_id"], ["consent_text.id"], name=op.f("fk_consent_event_text_id")),
        sa.PrimaryKeyConstraint("plan_id", "seq", name=op.f("pk_consent_event")),
    )
    op.create_table(
        "look",
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("scope", SCOPE, nullable=False),
        sa.Column("item_count", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_look_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "seq", name=op.f("pk_look")),
    )
    tx = op.get_bind()
    _move_back(tx)
    moved = _grant_table("grant_moved", named=False)
    tx.execute(moved.insert().from_select([c.name for c in moved.c], sa.select(*_grant_columns())))
    op.drop_table("grant")
    _grant_table("grant", named=True, refers_to="consent_event")
    op.create_index("ix_grant_plan_id_member_id", "grant", ["plan_id", "member_id"], unique=False)
    op.execute('INSERT INTO "grant" SELECT * FROM grant_moved')
    op.drop_table("grant_moved")
    op.drop_table("log")


def _grant_table(name: str, *, named: bool, refers_to: str = "") -> sa.Table:
    rules: list[Any] = []
    if named:
        rules = [
            sa.CheckConstraint("scope <> 'private'", name=op.f("ck_grant_private_is_private")),
            sa.CheckConstraint("(ended_at is null) = (ended_seq is null)", name=op.f("ck_grant_ended_together")),
            sa.CheckConstraint("valid_until > valid_from", name=op.f("ck_grant_period")),
            sa.ForeignKeyConstraint(
                ["plan_id", "given_seq"],
                [f"{refers_to}.plan_id", f"{refers_to}.seq"],
                name=op.f("fk_grant_plan_id_given_seq"),
            ),
            sa.ForeignKeyConstraint(
                ["plan_id", "member_id"], ["member.plan_id", "member.id"], name=op.f("fk_grant_plan_id_member_id")
            ),
            sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_grant_plan_id"), ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("plan_id", "id", name=op.f("pk_grant")),
        ]
    return op.create_table(
        name,
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("scope", SCOPE, nullable=False),
        sa.Column("verb", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("valid_from", MOMENT, nullable=False),
        sa.Column("valid_until", MOMENT, nullable=False),
        sa.Column("given_seq", sa.BigInteger(), nullable=False),
        sa.Column("ended_seq", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        *rules,
    )


# The old tables, as they are read

EVENT = sa.table(
    "consent_event",
    sa.column("plan_id"), sa.column("seq"), sa.column("kind"), sa.column("member_id"), sa.column("grant_id"),
    sa.column("by"), sa.column("at", MOMENT), sa.column("made_at", MOMENT), sa.column("text_id"), sa.column("words"),
    sa.column("words_sha256"),
)  # fmt: skip
LOOK = sa.table(
    "look",
    sa.column("plan_id"), sa.column("seq"), sa.column("member_id"), sa.column("name"), sa.column("organisation"),
    sa.column("scope"), sa.column("item_count"), sa.column("at", MOMENT),
)  # fmt: skip
MEMBER = sa.table(
    "member", sa.column("plan_id"), sa.column("id"), sa.column("name"), sa.column("organisation"), sa.column("role")
)
TEXT = sa.table("consent_text", sa.column("id"), sa.column("lang"), sa.column("sha256"))
LOG = sa.table(
    "log",
    sa.column("plan_id"), sa.column("seq"), sa.column("kind"), sa.column("at"), sa.column("who"), sa.column("scope"),
    sa.column("grant_id"), sa.column("payload", sa.LargeBinary()),
)  # fmt: skip


def _grant_columns() -> list[sa.ColumnClause[Any]]:
    plain = ("plan_id", "id", "member_id", "scope", "verb", "purpose")
    moments = ("valid_from", "valid_until")
    table = sa.table(
        "grant",
        *(sa.column(name) for name in plain),
        *(sa.column(name, MOMENT) for name in moments),
        sa.column("given_seq"), sa.column("ended_seq"), sa.column("ended_at", MOMENT), sa.column("rev"),
    )  # fmt: skip
    return list(table.c)


def _move(tx: sa.Connection, plan_id: str, log: sa.Table, moved: sa.Table) -> None:
    """One plan's rows into its chain, and its grants with the new numbers."""
    columns = _grant_columns()
    grants = {row["id"]: dict(row) for row in tx.execute(sa.select(*columns).where(columns[0] == plan_id)).mappings()}
    looks, acts = _looks(tx, plan_id), _acts(tx, plan_id, grants)
    rows, numbers = [], {}
    for seq, (_, _, old_seq, row) in enumerate(merge(acts, looks, key=lambda one: one[:2]), start=1):
        if old_seq is not None:
            numbers[old_seq] = seq
        rows.append(row | {"seq": seq})
    if not rows:
        return
    key = op.get_context().config.attributes.get("log_key")
    if key is None:
        raise RuntimeError("The log needs its key: STAFET_LOG_KEY_FILE is missing (make one with: stafet keys)")
    for row in rows:
        if "ends" in row["said"]:
            row["said"]["ends"] = numbers[row["said"]["ends"]]
    tx.execute(log.insert(), list(_chained(plan_id, rows, key)))
    if grants:
        for grant in grants.values():
            grant["given_seq"] = numbers[grant["given_seq"]]
            grant["ended_seq"] = numbers[grant["ended_seq"]] if grant["ended_seq"] is not None else None
        tx.execute(moved.insert(), list(grants.values()))


def _looks(tx: sa.Connection, plan_id: str) -> list[tuple[str, int, None, dict[str, Any]]]:
    found = tx.execute(sa.select(LOOK).where(LOOK.c.plan_id == plan_id).order_by(LOOK.c.seq)).mappings()
    return [
        (
            _moment(row["at"]), 1, None,
            {
                "kind": "look", "at": _moment(row["at"]), "who": row["member_id"], "scope": row["scope"],
                "grant_id": None,
                "said": _told(name=row["name"], organisation=row["organisation"], items=row["item_count"]),
            },
        )
        for row in found
    ]  # fmt: skip


def _acts(
    tx: sa.Connection, plan_id: str, grants: dict[str, dict[str, Any]]
) -> list[tuple[str, int, int, dict[str, Any]]]:
    texts = {row.id: row for row in tx.execute(sa.select(TEXT))}
    members = {row.id: row for row in tx.execute(sa.select(MEMBER).where(MEMBER.c.plan_id == plan_id))}
    events = tx.execute(sa.select(EVENT).where(EVENT.c.plan_id == plan_id).order_by(EVENT.c.seq)).mappings().all()
    gave = {event["grant_id"]: event for event in events if event["kind"] == "given"}
    found = []
    for event in events:
        grant, member = grants[event["grant_id"]], members[event["member_id"]]
        given = gave[event["grant_id"]]
        text = texts[given["text_id"]]
        said = _told(
            member=member.id, name=member.name, organisation=member.organisation, role=member.role,
            verb=VERBS[grant["verb"]], purpose=grant["purpose"], until=_moment(grant["valid_until"]),
            words=given["words"], wordsSha256=given["words_sha256"], textId=given["text_id"], textSha256=text.sha256,
            lang=text.lang, madeAt=_moment(event["made_at"]) if event["made_at"] else "",
        )  # fmt: skip
        said["from"] = _moment(grant["valid_from"])
        if event is not given:
            said["ends"] = given["seq"]
        row = {
            "kind": event["kind"], "at": _moment(event["at"]), "who": event["by"], "scope": grant["scope"],
            "grant_id": event["grant_id"], "said": said,
        }  # fmt: skip
        found.append((row["at"], 0, event["seq"], row))
    return found


def _told(**said: Any) -> dict[str, Any]:
    """What says nothing is left out."""
    return {name: value for name, value in said.items() if value != ""}


def _moment(at: datetime | str) -> str:
    at = datetime.fromisoformat(at) if isinstance(at, str) else at
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _chained(plan_id: str, rows: list[dict[str, Any]], key: bytes) -> Iterator[dict[str, Any]]:
    link = hashlib.sha256(b"stafet/log/1\n" + plan_id.encode()).digest()
    for row in rows:
        said = row.pop("said")
        payload = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        salt = secrets.token_bytes(16)
        head = f"{row['who']}\n{row['scope'] or ''}\n{row['grant_id'] or ''}\n".encode()
        commitment = hashlib.sha256(salt + head + payload).digest()
        link = hashlib.sha256(link + f"{row['seq']}\n{row['kind']}\n{row['at']}\n".encode() + commitment).digest()
        yield row | {
            "plan_id": plan_id, "salt": salt, "payload": payload, "commitment": commitment, "hash": link,
            "mac": hmac.digest(key, link, "sha256"),
        }  # fmt: skip


def _move_back(tx: sa.Connection) -> None:
    for row in tx.execute(sa.select(LOG).order_by(LOG.c.plan_id, LOG.c.seq)).all():
        said = json.loads(row.payload) if row.payload is not None else None
        at = datetime.fromisoformat(row.at)
        if row.kind == "look" and said:
            tx.execute(
                LOOK.insert().values(
                    plan_id=row.plan_id, seq=row.seq, member_id=row.who, name=said["name"],
                    organisation=said.get("organisation", ""), scope=row.scope, item_count=said["items"], at=at,
                )
            )  # fmt: skip
        elif row.grant_id and said:
            made_at = said.get("madeAt")
            tx.execute(
                EVENT.insert().values(
                    plan_id=row.plan_id, seq=row.seq, kind=row.kind, member_id=said["member"], grant_id=row.grant_id,
                    by=row.who, at=at, made_at=datetime.fromisoformat(made_at) if made_at else None,
                    text_id=None if "ends" in said else said["textId"], words="" if "ends" in said else said["words"],
                    words_sha256="" if "ends" in said else said["wordsSha256"],
                )
            )  # fmt: skip


# What the database refuses, whoever asks: a row is added at the end, and then stays. The one change is to empty it.

RULES = {
    "sqlite": (
        """CREATE TRIGGER log_grows_at_its_end BEFORE INSERT ON log
        WHEN NEW.seq IS NOT (SELECT COALESCE(MAX(seq), 0) + 1 FROM log WHERE plan_id = NEW.plan_id)
        BEGIN SELECT RAISE(ABORT, 'a row of the log is added at its end, and nowhere else'); END""",
        """CREATE TRIGGER log_is_kept BEFORE DELETE ON log
        BEGIN SELECT RAISE(ABORT, 'a row of the log is never taken out'); END""",
        """CREATE TRIGGER log_stands BEFORE UPDATE ON log
        WHEN NOT (NEW.plan_id IS OLD.plan_id AND NEW.seq IS OLD.seq AND NEW.kind IS OLD.kind AND NEW.at IS OLD.at
        AND NEW.commitment IS OLD.commitment AND NEW.hash IS OLD.hash AND NEW.mac IS OLD.mac
        AND NEW.who IS '' AND NEW.scope IS NULL AND NEW.grant_id IS NULL AND NEW.salt IS NULL AND NEW.payload IS NULL)
        BEGIN SELECT RAISE(ABORT, 'a row of the log is never changed, only emptied'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION log_rules() RETURNS trigger LANGUAGE plpgsql AS $$
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
            AND NEW.commitment = OLD.commitment AND NEW.hash = OLD.hash AND NEW.mac = OLD.mac AND NEW.who = ''
            AND num_nonnulls(NEW.scope, NEW.grant_id, NEW.salt, NEW.payload) = 0 THEN
              RETURN NEW;
            END IF;
            RAISE integrity_constraint_violation USING MESSAGE = 'a row of the log is never changed, only emptied';
          END IF;
          RAISE integrity_constraint_violation USING MESSAGE = 'a row of the log is never taken out';
        END $$""",
        "CREATE TRIGGER log_rules BEFORE INSERT OR UPDATE OR DELETE ON log FOR EACH ROW EXECUTE FUNCTION log_rules()",
        "CREATE TRIGGER log_is_kept BEFORE TRUNCATE ON log FOR EACH STATEMENT EXECUTE FUNCTION log_rules()",
    ),
}
NO_RULES = {
    "sqlite": tuple(f"DROP TRIGGER {name}" for name in ("log_grows_at_its_end", "log_is_kept", "log_stands")),
    "postgresql": ("DROP TRIGGER log_rules ON log", "DROP TRIGGER log_is_kept ON log", "DROP FUNCTION log_rules"),
}
