"""Who may see which scope. Pure: no database, no clock, no HTTP.

`open_scopes` is the one function that says who sees what. Sync, preview, reminders and push all ask it, in the same
transaction as the act they judge; it is never cached, because a stale consent is a broken promise.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Literal

import msgspec

from stafet.domain.ids import GrantId, MemberId, PersonId, PlanId
from stafet.domain.scopes import DREAMS, PRIVATE, Scope, is_call, is_dream

# Sundhedsloven § 44(2), engineering reading: a consent to share lapses after one year at the latest.
LONGEST = timedelta(days=365)
# An invitation to a meeting is a consent to read it until two weeks after it: people look up what was agreed.
AFTER_MEETING = timedelta(days=14)


class Verb(IntEnum):
    """What a consent lets a member do. Each includes those before it."""

    SEE = 1
    RESPOND = 2
    EDIT = 3

    @property
    def word(self) -> Literal["see", "respond", "edit"]:
        """The verb as it stands on the wire."""
        return _WORDS[self]

    @classmethod
    def of(cls, word: str) -> "Verb":
        """The verb a wire word means."""
        return cls[word.upper()]


_WORDS: Mapping[Verb, Literal["see", "respond", "edit"]] = {
    Verb.SEE: "see",
    Verb.RESPOND: "respond",
    Verb.EDIT: "edit",
}

VerbWord = Literal["see", "respond", "edit"]
Purpose = Literal["support", "meeting", "relative", "treatment", "work"]
# A leave to call somebody about the citizen reads nothing, and is given for nothing else.
GivenVerb = Literal[VerbWord, "call"]
GivenPurpose = Literal[Purpose, "contact"]
Status = Literal["invited", "awaiting_yes", "active", "paused", "ended"]
Role = Literal[
    "relative", "gp", "psychiatry", "municipality", "job_centre", "residential_home", "peer", "volunteer", "other"
]


LAY_ROLES: frozenset[Role] = frozenset({"relative", "peer", "volunteer"})
"""People of the citizen's own life, and not of an office."""

MemberKind = Literal["person", "unit"]


class Unit(msgspec.Struct, frozen=True):
    """A unit on the team, such as a ward: a consent can be given to it. Each of its people reads by their own name."""

    id: MemberId
    name: str
    status: Status


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A place on one plan's team: a person's, or a unit's with its people."""

    id: MemberId
    plan: PlanId
    person: PersonId | None
    role: Role
    name: str
    status: Status
    organisation: str = ""
    phone: str = ""
    hours: str = ""
    baton_holder: bool = False
    kind: MemberKind = "person"
    # The unit this person reads with, and the one whose colleagues they may invite: the second opens nothing.
    unit: Unit | None = None
    keeps_door: MemberId | None = None
    # Who asked them onto the team, when it was not the citizen.
    invited_by: MemberId | None = None
    # The baton, offers of it, and who stands in for whom: nothing of this opens anything.
    baton_since: datetime | None = None
    baton_offered_by: str | None = None
    baton_accepted_at: datetime | None = None
    baton_no_at: datetime | None = None
    away_until: str | None = None
    resume_on: str | None = None
    stands_in_for: MemberId | None = None
    stands_in_until: str | None = None
    # How new the meetings are that they have proposed; None when they have proposed none.
    proposals_rev: int | None = None
    # When the citizen asked them how the course has been, until they answer. It opens nothing either.
    course_asked_at: datetime | None = None
    # The whole plan is suspended: death, or a case the operator must look into (invariant C23).
    is_suspended: bool = False

    @property
    def is_here(self) -> bool:
        """On the team now: not invited, paused or gone, and the plan is not suspended."""
        return self.status == "active" and not self.is_suspended

    @property
    def grantees(self) -> tuple[MemberId, ...]:
        """To whom a consent must be given to reach this member: to themselves, or to their unit while it is here."""
        return (self.id, self.unit.id) if self.unit is not None and self.unit.status == "active" else (self.id,)


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """One consent: one member (a person or a unit), one scope (or all dreams), one verb, purpose and period.

    Never changed, only ended.
    """

    id: GrantId
    plan: PlanId
    member: MemberId
    scope: Scope
    verb: Verb
    purpose: GivenPurpose
    valid_from: datetime
    valid_until: datetime
    ended_at: datetime | None = None


class Opening(msgspec.Struct, frozen=True):
    """One open scope: how far the member may go, and the moment it closes."""

    verb: Verb
    until: datetime


OpenScopes = Mapping[Scope, Opening]
"""The scopes open to one member now. The key "dreams" stands for every dream's thread."""


def is_active(grant: Grant, now: datetime) -> bool:
    """Given, not ended, and inside its half-open period (invariant C2)."""
    return grant.ended_at is None and grant.valid_from <= now < grant.valid_until


def open_scopes(grants: Iterable[Grant], member: Member, now: datetime) -> OpenScopes:
    """The scopes this member may see now, by consent alone. Somebody who is not an active member sees nothing."""
    if not member.is_here:
        return {}
    opened: dict[Scope, Opening] = {}
    for grant in grants:
        if grant.member not in member.grantees or not is_active(grant, now) or grant.scope == PRIVATE:
            continue
        if is_call(grant.scope):
            # A leave to talk: it opens nothing to read.
            continue
        opened[grant.scope] = _wider(opened.get(grant.scope), Opening(grant.verb, grant.valid_until))
    return opened


def _wider(one: Opening | None, other: Opening) -> Opening:
    if one is None:
        return other
    return Opening(max(one.verb, other.verb), max(one.until, other.until))


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """Proof that somebody's access to one plan was judged now. Reads of plan content demand it.

    Made only by `citizen_access` and `member_access`. `member` is None for the citizen, who sees everything.
    """

    plan: PlanId
    member: Member | None
    opened: OpenScopes

    @property
    def is_citizen(self) -> bool:
        """Whether this is the plan's own citizen."""
        return self.member is None

    def verb_on(self, scope: str) -> Verb | None:
        """How far this person may go in the scope; None when it is closed to them."""
        if self.member is None:
            return Verb.EDIT
        opening = self.opening_of(scope)
        return opening.verb if opening is not None else None

    def opening_of(self, scope: str) -> Opening | None:
        """The opening that covers a scope: its own, or the one on all dreams, whichever reaches further."""
        own = self.opened.get(Scope(scope))
        dreams = self.opened.get(DREAMS) if is_dream(scope) else None
        if own is None or dreams is None:
            return own or dreams
        return _wider(own, dreams)

    def is_author(self, by: str) -> bool:
        """Whether something was written by this person, or is the citizen's to see whoever wrote it."""
        return self.member is None or self.member.id == by

    def sees(self, scope: str) -> bool:
        """Whether items of the scope may leave the server for this person."""
        return self.member is None or self.opening_of(scope) is not None


def citizen_access(plan: PlanId) -> Access:
    """The citizen's access to their own plan: everything."""
    return Access(plan=plan, member=None, opened={})


def member_access(member: Member, grants: Iterable[Grant], now: datetime) -> Access:
    """A member's access: what `open_scopes` says, and nothing else."""
    return Access(plan=member.plan, member=member, opened=open_scopes(grants, member, now))
