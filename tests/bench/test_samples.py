from __future__ import annotations

import pytest

from bench.report import Table, duration, times, verdict
from bench.samples import Spread, longest_wait, percentile, ratio_of, spread_of, take_turns


def test_a_ratio_compares_what_was_measured_in_the_same_round() -> None:
    """A computer that becomes twice as slow in the meantime must not change a ratio."""
    assert ratio_of([1.0, 2.0, 2.0], [2.0, 4.0, 1.0]) == Spread(middle=0.5, least=0.5, most=2.0)


def test_a_spread_is_the_median_with_least_and_most() -> None:
    """One disturbed round must not move the figure."""
    assert spread_of([3.0, 1.0, 100.0, 2.0, 4.0]) == Spread(middle=3.0, least=1.0, most=100.0)


def test_nothing_measured_is_said() -> None:
    """An empty measurement is an error, not a nought."""
    with pytest.raises(ValueError, match="nothing was measured"):
        spread_of([])


def test_contestants_take_turns() -> None:
    """A B A B, never A A B B: the computer changes from one moment to the next."""
    order: list[str] = []

    def measure(name: str) -> float:
        order.append(name)
        return float(len(order))

    measured = take_turns({"a": lambda: measure("a"), "b": lambda: measure("b")}, rounds=3)
    assert order == ["a", "b"] * 3
    assert measured == {"a": [1.0, 3.0, 5.0], "b": [2.0, 4.0, 6.0]}


def test_a_percentile_is_one_of_the_values() -> None:
    """Ninety-nine in a hundred gaps are no longer than it."""
    assert percentile([*range(1, 100), 1_000], 0.98) == 99
    assert percentile([5.0], 0.99) == 5.0


def test_long_gaps_count_for_the_moments_they_last() -> None:
    """A hundred short gaps do not hide one long one: somebody comes at any moment."""
    gaps = [1.0] * 900 + [100.0]
    assert percentile(gaps, 0.99) == 1.0
    assert longest_wait(gaps, 0.99) == pytest.approx(90.0)


def test_a_table_says_whether_an_aim_is_met() -> None:
    """The reader sees at once what was wanted and what came of it."""
    table = Table("processes")
    half = Spread(0.5, 0.4, 0.6)
    table.add("ours", duration(half), times(half, "theirs"), verdict(0.5, 1.0, "at most 1.00"))
    table.add("ours again", duration(Spread(2.0, 1.0, 3.0)), "", verdict(2.0, 1.0, "at most 1.00"))
    text = table.text()
    assert "500 ms (400 to 600)" in text
    assert "0.50 x theirs (0.40 to 0.60)" in text
    assert text.index("aim met (at most 1.00)") < text.index("falls short (at most 1.00)")
