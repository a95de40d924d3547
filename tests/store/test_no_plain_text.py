"""At rest, nothing that people wrote can be read: not in the files, the journal, a backup or a dump. On both engines.

Which columns there are is read from the tables, so that a new text column fails here until it is sealed, or stands
below with the reason why it need not be.
"""

import subprocess
from pathlib import Path

import msgspec
import sqlalchemy as sa

from stafet.domain.ids import random_id
from stafet.domain.items import Dream, Need
from stafet.store import copies, people, push_subscriptions, sessions
from stafet.store.copies import CopyRow
from stafet.store.engine import Database
from stafet.store.people import PersonRow
from stafet.store.push_subscriptions import SubscriptionRow
from stafet.store.sessions import SessionRow
from stafet.store.tables import metadata
from stafet.store.types import Sealed
from stafet.use_cases import calls, team
from stafet.use_cases.calls import CallAnswerIn, CallIn
from tests.factories import a_meeting, a_point, an_agreement
from tests.support.log_rules import KEYS
from tests.support.postgres import system_binaries, wheel_binaries
from tests.world import TeamMember, World

CANARY = "kanariefugl"

ID = "an id: random, or made of a time and chance"
WORD = "one of a few words of ours"
HASH = "a hash of something random that is kept nowhere"
OPEN: dict[str, str] = {
    "person.id": ID, "person.issuer": "the provider's address", "person.door": WORD, "person.lang": WORD,
    "person.subject": "what the provider calls the person: asked for at every sign-in, says nothing of a plan",
    "sign_in_attempt.cookie_hash": HASH, "sign_in_attempt.door": WORD, "sign_in_attempt.state": "random, ten minutes",
    "sign_in_attempt.nonce": "random, ten minutes", "sign_in_attempt.verifier": "random, ten minutes",
    "sign_in_attempt.return_to": "a page of the app, ten minutes", "sign_in_attempt.person_id": ID,
    "session.id": ID, "session.token_hash": HASH, "session.person_id": ID, "session.device_hash": HASH,
    "known_device.person_id": ID, "known_device.device_hash": HASH,
    "plan.id": ID, "plan.citizen_id": ID, "plan.epoch": ID,
    "plan_key.plan_id": ID, "plan_key.master_id": "which master key, and nothing about it",
    "house_key.master_id": "which master key, and nothing about it",
    "plan.heads": "how new each section is: where, not what",
    "item.plan_id": ID, "item.id": ID, "item.scope": "where, not what", "item.kind": WORD, "item.by": ID,
    "item.voice": ID, "item.order_key": "where in its list", "item.link_scope": "where, not what", "item.link_item": ID,
    "item.member_id": ID, "item.standing": WORD, "item.versions": "names of fields and ids of edits",
    "item_version.plan_id": ID, "item_version.item_id": ID, "item_version.by": ID,
    "edit.plan_id": ID, "edit.id": ID, "edit.person_id": ID, "edit.device": ID, "edit.act": WORD, "edit.item_id": ID,
    "edit.outcome": WORD, "edit.code": WORD, "edit.kept": "names of fields or ids",
    "member.plan_id": ID, "member.id": ID, "member.person_id": ID, "member.role": WORD, "member.status": WORD,
    "member.ended_by": ID, "member.kind": WORD, "member.unit_id": ID, "member.keeps_door": ID, "member.invited_by": ID,
    "member.baton_offered_by": ID, "member.stands_in_for": ID, "member.stands_in_until": "a day",
    "member.away_until": "a day", "member.resume_on": "a day",
    "call.plan_id": ID, "call.id": ID, "call.caller": ID, "call.asked_by": ID, "call.whom_member": ID,
    "call.until_asked": "a day", "call.state": WORD, "call.grant_id": ID, "call.talked_on": "a day",
    "call.talked_by": ID,
    "baton.plan_id": ID, "baton.member_id": ID,
    "meeting_proposal.plan_id": ID, "meeting_proposal.id": ID, "meeting_proposal.member_id": ID,
    "meeting_proposal.state": WORD, "meeting_proposal.meeting_id": ID,
    "invitation.token_hash": HASH, "invitation.plan_id": ID, "invitation.member_id": ID,
    "invitation.code_hash": "of six digits and the secret token, 72 hours",
    "consent_text.id": "ours", "consent_text.lang": WORD, "consent_text.purpose": WORD,
    "consent_text.body": "ours, the same for everybody",
    "consent_text.sha256": "of our own text",
    "log.plan_id": ID, "log.kind": WORD, "log.at": "a moment", "log.who": ID, "log.scope": "where, not what",
    "log.grant_id": ID,
    "grant.plan_id": ID, "grant.id": ID, "grant.member_id": ID, "grant.scope": "where, not what", "grant.purpose": WORD,
    "device_copy.plan_id": ID, "device_copy.member_id": ID, "device_copy.device": ID,
    "device_copy.view": "a token of what may be held",
    "removal.plan_id": ID, "removal.member_id": ID, "removal.device": ID, "removal.scope": "where, not what",
    "meeting.plan_id": ID, "meeting.id": ID, "meeting.state": WORD,
    "reminder_choice.person_id": ID, "reminder_choice.minutes_before": "numbers",
    "reminder_choice.zone": "whose clock the quiet hours follow",
    "reminder_choice.quiet_from": "a time of day", "reminder_choice.quiet_until": "a time of day",
    "push_subscription.id": ID, "push_subscription.person_id": ID, "push_subscription.session_id": ID,
    "push_subscription.endpoint": "the push service's address, which is looked up by itself",
    "push_subscription.p256dh": "a public key", "push_subscription.auth": "a secret of the browser's, of no text",
    "push_subscription.minutes_before": "numbers",
    "reminder.id": ID, "reminder.plan_id": ID, "reminder.person_id": ID, "reminder.kind": WORD,
    "reminder.meeting_id": ID, "reminder.state": WORD,
    "calendar_feed.person_id": ID, "calendar_feed.token_hash": HASH, "calendar_feed.titles": WORD,
    "calendar_feed.told": "ids of plans and meetings, and revisions",
    "delivery.reminder_id": ID, "delivery.subscription_id": ID, "delivery.outcome": WORD,
}  # fmt: skip
"""Text that lies open, and why. Every other text is sealed."""

TEXTS = {
    f"{table.name}.{column.name}"
    for table in metadata.sorted_tables
    for column in table.c
    if isinstance(column.type, sa.String) and not isinstance(column.type, Sealed)
}


def test_every_text_column_is_sealed_or_lies_open_for_a_reason() -> None:
    assert TEXTS - OPEN.keys() == set(), "Seal it (store/types.py), or say here why it need not be"


def test_no_reason_is_given_for_a_column_that_is_not_there() -> None:
    assert OPEN.keys() - TEXTS == set()


def write_everywhere(db: Database) -> None:
    """The canary in every field that somebody can write in, and in every name."""
    world = World(db)
    owner = named(world, world.person("Peter"))
    peter = world.plan(owner)
    link = peter.invite(f"Jonas {CANARY}", organisation=f"Jobcenter {CANARY}", hours=f"9-12 {CANARY}")
    jonas = named(world, world.person("Jonas", "professional"))
    peter.accept(link, jonas)
    peter.act(team.say_yes, member_id=link.member, now=world.now)
    need = peter.write(Need(text=f"Ro {CANARY}"), "needs")
    world.later(minutes=1)
    peter.phone.change(need, text=f"Luft {CANARY}")
    peter.phone.sync()
    peter.write(Dream(text=f"Arbejde {CANARY}"))
    peter.write(an_agreement(what=f"Det {CANARY}", responsible=link.member), "agreements")
    meeting = peter.write(a_meeting())
    peter.write(a_point(text=f"Om {CANARY}"), f"meeting:{meeting}")
    two_texts(world, need, peter.phone, peter.phone_of(owner))
    peter.share(TeamMember(peter, link.member, jonas), "needs")
    peter.phone_of(jonas).sync()
    TeamMember(peter, link.member, jonas).propose(a_meeting(place=f"Stue {CANARY}"), why=f"Fordi {CANARY}")
    asked = {name: f"Hjem {name} {CANARY}" for name in ("whom", "about", "why")}
    call = peter.act(calls.ask, asked=CallIn(caller=link.member, **asked), now=world.now)
    no = CallAnswerIn(yes=False, word=f"Nej {CANARY}")
    peter.act(calls.answer, call_id=call, lang="da", said=no, proved_at=None, now=world.now)
    session = SessionRow(random_id(), owner.id, f"Telefon {CANARY}", world.now, world.now, world.now, None, None)
    device = SubscriptionRow(
        random_id(), owner.id, session.id, "https://push.test/1", "p", "a", f"Telefon {CANARY}", world.now, None, 0
    )
    with world.tx() as tx:
        sessions.add(tx, session, "0" * 64)
        push_subscriptions.put(tx, device)
        copies.note(tx, peter.id, CopyRow(link.member, random_id(), f"Tablet {CANARY}", "v", world.now))


def named(world: World, person: PersonRow) -> PersonRow:
    """The provider knows somebody under a subject that says nothing; the name is what they are called."""
    with world.tx() as tx:
        people.change(tx, person.id, name=f"{person.name} {CANARY}")
    return msgspec.structs.replace(person, name=f"{person.name} {CANARY}")


def two_texts(world: World, item: str, one: object, other: object) -> None:
    """Two phones write different words in the same field: the second text waits as an alternative."""
    for number, phone in enumerate((one, other)):
        phone.sync()  # type: ignore[attr-defined]
        phone.change(item, text=f"Udgave {number} {CANARY}")  # type: ignore[attr-defined]
    for phone in (one, other):
        phone.sync()  # type: ignore[attr-defined]


def lies_in(*files: Path) -> list[str]:
    return [path.name for path in files if CANARY.encode() in path.read_bytes()]


def test_no_word_can_be_read_in_sqlites_file_its_journal_or_a_backup(sqlite_url: str, tmp_path: Path) -> None:
    db = Database(sqlite_url, KEYS)
    write_everywhere(db)
    journal = tmp_path / "stafet.db-wal"
    assert journal.stat().st_size > 0
    found = lies_in(tmp_path / "stafet.db", journal)
    with db.read() as tx:
        assert not every_text(tx)
    db.copy_to(tmp_path / "backup.db")
    db.close()

    assert found == []
    assert lies_in(tmp_path / "backup.db") == []


def every_text(tx: sa.Connection) -> list[str]:
    """Columns in which the canary can be read."""
    return [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.c
        for value in tx.execute(sa.select(column)).scalars()
        if CANARY in repr(value)
    ]


def test_no_word_can_be_read_in_a_dump_of_postgresql(postgresql_url: str) -> None:
    db = Database(postgresql_url, KEYS)
    write_everywhere(db)
    with db.read() as tx:
        assert not every_text(tx)
    binaries = system_binaries() or wheel_binaries()
    assert binaries
    url = db.url
    db.close()
    address = f"postgresql://{url.username or ''}@/{url.database}?host={url.query['host']}"

    dump = subprocess.run([binaries / "pg_dump", address], check=True, capture_output=True).stdout

    assert b"item_version" in dump
    assert CANARY.encode() not in dump
    # As bytes are written in a dump.
    assert CANARY.encode().hex().encode() not in dump
