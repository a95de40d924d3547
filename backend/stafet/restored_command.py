"""`stafet restored`: what an operator runs after a backup was put back, before anybody is let in (T27)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from stafet.opening import opened
from stafet.settings import Settings, SettingsError
from stafet.use_cases import restoring, upkeep
from stafet.use_cases.restoring import StopsUnreadable, What, read_stops

DONE_AGAIN: Mapping[What, str] = {
    "withdrawn": "consents withdrawn",
    "superseded": "consents replaced",
    "place_ended": "places ended",
    "paused": "members put on pause",
    "door_taken": "doors of units taken back",
    "suspended": "plans suspended",
    "erased": "plans erased",
}


def restored(settings: Settings, stops: Path | None) -> int:
    """Do again what people stopped since the backup, or close every plan; then tell phones by a new epoch each."""
    if stops is not None and not stops.is_file():
        raise SettingsError(f"{stops} is not there. Without it: stafet restored")
    # What is done again stands in the file already.
    with opened(msgspec.structs.replace(settings, stops_file="")) as db:
        now = datetime.now(UTC)
        if stops is not None:
            try:
                with stops.open("rb") as lines:
                    done = restoring.repeat_stops(db, list(read_stops(lines)), now)
            except StopsUnreadable as error:
                raise SettingsError(f"{stops}: {error}. Without the file: stafet restored") from error
            told = [f"Done again: {', '.join(f'{done[what]} {words}' for what, words in DONE_AGAIN.items())}."]
        else:
            closed = restoring.close_all(db, now)
            told = [
                f"{closed} plans are closed to all but their citizens: nobody knows what they stopped since then.",
                "If the journal of stops is found: stafet restored --stops FILE, then resume-plan --restored.",
                "If not: citizens look at who sees what, then resume-plan PLAN, or --restored for all of them.",
            ]
        count = upkeep.renew_epochs(db)
        ended = upkeep.end_sessions(db)
        calendars, invitations = upkeep.end_links(db)
        told += [
            f"{ended} devices are signed out: a backup does not know who was signed out since. People sign in again.",
            f"{calendars} calendar links and {invitations} invitations are dead: some were turned off or used since.",
            "Who wants a calendar makes a new link; the citizen makes a new link for who is invited.",
        ]
    print(f"{count} plans have a new epoch. Phones send again what they sent in the last 30 days.", *told, sep="\n")
    return 0
