"""A backup is put back: what people stopped after it stays stopped, and what they erased stays erased (T27)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from stafet.domain.items import Need
from stafet.store.engine import Database
from stafet.store.stops import newest_stops
from stafet.store.tables import metadata
from stafet.use_cases import calendars, erase, restoring, suspension, team, units, upkeep
from stafet.use_cases.errors import Invalid, NotFound
from stafet.use_cases.log import log_of
from stafet.use_cases.restoring import StopsUnreadable, read_stops
from tests.factories import a_meeting
from tests.support.log_rules import KEYS, lifted
from tests.use_cases.test_calendars import Subscribed
from tests.world import Plan, TeamMember, World

TWO = ("Anne Krogh", "Bent Holm")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The journal of stops."""
    return tmp_path / "stops"


@pytest.fixture
def db(db: Database, file: Path) -> Iterator[Database]:
    """The database of a server that keeps a journal of stops."""
    journaled = Database(db.url.render_as_string(hide_password=False), KEYS, stops=file)
    yield journaled
    journaled.close()


@pytest.fixture
def shared(peter: Plan, jonas: TeamMember) -> Plan:
    """Jonas sees what Peter needs."""
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")
    jonas.phone.sync()
    assert jonas.phone.texts("needs") == ["Ro"]
    return peter


@contextmanager
def lost(world: World) -> Iterator[None]:
    """A backup is taken, things happen, and then the database is what the backup holds."""
    with world.tx() as tx:
        backup = {table: tx.execute(sa.select(table)).mappings().all() for table in metadata.sorted_tables}
    yield
    with world.tx() as tx, lifted(tx):
        for table in reversed(metadata.sorted_tables):
            tx.execute(table.delete())
        for table, rows in backup.items():
            if rows:
                # A unit before those who keep its door.
                tx.execute(table.insert(), sorted(map(dict, rows), key=lambda row: row.get("kind") != "unit"))


def replay(world: World, file: Path) -> dict[str, int]:
    """What `stafet restored --stops` does."""
    world.later(hours=1)
    done = restoring.repeat_stops(world.db, list(read_stops(file.read_bytes().splitlines())), world.now)
    upkeep.renew_epochs(world.db)
    return {str(what): count for what, count in done.items()}


def seen(member: TeamMember) -> list[str]:
    """What a new phone of the member's gets of the plan's needs."""
    phone = member.plan.phone_of(member.person)
    phone.sync()
    return phone.texts("needs")


def withdraw(plan: Plan, member: TeamMember) -> None:
    plan.phone.write("withdraw", member=member.id, scope="needs")
    assert plan.phone.sync().outcomes == ["applied"]


def erased(plan: Plan) -> None:
    plan.act(erase.erase_plan, proved_at=plan.world.now, now=plan.world.now)


def rows_about(world: World, plan: Plan) -> set[str]:
    with world.tx() as tx:
        return {
            table.name
            for table in metadata.sorted_tables
            if "plan_id" in table.c and tx.execute(sa.select(table.c.plan_id).where(table.c.plan_id == plan.id)).first()
        }


def acts(shared: Plan, jonas: TeamMember) -> dict[str, Any]:
    world = shared.world
    paused = team.MemberIn(status="paused")
    return {
        "withdrawn": lambda: withdraw(shared, jonas),
        "superseded": lambda: shared.share(jonas, "needs", days=1),
        "place_ended": lambda: shared.act(team.remove, member_id=jonas.id, now=world.now),
        "paused": lambda: shared.act(team.change, member_id=jonas.id, facts=paused, now=world.now),
        "erased": lambda: erased(shared),
    }


def suspend(plan: Plan) -> None:
    with plan.world.tx() as tx:
        suspension.suspend(tx, plan_id=plan.id, operators=TWO, now=plan.world.now)


def stop(shared: Plan, jonas: TeamMember, what: str) -> None:
    if what == "suspended":
        suspend(shared)
    else:
        acts(shared, jonas)[what]()


STOPS = ("withdrawn", "superseded", "place_ended", "paused", "suspended", "erased")


@pytest.mark.parametrize("what", STOPS)
def test_t27_what_was_stopped_after_the_backup_stays_stopped(
    world: World, shared: Plan, jonas: TeamMember, file: Path, what: str
) -> None:
    with lost(world):
        stop(shared, jonas, what)
    assert seen(jonas) == ["Ro"]

    done = replay(world, file)

    assert done[what] == 1
    assert seen(jonas) == []


def test_t27_what_was_erased_after_the_backup_is_erased_again(world: World, shared: Plan, file: Path) -> None:
    with lost(world):
        erased(shared)
    assert "item" in rows_about(world, shared)

    replay(world, file)

    assert rows_about(world, shared) == {"log"}


@pytest.mark.parametrize("what", ["withdrawn", "superseded", "place_ended", "erased"])
def test_t27_a_start_knows_that_a_backup_was_put_back_in_silence(
    world: World, shared: Plan, jonas: TeamMember, file: Path, what: str
) -> None:
    with lost(world):
        stop(shared, jonas, what)
        assert restoring.missing_stops(world.db, file, world.now) == 0

    assert restoring.missing_stops(world.db, file, world.now) > 0

    replay(world, file)
    assert restoring.missing_stops(world.db, file, world.now) == 0


def test_a_start_reads_the_end_of_a_long_journal(world: World, shared: Plan, jonas: TeamMember, file: Path) -> None:
    file.write_bytes(b'{"at":"2026-11-01T09:00:00.000Z","what":"erased","plan":"AAAAAAAAAAAAAAAAAAAAAA"}\n' * 2000)
    with lost(world):
        withdraw(shared, jonas)

    assert len(newest_stops(file)) < 2000
    assert restoring.missing_stops(world.db, file, world.now) == 1


@pytest.mark.parametrize("what", STOPS)
def test_a_second_time_changes_nothing(world: World, shared: Plan, jonas: TeamMember, file: Path, what: str) -> None:
    with lost(world):
        stop(shared, jonas, what)
    replay(world, file)

    assert replay(world, file) == {}


def test_what_the_backup_holds_already_is_not_done_twice(
    world: World, shared: Plan, jonas: TeamMember, file: Path
) -> None:
    for status in ("paused", "active"):
        facts = team.MemberIn(status=status)
        shared.act(team.change, member_id=jonas.id, facts=facts, now=world.now)
    suspend(shared)
    with world.tx() as tx:
        suspension.resume(tx, plan_id=shared.id, operators=TWO, now=world.now)

    with lost(world):
        pass

    assert replay(world, file) == {}
    assert seen(jonas) == ["Ro"]


def test_t6_a_door_that_was_taken_back_after_the_backup_stays_shut(world: World, peter: Plan, file: Path) -> None:
    mads = peter.member("Mads", "psychiatry")
    ward = peter.unit(doorkeeper=mads)
    with lost(world):
        peter.act(units.set_doorkeeper, unit_id=ward.id, member_id=None, now=world.now)
    link = ward.link(mads.person)

    assert replay(world, file) == {"door_taken": 1}

    with pytest.raises(NotFound):
        ward.link(mads.person)
    with pytest.raises(NotFound, match="invitation_not_found"):
        peter.accept(link, world.person("Ida", "professional"))
    assert replay(world, file) == {}


def test_a_door_that_was_given_again_before_the_backup_stays_open(world: World, peter: Plan, file: Path) -> None:
    mads = peter.member("Mads", "psychiatry")
    ward = peter.unit(doorkeeper=mads)
    for member in (None, mads.id):
        peter.act(units.set_doorkeeper, unit_id=ward.id, member_id=member, now=world.now)

    with lost(world):
        pass

    assert replay(world, file) == {}
    assert ward.link(mads.person)


def test_t15_a_calendar_link_that_was_turned_off_after_the_backup_stays_off(world: World, peter: Plan) -> None:
    peter.write(a_meeting("2026-12-04T10:00"))
    calendar = Subscribed(world, peter.owner)
    with lost(world), world.tx() as tx:
        calendars.turn_off(tx, peter.owner.id)
    assert calendar.titles() == ["Møde"]

    assert upkeep.end_links(world.db) == (1, 0)

    with pytest.raises(NotFound):
        calendar.fetch()
    assert Subscribed(world, peter.owner).titles() == ["Møde"]


@pytest.mark.parametrize("how", ["used", "replaced"])
def test_t7_a_link_that_was_used_or_replaced_after_the_backup_lets_nobody_in(
    world: World, peter: Plan, how: str
) -> None:
    link = peter.invite("Jonas")
    with lost(world):
        if how == "used":
            peter.accept(link, world.person("Jonas"))
        else:
            peter.act(team.invite_again, member_id=link.member, now=world.now)

    assert upkeep.end_links(world.db) == (0, 1)

    with pytest.raises(NotFound, match="invitation_not_found"):
        peter.accept(link, world.person("Somebody"))
    again = peter.act(team.invite_again, member_id=link.member, now=world.now)
    assert peter.accept(again, world.person("Jonas"))


def test_the_log_says_when_the_citizen_stopped_it(world: World, shared: Plan, jonas: TeamMember, file: Path) -> None:
    stopped = world.now
    with lost(world):
        withdraw(shared, jonas)

    replay(world, file)

    last = shared.act(log_of, after=0).rows[-1]
    said = msgspec.json.decode(last.payload or "")
    assert (last.kind, last.who) == ("withdrawn", "citizen")
    assert said["madeAt"].startswith(stopped.isoformat()[:19])


def test_no_word_and_no_name_is_in_the_file(world: World, shared: Plan, jonas: TeamMember, file: Path) -> None:
    shared.write(Need(text="En rolig nat"), "needs")
    for what in ("superseded", "withdrawn", "paused", "place_ended"):
        stop(shared, jonas, what)
    suspend(shared)
    erased(shared)

    text = file.read_text()
    assert not [word for word in ("rolig", "Jonas", "Peter", "needs", "Anne", "Krogh") if word in text]


def test_a_line_that_was_cut_off_does_not_hide_the_others(
    world: World, shared: Plan, jonas: TeamMember, file: Path
) -> None:
    with lost(world):
        withdraw(shared, jonas)
    with file.open("ab") as end:
        end.write(file.read_bytes()[:40])

    assert replay(world, file) == {"withdrawn": 1}


def test_after_a_line_that_was_cut_off_the_next_begins_anew(shared: Plan, jonas: TeamMember, file: Path) -> None:
    file.write_bytes(b'{"at":"2026')

    withdraw(shared, jonas)

    assert [one.what for one in read_stops(file.read_bytes().splitlines())] == ["withdrawn"]


@pytest.mark.parametrize("line", [b"ende", b"{}", b'{"at":"x","what":"given","plan":"p"}'])
def test_a_line_that_is_none_of_ours_is_refused(line: bytes) -> None:
    with pytest.raises(StopsUnreadable, match="line 1"):
        list(read_stops([line]))


def test_c4_a_file_that_cannot_be_written_stops_nobody_from_stopping(
    shared: Plan, jonas: TeamMember, file: Path
) -> None:
    file.mkdir()

    withdraw(shared, jonas)

    assert seen(jonas) == []


def test_what_could_not_be_written_is_written_with_the_next_stop(shared: Plan, jonas: TeamMember, file: Path) -> None:
    file.mkdir()
    withdraw(shared, jonas)
    file.rmdir()

    suspend(shared)

    assert [one.what for one in read_stops(file.read_bytes().splitlines())] == ["withdrawn", "suspended"]


def test_the_line_is_on_the_disk_before_the_act_is_committed(
    world: World, shared: Plan, jonas: TeamMember, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(_file: int) -> None:
        raise SystemExit

    monkeypatch.setattr(os, "fsync", power_cut)
    shared.phone.write("withdraw", member=jonas.id, scope="needs")
    with pytest.raises(SystemExit):
        shared.phone.sync()

    assert b"withdrawn" in file.read_bytes()
    assert seen(jonas) == ["Ro"]


def test_t27_without_the_file_nobody_but_the_citizen_reads(world: World, shared: Plan, jonas: TeamMember) -> None:
    assert restoring.close_all(world.db, world.now) == 1
    upkeep.renew_epochs(world.db)

    assert seen(jonas) == []
    shared.write(Need(text="Tid"), "needs")
    assert sorted(shared.phone.texts("needs")) == ["Ro", "Tid"]


def test_two_operators_open_what_the_restore_closed_and_no_other_plan(
    world: World, shared: Plan, jonas: TeamMember
) -> None:
    other = world.plan(world.person("Sanne"))
    suspend(other)
    restoring.close_all(world.db, world.now)

    with pytest.raises(Invalid, match="two_operators_needed"):
        restoring.reopen_all(world.db, ("Anne Krogh",), world.now)
    assert restoring.reopen_all(world.db, TWO, world.now) == 1

    assert seen(jonas) == ["Ro"]
    assert other.phone.sync().plan["suspended"] is True
