"""Giving and stopping consent. Giving is online only and names its exact words; stopping is never refused."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from stafet.domain.chain import moment
from stafet.domain.consent_texts import Line, Wording, wording
from stafet.domain.consents import (
    LONGEST,
    Access,
    GivenPurpose,
    GivenVerb,
    Member,
    Purpose,
    Verb,
    VerbWord,
    citizen_access,
)
from stafet.domain.ids import GrantId, ItemId, MemberId, PersonId, PlanId, random_id
from stafet.domain.items import Dream, Meeting
from stafet.domain.log import ConsentAct
from stafet.domain.scopes import CONSENTS, GrantScopeName, Scope, is_call, root_of
from stafet.domain.structs import Line as NameLine
from stafet.domain.structs import WireIn
from stafet.store import consents, items, members, stops
from stafet.store.engine import Transaction
from stafet.use_cases import helped, reminders
from stafet.use_cases.access import plan_in_use, plan_of_citizen
from stafet.use_cases.errors import Conflict, Invalid, NotFound
from stafet.use_cases.plan_writes import PlanWrite, plan_write
from stafet.use_cases.step_up import demand_fresh


class GrantIn(WireIn, frozen=True, kw_only=True):
    """One thing somebody may see: a scope, how far, why, until when."""

    scope: GrantScopeName
    verb: VerbWord
    purpose: Purpose
    until: datetime


class WordingIn(WireIn, frozen=True, kw_only=True):
    """What a consent would say. `unit`: it is given to a unit with its people."""

    name: NameLine
    unit: bool = False
    grants: Annotated[list[GrantIn], Meta(max_length=50)]


def wording_for(
    tx: Transaction,
    *,
    plan_id: PlanId,
    by: PersonId,
    lang: str,
    name: str,
    grants: Sequence[GrantIn],
    is_unit: bool = False,
    proposed: Mapping[str, Meeting] | None = None,
) -> Wording:
    """The exact words to show before a yes. `proposed`: meetings that are none before it, by their scope."""
    plan = plan_of_citizen(tx, plan_id, by)
    access = citizen_access(plan.id)
    return wording(lang, name, [_line(tx, access, grant, proposed or {}) for grant in grants], is_unit=is_unit)


def _wording(
    tx: Transaction, access: Access, *, lang: str, name: str, grants: Sequence[GrantIn], is_unit: bool
) -> Wording:
    return wording(lang, name, [_line(tx, access, grant, {}) for grant in grants], is_unit=is_unit)


def _line(tx: Transaction, access: Access, grant: GrantIn, proposed: Mapping[str, Meeting]) -> Line:
    title, local = "", None
    check_calendar(grant.until)
    root = root_of(grant.scope)
    if root is not None:
        row = items.find(tx, access, ItemId(root)) if grant.scope not in proposed else None
        body = row.decoded() if row is not None and row.body is not None else proposed.get(grant.scope)
        match body:
            case Dream(text=text) if grant.scope.startswith("dream:"):
                title = text
            case Meeting() if grant.scope.startswith("meeting:"):
                local = datetime.fromisoformat(body.starts_at).replace(tzinfo=ZoneInfo(body.zone))
            case _:
                raise Invalid("scope_unknown", field="scope")
    return Line(
        scope=grant.scope, verb=grant.verb, purpose=grant.purpose, until=grant.until, title=title, starts_at=local
    )


def give(
    tx: Transaction,
    *,
    plan_id: PlanId,
    by: PersonId,
    lang: str,
    member_id: MemberId,
    grants: Sequence[GrantIn],
    sha256: str,
    proved_at: datetime | None,
    now: datetime,
    helper: str = "",
) -> None:
    """Say yes: the member may see these things until these moments. A new consent takes an earlier one's place."""
    plan = plan_in_use(tx, plan_id, by)
    member = members.find(tx, plan.id, member_id)
    if member is None or member.status == "ended":
        raise NotFound
    with plan_write(tx, plan) as write:
        record_yes(
            tx,
            write,
            member_id=member_id,
            name=member.name,
            lang=lang,
            grants=grants,
            sha256=sha256,
            proved_at=proved_at,
            now=now,
            is_unit=member.kind == "unit",
            helper=helper,
        )


def record_yes(
    tx: Transaction,
    write: PlanWrite,
    *,
    member_id: MemberId,
    name: str,
    lang: str,
    grants: Sequence[GrantIn],
    sha256: str,
    proved_at: datetime | None,
    now: datetime,
    is_unit: bool = False,
    helper: str = "",
) -> None:
    """Write the grants down with the words that were shown. Other words than ours mean another yes: refused.

    To somebody who sees nothing yet, the citizen shows anew that it is them: another person may hold the phone (T4).
    """
    if not grants:
        return
    if sees_nothing(tx, write.plan.id, member_id, now):
        demand_fresh(proved_at, now)
    for grant in grants:
        check_until(grant.until, now)
    shown = _wording(tx, citizen_access(write.plan.id), lang=lang, name=name, grants=grants, is_unit=is_unit)
    if shown.sha256 != sha256:
        raise Conflict("wording_changed")
    member = members.find(tx, write.plan.id, member_id)
    if member is None:
        raise NotFound
    for grant in grants:
        scope = Scope(grant.scope)
        _end_active(tx, write, member_id, scope, kind="superseded", by="citizen", made_at=None, now=now)
        write_down(
            tx, write, member, scope, verb=grant.verb, purpose=grant.purpose, until=grant.until, shown=shown, now=now
        )
    helped.gave(tx, write.plan.id, helper=helper, scopes=[Scope(grant.scope) for grant in grants], now=now)
    reminders.set_ends_notices(tx, write.plan, now)


def write_down(
    tx: Transaction,
    write: PlanWrite,
    member: Member,
    scope: Scope,
    *,
    verb: GivenVerb,
    purpose: GivenPurpose,
    until: datetime,
    shown: Wording,
    now: datetime,
) -> GrantId:
    """Write one yes down: its row in the log with the words that were shown, which is its receipt, and the grant."""
    grant_id = GrantId(random_id())
    seq = consents.record(
        tx,
        plan_id=write.plan.id,
        kind="given",
        grant_id=grant_id,
        scope=scope,
        by="citizen",
        said=ConsentAct(
            member=member.id,
            name=member.name,
            organisation=member.organisation,
            role=member.role,
            verb=verb,
            purpose=purpose,
            from_=moment(now),
            until=moment(until),
            words=shown.words,
            words_sha256=shown.sha256,
            text_id=shown.text_id,
            text_sha256=shown.text_sha256,
            lang=shown.lang,
        ),
        at=now,
    )
    consents.add(
        tx,
        plan_id=write.plan.id,
        grant_id=grant_id,
        member_id=member.id,
        scope=scope,
        # A leave to call is on a scope that opens nothing, whatever stands here.
        verb=Verb.SEE if verb == "call" else Verb.of(verb),
        purpose=purpose,
        valid_from=now,
        valid_until=until,
        given_seq=seq,
        rev=write.next_rev(CONSENTS),
    )
    return grant_id


def sees_nothing(tx: Transaction, plan_id: PlanId, member_id: MemberId, now: datetime) -> bool:
    """Whether nothing is open to somebody yet. A leave to call opens nothing."""
    return all(is_call(grant.scope) for grant in consents.of_member(tx, plan_id, member_id, now))


def check_calendar(until: datetime) -> None:
    """Far from every real period, the last day of it is not even in the calendar, and has no words."""
    if until.year < 2000:
        raise Invalid("period_over", field="until")
    if until.year > 2999:
        raise Invalid("period_too_long", field="until")


def check_until(until: datetime, now: datetime) -> None:
    """A consent always ends: in time, and within a year (C7)."""
    if until.tzinfo is None:
        raise Invalid("period_without_zone", field="until")
    if until <= now:
        raise Invalid("period_over", field="until")
    if until > now + LONGEST:
        raise Invalid("period_too_long", field="until")


def withdraw(
    tx: Transaction,
    write: PlanWrite,
    *,
    member: MemberId,
    scope: Scope | None,
    by: str,
    made_at: datetime | None,
    now: datetime,
) -> int | None:
    """Close one scope, or all, to a member from now on. The same stop twice changes nothing the second time.

    Answers the revision; None when there is no such member.
    """
    if members.find(tx, write.plan.id, member) is None:
        return None
    _end_active(tx, write, member, scope, kind="withdrawn", by=by, made_at=made_at, now=now)
    reminders.set_ends_notices(tx, write.plan, now)
    return write.rev


def _end_active(
    tx: Transaction,
    write: PlanWrite,
    member: MemberId,
    scope: Scope | None,
    *,
    kind: Literal["withdrawn", "superseded"],
    by: str,
    made_at: datetime | None,
    now: datetime,
) -> None:
    for grant in consents.of_member(tx, write.plan.id, member, now):
        if scope is not None and grant.scope != scope:
            continue
        end_grant(tx, write, grant.id, grant.scope, kind=kind, by=by, made_at=made_at, now=now)


def end_grant(
    tx: Transaction,
    write: PlanWrite,
    grant_id: GrantId,
    scope: Scope,
    *,
    kind: Literal["withdrawn", "superseded"],
    by: str,
    made_at: datetime | None,
    now: datetime,
) -> None:
    """One grant that stands is over, here, in the log and in the journal of stops."""
    given_seq, said = consents.given(tx, write.plan.id, grant_id)
    seq = consents.record(
        tx,
        plan_id=write.plan.id,
        kind=kind,
        grant_id=grant_id,
        scope=scope,
        by=by,
        said=msgspec.structs.replace(said, ends=given_seq, made_at=moment(made_at) if made_at else ""),
        at=now,
    )
    consents.end(tx, write.plan.id, grant_id, seq=seq, at=now, rev=write.next_rev(CONSENTS))
    stops.note(tx, write.plan.id, kind, now, of=grant_id, by=by)
