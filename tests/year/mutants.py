"""Each guard of the reminders taken out once: a year must notice.

python -m tests.year.mutants [--seconds 180] [--jobs 2] [--only NAME ...]
"""

# ruff: noqa: E501 - a table, one line for each mutant

import sys

from tests.support.mutants import Jury, Mutant, judge

LETTERS, MAKING, STORED = "use_cases/letters.py", "use_cases/reminders.py", "store/reminders.py"
FITS = "if moment is not None and row.starts_at == start and (is_told or row.meant_for == moment):"

MUTANTS = (
    Mutant("nobody looks whether another holds it", STORED, (("            sa.or_(reminder.c.lease_until.is_(None), reminder.c.lease_until <= now),\n", ""),)),
    Mutant("a lease never runs out", STORED, (("sa.or_(reminder.c.lease_until.is_(None), reminder.c.lease_until <= now)", "reminder.c.lease_until.is_(None)"),)),
    Mutant("consent is not asked when it is sent", MAKING, (("    if not access.sees(scope):\n        return False\n", ""),)),
    Mutant("what is cancelled is sent", MAKING, (('    if when is None or when[2] != "planned":\n        return False\n', "    if when is None:\n        return False\n"),), also=(("domain/reminders.py", '    if meeting.state != "planned":\n        return []\n', ""),)),
    Mutant("what was moved is sent", MAKING, (("    return row.starts_at is None or row.starts_at == when[0]\n", "    return True\n"), (FITS, "if moment is not None:"))),
    Mutant("a suspended plan reminds", MAKING, (("if plan and not plan.is_suspended else None", "if plan else None"),), also=(("use_cases/suspension.py", "    stored_reminders.clear_plan(tx, plan.id)\n", ""),)),
    Mutant("a device is told again with another", LETTERS, (('return outcome is not None and (outcome[0] != "waits" or outcome[1] > now)', "return False"),)),
    Mutant("quiet hours are not looked at when it is sent", LETTERS, (("    if quiet is None or not quiet.holds(now):\n", "    if quiet is None or row is not None:\n"),)),
    Mutant("touching a meeting makes its reminders anew", MAKING, ((FITS, "if row.id in gone:"),)),
    Mutant("what was not reached is given up", LETTERS, (("        reminders.postpone(tx, row, min(waits))\n", '        reminders.settle(tx, row, "dropped")\n'),)),
    Mutant("tries are an hour apart", LETTERS, (("timedelta(minutes=2))", "timedelta(hours=1))"),)),
    Mutant("a push service rests for good", "push/health.py", (("REST = timedelta(seconds=30)", "REST = timedelta(days=30)"),)),
    Mutant("a knock is half an hour early", "domain/reminders.py", (("SPREAD = timedelta(minutes=10)", "SPREAD = timedelta(minutes=40)"),)),
)  # fmt: skip

JURY = Jury("tests.year.run", examples=600, promise="R", stories=8)

if __name__ == "__main__":
    sys.exit(judge(MUTANTS, JURY, "mutants of reminders", __doc__))
