"""Real servers as processes, on databases of their own, ended when the run ends."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from bench.load import children, cpu_seconds
from tests.support import postgres
from tests.support.databases import migrate
from tests.support.log_rules import keys_in

ROOT = Path(__file__).parents[1]


class Server:
    """One uvicorn worker, and the database's processes when the database has its own."""

    def __init__(self, command: list[str], port: int, environment: dict[str, str], database: int | None) -> None:
        self.port = port
        self.database = database
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the server
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", *command], cwd=ROOT, env=environment, stdout=self.log, stderr=self.log
        )

    @property
    def pid(self) -> int:
        """The server's process."""
        return self.process.pid

    def cpu(self) -> float:
        """CPU seconds until now, the database's included."""
        return cpu_seconds([self.pid]) + (cpu_seconds(children(self.database)) if self.database else 0.0)

    def wait(self, path: str) -> None:
        """Until it answers."""
        for _ in range(600):
            if self.process.poll() is not None:
                break
            try:
                urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5).read()
            except OSError:
                time.sleep(0.1)
            else:
                return
        self.log.seek(0)
        raise RuntimeError(self.log.read().decode()[-3000:])

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(timeout=20)
        self.log.close()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("STAFET_")}


@contextmanager
def stafet(
    url: str, home: Path, database: int | None = None, *, tick: float = 15, static: Path | None = None
) -> Iterator[Server]:
    """`stafet serve`, with the log, the reminder sender and everything else it has in life; a page for an app."""
    keys = home / "keys"
    if not keys.exists():
        keys.mkdir()
        keys_in(keys)
        subprocess.run([sys.executable, "-m", "stafet", "keys", keys], cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own program
    if static is None:
        static = home / "static"
        static.mkdir(exist_ok=True)
        (static / "index.html").write_text("<!doctype html><title>Stafet</title>" + "<p>Plan</p>" * 100)
    port = free_port()
    settings = {
        "MODE": "demo", "DATABASE_URL": url, "PUBLIC_URL": f"http://localhost:{port}", "PORT": str(port),
        "STATIC_DIR": str(static), "LOG_KEY_FILE": str(keys / "log.key"),
        "MASTER_KEY_FILE": str(keys / "master.key"),
        "RECEIPT_KEY_FILE": str(keys / "receipt.key"),
        "VAPID_KEY_FILE": str(keys / "vapid.pem"), "VAPID_SUBJECT": "mailto:bench@stafet.dk",
        "REMINDER_INTERVAL_SECONDS": str(tick),
        # One phone asks here as often as ten thousand would.
        "SYNC_PER_MINUTE": "0", "REQUESTS_PER_MINUTE": "0", "PLANS_PER_HOUR": "0", "PLANS_PER_DAY": "0",
    }  # fmt: skip
    environment = _clean_environment() | {f"STAFET_{name}": value for name, value in settings.items()}
    server = Server(["stafet", "serve"], port, environment, database)
    try:
        server.wait("/health/live")
        yield server
    finally:
        server.stop()


@contextmanager
def bare(url: str, database: int | None = None) -> Iterator[Server]:
    """The bare handlers on the same database."""
    port = free_port()
    server = Server(["bench.bare", url, str(port)], port, _clean_environment(), database)
    try:
        server.wait("/static")
        yield server
    finally:
        server.stop()


@contextmanager
def databases(home: Path, *, with_postgresql: bool) -> Iterator[dict[str, tuple[str, int | None]]]:
    """An empty database of each engine: its address, and the process that serves it when there is one."""
    sqlite = home / "stafet.db"
    migrate(f"sqlite:///{sqlite}")
    found: dict[str, tuple[str, int | None]] = {"SQLite": (f"sqlite:///{sqlite}", None)}
    binaries = postgres.system_binaries() or postgres.wheel_binaries()
    if not with_postgresql or binaries is None:
        yield found
        return
    # As in life: an acknowledged push is on the disk.
    postgres.FAST = ("listen_addresses=", "max_connections=100", "shared_buffers=256MB", "max_wal_size=4GB")
    folder = Path(tempfile.mkdtemp(prefix="stafet-bench-pg-"))
    folder.chmod(0o755)
    try:
        process, server = postgres.start(binaries, folder)
        try:
            url = server.create("bench")
            migrate(url)
            yield found | {"PostgreSQL": (url, process.pid)}
        finally:
            process.terminate()
            process.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
