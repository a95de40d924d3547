"""Whether the access matrix would notice: each guard is taken out of a copy of the server, and it must object.

python -m tests.access.mutants [--seconds 120] [--jobs 2] [--only NAME ...]
"""

# ruff: noqa: E501 - a table, one line for each mutant

import sys

from tests.support.mutants import Jury, Mutant, judge

MUTANTS = (
    # Time and place
    Mutant("expiry: a consent never ends by time", "domain/consents.py", (("grant.valid_from <= now < grant.valid_until", "grant.valid_from <= now"),), also=(("store/consents.py", "grant.c.valid_until > sa.bindparam", "grant.c.valid_until != sa.bindparam"),)),
    Mutant("expiry is off by one", "domain/consents.py", (("<= now < grant.valid_until", "<= now <= grant.valid_until"),), also=(("store/consents.py", "grant.c.valid_until > sa.bindparam", "grant.c.valid_until >= sa.bindparam"),)),
    Mutant("a meeting stays open a day longer", "domain/consents.py", (("AFTER_MEETING = timedelta(days=14)", "AFTER_MEETING = timedelta(days=15)"),)),
    Mutant("pause closes nothing", "domain/consents.py", (('return self.status == "active" and not self.is_suspended', 'return self.status != "ended" and not self.is_suspended'),)),
    Mutant("a unit on pause opens to its people", "domain/consents.py", (('if self.unit is not None and self.unit.status == "active" else', "if self.unit is not None else"),)),
    Mutant("a unit's consent reaches nobody", "domain/consents.py", (('if self.unit is not None and self.unit.status == "active" else', "if False else"),)),
    Mutant("a link that was opened is a place", "use_cases/team.py", (('status="active" if at_once else "awaiting_yes"', 'status="active"'),)),
    Mutant("a place on one plan is a place on all", "use_cases/access.py", (("    member = members.place_of(tx, plan.id, person)\n    if member is None or not member.is_here", "    member = next((one.member for one in places.of_person(tx, person) if one.member), None)\n    if member is None or not member.is_here"),)),
    Mutant("everybody is everybody's citizen", "use_cases/access.py", (("    if plan.citizen == person:\n        return citizen_access", "    if plan.citizen:\n        return citizen_access"),)),
    # Giving and stopping
    Mutant("withdrawal: nothing is ended", "use_cases/consents.py", (("consents.end(tx, write.plan.id, grant_id, seq=seq, at=now, rev=write.next_rev(CONSENTS))", "write.next_rev(CONSENTS)"),)),
    Mutant("stopping all stops nothing", "use_cases/consents.py", (("if scope is not None and grant.scope != scope:", "if grant.scope != scope:"),)),
    Mutant("stopping one stops another", "use_cases/consents.py", (("if scope is not None and grant.scope != scope:", "if scope is not None and grant.scope == scope:"),)),
    Mutant("a later yes lets the earlier one stand", "use_cases/consents.py", (('        _end_active(tx, write, member_id, scope, kind="superseded", by="citizen", made_at=None, now=now)\n', ""),)),
    Mutant("leaving ends no place", "use_cases/team.py", (("    members.end(tx, write.plan.id, member.id, by=by, rev=rev, now=now)\n", ""),)),
    Mutant("an invitation taken back leaves the meeting open", "use_cases/meetings.py", (("    consents.withdraw(tx, write, member=member_id, scope=scope, by=\"citizen\", made_at=None, now=now)\n", ""),)),
    Mutant("private can be shared", "domain/scopes.py", (('s for s in SECTIONS if s != "private"', "s for s in SECTIONS"),)),
    # Scopes and verbs
    Mutant("all dreams: the grant opens every scope", "domain/consents.py", (("if is_dream(scope) else None", "if True else None"),)),
    Mutant("all dreams: the grant opens none", "domain/consents.py", (("if is_dream(scope) else None", "if False else None"),)),
    Mutant("reading is enough to write", "domain/policy.py", (('(who == "respond" and verb >= Verb.RESPOND)', '(who == "respond" and verb >= Verb.SEE)'),)),
    Mutant("answering is enough to help", "domain/policy.py", (('or (who == "edit" and verb >= Verb.EDIT)', 'or (who == "edit" and verb >= Verb.RESPOND)'),)),
    Mutant("others' contributions may be changed", "domain/policy.py", (("(verb >= Verb.RESPOND and is_own)", "(verb >= Verb.RESPOND)"),)),
    Mutant("what may not be seen is told apart from nothing", "domain/policy.py", (("    if verb is None:\n        return NOT_FOUND", "    if verb is None:\n        return NOT_ALLOWED"),)),
    Mutant("what may not be seen is found", "store/items.py", (("return found if access.sees(found.scope) and found.is_for(access) else None", "return found"),), also=(("domain/policy.py", "    if verb is None:\n        return NOT_FOUND", "    if verb is None:\n        return None"),)),
    # Ways out
    Mutant("a promise reaches everybody", "store/items.py", (('            item.c.member_id == sa.bindparam("member"),\n            sa.or_', "            sa.or_"),)),
    Mutant("the whole team stands on every answer", "use_cases/pull.py", (("in members.of_plan(tx, access.plan, ids)", "in members.of_plan(tx, access.plan)"),)),
    Mutant("a proposal reaches all who see the scope", "store/items.py", (('return self.standing == "open" or access.is_author(self.by)', "return True"), ("        conditions.append(sa.or_(*(item.c.standing == standing for standing in shown), mine))", "        conditions.append(sa.or_(sa.true(), *(item.c.standing == standing for standing in shown), mine))"))),
    Mutant("a proposed meeting is everybody's who has proposed one", "store/meeting_proposals.py", (("    if access.member is not None:\n        query = query.where(meeting_proposal.c.member_id == access.member.id)\n", ""),)),
    Mutant("a proposed meeting is the whole team's", "store/meeting_proposals.py", (("    if access.member is not None:\n        query = query.where(meeting_proposal.c.member_id == access.member.id)\n", ""),), also=(("use_cases/pull.py", "own = access.member.proposals_rev if", "own = 1 if"),)),
    Mutant("what somebody who has gone proposed goes on waiting", "use_cases/waiting_proposals.py", (("    if waiting:\n", "    if False:\n"),)),
    Mutant("what we agreed on is everybody's before the yes", "domain/items.py", (('    if isinstance(body, Outcome) and body.state == "draft":\n        return "waits" if before == "waits" else "taken_off"\n', ""),)),
    Mutant("the citizen's routes are for everybody", "use_cases/access.py", (("plans.lock_own(tx, plan_id, person)", "plans.lock(tx, plan_id)"),)),
    Mutant("earlier versions are for everybody", "use_cases/versions.py", (("    plan = plan_of_citizen(tx, plan_id, by)\n    access = citizen_access(plan.id)\n    row =", "    from stafet.store import plans\n    plan = plans.find(tx, plan_id)\n    if plan is None:\n        raise NotFound\n    access = citizen_access(plan.id)\n    row ="),)),
    Mutant("what was removed is for everybody", "use_cases/versions.py", (("    plan = plan_of_citizen(tx, plan_id, by)\n    rows =", "    from stafet.store import plans\n    plan = plans.find(tx, plan_id)\n    if plan is None:\n        raise NotFound\n    rows ="),)),
    Mutant("the preview shows everything", "use_cases/plans.py", (("plan_answer(tx, plan, access_of(tx, member, now), Have(), now, WHOLE)", "plan_answer(tx, plan, __import__('stafet.domain.consents', fromlist=['']).citizen_access(plan.id), Have(), now, WHOLE)"),)),
    Mutant("the preview forgets a unit's consents", "use_cases/plans.py", (("access_of(tx, member, now)", "__import__('stafet.domain.consents', fromlist=['']).member_access(member, __import__('stafet.store.consents', fromlist=['']).of_member(tx, plan.id, member.id, now), now)"),)),
    Mutant("on pause the preview goes on", "use_cases/plans.py", (("access_of(tx, member, now)", "access_of(tx, __import__('msgspec').structs.replace(member, status='active'), now)"),)),
    Mutant("looks at what one may not see are told", "store/looks.py", ((".distinct()) if access.sees(scope)", ".distinct())"),)),
    Mutant("looks are told without a unit's consents", "use_cases/access.py", (("    return place.plan, access_of(tx, place.member, now)\n", "    grants = consents.of_member(tx, plan_id, place.member.id, now)\n    return place.plan, member_access(place.member, grants, now)\n"),)),
    Mutant("looks are not written", "use_cases/sync.py", (("        if access.member is not None:\n            looks.record(tx, plan.id, access.member, pulled.items, asking.now)\n", "        if access.member is not None:\n"),)),
    Mutant("a member says who helped the citizen", "use_cases/helped.py", (("if not helper or not context.access.is_citizen:", "if not helper:"),)),
    Mutant("the baton opens the dreams", "domain/consents.py", (("    opened: dict[Scope, Opening] = {}\n", "    opened: dict[Scope, Opening] = {DREAMS: Opening(Verb.SEE, now + LONGEST)} if member.baton_holder else {}\n"),)),
    Mutant("a leave to call is told to the whole team", "store/calls.py", (("    return _calls(tx, access.plan, sa.or_(call.c.caller.in_(own), call.c.whom_member.in_(own)))", "    return _calls(tx, access.plan) if own else []"),), also=(("domain/calls.py", "    return call.whom_member in member.grantees and", "    return"),)),
    Mutant("who is to be called reads the card before the yes", "domain/calls.py", (('    return call.whom_member in member.grantees and state_of(call, now) == "open"', "    return call.whom_member in member.grantees"),)),
    Mutant("a leave to call that is over still says what it was about", "domain/calls.py", (('    if state_of(call, now) in ("waits", "open"):', "    if state_of(call, now):"),)),
    Mutant("a leave to call ends a moment late", "domain/calls.py", (("and now < call.until else", "and now <= call.until else"),)),
    Mutant("a calendar holds every meeting of the plan", "use_cases/calendars.py", (("row = items.find(tx, access, meeting_id)", "row = items.find(tx, __import__('stafet.domain.consents', fromlist=['']).citizen_access(plan.id), meeting_id)"),)),
    Mutant("a calendar holds no meeting", "use_cases/calendars.py", (("        entries += found\n", ""),)),
    Mutant("what a calendar delivers is no look", "use_cases/calendars.py", (("            looks.record(tx, plan.id, access.member, {meeting_scope(one.id): 1 for one in news}, now)\n", ""),)),
    Mutant("one meeting as a file is no look", "use_cases/calendars.py", (("    if access.member is not None:\n        looks.record(tx, plan.id, access.member, {meeting_scope(meeting_id): 1}, now)\n", ""),)),
    Mutant("a paper shows what its reader may not see", "use_cases/papers.py", (("plan_answer(tx, plan, access, Have(), now, page=MOST_ITEMS)", "plan_answer(tx, plan, __import__('stafet.domain.consents', fromlist=['']).citizen_access(plan.id), Have(), now, page=MOST_ITEMS)"),)),
    Mutant("a paper is no look", "use_cases/papers.py", (("        looks.record(tx, access.plan, access.member, {Scope(name): count for name, count in made.used.items()}, now)\n", ""),)),
    Mutant("a paper of several parts is a look at one", "use_cases/papers.py", (("for name, count in made.used.items()}", "for name, count in [*made.used.items()][:1]}"),)),
    Mutant("what is answered about the course is read where one is let in", "use_cases/course.py", (("            scope=PRIVATE,\n", "            scope=__import__('stafet.domain.scopes', fromlist=['']).Scope('wellbeing'),\n"), ("write.next_rev(PRIVATE)", "write.next_rev(__import__('stafet.domain.scopes', fromlist=['']).Scope('wellbeing'))"))),
    Mutant("reminders do not ask again", "use_cases/reminders.py", (("    if not access.sees(scope):\n        return False\n", ""),), also=(("use_cases/reminders.py", "    if access is None or row.expires_at <= now:", "    if row.expires_at <= now:"),)),
)  # fmt: skip

ALWAYS = (
    "everybody is everybody's citizen",
    "reading is enough to write",
)
"""One that is found by the first look, and one that needs an act: these are tried in `make test` too."""

JURY = Jury("tests.access.run", examples=12, promise="C", stories=3)

if __name__ == "__main__":
    sys.exit(judge(MUTANTS, JURY, "mutants of access", __doc__))
