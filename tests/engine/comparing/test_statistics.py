"""What the statistics say, against values known from elsewhere (SciPy 1.16, NumPy 2.3)."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.comparing.statistics import (
    holm,
    least_p,
    median_interval,
    outliers,
    rank_test,
    spread_of,
)

TIED = [1, 2, 3, 3, 3, 4, 5, 6, 7, 8, 8, 9, 9, 10, 11, 12, 13]
TIED_TOO = [3, 3, 5, 7, 9, 9, 10, 11, 14, 15, 16, 16, 17, 18, 19, 20, 21, 22]


@pytest.mark.parametrize(
    ("first", "second", "chance"),
    [
        ([1.1, 2.2, 3.3, 4.4, 5.5], [2.5, 6.1, 7.2, 8.3, 9.9], 0.05555555555555555),
        ([1, 2, 3, 4, 5], [6, 7, 8, 9, 10], 0.007936507936507936),
        ([4, 5, 6], [1, 2, 3], 0.1),
        ([3, 5, 7, 9, 11, 13, 15], [4, 6, 8, 10, 12, 14, 16, 18, 20, 2], 0.5361990950226244),
        ([1, 2, 2, 3, 5], [2, 4, 4, 6, 7], 0.14285714285714285),  # ties, over all permutations
        ([i * 1.3 for i in range(20)], [i * 1.1 + 4 for i in range(18)], 0.7038865733319237),
        (TIED, TIED_TOO, 0.002748916343360354),
        ([5], [5], 1.0),
        ([7] * 20, [7] * 20, 1.0),
    ],
)
def test_rank_test_gives_the_known_chances(
    first: list[float], second: list[float], chance: float
) -> None:
    """Exact without and with ties, and approximate likewise; which is first does not matter."""
    assert rank_test(first, second) == pytest.approx(chance, rel=1e-9)
    assert rank_test(second, first) == pytest.approx(chance, rel=1e-9)


@given(st.integers(1, 8), st.integers(1, 8), st.randoms())
def test_no_ranks_are_less_likely_than_those_wholly_apart(one: int, two: int, lot: Random) -> None:
    """Where no times are equal; and those wholly apart are just as unlikely as that."""
    times = list(range(one + two))
    assert rank_test(times[:one], times[one:]) == pytest.approx(least_p(one, two))
    lot.shuffle(times)
    assert least_p(one, two) - 1e-12 <= rank_test(times[:one], times[one:]) <= 1


def test_exact_and_approximate_chances_agree_where_one_gives_way_to_the_other() -> None:
    """Fifteen times on each side are counted, sixteen approximated."""
    exact = rank_test([i * 2 for i in range(15)], [i * 2 + 7 for i in range(15)])
    rough = rank_test([i * 2 for i in range(16)], [i * 2 + 7 for i in range(16)])
    assert exact == pytest.approx(rough, rel=0.15)


@pytest.mark.parametrize(
    ("count", "left_out", "level"),
    [
        *((1, 0, 0.0), (2, 0, 0.5), (3, 0, 0.75), (5, 0, 0.9375), (6, 0, 0.96875)),
        *((9, 1, 0.9609375), (12, 2, 0.96142578125), (20, 5, 0.9586105346679688)),
        (30, 9, 0.9572260547429323),
    ],
)
def test_interval_lies_between_the_right_times(count: int, left_out: int, level: float) -> None:
    """By the binomial distribution; with few times it is less sure, and says so."""
    interval = median_interval(list(range(count))[::-1])
    assert (interval.low, interval.high) == (left_out, count - 1 - left_out)
    assert interval.level == pytest.approx(level)


def test_spread_is_the_middle_half_over_the_median() -> None:
    """Quartiles as NumPy's percentiles: 2.5 and 10."""
    assert spread_of([16, 1, 2, 11, 4, 7]) == pytest.approx((10 - 2.5) / 5.5)
    assert spread_of([3]) == 0


@pytest.mark.parametrize(
    ("times", "places"),
    [
        ([100, 101, 180, 99, 100, 102], [2]),
        ([100, 100, 100, 100, 105], []),  # alike to the last, and 5 % is nothing
        ([100, 100, 100, 100, 130], [4]),
        ([100, 120, 140, 90, 110, 130], []),
        ([100, 900], []),  # nobody can say which of them is off
    ],
)
def test_outliers_are_those_far_off_the_others(times: list[float], places: list[int]) -> None:
    """Far both by the others' own spread and as a part of the median."""
    assert outliers(times) == places


def test_chances_of_several_tests_are_corrected() -> None:
    """By the method's own textbook example."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []
