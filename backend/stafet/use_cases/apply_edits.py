"""What an edit does. One function per act; each answers an outcome and never stops the next edit."""

from collections.abc import Mapping
from functools import singledispatch

import msgspec

from stafet.domain import agreements, policy
from stafet.domain.consents import Role, citizen_access
from stafet.domain.edits import Change, Create, Delete, EditHead, FieldValue, Leave, Place, Resolve, Show, Withdraw
from stafet.domain.ids import EditId, ItemId, MemberId
from stafet.domain.items import (
    VOICED,
    AgendaItem,
    Agreement,
    Alternative,
    Answer,
    Body,
    Invitee,
    Standing,
    has_real_dates,
    kind_of,
    standing_of,
)
from stafet.domain.merge import merge
from stafet.domain.policy import Refusal
from stafet.domain.scopes import Scope, dream_scope, is_meeting, may_hold, meeting_scope
from stafet.domain.texts import clean
from stafet.store import items, members
from stafet.store.items import ItemRow
from stafet.use_cases import consents, team
from stafet.use_cases.edit_context import CITIZEN, Done, Edits
from stafet.use_cases.meetings import after_item


def _refused(refusal: Refusal | str) -> Done:
    return Done("refused", code=refusal if isinstance(refusal, str) else refusal.code)


@singledispatch
def apply(edit: EditHead, context: Edits) -> Done:
    """Do what the edit says, if its author may."""
    raise NotImplementedError(type(edit))


@apply.register
def _create(edit: Create, context: Edits) -> Done:
    body = cleaned(policy.as_written_by(context.access, edit.body))
    kind = kind_of(edit.body)
    scope = Scope(edit.scope)
    if not may_hold(scope, kind) or _is_misplaced_root(edit, kind):
        return _refused("wrong_scope")
    if body is None or not has_real_dates(body):
        return _refused("invalid_field")
    refusal = policy.may_write(context.access, act="create", kind=kind, scope=scope, is_own=True)
    if refusal is None:
        refusal = policy.needs_yes(context.access, None, body)
    if refusal is not None:
        return _refused(refusal)
    if edit.id in context.taken:
        return _refused("edit_id_reused")
    if kind not in ("dream", "meeting") and is_meeting(scope) and not _meeting_lives(context, scope):
        return _refused("deleted")
    source = context.find(ItemId(edit.from_.item)) if edit.from_ else None
    if edit.from_ and (source is None or not source.can_be_linked or source.scope != edit.from_.scope):
        return _refused("link_not_found")
    if not team.can_be_named(context.tx, context.write.plan.id, named_in(body)):
        return _refused("not_found")
    body = _in_whose_words(context.author, body, source)
    vague = None if edit.before_verbs else agreements.made_vaguer(None, body, was=None, now=_doer(context, body))
    if vague is not None:
        return _refused(vague)

    rev = context.write.next_rev(scope)
    context.taken.add(edit.id)
    context.waiting.append(
        items.new(
            context.tx,
            plan_id=context.write.plan.id,
            item_id=ItemId(edit.id),
            scope=scope,
            body=body,
            by=context.author,
            voice=_voice_of_promise(body, source) or context.author,
            at=context.now,
            rev=rev,
            order=edit.order or "",
            link=edit.from_,
            member=named_in(body),
        )
    )
    _follow(context, ItemId(edit.id), scope, body)
    return Done("applied", rev=rev)


def _in_whose_words(author: str, body: Body, source: ItemRow | None) -> Body:
    said = agreements.said_by(author, body, {"why", "whose"})
    return agreements.as_offered(said, source.decoded(), by=source.by) if source and source.body else said


def _doer(context: Edits, body: Body) -> Role | None:
    """The role of the member who is to do it. An answer offers what its author will do."""
    if isinstance(body, Answer):
        return context.access.member.role if context.access.member else None
    named = named_in(body) if isinstance(body, Agreement) else None
    member = members.find(context.tx, context.write.plan.id, MemberId(named)) if named else None
    return member.role if member is not None else None


def _follow(context: Edits, item_id: ItemId, scope: Scope, body: Body | None, was: Body | None = None) -> None:
    if is_meeting(scope):
        context.settle()
        after_item(context.tx, context.write, context.access, item_id, scope, body, context.now, was=was)


def _is_misplaced_root(edit: Create, kind: str) -> bool:
    """A dream's thread is named after its dream, a meeting's scope after its meeting."""
    roots = {"dream": dream_scope, "meeting": meeting_scope}
    return kind in roots and edit.scope != roots[kind](ItemId(edit.id))


def _meeting_lives(context: Edits, scope: Scope) -> bool:
    root = context.find(ItemId(scope.partition(":")[2]))
    return root is not None and root.body is not None


def _voice_of_promise(body: Body, source: ItemRow | None) -> str | None:
    """Yes is not authorship: an agreement made of an answer's own words keeps the voice of who wrote them."""
    if isinstance(body, Agreement) and source is not None and source.kind == "answer":
        answer = source.decoded()
        if body.what == getattr(answer, "does", None):
            return source.voice
    return None


@apply.register
def _change(edit: Change, context: Edits) -> Done:
    row = context.find(ItemId(edit.item)) or context.find_held(ItemId(edit.item))
    if row is None:
        return _refused(policy.NOT_FOUND)
    if row.body is None:
        return _refused("deleted")
    before = row.decoded()
    refusal = policy.may_write(
        context.access, act="change", kind=row.kind, scope=row.scope, is_own=_is_own(context, row, before)
    )
    if refusal is not None and not agreements.is_holders_word(context.access, before, edit.fields):
        return _refused(refusal)
    current = plain(before)
    unknown = set(edit.fields) - set(current)
    if unknown or edit.fields.keys() & {"kind", "whyBy", "whoseBy"}:
        return _refused("invalid_field")
    fields = {name: clean(value) if isinstance(value, str) else value for name, value in edit.fields.items()}
    # Everything that was sent must be acceptable, also what will stand as the other version.
    if changed(before, fields) is None:
        return _refused("invalid_field")
    merged = merge(current, row.field_versions(current), fields, edit.base)
    after = changed(before, merged.written)
    if after is None or not has_real_dates(after):
        return _refused("invalid_field")
    refusal = _may_say(edit, context, before, after)
    if refusal is not None:
        return _refused(refusal)
    named = named_in(after)
    # Somebody who has left may still stand on an old agreement; only a new name is checked.
    if named != row.member_id and not team.can_be_named(context.tx, context.write.plan.id, named):
        return _refused("not_found")

    rev = (
        _write_fields(context, row, after, merged.written, EditId(edit.id), context.author) if merged.written else None
    )
    kept = [
        _keep_both(context, row, name, value, EditId(edit.id), number, standing_of(after, row.by, row.standing))
        for number, (name, value) in enumerate(merged.clashing.items())
    ]
    return Done("conflict" if kept else "applied", rev=rev if rev is not None else context.write.rev, kept=kept)


def _may_say(edit: Change, context: Edits, before: Body, after: Body) -> Refusal | None:
    """Whether an item that this person may change may say this."""
    refusal = policy.needs_yes(context.access, before, after)
    if refusal is None and isinstance(after, Agreement | Answer) and not edit.before_verbs:
        refusal = agreements.made_vaguer(before, after, was=_doer(context, before), now=_doer(context, after))
    if refusal is None and isinstance(after, Invitee) and after.member != getattr(before, "member", None):
        refusal = policy.NOT_ALLOWED
    return refusal


def _write_fields(
    context: Edits, row: ItemRow, after: Body, written: Mapping[str, FieldValue], edit: EditId, voice: str
) -> int:
    versions = {
        name: version for name, version in row.field_versions(plain(after)).items() if str(version) != row.id
    } | dict.fromkeys(written, edit)
    after = agreements.said_by(voice, after, written)
    rev = context.write.next_rev(row.scope)
    items.change(
        context.tx,
        context.write.plan.id,
        row,
        body=after,
        versions=versions,
        voice=voice if VOICED & written.keys() else row.voice,
        member=named_in(after),
        at=context.now,
        rev=rev,
    )
    _other_texts_follow(context, row, standing_of(after, row.by, row.standing))
    _follow(context, row.id, row.scope, after)
    return rev


def _other_texts_follow(context: Edits, row: ItemRow, standing: Standing) -> None:
    """A proposal that is taken off, or on again, takes along the other texts that everybody saw beside it."""
    if row.standing in (standing, "waits"):
        return
    for other in items.in_scope(context.tx, citizen_access(context.write.plan.id), row.scope, kind="alternative"):
        body = other.decoded()
        if isinstance(body, Alternative) and body.of == row.id and other.standing == row.standing:
            rev = context.write.next_rev(row.scope)
            items.stand(context.tx, context.write.plan.id, other.id, standing=standing, rev=rev)


def _keep_both(
    context: Edits, row: ItemRow, field: str, value: FieldValue, edit: EditId, number: int, standing: Standing
) -> str:
    """The text that stands stays; the other one becomes an item of its own, beside it."""
    # One edit can clash in several fields; each alternative needs an id that a replay would give again.
    kept = ItemId(edit if number == 0 else _sibling_id(edit, number))
    context.taken.add(kept)
    items.add(
        context.tx,
        plan_id=context.write.plan.id,
        item_id=kept,
        scope=row.scope,
        body=Alternative(of=row.id, field=field, value=value),
        by=context.author,
        voice=context.author,
        at=context.now,
        rev=context.write.next_rev(row.scope),
        # The other text of a proposal waits as the proposal does.
        standing=standing,
    )
    return kept


def _sibling_id(edit: EditId, number: int) -> str:
    """A UUIDv7 that differs from the edit's in its last twelve digits only, by a fixed rule."""
    return f"{edit[:24]}{(int(edit[24:], 16) + number) % (1 << 48):012x}"


@apply.register
def _delete(edit: Delete, context: Edits) -> Done:
    row = context.find(ItemId(edit.item))
    if row is None:
        return _refused(policy.NOT_FOUND)
    if row.body is None:
        return Done("applied", rev=row.rev)
    before = row.decoded()
    refusal = policy.may_write(
        context.access, act="delete", kind=row.kind, scope=row.scope, is_own=_is_own(context, row, before)
    )
    if refusal is not None:
        return _refused(refusal)
    rev = context.write.next_rev(row.scope)
    items.bury(context.tx, context.write.plan.id, row.id, by=context.author, at=context.now, rev=rev)
    _follow(context, row.id, row.scope, None, was=before)
    return Done("applied", rev=rev)


@apply.register
def _place(edit: Place, context: Edits) -> Done:
    row = context.find(ItemId(edit.item))
    if row is None:
        return _refused(policy.NOT_FOUND)
    if row.body is None:
        return _refused("deleted")
    refusal = policy.may_write(context.access, act="place", kind=row.kind, scope=row.scope, is_own=False)
    if refusal is not None:
        return _refused(refusal)
    rev = context.write.next_rev(row.scope)
    items.place(context.tx, context.write.plan.id, row.id, order=edit.order, rev=rev)
    return Done("applied", rev=rev)


@apply.register
def _resolve(edit: Resolve, context: Edits) -> Done:
    """Only the citizen chooses between two versions; a professional's words wait beside theirs."""
    other = context.find(ItemId(edit.alternative))
    if other is None:
        return _refused(policy.NOT_FOUND)
    if not context.access.is_citizen:
        return _refused(policy.NOT_ALLOWED)
    if other.body is None:
        return _refused("deleted")
    alternative = other.decoded()
    if not isinstance(alternative, Alternative):
        return _refused("invalid_edit")
    row = context.find(ItemId(alternative.of))
    rev = None
    if edit.choose != "current":
        if row is None or row.body is None:
            # There is nothing to put the text into; it stays where it can be read and copied.
            return _refused("deleted")
        value = alternative.value if edit.choose == "other" else clean(edit.text)
        after = changed(row.decoded(), {alternative.field: value})
        if after is None or not has_real_dates(after):
            return _refused("invalid_field")
        # Yes is not authorship: words that are taken as they are keep their voice.
        voice = other.voice if edit.choose == "other" else context.author
        rev = _bury_chosen(context, other)
        _write_fields(context, row, after, {alternative.field: value}, EditId(edit.id), voice)
    return Done("applied", rev=rev if rev is not None else _bury_chosen(context, other))


def _bury_chosen(context: Edits, other: ItemRow) -> int:
    rev = context.write.next_rev(other.scope)
    items.bury(context.tx, context.write.plan.id, other.id, by=context.author, at=context.now, rev=rev)
    return rev


@apply.register
def _withdraw(edit: Withdraw, context: Edits) -> Done:
    """Never refused for age: it ends what is open when the server applies it (invariant C5)."""
    if not context.access.is_citizen:
        return _refused(policy.NOT_ALLOWED)
    rev = consents.withdraw(
        context.tx,
        context.write,
        member=MemberId(edit.member),
        scope=Scope(edit.scope) if edit.scope else None,
        by=context.author,
        made_at=edit.made_at,
        now=context.now,
    )
    return Done("applied", rev=rev) if rev is not None else _refused(policy.NOT_FOUND)


@apply.register
def _leave(edit: Leave, context: Edits) -> Done:
    if context.access.member is None:
        return _refused(policy.NOT_ALLOWED)
    rev = team.end_place(
        context.tx, context.write, context.access.member, by=context.author, made_at=edit.made_at, now=context.now
    )
    return Done("applied", rev=rev)


@apply.register
def _show(edit: Show, context: Edits) -> Done:
    """Nothing changes and nothing opens: that somebody sits there is written down (use_cases/helped.py)."""
    if not context.access.is_citizen or not clean(edit.helper).strip():
        return _refused(policy.NOT_ALLOWED)
    return Done("applied", rev=context.write.rev)


def named_in(body: Body) -> str | None:
    """The member an item names: who holds it, who is asked, whose place it is."""
    match body:
        case Agreement(responsible=responsible) if responsible != CITIZEN:
            return responsible
        case AgendaItem(asked=asked) if asked:
            return asked
        case Invitee(member=member):
            return member
        case _:
            return None


def _is_own(context: Edits, row: ItemRow, body: Body) -> bool:
    if isinstance(body, Invitee):
        return body.member == context.author
    return row.by == context.author


def plain(body: Body) -> dict[str, FieldValue]:
    """The body's fields under their wire names, without the kind."""
    fields: dict[str, FieldValue] = msgspec.to_builtins(body)
    fields.pop("kind")
    return fields


def changed(body: Body, fields: Mapping[str, FieldValue]) -> Body | None:
    """The body with some fields replaced; None when the result is not a valid body."""
    try:
        return msgspec.convert({**msgspec.to_builtins(body), **fields}, type(body))
    except msgspec.ValidationError:
        return None


def cleaned(body: Body) -> Body | None:
    """The body with every text cleaned; None when nothing readable is left of a text that must say something."""
    fields = plain(body)
    mended = {
        name: text for name, value in fields.items() if isinstance(value, str) and (text := clean(value)) != value
    }
    return changed(body, mended) if mended else body
