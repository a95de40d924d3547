"""`stafet counts`, as an operator types it."""

import json
from contextlib import closing
from pathlib import Path

from stafet.store.engine import Database
from tests.command.test_command import Stafet, stafet
from tests.support.log_rules import KEYS, keys_in
from tests.world import World

__all__ = ["stafet"]

ORGANISATIONS = """
[[organisation]]
id = "bostoetten"
kind = "municipality"
name = "Bostøtten"
"""


def test_a_table_for_people_and_json_for_programs_say_the_same(stafet: Stafet, sqlite_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "organisations.toml").write_text(ORGANISATIONS, encoding="utf-8")
    with closing(Database(sqlite_url, KEYS)) as db:
        world = World(db)
        for number in range(7):
            world.plan(world.person(f"Citizen {number}"))
    settings = keys_in(tmp_path) | {"STAFET_DATABASE_URL": sqlite_url, "STAFET_CONTENT_DIR": str(folder)}

    table, as_json = stafet("counts", **settings), stafet("counts", "--json", **settings)

    assert (table.returncode, as_json.returncode) == (0, 0), table.stderr + as_json.stderr
    lines = [line.split() for line in table.stdout.splitlines()]
    assert ["Bostøtten", *["<5"] * 6] in lines
    assert ["In", "all", "7", *["<5"] * 5] in lines
    said = json.loads(as_json.stdout)
    assert [(one["name"], one["numbers"]["plans"]) for one in said["organisations"]] == [("Bostøtten", "<5")]
    assert said["total"]["numbers"]["plans"] == 7
