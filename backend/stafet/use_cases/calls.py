"""Leave to call: asked for by somebody of an office, given by the citizen with its exact words, stopped like any other.

It opens nothing of the plan. Plain contact after agreement with the citizen is what worked in 41 courses.
"""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from stafet.domain import calls as card
from stafet.domain.call_texts import call_wording
from stafet.domain.calls import Call, State
from stafet.domain.consent_texts import Wording
from stafet.domain.consents import LONGEST, Access, Member
from stafet.domain.ids import MemberId, PersonId, PlanId, RandomId, random_id
from stafet.domain.scopes import CONSENTS, TEAM, call_scope
from stafet.domain.structs import Day, HelperName, Line, MaybeLine, Wire, WireIn
from stafet.domain.wall_clock import danish_day
from stafet.store import calls, members
from stafet.store.engine import Transaction
from stafet.use_cases import helped, reminders
from stafet.use_cases.access import plan_in_use, plan_of_citizen, plan_to_act_on, plan_to_read
from stafet.use_cases.consents import check_calendar, check_until, end_grant, sees_nothing, write_down
from stafet.use_cases.errors import Conflict, Invalid, NotFound
from stafet.use_cases.lines import line
from stafet.use_cases.plan_writes import PlanWrite, plan_write
from stafet.use_cases.step_up import demand_fresh


class CallIn(WireIn, frozen=True, kw_only=True):
    """May we call somebody: `whom` in words, or somebody on the team. `caller`: the citizen's own card names who."""

    whom: MaybeLine = ""
    member: RandomId | None = None
    about: Line
    why: MaybeLine = ""
    # And about a visit, when the citizen is at home.
    visit: bool = False
    # The day they suggest as the last.
    until: Day | None = None
    caller: RandomId | None = None


class CallWordingIn(WireIn, frozen=True, kw_only=True):
    """What a yes until this moment would say."""

    until: datetime


class CallAnswerIn(WireIn, frozen=True, kw_only=True):
    """Yes until a moment, to the words that were shown; or no, with a word if the citizen likes."""

    yes: bool
    until: datetime | None = None
    sha256: Annotated[str, Meta(max_length=64)] = ""
    word: MaybeLine = ""
    helper: HelperName = ""


class TalkedIn(WireIn, frozen=True, kw_only=True):
    """The day they talked."""

    on: Day


class CallOut(Wire, frozen=True, kw_only=True):
    """A card as somebody it names sees it."""

    id: str
    # Whose leave it is, by name; and whether that is the reader or their unit.
    caller: str
    is_mine: bool = False
    # The reader asked, and nobody has answered yet: they may take it back.
    asked_by_me: bool = False
    asked_at: datetime
    whom: str
    about: str = ""
    why: str = ""
    visit: bool = False
    state: State
    until: datetime | None = None
    # The citizen's word with a no.
    word: str = ""
    talked_on: str = ""


class CallsOut(Wire, frozen=True, kw_only=True):
    """The cards that name the reader, newest first."""

    calls: list[CallOut]


def ask(tx: Transaction, *, plan_id: PlanId, by: PersonId, asked: CallIn, now: datetime) -> str:
    """Ask the citizen; or the citizen's own card, which waits for their own yes. Answers its id."""
    plan, access = plan_to_act_on(tx, plan_id, by, now)
    caller = _caller(tx, access, asked.caller)
    named = _named(tx, access, asked.member) if asked.member is not None else None
    if named is not None and named.id in caller.grantees:
        raise Invalid("invalid_field", field="member")
    about = line(asked.about, field="about")
    new = Call(
        id=random_id(),
        caller=card.caller_of(caller) if access.member is not None else caller.id,
        asked_by=_author(access),
        asked_at=now,
        whom=named.name if named is not None else line(asked.whom, field="whom"),
        whom_member=named.id if named is not None else None,
        about=about,
        why=line(asked.why, field="why", may_be_empty=True),
        visit=asked.visit,
        until_asked=_suggested(asked.until, now),
        rev=0,
    )
    if access.member is not None:
        _not_again(tx, plan.id, new, now)
    with plan_write(tx, plan) as write:
        calls.add(tx, plan.id, msgspec.structs.replace(new, rev=write.next_rev(CONSENTS)))
        if access.member is not None:
            reminders.tell_news(tx, plan.id, plan.citizen, meeting=None, now=now)
    return new.id


def take_back(tx: Transaction, *, plan_id: PlanId, call_id: str, by: PersonId, now: datetime) -> None:
    """The question is not asked any more. For who asked it, while it waits."""
    plan, access = plan_to_act_on(tx, plan_id, by, now)
    found = calls.find(tx, plan.id, call_id)
    if found is None or found.asked_by != _author(access):
        raise NotFound
    if found.state != "asked":
        raise Conflict("answered_already")
    with plan_write(tx, plan) as write:
        calls.change(tx, plan.id, call_id, write.next_rev(CONSENTS), state="gone", answered_at=now)


def wording_for(tx: Transaction, *, plan_id: PlanId, call_id: str, by: PersonId, lang: str, until: datetime) -> Wording:
    """The exact words to show before a yes."""
    plan = plan_of_citizen(tx, plan_id, by)
    found, caller = _waiting(tx, plan.id, call_id)
    return _wording(lang, caller, found, until)


def answer(
    tx: Transaction,
    *,
    plan_id: PlanId,
    call_id: str,
    by: PersonId,
    lang: str,
    said: CallAnswerIn,
    proved_at: datetime | None,
    now: datetime,
) -> None:
    """The citizen's yes until a day, or their no. A no needs no reason and no proof, and works on a closed plan."""
    plan = plan_in_use(tx, plan_id, by) if said.yes else plan_of_citizen(tx, plan_id, by)
    found, caller = _waiting(tx, plan.id, call_id)
    with plan_write(tx, plan) as write:
        if said.yes:
            _give(tx, write, found, caller, lang=lang, said=said, proved_at=proved_at, now=now)
        else:
            word = line(said.word, field="word", may_be_empty=True)
            calls.change(tx, plan.id, found.id, write.next_rev(CONSENTS), state="no", answered_at=now, word=word)
        asker = members.find(tx, plan.id, MemberId(found.asked_by))
        if asker is not None and asker.person is not None and asker.is_here:
            reminders.tell_news(tx, plan.id, asker.person, meeting=None, now=now)


def talked(tx: Transaction, *, plan_id: PlanId, call_id: str, by: PersonId, on: str, now: datetime) -> None:
    """They have talked, on this day. For those who may: the one who calls and the one who is called; or the citizen."""
    plan, access = plan_to_act_on(tx, plan_id, by, now)
    found = calls.find(tx, plan.id, call_id)
    if found is None or (access.member is not None and not card.is_shown_to(found, access.member, now)):
        raise NotFound
    if card.state_of(found, now) != "open":
        raise Conflict("call_is_over")
    given_on = danish_day(found.answered_at or now)
    if not given_on <= _day(on, "on") <= danish_day(now):
        raise Invalid("invalid_field", field="on")
    with plan_write(tx, plan) as write:
        rev = write.next_rev(CONSENTS)
        calls.change(tx, plan.id, found.id, rev, talked_on=on, talked_by=_author(access))


def calls_of(tx: Transaction, *, plan_id: PlanId, by: PersonId, now: datetime) -> CallsOut:
    """The cards that name this person or their unit. Nobody else on the team sees them."""
    _, access = plan_to_read(tx, plan_id, by, now)
    me = access.member
    if me is not None and not me.is_here:
        raise NotFound
    shown = [one for one in calls.about(tx, access) if me is None or card.is_shown_to(one, me, now)]
    names = {one.id: one.name for one in members.of_plan(tx, access.plan, {call.caller for call in shown})}
    return CallsOut(calls=[_out(one, me, names, now) for one in reversed(shown)])


def leave_all(
    tx: Transaction, write: PlanWrite, member: MemberId, *, by: str, made_at: datetime | None, now: datetime
) -> None:
    """Somebody goes: what they asked is asked no more, and nobody has leave to call them."""
    for one in calls.with_member(tx, write.plan.id, member):
        if one.state == "asked":
            calls.change(tx, write.plan.id, one.id, write.next_rev(CONSENTS), state="gone", answered_at=now)
        elif one.whom_member == member and one.grant is not None and card.state_of(one, now) == "open":
            end_grant(tx, write, one.grant, call_scope(one.id), kind="withdrawn", by=by, made_at=made_at, now=now)


# What they stand on


def _author(access: Access) -> str:
    return access.member.id if access.member is not None else "citizen"


def _caller(tx: Transaction, access: Access, named: str | None) -> Member:
    """Who would call: whoever asks, for themselves and nobody else; or whom the citizen names."""
    if access.member is not None:
        if named not in (None, *access.member.grantees) or not card.may_call(access.member):
            raise NotFound
        return access.member
    caller = members.find(tx, access.plan, MemberId(named)) if named is not None else None
    if caller is None or not card.may_call(caller):
        raise Invalid("invalid_field", field="caller")
    return caller


def _named(tx: Transaction, access: Access, member_id: str) -> Member:
    """Somebody on the team, if the one who asks may see the team."""
    member = members.find(tx, access.plan, MemberId(member_id)) if access.sees(TEAM) else None
    if member is None or member.status != "active":
        raise NotFound
    return member


def _not_again(tx: Transaction, plan_id: PlanId, new: Call, now: datetime) -> None:
    for one in calls.of_caller(tx, plan_id, new.caller):
        if one.state == "asked" and one.asked_by != "citizen":
            raise Conflict("asked_already")
        if one.state == "no" and one.answered_at is not None and now < one.answered_at + card.QUIET_AFTER_NO:
            raise Conflict("asked_lately")


def _suggested(until: str | None, now: datetime) -> str:
    if until is None:
        return ""
    today = danish_day(now)
    if not today <= _day(until, "until") <= today + LONGEST:
        raise Invalid("invalid_field", field="until")
    return until


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid("invalid_field", field=field) from error


def _waiting(tx: Transaction, plan_id: PlanId, call_id: str) -> tuple[Call, Member]:
    """A card that waits for its answer, and who would call."""
    found = calls.find(tx, plan_id, call_id)
    caller = members.find(tx, plan_id, found.caller) if found is not None else None
    if found is None or caller is None:
        raise NotFound
    if found.state != "asked":
        raise Conflict("answered_already")
    return found, caller


def _wording(lang: str, caller: Member, asked: Call, until: datetime) -> Wording:
    check_calendar(until)
    return call_wording(lang, caller.name, asked, until)


def _give(
    tx: Transaction,
    write: PlanWrite,
    asked: Call,
    caller: Member,
    *,
    lang: str,
    said: CallAnswerIn,
    proved_at: datetime | None,
    now: datetime,
) -> None:
    """A consent like any other: with its words, its row in the log, its receipt and its end."""
    if said.until is None:
        raise Invalid("period_over", field="until")
    if sees_nothing(tx, write.plan.id, caller.id, now):
        demand_fresh(proved_at, now)
    check_until(said.until, now)
    shown = _wording(lang, caller, asked, said.until)
    if shown.sha256 != said.sha256:
        raise Conflict("wording_changed")
    scope = call_scope(asked.id)
    grant_id = write_down(
        tx, write, caller, scope, verb="call", purpose="contact", until=said.until, shown=shown, now=now
    )
    rev = write.next_rev(CONSENTS)
    calls.change(tx, write.plan.id, asked.id, rev, state="yes", answered_at=now, grant_id=grant_id)
    helped.gave(tx, write.plan.id, helper=said.helper, scopes=[scope], now=now)


def _out(call: Call, me: Member | None, names: dict[MemberId, str], now: datetime) -> CallOut:
    state = card.state_of(call, now)
    seen = call if me is None else card.as_seen(call, now)
    return CallOut(
        id=call.id,
        caller=names.get(call.caller, ""),
        is_mine=me is not None and call.caller in me.grantees,
        asked_by_me=state == "waits" and call.asked_by == (me.id if me is not None else "citizen"),
        asked_at=call.asked_at,
        whom=call.whom,
        about=seen.about,
        why=seen.why,
        visit=seen.visit,
        state=state,
        until=call.until,
        word=call.word,
        talked_on=call.talked_on,
    )
