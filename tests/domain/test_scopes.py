"""An item lives in exactly one scope, and each kind knows which."""

import msgspec
import pytest

from stafet.domain.items import KINDS
from stafet.domain.scopes import GrantScopeName, ScopeName, is_scope, may_hold, root_of

UUID = "01932f3a-6c00-7abc-8def-0123456789ab"
DREAM, MEETING = f"dream:{UUID}", f"meeting:{UUID}"
WHERE = {
    "dream": {DREAM},
    "goal": {DREAM},
    "step": {DREAM},
    # An agreement hangs on a dream, or on none: one family, two places.
    "agreement": {DREAM, "agreements"},
    "strength": {"strengths"},
    "need": {"needs"},
    "warning_sign": {"safety"},
    "coping": {"safety"},
    "safe_place": {"safety"},
    "safety_contact": {"safety"},
    "safe_surroundings": {"safety"},
    "wish_if_ill": {"safety"},
    "to_myself": {"safety"},
    "wellbeing": {"wellbeing"},
    "private_note": {"private"},
    "meeting": {MEETING},
    "preparation": {MEETING},
    "agenda_item": {MEETING},
    "answer": {MEETING},
    "outcome": {MEETING},
    # For oneself, until it is laid where somebody has been let in.
    "who5": {"private", "wellbeing"},
    "looking_back": {"private", "wellbeing"},
    "course_answer": {"private"},
    "invitee": {MEETING},
}
ALL = ("strengths", "needs", "agreements", "safety", "wellbeing", "team", "private", DREAM, MEETING)
NO_SCOPES = (
    "", "dreams", "consents", "responsible", "dream:", "dream", "meeting", "dream:x", f"goal:{UUID}", "Safety",
    f"dream:{UUID}x", f"dream:{UUID.upper()}", "safety\n", f"{DREAM}\n", f"dream:{UUID[:14]}4{UUID[15:]}",
)  # fmt: skip


def test_every_kind_but_the_alternative_has_its_place() -> None:
    assert set(WHERE) == set(KINDS) - {"alternative"}


@pytest.mark.parametrize("kind", WHERE)
def test_a_kind_fits_in_its_own_scopes_and_in_no_other(kind: str) -> None:
    fits = {scope for scope in ALL if may_hold(scope, kind)}

    assert fits == WHERE[kind]


def test_an_alternative_lives_beside_what_it_belongs_to() -> None:
    assert all(may_hold(scope, "alternative") for scope in ALL)


@pytest.mark.parametrize("name", NO_SCOPES)
def test_no_item_can_live_in_what_is_no_scope(name: str) -> None:
    assert not may_hold(name, "alternative")


@pytest.mark.parametrize("name", ALL)
def test_a_scope_is_a_scope_to_the_rules_and_at_the_door(name: str) -> None:
    assert is_scope(msgspec.convert(name, ScopeName))


@pytest.mark.parametrize("name", NO_SCOPES)
def test_what_is_no_scope_does_not_pass_the_door(name: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(name, ScopeName)


@pytest.mark.parametrize("name", ["dreams", *(name for name in ALL if name != "private")])
def test_a_consent_can_name_every_scope_but_the_private_one_and_all_dreams(name: str) -> None:
    assert msgspec.convert(name, GrantScopeName) == name


@pytest.mark.parametrize("name", ["private", "consents", "responsible", "dreams\n", "safety\n", "", "all", "dream:*"])
def test_no_consent_can_name_what_is_not_to_be_shared(name: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(name, GrantScopeName)


@pytest.mark.parametrize(("scope", "root"), [(DREAM, DREAM[6:]), (MEETING, MEETING[8:]), ("safety", None)])
def test_a_thread_and_a_meeting_are_named_after_an_item(scope: str, root: str | None) -> None:
    assert root_of(scope) == root
