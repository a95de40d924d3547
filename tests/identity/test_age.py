"""Nobody under 15 has a plan here. Looked at in the token, and kept nowhere."""

from datetime import UTC, datetime
from typing import Any

import pytest

from stafet.identity.age import check_age
from stafet.identity.errors import SignInRefused
from tests.provider.lying_provider import a_client

SETTINGS = a_client("https://id.test")._settings
# In Copenhagen it is already the 2nd of December.
NOW = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)

# What the token says, and whether the door opens.
TOLD: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    ({"birthdate": "1990-05-17"}, True),
    ({"birthdate": "2011-12-02"}, True),
    ({"birthdate": "2011-12-03"}, False),
    ({"birthdate": "2020-01-01"}, False),
    ({"birthdate": "2011"}, False),
    ({"birthdate": "2010"}, True),
    ({"birthdate": "0000-12-24"}, True),
    ({"birthdate": "2012-02-29"}, False),
    ({"age": 15}, True),
    ({"age": 14}, False),
    ({"age": "15"}, True),
    ({"age": "9"}, False),
    ({"age": 40, "birthdate": "2015-01-01"}, False),
]


@pytest.mark.parametrize(("claims", "opens"), TOLD)
def test_the_door_opens_from_the_fifteenth_birthday(claims: dict[str, Any], opens: bool) -> None:
    if opens:
        check_age(claims, SETTINGS, NOW)
        return
    with pytest.raises(SignInRefused, match="too_young"):
        check_age(claims, SETTINGS, NOW)


@pytest.mark.parametrize(
    "claims",
    [{"birthdate": "17-05-1990"}, {"birthdate": "1990-13-01"}, {"birthdate": 1990}, {"age": True}, {"age": 15.5},
     {"age": "femten"}, {"birthdate": ""}],
)  # fmt: skip
def test_an_age_that_is_no_age_is_refused(claims: dict[str, Any]) -> None:
    with pytest.raises(SignInRefused, match="bad_token"):
        check_age(claims, SETTINGS, NOW)
