"""Whether the machine would notice: each guard is taken out of a copy of the server, and the machine must object.

    python -m tests.model.mutants [--seconds 120] [--jobs 2] [--only NAME ...]

The product has no switches for this: the source text is patched in a temporary copy of backend/stafet. A patch that
no longer fits its source is an error too, so that the list follows the code.
"""

# ruff: noqa: E501 - a table, one line for each mutant

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.support.databases import migrate
from tests.support.figures import tell

ROOT = Path(__file__).parents[2]
EXAMPLES = 300


@dataclass(frozen=True)
class Mutant:
    """One guard less. Each pair is what stands there and what takes its place, once each."""

    name: str
    file: str
    patches: tuple[tuple[str, str], ...]
    also: tuple[tuple[str, str, str], ...] = ()
    """Second lines of defence in other files: where two guards do the same, only without both is there a hole."""


MUTANTS = (
    Mutant("expiry: a consent never ends by time", "domain/consents.py", (("grant.valid_from <= now < grant.valid_until", "grant.valid_from <= now"),), also=(("store/consents.py", "grant.c.valid_until > sa.bindparam", "grant.c.valid_until != sa.bindparam"),)),
    Mutant("expiry is off by one", "domain/consents.py", (("<= now < grant.valid_until", "<= now <= grant.valid_until"),), also=(("store/consents.py", "grant.c.valid_until > sa.bindparam", "grant.c.valid_until >= sa.bindparam"),)),
    Mutant("withdrawal: nothing is ended", "use_cases/consents.py", (("consents.end(tx, write.plan.id, grant.id, seq=seq, at=now, rev=write.next_rev(CONSENTS))", "write.next_rev(CONSENTS)"),)),
    Mutant("pause closes nothing", "use_cases/access.py", (('member.status != "active"', 'member.status == "ended"'),), also=(("store/places.py", 'member.c.status == "active")', 'member.c.status != "ended")'), ("domain/consents.py", '    if member.status != "active":\n', '    if member.status == "ended":\n'))),
    Mutant("all dreams: the grant opens every scope", "domain/consents.py", (("if is_dream(scope) else None", "if True else None"),)),
    Mutant("links are told across closed scopes", "use_cases/pull.py", (("from_=link if link and access.sees(link.scope) and link.item not in hidden else None", "from_=link"),)),
    Mutant("a promise reaches everybody", "store/items.py", (('            item.c.member_id == sa.bindparam("member"),\n', "            item.c.member_id.is_not(None),\n"),)),
    Mutant("edits are not known again", "use_cases/sync.py", (("    if before is not None:\n        if before.person", "    if False:\n        if before.person"), ("edits.record(tx, records)", "edits.record(tx, [one for one in records if not edits.find(tx, plan_id, {one.id})])"))),
    Mutant("`already` forgets what it was first", "use_cases/sync.py", (("first=before.outcome", 'first="applied"'),)),
    Mutant("the base is not compared", "domain/merge.py", (("if base.get(name) == versions.get(name):", "if True:"),)),
    Mutant("the other text is not kept", "use_cases/apply_edits.py", (("for number, (name, value) in enumerate(merged.clashing.items())", "for number, (name, value) in enumerate(())"),)),
    Mutant("a field's writer is not noted", "use_cases/apply_edits.py", (("} | dict.fromkeys(written, edit)", "}"),)),
    Mutant("no tombstones are told", "store/items.py", (("    if rev == 0:\n        conditions", "    if True:\n        conditions"),)),
    Mutant("a proposal reaches all who see the scope", "store/items.py", (('return self.standing == "open" or access.is_author(self.by)', "return True"), ("for standing in shown), mine))", "for standing in shown), mine, sa.true()))"))),
    Mutant("a scope from the start is not declared so", "use_cases/pull.py", (("full=since == 0)", "full=False)"),)),
    Mutant("a restore renews no epoch", "store/plans.py", (("values(epoch=new_epoch())", "values(epoch=plan.c.epoch)"),)),
    Mutant("a page says that it is the whole", "use_cases/pull.py", (("cut = rows[-1].rev if more else plan.rev", "cut = plan.rev"),)),
    Mutant("pages have no end", "use_cases/pull.py", (("rows = rows[:page]", "rows = rows[:page * 100]"),)),
    Mutant("the view is always the same", "use_cases/pull.py", (("return digest.hexdigest()[:16]", 'return "same"'),)),
    Mutant("a member's view does not start over", "use_cases/pull.py", (("(not access.is_citizen and have.view != view)", "False"),)),
    Mutant("looks are not written", "use_cases/sync.py", (("            looks.record(tx, plan.id, access.member, pulled.items, asking.now)\n", ""),)),
    Mutant("revisions of a failed act are not given back", "use_cases/plan_writes.py", (("        self.rev += 1\n", "        self.rev += 1 + (self.rev % 7 == 6)\n"),)),
    Mutant("the head of a scope stays behind", "store/plans.py", (("{**_decode(locked.told_heads), **moved}", "{**moved, **_decode(locked.told_heads)}"),)),
    Mutant("reading is enough to write", "domain/policy.py", (("(who == \"respond\" and verb >= Verb.RESPOND)", "(who == \"respond\" and verb >= Verb.SEE)"),)),
    Mutant("answering is enough to help", "domain/policy.py", (("or (who == \"edit\" and verb >= Verb.EDIT)", "or (who == \"edit\" and verb >= Verb.RESPOND)"),)),
    Mutant("others' contributions may be changed", "domain/policy.py", (("(verb >= Verb.RESPOND and is_own)", "(verb >= Verb.RESPOND)"),)),
    Mutant("no yes of the citizen is needed", "use_cases/apply_edits.py", (("        refusal = policy.needs_yes(context.access, None, body)", "        refusal = None"),)),
    Mutant("what may not be seen is found", "store/items.py", (("return found if access.sees(found.scope) and found.is_for(access) else None", "return found"),)),
    Mutant("leaving ends no place", "use_cases/team.py", (('    members.end(tx, write.plan.id, member.id, by=by, rev=rev, now=now)\n', ""),)),
    Mutant("a later yes lets the earlier one stand", "use_cases/consents.py", (('        _end_active(tx, write, member_id, scope, kind="superseded", by="citizen", made_at=None, now=now)\n', ""),)),
    Mutant("words written into a deleted item vanish", "use_cases/apply_edits.py", (('    if edit.choose != "current":\n', '    if edit.choose != "current" and row is not None and row.body is not None:\n'),)),
    Mutant("a relative keeps their copy for a month", "use_cases/pull.py", (("LEASE = timedelta(hours=72)", "LEASE = timedelta(days=30)"),)),
    Mutant("one plan's edits go into another", "use_cases/sync.py", (("by_plan.setdefault(one.plan, [])", "by_plan.setdefault(received[0].plan, [])"),)),
    Mutant("only one's own plan is told", "use_cases/sync.py", (("places.of_person(tx, asking.sender.person)", "places.of_person(tx, asking.sender.person)[:1]"),)),
    Mutant("a moved meeting stays where it was", "use_cases/meetings.py", (("                starts_at=starts_at(body),\n", "                starts_at=starts_at(was if isinstance(was, Meeting) else body).replace(day=1),\n"),)),
)  # fmt: skip


ALWAYS = (
    "expiry: a consent never ends by time",
    "withdrawal: nothing is ended",
    "pause closes nothing",
    "all dreams: the grant opens every scope",
    "links are told across closed scopes",
    "a promise reaches everybody",
    "the base is not compared",
    "the other text is not kept",
    "no tombstones are told",
    "a restore renews no epoch",
    "pages have no end",
    "looks are not written",
    "the head of a scope stays behind",
    "one plan's edits go into another",
)
"""One for each kind of guard, and quick to be found: these are tried in `make test` too."""


def sources(mutant: Mutant) -> dict[str, str]:
    """Each file of the server that this mutant changes, as it would be."""
    changed: dict[str, str] = {}
    for file, old, new in [*((mutant.file, *patch) for patch in mutant.patches), *mutant.also]:
        source = changed.get(file) or (ROOT / "backend" / "stafet" / file).read_text()
        if source.count(old) != 1:
            raise LookupError(f"found {source.count(old)} times in {file}: {old!r}")
        changed[file] = source.replace(old, new)
    return changed


def patched(mutant: Mutant, home: Path) -> Path:
    """A copy of the server without this guard; answers what to put before everything else on Python's path."""
    backend = home / "backend"
    shutil.copytree(
        ROOT / "backend" / "stafet", backend / "stafet", ignore=shutil.ignore_patterns("static", "__pycache__")
    )
    (home / "migrations").symlink_to(ROOT / "migrations")
    for file, source in sources(mutant).items():
        (backend / "stafet" / file).write_text(source)
    return backend


def tried(mutant: Mutant | None, template: Path, seconds: int) -> tuple[str, str]:
    """What became of it, and the first promise that was broken."""
    with tempfile.TemporaryDirectory(prefix="stafet-mutant-", dir=template.parent) as folder:
        database = Path(folder) / "stafet.db"
        shutil.copyfile(template, database)
        environment = dict(os.environ)
        try:
            if mutant is not None:
                environment["PYTHONPATH"] = str(patched(mutant, Path(folder)))
        except LookupError as error:
            return "STALE", str(error)
        command = [sys.executable, "-m", "tests.model.run", f"sqlite:///{database}", str(EXAMPLES), "1"]
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired:
            return "SURVIVED", f"{seconds} s were not enough"
    if done.returncode == 0:
        return "SURVIVED", f"{EXAMPLES} examples"
    # Only a promise with its number counts: a server that cannot run is no proof.
    found = re.search(r"^(?:.*AssertionError): (I\d[\w/]*): ", done.stderr, re.MULTILINE)
    if found:
        return "killed", found[1]
    said = re.findall(r"^[\w.]+(?:Error|Exception|Missing): .*", done.stderr, re.MULTILINE)
    return "BROKEN", (said or done.stderr.strip().splitlines() or ["nothing was said"])[-1][:140]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=120, help="how long the machine may look at each")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time")
    parser.add_argument("--only", nargs="*", default=[], help="names, or parts of them")
    options = parser.parse_args()
    chosen = [one for one in MUTANTS if not options.only or any(part in one.name for part in options.only)]
    survivors = 0
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder of our own is made in it
    with (
        tempfile.TemporaryDirectory(prefix="stafet-mutants-", dir=memory) as home,
        ThreadPoolExecutor(options.jobs) as pool,
    ):
        template = Path(home) / "template.db"
        migrate(f"sqlite:///{template}")
        end, why = tried(None, template, options.seconds) if not options.only else ("SURVIVED", "not run")
        if end != "SURVIVED":
            print(f"The server as it is breaks a promise already: {why}")
            return 1

        def timed(mutant: Mutant) -> tuple[Mutant, str, str, float]:
            began = time.monotonic()
            return mutant, *tried(mutant, template, options.seconds), time.monotonic() - began

        for mutant, end, why, took in pool.map(timed, chosen):
            survivors += end != "killed"
            print(f"{end:9} {took:6.1f} s  {mutant.name:50} {why}", flush=True)
    tell("mutants of the server", mutants=len(chosen), killed=len(chosen) - survivors)
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
