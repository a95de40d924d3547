"""`stafet employee-left`: somebody does not work there any more, and everything they had by their work ends."""

import sys
from datetime import UTC, datetime

from stafet.opening import opened
from stafet.settings import Settings, SettingsError
from stafet.use_cases import employees
from stafet.use_cases.employees import Employee
from stafet.use_cases.errors import Conflict, NotFound

UNKNOWN = "Nobody has signed in here under this subject: {subject}"
SEVERAL = "People of several providers have this subject: name one with --issuer"


def employee_left(settings: Settings, *, subject: str, issuer: str | None, is_sure: bool) -> int:
    """Say how much ends, ask, and end it. 1 when whoever typed it did not say yes."""
    with opened(settings) as db:
        try:
            employee = employees.find(db, subject=subject, issuer=issuer, now=datetime.now(UTC))
        except NotFound as error:
            raise SettingsError(UNKNOWN.format(subject=subject)) from error
        except Conflict as error:
            raise SettingsError(SEVERAL) from error
        print(*_what_ends(employee), sep="\n", flush=True)
        if not is_sure and not _says_yes():
            print("Nothing was done.")
            return 1
        ended = employees.end_work(db, employee, lambda: datetime.now(UTC), _tell)
    print(f"{ended} places are ended. Each citizen reads in their log that the operator did it.")
    if employee.signs_in_at_work:
        print("Close the account at the identity provider too: it can still sign in, and finds no plan.")
    return 0


def _what_ends(employee: Employee) -> list[str]:
    told = [
        f"They are on the team of {employee.plans} plans by their work: that ends, with every consent to them.",
        f"They hold the baton of {employee.batons} plans: it is laid down, and the citizen can offer it to another.",
    ]
    if employee.signs_in_at_work:
        told.append(f"{employee.devices} devices are signed out; reminders and the calendar link of the account end.")
    else:
        told.append("They sign in as a private person: their devices are their own and stay signed in.")
    return [*told, "What they have as a private person is not touched, and is not told here."]


def _says_yes() -> bool:
    try:
        return input("Type yes to end it: ").strip().casefold() == "yes"
    except EOFError:
        return False


def _tell(done: int, of: int) -> None:
    if done == of or done % 100 == 0:
        print(f"{done} of {of} plans.", file=sys.stderr, flush=True)
