"""The operator's content: what differs from place to place, and is no person's. Pure.

Numbers to call, organisations and regions with the time they exist in, what a role is called here, templates. The files
are read in `use_cases/content.py`; docs/operation.md says how they are written. Nothing here is about a plan.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from stafet.domain.consents import Role
from stafet.domain.ids import END
from stafet.domain.items import MeetingKind
from stafet.domain.opening import Hours, OnHolidays

Id = Annotated[str, Meta(pattern=rf"^[a-z0-9][a-z0-9-]{{0,39}}{END}")]
Named = Annotated[str, Meta(min_length=1, max_length=120)]
Number = Annotated[str, Meta(pattern=rf"^\+?[0-9]{{3,15}}{END}")]
After = Annotated[str, Meta(pattern=rf"^[1-9][0-9]? (day|days|week|weeks|month|months){END}")]
"""How long after a day: "14 days", "1 month"."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one table of a file says."""


class Words(Entry, frozen=True, kw_only=True):
    """The same in both languages."""

    da: Named
    en: Named


class Dated(Entry, frozen=True, kw_only=True):
    """Something that exists from a day to a day, both included, and may go on in something else."""

    id: Id
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: Id | None = None

    def exists_on(self, day: date) -> bool:
        """Whether it is there on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Line(Entry, frozen=True, kw_only=True):
    """A number to call. Shown only with the day somebody checked it; open or closed only where hours are known."""

    id: Id
    label: Words
    number: Number | None = None
    # As it is read aloud, where that is not two and two: "70 201 201".
    shown: Annotated[str, Meta(max_length=30)] = ""
    note: Words | None = None
    # For whom: everybody in need (the safety plan), the citizen with a question (the team), the GP at work.
    to: Literal["everybody", "questions", "gp"] = "everybody"
    region: Id | None = None
    hours: list[Hours] = []
    on_holidays: OnHolidays = "closed"
    source: Named
    checked_on: date


class Region(Dated, frozen=True, kw_only=True):
    """A region. Never an enum: they merge."""

    name: Named


class Municipality(Entry, frozen=True, kw_only=True):
    """A municipality, and the region it lies in; which one that is today follows from `replaced_by`."""

    code: Annotated[str, Meta(pattern=rf"^0[0-9]{{3}}{END}")]
    name: Named
    full_name: Named
    region: Id


class Organisation(Dated, frozen=True, kw_only=True):
    """Somebody people on a team come from: its contact points, and what its people call a role."""

    name: Named
    kind: Role
    region: Id | None = None
    municipality: str | None = None
    sor_id: str | None = None
    gln: Annotated[str, Meta(pattern=rf"^[0-9]{{13}}{END}")] | None = None
    role_names: Mapping[Literal["baton_holder"], Words] = {}
    contacts: list[Line] = []


class FollowUps(Entry, frozen=True, kw_only=True):
    """A template: which meetings follow a discharge, counted from its day."""

    id: Id
    label: Words
    meeting_kind: MeetingKind = "follow_up"
    after: Annotated[list[After], Meta(min_length=1, max_length=12)]
    # Who calls the meetings, when somebody of that kind is on the team.
    called_by: Role | None = None
    minutes: Annotated[int, Meta(ge=5, le=480)] = 60


class Checklist(Entry, frozen=True, kw_only=True):
    """A template: what must be ready at home before a discharge."""

    id: Id
    label: Words
    items: Annotated[list[Words], Meta(min_length=1, max_length=20)]


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the files say."""

    lines: list[Line]
    regions: list[Region]
    municipalities: list[Municipality]
    organisations: list[Organisation]
    follow_ups: list[FollowUps]
    checklists: list[Checklist]

    def region_on(self, region: str, day: date) -> Region | None:
        """The region that this one is on a day: itself, or what it has become."""
        by_id = {one.id: one for one in self.regions}
        found = by_id.get(region)
        while found is not None and not found.exists_on(day):
            found = by_id.get(found.replaced_by or "")
        return found
