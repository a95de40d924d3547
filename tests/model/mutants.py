"""Whether the machine would notice: each guard is taken out of a copy of the server, and the machine must object.

python -m tests.model.mutants [--seconds 120] [--jobs 2] [--only NAME ...]
"""

# ruff: noqa: E501 - a table, one line for each mutant

import sys

from tests.support.mutants import Jury, Mutant, judge

JURY = Jury("tests.model.run", examples=300, promise="I")

MUTANTS = (
    Mutant("expiry: a consent never ends by time", "domain/consents.py", (("grant.valid_from <= now < grant.valid_until", "grant.valid_from <= now"),), also=(("store/consents.py", "grant.c.valid_until > sa.bindparam", "grant.c.valid_until != sa.bindparam"),)),
    Mutant("expiry is off by one", "domain/consents.py", (("<= now < grant.valid_until", "<= now <= grant.valid_until"),), also=(("store/consents.py", "grant.c.valid_until > sa.bindparam", "grant.c.valid_until >= sa.bindparam"),)),
    Mutant("withdrawal: nothing is ended", "use_cases/consents.py", (("consents.end(tx, write.plan.id, grant_id, seq=seq, at=now, rev=write.next_rev(CONSENTS))", "write.next_rev(CONSENTS)"),)),
    Mutant("pause closes nothing", "domain/consents.py", (('self.status == "active" and', 'self.status != "ended" and'),), also=(("store/places.py", 'member.c.status == "active")', 'member.c.status != "ended")'), ("store/consents.py", 'member.c.status == "active")', 'member.c.status != "ended")'))),
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
    Mutant("everybody says how an agreement went", "domain/agreements.py", (("        and before.responsible == access.member.id\n", ""),)),
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

if __name__ == "__main__":
    sys.exit(judge(MUTANTS, JURY, "mutants of the server", __doc__))
