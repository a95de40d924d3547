"""Which browser the journeys run in: found, or installed. `python -m tests.support.chromium` does both.

The order: what STAFET_CHROMIUM names, Playwright's own, the system's Chromium or Chrome. When there is none: the
system's packages (as root, where there is apt-get), else Playwright's download, else words that say what to do.

Where the system has the headless shell, most journeys run in that: the same engine without the windows around it, so a
new phone costs less than half the work. It knows no notifications; what needs them is marked and runs in Chromium.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

SHELL = "chromium-headless-shell"
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
    # Letters are as wide on every machine as their font says: lines break at the same words.
    "--font-render-hinting=none",
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
    yield from on_the_system(*SYSTEM_NAMES)


def on_the_system(*names: str) -> Iterator[Path]:
    for name in names:
        if found := shutil.which(name, path=f"/usr/bin:{os.environ.get('PATH', '')}"):
            yield Path(found)


def find(playwright: Playwright) -> Path | None:
    return next((path for path in candidates(playwright) if path.is_file()), None)


def find_light(playwright: Playwright) -> Path | None:
    """The shell, unless somebody has named a browser for everything."""
    shell = None if os.environ.get("STAFET_CHROMIUM") else next(on_the_system(SHELL), None)
    return shell or find(playwright)


def install_packages(*packages: str) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"Installing {' and '.join(packages)} from the system's packages", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    done = subprocess.run(
        ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages, "fonts-noto-core"],
        env=quiet,
        check=False,
        stdout=subprocess.DEVNULL,
    )
    return done.returncode == 0


def install() -> None:
    # A system may be too old to have the shell.
    if install_packages("chromium", SHELL) or install_packages("chromium"):
        return
    print("Installing Chromium with Playwright", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> None:
    with sync_playwright() as playwright:
        found, named = find(playwright), os.environ.get("STAFET_CHROMIUM")
        if found is None and not named:
            install()
            found = find(playwright)
        elif os.environ.get("CI") and not named and not any(on_the_system(SHELL)):
            # Nobody minds one package more there, and everybody waits for the tests.
            install_packages(SHELL)
        light = find_light(playwright)
    if found is None:
        sys.exit(ADVICE)
    print(f"The journeys run in {light}" + ("" if light == found else f", and in {found} where something is notified"))


if __name__ == "__main__":
    main()
