"""Open or closed: what is said beside a number must be so. The phone answers the same cases (pwa/tests/core)."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stafet.domain.opening import WEEKDAYS, opening, spans_of
from stafet.domain.working_days import days_off

GOLDEN = msgspec.json.decode((Path(__file__).parents[1] / "golden" / "hours" / "opening.json").read_bytes())
OFF = frozenset(map(date.fromisoformat, GOLDEN["off"]))
START = datetime.fromisoformat("2026-01-01T00:00")


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["says"])
def test_what_is_said_of_hours_is_so(case: dict[str, Any]) -> None:
    said = opening(spans_of(case["hours"]), case["onHolidays"], datetime.fromisoformat(case["at"]), OFF)

    assert said.is_open is case["open"]
    assert (said.changes_at.isoformat(timespec="minutes") if said.changes_at else None) == case["changesAt"]


clocks = st.integers(0, 23 * 4 + 3).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
hours = st.builds(
    lambda first, last, opens, closes: f"{first}-{last} {opens}-{closes}",
    st.sampled_from(WEEKDAYS), st.sampled_from(WEEKDAYS), clocks, clocks,
)  # fmt: skip


@settings(max_examples=60)
@given(
    st.lists(hours, max_size=3),
    st.sampled_from(["closed", "as_sunday", "as_usual"]),
    st.integers(0, 730 * 96).map(lambda quarter: START + timedelta(minutes=15 * quarter)),
)
def test_nothing_changes_before_the_moment_that_was_named(lines: list[str], on_holidays: Any, at: datetime) -> None:
    spans, off = spans_of(lines), days_off(2025, 2026, 2027, 2028)
    said = opening(spans, on_holidays, at, off)

    until = said.changes_at or at + timedelta(days=3)
    between = [at + (until - at) * part / 8 for part in range(8)]

    assert all(opening(spans, on_holidays, moment, off).is_open is said.is_open for moment in between)
    if said.changes_at is not None:
        assert opening(spans, on_holidays, said.changes_at, off).is_open is not said.is_open
