"""Guards taken out of a copy of the server, and a machine that must object.

The product has no switches for this: the source text is patched in a temporary copy of backend/stafet. A patch that
no longer fits its source is an error too, so that the list follows the code.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.support.databases import migrate
from tests.support.figures import tell

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Mutant:
    """One guard less. Each pair is what stands there and what takes its place, once each."""

    name: str
    file: str
    patches: tuple[tuple[str, str], ...]
    also: tuple[tuple[str, str, str], ...] = ()
    """Second lines of defence in other files: where two guards do the same, only without both is there a hole."""


@dataclass(frozen=True)
class Jury:
    """The machine that must object, run as `python -m MODULE URL EXAMPLES SEED`; its promises begin with a letter."""

    module: str
    examples: int
    promise: str
    stories: int = 1
    """How many it may tell, each with a seed of its own, before it says that it has nothing against it."""

    def on(self, mutant: Mutant | None, template: Path, seconds: int) -> tuple[str, str]:
        """What became of it, and the first promise that was broken."""
        for seed in range(1, self.stories + 1):
            end, why = self._told(mutant, template, seconds, seed)
            if end != "SURVIVED":
                return end, why
        return "SURVIVED", why if self.stories == 1 else f"{self.stories} times {why}"

    def _told(self, mutant: Mutant | None, template: Path, seconds: int, seed: int) -> tuple[str, str]:
        with tempfile.TemporaryDirectory(prefix="stafet-mutant-", dir=template.parent) as folder:
            database = Path(folder) / "stafet.db"
            shutil.copyfile(template, database)
            environment = dict(os.environ)
            try:
                if mutant is not None:
                    environment["PYTHONPATH"] = str(patched(mutant, Path(folder)))
            except LookupError as error:
                return "STALE", str(error)
            command = [sys.executable, "-m", self.module, f"sqlite:///{database}", str(self.examples), str(seed)]
            done = subprocess.run(
                [*working_at_most(seconds), *command],
                cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
            )  # fmt: skip
        if done.returncode == -signal.SIGXCPU:
            return "SURVIVED", f"{seconds} s were not enough"
        if done.returncode == 0:
            return "SURVIVED", f"{self.examples} examples"
        # Only a promise with its number counts: a server that cannot run is no proof.
        found = re.search(rf"^(?:.*AssertionError): ({self.promise}\d[\w/]*): ", done.stderr, re.MULTILINE)
        if found:
            return "killed", found[1]
        said = re.findall(r"^[\w.]+(?:Error|Exception|Missing): .*", done.stderr, re.MULTILINE)
        return "BROKEN", (said or done.stderr.strip().splitlines() or ["nothing was said"])[-1][:140]


def working_at_most(seconds: int) -> list[str]:
    """What to put before a command. The seconds are its own work: what else the machine does is nobody's verdict."""
    return ["sh", "-c", 'ulimit -S -t "$0"; exec "$@"', str(seconds)]


def sources(mutant: Mutant) -> dict[str, str]:
    """Each file of the server that this mutant changes, as it would be."""
    changed: dict[str, str] = {}
    for file, old, new in [*((mutant.file, *patch) for patch in mutant.patches), *mutant.also]:
        source = changed.get(file) or (ROOT / "backend" / "stafet" / file).read_text()
        if source.count(old) != 1:
            raise LookupError(f"{mutant.name}: found {source.count(old)} times in {file}: {old!r}")
        changed[file] = source.replace(old, new)
    return changed


def patched(mutant: Mutant, home: Path) -> Path:
    """A copy of the server without this guard; answers what to put before everything else on Python's path."""
    backend = home / "backend"
    shutil.copytree(
        ROOT / "backend" / "stafet", backend / "stafet", ignore=shutil.ignore_patterns("static", "__pycache__")
    )
    (home / "migrations").symlink_to(ROOT / "migrations")
    for file, source in sources(mutant).items():
        (backend / "stafet" / file).write_text(source)
    return backend


def judge(mutants: Sequence[Mutant], jury: Jury, what: str, about: str | None) -> int:
    """Every mutant before the jury, with a line for each. Answers the exit code: 1 when one survives."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=120, help="how long the machine may work at each")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time")
    parser.add_argument("--only", nargs="*", default=[], help="names, or parts of them")
    options = parser.parse_args()
    chosen = [one for one in mutants if not options.only or any(part in one.name for part in options.only)]
    survivors = 0
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder of our own is made in it
    with (
        tempfile.TemporaryDirectory(prefix="stafet-mutants-", dir=memory) as home,
        ThreadPoolExecutor(options.jobs) as pool,
    ):
        template = Path(home) / "template.db"
        migrate(f"sqlite:///{template}")
        end, why = jury.on(None, template, options.seconds) if not options.only else ("SURVIVED", "not run")
        if end != "SURVIVED":
            print(f"The server as it is breaks a promise already: {why}")
            return 1

        def timed(mutant: Mutant) -> tuple[Mutant, str, str, float]:
            began = time.monotonic()
            return mutant, *jury.on(mutant, template, options.seconds), time.monotonic() - began

        for mutant, end, why, took in pool.map(timed, chosen):
            survivors += end != "killed"
            print(f"{end:9} {took:6.1f} s  {mutant.name:50} {why}", flush=True)
    tell(what, mutants=len(chosen), killed=len(chosen) - survivors)
    return 1 if survivors else 0
