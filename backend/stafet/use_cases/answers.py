"""The wire format of `POST /api/sync`, in both directions, apart from the edits themselves."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from stafet.domain.calls import Asked
from stafet.domain.consents import GivenPurpose, Role, Status, VerbWord
from stafet.domain.ids import END, RandomId
from stafet.domain.items import Link, Meeting
from stafet.domain.proposals import State
from stafet.domain.structs import Wire, WireIn
from stafet.store.batons import Holding

# What comes in


class Have(WireIn, frozen=True, kw_only=True):
    """What a phone holds of one plan."""

    epoch: Annotated[str, Meta(max_length=40)] = ""
    # The token of the set of scopes this phone was last told it may hold.
    view: Annotated[str, Meta(max_length=40)] = ""
    have: Annotated[dict[str, int], Meta(max_length=2000)] = {}
    # The hash of the newest row of the log this phone has heard of; empty when none. Left out: it does not ask.
    log: Annotated[str, Meta(max_length=64)] | UnsetType = UNSET


class SyncRequest(WireIn, frozen=True, kw_only=True):
    """One request does everything. Edits are decoded one by one, so that each gets its own answer."""

    device: RandomId
    plans: Annotated[dict[str, Have], Meta(max_length=500)] = {}
    edits: Annotated[list[msgspec.Raw], Meta(max_length=100)] = []


# What goes out

Hex = Annotated[str, Meta(pattern=rf"^[0-9a-f]*{END}", description="Bytes as hexadecimal digits, lower case")]

Outcome = Literal["applied", "already", "conflict", "refused"]


class EditResult(Wire, frozen=True, kw_only=True):
    """What became of one edit. None of them blocks the next."""

    edit: str
    outcome: Outcome
    # For `already`: what became of it the first time.
    first: Outcome | None = None
    rev: int | None = None
    # For `refused`: a stable code; the text catalogue has the words.
    code: str = ""
    # For `conflict`: the ids of the alternatives where the new texts are kept.
    kept: list[str] = []


class ItemOut(Wire, frozen=True, kw_only=True):
    """One item as a phone holds it."""

    id: str
    rev: int
    at: datetime
    # "citizen" or a member's id.
    by: str = "citizen"
    # Whose words they are now, when not those of `by`.
    voice: str = ""
    changed_at: datetime | None = None
    order: str = ""
    # The edit that last wrote each field, where that is not the edit that made the item (whose id is the item's id).
    versions: dict[str, str] = {}
    from_: Link | None = msgspec.field(name="from", default=None)
    deleted: bool = False
    body: msgspec.Raw | UnsetType = UNSET


class MemberBody(Wire, frozen=True, kw_only=True, tag_field="kind", tag="member"):
    """The body of an item of the scope `team`: somebody with a place on this plan."""

    role: Role
    name: str
    organisation: str
    phone: str
    hours: str
    status: Status
    baton_holder: bool
    is_me: bool
    invited_until: datetime | None = None
    # While `awaiting_yes`: the name the person signed in with.
    signed_in_as: str = ""
    # When they left by their own choice, or their work ended.
    left_at: datetime | None = None
    # A unit, not a person; a person's unit, and the one whose colleagues they may invite.
    is_unit: bool = False
    unit: str = ""
    keeps_door: str = ""
    # Who invited them, when it was not the citizen, and when they came.
    invited_by: str = ""
    joined_at: datetime | None = None
    # When they held the baton; a span without an end is now. Offered: by "citizen", by its holder, or their own id when
    # they hold it and have said that it must go on.
    held: list[Holding] = []
    baton_offered_by: str = ""
    baton_accepted_at: datetime | None = None
    # Days: away until, on pause until, and whom they stand in for.
    away_until: str = ""
    resume_on: str = ""
    stands_in_for: str = ""
    # To the citizen alone: when they asked this member how the course has been, until there is an answer.
    course_asked_at: datetime | None = None


class GrantBody(Wire, frozen=True, kw_only=True, tag_field="kind", tag="grant"):
    """The body of an item of the citizen's scope `consents`: one consent, with the words that were said yes to."""

    member: str
    scope: str
    verb: VerbWord
    purpose: GivenPurpose
    from_: datetime = msgspec.field(name="from")
    until: datetime
    ended_at: datetime | None = None
    words: str
    text_id: str
    sha256: str


class MeetingProposalBody(Wire, frozen=True, kw_only=True, tag_field="kind", tag="meeting_proposal"):
    """The body of an item of the scope `proposals`: a meeting that somebody on the team proposes (the item's `by`).

    `members`: who ought to come, if the citizen wants it. `word`: what the citizen said with a no.
    `became`: the meeting that came of it.
    """

    state: State
    meeting: Meeting
    members: list[str]
    why: str
    word: str
    became: str


class CallBody(Wire, frozen=True, kw_only=True, tag_field="kind", tag="call"):
    """The body of an item of the citizen's scope `consents`: who would call whom, and what the citizen said to it.

    A yes is a grant on the scope `call:<id>`, which opens nothing: until when it holds stands there.
    """

    caller: str
    # "citizen", or the member who asked.
    asked_by: str
    whom: str
    whom_member: str
    about: str
    why: str
    visit: bool
    until_asked: str
    state: Asked
    word: str
    talked_on: str
    talked_by: str


class ScopeOut(Wire, frozen=True, kw_only=True):
    """One open scope. `full`: what the phone held of it before is replaced."""

    verb: VerbWord
    rev: int
    until: datetime | None = None
    full: bool = False
    items: list[ItemOut] = []


class Keep(Wire, frozen=True, kw_only=True):
    """What this device may keep: everything, until a moment (a relative's lease), or nothing beyond the open tab."""

    kind: Literal["all", "lease", "tab"]
    until: datetime | None = None


class Me(Wire, frozen=True, kw_only=True):
    """Who the reader is on this plan."""

    role: Literal["citizen", "member"]
    member: str = ""
    name: str = ""
    # What one is to the citizen: a GP's desk has a number that nobody else's has.
    member_role: Role | None = None
    # The name of the unit one reads with, and the unit whose colleagues one may invite.
    unit: str = ""
    keeps_door: str = ""
    # The baton, as far as it is with this member: held, offered to them, or accepted and waiting for the citizen's yes.
    baton: Literal["", "holds", "offered", "accepted"] = ""
    baton_since: datetime | None = None
    # Its holder has said that it must go on, to nobody by name.
    passing_on: bool = False
    # When a handover they were part of ended in a no.
    baton_no_at: datetime | None = None
    # Days: away until, and standing in for the baton holder until.
    away_until: str = ""
    stands_in_until: str = ""
    # Whether they may propose a meeting to the citizen.
    proposes: bool = False
    # When the citizen asked them how the course has been, until they answer.
    course_asked_at: datetime | None = None
    # When they wrote in parts that are closed to them now, latest first: that they did, and not a word of it (C16).
    wrote: list[datetime] = []


class PersonOut(Wire, frozen=True, kw_only=True):
    """A team member as others on the same items see them: a name, a role, an organisation."""

    name: str
    role: Role
    organisation: str = ""


class HeadOut(Wire, frozen=True, kw_only=True):
    """The newest row of the log: its number and its hash. Whoever keeps it can tell if a row before it was touched."""

    seq: int
    hash: Hex


class PlanOut(Wire, frozen=True, kw_only=True):
    """One plan. `scopes` is complete when `view` is not the one the phone sent: the phone deletes what is not named."""

    plan: str
    epoch: str
    rev: int
    view: str
    keep: Keep
    citizen: str = ""
    me: Me | UnsetType = UNSET
    scopes: dict[str, ScopeOut] | UnsetType = UNSET
    people: dict[str, PersonOut] = {}
    # To the citizen alone, when it is not the head their phone named.
    log: HeadOut | None = None
    # To the citizen: nobody else gets anything of the plan for now, and nobody is let in.
    suspended: bool = False


class SyncAnswer(Wire, frozen=True, kw_only=True):
    """Plans not named are no longer this person's to hold: the phone deletes them."""

    now: datetime
    results: list[EditResult]
    plans: list[PlanOut]
    # More items are waiting: ask again at once.
    more: bool = False
