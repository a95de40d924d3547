"""Meetings: who is invited, and what follows when a meeting or its agenda changes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from stafet.domain.consent_texts import Wording
from stafet.domain.consents import AFTER_MEETING, Access, citizen_access
from stafet.domain.ids import ItemId, MemberId, PersonId, PlanId, RandomId, Uuid7
from stafet.domain.items import AgendaItem, Answer, Body, Invitee, Meeting, Outcome
from stafet.domain.meetings import ends_at, starts_at
from stafet.domain.scopes import Scope, is_meeting, meeting_scope, root_of
from stafet.domain.structs import HelperName, WireIn
from stafet.domain.uuid7 import uuid7
from stafet.store import items, meetings, members
from stafet.store.engine import Transaction
from stafet.use_cases import consents, reminders
from stafet.use_cases.access import plan_in_use, plan_of_citizen
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.errors import Conflict, NotFound
from stafet.use_cases.plan_writes import PlanWrite, plan_write


class InviteIn(WireIn, frozen=True, kw_only=True):
    """Who is asked to a meeting."""

    members: Annotated[list[RandomId], Meta(min_length=1, max_length=30)]
    sha256: Annotated[str, Meta(max_length=64)] = ""
    # The other meetings of a series: one yes for all of them, and each is named in its words.
    also: Annotated[list[Uuid7], Meta(max_length=11)] = []
    helper: HelperName = ""


def wording_for(
    tx: Transaction,
    *,
    plan_id: PlanId,
    meeting_id: ItemId,
    by: PersonId,
    lang: str,
    invited: Sequence[str],
    also: Sequence[str] = (),
) -> Wording:
    """The words of an invitation. To invite is to let somebody read the meeting until 14 days after it."""
    plan = plan_of_citizen(tx, plan_id, by)
    asked_to = _meetings(tx, plan.id, meeting_id, also)
    return wording_of(tx, plan.id, asked_to, by=by, lang=lang, invited=invited)


def wording_of(
    tx: Transaction,
    plan_id: PlanId,
    asked_to: Mapping[ItemId, Meeting],
    *,
    by: PersonId,
    lang: str,
    invited: Sequence[str],
) -> Wording:
    """The same, of meetings that may be proposed only: what the yes to one would say."""
    names = [_member_name(tx, plan_id, MemberId(member)) for member in invited]
    proposed: dict[str, Meeting] = {meeting_scope(one): meeting for one, meeting in asked_to.items()}
    return consents.wording_for(
        tx, plan_id=plan_id, by=by, lang=lang, name=_joined(names, lang), grants=_grants(asked_to), proposed=proposed
    )


def invite(
    tx: Transaction,
    *,
    plan_id: PlanId,
    meeting_id: ItemId,
    by: PersonId,
    lang: str,
    invited: Sequence[str],
    sha256: str,
    proved_at: datetime | None,
    now: datetime,
    also: Sequence[str] = (),
    helper: str = "",
) -> None:
    """Ask members to a meeting. Asking somebody twice changes nothing but the date until which they may read.

    `also`: to other meetings in the same yes. Each is a consent of its own, and ends 14 days after its own meeting.
    """
    plan = plan_in_use(tx, plan_id, by)
    asked_to = _meetings(tx, plan.id, meeting_id, also)
    with plan_write(tx, plan) as write:
        ask_to(
            tx, write, asked_to, invited=invited, lang=lang, sha256=sha256, proved_at=proved_at, now=now, helper=helper
        )


def ask_to(
    tx: Transaction,
    write: PlanWrite,
    asked_to: Mapping[ItemId, Meeting],
    *,
    invited: Sequence[str],
    lang: str,
    sha256: str,
    proved_at: datetime | None,
    now: datetime,
    helper: str = "",
) -> None:
    """The consents, the places and the reminders of one yes. The first of the meetings is where its news leads."""
    plan = write.plan
    if any(meeting.state == "cancelled" for meeting in asked_to.values()):
        raise Conflict("meeting_cancelled")
    wanted = list(dict.fromkeys(invited))
    names = _joined([_member_name(tx, plan.id, MemberId(member)) for member in wanted], lang)
    for member in wanted:
        consents.record_yes(
            tx,
            write,
            member_id=MemberId(member),
            name=names,
            lang=lang,
            grants=_grants(asked_to),
            sha256=sha256,
            proved_at=proved_at,
            now=now,
            helper=helper,
        )
    for one, meeting in asked_to.items():
        _give_places(tx, write, one, wanted, now)
        reminders.set_for_meeting(tx, plan, one, meeting, now)
    for member in wanted:
        invited_member = members.find(tx, plan.id, MemberId(member))
        if invited_member is not None and invited_member.person is not None:
            reminders.tell_news(tx, plan.id, invited_member.person, meeting=next(iter(asked_to)), now=now)


def _give_places(tx: Transaction, write: PlanWrite, meeting_id: ItemId, wanted: Sequence[str], now: datetime) -> None:
    """A place at the meeting for each, once."""
    plan, scope = write.plan, meeting_scope(meeting_id)
    already = {row.member_id for row in items.in_scope(tx, citizen_access(plan.id), scope, kind="invitee")}
    for member in wanted:
        if member not in already:
            items.add(
                tx,
                plan_id=plan.id,
                item_id=ItemId(uuid7(now)),
                scope=scope,
                body=Invitee(member=member),
                by="citizen",
                voice="citizen",
                at=now,
                rev=write.next_rev(scope),
                member=member,
            )


def uninvite(
    tx: Transaction, *, plan_id: PlanId, meeting_id: ItemId, member_id: MemberId, by: PersonId, now: datetime
) -> None:
    """Not at this meeting after all: the place goes, the consent ends, no reminder is sent."""
    plan = plan_of_citizen(tx, plan_id, by)
    _meeting(tx, plan.id, meeting_id)
    scope = meeting_scope(meeting_id)
    with plan_write(tx, plan) as write:
        for row in items.in_scope(tx, citizen_access(plan.id), scope, kind="invitee"):
            if row.member_id == member_id:
                items.bury(tx, plan.id, row.id, by="citizen", at=now, rev=write.next_rev(scope))
        _end_invitation(tx, write, scope, member_id, now)


def _end_invitation(tx: Transaction, write: PlanWrite, scope: Scope, member_id: MemberId, now: datetime) -> None:
    consents.withdraw(tx, write, member=member_id, scope=scope, by="citizen", made_at=None, now=now)
    meeting_id = root_of(scope)
    meeting = _living_meeting(tx, write.plan.id, meeting_id) if meeting_id else None
    if meeting_id is not None and meeting is not None:
        reminders.set_for_meeting(tx, write.plan, meeting_id, meeting, now)


def after_item(
    tx: Transaction,
    write: PlanWrite,
    access: Access,
    item_id: ItemId,
    scope: Scope,
    body: Body | None,
    now: datetime,
    was: Body | None = None,
) -> None:
    """What follows, in the same transaction, when an item of a meeting was written. Other items have none."""
    if not is_meeting(scope):
        return
    plan = write.plan
    match body:
        case Meeting():
            meetings.keep(
                tx,
                plan_id=plan.id,
                meeting_id=item_id,
                starts_at=starts_at(body),
                ends_at=ends_at(body),
                state=body.state,
            )
            reminders.set_for_meeting(tx, plan, item_id, body, now)
        case None if isinstance(was, Meeting):
            meetings.forget(tx, plan.id, item_id)
            reminders.clear_meeting(tx, plan.id, item_id)
        case None if isinstance(was, Invitee):
            # A place taken away is a consent withdrawn, also when it was done offline.
            _end_invitation(tx, write, scope, MemberId(was.member), now)
        case Invitee() if access.member is not None:
            # An answer to the invitation: somebody who is not coming is not reminded.
            meeting_id = root_of(scope)
            meeting = _living_meeting(tx, plan.id, meeting_id) if meeting_id else None
            if meeting_id is not None and meeting is not None:
                reminders.set_for_meeting(tx, plan, meeting_id, meeting, now)
        case AgendaItem() | Answer() | Outcome():
            _tell_of(tx, write, access, scope, body, now)
        case _:
            pass


def _tell_of(
    tx: Transaction, write: PlanWrite, access: Access, scope: Scope, body: AgendaItem | Answer | Outcome, now: datetime
) -> None:
    """Who hears that there is something new: the one who is asked, the citizen, or everybody who can read it now."""
    plan, meeting = write.plan, root_of(scope)
    match body:
        case AgendaItem(asked=asked, state="on") if asked:
            names = [asked]
        case Outcome(state="approved") if access.is_citizen:
            names = [row.member_id or "" for row in items.in_scope(tx, access, scope, kind="invitee")]
        case _:
            names = []
            if access.member is not None:
                reminders.tell_news(tx, plan.id, plan.citizen, meeting=meeting, now=now)
    for name in names:
        member = members.find(tx, plan.id, MemberId(name))
        if member is not None and member.person is not None:
            reminders.tell_news(tx, plan.id, member.person, meeting=meeting, now=now)


def _meeting(tx: Transaction, plan_id: PlanId, meeting_id: ItemId) -> Meeting:
    meeting = _living_meeting(tx, plan_id, meeting_id)
    if meeting is None:
        raise NotFound
    return meeting


def _living_meeting(tx: Transaction, plan_id: PlanId, meeting_id: ItemId) -> Meeting | None:
    row = items.find(tx, citizen_access(plan_id), meeting_id)
    body = row.decoded() if row is not None and row.body is not None else None
    return body if isinstance(body, Meeting) else None


def _meetings(tx: Transaction, plan_id: PlanId, first: ItemId, also: Sequence[str]) -> dict[ItemId, Meeting]:
    """The meetings of one yes, in the order they are named. One that is not there is not passed over in silence."""
    return {one: _meeting(tx, plan_id, one) for one in dict.fromkeys([first, *map(ItemId, also)])}


def _grants(asked_to: Mapping[ItemId, Meeting]) -> list[GrantIn]:
    return [
        GrantIn(scope=meeting_scope(one), verb="respond", purpose="meeting", until=ends_at(meeting) + AFTER_MEETING)
        for one, meeting in asked_to.items()
    ]


def _member_name(tx: Transaction, plan_id: PlanId, member_id: MemberId) -> str:
    member = members.find(tx, plan_id, member_id)
    if member is None or member.status == "ended" or member.kind == "unit":
        # To a meeting people come, each by name.
        raise NotFound
    return member.name


def _joined(names: Sequence[str], lang: str) -> str:
    """ "Mads, Jonas og Rikke"."""
    *first, last = names
    return f"{', '.join(first)} {'and' if lang == 'en' else 'og'} {last}" if first else last
