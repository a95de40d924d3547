"""`stafet verify log` and `stafet heads`: what an operator asks of the logs, answered in words and by the exit code."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from stafet.domain.checking import What
from stafet.domain.ids import PlanId
from stafet.opening import opened
from stafet.settings import Settings, SettingsError
from stafet.use_cases.heads import HeadsUnreadable, heads_of, lines_of, read_lines
from stafet.use_cases.log_checks import check_logs

WORDS: Mapping[What, str] = {
    "missing": "the row that should stand here does not",
    "words": "what the row says is not what was written",
    "hash": "the row does not follow from the one before",
    "key": "the hash was not made with this installation's key",
    "head": "another hash was seen for this row",
    "cut": "the log ends before a row that was seen",
    "emptied": "the words were taken out, and no erasure is written down",
}


def verify_log(settings: Settings, *, plan: str | None, heads: Path | None) -> int:
    """Walk every log; name the first bad row of each. Heads kept elsewhere find what was cut off at the end."""
    path = heads or (Path(settings.heads_file) if settings.heads_file else None)
    seen: dict[PlanId, dict[int, bytes]] = {}
    if path is not None and path.is_file():
        try:
            with path.open("rb") as lines:
                seen = read_lines(lines)
        except HeadsUnreadable as error:
            raise SettingsError(f"{path}: {error}") from error
    elif heads is not None:
        raise SettingsError(f"{heads} is not there")
    logs = rows = bad = 0
    with opened(settings) as db, db.read() as tx:
        for checked in check_logs(tx, seen=seen, plan=PlanId(plan) if plan else None):
            logs, rows = logs + 1, rows + checked.rows
            if checked.fault is not None:
                bad += 1
                print(f"plan {checked.plan}, row {checked.fault.seq}: {WORDS[checked.fault.what]}")
    known = sum(map(len, seen.values()))
    print(f"{logs} logs, {rows} rows, {known} heads: {'all whole' if not bad else f'{bad} NOT whole'}.")
    return 1 if bad else 0


def print_heads(settings: Settings) -> int:
    """Every head, a line each, in the form of the file of heads."""
    with opened(settings) as db, db.read() as tx:
        for line in lines_of(heads_of(tx), datetime.now(UTC)):
            print(line.decode(), end="")
    return 0
