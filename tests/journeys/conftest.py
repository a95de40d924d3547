"""The real server over a real socket and a real database, with a clock that a story can move."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import expect

from stafet.app import create_app
from stafet.push.keys import load_keys
from stafet.settings import Settings
from stafet.use_cases import upkeep
from stafet.use_cases.transactions import Database
from tests.support.push_service import PushService
from tests.support.server import free_port

# The machine may be busy with other things; a promise is about what happens, not about how fast.
expect.set_options(timeout=20_000)

STATIC = Path(__file__).parents[2] / "backend" / "stafet" / "static"


@dataclass
class House:
    """A running installation. `passed` is how far its clock is ahead of the phones' own."""

    url: str
    passed: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.passed


@pytest.fixture
def house(database_url: str, installation_keys: Path, push_service: PushService) -> Iterator[House]:
    """Once on SQLite and once on PostgreSQL."""
    port = free_port()
    settings = Settings(
        mode="demo",
        database_url=database_url,
        public_url=f"http://localhost:{port}",
        port=port,
        push_extra_origins=push_service.origin,
        reminder_interval_seconds=0.3,
    )
    house = House(settings.origin)
    push_service.clock = lambda: house.now().timestamp()
    db = Database(database_url)
    upkeep.keep_consent_texts(db, house.now())
    vapid = load_keys((installation_keys / "vapid.pem").read_text(), "mailto:drift@example.org")
    app = create_app(settings, db, vapid=vapid, static_dir=STATIC, clock=house.now)
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False, timeout_graceful_shutdown=2)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.05)
    yield house
    server.should_exit = True
    thread.join(timeout=10)
    db.close()
