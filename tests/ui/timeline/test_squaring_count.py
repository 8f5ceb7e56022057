"""How many squared at once: the quick count equals counting one by one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.timeline.squaring_count import SquaringCount

STRETCHES = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 60)), max_size=400)


def counted(stretches: list[tuple[int, int]]) -> SquaringCount:
    """Return the count of stretches given as begin and length."""
    squaring = SquaringCount()
    for begin, length in stretches:
        squaring.add(begin, begin + length)
    return squaring


@given(STRETCHES, st.integers(-5, 600))
def test_count_equals_counting_one_by_one(stretches: list[tuple[int, int]], at: int) -> None:
    """In whatever order stretches come in."""
    expected = sum(begin <= at < begin + length for begin, length in stretches)
    assert counted(stretches).count_at(at) == expected


@given(STRETCHES, st.integers(0, 300), st.integers(1, 300))
def test_average_equals_the_time_worked(
    stretches: list[tuple[int, int]], start: int, length: int
) -> None:
    """The average over a stretch is the work done in it, divided by its length."""
    end = start + length
    worked = sum(max(0, min(end, begin + long) - max(start, begin)) for begin, long in stretches)
    assert counted(stretches).average(start, end) == pytest.approx(worked / length)


@given(STRETCHES)
def test_steps_say_every_change(stretches: list[tuple[int, int]]) -> None:
    """At each step and just before the next one the count is the one told."""
    squaring = counted(stretches)
    steps = squaring.steps(-1, 700)
    for (time, count), (following, _) in pairwise([*steps, (701, 0)]):
        assert squaring.count_at(time) == count == squaring.count_at(following - 0.5)
