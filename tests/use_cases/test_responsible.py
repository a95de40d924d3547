"""A member always sees the agreements that name them, while they are on the team (design, section 2)."""

import pytest

from stafet.domain.items import Dream
from stafet.use_cases import team
from tests.factories import an_agreement
from tests.world import Plan, TeamMember, World


@pytest.fixture
def dream(peter: Plan) -> str:
    return peter.write(Dream(text="Arbejde"))


@pytest.fixture
def agreement(peter: Plan, jonas: TeamMember, dream: str) -> str:
    """Jonas holds it; nothing is shared with him."""
    link = {"scope": f"dream:{dream}", "item": dream}
    return peter.write(an_agreement(responsible=jonas.id, state="agreed"), f"dream:{dream}", from_=link)


def test_the_agreement_that_names_a_member_is_seen_without_a_consent(jonas: TeamMember, agreement: str) -> None:
    jonas.phone.sync()

    assert jonas.phone.texts("responsible") == ["Jonas finder en praktik"]


def test_its_dream_is_not_seen_with_it(jonas: TeamMember, agreement: str, dream: str) -> None:
    raw = jonas.phone.sync().raw.decode()

    assert "Arbejde" not in raw
    assert dream not in raw


def test_an_agreement_that_names_somebody_else_is_not_seen(karen: TeamMember, agreement: str) -> None:
    karen.phone.sync()

    assert karen.phone.texts("responsible") == []


def test_it_comes_once_when_its_scope_is_shared_too(peter: Plan, jonas: TeamMember, agreement: str, dream: str) -> None:
    peter.share(jonas, f"dream:{dream}")

    jonas.phone.sync()

    assert (jonas.phone.texts("responsible"), len(jonas.phone.items(f"dream:{dream}", "agreement"))) == ([], 1)


def test_it_goes_when_somebody_else_takes_it_over(
    peter: Plan, jonas: TeamMember, karen: TeamMember, agreement: str
) -> None:
    jonas.phone.sync()

    peter.phone.change(agreement, responsible=karen.id)
    peter.phone.sync()
    jonas.phone.sync()

    assert jonas.phone.texts("responsible") == []


def test_new_words_in_it_reach_the_one_who_holds_it(peter: Plan, jonas: TeamMember, agreement: str) -> None:
    jonas.phone.sync()

    peter.phone.change(agreement, what="Jonas finder to praktikker")
    peter.phone.sync()
    jonas.phone.sync()

    assert jonas.phone.texts("responsible") == ["Jonas finder to praktikker"]


def test_nothing_of_it_is_left_when_the_member_leaves_the_team(jonas: TeamMember, agreement: str) -> None:
    jonas.phone.sync()

    jonas.phone.write("leave")
    jonas.phone.sync()

    assert jonas.phone.scopes == set()


def test_being_paused_closes_it_too(world: World, peter: Plan, jonas: TeamMember, agreement: str) -> None:

    peter.act(team.change, member_id=jonas.id, facts=team.MemberIn(status="paused"), now=world.now)

    assert jonas.phone.sync().plans == []


def test_holding_it_gives_no_right_to_other_words_in_it(jonas: TeamMember, agreement: str) -> None:
    jonas.phone.sync()
    jonas.phone.change(agreement, what="Noget andet")

    answer = jonas.phone.sync()

    assert answer.outcomes == ["refused: not_found"]


def test_the_citizen_can_still_close_an_agreement_of_somebody_who_left(
    peter: Plan, jonas: TeamMember, agreement: str
) -> None:
    jonas.phone.write("leave")
    jonas.phone.sync()
    peter.phone.sync()

    peter.phone.change(agreement, state="dropped")

    assert peter.phone.sync().outcomes == ["applied"]
