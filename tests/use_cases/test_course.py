"""How the course has been: the citizen asks whom they want, and reads each answer by name. Nobody else reads any."""

from typing import Any

import pytest

from stafet.domain.ids import MemberId
from stafet.domain.items import CourseAnswer
from stafet.use_cases import course, team
from stafet.use_cases.course import CourseIn
from stafet.use_cases.errors import Conflict, NotFound
from stafet.use_cases.team import MemberIn
from tests.world import Plan, TeamMember, TeamUnit

WORDS = "Det gik godt, da vi mødtes hver uge"


def ask(peter: Plan, member: TeamMember | TeamUnit, *, asked: bool = True, **by: Any) -> None:
    peter.act(course.ask, member_id=MemberId(member.id), asked=asked, now=peter.world.now, **by)


def answer(peter: Plan, by: TeamMember, **said: Any) -> None:
    said = said or {"kept": 4, "text": WORDS}
    peter.act(course.answer, said=CourseIn(**said), by=by.person.id, now=peter.world.now)


def is_asked(member: TeamMember) -> bool:
    me: dict[str, Any] = member.phone.sync().plan.get("me") or {}
    return "courseAskedAt" in me


def answers(peter: Plan) -> list[dict[str, Any]]:
    peter.phone.sync()
    return [one for one in peter.phone.items("private") if one["body"]["kind"] == "course_answer"]


@pytest.fixture
def asked(peter: Plan, jonas: TeamMember) -> TeamMember:
    ask(peter, jonas)
    return jonas


# Asked


def test_who_is_asked_finds_the_question_and_nothing_else_is_open_to_them(peter: Plan, jonas: TeamMember) -> None:
    jonas.phone.sync()
    before = set(jonas.phone.scopes)
    ask(peter, jonas)

    assert is_asked(jonas)
    assert set(jonas.phone.scopes) == before


def test_a_question_that_is_taken_back_is_gone(peter: Plan, asked: TeamMember) -> None:
    ask(peter, asked, asked=False)

    assert not is_asked(asked)
    with pytest.raises(Conflict, match="nobody_is_asked"):
        answer(peter, asked)


def test_only_the_citizen_asks(peter: Plan, jonas: TeamMember, karen: TeamMember) -> None:
    with pytest.raises(NotFound):
        ask(peter, karen, by=jonas.person.id)


def test_who_is_not_on_the_team_now_is_not_asked(peter: Plan, jonas: TeamMember) -> None:
    unit = peter.unit()
    peter.act(team.change, member_id=jonas.id, facts=MemberIn(status="paused"), now=peter.world.now)

    for member in (unit, jonas):
        with pytest.raises(Conflict, match="not_on_team_yet"):
            ask(peter, member)


def test_whom_the_citizen_has_asked_is_told_to_the_citizen_alone(
    peter: Plan, asked: TeamMember, karen: TeamMember
) -> None:
    peter.share(karen, "team")
    peter.phone.sync()
    karen.phone.sync()

    def told(member_list: list[dict[str, Any]]) -> list[bool]:
        return ["courseAskedAt" in one["body"] for one in member_list if one["id"] == asked.id]

    assert (told(peter.phone.items("team")), told(karen.phone.items("team"))) == ([True], [False])


# Answered


def test_the_citizen_reads_each_answer_by_name(peter: Plan, asked: TeamMember, karen: TeamMember) -> None:
    ask(peter, karen)
    answer(peter, asked)
    answer(peter, karen, who_helps=0)

    told = {one["by"]: one["body"] for one in answers(peter)}
    assert (told[asked.id]["kept"], told[asked.id]["text"], told[karen.id]["whoHelps"]) == (4, WORDS, 0)


@pytest.mark.parametrize("verb", ["see", "edit"])
def test_nobody_else_reads_an_answer_and_its_author_not_again(
    peter: Plan, asked: TeamMember, karen: TeamMember, verb: str
) -> None:
    for member in (asked, karen):
        peter.share(member, "strengths", "needs", "agreements", "safety", "wellbeing", "team", "dreams", verb=verb)
    answer(peter, asked)

    for member in (asked, karen):
        told = member.phone.sync()
        assert WORDS not in str(told.plan)
        assert "private" not in member.phone.scopes


def test_one_question_has_one_answer(peter: Plan, asked: TeamMember) -> None:
    answer(peter, asked)

    assert not is_asked(asked)
    with pytest.raises(Conflict, match="nobody_is_asked"):
        answer(peter, asked)
    assert len(answers(peter)) == 1


def test_asked_again_the_first_answer_stands_beside_the_later_one(peter: Plan, asked: TeamMember) -> None:
    answer(peter, asked, kept=1)
    ask(peter, asked)
    answer(peter, asked, kept=4)

    assert sorted(one["body"]["kept"] for one in answers(peter)) == [1, 4]


def test_to_skip_everything_is_a_no_and_leaves_nothing(peter: Plan, asked: TeamMember) -> None:
    answer(peter, asked, text="  ")

    assert not is_asked(asked)
    assert answers(peter) == []


def test_who_was_not_asked_does_not_answer(peter: Plan, asked: TeamMember, karen: TeamMember) -> None:
    for by, error in ((karen.person, Conflict), (peter.owner, Conflict), (peter.world.person("Lars"), NotFound)):
        with pytest.raises(error):
            peter.act(course.answer, said=CourseIn(kept=4), by=by.id, now=peter.world.now)

    assert answers(peter) == []


def test_who_is_on_pause_or_gone_answers_nothing(peter: Plan, asked: TeamMember) -> None:
    peter.act(team.change, member_id=asked.id, facts=MemberIn(status="paused"), now=peter.world.now)

    with pytest.raises(NotFound):
        answer(peter, asked)


# Kept


def test_what_somebody_answered_stays_as_they_said_it_until_the_citizen_removes_it(
    peter: Plan, asked: TeamMember
) -> None:
    answer(peter, asked)
    (one,) = answers(peter)
    peter.phone.change(one["id"], kept=0)
    changed = peter.phone.sync().outcomes
    peter.phone.write("delete", item=one["id"])
    removed = peter.phone.sync().outcomes

    assert (changed, removed, answers(peter)) == (["refused: not_allowed"], ["applied"], [])


def test_the_citizens_own_answers_are_theirs_to_change(peter: Plan) -> None:
    item = peter.write(CourseAnswer(on="2026-11-16", kept=1), "private")
    peter.phone.change(item, kept=2)

    assert peter.phone.sync().outcomes == ["applied"]


def test_a_member_writes_no_answer_past_the_question(peter: Plan, jonas: TeamMember) -> None:
    peter.share(jonas, "wellbeing", verb="edit")
    jonas.phone.sync()
    for scope in ("private", "wellbeing"):
        jonas.phone.create(CourseAnswer(on="2026-11-16", kept=4), scope)

    assert jonas.phone.sync().outcomes == ["refused: not_found", "refused: wrong_scope"]
