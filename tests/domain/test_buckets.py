"""How often something may be done. The time is the test's."""

from datetime import UTC, datetime, timedelta

import pytest

from stafet.domain.buckets import Buckets, Different, Limit

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
THREE = Limit(burst=3, every=timedelta(seconds=10))


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def waits(buckets: Buckets, times: int, at: datetime = NOW, key: str = "peter") -> list[float]:
    return [buckets.take(key, at) for _ in range(times)]


def test_so_many_may_be_taken_at_once_and_then_one_waits() -> None:
    assert waits(Buckets(THREE), 4) == [0.0, 0.0, 0.0, 10.0]


def test_one_more_comes_each_time_the_time_has_passed() -> None:
    buckets = Buckets(THREE)
    waits(buckets, 3)

    assert waits(buckets, 2, after(10)) == [0.0, 10.0]


def test_a_rest_fills_the_bucket_and_no_more_than_fills_it() -> None:
    buckets = Buckets(THREE)
    waits(buckets, 3)

    assert waits(buckets, 4, after(3600)) == [0.0, 0.0, 0.0, 10.0]


def test_asking_too_early_does_not_make_the_wait_longer() -> None:
    buckets = Buckets(THREE)
    waits(buckets, 3)

    told = [buckets.take("peter", after(second)) for second in (2, 4, 9, 10)]

    assert told == pytest.approx([8.0, 6.0, 1.0, 0.0])


def test_one_persons_bucket_is_not_anothers() -> None:
    buckets = Buckets(THREE)
    waits(buckets, 3)

    assert waits(buckets, 1, key="karen") == [0.0]


def test_a_clock_that_is_set_back_gives_nothing() -> None:
    buckets = Buckets(THREE)
    waits(buckets, 3)
    buckets.take("peter", after(-3600))

    assert buckets.take("peter", NOW) == 10.0


def test_looking_takes_nothing() -> None:
    buckets = Buckets(THREE)

    assert [buckets.wait("peter", NOW) for _ in range(9)] == [0.0] * 9


def test_a_flood_of_keys_does_not_fill_the_memory_and_forgets_the_quietest_first() -> None:
    buckets = Buckets(THREE, most=2)
    waits(buckets, 3, key="old")
    waits(buckets, 3, key="busy")
    waits(buckets, 1, key="new")

    assert (buckets.wait("busy", NOW), buckets.wait("old", NOW)) == (10.0, 0.0)


def opened(different: Different, things: list[int], at: datetime = NOW) -> list[float]:
    found = []
    for thing in things:
        found.append(different.wait("mads", [thing], at))
        if not found[-1]:
            different.note("mads", [thing], at)
    return found


def test_so_many_different_ones_and_then_no_other() -> None:
    assert opened(Different(2, timedelta(hours=1)), [1, 2, 3]) == [0.0, 0.0, 3600.0]


def test_the_same_one_again_does_not_count() -> None:
    assert opened(Different(2, timedelta(hours=1)), [1, 2, 1, 2, 1]) == [0.0] * 5


@pytest.mark.parametrize(("seconds", "wait"), [(3599, 1.0), (3600, 0.0)])
def test_another_one_opens_when_the_first_is_an_hour_ago(seconds: float, wait: float) -> None:
    different = Different(2, timedelta(hours=1))
    opened(different, [1, 2])

    assert opened(different, [3], after(seconds)) == [wait]


def test_more_at_once_than_may_ever_be_opened_are_none() -> None:
    assert Different(2, timedelta(hours=1)).wait("mads", [1, 2, 3], NOW) == 3600.0


def test_those_that_are_open_already_leave_room_for_others_with_them() -> None:
    different = Different(2, timedelta(hours=1))
    opened(different, [1])

    assert different.wait("mads", [1, 2], NOW) == 0.0


def test_who_has_opened_nothing_lately_is_forgotten() -> None:
    different = Different(2, timedelta(hours=1), most=1)
    different.note("mads", [1], NOW)
    different.note("ida", [1], after(3600))

    assert different.known == {"ida"}
