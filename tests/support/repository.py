"""The repository as its own tests see it: what is, or is about to be, committed."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Binary, or written by a program from something else that is checked.
NOT_WRITTEN_BY_HAND = (
    ".png",
    ".webp",
    ".ico",
    ".woff2",
    ".ttf",
    ".lock",
    "package-lock.json",
    "docs/openapi.json",
    ".gen.ts",
)


@cache
def files() -> tuple[Path, ...]:
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(path for path in sorted(ROOT / name for name in listed.split("\0") if name) if path.is_file())


def written(*endings: str) -> list[Path]:
    """The files that people write, of these kinds (all kinds when none is named)."""
    by_hand = [path for path in files() if not str(path).endswith(NOT_WRITTEN_BY_HAND)]
    return [path for path in by_hand if not endings or path.suffix in endings]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
