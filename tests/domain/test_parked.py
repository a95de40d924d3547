"""What is parked, by the same cases as the app's own rule (pwa/tests/core/parked.golden.test.ts)."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from stafet.domain.items import Agreement, Meeting
from stafet.domain.parked import is_parked, quiet_since

GOLDEN: dict[str, Any] = json.loads((Path(__file__).parents[1] / "golden" / "parked.json").read_text())
TODAY = date.fromisoformat(GOLDEN["today"])


@pytest.mark.parametrize("case", GOLDEN["agreements"], ids=lambda case: case["is"])
def test_an_agreement_is_parked_when_its_day_has_gone_by(case: dict[str, Any]) -> None:
    agreement = msgspec.convert({"kind": "agreement"} | case["agreement"], Agreement)

    assert is_parked(agreement, TODAY, set(GOLDEN["paused"])) == case["parked"]


@pytest.mark.parametrize("case", GOLDEN["meetings"], ids=lambda case: case["is"])
def test_a_course_is_quiet_when_no_meeting_is_ahead(case: dict[str, Any]) -> None:
    meetings = [msgspec.convert({"kind": "meeting", "meetingKind": "other"} | one, Meeting) for one in case["meetings"]]
    baton, quiet = (date.fromisoformat(case[name]) if case[name] else None for name in ("baton", "quiet"))

    assert quiet_since(meetings, baton, TODAY) == quiet
