"""Houses for the tests of the HTTP layer."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.http.house import Browser, House, open_house
from tests.http.routes import PROPOSAL

PAGE = "<!doctype html><html lang=da><title>Stafet</title>" + "<p>Den røde tråd.</p>" * 60
SCRIPT = "export const thread = 'rød';\n" * 60


@pytest.fixture(scope="session")
def built_app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build of the app looks like to the server."""
    folder = tmp_path_factory.mktemp("static")
    (folder / "assets").mkdir()
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "sw.js").write_text(SCRIPT, encoding="utf-8")
    (folder / "manifest.webmanifest").write_text('{"name": "Stafet"}', encoding="utf-8")
    (folder / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (folder / "icon-192.png").write_bytes(b"\x89PNG" + bytes(2000))
    (folder / "assets" / "main-B7xq.js").write_text(SCRIPT, encoding="utf-8")
    (folder / "assets" / "main-C1aa.css").write_text("p { color: red }\n" * 60, encoding="utf-8")
    (folder.parent / f"{folder.name}-secret.txt").write_text("outside the app", encoding="utf-8")
    return folder


@pytest.fixture
async def house(database_url: str, built_app: Path) -> AsyncIterator[House]:
    """The demo on both databases."""
    async with open_house(database_url, static_dir=built_app) as opened:
        yield opened


@pytest.fixture
async def small_house(sqlite_url: str, built_app: Path) -> AsyncIterator[House]:
    """The demo on SQLite only: for promises that end before the database."""
    async with open_house(sqlite_url, static_dir=built_app) as opened:
        yield opened


@dataclass
class World:
    """Peter has a plan with a meeting; Mads is on his team and sees the safety plan; Lars is a stranger with a plan.

    Afsnit 4 is a unit on Peter's team, and Ida is invited into it.
    """

    house: House
    peter: Browser
    mads: Browser
    lars: Browser
    plan: str
    mads_id: str
    meeting: str
    item: str
    unit: str
    colleague: str
    # A meeting that Mads proposes.
    proposal: str
    call: str


async def settled(house: House) -> World:
    peter, mads, lars = [await house.person(key) for key in ("peter", "mads", "lars")]
    plan = await peter.start_plan()
    await lars.start_plan()
    member = await peter.welcome(plan, mads, "safety", name="Mads Lund")
    starts = {"kind": "meeting", "meetingKind": "coordination", "startsAt": "2026-12-10T10:00"}
    meeting = await peter.write(plan, "meeting:", starts)
    item = await peter.write(plan, "safety", {"kind": "coping", "text": "Gå en tur"})
    unit = (await peter.post(f"/api/plans/{plan}/units", {"role": "psychiatry", "name": "Afsnit 4"})).json()["unit"]
    invited = await peter.post(f"/api/plans/{plan}/units/{unit}/people", {"name": "Ida Holm"})
    proposed = await mads.post(f"/api/plans/{plan}/proposals", PROPOSAL)
    asked = {"whom": "Kommunen", "about": "Hjemkomsten", "caller": member}
    call = (await peter.post(f"/api/plans/{plan}/calls", asked)).json()["id"]
    colleague, proposal = invited.json()["member"], proposed.json()["id"]
    return World(house, peter, mads, lars, plan, member, meeting, item, unit, colleague, proposal, call)


@pytest.fixture
async def world(house: House) -> World:
    return await settled(house)


@pytest.fixture
async def small_world(small_house: House) -> World:
    return await settled(small_house)


@pytest.fixture
async def peter(small_house: House) -> Browser:
    """One person who is signed in, and nothing else yet."""
    return await small_house.person("peter")
