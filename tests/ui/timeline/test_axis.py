"""The time axis: round steps, labels that leave room, and exact times that lose nothing."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.timeline.axis import GAP_PX, exact_text, next_step, ticks_between

LETTER_PX = 7.0
UNIT_NS = {"µs": 1_000, "ms": 1_000_000, "s": 1_000_000_000}


def text_px(text: str) -> float:
    """Return how wide a text would be if all letters were equally wide."""
    return LETTER_PX * len(text)


@pytest.mark.parametrize(
    ("span_ns", "labels"),
    [
        (18_400_000, ["0", "5 ms", "10 ms", "15 ms"]),
        (950, ["0", "200 ns", "400 ns", "600 ns", "800 ns"]),
        (40_000, ["0", "10 µs", "20 µs", "30 µs", "40 µs"]),
        (1_850_000_000, ["0", "0.5 s", "1.0 s", "1.5 s"]),
        (4_500_000_000, ["0", "1 s", "2 s", "3 s", "4 s"]),
        (75_000_000_000, ["0", *(f"{count}0 s" for count in range(1, 8))]),
        (150_000_000_000, ["0", "0:30 min", "1:00 min", "1:30 min", "2:00 min", "2:30 min"]),
        (1_500_000_000_000, ["0", "5 min", "10 min", "15 min", "20 min", "25 min"]),
    ],
)
def test_units_suit_the_zoom(span_ns: int, labels: list[str]) -> None:
    """From nanoseconds to minutes, one unit for the whole axis."""
    width = 340 if span_ns < 5_000_000_000 else 520
    assert [tick.label for tick in ticks_between(0, span_ns, width, text_px)] == labels


def test_steps_are_one_two_five_up_to_minutes() -> None:
    """Every step is 1, 2 or 5 times a power of ten, or a usual number of seconds."""
    step, steps = 1.0, []
    while step < 6e11:
        steps.append(round(step))
        step = next_step(step)
    assert steps[:7] == [1, 2, 5, 10, 20, 50, 100]
    assert [step // 10**9 for step in steps if step >= 10**9] == [
        *(1, 2, 5, 10, 15, 30),
        *(60, 120, 300),
    ]


@given(
    start=st.floats(-1e9, 1e12),
    span=st.floats(1e3, 1e13),
    width=st.floats(50, 4_000),
)
def test_labels_never_overlap(start: float, span: float, width: float) -> None:
    """At any place and zoom there is a gap between one label and the next."""
    ticks = ticks_between(start, start + span, width, text_px)
    for left, right in pairwise(ticks):
        apart = (right.at - left.at) / span * width
        assert apart >= (text_px(left.label) + text_px(right.label)) / 2
        assert left.label != right.label
    units = {tick.label.split()[-1] for tick in ticks if tick.label != "0"}
    assert len(units) <= 1
    assert GAP_PX > 0


@given(st.integers(0, 10**13))
def test_exact_times_lose_no_nanosecond(ns: int) -> None:
    """What is read aloud is the log's time, to the nanosecond."""
    match = re.fullmatch(r"([\d,]+(?:\.\d+)?) (\S+)", exact_text(ns))
    assert match is not None
    value, unit = match.groups()
    assert Fraction(value.replace(",", "")) * UNIT_NS[unit] == ns
