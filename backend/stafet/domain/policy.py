"""Who may write what, as a table a lawyer can read. The evaluator below it is a few lines.

The citizen may do everything in the table's columns except where a kind is made by the server alone.
Seeing is `consents.py`; this page is about writing.
"""

from typing import Literal

import msgspec

from stafet.domain.consents import Access, Verb
from stafet.domain.items import AgendaItem, Agreement, Body, Outcome, Preparation

Act = Literal["create", "change", "delete", "place"]
WhoElse = Literal["nobody", "edit", "respond_own", "respond"]
"""Who besides the citizen: nobody; a helper (`edit`); a member with `respond`, on their own or on all."""


class Rule(msgspec.Struct, frozen=True):
    """Who besides the citizen may create, change, delete and order items of one kind."""

    create: WhoElse
    change: WhoElse
    delete: WhoElse
    place: WhoElse


HELPER = Rule("edit", "edit", "edit", "edit")
CONTRIBUTION = Rule("respond", "respond_own", "respond_own", "edit")

TABLE: dict[str, Rule] = {
    # kind            create     change         delete         place
    "dream":          Rule("nobody", "edit", "nobody", "edit"),
    "goal":           HELPER,
    "step":           HELPER,
    "agreement":      CONTRIBUTION,
    "strength":       HELPER,
    "need":           HELPER,
    "warning_sign":   HELPER,
    "coping":         HELPER,
    "safe_place":     HELPER,
    "safety_contact": HELPER,
    "safe_surroundings": HELPER,
    "wish_if_ill":    HELPER,
    # What somebody says to themselves nobody else writes.
    "to_myself":      Rule("nobody", "nobody", "nobody", "nobody"),
    "wellbeing":      Rule("nobody", "nobody", "nobody", "nobody"),
    "who5":           Rule("nobody", "nobody", "nobody", "nobody"),
    "private_note":   Rule("nobody", "nobody", "nobody", "nobody"),
    # A meeting opens a scope of its own, and inviting is a consent: both are the citizen's.
    "meeting":        Rule("nobody", "edit", "nobody", "nobody"),
    # Others tick what must be ready at home; the words are the citizen's (`needs_yes`).
    "preparation":    Rule("edit", "respond", "edit", "edit"),
    "agenda_item":    CONTRIBUTION,
    "answer":         CONTRIBUTION,
    # Whoever takes part may write down what came of it; nobody but the citizen reads it before the citizen's yes.
    "outcome":        Rule("respond", "respond_own", "edit", "edit"),
    "looking_back":   Rule("nobody", "nobody", "nobody", "nobody"),
    # Who is asked answers by a way of its own (use_cases/course.py), and does not come back to it.
    "course_answer":  Rule("nobody", "nobody", "nobody", "nobody"),
    "invitee":        Rule("nobody", "respond_own", "nobody", "nobody"),
    "alternative":    Rule("nobody", "nobody", "nobody", "nobody"),
}  # fmt: skip


class Refusal(msgspec.Struct, frozen=True):
    """Why an edit was not applied. The code is stable; the words for people are in the text catalogue."""

    code: str


NOT_FOUND = Refusal("not_found")
"""What does not exist and what may not be seen answer alike (C13)."""
NOT_ALLOWED = Refusal("not_allowed")
NEEDS_YES = Refusal("needs_the_citizens_yes")


def may_write(access: Access, *, act: Act, kind: str, scope: str, is_own: bool) -> Refusal | None:
    """None when the act is allowed. `is_own`: the writer made the item, or it is their own place at a meeting."""
    if access.is_citizen:
        # Places at meetings are made by inviting, alternatives by the merge.
        made_otherwise = act == "create" and kind in ("invitee", "alternative")
        # What somebody else answered stays as they said it, for as long as the citizen keeps it.
        anothers_answer = act == "change" and kind == "course_answer" and not is_own
        return NOT_ALLOWED if made_otherwise or anothers_answer else None
    verb = access.verb_on(scope)
    if verb is None:
        return NOT_FOUND
    who = getattr(TABLE[kind], act)
    allowed = (
        (who == "respond" and verb >= Verb.RESPOND)
        or (who == "respond_own" and ((verb >= Verb.RESPOND and is_own) or verb >= Verb.EDIT))
        or (who == "edit" and verb >= Verb.EDIT)
    )
    return None if allowed else NOT_ALLOWED


def needs_yes(access: Access, before: Body | None, after: Body) -> Refusal | None:
    """A professional proposes, the citizen says yes: nobody else puts words on the agenda or ties an agreement (A2)."""
    if access.is_citizen:
        return None
    match after:
        case AgendaItem(state="on") if after != before:
            # Also other words in a point that is on: the yes was to the words it had.
            return NEEDS_YES
        case Preparation(text=text) if isinstance(before, Preparation) and before.text != text:
            return NEEDS_YES
        case Outcome() if after != before and "approved" in (after.state, getattr(before, "state", "")):
            # Also what everybody was told: it stays, until the citizen takes it back.
            return NEEDS_YES
        case Agreement(state="agreed") if not (isinstance(before, Agreement) and before.state == "agreed"):
            return NEEDS_YES
        case Agreement() if (
            isinstance(before, Agreement)
            and before.state == "agreed"
            and not _same_promise(before, after, is_holder=access.is_author(before.responsible))
        ):
            # An agreement is changed by making a new one, or by the citizen.
            return NEEDS_YES
        case _:
            return None


def as_written_by(access: Access, body: Body) -> Body:
    """What a new item says when this person writes it: what a member says we agreed on is a draft, also when it is
    an earlier app that writes, which knew no drafts.
    """
    if isinstance(body, Outcome) and not access.is_citizen:
        return msgspec.structs.replace(body, state="draft")
    return body


def _same_promise(before: Agreement, after: Agreement, *, is_holder: bool) -> bool:
    """Done, dropped and why are news of it, not another promise. Another day, and whose it is, are one, save from
    the one who holds it.
    """
    day = before.by_on if is_holder and after.by_on is not None else after.by_on
    whose = before.whose if is_holder else after.whose
    news = {"state": before.state, "why": before.why, "why_by": before.why_by, "by_on": day, "whose": whose}
    return msgspec.structs.replace(after, **news) == before
