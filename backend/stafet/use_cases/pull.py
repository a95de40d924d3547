"""What one person receives of one plan: exactly the scopes open to them now, and nothing else.

Sync, preview and every other way out use `plan_answer`. The look is written by the caller, before the answer leaves.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec
from msgspec import UNSET, UnsetType

from stafet.domain.consents import Access, Member
from stafet.domain.scopes import CONSENTS, DREAMS, RESPONSIBLE, SECTIONS, TEAM, Scope
from stafet.store import consents, items, log, members, plans
from stafet.store.consents import GrantRow
from stafet.store.engine import Transaction
from stafet.store.items import ItemRow
from stafet.store.members import MemberRow
from stafet.store.plans import PlanRow
from stafet.use_cases.answers import (
    GrantBody,
    Have,
    HeadOut,
    ItemOut,
    Keep,
    Me,
    MemberBody,
    PersonOut,
    PlanOut,
    ScopeOut,
)

PAGE = 500
LEASE = timedelta(hours=72)
LAY_ROLES = frozenset({"relative", "peer", "volunteer"})
"""People who read on their own phone, not in an office: they hold a copy for 72 hours (design, section 4, rule 8)."""

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
    answering: "_Answering"
    # Every scope this person may hold, with its newest revision; from which revision it is sent; those with news.
    visible: dict[Scope, int]
    since: dict[Scope, int]
    news: dict[Scope, int]
    view: str
    # The list of scopes is told in full: it is not the one the phone was told last.
    complete: bool


def asked(tx: Transaction, plan: PlanRow, access: Access, have: Have) -> Asked:
    """What this person may hold, by consent as it is now, and where their phone is behind."""
    visible = _visible(access, plans.heads(tx, access))
    answering = _Answering(have)
    view = _view(plan, access, visible)
    answering.from_scratch = have.epoch != plan.epoch or (not access.is_citizen and have.view != view)
    since = {scope: answering.since(scope, head) for scope, head in visible.items()}
    news = {scope: rev for scope, rev in since.items() if visible[scope] > rev}
    complete = have.view != view or answering.from_scratch
    return Asked(plan, access, answering, visible, since, news, view, complete)


def plan_answer(tx: Transaction, plan: PlanRow, access: Access, have: Have, now: datetime, page: int = PAGE) -> Pulled:
    """What this person gets of the plan, at most a page of it, given what their phone holds already."""
    return answer_to(tx, asked(tx, plan, access, have), now, page)


def answer_to(tx: Transaction, what: Asked, now: datetime, page: int) -> Pulled:
    """The items, and everything that goes with them."""
    plan, access, visible, since, news, complete = (
        what.plan, what.access, what.visible, what.since, what.news, what.complete,
    )  # fmt: skip
    rows = items.changed_since(
        tx, access, {scope: rev for scope, rev in news.items() if scope not in (TEAM, CONSENTS)}, page + 1
    )
    more = len(rows) > page
    rows = rows[:page]
    cut = rows[-1].rev if more else plan.rev

    scopes: dict[str, ScopeOut] = {}
    for scope, head in visible.items():
        if scope in news or complete:
            scopes[scope] = _scope_out(access, scope, rev=min(head, max(cut, since[scope])), full=since[scope] == 0)
    hidden = items.hidden_from(tx, access) if any(row.link_item for row in rows) else frozenset[str]()
    for row in rows:
        scopes[row.scope].items.append(_item_out(access, row, hidden))
    if TEAM in news:
        mine = access.member.id if access.member else ""
        scopes[TEAM].items.extend(_member_out(row, mine) for row in members.changed_since(tx, access, since[TEAM]))
    if CONSENTS in news:
        scopes[CONSENTS].items.extend(_grant_out(row) for row in consents.changed_since(tx, access, since[CONSENTS]))

    named: list[ItemRow] = []
    if access.member is not None:
        held = items.naming(tx, plan.id, access.member.id, ("agreement",))
        # What is open by consent comes with its own scope; only the rest needs this way.
        named = [row for row in held if not access.sees(row.scope)]
        rev = _fingerprint(named)
        if complete or what.answering.since(RESPONSIBLE, rev) != rev:
            scopes[RESPONSIBLE] = ScopeOut(
                verb="see", rev=rev, full=True, items=[_item_out(access, row, frozenset()) for row in named]
            )
        else:
            named = []

    answer = PlanOut(
        plan=plan.id,
        epoch=plan.epoch,
        rev=plan.rev,
        view=what.view,
        keep=keep_of(access, now),
        citizen=plan.citizen_name if complete else "",
        me=_me(access) if complete else msgspec.UNSET,
        scopes=scopes if scopes or complete else msgspec.UNSET,
        people=_people(tx, access, [*rows, *named]),
        log=_log_head(tx, access, what.answering.log),
    )
    counted = Counter(row.scope for row in rows)
    if TEAM in news and not access.is_citizen and scopes[TEAM].items:
        counted[TEAM] = len(scopes[TEAM].items)
    if named:
        counted[RESPONSIBLE] = len(named)
    return Pulled(answer, dict(counted), more)


class _Answering:
    """What the phone holds, as far as it can be built upon."""

    def __init__(self, have: Have) -> None:
        self.have = have.have
        self.log = have.log
        self.from_scratch = False

    def since(self, scope: Scope, head: int) -> int:
        """From which revision the scope is sent; 0 is from the start. A phone ahead of the server starts over."""
        held = 0 if self.from_scratch else self.have.get(scope, 0)
        return held if 0 <= held <= head or scope == RESPONSIBLE else 0


def _visible(access: Access, heads: dict[Scope, int]) -> dict[Scope, int]:
    """Every scope this person may hold now, with its newest revision; a scope nothing was written in has 0."""
    if access.is_citizen:
        return {**dict.fromkeys((*map(Scope, SECTIONS), CONSENTS), 0), **heads}
    granted = {scope: 0 for scope in access.opened if scope != DREAMS}
    return {**granted, **{scope: rev for scope, rev in heads.items() if scope != CONSENTS}}


def _view(plan: PlanRow, access: Access, visible: Iterable[Scope]) -> str:
    """A token of what this person may hold now. When it moves, the phone is told the whole list again."""
    openings = None if access.is_citizen else [access.opening_of(scope) for scope in sorted(visible)]
    digest = hashlib.sha256(repr((plan.citizen_name, _me(access), sorted(visible), openings)).encode())
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
    if access.member.role in LAY_ROLES:
        ends = [opening.until for opening in access.opened.values()]
        return Keep(kind="lease", until=min(now + LEASE, max(ends, default=now + LEASE)))
    return Keep(kind="tab")


def _me(access: Access) -> Me:
    if access.member is None:
        return Me(role="citizen")
    return Me(role="member", member=access.member.id, name=access.member.name)


def _scope_out(access: Access, scope: Scope, *, rev: int, full: bool) -> ScopeOut:
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


def _member_out(row: MemberRow, mine: str) -> ItemOut:
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


def _people(tx: Transaction, access: Access, rows: Iterable[ItemRow]) -> dict[str, PersonOut]:
    """The members who stand on the delivered items, by name. The citizen has the whole team already."""
    if access.is_citizen:
        return {}
    ids = {name for row in rows for name in (row.by, row.voice, row.member_id) if name and name != "citizen"}
    found: list[Member] = members.of_plan(tx, access.plan, ids) if ids else []
    return {
        member.id: PersonOut(name=member.name, role=member.role, organisation=member.organisation) for member in found
    }


def _fingerprint(rows: Iterable[ItemRow]) -> int:
    """Changes whenever the list or an item in it changes. 52 bits, so that a phone can hold it as a number."""
    digest = hashlib.sha256(repr([(row.id, row.rev) for row in rows]).encode()).digest()
    return int.from_bytes(digest[:8]) >> 12
