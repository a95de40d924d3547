"""Who may write what. The table is written by hand from the design, not from the code's own table."""

import pytest

from stafet.domain.consents import Access, Opening, Verb, citizen_access
from stafet.domain.items import KINDS
from stafet.domain.policy import may_write
from stafet.domain.scopes import Scope
from tests.factories import NOW, PLAN, a_member

# c: the citizen. e: a helper with `edit`. r: a member with `respond`, on anybody's items. o: the same, on their own.
WHO_MAY = """
kind            create  change  delete  place
dream           c       ce      c       ce
goal            ce      ce      ce      ce
step            ce      ce      ce      ce
agreement       cero    ceo     ceo     ce
strength        ce      ce      ce      ce
need            ce      ce      ce      ce
warning_sign    ce      ce      ce      ce
coping          ce      ce      ce      ce
safe_place      ce      ce      ce      ce
safety_contact  ce      ce      ce      ce
safe_surroundings ce    ce      ce      ce
wish_if_ill     ce      ce      ce      ce
to_myself       c       c       c       c
wellbeing       c       c       c       c
who5            c       c       c       c
private_note    c       c       c       c
meeting         c       ce      c       c
preparation     ce      cero    ce      ce
agenda_item     cero    ceo     ceo     ce
answer          cero    ceo     ceo     ce
outcome         cero    ceo     ce      ce
looking_back    c       c       c       c
course_answer   c       -       c       c
invitee         -       ceo     c       c
alternative     -       c       c       c
"""
HEAD, *ROWS = [line.split() for line in WHO_MAY.strip().splitlines()]
TABLE = {(row[0], act): set(letters) - {"-"} for row in ROWS for act, letters in zip(HEAD[1:], row[1:], strict=True)}
SCOPE = Scope("safety")


def an_access(verb: Verb | None) -> Access:
    opened = {SCOPE: Opening(verb, NOW)} if verb else {}
    return Access(plan=PLAN, member=a_member(), opened=opened)


def allowed(access: Access, kind: str, act: str, *, is_own: bool) -> bool:
    return may_write(access, act=act, kind=kind, scope=SCOPE, is_own=is_own) is None


def test_the_table_names_every_kind_of_item() -> None:
    named = {row[0] for row in ROWS}

    assert named == set(KINDS)


@pytest.mark.parametrize(("kind", "act"), TABLE)
def test_exactly_these_people_may_write(kind: str, act: str) -> None:
    people = {
        "c": allowed(citizen_access(PLAN), kind, act, is_own=True)
        and allowed(citizen_access(PLAN), kind, act, is_own=False),
        "e": allowed(an_access(Verb.EDIT), kind, act, is_own=False),
        "r": allowed(an_access(Verb.RESPOND), kind, act, is_own=False),
        "o": allowed(an_access(Verb.RESPOND), kind, act, is_own=True),
    }

    assert {letter for letter, may in people.items() if may} == TABLE[kind, act]


@pytest.mark.parametrize(("kind", "act"), TABLE)
def test_who_may_only_see_writes_nothing_not_even_in_their_own(kind: str, act: str) -> None:
    refusal = may_write(an_access(Verb.SEE), act=act, kind=kind, scope=SCOPE, is_own=True)

    assert refusal is not None
    assert refusal.code == "not_allowed"


@pytest.mark.parametrize(("kind", "act"), TABLE)
def test_to_who_sees_nothing_the_item_does_not_exist(kind: str, act: str) -> None:
    refusal = may_write(an_access(None), act=act, kind=kind, scope=SCOPE, is_own=True)

    assert refusal is not None
    assert refusal.code == "not_found"
