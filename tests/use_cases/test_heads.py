"""The logs are checked on the server, and against heads that lie where Stafet cannot rewrite them (C9, T25)."""

import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from stafet.domain.checking import Fault
from stafet.domain.items import Need
from stafet.store import log as stored
from stafet.store.tables import log as table
from stafet.use_cases.heads import HeadsUnreadable, HeadsWriter, lines_of, read_lines
from stafet.use_cases.log_checks import Checked, check_logs
from tests.factories import an_entry
from tests.support.log_rules import lifted
from tests.world import Plan, TeamMember, World


@pytest.fixture
def shared(peter: Plan, jonas: TeamMember) -> Plan:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")
    jonas.phone.sync()
    return peter


def checked(world: World, heads: bytes = b"", plan: str | None = None) -> list[Checked]:
    with world.tx() as tx:
        return list(check_logs(tx, seen=read_lines(heads.splitlines()), plan=plan))  # type: ignore[arg-type]


def heads_now(world: World) -> bytes:
    with world.tx() as tx:
        return b"".join(lines_of(stored.heads(tx), world.now))


def cut(world: World, plan: Plan, after: int) -> None:
    with world.tx() as tx, lifted(tx):
        tx.execute(sa.text('DELETE FROM "grant"'))
        tx.execute(table.delete().where(table.c.plan_id == plan.id, table.c.seq > after))


def test_logs_that_nobody_touched_are_whole(world: World, shared: Plan) -> None:
    other = world.plan(world.person("Sanne"))
    with world.tx() as tx:
        stored.append(tx, other.id, [an_entry()] * 3, world.now)

    assert sorted((one.plan, one.rows) for one in checked(world, heads_now(world))) == sorted(
        [(shared.id, 2), (other.id, 3)]
    )
    assert {one.fault for one in checked(world, heads_now(world))} == {None}


def test_t25_a_cut_off_end_is_found_by_a_head_that_was_kept(world: World, shared: Plan) -> None:
    kept = heads_now(world)
    cut(world, shared, 1)

    assert checked(world) == [Checked(shared.id, 1, None)]
    assert checked(world, kept) == [Checked(shared.id, 1, Fault(2, "cut"))]


def test_t25_a_log_that_is_gone_is_found_by_a_head_that_was_kept(world: World, shared: Plan) -> None:
    kept = heads_now(world)
    cut(world, shared, 0)

    assert checked(world) == []
    assert checked(world, kept) == [Checked(shared.id, 0, Fault(1, "cut"))]


def test_t25_a_log_made_anew_with_every_key_is_found_by_a_head_that_was_kept(world: World, shared: Plan) -> None:
    kept = heads_now(world)
    cut(world, shared, 1)
    with world.tx() as tx:
        stored.append(tx, shared.id, [an_entry()], world.now)

    assert checked(world)[0].fault is None
    assert checked(world, kept)[0].fault == Fault(2, "head")


def test_only_one_plan_is_checked_when_one_is_named(world: World, shared: Plan) -> None:
    other = world.plan(world.person("Sanne"))
    with world.tx() as tx:
        stored.append(tx, other.id, [an_entry()], world.now)

    assert [one.plan for one in checked(world, heads_now(world), plan=other.id)] == [other.id]


def test_what_is_no_head_is_not_passed_over() -> None:
    for line in (b"{}", b"x", b'{"at":"","plan":"p","seq":1,"hash":"zz"}'):
        with pytest.raises(HeadsUnreadable, match="line 2"):
            read_lines([b"", line])


def test_of_two_hashes_for_one_row_the_first_that_was_written_counts() -> None:
    line = b'{"at":"","plan":"p","seq":1,"hash":"%s"}'

    assert read_lines([line % b"aa", line % b"bb"]) == {"p": {1: b"\xaa"}}


# The file of heads.


async def test_a_head_is_written_when_it_moved_and_only_then(world: World, shared: Plan, tmp_path: Path) -> None:
    path = tmp_path / "heads"
    writer = HeadsWriter(world.db, path, world.clock)

    counts = [await writer.write_moved(), await writer.write_moved()]
    with world.tx() as tx:
        stored.append(tx, shared.id, [an_entry()], world.now)
    counts.append(await writer.write_moved())

    seen = read_lines(path.read_bytes().splitlines())
    assert counts == [1, 0, 1]
    assert list(seen[shared.id]) == [2, 3]
    assert {one.fault for one in checked(world, path.read_bytes())} == {None}


async def test_what_stands_in_the_file_stays(world: World, shared: Plan, tmp_path: Path) -> None:
    path = tmp_path / "heads"
    for _ in range(2):  # As if the server was started twice.
        await HeadsWriter(world.db, path, world.clock).write_moved()

    assert path.read_bytes().count(b"\n") == 2


async def test_a_pipe_nobody_reads_is_told_and_what_was_not_written_is_tried_again(
    world: World, shared: Plan, tmp_path: Path
) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = HeadsWriter(world.db, path, world.clock)

    with pytest.raises(OSError, match="No such device"):
        await writer.write_moved()
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    count = await writer.write_moved()

    assert count == 1
    assert shared.id.encode() in os.read(reader, 4096)
    os.close(reader)
