"""WHO-5: the five answers are the citizen's, private until shared, and told as a number nowhere kept."""

import pytest

from stafet.domain.consents import Access, Opening, Verb
from stafet.domain.items import ToMyself, Who5
from stafet.domain.policy import may_write
from stafet.domain.scopes import Scope
from stafet.use_cases import export
from tests.factories import NOW, PLAN, a_member
from tests.use_cases.test_papers import paper_of
from tests.world import Plan, TeamMember

FIVE = Who5(on="2026-11-16", cheerful=2, calm=3, active=3, rested=1, interested=4, text="Jeg sov næsten ikke")


def test_five_answers_are_read_by_nobody_before_how_i_am_is_shared(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "safety", "strengths", "needs", "team", "dreams", verb="edit")
    answers = peter.write(FIVE, "wellbeing")

    before = jonas.phone.sync().raw.decode()
    peter.share(jonas, "wellbeing")
    jonas.phone.sync()

    assert "who5" not in before
    assert jonas.phone.find(answers) is not None


def test_answers_kept_to_oneself_are_read_by_nobody_whatever_is_shared(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "wellbeing", "dreams", "team", verb="edit")
    peter.write(FIVE, "private")

    assert "who5" not in jonas.phone.sync().raw.decode()


@pytest.mark.parametrize("kind", ["who5", "to_myself"])
@pytest.mark.parametrize("act", ["create", "change", "delete", "place"])
def test_no_helper_answers_for_the_citizen_or_speaks_to_them_in_their_own_voice(kind: str, act: str) -> None:
    scope = Scope("wellbeing" if kind == "who5" else "safety")
    access = Access(plan=PLAN, member=a_member(), opened={scope: Opening(Verb.EDIT, NOW)})

    assert may_write(access, act=act, kind=kind, scope=scope, is_own=True) is not None  # type: ignore[arg-type]


@pytest.mark.parametrize("step", [-1, 6, "4", True])
def test_an_answer_that_is_none_of_the_six_is_no_answer(peter: Plan, step: object) -> None:
    answers = peter.write(FIVE, "wellbeing")
    peter.phone.write("change", item=answers, fields={"calm": step}, base={"calm": answers})

    assert peter.phone.sync().outcomes == ["refused: invalid_field"]


def test_on_paper_and_in_the_file_the_number_stands_beside_the_answers(peter: Plan) -> None:
    peter.write(FIVE, "wellbeing")
    peter.write(ToMyself(text="Det går over"), "safety")

    how_i_am, *safety = paper_of(peter, parts=["wellbeing", "safety"]).sections
    with peter.world.tx() as tx:
        told = export.file_of(tx, plan_id=peter.id, by=peter.owner.id, lang="da", now=peter.world.now)
        page = "".join(told)

    (five,) = how_i_am.entries
    assert five.notes == ["16. november 2026", "52 af 100"]
    assert [one.text for one in five.below] == [
        "Lidt mindre end halvdelen af tiden",
        "Lidt mere end halvdelen af tiden",
        "Lidt mere end halvdelen af tiden",
        "Lidt af tiden",
        "Det meste af tiden",
        "Jeg sov næsten ikke",
    ]
    assert [one.own for one in five.below] == [False] * 5 + [True]
    assert [one.text for section in safety for one in section.entries] == ["Det går over"]
    assert "<dd>52 af 100</dd>" in page
    assert "<dd>Det meste af tiden</dd>" in page


def test_a_skipped_answer_leaves_the_number_out(peter: Plan) -> None:
    peter.write(Who5(on="2026-11-16", cheerful=2), "wellbeing")

    (five,) = paper_of(peter, parts=["wellbeing"]).sections[0].entries

    assert five.notes == ["16. november 2026"]
    assert len(five.below) == 1
