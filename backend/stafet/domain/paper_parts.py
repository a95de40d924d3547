"""The parts of a paper: a dream's thread, the sections, the team, meetings, agreements in a table. Pure."""

from datetime import datetime

from stafet.domain.items import (
    AgendaItem,
    Agreement,
    Answer,
    Coping,
    Dream,
    Invitee,
    Meeting,
    Outcome,
    Preparation,
    SafePlace,
    SafeSurroundings,
    SafetyContact,
    ToMyself,
    WarningSign,
    WishIfIll,
    kind_of,
)
from stafet.domain.paper_making import Making, is_goal_or_below, stands
from stafet.domain.papers import Cell, Entry, Section, Somebody, Table, Thing
from stafet.domain.wall_clock import danish_day

SAFETY_KINDS = (ToMyself, WarningSign, Coping, SafePlace, SafetyContact, SafeSurroundings, WishIfIll)
HERE = ("active", "paused")
_RANK = {"goal": 0, "step": 1, "agreement": 2}


def dreams(making: Making) -> Section:
    """Each dream with what hangs on it: dream, goal, step, agreement. A thread begins where the reader may see."""
    words = making.words
    entries = [_thread(making, dream) for dream in making.all(Dream)]
    return Section(title=words.sections["dreams"], entries=entries, thread=True, empty=words.empty["dreams"])


def _thread(making: Making, dream: Thing) -> Entry:
    things = [one for one in making.of(dream.scope) if is_goal_or_below(one.body)]
    here = {one.id for one in things}
    below: dict[str, list[Thing]] = {}
    for one in things:
        # What comes from a meeting, or from what the reader may not see, hangs on the dream itself.
        above = one.come_from if one.come_from in here and one.come_from != one.id else dream.id
        below.setdefault(above, []).append(one)
    hung: set[str] = set()

    def under(above: str) -> list[Entry]:
        found = []
        for one in sorted(below.get(above, []), key=lambda one: _RANK[kind_of(one.body)]):
            # Once each: two things that name each other would otherwise go round for ever.
            if one.id not in hung:
                hung.add(one.id)
                found.append(making.entry(one, label=making.kind(one.body), below=under(one.id)))
        return found

    knots = under(dream.id)
    knots += [making.entry(one, label=making.kind(one.body)) for one in things if one.id not in hung]
    return making.entry(dream, label=making.kind(dream.body), below=knots)


def section(making: Making, scope: str) -> Section:
    """Things of one section in a list."""
    things = [one for one in making.of(scope) if _is_printed(one)]
    return Section(
        title=making.words.sections[scope],
        entries=[making.entry(one) for one in things],
        empty=making.words.empty["other"],
    )


def _is_printed(thing: Thing) -> bool:
    if isinstance(thing.body, Agreement):
        return stands(thing.body)
    return thing.body.__struct_config__.tag != "alternative"


def safety(making: Making) -> list[Section]:
    """The safety plan: a heading for each step of it. Empty steps are left out."""
    words = making.words
    found = [
        Section(
            title=words.sections[str(kind.__struct_config__.tag)],
            level=2,
            entries=[making.entry(one) for one in things],
        )
        for kind in SAFETY_KINDS
        if (things := making.of("safety", kind))
    ]
    whole = Section(title=words.sections["safety"], empty="" if found else words.empty["safety"])
    return [whole, *found]


def people(making: Making) -> list[Somebody]:
    """Who is on the team now, the baton holder first; or, where the team is not open, who stands on what is."""
    known = making.source.team if making.source.team is not None else making.source.people
    here = [one for one in known.values() if one.status in HERE]
    return sorted(here, key=lambda one: not one.baton_holder)


def team(making: Making) -> Section:
    """The team as a table: name, role, phone and hours."""
    words = making.words
    for member in making.source.team or {}:
        making.used[member] = "team"
    rows = [
        [
            Cell(text=one.name),
            Cell(text=", ".join(part for part in (_baton(making, one), making.about_somebody(one)) if part)),
            Cell(text=", ".join(part for part in (one.phone, one.hours) if part)),
        ]
        for one in people(making)
    ]
    table = Table(head=[words.name, words.role, words.phone], rows=rows)
    return Section(title=words.sections["team"], table=table if rows else None, empty=words.empty["other"])


def _baton(making: Making, one: Somebody) -> str:
    return making.words.baton_holder.lower() if one.baton_holder else ""


def coming_meetings(making: Making) -> list[Thing]:
    """Planned meetings that have not begun before today, nearest first."""
    today = danish_day(making.source.now).isoformat()
    found = [
        one for one in making.all(Meeting)
        if isinstance(one.body, Meeting) and one.body.state == "planned" and one.body.starts_at[:10] >= today
    ]  # fmt: skip
    return sorted(found, key=lambda one: getattr(one.body, "starts_at", ""))


def meeting_entry(making: Making, thing: Thing) -> Entry:
    """A meeting in short: what, when, where."""
    making.use(thing)
    title, *facts = meeting_facts(making, thing)
    return Entry(text=title, notes=facts)


def meeting_facts(making: Making, thing: Thing) -> list[str]:
    """Its kind, and then when and where."""
    words, body = making.words, thing.body
    if not isinstance(body, Meeting):
        raise TypeError("this is no meeting")
    when = f"{making.wall(datetime.fromisoformat(body.starts_at))} ({body.minutes} {words.minutes})"
    facts = [(words.place, body.place), (words.video, body.video), (words.phone, body.phone)]
    return [
        words.meeting_kinds[body.meeting_kind],
        when,
        *(f"{name}: {fact}" for name, fact in facts if fact),
        *([said] if (said := words.meeting_states[body.state]) else []),
    ]


def meetings(making: Making) -> Section:
    """What is planned."""
    words = making.words
    entries = [meeting_entry(making, one) for one in coming_meetings(making)]
    return Section(title=words.sections["meetings"], entries=entries, empty=words.no_meeting)


def comers(making: Making, scope: str) -> Section:
    """Who is asked to a meeting, whether they come, and how."""
    words = making.words
    entries = []
    for one in making.of(scope, Invitee):
        body = one.body
        if isinstance(body, Invitee):
            making.use(one)
            notes = [words.replies[body.reply], words.ways[body.how]]
            entries.append(Entry(text=making.who(body.member), notes=[note for note in notes if note]))
    return Section(title=words.sections["coming"], entries=entries, empty=words.empty["coming"])


def agenda(making: Making, scope: str) -> Section:
    """The points, each with the dream it comes from and its answers."""
    words = making.words
    entries = []
    for point in making.of(scope, AgendaItem):
        if not isinstance(point.body, AgendaItem) or point.body.state == "declined":
            continue
        answers = [_answer(making, one) for one in making.of(scope, Answer) if one.come_from == point.id]
        origin = making.by_id.get(point.come_from)
        comes = [Entry(text=words.from_dream.format(dream=_first_line(origin)))] if _is_dream(origin) else []
        if origin is not None and comes:
            making.use(origin)
        none = [] if answers or point.body.state == "proposed" else [Entry(text=words.no_answer, knot="slack")]
        entry = making.entry(point, below=[*comes, *answers, *none])
        entries.append(_with_knot(entry, point))
    return Section(title=words.sections["agenda"], entries=entries, thread=True, empty=words.empty["agenda"])


def _with_knot(entry: Entry, point: Thing) -> Entry:
    knot = "" if getattr(point.body, "state", "") == "proposed" else "point"
    return Entry(
        text=entry.text, label=entry.label, own=entry.own, notes=entry.notes, below=entry.below,
        knot="point" if knot else "",
    )  # fmt: skip


def _is_dream(thing: Thing | None) -> bool:
    return thing is not None and isinstance(thing.body, Dream)


def _first_line(thing: Thing | None) -> str:
    return str(getattr(thing.body, "text", "")) if thing is not None else ""


def _answer(making: Making, thing: Thing) -> Entry:
    """Who said it, and on which day: what is copied into a record must say both."""
    who = making.who(thing.voice)
    body = thing.body
    asks = isinstance(body, Answer) and body.answer_kind == "question"
    said = f"{who[:1].upper()}{who[1:]}{f' {making.words.question}' if asks else ''}"
    entry = making.entry(thing, label=f"{said}, {making.day(danish_day(thing.at))}")
    return Entry(text=entry.text, label=entry.label, own=entry.own, notes=entry.notes, below=entry.below, knot="answer")


def preparations(making: Making, scope: str) -> list[Section]:
    """What must be ready at home before a discharge, and what is."""
    things = making.of(scope, Preparation)
    if not things:
        return []
    entries = [
        making.entry(one, label=making.words.ready if getattr(one.body, "done", False) else "") for one in things
    ]
    return [Section(title=making.words.sections["preparation"], entries=entries)]


def outcome(making: Making, scope: str) -> list[Section]:
    """What was agreed on, in the words that were written down."""
    things = making.of(scope, Outcome)
    if not things:
        return []
    entries = [making.entry(one) for one in things]
    return [Section(title=making.words.sections["outcome"], entries=entries)]


def agreements_of(making: Making, scope: str) -> list[Section]:
    """The agreements that hang on this meeting's points, as far as the reader sees them."""
    here = {one.id for one in making.of(scope)}
    found = [one for one in making.all(Agreement) if one.come_from in here and _is_printed(one)]
    if not found:
        return []
    return [Section(title=making.words.sections["meeting_agreements"], entries=[making.entry(one) for one in found])]


def promises(making: Making, title: str, things: list[tuple[str, Thing]]) -> Section:
    """Agreements as a table: from which goal, what, who, by when."""
    words = making.words
    rows = []
    for goal, thing in things:
        body = thing.body
        if isinstance(body, Agreement):
            entry = making.entry(thing)
            state = words.agreement_states.get(body.state, "")
            parts = [entry.text, *(f"{one.label}: {one.text}" for one in entry.below), *([state] if state else [])]
            who, *by = making.promise(body)
            rows.append(
                [Cell(text=goal, own=True), Cell(text="\n".join(parts), own=entry.own),
                 Cell(text="\n".join([who, *making.whose(body)])),
                 Cell(text=by[0].removeprefix(words.by_day.split("{", 1)[0]) if by else "")]
            )  # fmt: skip
    table = Table(head=[words.goal, words.what, words.who, words.when], rows=rows) if rows else None
    return Section(title=title, table=table, empty=words.empty["goals"])
