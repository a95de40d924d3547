"""Addresses: which are the API's, and the ids in them. A malformed id is answered like an unknown one."""

from typing import Annotated

from litestar.params import Parameter

from stafet.domain.ids import RANDOM, UUID7

PlanPath = Annotated[str, Parameter(pattern=RANDOM, description="The plan's id")]
MemberPath = Annotated[str, Parameter(pattern=RANDOM, description="The member's id")]
UnitPath = Annotated[str, Parameter(pattern=RANDOM, description="The unit's id, which is a member's id")]
CallPath = Annotated[str, Parameter(pattern=RANDOM, description="The card's id")]
ItemPath = Annotated[str, Parameter(pattern=UUID7, description="The item's id")]
MeetingPath = Annotated[str, Parameter(pattern=UUID7, description="The meeting's id")]
ProposalPath = Annotated[str, Parameter(pattern=UUID7, description="The proposed meeting's id")]
SessionPath = Annotated[str, Parameter(pattern=RANDOM, description="The session's id")]
DevicePath = Annotated[str, Parameter(pattern=RANDOM, description="The push device's id")]
ReminderPath = Annotated[str, Parameter(pattern=RANDOM, description="The reminder's id")]


def is_api(path: str) -> bool:
    """Whether an address belongs to the API; everything else is the app's."""
    return path.startswith(("/api/", "/health/")) or path in ("/api", "/health")
