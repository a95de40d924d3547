"""What one person receives of one plan: exactly the scopes open to them now, and nothing else.

Sync, preview and every other way out use `plan_answer`. The look is written by the caller, before the answer leaves.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from stafet.domain.calls import Call
from stafet.domain.consents import LAY_ROLES, Access, Member
from stafet.domain.proposals import may_propose, state_now
from stafet.domain.scopes import CONSENTS, DREAMS, PROPOSALS, RESPONSIBLE, SECTIONS, TEAM, Scope
from stafet.store import batons, calls, consents, items, log, meeting_proposals, members, plans, written
from stafet.store.batons import Holding
from stafet.store.consents import GrantRow
from stafet.store.engine import Transaction
from stafet.store.items import ItemRow, Known
from stafet.store.meeting_proposals import ProposalRow
from stafet.store.members import MemberRow
from stafet.store.plans import PlanRow
from stafet.use_cases.answers import (
    CallBody,
    GrantBody,
    Have,
    HeadOut,
    ItemOut,
    Keep,
    Me,
    MeetingProposalBody,
    MemberBody,
    PersonOut,
    PlanOut,
    ScopeOut,
)

PAGE = 500
# One answer, however long: a preview that ends after a page would show less than the member gets.
WHOLE = 2**31 - 2
LEASE = timedelta(hours=72)
_encode = msgspec.json.Encoder().encode


class Pulled(msgspec.Struct, frozen=True):
    """An answer, how many items of each scope are in it, and whether more are waiting."""

    answer: PlanOut
    items: dict[Scope, int]
    more: bool


class Asked(msgspec.Struct, frozen=True):
    """What somebody may hold of a plan now, beside what their phone holds. No item has been read yet."""

    plan: PlanRow
    access: Access
    # Every scope this person may hold, with its newest revision; those with news, and from which revision.
    visible: dict[Scope, int]
    news: dict[Scope, int]
    # The fingerprint the phone has of what it holds as the one responsible.
    responsible: int
    # The head of the log the phone has heard of, if it asks.
    log_head: str | UnsetType
    view: str
    # The list of scopes is told in full: it is not the one the phone was told last.
    complete: bool

    def since(self, scope: Scope) -> int:
        """From which revision the scope is sent; 0 is from the start."""
        return self.news.get(scope, self.visible[scope])


def asked(plan: PlanRow, access: Access, have: Have) -> Asked:
    """What this person may hold, by consent as it is now, and where their phone is behind."""
    visible = _visible(access, plans.heads(plan, access))
    view = _view(plan, access, visible)
    from_scratch = have.epoch != plan.epoch or (not access.is_citizen and have.view != view)
    held = {} if from_scratch else have.have
    news = {
        # A phone that is ahead of the server starts over.
        scope: since if 0 <= since <= head else 0
        for scope, head in visible.items()
        if (since := held.get(scope, 0)) != head and head > 0
    }
    return Asked(
        plan, access, visible, news, held.get(RESPONSIBLE, 0), have.log, view, from_scratch or have.view != view
    )


def plan_answer(tx: Transaction, plan: PlanRow, access: Access, have: Have, now: datetime, page: int = PAGE) -> Pulled:
    """What this person gets of the plan, at most a page of it, given what their phone holds already."""
    return answer_to(tx, asked(plan, access, have), now, page)


def answer_to(tx: Transaction, what: Asked, now: datetime, page: int) -> Pulled:
    """The items, and everything that goes with them."""
    plan, access, news, complete = what.plan, what.access, what.news, what.complete
    wanted = {scope: rev for scope, rev in news.items() if scope not in (TEAM, CONSENTS, PROPOSALS)}
    rows = items.changed_since(tx, access, wanted, page + 1)
    more = len(rows) > page
    rows = rows[:page]
    cut = rows[-1].rev if more else plan.rev

    scopes: dict[str, ScopeOut] = {}
    for scope in what.visible if complete else news:
        since = what.since(scope)
        rev = min(what.visible[scope], max(cut, since))
        scopes[scope] = _scope_out(access, scope, rev=rev, full=since == 0)
    hidden = items.hidden_from(tx, access) if any(row.link_item for row in rows) else frozenset[str]()
    for row in rows:
        scopes[row.scope].items.append(_item_out(access, row, hidden))
    if TEAM in news:
        mine = access.member.id if access.member else ""
        held = batons.held(tx, plan.id)
        team = members.changed_since(tx, access, news[TEAM])
        scopes[TEAM].items.extend(_member_out(row, mine, held.get(row.member.id, [])) for row in team)
    if CONSENTS in news:
        scopes[CONSENTS].items.extend(_grant_out(row) for row in consents.changed_since(tx, access, news[CONSENTS]))
        scopes[CONSENTS].items.extend(_call_out(row) for row in calls.changed_since(tx, access, news[CONSENTS]))
    if PROPOSALS in news:
        proposed = [_proposal_out(row, now) for row in meeting_proposals.of(tx, access)]
        scopes[PROPOSALS] = ScopeOut(verb="see", rev=what.visible[PROPOSALS], full=True, items=proposed)
    named = _named(tx, what, access.member, scopes) if access.member is not None else []

    answer = PlanOut(
        plan=plan.id,
        epoch=plan.epoch,
        rev=plan.rev,
        view=what.view,
        keep=keep_of(access, now),
        citizen=plan.citizen_name if complete else "",
        me=_me(access, written.days_out_of_sight(tx, access)) if complete else msgspec.UNSET,
        scopes=scopes if scopes or complete else msgspec.UNSET,
        people=_people(tx, access, [*rows, *named]),
        log=_log_head(tx, access, what.log_head),
        suspended=access.is_citizen and plan.is_suspended,
    )
    counted = Counter(row.scope for row in rows)
    if TEAM in news and not access.is_citizen and scopes[TEAM].items:
        counted[TEAM] = len(scopes[TEAM].items)
    if named:
        counted[RESPONSIBLE] = len(named)
    return Pulled(answer, dict(counted), more)


def _named(tx: Transaction, what: Asked, member: Member, scopes: dict[str, ScopeOut]) -> list[ItemRow]:
    """The agreements that name this member, as a scope of their own, when they are not those the phone holds."""
    if not member.is_here:
        # Only a preview asks for somebody who is on pause or not in yet: they get nothing, so it shows nothing.
        return []
    # What is open by consent comes with its own scope; only the rest needs this way.
    held = [known for known in items.known_by_name(tx, what.plan.id, member.id) if not what.access.sees(known.scope)]
    rev = _fingerprint(held)
    if not what.complete and what.responsible == rev:
        return []
    ids = {known.id for known in held}
    rows = [row for row in items.naming(tx, what.plan.id, member.id, ("agreement",)) if row.id in ids] if held else []
    told = [_item_out(what.access, row, frozenset()) for row in rows]
    scopes[RESPONSIBLE] = ScopeOut(verb="see", rev=rev, full=True, items=told)
    return rows


_NOTHING_YET = dict.fromkeys((*map(Scope, SECTIONS), CONSENTS), 0)


def _visible(access: Access, heads: dict[Scope, int]) -> dict[Scope, int]:
    """Every scope this person may hold now, with its newest revision; a scope nothing was written in has 0."""
    if access.is_citizen:
        return _NOTHING_YET | heads
    granted = {scope: 0 for scope in access.opened if scope != DREAMS}
    heads.pop(CONSENTS, None)
    # Their own, however new those are: that somebody else proposes a meeting is not theirs to know.
    own = access.member.proposals_rev if access.member is not None and access.member.is_here else None
    return granted | heads | ({PROPOSALS: own} if own is not None else {})


def _view(plan: PlanRow, access: Access, visible: Iterable[Scope]) -> str:
    """A token of what this person may hold now. When it moves, the phone is told the whole list again."""
    # To propose a meeting, or to be answered, opens and closes nothing: it is no reason to be sent the plan anew.
    scopes = sorted(scope for scope in visible if scope != PROPOSALS)
    openings = None if access.is_citizen else [access.opening_of(scope) for scope in scopes]
    digest = hashlib.sha256(_encode((plan.citizen_name, _me(access), scopes, openings, plan.is_suspended)))
    return digest.hexdigest()[:16]


def _log_head(tx: Transaction, access: Access, known: str | UnsetType) -> HeadOut | None:
    """The head of the log, when the citizen's phone asks and does not have it yet."""
    if known is UNSET or not access.is_citizen:
        return None
    head = log.head(tx, access.plan)
    return HeadOut(seq=head.seq, hash=head.hash.hex()) if head is not None and head.hash.hex() != known else None


def keep_of(access: Access, now: datetime) -> Keep:
    """What the device may keep."""
    if access.member is None:
        return Keep(kind="all")
    # They read on their own phone, not in an office (design, section 4, rule 8).
    if access.member.role in LAY_ROLES:
        ends = [opening.until for opening in access.opened.values()]
        return Keep(kind="lease", until=min(now + LEASE, max(ends, default=now + LEASE)))
    return Keep(kind="tab")


def _me(access: Access, wrote: Sequence[datetime] = ()) -> Me:
    if access.member is None:
        return Me(role="citizen")
    member = access.member
    unit = member.unit.name if member.unit is not None else ""
    return Me(
        role="member",
        member=member.id,
        name=member.name,
        member_role=member.role,
        unit=unit,
        keeps_door=member.keeps_door or "",
        baton=_baton_of(member),
        baton_since=member.baton_since,
        passing_on=member.baton_offered_by == member.id,
        baton_no_at=member.baton_no_at,
        away_until=member.away_until or "",
        stands_in_until=member.stands_in_until or "",
        proposes=may_propose(member),
        course_asked_at=member.course_asked_at,
        wrote=list(wrote),
    )


def _baton_of(member: Member) -> Literal["", "holds", "offered", "accepted"]:
    if member.baton_holder:
        return "holds"
    if member.baton_offered_by is None:
        return ""
    return "offered" if member.baton_accepted_at is None else "accepted"


def _scope_out(access: Access, scope: Scope, *, rev: int, full: bool) -> ScopeOut:
    if scope == PROPOSALS:
        return ScopeOut(verb="see", rev=rev)
    verb = access.verb_on(scope)
    if verb is None:
        raise PermissionError("a scope without access was about to leave")
    opening = access.opening_of(scope)
    return ScopeOut(verb=verb.word, rev=rev, full=full, until=opening.until if opening else None, items=[])


def _item_out(access: Access, row: ItemRow, hidden: frozenset[str]) -> ItemOut:
    if row.body is None or not row.is_for(access):
        return ItemOut(id=row.id, rev=row.rev, at=row.at, deleted=True)
    link = row.link
    return ItemOut(
        id=row.id,
        rev=row.rev,
        at=row.at,
        by=row.by,
        voice=row.voice if row.voice != row.by else "",
        changed_at=row.changed_at,
        order=row.order_key,
        versions=row.noted_versions(),
        # The thread begins or ends at the edge of what somebody may see: no stub, no lock.
        from_=link if link and access.sees(link.scope) and link.item not in hidden else None,
        body=msgspec.Raw(row.body),
    )


def _member_out(row: MemberRow, mine: str, held: list[Holding]) -> ItemOut:
    member = row.member
    body = MemberBody(
        role=member.role,
        name=member.name,
        organisation=member.organisation,
        phone=member.phone,
        hours=member.hours,
        status=member.status,
        baton_holder=member.baton_holder,
        is_me=member.id == mine,
        invited_until=row.invited_until,
        signed_in_as=row.signed_in_as if member.status == "awaiting_yes" else "",
        left_at=row.left_at,
        is_unit=member.kind == "unit",
        unit=member.unit.id if member.unit is not None else "",
        keeps_door=member.keeps_door or "",
        invited_by=member.invited_by or "",
        joined_at=row.joined_at,
        held=held,
        baton_offered_by=member.baton_offered_by or "",
        baton_accepted_at=member.baton_accepted_at,
        away_until=member.away_until or "",
        resume_on=member.resume_on or "",
        stands_in_for=member.stands_in_for or "",
        # Whom the citizen has asked is nobody else's to know.
        course_asked_at=None if mine else member.course_asked_at,
    )
    return ItemOut(id=member.id, rev=row.rev, at=row.at, body=msgspec.Raw(_encode(body)))


def _grant_out(row: GrantRow) -> ItemOut:
    grant = row.grant
    body = GrantBody(
        member=grant.member,
        scope=grant.scope,
        verb=grant.verb.word,
        purpose=grant.purpose,
        from_=grant.valid_from,
        until=grant.valid_until,
        ended_at=grant.ended_at,
        words=row.words,
        text_id=row.text_id,
        sha256=row.sha256,
    )
    return ItemOut(id=grant.id, rev=row.rev, at=grant.valid_from, body=msgspec.Raw(_encode(body)))


def _proposal_out(row: ProposalRow, now: datetime) -> ItemOut:
    body = MeetingProposalBody(
        state=state_now(row.state, row.proposal, now),
        meeting=row.proposal.meeting,
        members=row.proposal.members,
        why=row.proposal.why,
        word=row.word,
        became=row.meeting or "",
    )
    return ItemOut(id=row.id, rev=row.rev, at=row.at, by=row.member, body=msgspec.Raw(_encode(body)))


def _call_out(card: Call) -> ItemOut:
    body = CallBody(
        caller=card.caller,
        asked_by=card.asked_by,
        whom=card.whom,
        whom_member=card.whom_member or "",
        about=card.about,
        why=card.why,
        visit=card.visit,
        until_asked=card.until_asked,
        state=card.state,
        word=card.word,
        talked_on=card.talked_on,
        talked_by=card.talked_by,
    )
    return ItemOut(id=card.id, rev=card.rev, at=card.asked_at, body=msgspec.Raw(_encode(body)))


def _people(tx: Transaction, access: Access, rows: Iterable[ItemRow]) -> dict[str, PersonOut]:
    """The members who stand on the delivered items, by name. The citizen has the whole team already."""
    if access.is_citizen:
        return {}
    ids = {name for row in rows for name in (row.by, row.voice, row.member_id) if name and name != "citizen"}
    return {
        member.id: PersonOut(name=member.name, role=member.role, organisation=member.organisation)
        for member in members.of_plan(tx, access.plan, ids)
    }


def _fingerprint(rows: Iterable[Known]) -> int:
    """Changes whenever the list or an item in it changes. 52 bits, so that a phone can hold it as a number."""
    digest = hashlib.sha256(repr([(row.id, row.rev) for row in rows]).encode()).digest()
    return int.from_bytes(digest[:8]) >> 12
