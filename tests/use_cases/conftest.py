"""More of the people of Peter's team; the first of them are in tests/support/worlds.py."""

import pytest

from stafet.domain.items import Need, WarningSign
from tests.use_cases.carrying import device, meeting, on_the_day_before, one_clock, postman  # noqa: F401 - fixtures
from tests.world import Plan, TeamMember, TeamUnit


@pytest.fixture
def mads(peter: Plan) -> TeamMember:
    """Mads of the ward: on the team, and nothing is shared with him yet."""
    return peter.member("Mads", "psychiatry")


@pytest.fixture
def ward(peter: Plan, mads: TeamMember) -> TeamUnit:
    """Afsnit 4, whose people Mads invites."""
    peter.write(Need(text="Ro"), "needs")
    peter.write(WarningSign(text="Jeg sover ikke"), "safety")
    return peter.unit("Afsnit 4", doorkeeper=mads)


@pytest.fixture
def ida(ward: TeamUnit, mads: TeamMember) -> TeamMember:
    """Ida, a nurse there."""
    return ward.welcome(mads.person, "Ida")


@pytest.fixture
def tove(peter: Plan) -> TeamMember:
    """Tove, another of the ward's."""
    return peter.member("Tove", "psychiatry")
