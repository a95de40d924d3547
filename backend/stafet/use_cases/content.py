"""The operator's content as phones receive it: public, the same for everybody, kept by the phone when it is offline."""

import hashlib
from datetime import date, datetime
from functools import cache
from typing import Literal

import msgspec

from stafet.domain.consents import Role
from stafet.domain.content import Checklist, Content, FollowUps, Line, Organisation, Words
from stafet.domain.items import MeetingKind
from stafet.domain.opening import OnHolidays, Span, spans_of
from stafet.domain.structs import Wire
from stafet.domain.wall_clock import danish_day
from stafet.domain.working_days import Holiday, holidays_of
from stafet.use_cases.content_files import read


class WordsOut(Wire, frozen=True, kw_only=True):
    """The same in both languages."""

    da: str
    en: str


class LineOut(Wire, frozen=True, kw_only=True):
    """A number to call. No `spans`: its hours are not known, and nobody may claim any."""

    id: str
    label: WordsOut
    number: str = ""
    shown: str = ""
    note: WordsOut | None = None
    to: Literal["everybody", "questions", "gp"]
    # The region's name today.
    region: str = ""
    spans: list[Span] = []
    on_holidays: OnHolidays = "closed"
    checked_on: date


class OrganisationOut(Wire, frozen=True, kw_only=True):
    """An organisation that is there today."""

    id: str
    name: str
    kind: Role
    region: str = ""
    role_names: dict[str, WordsOut] = {}
    contacts: list[LineOut] = []


class FollowUpsOut(Wire, frozen=True, kw_only=True):
    """A template for the meetings after a discharge."""

    id: str
    label: WordsOut
    meeting_kind: MeetingKind
    after: list[str]
    called_by: Role | None = None
    minutes: int


class ChecklistOut(Wire, frozen=True, kw_only=True):
    """A template for what must be ready at home."""

    id: str
    label: WordsOut
    items: list[WordsOut]


class ContentOut(Wire, frozen=True, kw_only=True):
    """All of it. The holidays are those of this year and the next two."""

    holidays: list[Holiday]
    lines: list[LineOut]
    organisations: list[OrganisationOut]
    municipalities: list[str]
    follow_ups: list[FollowUpsOut]
    checklists: list[ChecklistOut]


class Served(msgspec.Struct, frozen=True):
    """An answer, and the short name by which a phone that has it knows that nothing is new."""

    out: ContentOut
    etag: str


class Publisher:
    """Answers with what is so today in Copenhagen. Made once a day: a region ends at midnight, not at a restart."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self._made: tuple[date, Served] | None = None

    def served(self, now: datetime) -> Served:
        """What phones are sent now."""
        today = danish_day(now)
        if self._made is None or self._made[0] != today:
            out = content_on(self.content, today)
            tag = hashlib.sha256(msgspec.json.encode(out, order="deterministic")).hexdigest()[:20]
            self._made = (today, Served(out, f'"{tag}"'))
        return self._made[1]


@cache
def shipped() -> Content:
    """The content that comes with this release, for a server that was given none."""
    return read(None).content


def content_on(content: Content, today: date) -> ContentOut:
    """What is there on a day."""
    return ContentOut(
        holidays=[holiday for year in range(today.year, today.year + 3) for holiday in holidays_of(year)],
        lines=[_line(content, line, today) for line in content.lines],
        organisations=[_organisation(content, one, today) for one in content.organisations if one.exists_on(today)],
        municipalities=[one.full_name for one in content.municipalities],
        follow_ups=[_follow_ups(one) for one in content.follow_ups],
        checklists=[_checklist(one) for one in content.checklists],
    )


def _line(content: Content, line: Line, today: date) -> LineOut:
    return LineOut(
        id=line.id,
        label=_words(line.label),
        number=line.number or "",
        shown=line.shown,
        note=_words(line.note) if line.note else None,
        to=line.to,
        region=_region(content, line.region, today),
        spans=spans_of(line.hours),
        on_holidays="as_usual" if line.hours == ["always"] else line.on_holidays,
        checked_on=line.checked_on,
    )


def _organisation(content: Content, one: Organisation, today: date) -> OrganisationOut:
    return OrganisationOut(
        id=one.id,
        name=one.name,
        kind=one.kind,
        region=_region(content, one.region, today),
        role_names={str(role): _words(words) for role, words in one.role_names.items()},
        contacts=[_line(content, contact, today) for contact in one.contacts],
    )


def _region(content: Content, region: str | None, today: date) -> str:
    found = content.region_on(region, today) if region else None
    return found.name if found else ""


def _follow_ups(one: FollowUps) -> FollowUpsOut:
    return FollowUpsOut(
        id=one.id,
        label=_words(one.label),
        meeting_kind=one.meeting_kind,
        after=list(one.after),
        called_by=one.called_by,
        minutes=one.minutes,
    )


def _checklist(one: Checklist) -> ChecklistOut:
    return ChecklistOut(id=one.id, label=_words(one.label), items=[_words(item) for item in one.items])


def _words(words: Words) -> WordsOut:
    return WordsOut(da=words.da, en=words.en)
