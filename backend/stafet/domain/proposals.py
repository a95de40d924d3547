"""A meeting that somebody on the team proposes: who may, what it says, and when it waits no longer. Pure.

It is its author's and the citizen's. Only the citizen's yes makes a meeting of it
(docs/decisions/0054-proposed-meetings.md).
"""

from datetime import datetime
from typing import Literal

import msgspec

from stafet.domain.consents import Member, Role
from stafet.domain.items import Meeting
from stafet.domain.meetings import starts_at

PROFESSIONS: frozenset[Role] = frozenset({"gp", "psychiatry", "municipality", "job_centre", "residential_home"})
"""Whose work it is that people meet. Who holds the baton is asked for a meeting, and may propose one too."""

AT_ONCE = 3
"""So many of one member's may wait for the citizen at a time: a person who is ill must not be met by a heap."""

State = Literal["waiting", "meeting", "declined", "taken_back", "ended"]
"""meeting: the citizen said yes. ended: its day went by, or its author is not here any more."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What is proposed: the meeting, who ought to come (the citizen decides), and a few words on why."""

    meeting: Meeting
    members: list[str]
    why: str


def may_propose(member: Member) -> bool:
    """Whether this member may propose a meeting at all. It asks for no consent: a proposal shows them nothing."""
    return member.is_here and member.kind == "person" and (member.role in PROFESSIONS or member.baton_holder)


def state_now(state: State, proposal: Proposal, now: datetime) -> State:
    """A proposal whose day has passed ends by itself."""
    return "ended" if state == "waiting" and starts_at(proposal.meeting) <= now else state
