"""On paper: what one person may see of a plan, to be printed or copied, and in the log before it leaves.

The same question as a pull: `plan_answer`, with the same access, judged under the plan's lock. What is not open does
not get as far as the paper.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta

from stafet.domain import paper_card, paper_kinds
from stafet.domain.consents import Access, Grant
from stafet.domain.ids import END, UUID7_BODY, ItemId, PlanId, Uuid7
from stafet.domain.items import ItemBody
from stafet.domain.log import Entry, Printed
from stafet.domain.paper_card import NumberToCall
from stafet.domain.papers import Made, Paper, PaperKind, Somebody, Source, Thing, is_too_long
from stafet.domain.scopes import (
    CONSENTS,
    PRIVATE,
    PROPOSALS,
    SECTIONS,
    TEAM,
    Scope,
    is_dream,
    is_meeting,
    meeting_scope,
)
from stafet.domain.structs import WireIn
from stafet.store import consents, log, looks
from stafet.store.engine import Transaction
from stafet.store.people import PersonRow
from stafet.use_cases.access import plan_to_act_on, plan_to_read
from stafet.use_cases.answers import Have, ItemOut, MemberBody, PlanOut
from stafet.use_cases.content import ContentOut
from stafet.use_cases.errors import Invalid, NotFound
from stafet.use_cases.limits import Opening, freely
from stafet.use_cases.pull import plan_answer

# More items than this are never drawn (`is_too_long` says how much is); they are read in one go.
MOST_ITEMS = 5000
LISTS = ("dreams", "responsible", "meetings", "consents", *(name for name in SECTIONS if name != PRIVATE))

PartName = Annotated[
    str,
    Meta(
        pattern=rf"^({'|'.join(LISTS)}|dream:{UUID7_BODY}){END}",
        description="A section but not private, dreams, dream:<id>, meetings, responsible, or consents (the citizen's)",
    ),
]

_body = msgspec.json.Decoder(ItemBody)
_member = msgspec.json.Decoder(MemberBody)


class PaperIn(WireIn, frozen=True, kw_only=True):
    """Which paper. `parts` is for the plan and the action plan: what shall stand on it. Nothing is there by default."""

    paper: PaperKind
    form: Literal["pdf", "text"]
    meeting: Uuid7 | None = None
    parts: Annotated[list[PartName], Meta(max_length=100)] = []


class Card(msgspec.Struct, frozen=True):
    """What the pocket card opens: the address people know, and the same as a drawing."""

    address: str
    qr: str
    numbers: list[NumberToCall] = []


def numbers_for_everybody(content: ContentOut, lang: str) -> list[NumberToCall]:
    """The numbers that are for everybody in need, wherever they live: whose region it is, the server does not know."""
    return [
        NumberToCall(one.label.en if lang == "en" else one.label.da, one.shown or one.number, one.checked_on)
        for one in content.lines
        if one.to == "everybody" and not one.region and one.number
    ]


def make_paper(
    tx: Transaction,
    *,
    plan_id: PlanId,
    by: PersonRow,
    asked: PaperIn,
    label: str,
    card: Callable[[], Card],
    now: datetime,
    opening: Opening = freely,
) -> Paper:
    """The paper, and its line in the log. If that cannot be written, there is no paper (C11)."""
    plan_to_read(tx, plan_id, by.id, now)
    plan, access = plan_to_act_on(tx, plan_id, by.id, now)
    if access.member is not None:
        opening(by.id, [plan.id], now)
    pulled = plan_answer(tx, plan, access, Have(), now, page=MOST_ITEMS)
    grants = consents.running(tx, plan.id, now) if access.is_citizen else []
    wanted = _wanted(asked)
    source = _source(pulled.answer, access, by, wanted, grants, now)
    made = _drawn(asked, source, by.lang, card, wanted)
    # Nothing for this person to print, and nothing there at all, are the same answer (C13).
    if made is None or (access.member is not None and not made.used):
        raise NotFound
    if pulled.more or is_too_long(made.paper):
        raise Invalid("too_long_for_paper", field="parts")
    return _logged(tx, access, made, source, by, asked, label, now)


def _wanted(asked: PaperIn) -> Callable[[str], bool]:
    """Whether a scope, or a list, shall stand on the paper."""
    if asked.paper in ("meeting", "card"):
        return lambda scope: scope != PRIVATE
    parts = set(asked.parts)

    def wanted(scope: str) -> bool:
        if scope in parts:
            return True
        return (is_dream(scope) and "dreams" in parts) or (is_meeting(scope) and "meetings" in parts)

    return wanted


def _drawn(
    asked: PaperIn, source: Source, lang: str, card: Callable[[], Card], wanted: Callable[[str], bool]
) -> Made | None:
    match asked.paper:
        case "plan":
            return paper_kinds.plan(source, lang, wanted)
        case "kip":
            return paper_kinds.kip(source, lang, wanted)
        case "card":
            opens = card()
            return paper_card.card(source, lang, qr=opens.qr, address=opens.address, numbers=opens.numbers)
        case "meeting":
            return paper_kinds.meeting(source, lang, meeting_scope(ItemId(asked.meeting))) if asked.meeting else None


def _logged(
    tx: Transaction,
    access: Access,
    made: Made,
    source: Source,
    by: PersonRow,
    asked: PaperIn,
    label: str,
    now: datetime,
) -> Paper:
    """A member's print is a look at each scope of it; the citizen's own is a line of its own."""
    if access.member is not None:
        looks.record(tx, access.plan, access.member, {Scope(name): count for name, count in made.used.items()}, now)
        return made.paper
    said = Printed(label=label, paper=asked.paper, form=asked.form)
    log.append(tx, access.plan, [Entry(kind="printed", who="citizen", said=said)], now)
    head = log.head(tx, access.plan)
    return paper_kinds.with_head(made, by.lang, head.seq, head.hash.hex(), source).paper if head else made.paper


def _source(
    answer: PlanOut,
    access: Access,
    by: PersonRow,
    wanted: Callable[[str], bool],
    grants: list[Grant],
    now: datetime,
) -> Source:
    """What was received, as a paper reads it.

    What is only for oneself, and a meeting that is none yet, is never put on paper.
    """
    scopes = answer.scopes if answer.scopes is not UNSET else {}
    things = [
        _thing(scope, one, one.body)
        for scope, held in scopes.items()
        if scope not in (TEAM, CONSENTS, PRIVATE, PROPOSALS) and wanted(scope)
        for one in held.items
        if isinstance(one.body, msgspec.Raw)
    ]
    team = None
    if TEAM in scopes:
        team = {
            one.id: _somebody(_member.decode(one.body))
            for one in scopes[TEAM].items
            if isinstance(one.body, msgspec.Raw)
        }
    people = {
        key: Somebody(name=one.name, role=one.role, organisation=one.organisation) for key, one in answer.people.items()
    }
    until = {scope: held.until for scope, held in scopes.items() if held.until is not None}
    return Source(
        citizen=answer.citizen,
        reader=access.member.id if access.member else "citizen",
        reader_name=by.name,
        things=things,
        people=people,
        team=team,
        grants=grants,
        until=until,
        now=now,
    )


def _thing(scope: str, one: ItemOut, body: msgspec.Raw) -> Thing:
    return Thing(
        id=one.id,
        scope=scope,
        by=one.by,
        voice=one.voice or one.by,
        at=one.at,
        order=one.order,
        come_from=one.from_.item if one.from_ else "",
        body=_body.decode(body),
    )


def _somebody(body: MemberBody) -> Somebody:
    return Somebody(
        name=body.name,
        role=body.role,
        organisation=body.organisation,
        phone=body.phone,
        hours=body.hours,
        status=body.status,
        baton_holder=body.baton_holder,
        is_unit=body.is_unit,
    )
