"""The process that draws one paper: JSON comes in, a PDF goes out, and everything it held is gone with it."""

import json
import resource
import sys

from stafet.paper.drawing import draw

SECONDS_OF_WORK = 15
MEMORY = 768 * 1024 * 1024


def main() -> None:
    """Draw what stands on the input. Whoever started this reads no error: it could quote the paper."""
    limits = {
        resource.RLIMIT_CPU: SECONDS_OF_WORK,
        resource.RLIMIT_DATA: MEMORY,
        resource.RLIMIT_CORE: 0,
        # Not one byte into any file: a pipe is no file.
        resource.RLIMIT_FSIZE: 0,
    }
    for what, most in limits.items():
        resource.setrlimit(what, (most, most))
    sys.stdout.buffer.write(draw(json.loads(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
