"""A professional proposes a meeting; the citizen's one yes makes it (J6, J7).

Until then it is its author's and the citizen's. The yes makes the meeting as every meeting is made: by the act that
creates it, and by the consents, the places and the reminders of an invitation, in one transaction.
"""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from stafet.domain.consent_texts import Wording
from stafet.domain.consents import AFTER_MEETING, LONGEST, Access, citizen_access
from stafet.domain.edits import Change, Create
from stafet.domain.ids import ItemId, MemberId, PersonId, PlanId, RandomId
from stafet.domain.items import Agreement, Meeting, has_real_dates
from stafet.domain.log import Entry, ProposedMeeting
from stafet.domain.meetings import ends_at, starts_at
from stafet.domain.proposals import AT_ONCE, Proposal, may_propose, state_now
from stafet.domain.scopes import AGREEMENTS, PROPOSALS, TEAM, meeting_scope
from stafet.domain.structs import HelperName, MaybeWords, Wire, WireIn
from stafet.domain.texts import clean
from stafet.domain.uuid7 import uuid7
from stafet.store import items, log, meeting_proposals, members
from stafet.store.engine import Transaction
from stafet.store.meeting_proposals import ProposalRow
from stafet.store.plans import PlanRow
from stafet.use_cases import meetings, reminders
from stafet.use_cases.access import plan_in_use, plan_of_citizen, plan_to_act_on
from stafet.use_cases.apply_edits import apply, cleaned
from stafet.use_cases.edit_context import Edits
from stafet.use_cases.errors import Conflict, Invalid, NotAllowed, NotFound
from stafet.use_cases.helped import HelpedWith
from stafet.use_cases.plan_writes import PlanWrite, plan_write

Asked = Annotated[list[RandomId], Meta(max_length=30)]


class MeetingProposalIn(WireIn, frozen=True, kw_only=True):
    """A meeting, who ought to come, and why. Who calls it is who proposes it, whatever the meeting says."""

    meeting: Meeting
    members: Asked = []
    why: Annotated[str, Meta(max_length=1000)] = ""


class ProposalWordingIn(WireIn, frozen=True, kw_only=True):
    """Whom the yes would ask, to the meeting as the citizen has it now. No meeting: as it was proposed."""

    members: Annotated[list[RandomId], Meta(min_length=1, max_length=30)]
    meeting: Meeting | None = None


class ProposalAnswerIn(WireIn, frozen=True, kw_only=True):
    """Yes, to the meeting as the citizen has it now and with whom they want; or no, with a word if they like."""

    yes: bool
    meeting: Meeting | None = None
    members: Asked = []
    # Of the words of the invitation that were shown.
    sha256: Annotated[str, Meta(max_length=64)] = ""
    word: MaybeWords = ""
    helper: HelperName = ""


class ProposedOut(msgspec.Struct, frozen=True):
    """The id of a proposal."""

    id: str


class AnsweredOut(Wire, frozen=True, kw_only=True):
    """The meeting that came of it; nothing after a no."""

    meeting: str = ""


def propose(tx: Transaction, *, plan_id: PlanId, proposal: MeetingProposalIn, by: PersonId, now: datetime) -> ItemId:
    """Propose a meeting to the citizen. The same one twice is once, so that a lost answer can be asked for again."""
    plan, access = plan_to_act_on(tx, plan_id, by, now)
    author = access.member
    if author is None:
        # The citizen makes meetings, and asks nobody.
        raise Conflict("own_plan")
    if not may_propose(author):
        raise NotAllowed
    meeting = _as_called_by(author.id, proposal.meeting, now)
    for one in proposal.members:
        _known(tx, access, one)
    wanted = Proposal(meeting=meeting, members=list(dict.fromkeys(proposal.members)), why=clean(proposal.why).strip())
    waiting = [row for row in meeting_proposals.of(tx, access) if state_now(row.state, row.proposal, now) == "waiting"]
    for row in waiting:
        if row.proposal == wanted:
            return row.id
    if len(waiting) >= AT_ONCE:
        raise Conflict("too_many_proposals")
    proposal_id = ItemId(uuid7(now))
    with plan_write(tx, plan) as write:
        rev = write.next_rev(PROPOSALS)
        meeting_proposals.add(
            tx, plan_id=plan.id, proposal_id=proposal_id, author=author.id, proposal=wanted, rev=rev, now=now
        )
        said = ProposedMeeting(name=author.name, organisation=author.organisation)
        log.append(tx, plan.id, [Entry(kind="proposed", who=author.id, said=said)], now)
        reminders.tell_news(tx, plan.id, plan.citizen, meeting=None, now=now)
    return proposal_id


def _as_called_by(author: MemberId, meeting: Meeting, now: datetime) -> Meeting:
    """The meeting that can be held: its words cleaned, its days real, ahead, and near enough for an invitation."""
    called = cleaned(msgspec.structs.replace(meeting, called_by=author, state="planned", series=""))
    if not isinstance(called, Meeting) or not has_real_dates(called):
        raise Invalid("invalid_field", field="meeting")
    if starts_at(called) <= now:
        raise Invalid("meeting_past", field="startsAt")
    if ends_at(called) + AFTER_MEETING > now + LONGEST:
        raise Invalid("meeting_too_far", field="startsAt")
    return called


def _known(tx: Transaction, access: Access, member_id: str) -> None:
    """Somebody whom the author may see on the team, or the author."""
    if access.member is not None and access.member.id == member_id:
        return
    member = members.find(tx, access.plan, MemberId(member_id)) if access.sees(TEAM) else None
    if member is None or member.status != "active" or member.kind != "person":
        raise NotFound


def take_back(tx: Transaction, *, plan_id: PlanId, proposal_id: ItemId, by: PersonId, now: datetime) -> None:
    """Its author takes it back before the answer. Twice is once."""
    plan, access = plan_to_act_on(tx, plan_id, by, now)
    if access.is_citizen:
        raise Conflict("own_plan")
    row = _found(tx, access, proposal_id)
    if row.state == "taken_back":
        return
    _demand_waiting(row, now)
    with plan_write(tx, plan) as write:
        meeting_proposals.close(
            tx, plan_id=plan.id, row=row, state="taken_back", rev=write.next_rev(PROPOSALS), now=now
        )


def wording_for(
    tx: Transaction, *, plan_id: PlanId, proposal_id: ItemId, asked: ProposalWordingIn, by: PersonId, lang: str,
    now: datetime,
) -> Wording:  # fmt: skip
    """The words of the invitation that goes with the yes, before there is a meeting."""
    plan = plan_of_citizen(tx, plan_id, by)
    row = _found(tx, citizen_access(plan.id), proposal_id)
    _demand_waiting(row, now)
    meeting = _as_called_by(row.member, asked.meeting or row.proposal.meeting, now)
    return meetings.wording_of(tx, plan.id, {row.id: meeting}, by=by, lang=lang, invited=asked.members)


def answer(
    tx: Transaction,
    *,
    plan_id: PlanId,
    proposal_id: ItemId,
    said: ProposalAnswerIn,
    by: PersonId,
    lang: str,
    proved_at: datetime | None,
    now: datetime,
) -> ItemId | None:
    """The citizen's yes or no. The same answer again, from this phone or another, changes nothing.

    Answers the meeting that came of it.
    """
    plan = plan_in_use(tx, plan_id, by) if said.yes else plan_of_citizen(tx, plan_id, by)
    row = _found(tx, citizen_access(plan.id), proposal_id)
    if row.state == ("meeting" if said.yes else "declined"):
        return row.meeting
    _demand_waiting(row, now)
    author = members.find(tx, plan.id, row.member)
    meeting_id = ItemId(uuid7(now)) if said.yes else None
    with plan_write(tx, plan) as write:
        if meeting_id is not None:
            _make(tx, write, meeting_id, row, said, by=by, lang=lang, proved_at=proved_at, now=now)
        meeting_proposals.close(
            tx,
            plan_id=plan.id,
            row=row,
            state="meeting" if said.yes else "declined",
            rev=write.next_rev(PROPOSALS),
            word="" if said.yes else clean(said.word).strip(),
            meeting=meeting_id,
            now=now,
        )
        if author is not None and author.person is not None:
            leads_to = meeting_id if row.member in said.members else None
            reminders.tell_news(tx, plan.id, author.person, meeting=leads_to, now=now)
    return meeting_id


def _make(
    tx: Transaction,
    write: PlanWrite,
    meeting_id: ItemId,
    row: ProposalRow,
    said: ProposalAnswerIn,
    *,
    by: PersonId,
    lang: str,
    proved_at: datetime | None,
    now: datetime,
) -> None:
    """The meeting, as the citizen's own edit makes one; then the request it fulfils, and whom they ask to it."""
    plan = write.plan
    meeting = _as_called_by(row.member, said.meeting or row.proposal.meeting, now)
    context = Edits(tx, write, citizen_access(plan.id), by, now, set())
    scope = meeting_scope(meeting_id)
    made = Create(id=meeting_id, plan=plan.id, made_at=now, helper=said.helper, scope=scope, body=meeting)
    if apply(made, context).outcome != "applied":
        raise Invalid("invalid_field", field="meeting")
    context.settle()
    helped = HelpedWith()
    helped.note(made, [scope], context)
    helped.write_down(tx, plan.id, now)
    if meeting.meeting_kind == "network":
        _fulfil_request(context, plan)
    if said.members:
        meetings.ask_to(
            tx,
            write,
            {meeting_id: meeting},
            invited=said.members,
            lang=lang,
            sha256=said.sha256,
            proved_at=proved_at,
            now=now,
            helper=said.helper,
        )


def _fulfil_request(context: Edits, plan: PlanRow) -> None:
    """ "Bed om et netværksmøde" is done when there is one: nothing waits for the baton holder any more."""
    for row in items.in_scope(context.tx, context.access, AGREEMENTS, kind="agreement"):
        body = row.decoded()
        if isinstance(body, Agreement) and body.asks_for and body.state in ("agreed", "proposed"):
            edit = Change(
                id=uuid7(context.now),
                plan=plan.id,
                made_at=context.now,
                item=row.id,
                fields={"state": "done"},
                base=dict[str, str](row.field_versions(["state"])),
            )
            apply(edit, context)


def _found(tx: Transaction, access: Access, proposal_id: ItemId) -> ProposalRow:
    row = meeting_proposals.find(tx, access, proposal_id)
    if row is None:
        raise NotFound
    return row


def _demand_waiting(row: ProposalRow, now: datetime) -> None:
    match state_now(row.state, row.proposal, now):
        case "waiting":
            return
        case "ended" | "taken_back":
            raise Conflict("proposal_over")
        case _:
            raise Conflict("answered_already")
