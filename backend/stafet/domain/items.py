"""The items a plan is made of, as one tagged union. One Struct per kind; the field `kind` tells which.

Bodies hold words and choices only. Who wrote an item, when, in which scope and what it hangs on are facts about
the item and stand outside the body (see `use_cases/answers.py` for the whole item as a phone receives it).
"""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from stafet.domain.ids import END, RANDOM_BODY, UUID7_BODY, RandomId, Uuid7
from stafet.domain.structs import Day, Line, LocalTime, MaybeLine, MaybeWords, PhoneNumber, Words


class Body(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    rename="camel",
    forbid_unknown_fields=True,
    tag_field="kind",
):
    """What one item says. Every field is merged by its own name."""


# A dream and what hangs on it


class Dream(Body, frozen=True, kw_only=True, tag="dream"):
    """A dream or a wish, in the citizen's own words."""

    text: Words
    more: MaybeWords = ""


class Goal(Body, frozen=True, kw_only=True, tag="goal"):
    """A goal on a dream's thread."""

    text: Words


class Step(Body, frozen=True, kw_only=True, tag="step"):
    """A small step towards a goal."""

    text: Words
    done: bool = False


Verb = Annotated[
    str,
    Meta(
        max_length=40,
        pattern=rf"^(\S+( \S+)?)?{END}",
        description="What is done, in a word or two: the words beside it begin with it",
    ),
]
"""The word of doing that a promise begins with, chosen or written by a person, never guessed: "ringer", "tager med"."""


Owner = Literal["", "municipality", "psychiatry", "shared"]
"""Whose it is, besides the one person who holds it. Empty: nothing is said, which is as good as any."""


class Agreement(Body, frozen=True, kw_only=True, tag="agreement"):
    """Who does what, by when. Both parts have a place (mission row 20: both dare to ask, both dare to promise)."""

    what: Words
    verb: Verb = ""
    # "citizen" or a member's id. Somebody always holds it: nobody is parked (A7).
    responsible: Annotated[str, Meta(pattern=rf"^(citizen|{RANDOM_BODY}){END}")]
    by_on: Day | None = None
    my_part: MaybeWords = ""
    their_part: MaybeWords = ""
    state: Literal["proposed", "agreed", "declined", "done", "dropped"] = "proposed"
    # A word on why it was moved or dropped, or on how it went; and whose word that is, which the server writes.
    why: MaybeWords = ""
    why_by: Annotated[str, Meta(pattern=rf"^(citizen|{RANDOM_BODY})?{END}")] = ""
    # What the citizen asks the holder for, where the app has a button for it: the words are in `what` all the same.
    asks_for: Literal["", "network_meeting"] = ""
    # Where it is anchored, and whose word that is, which the server writes.
    whose: Owner = ""
    whose_by: Annotated[str, Meta(pattern=rf"^(citizen|{RANDOM_BODY})?{END}")] = ""


# Sections


class Strength(Body, frozen=True, kw_only=True, tag="strength"):
    """Something I can, or that helps me."""

    text: Words


class Need(Body, frozen=True, kw_only=True, tag="need"):
    """Something I need."""

    text: Words


class WarningSign(Body, frozen=True, kw_only=True, tag="warning_sign"):
    """Safety plan: a sign that I am getting ill."""

    text: Words


class Coping(Body, frozen=True, kw_only=True, tag="coping"):
    """Safety plan: what I can do myself."""

    text: Words


class SafePlace(Body, frozen=True, kw_only=True, tag="safe_place"):
    """Safety plan: people and places that calm me."""

    text: Words


class SafetyContact(Body, frozen=True, kw_only=True, tag="safety_contact"):
    """Safety plan: somebody I can call."""

    name: Line
    phone: PhoneNumber = ""
    who: MaybeLine = ""
    # Own words: "hverdage 8 til 15". Structured hours belong to the directory, not to a private note.
    hours: MaybeLine = ""


class SafeSurroundings(Body, frozen=True, kw_only=True, tag="safe_surroundings"):
    """Safety plan: what makes it safer around me."""

    text: Words


class WishIfIll(Body, frozen=True, kw_only=True, tag="wish_if_ill"):
    """Safety plan: what I want if I get ill."""

    text: Words


class ToMyself(Body, frozen=True, kw_only=True, tag="to_myself"):
    """Safety plan: what I want to say to myself when it is hard. It stands first."""

    text: Words


class Wellbeing(Body, frozen=True, kw_only=True, tag="wellbeing"):
    """How I am on one day, in own words."""

    on: Day
    text: Words


Felt = Annotated[int, Meta(ge=0, le=5, description="From 0, at no time, to 5, all of the time")] | None
"""One of WHO-5's six answers. None: skipped, which is as good as any."""


class Who5(Body, frozen=True, kw_only=True, tag="who5"):
    """The five answers of WHO-5 on one day. In `private` when others read `wellbeing` and the citizen wants it so.

    What the answers come to is never kept: it is counted when it is shown (`domain/who5.py`).
    """

    on: Day
    cheerful: Felt = None
    calm: Felt = None
    active: Felt = None
    rested: Felt = None
    interested: Felt = None
    text: MaybeWords = ""


class PrivateNote(Body, frozen=True, kw_only=True, tag="private_note"):
    """Only for me. Lives in the scope that can never be shared."""

    text: Words


# Meetings

MeetingKind = Literal["network", "coordination", "discharge", "follow_up", "other"]


class Meeting(Body, frozen=True, kw_only=True, tag="meeting"):
    """When and where people meet. Wall time and zone: 14 days later at 9 is at 9, also across a clock change."""

    meeting_kind: MeetingKind
    starts_at: LocalTime
    zone: Literal["Europe/Copenhagen"] = "Europe/Copenhagen"
    minutes: Annotated[int, Meta(ge=5, le=480)] = 60
    place: MaybeLine = ""
    video: Annotated[str, Meta(max_length=500, pattern=rf"^(https://[^\s]+)?{END}")] = ""
    phone: PhoneNumber = ""
    state: Literal["planned", "held", "cancelled"] = "planned"
    # Meetings that were set up together say the same here. Each is a meeting of its own all the same.
    series: Annotated[str, Meta(pattern=rf"^({UUID7_BODY})?{END}")] = ""
    # Who calls it: "citizen", a member's id, or nobody in particular.
    called_by: Annotated[str, Meta(pattern=rf"^(citizen|{RANDOM_BODY})?{END}")] = ""
    # The day somebody is expected to leave the hospital, on the meeting that is about it.
    discharge_on: Day | None = None


class Preparation(Body, frozen=True, kw_only=True, tag="preparation"):
    """Something that must be ready at home before a discharge. Whoever is asked to the meeting may tick it."""

    text: Words
    done: bool = False


class AgendaItem(Body, frozen=True, kw_only=True, tag="agenda_item"):
    """A point on a meeting's agenda. A professional's point is proposed until the citizen says yes."""

    text: Words
    state: Literal["proposed", "on", "declined"] = "on"
    # The member who is asked to answer, if one is.
    asked: Annotated[str, Meta(pattern=rf"^({RANDOM_BODY})?{END}")] = ""


class Answer(Body, frozen=True, kw_only=True, tag="answer"):
    """An answer to an agenda item, before or at the meeting. What it offers to do may become an agreement."""

    text: MaybeWords = ""
    answer_kind: Literal["does", "text", "question"] = "text"
    does: MaybeWords = ""
    verb: Verb = ""
    by_on: Day | None = None
    # Whose its author takes it to be. The citizen's yes to the offer may carry it on.
    whose: Owner = ""


class Outcome(Body, frozen=True, kw_only=True, tag="outcome"):
    """What we agreed on, about the whole meeting or one of its points. The agreements are items of their own."""

    text: Words
    # A draft is its author's and the citizen's. Earlier apps knew none: what they kept, everybody invited could read.
    state: Literal["draft", "approved"] = "approved"


Said = Annotated[int, Meta(ge=0, le=4, description="From 0, no, to 4, yes")] | None
"""An answer on five steps. None: no answer, which is as good as any."""


class LookingBack(Body, frozen=True, kw_only=True, tag="looking_back"):
    """How a meeting was for the citizen: four short questions. In `private`, unless the citizen wants it read."""

    on: Day
    # Did I get to say what I wanted; did the others listen; do I know who does what; did I feel safe.
    said: Said = None
    listened: Said = None
    clear: Said = None
    safe: Said = None
    text: MaybeWords = ""


class CourseAnswer(Body, frozen=True, kw_only=True, tag="course_answer"):
    """How the course has been: five short questions, to the citizen first, and to those on the team the citizen asks.

    Always in `private`: an answer is read by the citizen alone, whoever gave it.
    """

    on: Day
    # Was it about what matters to the citizen; did people work together; was it clear who does what; did the agreements
    # come to anything; is it known who can help now.
    mattered: Said = None
    together: Said = None
    who_does: Said = None
    kept: Said = None
    who_helps: Said = None
    text: MaybeWords = ""


class Invitee(Body, frozen=True, kw_only=True, tag="invitee"):
    """A member's place at a meeting, and the answer to the invitation. Made by the server when a member is invited."""

    member: RandomId
    reply: Literal["none", "yes", "no", "maybe"] = "none"
    how: Literal["unsaid", "in_person", "video", "phone", "in_writing"] = "unsaid"


# Made by the merge


class Alternative(Body, frozen=True, kw_only=True, tag="alternative"):
    """The other text when two people or two phones changed the same field. Both are kept; the citizen chooses."""

    of: Uuid7
    field: Line
    value: str | bool | int | None


ItemBody = (
    Dream
    | Goal
    | Step
    | Agreement
    | Strength
    | Need
    | WarningSign
    | Coping
    | SafePlace
    | SafetyContact
    | SafeSurroundings
    | WishIfIll
    | ToMyself
    | Wellbeing
    | Who5
    | PrivateNote
    | Meeting
    | Preparation
    | AgendaItem
    | Answer
    | Outcome
    | LookingBack
    | CourseAnswer
    | Invitee
    | Alternative
)

KINDS: dict[str, type[Body]] = {
    str(struct.__struct_config__.tag): struct
    for struct in (
        Dream, Goal, Step, Agreement, Strength, Need, WarningSign, Coping, SafePlace, SafetyContact, SafeSurroundings,
        WishIfIll, ToMyself, Wellbeing, Who5, PrivateNote, Meeting, Preparation, AgendaItem, Answer, Outcome,
        LookingBack, CourseAnswer, Invitee, Alternative,
    )
}  # fmt: skip

# The fields that carry a voice: whoever wrote them last is heard in them (design language, "Whose voice").
VOICED = frozenset({"text", "more", "what", "myPart", "theirPart", "does", "name", "who"})


def kind_of(body: Body) -> str:
    """The item's kind as it stands on the wire: "dream", "agenda_item"."""
    return str(body.__struct_config__.tag)


Standing = Literal["open", "waits", "taken_off"]
"""Whether others than its author and the citizen have the item: yes; not before the citizen's yes; no longer."""


def standing_of(body: Body, by: str, before: Standing = "waits") -> Standing:
    """What waits for the citizen's yes (A2): what a member proposes, and what anybody writes that we agreed on.

    Until then a proposal is its author's and the citizen's, and so is what came of a meeting.
    """
    if isinstance(body, Outcome) and body.state == "draft":
        return "waits" if before == "waits" else "taken_off"
    if by != "citizen" and isinstance(body, AgendaItem | Agreement) and body.state in ("proposed", "declined"):
        return "waits" if before == "waits" else "taken_off"
    return "open"


def has_real_dates(body: Body) -> bool:
    """Whether every day and time in the body exists in the calendar: no 31 February."""
    try:
        for field in ("by_on", "on", "discharge_on"):
            if day := getattr(body, field, None):
                date.fromisoformat(day)
        if isinstance(body, Meeting):
            datetime.fromisoformat(body.starts_at)
    except ValueError:
        return False
    return True


class Link(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """The red thread: what an item comes from. Set once, when the item is made."""

    scope: Annotated[str, Meta(max_length=60)]
    item: Uuid7
