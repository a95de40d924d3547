"""A PostgreSQL of one's own, to be stopped in the middle of everything; and durable, unlike that of the other tests."""

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.databases import migrate
from tests.support.postgres import MISSING, placed, system_binaries, unprivileged, wheel_binaries


@dataclass
class OwnPostgres:
    """Reached through a socket in its own folder; fsync is on, because losing power is the point."""

    binaries: Path
    home: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@/postgres?host={self.home}"

    def make(self) -> None:
        whom = unprivileged()
        command = [self.binaries / "initdb", "-D", self.home / "data", "-U", "postgres", "--auth=trust", "-E", "UTF8"]
        subprocess.run([*command, "--locale=C", "--no-sync"], check=True, capture_output=True, cwd=self.home, **whom)

    def start(self) -> None:
        settings = ["-c", "listen_addresses=", "-c", "shared_buffers=32MB", "-c", "max_connections=60"]
        with (self.home / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.binaries / "postgres", "-D", self.home / "data", "-k", self.home, *settings],
                stdout=log,
                stderr=log,
                cwd=self.home,
                **unprivileged(),
            )
        for _ in range(600):
            ready = [self.binaries / "pg_isready", "-q", "-h", self.home, "-d", "postgres"]
            if subprocess.run(ready, check=False).returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError((self.home / "server.log").read_text()[-2000:])

    def stop_at_once(self) -> None:
        """What `pg_ctl stop -m immediate` sends: no checkpoint, no goodbye, recovery at the next start."""
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(timeout=30)
            self.process = None


@pytest.fixture
def own_postgres() -> Iterator[OwnPostgres]:
    found = system_binaries() or wheel_binaries()
    if found is None:
        pytest.skip(MISSING)
    home = Path(tempfile.mkdtemp(prefix="stafet-pg-"))
    home.chmod(0o755)
    if whom := unprivileged():
        shutil.chown(home, whom["user"], whom["group"])
    server = OwnPostgres(placed(found, home), home)
    try:
        server.make()
        server.start()
        migrate(server.url)
        yield server
    finally:
        server.stop_at_once()
        shutil.rmtree(home, ignore_errors=True)
