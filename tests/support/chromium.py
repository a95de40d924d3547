"""Which browser the journeys run in: found, or installed. `python -m tests.support.chromium` does both.

The order: what STAFET_CHROMIUM names, Playwright's own, the system's Chromium or Chrome. When there is none: the
system's packages (as root, where there is apt-get), else Playwright's download, else words that say what to do.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "No browser for the journeys. Name one in STAFET_CHROMIUM, or install one: "
    "'apt-get install chromium' or '.venv/bin/playwright install chromium'."
)
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The app asks nobody but its own server; whatever else the browser wants to look up stays unanswered.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def flags() -> list[str]:
    """Chromium refuses its sandbox to root, and only then may it go without."""
    return [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)


def candidates(playwright: Playwright) -> Iterator[Path]:
    if named := os.environ.get("STAFET_CHROMIUM"):
        # A wrong name is an error to see, not a reason to look elsewhere.
        yield Path(named)
        return
    yield Path(playwright.chromium.executable_path)
    for name in SYSTEM_NAMES:
        if found := shutil.which(name, path=f"/usr/bin:{os.environ.get('PATH', '')}"):
            yield Path(found)


def find(playwright: Playwright) -> Path | None:
    return next((path for path in candidates(playwright) if path.is_file()), None)


def install() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium from the system's packages", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        packages = ["chromium", "fonts-noto-core"]
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        done = subprocess.run(
            ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages],
            env=quiet,
            check=False,
            stdout=subprocess.DEVNULL,
        )
        if done.returncode == 0:
            return
    print("Installing Chromium with Playwright", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> None:
    with sync_playwright() as playwright:
        found = find(playwright)
        if found is None and not os.environ.get("STAFET_CHROMIUM"):
            install()
            found = find(playwright)
    if found is None:
        sys.exit(ADVICE)
    print(f"The journeys run in {found}")


if __name__ == "__main__":
    main()
