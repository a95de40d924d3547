"""The team: invite, accept, say yes, pause, leave. The citizen decides who is on it (A2)."""

import hmac
from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from stafet.domain.chain import moment
from stafet.domain.consents import Member, Role
from stafet.domain.ids import MemberId, PersonId, PlanId, random_id
from stafet.domain.log import OPERATOR, EmployeeLeft, Entry, UnitPerson
from stafet.domain.scopes import TEAM
from stafet.domain.structs import Day, HelperName, Line, MaybeLine, PhoneNumber, WireIn
from stafet.identity.tokens import code_hash, new_code, new_token, token_hash
from stafet.store import invitations, log, members, plans, stops
from stafet.store.engine import Transaction
from stafet.store.people import PersonRow
from stafet.use_cases import baton, calls, consents, helped, reminders, waiting_proposals
from stafet.use_cases.access import plan_in_use, plan_of_citizen
from stafet.use_cases.consents import GrantIn
from stafet.use_cases.errors import Conflict, NotFound
from stafet.use_cases.lines import line
from stafet.use_cases.plan_writes import PlanWrite, plan_write

INVITATION_LIFE = timedelta(hours=72)


class InvitationIn(WireIn, frozen=True, kw_only=True):
    """Who is asked onto the team, and what they may see once the citizen has said yes to their name."""

    role: Role
    name: Line
    organisation: MaybeLine = ""
    phone: PhoneNumber = ""
    hours: MaybeLine = ""
    grants: Annotated[list[GrantIn], Meta(max_length=50)] = []
    sha256: Annotated[str, Meta(max_length=64)] = ""
    helper: HelperName = ""


class MemberIn(WireIn, frozen=True, kw_only=True):
    """Facts about a member that the citizen may write."""

    role: Role | UnsetType = UNSET
    name: Line | UnsetType = UNSET
    organisation: MaybeLine | UnsetType = UNSET
    phone: PhoneNumber | UnsetType = UNSET
    hours: MaybeLine | UnsetType = UNSET
    status: Literal["active", "paused"] | UnsetType = UNSET
    # With a pause: the day it is meant to end. Nothing opens by itself on that day; the citizen is asked.
    resume_on: Day | UnsetType | None = UNSET
    helper: HelperName = ""


class YesIn(WireIn, frozen=True, kw_only=True):
    """The citizen's yes to the name of who signed in."""

    helper: HelperName = ""


class AcceptIn(WireIn, frozen=True, kw_only=True):
    """The secret of the link, and the code that was told when there is one."""

    token: Annotated[str, Meta(max_length=100)]
    code: Annotated[str, Meta(max_length=10)] = ""


class Link(msgspec.Struct, frozen=True):
    """A link as it is shown once. The code is told, not sent."""

    member: MemberId
    token: str
    code: str
    until: datetime


class Accepted(msgspec.Struct, frozen=True, rename="camel"):
    """The place somebody has accepted. `at_once`: they are in now, as one of a unit's people; the citizen is told."""

    plan: PlanId
    member: MemberId
    citizen: str
    at_once: bool


def invite(
    tx: Transaction,
    *,
    plan_id: PlanId,
    by: PersonId,
    lang: str,
    invitation: InvitationIn,
    proved_at: datetime | None,
    now: datetime,
) -> Link:
    """Make a place and a link to it. Nothing opens until they have signed in and the citizen has said yes."""
    plan = plan_in_use(tx, plan_id, by)
    member_id = MemberId(random_id())
    name = line(invitation.name, field="name")
    with plan_write(tx, plan) as write:
        members.add(
            tx,
            plan_id=plan.id,
            member_id=member_id,
            role=invitation.role,
            name=name,
            organisation=line(invitation.organisation, field="organisation", may_be_empty=True),
            phone=invitation.phone,
            hours=line(invitation.hours, field="hours", may_be_empty=True),
            rev=write.next_rev(TEAM),
            now=now,
        )
        consents.record_yes(
            tx,
            write,
            member_id=member_id,
            name=name,
            lang=lang,
            grants=invitation.grants,
            sha256=invitation.sha256,
            proved_at=proved_at,
            now=now,
            helper=invitation.helper,
        )
    return open_link(tx, plan.id, member_id, invitation.role, now)


def invite_again(tx: Transaction, *, plan_id: PlanId, member_id: MemberId, by: PersonId, now: datetime) -> Link:
    """A new link for the same place. The old one is dead."""
    plan = plan_in_use(tx, plan_id, by)
    member = members.find(tx, plan.id, member_id)
    if member is None:
        raise NotFound
    if member.status != "invited":
        raise Conflict("not_invited")
    with plan_write(tx, plan) as write:
        members.change(tx, plan.id, member_id, write.next_rev(TEAM))
    return open_link(tx, plan.id, member_id, member.role, now)


def open_link(tx: Transaction, plan_id: PlanId, member_id: MemberId, role: Role, now: datetime) -> Link:
    """The secret of a place, shown once."""
    token = new_token()
    # Lay people have no employer who vouches for them: the code proves that the citizen told them.
    code = new_code() if role == "relative" else ""
    until = now + INVITATION_LIFE
    invitations.add(
        tx,
        token_hash=token_hash(token),
        plan_id=plan_id,
        member_id=member_id,
        code_hash=code_hash(code, token) if code else "",
        expires_at=until,
    )
    return Link(member=member_id, token=token, code=code, until=until)


def accept(tx: Transaction, *, by: PersonRow, token: str, code: str, now: datetime) -> Accepted | None:
    """Take the place one was invited to. Used, expired, guessed and closed links answer alike.

    None for a wrong code: an answer and not an exception, so that the try is counted under the same lock.
    """
    found = invitations.find(tx, token_hash(token))
    plan = plans.lock(tx, found.plan) if found else None
    # Asked again under the lock: somebody else may have opened the same link a moment ago.
    found = invitations.find(tx, token_hash(token)) if plan else None
    invited = members.find(tx, plan.id, found.member) if plan and found else None
    if found is None or plan is None or invited is None or found.expires_at <= now or found.tries_left <= 0:
        raise NotFound("invitation_not_found")
    if plan.is_suspended or (invited.unit is not None and invited.unit.status != "active"):
        raise NotFound("invitation_not_found")
    if plan.citizen == by.id or members.place_of(tx, plan.id, by.id) is not None:
        raise Conflict("already_on_team")
    if found.code_hash and not hmac.compare_digest(found.code_hash, code_hash(code, token)):
        invitations.spend_try(tx, found.token_hash)
        return None
    at_once = comes_in_at_once(tx, invited, by)
    with plan_write(tx, plan) as write:
        members.change(
            tx,
            plan.id,
            found.member,
            write.next_rev(TEAM),
            person_id=by.id,
            signed_in_as=by.name,
            status="active" if at_once else "awaiting_yes",
            joined_at=now if at_once else None,
        )
        invitations.close(tx, plan.id, found.member)
        if at_once:
            note_unit(tx, invited, "unit_joined", by=found.member, now=now)
        reminders.tell_news(tx, plan.id, plan.citizen, meeting=None, now=now)
    return Accepted(plan=plan.id, member=found.member, citizen=plan.citizen_name, at_once=at_once)


def comes_in_at_once(tx: Transaction, invited: Member, person: PersonRow) -> bool:
    """Whether this person takes part without the citizen's yes to their name.

    That is so for the people of a unit, whom its doorkeeper knows; the citizen is told. It is not so for somebody whom
    the citizen has taken off that unit before, nor for a private identity: who works there signs in as such.
    """
    unit = invited.unit
    if unit is None or invited.invited_by is None or person.door != "professional":
        return False
    return not members.was_taken_off(tx, invited.plan, unit.id, person.id)


def say_yes(
    tx: Transaction, *, plan_id: PlanId, member_id: MemberId, by: PersonId, now: datetime, helper: str = ""
) -> None:
    """ "Ja, det er hende": only now do the member's grants open anything."""
    plan = plan_in_use(tx, plan_id, by)
    member = members.find(tx, plan.id, member_id)
    if member is None:
        raise NotFound
    if member.status == "active":
        return
    if member.status != "awaiting_yes" or member.person is None:
        raise Conflict("nobody_waits")
    with plan_write(tx, plan) as write:
        members.change(tx, plan.id, member_id, write.next_rev(TEAM), status="active", joined_at=now)
        note_unit(tx, member, "unit_joined", by="citizen", now=now)
        helped.let_in(tx, plan.id, helper=helper, act="said_yes", whom=member.name, now=now)
        reminders.tell_news(tx, plan.id, member.person, meeting=None, now=now)
        reminders.set_for_member(tx, plan, member_id, now)


def change(
    tx: Transaction, *, plan_id: PlanId, member_id: MemberId, by: PersonId, facts: MemberIn, now: datetime
) -> None:
    """Write a member's facts; put them on pause or take them back from it. Pause closes everything until it ends."""
    plan = plan_of_citizen(tx, plan_id, by)
    member = members.find(tx, plan.id, member_id)
    if member is None or member.status == "ended":
        raise NotFound
    values = {
        name: line(value, field=name, may_be_empty=name != "name")
        for name in ("role", "name", "organisation", "phone", "hours")
        if isinstance(value := getattr(facts, name), str)
    }
    is_paused = facts.status == "paused" or (facts.status is UNSET and member.status == "paused")
    day = (member.resume_on if facts.resume_on is UNSET else facts.resume_on) if is_paused else None
    with plan_write(tx, plan) as write:
        if values or day != member.resume_on:
            members.change(tx, plan.id, member_id, write.next_rev(TEAM), resume_on=day, **values)
        if facts.status is not UNSET and facts.status != member.status:
            if member.status not in ("active", "paused"):
                raise Conflict("not_on_team_yet")
            if facts.status == "paused":
                lay_down_all(tx, write, member, now)
            rev = write.next_rev(TEAM)
            members.set_status(tx, plan.id, member_id, facts.status, rev=rev)
            if facts.status == "paused":
                stops.note(tx, plan.id, "paused", now, of=member_id, epoch=plan.epoch, rev=rev)
            else:
                helped.let_in(tx, plan.id, helper=facts.helper, act="resumed", whom=member.name, now=now)
            # A reminder that came due during the pause was dropped; those still ahead are made anew.
            reminders.set_for_member(tx, plan, member_id, now)


def remove(tx: Transaction, *, plan_id: PlanId, member_id: MemberId, by: PersonId, now: datetime) -> None:
    """Off the team, or no to the one who signed in: every grant ends, the link is dead. Twice is once."""
    plan = plan_of_citizen(tx, plan_id, by)
    member = members.find(tx, plan.id, member_id)
    if member is None:
        raise NotFound
    if member.status == "ended":
        return
    with plan_write(tx, plan) as write:
        end_place(tx, write, member, by="citizen", made_at=None, now=now)


def end_place(
    tx: Transaction, write: PlanWrite, member: Member, *, by: str, made_at: datetime | None, now: datetime
) -> int:
    """End a member's place with everything it opened. The one way out: for the citizen's no, the member's own leaving,
    and the operator's word that somebody's work has ended.
    """
    if member.kind == "unit":
        # They were let in as the unit's people, and are on the team for nothing else.
        for one in members.of_unit(tx, write.plan.id, member.id):
            if one.status != "ended":
                end_place(tx, write, one, by=by, made_at=made_at, now=now)
        doorkeeper = members.doorkeeper_of(tx, write.plan.id, member.id)
        if doorkeeper is not None:
            members.change(tx, write.plan.id, doorkeeper.id, write.next_rev(TEAM), keeps_door=None)
    if member.keeps_door is not None:
        close_links_of(tx, write, member, now)
    consents.withdraw(tx, write, member=member.id, scope=None, by=by, made_at=made_at, now=now)
    invitations.close(tx, write.plan.id, member.id)
    lay_down_all(tx, write, member, now)
    calls.leave_all(tx, write, member.id, by=by, made_at=made_at, now=now)
    rev = write.next_rev(TEAM)
    members.end(tx, write.plan.id, member.id, by=by, rev=rev, now=now)
    if by == OPERATOR:
        _note_employee_left(tx, member, made_at=made_at, now=now)
    elif member.status in ("active", "paused"):
        note_unit(tx, member, "unit_left", by=by, now=now)
    if member.person is not None:
        reminders.forget_person(tx, write.plan.id, member.person)
    if by != "citizen":
        reminders.tell_news(tx, write.plan.id, write.plan.citizen, meeting=None, now=now)
    return rev


def lay_down_all(tx: Transaction, write: PlanWrite, member: Member, now: datetime) -> None:
    """Somebody goes, or is on pause: the baton, and the meetings they have proposed, wait for them no longer."""
    baton.leave_all(tx, write, member, now)
    waiting_proposals.end_all(tx, write, member.id, now)


def note_unit(
    tx: Transaction, member: Member, kind: Literal["unit_joined", "unit_left"], *, by: str, now: datetime
) -> None:
    """Write into the log who came into a unit, or went: whoever reads with it is never unknown."""
    unit = member.unit
    if unit is None:
        return
    said = UnitPerson(name=member.name, unit=unit.id, unit_name=unit.name, invited_by=member.invited_by or "citizen")
    log.append(tx, member.plan, [Entry(kind=kind, who=by, said=said)], now)


def _note_employee_left(tx: Transaction, member: Member, *, made_at: datetime | None, now: datetime) -> None:
    """Write into the log that there is a gap, and who made it: the citizen has done nothing, nor has the app."""
    unit = member.unit
    said = EmployeeLeft(
        name=member.name,
        organisation=member.organisation or (unit.name if unit is not None else ""),
        unit=unit.id if unit is not None else "",
        made_at=moment(made_at) if made_at else "",
    )
    log.append(tx, member.plan, [Entry(kind="employee_left", who=OPERATOR, said=said)], now)


def close_links_of(tx: Transaction, write: PlanWrite, doorkeeper: Member, now: datetime) -> None:
    """Links that a unit's doorkeeper made and nobody has used are dead: they were given on that person's word."""
    for one in members.of_unit(tx, write.plan.id, doorkeeper.keeps_door) if doorkeeper.keeps_door else ():
        if one.status == "invited" and one.invited_by == doorkeeper.id:
            invitations.close(tx, write.plan.id, one.id)
            members.end(tx, write.plan.id, one.id, by="citizen", rev=write.next_rev(TEAM), now=now)


def can_be_named(tx: Transaction, plan_id: PlanId, member_id: str | None) -> bool:
    """Whether an item may name this member: nobody is named who is not, or no longer, on the team."""
    if member_id is None:
        return True
    member = members.find(tx, plan_id, MemberId(member_id))
    return member is not None and member.status != "ended" and member.kind == "person"
