"""What the log of a plan says: the kinds of rows, and the words each carries. Pure."""

from typing import Literal, get_args

import msgspec

from stafet.domain.consents import GivenPurpose, GivenVerb
from stafet.domain.ids import GrantId, MemberId
from stafet.domain.scopes import Scope

Kind = Literal[
    "look", "given", "superseded", "withdrawn", "exported", "signed_in", "erased", "unit_joined", "unit_left",
    "suspended", "resumed", "printed", "helped", "employee_left", "proposed",
]  # fmt: skip
"""look: somebody received items of a scope. given, superseded, withdrawn: acts of consent. exported: the citizen took
everything out. signed_in: the citizen came in on a device not used before. erased: the plan is gone; the last row.
unit_joined, unit_left: one of a unit's people came or went. suspended, resumed: two operators closed or opened it.
printed: the citizen put something on paper. helped: what the citizen did while somebody helped them at their phone.
employee_left: somebody does not work there any more, and the operator ended their place.
proposed: somebody on the team proposed a meeting."""

KINDS: tuple[Kind, ...] = get_args(Kind)
OPERATOR = "operator"
"""Who acts when those who run Stafet end a place: nobody of the plan, and not the app by itself either."""
CONSENT_ACTS: tuple[Kind, ...] = ("given", "superseded", "withdrawn")
"""Each of these has a receipt."""


class Words(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """What a row says, apart from who, where and when. Kept as JSON; emptied when the plan is erased."""


class Looked(Words, frozen=True, kw_only=True):
    """A look, with the human name at the time: the log must stay readable when people move on."""

    name: str
    organisation: str = ""
    items: int
    # The unit they read with, when they are one of its people.
    unit: str = ""


class ProposedMeeting(Words, frozen=True, kw_only=True):
    """A meeting was proposed, by whom. Not a word of what, when or why."""

    name: str
    organisation: str = ""


class UnitPerson(Words, frozen=True, kw_only=True):
    """Somebody who came into a unit, or went; and who let them in: "citizen" or a member's id."""

    name: str
    unit: str
    unit_name: str
    invited_by: str = "citizen"


class EmployeeLeft(Words, frozen=True, kw_only=True):
    """Somebody who does not work there any more: their name, and where, as the citizen wrote it."""

    name: str
    organisation: str = ""
    # The unit they read with, when they were one of its people.
    unit: str = ""
    # When it was done first, for an act that a restored backup had lost.
    made_at: str = ""


class Suspension(Words, frozen=True, kw_only=True):
    """Who did it: two people of the operator's."""

    operators: list[str]


class ConsentAct(Words, frozen=True, kw_only=True):
    """A consent that is given, or ends: to whom, how far, why, until when, and the exact words that were shown."""

    member: MemberId
    name: str
    organisation: str = ""
    role: str = ""
    verb: GivenVerb
    purpose: GivenPurpose
    from_: str = msgspec.field(name="from")
    until: str
    words: str
    words_sha256: str
    text_id: str
    text_sha256: str = ""
    lang: str = ""
    # The phone's own clock, for a stop that was made offline: for information, never to decide order.
    made_at: str = ""
    # For an act that ends a consent: the row that gave it.
    ends: int | None = None


class Exported(Words, frozen=True, kw_only=True):
    """Everything was taken out, on which device."""

    label: str


class Printed(Words, frozen=True, kw_only=True):
    """What the citizen put on paper or copied: which paper and in which form, on which device. Not a word of it."""

    label: str
    paper: str
    form: str


HelpedAct = Literal["showed", "wrote", "gave", "stopped", "said_yes", "invited", "resumed", "trusted"]


class Helped(Words, frozen=True, kw_only=True):
    """What the citizen did with somebody beside them: showed the plan, wrote, gave a consent or stopped one; or let
    somebody in: said yes to their name, invited them into a unit, ended their pause, trusted them with a unit's door.

    `name` is what the citizen called the helper: it may be nobody on the team.
    """

    name: str
    act: HelpedAct
    # Who was let in, by name.
    whom: str = ""
    count: int = 1
    # The phone's own clock, when the first of it was done.
    made_at: str = ""


class SignedIn(Words, frozen=True, kw_only=True):
    """A sign-in of the citizen's on a device not used before: "Chrome, Android"."""

    label: str


class Erased(Words, frozen=True, kw_only=True):
    """Nothing is said: no word of the plan is left."""


class Entry(msgspec.Struct, frozen=True):
    """One thing to write down. `who` acted: "citizen", a member's id, "operator", or "system"."""

    kind: Kind
    who: str
    said: Words
    scope: Scope | None = None
    grant: GrantId | None = None
