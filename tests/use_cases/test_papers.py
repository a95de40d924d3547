"""On paper: exactly what its reader may see, in the log before it leaves, and nothing that is only for oneself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from stafet.domain.items import (
    AgendaItem,
    Answer,
    Dream,
    Goal,
    Need,
    PrivateNote,
    SafetyContact,
    Strength,
    WarningSign,
    Wellbeing,
)
from stafet.domain.log import Printed
from stafet.domain.papers import Paper, plain_text
from stafet.store import log
from stafet.use_cases import baton
from stafet.use_cases.errors import Invalid, NotFound, TooMany
from stafet.use_cases.looks import who_has_looked
from stafet.use_cases.papers import LISTS, Card, PaperIn, make_paper
from tests.factories import a_meeting, an_agreement
from tests.world import Plan, TeamMember, World

CARD = Card(address="https://stafet.test", qr="")


def paper_of(plan: Plan, kind: str = "plan", by: TeamMember | None = None, **asked: Any) -> Paper:
    person = by.person if by else plan.owner
    asked = {"parts": list(LISTS) if kind in ("plan", "kip") else []} | asked
    made: Paper = plan.act(
        make_paper,
        by=person,
        asked=PaperIn(paper=kind, form="text", **asked),
        label="Chrome, Android",
        card=lambda: CARD,
        now=plan.world.now,
        **({"opening": asked.pop("opening")} if "opening" in asked else {}),
    )
    return made


def text_of(plan: Plan, kind: str = "plan", by: TeamMember | None = None, **asked: Any) -> str:
    return plain_text(paper_of(plan, kind, by, **asked))


def looks(plan: Plan) -> list[tuple[str, str, int]]:
    found = plan.act(who_has_looked, before=None, now=plan.world.now).looks
    return sorted((one.name, one.scope, one.items) for one in found)


def a_red_thread(plan: Plan) -> tuple[str, str]:
    """A dream with a goal and an agreement on it, and a dream of something else."""
    dream = plan.write(Dream(text="Noget at stå op til"))
    scope = f"dream:{dream}"
    goal = plan.write(Goal(text="Ud hver dag"), scope, from_={"scope": scope, "item": dream})
    promise = an_agreement(what="Jeg går en tur", responsible="citizen", state="agreed", by_on="2026-12-04")
    plan.write(promise, scope, from_={"scope": scope, "item": goal})
    other = plan.write(Dream(text="Ud af misbruget"))
    return scope, f"dream:{other}"


def test_the_plan_is_printed_along_its_red_thread(peter: Plan) -> None:
    a_red_thread(peter)

    (dreams,) = [one for one in paper_of(peter, parts=["dreams"]).sections if one.thread]

    (dream,) = [one for one in dreams.entries if one.text == "Noget at stå op til"]
    goal = dream.below[0]
    agreement = goal.below[0]
    assert [dream.text, goal.text, agreement.text] == ["Noget at stå op til", "Ud hver dag", "Jeg går en tur"]
    assert [dream.knot, goal.knot, agreement.knot] == ["dream", "goal", "agreement"]
    assert agreement.notes == ["Mig", "Senest 4. december 2026"]


def test_what_is_only_for_oneself_is_never_on_paper(peter: Plan) -> None:
    peter.write(PrivateNote(text="Kun for mig"), "private")
    peter.write(Need(text="Ro"), "needs")

    for kind in ("plan", "kip", "card"):
        assert "Kun for mig" not in text_of(peter, kind)


def test_nothing_is_on_paper_that_was_not_chosen(peter: Plan) -> None:
    chosen, _ = a_red_thread(peter)
    peter.write(Wellbeing(on="2026-11-16", text="En tung dag"), "wellbeing")
    peter.write(Need(text="Ro"), "needs")

    text = text_of(peter, parts=[chosen, "needs"])

    assert "Noget at stå op til" in text
    assert "Ro" in text
    assert "Ud af misbruget" not in text
    assert "En tung dag" not in text


def test_a_member_prints_what_they_may_see_and_nothing_else(peter: Plan, jonas: TeamMember) -> None:
    shared, _ = a_red_thread(peter)
    peter.write(Need(text="Ro"), "needs")
    peter.write(Strength(text="Dyr"), "strengths")
    peter.share(jonas, shared, "needs")

    text = text_of(peter, by=jonas)

    assert "Noget at stå op til" in text
    assert "Ro" in text
    assert "Ud af misbruget" not in text
    assert "Dyr" not in text
    assert "Hvem må læse hvad" not in text


def test_c11_a_members_print_is_a_look_at_each_scope_of_it(peter: Plan, jonas: TeamMember) -> None:
    shared, _ = a_red_thread(peter)
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, shared, "needs")

    text_of(peter, by=jonas, parts=["dreams"])

    assert looks(peter) == [("Jonas", shared, 3)]


def test_the_citizens_own_print_is_a_line_of_its_own_and_no_look(peter: Plan) -> None:
    peter.write(Need(text="Ro"), "needs")

    text_of(peter)

    with peter.world.db.read() as tx:
        (line,) = log.rows_of_kinds(tx, peter.id, ("printed",), 0, 10)
        said = log.decoded(line.payload or b"", Printed)
    assert said == Printed(label="Chrome, Android", paper="plan", form="text")
    assert line.who == "citizen"
    assert looks(peter) == []


@contextmanager
def no_room_in_the_log(world: World) -> Iterator[None]:
    """The database takes no more rows of it."""
    with world.tx() as tx:
        if world.db.is_sqlite:
            tx.execute(sa.text("CREATE TRIGGER no_log BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'full'); END"))
        else:
            tx.execute(sa.text("ALTER TABLE log ADD CONSTRAINT no_log CHECK (seq < 0) NOT VALID"))
    try:
        yield
    finally:
        with world.tx() as tx:
            gone = "DROP TRIGGER no_log" if world.db.is_sqlite else "ALTER TABLE log DROP CONSTRAINT no_log"
            tx.execute(sa.text(gone))


def test_c11_what_cannot_be_logged_is_not_delivered(peter: Plan, jonas: TeamMember, world: World) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")

    with no_room_in_the_log(world):
        for who in (None, jonas):
            with pytest.raises(DBAPIError):
                text_of(peter, by=who)

    assert "Ro" in text_of(peter, by=jonas)


def test_after_a_stop_there_is_nothing_to_print(peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")
    peter.phone.write("withdraw", member=jonas.id)
    peter.phone.sync()

    with pytest.raises(NotFound):
        text_of(peter, by=jonas)


def test_a_consent_that_has_ended_prints_nothing_in_the_very_second(
    peter: Plan, jonas: TeamMember, world: World
) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs", days=1)
    world.later(days=1)

    with pytest.raises(NotFound):
        text_of(peter, by=jonas)


def test_somebody_without_a_place_prints_nothing(peter: Plan, world: World) -> None:
    stranger = world.plan(world.person("Lars"))
    peter.write(Need(text="Ro"), "needs")

    with pytest.raises(NotFound):
        peter.act(
            make_paper, by=stranger.owner, asked=PaperIn(paper="plan", form="text", parts=["needs"]), label="?",
            card=lambda: CARD, now=world.now,
        )  # fmt: skip


def test_the_paper_says_who_made_it_when_and_until_when_they_may_read_it(peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.write(Strength(text="Dyr"), "strengths")
    peter.share(jonas, "strengths", days=90)
    peter.share(jonas, "needs", days=10)

    paper = paper_of(peter, by=jonas)

    assert paper.foot == [
        "Lavet på papir af Jonas, 16. november 2026 kl. 10.00.",
        # Of two consents, the one that ends first.
        "Jonas må læse det til 26. november 2026 kl. 10.00.",
    ]


def test_an_agreement_that_names_a_member_is_theirs_to_print(peter: Plan, jonas: TeamMember) -> None:
    peter.write(an_agreement(what="Jonas ringer", responsible=jonas.id, state="agreed"), "agreements")
    peter.write(an_agreement(what="Peter ringer", responsible="citizen", state="agreed"), "agreements")

    text = text_of(peter, by=jonas)

    assert "Jonas ringer" in text
    assert "Peter ringer" not in text
    assert looks(peter) == [("Jonas", "responsible", 1)]


def test_a_proposal_is_on_nobody_elses_paper(peter: Plan, jonas: TeamMember, karen: TeamMember) -> None:
    peter.share(jonas, "agreements", verb="respond")
    peter.share(karen, "agreements")
    peter.write(an_agreement(what="Peter ringer", responsible="citizen", state="agreed"), "agreements")
    jonas.phone.sync()
    jonas.phone.create(an_agreement(what="Et forslag", responsible=jonas.id), "agreements")
    assert jonas.phone.sync().outcomes == ["applied"]

    assert "Et forslag" in text_of(peter)
    assert "Et forslag" in text_of(peter, by=jonas)
    assert "Et forslag" not in text_of(peter, by=karen)


# The papers


def test_a_meeting_is_printed_with_who_comes_the_points_and_their_answers(peter: Plan, jonas: TeamMember) -> None:
    scope, _ = a_red_thread(peter)
    meeting = peter.write(a_meeting(place="Psykiatriens Hus"))
    at = f"meeting:{meeting}"
    dream = {"scope": scope, "item": scope.partition(":")[2]}
    point = peter.write(AgendaItem(text="Arbejde?"), at, from_=dream)
    peter.invite_to(meeting, jonas)
    jonas.phone.sync()
    answer = Answer(text="Jeg ringer til internatet")
    jonas.phone.create(answer, at, from_={"scope": at, "item": point})
    assert jonas.phone.sync().outcomes == ["applied"]

    own = text_of(peter, "meeting", meeting=meeting)
    theirs = text_of(peter, "meeting", by=jonas, meeting=meeting)

    assert "Koordinationsmøde" in own
    assert "fredag 4. december 2026 kl. 10.00" in own
    assert "Psykiatriens Hus" in own
    assert "Fra drømmen: Noget at stå op til" in own
    assert "Jonas, 16. november 2026: Jeg ringer til internatet" in own
    assert "Plads til at skrive" not in own
    # Jonas was asked to the meeting, and not to the dream: the thread begins with the point.
    assert "Jeg ringer til internatet" in theirs
    assert "Noget at stå op til" not in theirs


def test_a_meeting_one_is_not_asked_to_is_not_there(peter: Plan, jonas: TeamMember) -> None:
    meeting = peter.write(a_meeting())
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")

    with pytest.raises(NotFound):
        text_of(peter, "meeting", by=jonas, meeting=meeting)


def test_the_action_plan_names_goal_effort_one_responsible_and_a_day(peter: Plan, jonas: TeamMember) -> None:
    a_red_thread(peter)
    peter.write(an_agreement(what="Jonas ringer", responsible=jonas.id, state="agreed", by_on=None), "agreements")
    jonas.phone.sync()
    (held,) = jonas.phone.items("responsible")
    jonas.phone.change(held["id"], whose="municipality")
    jonas.phone.sync()
    peter.act(baton.pass_on, member_id=jonas.id, now=peter.world.now)
    peter.act(baton.answer, by=jonas.person.id, yes=True, now=peter.world.now)
    peter.write(a_meeting())

    paper = paper_of(peter, "kip")

    assert paper.about == ["Borger: Peter", "Stafetholder: Jonas"]
    (goals,) = [one for one in paper.sections if one.title == "Mål og aftaler"]
    assert goals.table is not None
    loose, thread = sorted(goals.table.rows, key=lambda row: row[0].text)
    assert [cell.text for cell in thread] == [
        "Ud hver dag", "Jeg går en tur", "Mig", "4. december 2026",
    ]  # fmt: skip
    # Whose it is, and who says so, beside the one who does it.
    assert loose[2].text == "Jonas\nKommunens aftale, siger Jonas"
    assert "ikke en journal" in paper.lead
    assert "§ 13 a" in paper.lead


def test_the_action_plan_says_when_the_next_meeting_is_far_away(peter: Plan) -> None:
    def lead() -> str:
        return next(one.lead for one in paper_of(peter, "kip").sections if one.title == "Næste møde")

    peter.write(a_meeting("2027-06-01T10:00"))
    far = lead()
    peter.write(a_meeting("2027-05-01T10:00"))
    near = lead()

    assert far == "Der er mere end seks måneder til næste møde."
    assert near == ""


def test_the_pocket_card_has_whom_to_call_and_not_whose_it_is(peter: Plan) -> None:
    peter.write(SafetyContact(name="Karen", phone="86 12 34 56"), "safety")
    peter.write(WarningSign(text="Jeg sover ikke"), "safety")
    peter.write(a_meeting())

    text = text_of(peter, "card")

    assert "Ring 112" in text
    assert "86 12 34 56" in text
    assert "Jeg sover ikke" in text
    assert "Koordinationsmøde" in text
    assert "Peter" not in text


def test_the_card_carries_the_newest_number_of_the_citizens_log(peter: Plan) -> None:
    """A sheet of paper is a witness too: whoever rewrites the log would have to rewrite it (F3)."""
    paper = paper_of(peter, "card")

    with peter.world.db.read() as tx:
        head = log.head(tx, peter.id)
    assert head is not None
    digits = head.hash.hex()[:16]
    shown = " ".join(digits[start : start + 4] for start in range(0, 16, 4))
    assert paper.foot[-1] == f"Min logs nummer {head.seq}: {shown}"


def test_two_versions_are_both_on_paper(peter: Plan, karen: TeamMember) -> None:
    need = peter.write(Need(text="Ro"), "needs")
    other = peter.phone_of(peter.owner)
    other.sync()
    peter.phone.sync()
    other.change(need, text="Ro og luft")
    other.sync()
    peter.phone.change(need, text="Ro og te")
    peter.phone.sync()

    text = text_of(peter, parts=["needs"])

    assert "Ro og luft" in text
    assert "En anden udgave: Ro og te" in text


# How much, how often


def test_more_than_a_person_would_carry_is_refused_and_nothing_is_cut_off(peter: Plan) -> None:
    for start in range(0, 120, 60):
        for number in range(60):
            peter.phone.create(Need(text=f"{start + number} " + "ord " * 990), "needs")
        peter.phone.sync()

    with pytest.raises(Invalid) as refused:
        text_of(peter)

    assert refused.value.code == "too_long_for_paper"
    assert "ord" not in text_of(peter, parts=["safety"])


def test_who_opens_too_many_plans_prints_none_of_them(peter: Plan, jonas: TeamMember) -> None:
    peter.write(Need(text="Ro"), "needs")
    peter.share(jonas, "needs")

    def too_many(*_: object) -> None:
        raise TooMany(timedelta(hours=1).total_seconds(), "too_many_plans")

    with pytest.raises(TooMany):
        peter.act(
            make_paper, by=jonas.person, asked=PaperIn(paper="plan", form="text", parts=["needs"]), label="?",
            card=lambda: CARD, now=peter.world.now, opening=too_many,
        )  # fmt: skip
    assert looks(peter) == []
