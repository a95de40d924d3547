"""Which scopes are open to whom (invariant C2)."""

from datetime import datetime, timedelta

import pytest

from stafet.domain.consents import Opening, Verb, citizen_access, member_access, open_scopes
from tests.factories import KAREN, MILLISECOND, NOW, PLAN, a_grant, a_member, an_id

FROM = NOW - timedelta(days=1)
UNTIL = NOW + timedelta(days=90)


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (FROM - MILLISECOND, False),
        (FROM, True),
        (FROM + MILLISECOND, True),
        (NOW, True),
        (UNTIL - MILLISECOND, True),
        (UNTIL, False),
        (UNTIL + MILLISECOND, False),
    ],
    ids=["1 ms before", "at the start", "1 ms after the start", "within", "1 ms before the end", "at the end", "after"],
)
def test_c2_a_grant_opens_from_its_start_until_just_before_its_end(at: datetime, is_open: bool) -> None:
    opened = open_scopes([a_grant("safety", valid_from=FROM, valid_until=UNTIL)], a_member(), at)

    assert ("safety" in opened) is is_open


def test_an_ended_grant_opens_nothing_from_the_moment_it_ended() -> None:
    opened = open_scopes([a_grant(ended_at=NOW)], a_member(), NOW)

    assert opened == {}


@pytest.mark.parametrize("status", ["invited", "awaiting_yes", "paused", "ended"])
def test_who_is_not_an_active_member_sees_nothing(status: str) -> None:
    opened = open_scopes([a_grant()], a_member(status=status), NOW)

    assert opened == {}


def test_a_grant_to_somebody_else_opens_nothing_to_me() -> None:
    opened = open_scopes([a_grant(member=KAREN)], a_member(), NOW)

    assert opened == {}


def test_private_stays_closed_even_if_a_grant_on_it_existed() -> None:
    opened = open_scopes([a_grant("private", Verb.EDIT)], a_member(), NOW)

    assert opened == {}


def test_of_two_grants_on_one_scope_the_wider_verb_and_the_later_end_hold() -> None:
    short = a_grant("safety", Verb.RESPOND, valid_until=NOW + timedelta(days=3))
    long = a_grant("safety", Verb.SEE, valid_until=NOW + timedelta(days=30))

    opened = open_scopes([short, long], a_member(), NOW)

    assert opened == {"safety": Opening(Verb.RESPOND, NOW + timedelta(days=30))}


def test_a_grant_on_all_dreams_covers_a_dream_nobody_had_thought_of_then() -> None:
    access = member_access(a_member(), [a_grant("dreams", Verb.RESPOND)], NOW)

    assert access.verb_on(f"dream:{an_id()}") is Verb.RESPOND


@pytest.mark.parametrize("scope", ["strengths", "needs", "agreements", "safety", "wellbeing", "team", "private"])
def test_a_grant_on_all_dreams_opens_no_section(scope: str) -> None:
    access = member_access(a_member(), [a_grant("dreams", Verb.EDIT)], NOW)

    assert not access.sees(scope)


def test_a_grant_on_all_dreams_opens_no_meeting() -> None:
    access = member_access(a_member(), [a_grant("dreams", Verb.EDIT)], NOW)

    assert not access.sees(f"meeting:{an_id()}")


def test_one_dream_shared_further_than_all_dreams_keeps_its_wider_verb() -> None:
    dream = f"dream:{an_id()}"
    access = member_access(a_member(), [a_grant("dreams", Verb.SEE), a_grant(dream, Verb.EDIT)], NOW)

    assert access.verb_on(dream) is Verb.EDIT


def test_a_grant_on_one_dream_opens_no_other_dream() -> None:
    access = member_access(a_member(), [a_grant(f"dream:{an_id()}")], NOW)

    assert not access.sees(f"dream:{an_id()}")


@pytest.mark.parametrize("scope", ["private", "safety", "dream:x", "consents"])
def test_the_citizen_sees_and_writes_everything(scope: str) -> None:
    assert citizen_access(PLAN).verb_on(scope) is Verb.EDIT


@pytest.mark.parametrize("scope", ["consents", "responsible"])
def test_lists_that_exist_only_in_answers_are_no_scopes_to_a_member(scope: str) -> None:
    access = member_access(a_member(), [a_grant("safety", Verb.EDIT), a_grant("dreams", Verb.EDIT)], NOW)

    assert not access.sees(scope)


def test_respond_includes_see_and_edit_includes_both() -> None:
    assert Verb.SEE < Verb.RESPOND < Verb.EDIT


@pytest.mark.parametrize("word", ["see", "respond", "edit"])
def test_a_verb_and_its_word_on_the_wire_are_one(word: str) -> None:
    assert Verb.of(word).word == word
