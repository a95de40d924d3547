"""Where a file lies in memory, on systems that have such a place."""

from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - nothing secret, and every folder in it is made anew
