"""Anybody may be anybody in the demo, so the demo stays at home."""

import pytest

from stafet.identity.demo import DEMO_ISSUER, DEMO_PEOPLE, DemoRefused, check_demo_allowed, demo_identity


def test_no_two_people_of_the_demo_share_a_key() -> None:
    assert len({person.key for person in DEMO_PEOPLE}) == len(DEMO_PEOPLE)


def test_a_demo_person_can_never_be_a_real_one() -> None:
    assert {demo_identity(person).issuer for person in DEMO_PEOPLE} == {DEMO_ISSUER}


@pytest.mark.parametrize("origin", ["http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_the_demo_runs_on_this_machine(origin: str) -> None:
    check_demo_allowed(origin, None)


@pytest.mark.parametrize("origin", ["https://stafet.dk", "http://localhost.evil.dk", "http://192.168.1.5:8000", ""])
def test_the_demo_does_not_start_where_others_can_come(origin: str) -> None:
    with pytest.raises(DemoRefused):
        check_demo_allowed(origin, None)


def test_the_demo_does_not_start_beside_a_real_issuer() -> None:
    with pytest.raises(DemoRefused):
        check_demo_allowed("http://localhost:8000", "https://mitid.example.dk")
