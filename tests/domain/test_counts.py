"""Numbers about a house tell nothing about one person, also not to whoever subtracts."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafet.domain.counts import FEW, LEFT_OUT, SMALLEST, Cell, Told, alone, summed

# A number, and the plans it is made of: never more plans than the number of things on them.
CELLS = st.lists(
    st.tuples(st.integers(0, 14), st.integers(0, 14)).map(lambda two: Cell(max(two), min(two))), max_size=5
)


def could_be(told: Sequence[Told], total: int, number: int) -> set[int]:
    """Every value this number may have, for whoever knows the table, the rule and what a sum is: tried one by one."""
    values = {FEW: range(SMALLEST), LEFT_OUT: range(SMALLEST, total + 1)}
    sums = {0}
    for at, one in enumerate(told):
        if at != number:
            choices = [one] if isinstance(one, int) else values[one]
            sums = {before + value for before in sums for value in choices if before + value <= total}
    one = told[number]
    return {value for value in ([one] if isinstance(one, int) else values[one]) if total - value in sums}


@given(CELLS)
def test_what_is_not_told_could_be_any_of_five_numbers_for_whoever_subtracts(cells: list[Cell]) -> None:
    told, total = summed(cells, plans=sum(cell.plans for cell in cells))

    if isinstance(total, int):
        hidden = [number for number, one in enumerate(told) if not isinstance(one, int)]
        assert [len(could_be(told, total, number)) >= SMALLEST for number in hidden] == [True] * len(hidden)


@given(CELLS)
def test_what_is_told_is_true_and_is_made_of_five_plans_at_least(cells: list[Cell]) -> None:
    told, total = summed(cells, plans=sum(cell.plans for cell in cells))

    for one, cell in zip(told, cells, strict=True):
        match one:
            case int():
                assert one == cell.value
                assert min(cell.value, cell.plans) >= SMALLEST
            case _:
                assert (one == FEW) == (cell.value < SMALLEST)
    assert total in (sum(cell.value for cell in cells), FEW, LEFT_OUT)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((12, 30), ([12, 30], 42)),
        ((0, 1), ([FEW, FEW], FEW)),
        # 42 in all, less 40: it would be two. The smallest other one goes with it.
        ((2, 10, 30), ([FEW, LEFT_OUT, 30], 42)),
        # Two small ones that make eight are both four: that would be told too.
        ((4, 4, 30), ([FEW, FEW, LEFT_OUT], 38)),
        ((2, 2, 2, 30), ([FEW, FEW, FEW, 30], 36)),
        # Nothing is left to leave out but the total.
        ((3, 5), ([FEW, LEFT_OUT], LEFT_OUT)),
    ],
)
def test_more_is_left_out_only_where_a_number_could_be_found_again(
    values: tuple[int, ...], told: tuple[list[Told], Told]
) -> None:
    assert summed([Cell(value, value) for value in values], plans=sum(values)) == told


def test_forty_places_on_two_plans_are_two_people() -> None:
    assert (alone(Cell(40, 2)), alone(Cell(40, 5)), alone(Cell(4, 4))) == (LEFT_OUT, 40, FEW)
