"""An operator's command, typed in this process: to start another Python would cost each of them a second.

For commands that open the database, do their work and close it. What stays open (`serve`), is killed, writes beside a
writer, or is the first of its kind has a process of its own: `real_stafet` in tests/command/test_command.py.
"""

import io
import os
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from stafet.__main__ import main
from tests.support.log_rules import keys_in


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def typed(*arguments: str, **settings: str) -> Done:
    """With these settings and the keys of the tests, and with no other setting."""
    out, err = io.StringIO(), io.StringIO()
    with (
        tempfile.TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        for name in [name for name in os.environ if name.startswith("STAFET_")]:
            patch.delenv(name)
        for name, value in (keys_in(Path(folder)) | settings).items():
            patch.setenv(name, value)
        try:
            code = main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
    return Done(code, out.getvalue(), err.getvalue())
