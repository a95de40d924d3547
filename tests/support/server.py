"""The real server as a process of its own, on a free port, as an operator starts it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from random import sample
from typing import Protocol

import pytest

from tests.support.log_rules import keys_in
from tests.support.push_service import PushService

START_SECONDS = 60


@dataclass
class Server:
    """One running server. Stop it and start it again to see what a restart does."""

    url: str
    environment: dict[str, str]
    log: Path
    command: tuple[str, ...] = ("serve",)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "stafet", *self.command], env=self.environment, stdout=log, stderr=log
            )
        ends = time.monotonic() + START_SECONDS
        while time.monotonic() < ends and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/health/ready", timeout=5) as answer:  # noqa: S310 - our own
                    # Somebody else's server may have taken the port just before ours.
                    if answer.status == 200 and self.process.poll() is None:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError(f"The server did not get ready:\n{self.said()}")

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""


class StartServer(Protocol):
    """How a test starts a server: `start_server(database_url, STAFET_MODE="live", ...)`."""

    def __call__(self, database_url: str, **settings: str) -> Server: ...


def own_ports() -> Iterator[int]:
    """Ports for this process, over and over: each worker's own, and below those that the system hands out by itself.

    Between the moment a port is found free and the moment a server listens on it, nobody else may take it.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = 16_000 + worker % 8 * 2_000
    return cycle(sample(range(first, first + 2_000), 2_000))


ports = own_ports()


def free_port() -> int:
    for port in ports:
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port
    raise AssertionError("there is always another port")


@pytest.fixture(scope="session")
def installation_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the keys of an installation, as an operator makes them."""
    folder = tmp_path_factory.mktemp("keys")
    # The one a test opens its databases with, so that both can write in the log.
    keys_in(folder)
    subprocess.run([sys.executable, "-m", "stafet", "keys", str(folder)], check=True, stdout=subprocess.DEVNULL)
    return folder


@pytest.fixture
def start_server(tmp_path: Path, installation_keys: Path, push_service: PushService) -> Iterator[StartServer]:
    """Start as many as the test wants. All of them end with it."""
    started: list[Server] = []

    def start(database_url: str, **settings: str) -> Server:
        port = settings.pop("STAFET_PORT", "") or str(free_port())
        folder = tmp_path / f"server-{len(started)}"
        folder.mkdir()
        own = {name: value for name, value in os.environ.items() if not name.startswith("STAFET_")}
        environment = own | {
            "STAFET_DATABASE_URL": database_url,
            "STAFET_MODE": "demo",
            "STAFET_HOST": "127.0.0.1",
            "STAFET_PORT": port,
            "STAFET_PUBLIC_URL": f"http://localhost:{port}",
            "STAFET_DATA_DIR": str(folder),
            "STAFET_LOG_KEY_FILE": str(installation_keys / "log.key"),
            "STAFET_MASTER_KEY_FILE": str(installation_keys / "master.key"),
            "STAFET_RECEIPT_KEY_FILE": str(installation_keys / "receipt.key"),
            "STAFET_VAPID_KEY_FILE": str(installation_keys / "vapid.pem"),
            "STAFET_VAPID_SUBJECT": "mailto:drift@example.org",
            "STAFET_PUSH_EXTRA_ORIGINS": push_service.origin,
            "STAFET_REMINDER_INTERVAL_SECONDS": "0.5",
            # Tests ask faster than people do; what limits promise is in tests/http/test_limits.py.
            "STAFET_SYNC_PER_MINUTE": "0",
            "STAFET_REQUESTS_PER_MINUTE": "0",
            "PYTHONUNBUFFERED": "1",
        }
        server = Server(f"http://localhost:{port}", environment | settings, folder / "server.log")
        started.append(server)
        server.start()
        return server

    yield start

    for server in started:
        server.stop()
        # pytest shows this for a test that failed, and for no other.
        print(f"--- the server at {server.url} said:\n{server.said()[-6000:]}")


@pytest.fixture
def demo(tmp_path: Path, push_service: PushService) -> Iterator[Server]:
    """What `make demo` shows: Peter's plan in use, on SQLite."""
    port = str(free_port())
    own = {name: value for name, value in os.environ.items() if not name.startswith("STAFET_")}
    own["STAFET_PUSH_EXTRA_ORIGINS"] = push_service.origin
    command = ("demo", "--port", port, "--folder", str(tmp_path / "demo"))
    server = Server(f"http://localhost:{port}", own, tmp_path / "demo.log", command)
    server.start()

    yield server

    server.stop()
    print(f"--- the demo said:\n{server.said()[-6000:]}")


@pytest.fixture
def server(database_url: str, start_server: StartServer) -> Server:
    """A server in demo mode on a fresh database: once on SQLite and once on PostgreSQL."""
    return start_server(database_url)
