"""Edits: what a phone sends. The id of an edit is its idempotency key; a created item takes the id of its edit.

Acts are versioned for good: an old phone's edits are accepted for ever (docs/decisions/0004-edits-for-good.md).
"""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from stafet.domain.ids import END, RandomId, Uuid7
from stafet.domain.items import ItemBody, Link
from stafet.domain.scopes import ScopeName, StopScopeName
from stafet.domain.structs import HelperName

Order = Annotated[
    str,
    Meta(
        pattern=rf"^[0-9A-Za-z]{{1,64}}{END}",
        description="A key between two neighbours' keys; items sort by it, then by id",
    ),
]
FieldValue = str | bool | int | None
BeforeVerbs = Annotated[
    bool,
    Meta(description="Written by a version of the app that did not ask for a verb; said by the server for version 1"),
]


class EditHead(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True, tag_field="act"):
    """What every edit carries. `made_at` is the phone's own clock: shown to people, never used to decide anything.

    `helper`: who sat beside the citizen meanwhile (docs/decisions/0048-helped.md). It opens nothing to anybody.
    """

    id: Uuid7
    plan: RandomId
    made_at: datetime
    helper: HelperName = ""


class FirstShape(EditHead, frozen=True, kw_only=True):
    """An act that has had one shape from the beginning."""

    v: Literal[1] = 1


class Create(EditHead, frozen=True, kw_only=True, tag="create"):
    """Make an item. Its id is this edit's id."""

    scope: ScopeName
    body: ItemBody
    order: Order | None = None
    from_: Link | None = msgspec.field(name="from", default=None)
    v: Literal[2] = 2
    before_verbs: BeforeVerbs = False


class Change(EditHead, frozen=True, kw_only=True, tag="change"):
    """Change some fields of an item. `base` names, for each field, the edit whose words were on the screen."""

    item: Uuid7
    fields: Annotated[dict[str, FieldValue], Meta(min_length=1, max_length=20)]
    base: dict[str, Uuid7] = {}
    v: Literal[2] = 2
    before_verbs: BeforeVerbs = False


class Delete(FirstShape, frozen=True, kw_only=True, tag="delete"):
    """Remove an item. A body-less tombstone remains, so that other phones hear of it."""

    item: Uuid7


class Place(FirstShape, frozen=True, kw_only=True, tag="place"):
    """Move an item in its list."""

    item: Uuid7
    order: Order


class Resolve(FirstShape, frozen=True, kw_only=True, tag="resolve"):
    """Choose between two versions: keep what stands, take the other, or write a new one (`text`)."""

    alternative: Uuid7
    choose: Literal["current", "other", "own"]
    text: Annotated[str, Meta(max_length=4000)] = ""


class Withdraw(FirstShape, frozen=True, kw_only=True, tag="withdraw"):
    """Stop a member's access: to one scope, or to everything when no scope is named. Applied before all other edits."""

    member: RandomId
    scope: StopScopeName | None = None


class Leave(FirstShape, frozen=True, kw_only=True, tag="leave"):
    """The sender leaves this plan's team. One tap, no reason asked."""


class Show(FirstShape, frozen=True, kw_only=True, tag="show"):
    """The citizen lets somebody sit beside them at their own phone: what is on the screen, the helper may see."""


Edit = Create | Change | Delete | Place | Resolve | Withdraw | Leave | Show
