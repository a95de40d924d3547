"""Leave to call: may somebody on the team call somebody about the citizen, about what, and until when. Pure.

It is a leave to talk and opens nothing to read (docs/decisions/0055-leave-to-call.md).
"""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from stafet.domain.consents import LAY_ROLES, Member
from stafet.domain.ids import GrantId, MemberId

Asked = Literal["asked", "yes", "no", "gone"]
"""What became of a question. gone: taken back, or one of the two left the team before there was an answer."""

State = Literal["waits", "open", "no", "stopped", "over", "gone"]

QUIET_AFTER_NO = timedelta(days=7)
"""A no is an answer: for a week the same people do not ask about a call again."""


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One card: who would like to call whom about what, and what the citizen said."""

    id: str
    # Whose leave it is: a person's place, or a unit's with its people.
    caller: MemberId
    # "citizen", or the member who asked.
    asked_by: str
    asked_at: datetime
    whom: str
    # When whom is somebody on the team.
    whom_member: MemberId | None = None
    about: str
    why: str = ""
    visit: bool = False
    # The day they suggested as the last.
    until_asked: str = ""
    state: Asked = "asked"
    answered_at: datetime | None = None
    word: str = ""
    grant: GrantId | None = None
    # Of the consent that the yes gave.
    until: datetime | None = None
    ended_at: datetime | None = None
    # When they say that they have talked, and who said it.
    talked_on: str = ""
    talked_by: str = ""
    rev: int


def caller_of(member: Member) -> MemberId:
    """For whom somebody asks: for their unit, whose people work in shifts, or else for themselves."""
    return member.grantees[-1]


def may_call(member: Member) -> bool:
    """Whether a leave to call can be given to them: to people of an office, who are on the team now."""
    return member.status == "active" and member.role not in LAY_ROLES


def state_of(call: Call, now: datetime) -> State:
    """How it stands now. It ends by itself at the second its time is over."""
    if call.state != "yes":
        return "waits" if call.state == "asked" else call.state
    if call.ended_at is not None:
        return "stopped"
    return "open" if call.until is not None and now < call.until else "over"


def is_shown_to(call: Call, member: Member, now: datetime) -> bool:
    """Whether a member may see the card: who would call, always; whom they would call, only while they may."""
    if call.caller in member.grantees:
        return True
    return call.whom_member in member.grantees and state_of(call, now) == "open"


def as_seen(call: Call, now: datetime) -> Call:
    """The card as a member sees it: once it holds no more, that it was, and not what it was about (C16)."""
    if state_of(call, now) in ("waits", "open"):
        return call
    return msgspec.structs.replace(call, about="", why="", visit=False)
