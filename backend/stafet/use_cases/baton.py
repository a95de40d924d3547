"""The baton: offered, accepted, said yes to by the citizen. Never two hold it, and who held it when is kept.

It opens nothing: who takes it over sees what the citizen has let them see, and not what the one before saw.
"""

from datetime import date, datetime

from stafet.domain.consents import Access, Member
from stafet.domain.ids import MemberId, PersonId, PlanId, RandomId
from stafet.domain.scopes import TEAM
from stafet.domain.structs import Day, WireIn
from stafet.store import batons, members
from stafet.store.engine import Transaction
from stafet.use_cases import reminders
from stafet.use_cases.access import plan_to_act_on
from stafet.use_cases.errors import Conflict, Invalid, NotFound
from stafet.use_cases.plan_writes import PlanWrite, plan_write


class BatonIn(WireIn, frozen=True, kw_only=True):
    """Whom the baton is offered to. Null from the citizen: nobody holds it. Null from its holder: it must go on."""

    member: RandomId | None


class AnswerIn(WireIn, frozen=True, kw_only=True):
    """Yes or no to the handover that is open."""

    yes: bool


class AbsenceIn(WireIn, frozen=True, kw_only=True):
    """Away until this day, when they are back; and who takes over meanwhile. No day: here again."""

    until: Day | None
    deputy: RandomId | None = None


def _named(tx: Transaction, access: Access, member_id: str) -> Member:
    """Somebody who takes part now, if the one who asks may see the team."""
    member = members.find(tx, access.plan, MemberId(member_id)) if access.sees(TEAM) else None
    if member is None or member.status == "ended":
        raise NotFound
    if member.status != "active" or member.kind == "unit":
        raise Conflict("not_on_team_yet")
    return member


def pass_on(tx: Transaction, *, plan_id: PlanId, member_id: MemberId | None, by: PersonId, now: datetime) -> None:
    """Offer the baton: the citizen to whom they want, its holder to a colleague, or to nobody by name.

    One offer is open at a time; a new one takes the place of the one before. The baton stays where it is.
    """
    plan, access = plan_to_act_on(tx, plan_id, by, now)
    holder = members.baton_holder(tx, plan.id)
    if access.member is not None and (holder is None or holder.id != access.member.id):
        raise NotFound
    to = _named(tx, access, member_id) if member_id is not None else access.member
    if to is not None and to == holder and access.is_citizen:
        return
    with plan_write(tx, plan) as write:
        close_offer(tx, write)
        if to is None:
            if holder is not None:
                lay_down(tx, write, holder, now)
            return
        offered_by = access.member.id if access.member is not None else "citizen"
        rev = write.next_rev(TEAM)
        members.change(tx, plan.id, to.id, rev, baton_offered_by=offered_by, baton_no_at=None)
        told = to.person if to != access.member else plan.citizen
        if told is not None:
            reminders.tell_news(tx, plan.id, told, meeting=None, now=now)


def answer(tx: Transaction, *, plan_id: PlanId, yes: bool, by: PersonId, now: datetime) -> None:
    """Say yes or no to the open handover: who is asked, then the citizen. Who offered it may take it back.

    An offer of the citizen's own needs no second yes of theirs.
    """
    plan, access = plan_to_act_on(tx, plan_id, by, now)
    to = members.offered_baton(tx, plan.id)
    me = access.member
    if me is not None and (to is None or me.id not in (to.id, to.baton_offered_by)):
        raise NotFound
    if to is None:
        raise Conflict("nobody_is_asked")
    is_asked = me is not None and me.id == to.id and to.baton_offered_by != to.id
    with plan_write(tx, plan) as write:
        if not yes:
            _say_no(tx, write, to, said_by=me, now=now)
        elif me is None and to.baton_accepted_at is None:
            raise Conflict("not_accepted_yet")
        elif me is None or (is_asked and to.baton_offered_by == "citizen"):
            hand_over(tx, write, to, now)
        elif is_asked:
            members.change(tx, plan.id, to.id, write.next_rev(TEAM), baton_accepted_at=now)
            reminders.tell_news(tx, plan.id, plan.citizen, meeting=None, now=now)
        else:
            raise Conflict("not_accepted_yet")


def _say_no(tx: Transaction, write: PlanWrite, to: Member, *, said_by: Member | None, now: datetime) -> None:
    """The baton stays where it is, and the others who are part of it are told."""
    close_offer(tx, write)
    offerer = members.find(tx, write.plan.id, MemberId(to.baton_offered_by or ""))
    for one in (to, offerer):
        if one is not None and one != said_by and one.status == "active" and one.person is not None:
            members.change(tx, write.plan.id, one.id, write.next_rev(TEAM), baton_no_at=now)
            reminders.tell_news(tx, write.plan.id, one.person, meeting=None, now=now)
    if said_by is not None:
        reminders.tell_news(tx, write.plan.id, write.plan.citizen, meeting=None, now=now)


def hand_over(tx: Transaction, write: PlanWrite, to: Member, now: datetime) -> None:
    """From one to the next in one transaction: never two, and no moment without one."""
    holder = members.baton_holder(tx, write.plan.id)
    close_offer(tx, write)
    if holder is not None:
        lay_down(tx, write, holder, now)
    batons.take(tx, write.plan.id, to.id, now)
    members.change(tx, write.plan.id, to.id, write.next_rev(TEAM), baton_holder=True, baton_since=now, baton_no_at=None)
    for one in (holder, to):
        if one is not None and one.person is not None:
            reminders.tell_news(tx, write.plan.id, one.person, meeting=None, now=now)


def lay_down(tx: Transaction, write: PlanWrite, holder: Member, now: datetime) -> None:
    """They hold it no more. Who stood in for them stands in for nobody."""
    batons.lay_down(tx, write.plan.id, holder.id, now)
    members.change(tx, write.plan.id, holder.id, write.next_rev(TEAM), baton_holder=False, baton_since=None)
    clear_deputy(tx, write, holder.id)


def close_offer(tx: Transaction, write: PlanWrite) -> None:
    """Nobody is asked any more."""
    to = members.offered_baton(tx, write.plan.id)
    if to is not None:
        rev = write.next_rev(TEAM)
        members.change(tx, write.plan.id, to.id, rev, baton_offered_by=None, baton_accepted_at=None)


def clear_deputy(tx: Transaction, write: PlanWrite, member_id: MemberId) -> None:
    """Nobody stands in for this member any more."""
    for one in members.standing_in_for(tx, write.plan.id, member_id):
        rev = write.next_rev(TEAM)
        members.change(tx, write.plan.id, one.id, rev, stands_in_for=None, stands_in_until=None)


def leave_all(tx: Transaction, write: PlanWrite, member: Member, now: datetime) -> None:
    """Somebody goes, or is on pause: what they held of the baton is laid down, and is there to be offered on.

    An offer of theirs ends with them: the citizen is asked for no yes on the word of somebody who is not there.
    """
    if member.baton_holder:
        lay_down(tx, write, member, now)
    asked = members.offered_baton(tx, write.plan.id)
    if asked is not None and member.id in (asked.id, asked.baton_offered_by):
        close_offer(tx, write)
    clear_deputy(tx, write, member.id)
    if member.stands_in_for is not None or member.away_until is not None:
        members.change(
            tx,
            write.plan.id,
            member.id,
            write.next_rev(TEAM),
            stands_in_for=None,
            stands_in_until=None,
            away_until=None,
        )


def be_away(
    tx: Transaction, *, plan_id: PlanId, member_id: MemberId, absence: AbsenceIn, by: PersonId, now: datetime
) -> None:
    """Away until a day, and who takes over. Said by the member, or by the citizen for them. It ends by itself.

    Who takes over is named and phoned; they see no more than the citizen has let them see.
    """
    plan, access = plan_to_act_on(tx, plan_id, by, now)
    if access.member is not None and access.member.id != member_id:
        raise NotFound
    member = access.member or _named(tx, access, member_id)
    deputy = _named(tx, access, absence.deputy) if absence.deputy is not None and absence.until is not None else None
    if absence.until is not None:
        try:
            date.fromisoformat(absence.until)
        except ValueError as error:
            raise Invalid("invalid_field", field="until") from error
    if deputy is not None and deputy.id == member.id:
        raise Invalid("invalid_field", field="deputy")
    with plan_write(tx, plan) as write:
        clear_deputy(tx, write, member.id)
        members.change(tx, plan.id, member.id, write.next_rev(TEAM), away_until=absence.until)
        if deputy is not None:
            rev = write.next_rev(TEAM)
            members.change(tx, plan.id, deputy.id, rev, stands_in_for=member.id, stands_in_until=absence.until)
            if deputy.person is not None:
                reminders.tell_news(tx, plan.id, deputy.person, meeting=None, now=now)
        if access.member is not None:
            reminders.tell_news(tx, plan.id, plan.citizen, meeting=None, now=now)
