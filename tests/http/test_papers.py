"""Papers over HTTP: a PDF or text, kept by nobody on the way, one at a time; a fault says nothing of what was asked."""

import asyncio

import pytest

from stafet.http import papers
from stafet.paper import press
from tests.http.conftest import World
from tests.http.house import assert_problem
from tests.support.pdf import text_of, unpacked

PLAN = {"paper": "plan", "form": "pdf", "parts": ["safety"]}


def address(world: World) -> str:
    return f"/api/plans/{world.plan}/papers"


async def test_a_pdf_is_kept_by_nobody_on_the_way_and_has_a_name_that_says_nothing(world: World) -> None:
    answer = await world.peter.post(address(world), PLAN)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == 'attachment; filename="stafet.pdf"'
    assert "Gå en tur" in text_of(answer.content)


async def test_the_text_is_plain_text(world: World) -> None:
    answer = await world.peter.post(address(world), PLAN | {"form": "text"})

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "Gå en tur" in answer.text


async def test_the_card_has_the_operators_numbers_with_the_day_they_were_checked(world: World) -> None:
    answer = await world.peter.post(address(world), {"paper": "card", "form": "text"})

    assert "Livslinien" in answer.text
    assert "70 201 201" in answer.text
    assert "Tjekket 22. november 2026" in answer.text
    # That number is for GPs at work.
    assert "speciallægetelefon" not in answer.text


async def test_the_card_is_drawn_with_its_code(world: World) -> None:
    answer = await world.peter.post(address(world), {"paper": "card", "form": "pdf"})

    assert answer.status_code == 200
    assert "http://localhost:8000" in unpacked(answer.content)


async def test_a_second_paper_waits_for_the_first(world: World) -> None:
    # Which of them comes to the server first is not ours to say, and a slow one may come when the first is done.
    answers = await asyncio.gather(*(world.peter.post(address(world), PLAN) for _ in range(5)))
    drawn, *_, told_to_wait = sorted(answers, key=lambda answer: answer.status_code)

    assert drawn.status_code == 200
    assert_problem(told_to_wait, 429, "already_printing")
    assert told_to_wait.headers["retry-after"] == "5"
    assert (await world.peter.post(address(world), PLAN)).status_code == 200


async def test_a_drawing_that_fails_is_a_problem_and_says_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The process is given no time at all."""
    monkeypatch.setattr(press.drawn, "__defaults__", (0.0001,))

    answer = await world.peter.post(address(world), PLAN)

    assert_problem(answer, 503, "cannot_print")
    assert "Gå en tur" not in capfd.readouterr().out


async def test_nobody_prints_without_end(world: World) -> None:
    answers = [await world.mads.post(address(world), PLAN | {"form": "text"}) for _ in range(21)]

    assert [answer.status_code for answer in answers[:20]] == [200] * 20
    assert_problem(answers[20], 429, "too_many")


@pytest.mark.parametrize(
    "asked",
    [
        {"paper": "diary", "form": "pdf"},
        {"paper": "plan", "form": "docx"},
        {"paper": "plan", "form": "pdf", "parts": ["private"]},
        {"paper": "meeting", "form": "pdf", "meeting": "x"},
        {"paper": "plan", "form": "pdf", "parts": ["dreams"] * 101},
    ],
)
async def test_what_is_no_paper_is_refused(world: World, asked: dict[str, object]) -> None:
    assert_problem(await world.peter.post(address(world), asked), 400, "invalid_request")


def test_the_file_is_named_for_nothing() -> None:
    assert papers.FILE_NAME == "stafet.pdf"
