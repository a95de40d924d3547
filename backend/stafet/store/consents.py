"""Grants, and their history in the plan's log. A grant is never changed, only ended; the log only grows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from stafet.domain.consents import Access, GivenPurpose, Grant, Member, Verb
from stafet.domain.ids import GrantId, MemberId, PersonId, PlanId
from stafet.domain.log import ConsentAct, Entry, Kind
from stafet.domain.scopes import Scope
from stafet.store import log as chained
from stafet.store.prepared import Prepared, Row
from stafet.store.tables import consent_text, grant, log, member
from stafet.store.types import Utc


class GrantRow(msgspec.Struct, frozen=True):
    """A grant with the words that were said yes to."""

    grant: Grant
    rev: int
    words: str
    text_id: str
    sha256: str


_COLUMNS: tuple[sa.Column[Any], ...] = (
    grant.c.id, grant.c.plan_id, grant.c.member_id, grant.c.scope, grant.c.verb, grant.c.purpose, grant.c.valid_from,
    grant.c.valid_until, grant.c.ended_at,
)  # fmt: skip


_standing = sa.select(*_COLUMNS).where(grant.c.ended_at.is_(None), grant.c.valid_until > sa.bindparam("now", type_=Utc))
_reaching = Prepared(
    _standing.where(
        grant.c.plan_id == sa.bindparam("plan"),
        # A person and the unit they are in; of nobody else.
        grant.c.member_id.in_([sa.bindparam("member"), sa.bindparam("unit")]),
    )
)
_of_member = Prepared(
    _standing.where(grant.c.plan_id == sa.bindparam("plan"), grant.c.member_id == sa.bindparam("member"))
)
_of_person = Prepared(
    _standing.add_columns(member.c.id)
    .join(
        member,
        sa.and_(member.c.plan_id == grant.c.plan_id, grant.c.member_id.in_([member.c.id, member.c.unit_id])),
    )
    .where(member.c.person_id == sa.bindparam("person"), member.c.status == "active")
)


def _grant(row: Row | sa.Row[*tuple[Any, ...]]) -> Grant:
    id_, plan, member_id, scope, verb, purpose, valid_from, valid_until, ended_at = row[: len(_COLUMNS)]
    return Grant(
        id=id_, plan=plan, member=member_id, scope=scope, verb=Verb(verb), purpose=purpose, valid_from=valid_from,
        valid_until=valid_until, ended_at=ended_at,
    )  # fmt: skip


def reaching(tx: sa.Connection, member: Member, now: datetime) -> list[Grant]:
    """A member's grants, and those of the unit they are in. Whether they open anything, `open_scopes` says."""
    unit = member.unit.id if member.unit is not None else member.id
    values = {"plan": member.plan, "member": member.id, "unit": unit, "now": now}
    return [_grant(row) for row in _reaching.rows(tx, values)]


def of_member(tx: sa.Connection, plan_id: PlanId, member_id: MemberId, now: datetime) -> list[Grant]:
    """The grants given to this very member, person or unit, that have not ended by act or by time."""
    return [_grant(row) for row in _of_member.rows(tx, {"plan": plan_id, "member": member_id, "now": now})]


def of_person(tx: sa.Connection, person: PersonId, now: datetime) -> dict[MemberId, list[Grant]]:
    """What `reaching` answers, for every team somebody is on: by their place there."""
    found: dict[MemberId, list[Grant]] = {}
    for row in _of_person.rows(tx, {"person": person, "now": now}):
        found.setdefault(row[-1], []).append(_grant(row))
    return found


def running(tx: sa.Connection, plan_id: PlanId, now: datetime) -> list[Grant]:
    """Every grant of the plan that has not ended by act or by time."""
    query = sa.select(*_COLUMNS).where(
        grant.c.plan_id == plan_id, grant.c.ended_at.is_(None), grant.c.valid_until > now
    )
    return [_grant(row) for row in tx.execute(query.order_by(grant.c.id))]


def changed_since(tx: sa.Connection, access: Access, since: int) -> list[GrantRow]:
    """Grants changed after a revision. Only the citizen has the whole list."""
    if not access.is_citizen:
        return []
    rows = tx.execute(
        sa.select(*_COLUMNS, grant.c.rev, log.c.seq, log.c.payload)
        .join(log, sa.and_(log.c.plan_id == grant.c.plan_id, log.c.seq == grant.c.given_seq))
        .where(grant.c.plan_id == access.plan, grant.c.rev > since)
        .order_by(grant.c.rev, grant.c.id)
    )
    return [_with_words(tx, *row) for row in ((_grant(row), *row[len(_COLUMNS) :]) for row in rows)]


def _with_words(tx: sa.Connection, found: Grant, rev: int, seq: int, payload: bytes) -> GrantRow:
    said = chained.said_in(tx, found.plan, seq, payload, ConsentAct)
    return GrantRow(found, rev, said.words, said.text_id, said.words_sha256)


def given(tx: sa.Connection, plan_id: PlanId, grant_id: GrantId) -> tuple[int, ConsentAct]:
    """The row that gave a grant: its number, and what was said."""
    seq, payload = tx.execute(
        sa.select(log.c.seq, log.c.payload)
        .join(grant, sa.and_(grant.c.plan_id == log.c.plan_id, grant.c.given_seq == log.c.seq))
        .where(grant.c.plan_id == plan_id, grant.c.id == grant_id)
    ).one()
    return seq, chained.said_in(tx, plan_id, seq, payload, ConsentAct)


def record(
    tx: sa.Connection,
    *,
    plan_id: PlanId,
    kind: Kind,
    grant_id: GrantId,
    scope: Scope,
    by: str,
    said: ConsentAct,
    at: datetime,
) -> int:
    """Write an act of consent into the plan's log; answers its number."""
    return chained.append(tx, plan_id, [Entry(kind=kind, who=by, said=said, scope=scope, grant=grant_id)], at)


def add(
    tx: sa.Connection,
    *,
    plan_id: PlanId,
    grant_id: GrantId,
    member_id: MemberId,
    scope: Scope,
    verb: Verb,
    purpose: GivenPurpose,
    valid_from: datetime,
    valid_until: datetime,
    given_seq: int,
    rev: int,
) -> None:
    """Write a grant."""
    tx.execute(
        grant.insert().values(
            plan_id=plan_id,
            id=grant_id,
            member_id=member_id,
            scope=scope,
            verb=int(verb),
            purpose=purpose,
            valid_from=valid_from,
            valid_until=valid_until,
            given_seq=given_seq,
            rev=rev,
        )
    )


def end(tx: sa.Connection, plan_id: PlanId, grant_id: GrantId, *, seq: int, at: datetime, rev: int) -> None:
    """Close a grant. An ended grant stays ended."""
    tx.execute(
        grant.update()
        .where(grant.c.plan_id == plan_id, grant.c.id == grant_id, grant.c.ended_at.is_(None))
        .values(ended_at=at, ended_seq=seq, rev=rev)
    )


def keep_texts(tx: sa.Connection, texts: Iterable[tuple[str, str, str, str]], now: datetime) -> None:
    """Keep each consent text as it is worded in this release: (id, lang, body, sha256). Never updated."""
    known = {row[0]: row[1] for row in tx.execute(sa.select(consent_text.c.id, consent_text.c.sha256))}
    for id_, lang, body, sha256 in texts:
        if id_ not in known:
            purpose, _, version = id_.split("-")
            tx.execute(
                consent_text.insert().values(
                    id=id_,
                    lang=lang,
                    version=int(version),
                    purpose=purpose,
                    body=body,
                    sha256=sha256,
                    valid_from=now,
                )
            )
        elif known[id_] != sha256:
            raise ValueError(f"consent text {id_} was changed; a new wording needs a new id")
