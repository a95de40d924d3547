"""Scopes: the unit of consent, of sync and of encryption. An item lives in exactly one.

A scope is a section ("safety"), a dream's thread ("dream:<id>") or a meeting ("meeting:<id>").
"""

import re
from typing import Annotated, NewType

from msgspec import Meta

from stafet.domain.ids import END, RANDOM_BODY, UUID7_BODY, ItemId

Scope = NewType("Scope", str)

SECTIONS = ("strengths", "needs", "agreements", "safety", "wellbeing", "team", "private")

PRIVATE = Scope("private")
TEAM = Scope("team")
AGREEMENTS = Scope("agreements")
SAFETY = Scope("safety")
DREAMS = Scope("dreams")
"""Every dream's thread, present and future. A grant may name it; no item lives in it."""

CONSENTS = Scope("consents")
"""The citizen's own list of grants, as the phone receives it. Nobody else can have it; no grant can name it."""

RESPONSIBLE = Scope("responsible")
"""What a member receives without any grant: the agreements that name that member (design, section 2)."""

PROPOSALS = Scope("proposals")
"""Proposed meetings: to the citizen those that wait, to a member their own. No grant can name it."""

_thread = re.compile(rf"^(dream|meeting):{UUID7_BODY}{END}")

ScopeName = Annotated[
    str,
    Meta(
        pattern=rf"^({'|'.join(SECTIONS)}|(dream|meeting):{UUID7_BODY}){END}",
        description="A section, dream:<id> or meeting:<id>",
    ),
]
_SHARED = "|".join(s for s in SECTIONS if s != "private")
_GRANTABLE = rf"{_SHARED}|dreams|(dream|meeting):{UUID7_BODY}"

GrantScopeName = Annotated[
    str,
    Meta(
        pattern=rf"^({_GRANTABLE}){END}",
        description="What a consent can name: a section but not private, dreams, dream:<id> or meeting:<id>",
    ),
]
StopScopeName = Annotated[
    str,
    Meta(
        pattern=rf"^({_GRANTABLE}|call:{RANDOM_BODY}){END}",
        description="What a stop can name: what a consent can name, or call:<id>, somebody's leave to call somebody",
    ),
]

_SECTION_KINDS: dict[str, frozenset[str]] = {
    "strengths": frozenset({"strength"}),
    "needs": frozenset({"need"}),
    "agreements": frozenset({"agreement"}),
    "safety": frozenset(
        {"warning_sign", "coping", "safe_place", "safety_contact", "safe_surroundings", "wish_if_ill", "to_myself"}
    ),
    "wellbeing": frozenset({"wellbeing", "who5", "looking_back"}),
    "team": frozenset(),
    "private": frozenset({"private_note", "who5", "looking_back", "course_answer"}),
    "dream": frozenset({"dream", "goal", "step", "agreement"}),
    "meeting": frozenset({"meeting", "preparation", "agenda_item", "answer", "outcome", "invitee"}),
}


def dream_scope(dream: ItemId) -> Scope:
    """The scope of one dream's thread."""
    return Scope(f"dream:{dream}")


def meeting_scope(meeting: ItemId) -> Scope:
    """The scope of one meeting."""
    return Scope(f"meeting:{meeting}")


def is_dream(scope: str) -> bool:
    """Whether the scope is one dream's thread."""
    return scope.startswith("dream:")


def call_scope(call: str) -> Scope:
    """What a leave to call somebody is given on. No item can live in it, so that it opens nothing of the plan."""
    return Scope(f"call:{call}")


def is_call(scope: str) -> bool:
    """Whether a consent is a leave to call somebody, and not to read anything."""
    return scope.startswith("call:")


def is_meeting(scope: str) -> bool:
    """Whether the scope is one meeting."""
    return scope.startswith("meeting:")


def root_of(scope: str) -> ItemId | None:
    """The dream or meeting a scope is named after; None for a section."""
    head, _, tail = scope.partition(":")
    return ItemId(tail) if tail and head in ("dream", "meeting") else None


def is_scope(name: str) -> bool:
    """Whether items can live in a scope of this name."""
    return name in SECTIONS or _thread.match(name) is not None


def may_hold(scope: str, kind: str) -> bool:
    """Whether an item of this kind belongs in this scope. An alternative lives where the item it belongs to lives."""
    return is_scope(scope) and (kind == "alternative" or kind in _SECTION_KINDS[scope.partition(":")[0]])
