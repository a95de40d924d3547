"""A professional proposes, the citizen says yes."""

from typing import Literal

import pytest

from stafet.domain.consents import Access, Opening, Verb, citizen_access
from stafet.domain.items import Answer, Body, LookingBack, Outcome, Preparation, Standing, standing_of
from stafet.domain.policy import as_written_by, needs_yes
from stafet.domain.scopes import Scope
from tests.factories import JONAS, KAREN, NOW, PLAN, a_member, a_point, an_agreement

# Even a helper with `edit` is not the citizen.
HELPER = Access(plan=PLAN, member=a_member(), opened={Scope("safety"): Opening(Verb.EDIT, NOW)})
CITIZEN = citizen_access(PLAN)

WAITS_FOR_YES = {
    "a new point straight on the agenda": (None, a_point(state="on")),
    "a proposed point put on": (a_point(state="proposed"), a_point(state="on")),
    "a declined point put on": (a_point(state="declined"), a_point(state="on")),
    "other words in a point that is on": (a_point(state="on"), a_point(state="on", text="Noget andet")),
    "another to answer a point that is on": (a_point(state="on"), a_point(state="on", asked=KAREN)),
    "a new agreement as agreed": (None, an_agreement(state="agreed")),
    "a proposal made an agreement": (an_agreement(), an_agreement(state="agreed")),
    "other words in what was agreed": (an_agreement(state="agreed"), an_agreement(state="agreed", what="Andet")),
    "another holder of what was agreed": (
        an_agreement(state="agreed"),
        an_agreement(state="agreed", responsible=KAREN),
    ),
    "other words in what must be ready": (Preparation(text="Mad"), Preparation(text="Øl")),
    "what we agreed on, for everybody": (None, Outcome(text="En praktik")),
    "a draft of it made everybody's": (Outcome(text="En praktik", state="draft"), Outcome(text="En praktik")),
    "other words in what everybody was told": (Outcome(text="En praktik"), Outcome(text="Noget andet")),
    "what everybody was told taken back": (Outcome(text="En praktik"), Outcome(text="En praktik", state="draft")),
    "another day for what somebody else holds": (
        an_agreement(state="agreed", responsible=KAREN),
        an_agreement(state="agreed", responsible=KAREN, by_on="2027-01-01"),
    ),
    "no day any more for what was agreed": (
        an_agreement(state="agreed", by_on="2027-01-01"),
        an_agreement(state="agreed"),
    ),
    "other words while it is marked done": (an_agreement(state="agreed"), an_agreement(state="done", what="Andet")),
}
NEEDS_NO_YES = {
    "a proposed point": (None, a_point(state="proposed")),
    "other words in one's proposal": (a_point(state="proposed"), a_point(state="proposed", text="Noget andet")),
    "a point taken off again": (a_point(state="on"), a_point(state="proposed")),
    "a proposed agreement": (None, an_agreement()),
    "an agreement marked done": (an_agreement(state="agreed"), an_agreement(state="done")),
    "a tick at what is ready": (Preparation(text="Mad"), Preparation(text="Mad", done=True)),
    "a draft of what we agreed on": (None, Outcome(text="En praktik", state="draft")),
    "other words in a draft": (Outcome(text="En praktik", state="draft"), Outcome(text="To", state="draft")),
    "another day from the one who holds it": (
        an_agreement(state="agreed"),
        an_agreement(state="agreed", by_on="2027-01-01", why="Ferie", why_by=JONAS),
    ),
    "a word why": (
        an_agreement(state="agreed", responsible=KAREN),
        an_agreement(state="dropped", responsible=KAREN, why="Ferie", why_by=JONAS),
    ),
    "an answer": (None, Answer(text="Ja")),
}


@pytest.mark.parametrize(("before", "after"), WAITS_FOR_YES.values(), ids=WAITS_FOR_YES.keys())
def test_this_waits_for_the_citizens_yes(before: Body | None, after: Body) -> None:
    refusal = needs_yes(HELPER, before, after)

    assert refusal is not None
    assert refusal.code == "needs_the_citizens_yes"


@pytest.mark.parametrize(("before", "after"), NEEDS_NO_YES.values(), ids=NEEDS_NO_YES.keys())
def test_this_needs_no_yes(before: Body | None, after: Body) -> None:
    assert needs_yes(HELPER, before, after) is None


@pytest.mark.parametrize(("before", "after"), WAITS_FOR_YES.values(), ids=WAITS_FOR_YES.keys())
def test_the_citizen_needs_nobodys_yes(before: Body | None, after: Body) -> None:
    assert needs_yes(CITIZEN, before, after) is None


# Who has what before the yes


@pytest.mark.parametrize("by", ["citizen", KAREN])
@pytest.mark.parametrize(
    ("state", "before", "standing"),
    [
        ("draft", "waits", "waits"),
        ("approved", "waits", "open"),
        ("approved", "open", "open"),
        # Taken back: a phone that has it drops it.
        ("draft", "open", "taken_off"),
        ("draft", "taken_off", "taken_off"),
        ("approved", "taken_off", "open"),
    ],
)
def test_what_came_of_a_meeting_waits_for_the_yes_whoever_wrote_it(
    by: str, state: Literal["draft", "approved"], before: Standing, standing: Standing
) -> None:
    assert standing_of(Outcome(text="En praktik", state=state), by, before) == standing


def test_a_member_writes_a_draft_also_with_an_app_that_knows_no_drafts() -> None:
    assert as_written_by(HELPER, Outcome(text="En praktik")) == Outcome(text="En praktik", state="draft")


def test_what_the_citizen_keeps_for_everybody_is_for_everybody() -> None:
    assert as_written_by(CITIZEN, Outcome(text="En praktik")) == Outcome(text="En praktik")


def test_nothing_else_changes_on_the_way_in() -> None:
    back = LookingBack(on="2026-11-20", said=4)

    assert as_written_by(HELPER, back) is back
