"""`stafet content check`: whether the operator's files can be served, before they are."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from stafet.domain.content import Content
from stafet.domain.wall_clock import COPENHAGEN
from stafet.settings import SettingsError
from stafet.use_cases.content import shipped
from stafet.use_cases.content_check import faults_of, faults_that_stop
from stafet.use_cases.content_files import DEMO, Fault, read


def check(folder: Path | None) -> int:
    """Say what is wrong and how to mend it. 0 when nothing is."""
    faults = faults_of(folder, datetime.now(COPENHAGEN).date())
    for fault in faults:
        print(fault)
    if faults:
        print(f"{len(faults)} to mend." if len(faults) > 1 else "One thing to mend.")
        return 1
    print(f"The content is in order: {folder}" if folder else "The content that is shipped is in order.")
    return 0


def content_for(content_dir: str, *, is_demo: bool) -> Content:
    """What a server begins with. Content that cannot be read stops the start, as a wrong setting does."""
    folder = Path(content_dir) if content_dir else DEMO if is_demo else None
    if folder is None:
        return shipped()
    found = read(folder)
    if stops := faults_that_stop(found):
        raise SettingsError(f"STAFET_CONTENT_DIR cannot be served.\n{_told(stops)}")
    return found.content


def _told(faults: Sequence[Fault]) -> str:
    return "\n".join(str(fault) for fault in faults)
