"""The real server over a real socket and a real database, with a clock that a story can move."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import expect

from stafet.app import create_app
from stafet.push.keys import load_keys
from stafet.settings import Settings
from stafet.use_cases import upkeep
from stafet.use_cases.content_files import DEMO, read
from stafet.use_cases.demo_story import tell
from stafet.use_cases.transactions import Database
from tests.journeys.told import Told
from tests.support.browser import People, Person
from tests.support.log_rules import KEYS
from tests.support.push_service import PushService
from tests.support.server import free_port

# The machine may be busy with other things; a promise is about what happens, not about how fast.
expect.set_options(timeout=20_000)

STATIC = Path(__file__).parents[2] / "backend" / "stafet" / "static"


@dataclass
class House:
    """A running installation. `passed` is how far its clock is ahead of the phones' own."""

    url: str
    db: Database
    passed: timedelta = field(default_factory=timedelta)
    # Instead of the time of day, where pictures are taken.
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def now(self) -> datetime:
        return self.clock() + self.passed

    @property
    def told(self) -> Told:
        """Peter's plan as it stands in this house's database, and phones that need no browser."""
        return Told(self.db, self.now)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The app as it was built when the run began. Somebody may build it anew meanwhile."""
    folder = tmp_path_factory.mktemp("app") / "static"
    shutil.copytree(STATIC, folder)
    return folder


@contextmanager
def opened(
    database_url: str,
    app: Path,
    keys: Path,
    push_service: PushService,
    *,
    port: int | None = None,
    told_at: datetime | None = None,
) -> Iterator[House]:
    """Open a house, and close it afterwards. `told_at`: its clock stands still, but for the order of things."""
    port = port or free_port()
    settings = Settings(
        mode="demo",
        database_url=database_url,
        public_url=f"http://localhost:{port}",
        port=port,
        push_extra_origins=push_service.origin,
        reminder_interval_seconds=0.3,
    )
    house = House(settings.origin, Database(database_url, KEYS))
    if told_at:
        house.clock = standing_at(told_at)
    push_service.clock = lambda: house.now().timestamp()
    upkeep.keep_consent_texts(house.db, house.now())
    vapid = load_keys((keys / "vapid.pem").read_text(), "mailto:drift@example.org")
    app_ = create_app(settings, house.db, vapid=vapid, static_dir=app, place=read(DEMO).content, clock=house.now)
    server = uvicorn.Server(
        uvicorn.Config(
            app_, host="127.0.0.1", port=port, log_config=None, access_log=False, timeout_graceful_shutdown=2
        )
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.05)
    yield house
    server.should_exit = True
    thread.join(timeout=10)
    house.db.close()


@pytest.fixture
def house(database_url: str, built: Path, installation_keys: Path, push_service: PushService) -> Iterator[House]:
    """An empty one: once on SQLite and once on PostgreSQL."""
    with opened(database_url, built, installation_keys, push_service) as house:
        yield house


def standing_at(moment: datetime) -> Callable[[], datetime]:
    """A clock that stands still as far as anybody sees: a millisecond for each look at it."""
    looks = count()
    return lambda: moment + timedelta(milliseconds=next(looks))


def told_into(path: Path, empty: Path, clock: Callable[[], datetime]) -> Path:
    """A database with Peter's plan in use."""
    shutil.copyfile(empty, path)
    db = Database(f"sqlite:///{path}", KEYS)
    upkeep.keep_consent_texts(db, clock())
    tell(db, clock)
    db.close()
    return path


@pytest.fixture(scope="session")
def told_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Peter's plan in use, told once."""
    return told_into(tmp_path_factory.mktemp("told") / "told.db", sqlite_template, lambda: datetime.now(UTC))


@pytest.fixture
def told_url(told_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "told.db"
    shutil.copyfile(told_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def home(told_url: str, built: Path, installation_keys: Path, push_service: PushService) -> Iterator[House]:
    """A house where Peter's plan is in use (`stafet.use_cases.demo_story`). For promises no database can break."""
    with opened(told_url, built, installation_keys, push_service) as house:
        yield house


class SignedIn:
    """`peter = signed_in("peter")`: a phone of somebody who has signed in already. Professionals sit at a desk."""

    def __init__(self, people: People, home: House) -> None:
        self.people = people
        self.home = home

    def __call__(self, key: str, path: str = "/", *, desk: bool | None = None, **options: object) -> Person:
        on_desk = key in {"mads", "rikke", "jonas", "holm", "ida", "sanne"} if desk is None else desk
        person = self.people(key, self.home.url, desk=on_desk, **options)
        signs_in(person, key)
        person.goto(path)
        expect(person.page.get_by_role("heading", level=1)).to_be_attached()
        return person


def signs_in(person: Person, key: str) -> None:
    """What a sign-in leaves behind, without the pages before it."""
    answer = person.context.request.post(
        f"{person.home}/api/demo/session", data={"person": key}, headers={"X-Stafet": "1"}
    )
    assert answer.ok, answer.status


@pytest.fixture
def signed_in(home: House, people: People) -> SignedIn:
    """The house stands first, so that everybody has left before it closes: a page that still asks it complains."""
    return SignedIn(people, home)
