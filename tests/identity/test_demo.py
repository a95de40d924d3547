"""Anybody may be anybody in the demo, so the demo stays at home."""

from stafet.identity.demo import DEMO_ISSUER, DEMO_PEOPLE, demo_identity


def test_no_two_people_of_the_demo_share_a_key() -> None:
    assert len({person.key for person in DEMO_PEOPLE}) == len(DEMO_PEOPLE)


def test_a_demo_person_can_never_be_a_real_one() -> None:
    assert {demo_identity(person).issuer for person in DEMO_PEOPLE} == {DEMO_ISSUER}
