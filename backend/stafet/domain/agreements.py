"""What makes a task one: what is done, and by when; and what the one who holds it may say about it. Pure."""

from collections.abc import Collection, Mapping

import msgspec

from stafet.domain.consents import Access, Role
from stafet.domain.edits import FieldValue
from stafet.domain.items import Agreement, Answer, Body
from stafet.domain.policy import Refusal

NEEDS_VERB = Refusal("needs_verb")
NEEDS_DATE = Refusal("needs_date")

# A task for the GP is concrete, never "follow-up at own doctor" (A14). With the others one may agree on less.
CONCRETE_ROLES: frozenset[Role] = frozenset({"gp"})

# What the one who holds an agreement may say about it: that it is done, dropped or moved, a word why, and whose it is.
HOLDERS_FIELDS = frozenset({"state", "byOn", "why", "whose"})


def made_vaguer(before: Body | None, after: Body, *, was: Role | None, now: Role | None) -> Refusal | None:
    """Whether this makes a task that says too little. What lacked something already may be moved, done or dropped.

    `was` and `now`: the role of the one who is to do it, before and after.
    """
    known = _lacks(before, was) if before is not None else ()
    return next((lack for lack in _lacks(after, now) if lack not in known), None)


def _lacks(body: Body, role: Role | None) -> tuple[Refusal, ...]:
    match body:
        case Agreement(state="proposed" | "agreed", what=what, verb=verb, by_on=by_on):
            pass
        case Answer(answer_kind="does", does=what, verb=verb, by_on=by_on):
            pass
        case _:
            return ()
    if role not in CONCRETE_ROLES:
        return ()
    lacks = []
    if not verb or not f"{what} ".casefold().startswith(f"{verb} ".casefold()):
        lacks.append(NEEDS_VERB)
    if by_on is None:
        lacks.append(NEEDS_DATE)
    return tuple(lacks)


def is_holders(access: Access, before: Body) -> bool:
    """Whether this member holds the agreement, and the citizen has said yes to it."""
    return (
        access.member is not None
        and isinstance(before, Agreement)
        and before.state == "agreed"
        and before.responsible == access.member.id
    )


def is_holders_word(access: Access, before: Body, fields: Mapping[str, FieldValue]) -> bool:
    """Done, dropped, moved or whose it is, said by the one who holds it, whoever made it.

    Moved is to another day, not to none.
    """
    return (
        is_holders(access, before)
        and HOLDERS_FIELDS.issuperset(fields)
        and fields.get("state", "done") in ("done", "dropped")
        and fields.get("byOn", "") is not None
    )


def said_by(author: str, body: Body, written: Collection[str]) -> Body:
    """The word why is its writer's, and so is whose it is, whatever the phone said."""
    if not isinstance(body, Agreement):
        return body
    said = {f"{name}_by": author if getattr(body, name) else "" for name in ("why", "whose") if name in written}
    return msgspec.structs.replace(body, **said)


def as_offered(body: Body, offer: Body, *, by: str) -> Body:
    """Yes is not authorship: whose it is stays the word of the one whose offer said the same."""
    if isinstance(body, Agreement) and isinstance(offer, Answer) and body.whose and body.whose == offer.whose:
        return msgspec.structs.replace(body, whose_by=by)
    return body
