"""Items: every read and write of plan content. Bodies are encoded, sealed and opened here and nowhere else.

A body is sealed for its item and for the moment its words began to stand, so that what is replaced can be kept as it
lies, and does not open as the words of another moment.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

import msgspec
import sqlalchemy as sa

from stafet.domain.consents import Access
from stafet.domain.ids import EditId, ItemId, MemberId, PlanId
from stafet.domain.items import Body, ItemBody, Link, Standing, standing_of
from stafet.domain.scopes import Scope
from stafet.store.plan_keys import Seal, seal_of
from stafet.store.prepared import Prepared
from stafet.store.tables import item, item_version

_encode = msgspec.json.Encoder().encode
_decode_body = msgspec.json.Decoder(ItemBody).decode
_decode_versions = msgspec.json.Decoder(dict[str, str]).decode


class ItemRow(msgspec.Struct, frozen=True):
    """One item, opened. `body` is JSON, or None for a tombstone; `versions` is JSON."""

    id: ItemId
    scope: Scope
    kind: str
    rev: int
    by: str
    voice: str
    at: datetime
    changed_at: datetime | None
    order_key: str
    link_scope: str | None
    link_item: str | None
    member_id: MemberId | None
    standing: Standing
    versions: str
    body: bytes | None

    @property
    def can_be_linked(self) -> bool:
        """Whether another item may hang on this one: it lives, and everybody who sees the scope knows of it."""
        return self.body is not None and self.standing == "open"

    def is_for(self, access: Access) -> bool:
        """Whether this person may have the item, given that they see its scope: a proposal waits for a yes."""
        return self.standing == "open" or access.is_author(self.by)

    @property
    def link(self) -> Link | None:
        """What the item comes from."""
        if self.link_scope is None or self.link_item is None:
            return None
        return Link(scope=self.link_scope, item=self.link_item)

    def noted_versions(self) -> dict[str, str]:
        """The fields that another edit than the first one wrote last."""
        return _decode_versions(self.versions) if self.versions else {}

    def decoded(self) -> Body:
        """The body as its Struct. Only for items that are not deleted."""
        if self.body is None:
            raise ValueError("a tombstone has no body")
        body: Body = _decode_body(self.body)
        return body

    def field_versions(self, names: Iterable[str]) -> dict[str, EditId]:
        """For each field, the edit that last wrote it: the one that made the item unless another is noted."""
        noted = self.noted_versions()
        return {name: EditId(noted.get(name, self.id)) for name in names}


_COLUMNS: tuple[sa.Column[Any], ...] = (
    item.c.id, item.c.scope, item.c.kind, item.c.rev, item.c.by, item.c.voice, item.c.at, item.c.changed_at,
    item.c.order_key, item.c.link_scope, item.c.link_item, item.c.member_id, item.c.standing, item.c.versions,
    item.c.body,
)  # fmt: skip

_find = Prepared(sa.select(*_COLUMNS).where(item.c.plan_id == sa.bindparam("plan"), item.c.id == sa.bindparam("item")))
_add = Prepared(item.insert())
_change = Prepared(
    item.update()
    .where(item.c.plan_id == sa.bindparam("plan"), item.c.id == sa.bindparam("item"))
    .values({name: sa.bindparam(f"new_{name}", type_=item.c[name].type)
             for name in ("rev", "voice", "changed_at", "member_id", "standing", "versions", "body")})
)  # fmt: skip


def place_of_body(item_id: str, since: datetime) -> str:
    """Where a body belongs: to its item, from this moment on. The scope and the plan are in the seal itself."""
    # Moments from the database are UTC already; to make one so costs as much as to open the body.
    moment = since if since.tzinfo is UTC else since.astimezone(UTC)
    return f"item.body|{item_id}|{moment.isoformat()}"


def _opened(seal: Seal, row: Sequence[Any]) -> ItemRow:
    """A row with its body open."""
    # By position, as the columns stand: id and scope first, at and changed_at in the middle, the body last.
    *facts, body = row
    if body is not None:
        body = seal.open(row[1], place_of_body(row[0], row[7] or row[6]), body)
    facts.append(body)
    return ItemRow(*facts)


def _all_opened(tx: sa.Connection, plan_id: PlanId, rows: Iterable[Sequence[Any]]) -> list[ItemRow]:
    rows = list(rows)
    if not rows:
        return []
    seal = seal_of(tx, plan_id)
    return [_opened(seal, row) for row in rows]


def find(tx: sa.Connection, access: Access, item_id: ItemId) -> ItemRow | None:
    """The item, if this person sees its scope. What may not be seen is not found. Tombstones are found."""
    row = _find.row(tx, {"plan": access.plan, "item": item_id})
    if row is None:
        return None
    found = _opened(seal_of(tx, access.plan), row)
    return found if access.sees(found.scope) and found.is_for(access) else None


def taken(tx: sa.Connection, plan_id: PlanId, ids: Collection[str]) -> set[str]:
    """Those of the ids that are taken on this plan. Says nothing about what they hold."""
    if not ids:
        return set()
    asked = {f"item_{number}": item_id for number, item_id in enumerate(ids)}
    return {row[0] for row in _taken(len(asked)).rows(tx, {"plan": plan_id, **asked})}


@cache
def _taken(count: int) -> Prepared:
    names = [sa.bindparam(f"item_{number}", type_=item.c.id.type) for number in range(count)]
    return Prepared(sa.select(item.c.id).where(item.c.plan_id == sa.bindparam("plan"), item.c.id.in_(names)))


def changed_since(tx: sa.Connection, access: Access, since: Mapping[Scope, int], limit: int) -> list[ItemRow]:
    """Items of the given scopes newer than the revision given for each, oldest change first.

    A scope read from 0 is read whole, so its tombstones say nothing and stay behind.
    """
    whole: dict[str, object] = {}
    newer: dict[str, object] = {}
    for scope, rev in since.items():
        if not access.sees(scope):
            raise PermissionError("a scope without access was asked for")
        if rev == 0:
            whole[f"whole_{len(whole)}"] = scope
        else:
            newer[f"scope_{len(newer) // 2}"] = scope
            newer[f"rev_{len(newer) // 2}"] = rev
    if not since:
        return []
    query = _changed(len(newer) // 2, len(whole), for_member=access.member is not None)
    values = {"plan": access.plan, "most": limit, "me": access.member.id if access.member else "", **whole, **newer}
    return _all_opened(tx, access.plan, query.rows(tx, values))


@lru_cache(maxsize=500)
def _changed(newer: int, whole: int, *, for_member: bool) -> Prepared:
    """The question for so many scopes read from a revision, and so many read from the start."""
    wanted = [
        sa.and_(
            item.c.scope == sa.bindparam(f"scope_{number}"),
            item.c.rev > sa.bindparam(f"rev_{number}"),
            *_worth_telling(for_member=for_member, rev=1),
        )
        for number in range(newer)
    ]
    if whole:
        names = [sa.bindparam(f"whole_{number}", type_=item.c.scope.type) for number in range(whole)]
        wanted.append(sa.and_(item.c.scope.in_(names), *_worth_telling(for_member=for_member, rev=0)))
    return Prepared(
        sa.select(*_COLUMNS)
        .where(item.c.plan_id == sa.bindparam("plan"), sa.or_(*wanted))
        .order_by(item.c.rev)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


def _worth_telling(*, for_member: bool, rev: int) -> list[sa.ColumnElement[bool]]:
    """What a phone that holds nothing need not hear of, and what is nobody's but the author's and the citizen's."""
    conditions: list[sa.ColumnElement[bool]] = []
    if rev == 0:
        conditions.append(item.c.body.is_not(None))
    if for_member:
        shown = ("open",) if rev == 0 else ("open", "taken_off")
        mine = item.c.by == sa.bindparam("me", type_=item.c.by.type)
        conditions.append(sa.or_(*(item.c.standing == standing for standing in shown), mine))
    return conditions


def hidden_from(tx: sa.Connection, access: Access) -> frozenset[str]:
    """Ids of items in scopes this person may see, and which are not theirs to have: no link may tell of them."""
    if access.member is None:
        return frozenset()
    rows = tx.execute(
        sa.select(item.c.id).where(
            item.c.plan_id == access.plan, item.c.standing != "open", item.c.by != access.member.id
        )
    )
    return frozenset(row[0] for row in rows)


def in_scope(tx: sa.Connection, access: Access, scope: Scope, kind: str | None = None) -> list[ItemRow]:
    """All living items of one scope, or of one kind in it."""
    if not access.sees(scope):
        return []
    query = sa.select(*_COLUMNS).where(item.c.plan_id == access.plan, item.c.scope == scope, item.c.body.is_not(None))
    if kind is not None:
        query = query.where(item.c.kind == kind)
    return _all_opened(tx, access.plan, tx.execute(query.order_by(item.c.order_key, item.c.id)))


def naming(tx: sa.Connection, plan_id: PlanId, member: MemberId, kinds: tuple[str, ...]) -> list[ItemRow]:
    """Living items of these kinds that name a member.

    The one read without a consent: a member always sees the agreements that name them (design, section 2).
    """
    return _all_opened(tx, plan_id, _naming(kinds).rows(tx, {"plan": plan_id, "member": member}))


NewItem = Mapping[str, object]
"""The columns of an item that is not written yet."""


class Known(msgspec.Struct, frozen=True):
    """That an item is there, and since which revision it is as it is."""

    id: ItemId
    scope: Scope
    rev: int


def known_by_name(tx: sa.Connection, plan_id: PlanId, member: MemberId) -> list[Known]:
    """Which agreements name a member, without a word of them."""
    return [Known(*row) for row in _known.rows(tx, {"plan": plan_id, "member": member})]


def _names(columns: tuple[sa.Column[Any], ...], kinds: tuple[str, ...]) -> Prepared:
    return Prepared(
        sa.select(*columns)
        .where(
            item.c.plan_id == sa.bindparam("plan"),
            item.c.member_id == sa.bindparam("member"),
            sa.or_(*(item.c.kind == kind for kind in kinds)),
            item.c.body.is_not(None),
            sa.or_(item.c.standing == "open", item.c.by == sa.bindparam("member")),
        )
        .order_by(item.c.id)
    )


_naming = cache(lambda kinds: _names(_COLUMNS, kinds))
_known = _names((item.c.id, item.c.scope, item.c.rev), ("agreement",))


def add(
    tx: sa.Connection,
    *,
    plan_id: PlanId,
    item_id: ItemId,
    scope: Scope,
    body: Body,
    by: str,
    voice: str,
    at: datetime,
    rev: int,
    order: str = "",
    link: Link | None = None,
    member: str | None = None,
    standing: Standing | None = None,
) -> None:
    """Write one new item."""
    _add.run(
        tx,
        new(
            tx, plan_id=plan_id, item_id=item_id, scope=scope, body=body, by=by, voice=voice, at=at, rev=rev,
            order=order, link=link, member=member, standing=standing,
        ),
    )  # fmt: skip


def add_all(tx: sa.Connection, rows: Sequence[NewItem]) -> None:
    """Write new items with one statement."""
    _add.run_many(tx, rows)


def new(
    tx: sa.Connection,
    *,
    plan_id: PlanId,
    item_id: ItemId,
    scope: Scope,
    body: Body,
    by: str,
    voice: str,
    at: datetime,
    rev: int,
    order: str = "",
    link: Link | None = None,
    member: str | None = None,
    standing: Standing | None = None,
) -> NewItem:
    """A new item, sealed and ready to be written.

    How it stands follows from what it says, unless it belongs to another that waits.
    """
    return {
        "plan_id": plan_id,
        "id": item_id,
        "scope": scope,
        "kind": body.__struct_config__.tag,
        "rev": rev,
        "by": by,
        "voice": voice,
        "at": at,
        "order_key": order,
        "link_scope": link.scope if link else None,
        "link_item": link.item if link else None,
        "member_id": member,
        "standing": standing or standing_of(body, by),
        "versions": "",
        "body": seal_of(tx, plan_id).seal(scope, place_of_body(item_id, at), _encode(body)),
    }


def change(
    tx: sa.Connection,
    plan_id: PlanId,
    row: ItemRow,
    *,
    body: Body,
    versions: Mapping[str, str],
    voice: str,
    member: str | None,
    at: datetime,
    rev: int,
) -> None:
    """Write new words into an item. `versions` names every field that another edit than the first one wrote last."""
    _keep_version(tx, plan_id, row.id)
    _change.run(
        tx,
        {
            "plan": plan_id,
            "item": row.id,
            "new_rev": rev,
            "new_voice": voice,
            "new_changed_at": at,
            "new_member_id": member,
            "new_standing": standing_of(body, row.by, row.standing),
            "new_versions": _encode(versions).decode() if versions else "",
            "new_body": seal_of(tx, plan_id).seal(row.scope, place_of_body(row.id, at), _encode(body)),
        },
    )


def _keep_version(tx: sa.Connection, plan_id: PlanId, item_id: ItemId) -> None:
    """Words that are about to be replaced are kept as they stood, with whose they were; still sealed."""
    standing = sa.select(
        item.c.plan_id, item.c.id, item.c.rev, sa.func.coalesce(item.c.changed_at, item.c.at), item.c.voice, item.c.body
    ).where(item.c.plan_id == plan_id, item.c.id == item_id, item.c.body.is_not(None))
    tx.execute(item_version.insert().from_select(["plan_id", "item_id", "rev", "at", "by", "body"], standing))


def place(tx: sa.Connection, plan_id: PlanId, item_id: ItemId, *, order: str, rev: int) -> None:
    """Move an item in its list."""
    tx.execute(item.update().where(item.c.plan_id == plan_id, item.c.id == item_id).values(order_key=order, rev=rev))


def stand(tx: sa.Connection, plan_id: PlanId, item_id: ItemId, *, standing: Standing, rev: int) -> None:
    """Show an item to everybody who sees its scope, or take it off."""
    tx.execute(item.update().where(item.c.plan_id == plan_id, item.c.id == item_id).values(standing=standing, rev=rev))


def bury(tx: sa.Connection, plan_id: PlanId, item_id: ItemId, *, by: str, at: datetime, rev: int) -> None:
    """Leave a tombstone without a body, a link or a name. `by`: whose hand took it away."""
    _keep_version(tx, plan_id, item_id)
    tx.execute(
        item.update()
        .where(item.c.plan_id == plan_id, item.c.id == item_id)
        .values(
            rev=rev,
            voice=by,
            changed_at=at,
            body=None,
            versions="",
            member_id=None,
            link_scope=None,
            link_item=None,
            order_key="",
        )
    )
