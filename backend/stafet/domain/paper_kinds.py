"""The papers of a sheet's size: the plan, a meeting, the coordinating action plan. Pure."""

from collections.abc import Callable
from datetime import date, timedelta

from msgspec.structs import replace

from stafet.domain import paper_parts as parts
from stafet.domain.items import (
    Agreement,
    Dream,
    Goal,
    Meeting,
)
from stafet.domain.paper_making import Making, stands
from stafet.domain.papers import Cell, Made, Paper, PaperKind, Section, Source, Table, Thing
from stafet.domain.scopes import is_call, is_dream
from stafet.domain.wall_clock import danish_day

# Region Hovedstaden's guide to the koordinerende indsatsplan: the next meeting within six months.
FAR_AWAY = timedelta(days=183)

SECTIONS = ("strengths", "needs", "agreements", "responsible", "wellbeing")


def plan(source: Source, lang: str, wanted: Callable[[str], bool]) -> Made:
    """The plan, or those of its parts that are wanted."""
    making = Making(source, lang)
    sections: list[Section] = []
    if any(is_dream(one.scope) for one in source.things) or (wanted("dreams") and source.reader == "citizen"):
        sections.append(parts.dreams(making))
    sections += [parts.section(making, scope) for scope in SECTIONS if wanted(scope) and _has_room(making, scope)]
    if wanted("safety") and (making.of("safety") or source.reader == "citizen"):
        sections += parts.safety(making)
    if wanted("team") and source.team is not None:
        sections.append(parts.team(making))
    if wanted("meetings") and (parts.coming_meetings(making) or source.reader == "citizen"):
        sections.append(parts.meetings(making))
    if wanted("consents") and source.reader == "citizen":
        sections.append(_consents(making))
    return made_of(making, "plan", about=[source.citizen], sections=sections)


def _has_room(making: Making, scope: str) -> bool:
    """An empty part gives the citizen room to write by hand; to anybody else it is not there."""
    lists_of_agreements = ("agreements", "responsible")
    return bool(making.of(scope)) or (making.source.reader == "citizen" and scope not in lists_of_agreements)


def meeting(source: Source, lang: str, scope: str) -> Made | None:
    """One meeting: who comes, what is talked about, what was agreed on. None when the reader does not see it."""
    making = Making(source, lang)
    found = making.of(scope, Meeting)
    if not found:
        return None
    making.use(found[0])
    _, *facts = parts.meeting_facts(making, found[0])
    sections = [
        parts.comers(making, scope),
        parts.agenda(making, scope),
        *parts.preparations(making, scope),
        *parts.outcome(making, scope),
        *parts.agreements_of(making, scope),
        Section(title=making.words.notes, lines=["", "", "", ""]),
    ]
    title = parts.meeting_facts(making, found[0])[0]
    return made_of(making, "meeting", title=title, about=[source.citizen, *facts], sections=sections)


def kip(source: Source, lang: str, wanted: Callable[[str], bool]) -> Made:
    """The coordinating action plan as a view: who, wishes, goals, efforts with one responsible each, next meeting."""
    making = Making(source, lang)
    words = making.words
    holder = next((one for one in parts.people(making) if one.baton_holder), None)
    said = (
        ", ".join(part for part in (holder.name, holder.organisation, holder.phone) if part)
        if holder
        else words.no_baton
    )
    about = [f"{words.citizen}: {source.citizen}", f"{words.baton_holder}: {said}"]
    sections = []
    if source.team is not None and wanted("team"):
        sections.append(_renamed(parts.team(making), words.sections["with"]))
    wishes = [making.entry(one) for one in making.all(Dream)]
    sections.append(Section(title=words.sections["wishes"], entries=wishes, empty=words.empty["dreams"]))
    sections.append(Section(title=words.sections["now"], lines=list(words.areas)))
    sections += [parts.section(making, scope) for scope in ("strengths", "needs") if making.of(scope)]
    sections.append(_goals(making))
    sections.append(_next_meeting(making))
    if wanted("consents") and source.reader == "citizen":
        sections.append(_consents(making))
    return made_of(making, "kip", about=about, lead=f"{words.kip_lead} {words.kip_not}", sections=sections)


def with_head(made: Made, lang: str, seq: int, digest: str, source: Source) -> Made:
    """The newest row of the citizen's log, on paper: a sheet is a witness too (mission F3)."""
    making = Making(source, lang)
    short = " ".join(digest[start : start + 4] for start in range(0, 16, 4))
    return Made(
        replace(made.paper, foot=[*made.paper.foot, making.words.log_head.format(seq=seq, hash=short)]), made.used
    )


def _renamed(section: Section, title: str) -> Section:
    return replace(section, title=title)


def _goals(making: Making) -> Section:
    words = making.words
    rows: list[tuple[str, Thing]] = []
    told: set[str] = set()
    for one in making.all(Agreement):
        if isinstance(one.body, Agreement) and stands(one.body):
            above = making.by_id.get(one.come_from)
            if above is not None and isinstance(above.body, Goal | Dream):
                making.use(above)
                told.add(above.id)
            rows.append((str(getattr(above.body, "text", "")) if above and above.id in told else "", one))
    section = parts.promises(making, words.sections["goals"], rows)
    # A goal nothing is agreed about yet stands there too: that is what the meeting is for.
    open_goals = [one for one in making.all(Goal) if one.id not in told]
    for one in open_goals:
        making.use(one)
    more = [
        [Cell(text=str(getattr(one.body, "text", "")), own=True), Cell(text=""), Cell(text=""), Cell(text="")]
        for one in open_goals
    ]
    held = section.table.rows if section.table else []
    head = [words.goal, words.what, words.who, words.when]
    table = Table(head=head, rows=[*held, *more]) if held or more else None
    return Section(title=section.title, table=table, empty=section.empty)


def _next_meeting(making: Making) -> Section:
    words = making.words
    ahead = parts.coming_meetings(making)
    entries = [parts.meeting_entry(making, one) for one in ahead[:1]]
    lead = ""
    if ahead and isinstance(body := ahead[0].body, Meeting):
        today = danish_day(making.source.now)
        if date.fromisoformat(body.starts_at[:10]) - today > FAR_AWAY:
            lead = words.meeting_far
    return Section(title=words.sections["next"], lead=lead, entries=entries, empty=words.no_meeting)


def _consents(making: Making) -> Section:
    """The citizen's own list. Nobody else receives any grant to make one of."""
    words = making.words
    rows = [
        [
            Cell(text=making.who(grant.member)),
            Cell(text=f"{_part(making, grant.scope)} ({words.verbs[int(grant.verb)]})"),
            Cell(text=making.day(danish_day(grant.valid_until))),
        ]
        for grant in making.source.grants
        # The list says who may read; who may call somebody reads nothing by it.
        if not is_call(grant.scope)
    ]
    table = Table(head=[words.who, words.part, words.until_word], rows=rows) if rows else None
    return Section(title=words.sections["consents"], table=table, empty=words.empty["other"])


def _part(making: Making, scope: str) -> str:
    root = making.by_id.get(scope.partition(":")[2])
    if root is None:
        return making.words.sections.get(scope, making.words.sections["meetings"] if ":" in scope else scope)
    if isinstance(root.body, Meeting):
        return making.words.meeting_kinds[root.body.meeting_kind]
    return f"{making.words.kinds['dream']}: {getattr(root.body, 'text', '')}"


def made_of(
    making: Making, kind: PaperKind, *, about: list[str], sections: list[Section], title: str = "", lead: str = ""
) -> Made:
    words, source = making.words, making.source
    used = making.counted()
    # A card that is lost tells nobody whose it was; a member's name stands on whatever they print.
    said = words.printed_card if kind == "card" and source.reader == "citizen" else words.printed
    foot = [said.format(name=source.reader_name, when=making.moment(source.now))]
    # Of everything on the sheet, what closes first closes the sheet.
    ends = [source.until[scope] for scope in used if scope in source.until]
    if ends:
        foot.append(words.may_read.format(name=source.reader_name, when=making.moment(min(ends))))
    paper = Paper(
        kind=kind, lang=making.lang, title=title or words.titles[kind], about=about, lead=lead, sections=sections,
        foot=foot, page_word=words.page, missing_word=words.missing,
    )  # fmt: skip
    return Made(paper, used)
