"""One request does everything: apply what the phone wrote, answer what the person may hold now.

Rights are judged inside the transaction, so they are ordered against consent changes: after a withdrawal is
acknowledged, the next request sees nothing.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal

import msgspec

from stafet.domain.consents import Access
from stafet.domain.edits import Create, Delete, Edit, Leave, Withdraw
from stafet.domain.ids import EditId, ItemId, PersonId, PlanId, is_random_id
from stafet.domain.old_edits import understood
from stafet.store import consents, edits, items, looks, places, plans
from stafet.store.edits import EditRow, Record
from stafet.store.engine import Database, Transaction, impossible_is_named, savepoint
from stafet.store.errors import Impossible
from stafet.store.plans import PlanRow
from stafet.use_cases import copies
from stafet.use_cases.access import access_at, access_to
from stafet.use_cases.answers import EditResult, Have, SyncAnswer, SyncRequest
from stafet.use_cases.apply_edits import apply
from stafet.use_cases.edit_context import Done, Edits
from stafet.use_cases.errors import Unreadable
from stafet.use_cases.helped import HelpedWith
from stafet.use_cases.limits import Opening, freely
from stafet.use_cases.plan_writes import plan_write
from stafet.use_cases.pull import PAGE, Pulled, answer_to, asked, plan_answer

MAX_EDITS = 100

NOTHING_HELD = Have()


class _Head(msgspec.Struct, frozen=True):
    """The least an edit must carry to get an answer of its own."""

    id: str
    plan: str = ""


_decode_head = msgspec.json.Decoder(_Head).decode


class Received(msgspec.Struct, frozen=True):
    """One edit as it came. `edit` is None when it could not be understood."""

    id: str
    plan: PlanId
    edit: Edit | None
    content_hash: str


class Sender(msgspec.Struct, frozen=True):
    """Whose session it is, and their device in words, as its owner would know it: "Chrome, Android"."""

    person: PersonId
    label: str = "?"


class Asking(msgspec.Struct, frozen=True):
    """Who asks, from which device, and how much they take at a time."""

    sender: Sender
    device: str
    now: datetime
    page: int


def sync(
    db: Database,
    *,
    person: PersonId,
    request: SyncRequest,
    clock: Callable[[], datetime],
    label: str = "?",
    page: int = PAGE,
) -> SyncAnswer:
    """One request of a person who is known to be signed in."""
    return sync_as(db, who=lambda _tx: Sender(person, label), request=request, clock=clock, page=page)


def sync_as(
    db: Database,
    *,
    who: Callable[[Transaction], Sender],
    request: SyncRequest,
    clock: Callable[[], datetime],
    page: int = PAGE,
    opening: Opening = freely,
) -> SyncAnswer:
    """Apply the edits, plan by plan, each plan in one transaction; then answer each plan this person may hold.

    Who it is, is asked in the database: before any edit, and again in the transaction that answers.
    """
    received = [_received(raw) for raw in request.edits]
    results: list[EditResult] = []
    if received:
        with db.read() as tx:
            sender = who(tx).person
        results = _apply_all(db, sender, request.device, received, clock)
    now = clock()
    with db.read() as tx:
        asking = Asking(who(tx), request.device, now, page)
        read = _read(tx, asking, request.plans)
    # Before the first look is written: what is stopped here has not been seen by anybody.
    opening(asking.sender.person, [plan_id for plan_id, one in read.items() if one == LOGGED], now)
    answered = [
        _look(db, plan_id, asking, request.plans.get(plan_id, NOTHING_HELD)) if one == LOGGED else one
        for plan_id, one in read.items()
    ]
    pulled = [one for one in answered if isinstance(one, Pulled)]
    _note_gone(db, asking, request.plans.keys() - {one.answer.plan for one in pulled})
    return SyncAnswer(
        now=now, results=results, plans=[one.answer for one in pulled], more=any(one.more for one in pulled)
    )


def _received(raw: msgspec.Raw) -> Received:
    content_hash = hashlib.sha256(raw).hexdigest()
    try:
        edit = understood(raw)
        if has_a_moment(edit.made_at):
            return Received(edit.id, PlanId(edit.plan), edit, content_hash)
    except msgspec.DecodeError:
        pass
    try:
        head = _decode_head(raw)
    except msgspec.DecodeError as error:
        # Without an id there is nobody to answer.
        raise Unreadable("edit_without_id", field="edits") from error
    return Received(head.id, PlanId(head.plan if is_random_id(head.plan) else ""), None, content_hash)


def has_a_moment(made_at: datetime) -> bool:
    """Whether a phone's time means a moment: it has a zone, and UTC can hold it. A wrong clock is fine."""
    try:
        made_at.astimezone(UTC)
    except OverflowError:
        return False
    return made_at.tzinfo is not None


def _apply_all(
    db: Database, person: PersonId, device: str, received: Sequence[Received], clock: Callable[[], datetime]
) -> list[EditResult]:
    results: dict[int, EditResult] = {}
    by_plan: dict[PlanId, list[int]] = {}
    for number, one in enumerate(received):
        by_plan.setdefault(one.plan, []).append(number)
    for plan_id, numbers in by_plan.items():
        # Withdrawals first: a stop is never behind another edit of the same phone (invariant C5).
        ordered = sorted(numbers, key=lambda number: not isinstance(received[number].edit, Withdraw))
        batch = [received[number] for number in ordered]
        try:
            # All in one go; only when the database refuses a row is each edit tried by itself.
            with db.write() as tx, impossible_is_named():
                done = _apply_to_plan(tx, person, device, plan_id, batch, clock(), one_by_one=False)
        except Impossible:
            with db.write() as tx:
                done = _apply_to_plan(tx, person, device, plan_id, batch, clock(), one_by_one=True)
        results.update(zip(ordered, done, strict=True))
    return [results[number] for number in range(len(received))]


def _apply_to_plan(
    tx: Transaction,
    person: PersonId,
    device: str,
    plan_id: PlanId,
    batch: Sequence[Received],
    now: datetime,
    *,
    one_by_one: bool,
) -> Iterable[EditResult]:
    plan = plans.lock(tx, plan_id)
    access = access_to(tx, plan, person, now) if plan else None
    # What could not be understood has never been kept, and its id may be anything.
    known = edits.find(tx, plan_id, {one.id for one in batch if one.edit is not None})
    if plan is None or access is None:
        # Nothing is stored for somebody without a place here; the answer is the same as for no plan at all.
        return [_without_a_place(known, person, one) for one in batch]
    results = []
    with plan_write(tx, plan) as write:
        created = [one.edit.id for one in batch if isinstance(one.edit, Create)]
        context = Edits(tx, write, access, person, now, items.taken(tx, plan.id, created))
        records: list[Record] = []
        helped = HelpedWith()
        now_open: Access | None = access
        for one in batch:
            if now_open is None:
                results.append(_without_a_place(known, person, one))
                continue
            context.access = now_open
            before = dict(write.heads) if one.edit is not None and one.edit.helper else None
            result = _apply_one(context, device, one, known, records, one_by_one=one_by_one)
            results.append(result)
            if one.edit is not None and before is not None and result.outcome in ("applied", "conflict"):
                moved = [scope for scope, rev in write.heads.items() if before.get(scope) != rev]
                helped.note(one.edit, moved, context)
            if isinstance(one.edit, CLOSING):
                # What this edit did may change what the next may do: after a leave, nothing.
                now_open = access_to(tx, plan, person, now)
        context.settle()
        edits.record(tx, records)
        helped.write_down(tx, plan.id, now)
    return results


def _without_a_place(known: dict[EditId, EditRow], person: PersonId, one: Received) -> EditResult:
    """Not found, except for what this person sent before: who has left, and never heard the answer, asks again."""
    before = known.get(EditId(one.id))
    if before is not None and before.person == person and before.content_hash == one.content_hash:
        return _already(before, one)
    return EditResult(edit=one.id, outcome="refused", code="not_found")


def _already(before: EditRow, one: Received) -> EditResult:
    """What became of it the first time."""
    return EditResult(
        edit=one.id, outcome="already", first=before.outcome, rev=before.rev, code=before.code, kept=before.kept
    )


CLOSING = (Leave, Withdraw, Delete)
"""Acts that can close something to somebody. No other act changes what its own sender may do."""


def _apply_one(
    context: Edits,
    device: str,
    one: Received,
    known: dict[EditId, EditRow],
    records: list[Record],
    *,
    one_by_one: bool,
) -> EditResult:
    if one.edit is None:
        return EditResult(edit=one.id, outcome="refused", code="invalid_edit")
    before = known.get(EditId(one.id))
    if before is not None:
        if before.person != context.person or before.content_hash != one.content_hash:
            return EditResult(edit=one.id, outcome="refused", code="edit_id_reused")
        return _already(before, one)
    if not isinstance(one.edit, Create):
        context.settle()
    if one_by_one:
        try:
            with context.write.undone_on_failure(), savepoint(context.tx):
                done = apply(one.edit, context)
                context.settle()
        except Impossible:
            context.waiting = []
            done = Done("refused", code="invalid_edit")
    else:
        done = apply(one.edit, context)
    known[EditId(one.id)] = EditRow(context.person, one.content_hash, done.outcome, done.code, done.kept, done.rev)
    records.append(
        Record(
            plan_id=context.write.plan.id,
            id=EditId(one.id),
            person_id=context.person,
            device=device,
            content_hash=one.content_hash,
            act=str(one.edit.__struct_config__.tag),
            item_id=_item_of(one.edit),
            outcome=done.outcome,
            code=done.code,
            kept=" ".join(done.kept),
            rev=done.rev,
            made_at=one.edit.made_at,
            at=context.now,
        )
    )
    return _result(one.id, done)


def _result(edit: str, done: Done) -> EditResult:
    return EditResult(edit=edit, outcome=done.outcome, rev=done.rev, code=done.code, kept=done.kept)


def _item_of(edit: Edit) -> ItemId | None:
    found = getattr(edit, "item", None) or getattr(edit, "alternative", None)
    return ItemId(found) if found else None


LOGGED: Literal["logged"] = "logged"
"""Instead of an answer: there is something to look at, so it is judged and read where the look can be written."""


def _read(tx: Transaction, asking: Asking, held: Mapping[str, Have]) -> dict[PlanId, Pulled | Literal["logged"]]:
    """Each plan this person has a place in. What is open there is judged here, from what is true now."""
    all_of_them = places.of_person(tx, asking.sender.person)
    is_on_teams = any(place.member for place in all_of_them)
    grants = consents.of_person(tx, asking.sender.person, asking.now) if is_on_teams else {}
    return {
        place.plan.id: _answer(
            tx, place.plan, access_at(place, grants, asking.now), asking, held.get(place.plan.id, NOTHING_HELD)
        )
        for place in all_of_them
    }


def _answer(tx: Transaction, plan: PlanRow, access: Access, asking: Asking, have: Have) -> Pulled | Literal["logged"]:
    """One plan's answer. What goes to somebody else than the citizen is logged before it leaves (C11)."""
    what = asked(plan, access, have)
    if not access.is_citizen and what.news:
        return LOGGED
    pulled = answer_to(tx, what, asking.now, asking.page)
    if access.is_citizen or not (pulled.items or _is_worth_noting(tx, access, asking, pulled)):
        return pulled
    return LOGGED


def _note_gone(db: Database, asking: Asking, plan_ids: Iterable[str]) -> None:
    """Plans a phone still holds, and which the answer does not name: it deletes them now."""
    person = asking.sender.person
    for plan_id in (PlanId(name) for name in plan_ids if is_random_id(name)):
        with db.read() as tx:
            told_before = not copies.holds_what_is_gone(tx, plan_id, person, asking.device)
        if not told_before:
            with db.write() as tx:
                copies.note_gone(tx, plan_id=plan_id, person=person, device=asking.device, now=asking.now)


def _look(db: Database, plan_id: PlanId, asking: Asking, have: Have) -> Pulled | None:
    """The answer and its look in one transaction, under the plan's lock: consent is judged again there."""
    with db.write() as tx:
        plan = plans.lock(tx, plan_id)
        access = access_to(tx, plan, asking.sender.person, asking.now) if plan else None
        if plan is None or access is None:
            return None
        pulled = plan_answer(tx, plan, access, have, asking.now, asking.page)
        if access.member is not None:
            looks.record(tx, plan.id, access.member, pulled.items, asking.now)
            if _is_worth_noting(tx, access, asking, pulled):
                copies.note_contact(
                    tx,
                    access,
                    device=asking.device,
                    label=asking.sender.label,
                    view=pulled.answer.view,
                    now=asking.now,
                )
        return pulled


def _is_worth_noting(tx: Transaction, access: Access, asking: Asking, pulled: Pulled) -> bool:
    """Whether a phone that keeps a copy was told something new about what it may hold."""
    if access.member is None or pulled.answer.keep.kind != "lease":
        return False
    return copies.is_worth_noting(tx, access, device=asking.device, view=pulled.answer.view, now=asking.now)
