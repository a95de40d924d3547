"""How items become entries of a paper: who, when, whose voice, what hangs on what. What is used is counted. Pure."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from stafet.domain.items import (
    AgendaItem,
    Agreement,
    Alternative,
    Answer,
    Body,
    Dream,
    Goal,
    LookingBack,
    Meeting,
    Outcome,
    SafetyContact,
    Step,
    Wellbeing,
    Who5,
    kind_of,
)
from stafet.domain.paper_da import DA
from stafet.domain.paper_en import EN
from stafet.domain.papers import Entry, Knot, Somebody, Source, Thing
from stafet.domain.wall_clock import COPENHAGEN
from stafet.domain.who5 import amounts_to

_KNOTS: dict[str, Knot] = {"dream": "dream", "goal": "goal", "step": "step", "agreement": "agreement"}


class Making:
    """One paper in the making. Whatever is asked of it for a thing counts that thing as printed."""

    def __init__(self, source: Source, lang: str) -> None:
        self.source = source
        self.lang: Literal["da", "en"] = "en" if lang == "en" else "da"
        self.words = EN if self.lang == "en" else DA
        self.used: dict[str, str] = {}
        self.other_versions = source.alternatives()
        self.by_id = {thing.id: thing for thing in source.things}

    # What was received

    def of(self, scope: str, *kinds: type[Body]) -> list[Thing]:
        """The things of a scope, or of some kinds in it, in the citizen's own order."""
        found = [one for one in self.source.things if one.scope == scope and (not kinds or isinstance(one.body, kinds))]
        return sorted(found, key=lambda one: (one.order, one.id))

    def all(self, kind: type[Body]) -> list[Thing]:
        """Every thing of a kind, in its order."""
        found = [one for one in self.source.things if isinstance(one.body, kind)]
        return sorted(found, key=lambda one: (one.order, one.id))

    def use(self, thing: Thing) -> None:
        """This thing stands on the paper."""
        self.used[thing.id] = thing.scope

    def counted(self) -> dict[str, int]:
        """How many things of each scope stand on the paper."""
        return dict(Counter(self.used.values()))

    # Words

    def who(self, by: str) -> str:
        """Somebody's name. The citizen is "me" on their own paper, and named on another's."""
        if by == "citizen":
            return self.words.me if self.source.reader == "citizen" else self.source.citizen
        somebody = self.source.people.get(by) or (self.source.team or {}).get(by)
        return somebody.name if somebody else self.words.gone

    def day(self, of: date) -> str:
        """4. december 2026"""
        return self.words.day.format(day=of.day, month=self.words.months[of.month - 1], year=of.year)

    def wall(self, local: datetime) -> str:
        """fredag 4. december 2026 kl. 10.00"""
        day = f"{self.words.weekdays[local.weekday()]} {self.day(local.date())}"
        return self.words.moment.format(day=day, time=local.strftime(self.words.clock))

    def moment(self, at: datetime) -> str:
        """26. november 2026 kl. 10.49, in Denmark."""
        local = at.astimezone(COPENHAGEN)
        return self.words.moment.format(day=self.day(local.date()), time=local.strftime(self.words.clock))

    def about_somebody(self, one: Somebody) -> str:
        """Their role as they have it here, and where they work."""
        role = self.words.roles.get(one.role, "")
        known = [role, one.organisation]
        return ", ".join(dict.fromkeys(part for part in known if part))

    # Entries

    def entry(self, thing: Thing, *, label: str = "", below: Iterable[Entry] = ()) -> Entry:
        """A thing as it is read: its words in the voice of the hand that wrote them, and the facts under them."""
        self.use(thing)
        body = thing.body
        others = [
            Entry(label=self.words.other_version, text=str(one.value), own=thing.voice == "citizen")
            for one in self.other_versions.get(thing.id, [])
            if isinstance(one.value, str) and one.value
        ]
        for one in self.source.things:
            if isinstance(one.body, Alternative) and one.body.of == thing.id:
                self.use(one)
        return Entry(
            label=label,
            text=self.kind(body) if isinstance(body, LookingBack | Who5) else text_of(body),
            own=thing.voice == "citizen" and not isinstance(body, LookingBack | Who5),
            notes=[note for note in [*self._notes(body), *self._by(thing)] if note],
            below=[*self._parts(thing), *others, *below],
            knot=_KNOTS.get(kind_of(body), ""),
        )

    def kind(self, body: Body) -> str:
        """What this is, as it stands before it."""
        return self.words.kinds.get(kind_of(body), "")

    def _by(self, thing: Thing) -> list[str]:
        body = thing.body
        said_already = isinstance(body, Answer) or (isinstance(body, Agreement) and body.responsible == thing.voice)
        if thing.voice == "citizen" or said_already:
            return []
        return [self.words.by.format(name=self.who(thing.voice))]

    def _notes(self, body: Body) -> list[str]:
        words = self.words
        match body:
            case Agreement():
                return [*self.promise(body), *self.whose(body), words.agreement_states.get(body.state, "")]
            case Step(done=True):
                return [words.done]
            case SafetyContact():
                return [body.phone, body.who, body.hours]
            case Outcome(state="draft"):
                return [words.draft]
            case Wellbeing() | LookingBack():
                return [self.day(date.fromisoformat(body.on))]
            case Who5():
                number = amounts_to(body)
                of_hundred = [] if number is None else [words.of_hundred.format(number=number)]
                return [self.day(date.fromisoformat(body.on)), *of_hundred]
            case Answer():
                by = [words.by_day.format(day=self.day(date.fromisoformat(body.by_on)))] if body.by_on else []
                return [*by, words.whose.get(body.whose, "")]
            case AgendaItem(state="proposed"):
                return [words.proposed]
            case _:
                return []

    def promise(self, body: Agreement) -> list[str]:
        """Who, and by when."""
        who = self.who(body.responsible)
        by = [self.words.by_day.format(day=self.day(date.fromisoformat(body.by_on)))] if body.by_on else []
        return [who[:1].upper() + who[1:], *by]

    def whose(self, body: Agreement) -> list[str]:
        """Whose it is, if anybody said; and who did, when that was not the citizen."""
        if not body.whose:
            return []
        said = self.words.whose[body.whose]
        if body.whose_by == "citizen":
            return [said]
        return [self.words.whose_by.format(whose=said, name=self.who(body.whose_by))]

    def _parts(self, thing: Thing) -> list[Entry]:
        """More words of the same thing: what a dream says besides, and both parts of an agreement."""
        own = thing.voice == "citizen"
        body, words = thing.body, self.words
        if isinstance(body, Dream) and body.more:
            return [Entry(text=body.more, own=own)]
        if isinstance(body, LookingBack | Who5):
            is_back = isinstance(body, LookingBack)
            asked, steps = (words.looked_back, words.steps) if is_back else (words.who5, words.felt)
            answers = [(label, getattr(body, name)) for name, label in asked.items()]
            said = [Entry(label=label, text=steps[step]) for label, step in answers if step is not None]
            return said + ([Entry(text=body.text, own=own)] if body.text else [])
        if isinstance(body, Agreement):
            parts = [(words.my_part, body.my_part), (words.their_part, body.their_part)]
            said = [Entry(label=label, text=text, own=own) for label, text in parts if text]
            # How it went, or why it was moved: in the voice of whoever said so.
            who = self.who(body.why_by or thing.voice)
            why = Entry(label=who[:1].upper() + who[1:], text=body.why, own=body.why_by == "citizen")
            return [*said, why] if body.why else said
        return []


def text_of(body: Body) -> str:
    """The words that stand first."""
    match body:
        case Agreement():
            return body.what
        case SafetyContact():
            return body.name
        case Answer():
            return "\n".join(part for part in (body.text, body.does) if part)
        case Meeting():
            return body.place
        case _:
            return str(getattr(body, "text", ""))


def is_goal_or_below(body: Body) -> bool:
    """What hangs on a dream's thread, and still holds."""
    return isinstance(body, Goal | Step) or (isinstance(body, Agreement) and stands(body))


def stands(agreement: Agreement) -> bool:
    """Whether an agreement is printed: what was said no to, or no longer holds, is not."""
    return agreement.state in ("proposed", "agreed", "done")
