"""Ids in addresses. A malformed id is answered like an unknown one: there is no such thing."""

from typing import Annotated

from litestar.params import Parameter

PlanPath = Annotated[str, Parameter(max_length=22, description="The plan's id")]
MemberPath = Annotated[str, Parameter(max_length=22, description="The member's id")]
MeetingPath = Annotated[str, Parameter(max_length=36, description="The meeting's id")]
