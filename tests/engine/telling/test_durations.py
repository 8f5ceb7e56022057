from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.clock_grain import Grain
from app.engine.telling import durations
from app.engine.telling.durations import below_text, duration_text, seconds_text


@pytest.mark.parametrize(
    ("ns", "text"),
    [
        (0, "under 1 µs"),
        (999, "under 1 µs"),
        (-999, "under 1 µs"),
        (1_000, "1 µs"),
        (1_234, "1.23 µs"),
        (10_000, "10 µs"),
        (850_000, "850 µs"),
        (999_400, "999 µs"),
        (999_600, "1 ms"),
        (4_600_000, "4.6 ms"),
        (18_400_000, "18.4 ms"),
        (999_600_000, "1 s"),
        (1_234_000_000, "1.23 s"),
        (2_350_000_000, "2.35 s"),
        (9_996_000_000, "10 s"),
        (59_940_000_000, "59.9 s"),
        (59_960_000_000, "1 min"),
        (200_000_000_000, "3 min 20 s"),
        (3_599_600_000_000, "1 h"),
        (7_500_000_000_000, "2 h 5 min"),
        (-18_400_000, "−18.4 ms"),
    ],
)
def test_a_length_is_told_in_the_unit_that_suits_it(ns: int, text: str) -> None:
    """From a microsecond to hours, with three digits and no more."""
    assert duration_text(ns) == text


def test_no_length_is_told_more_exactly_than_the_clock_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a clock of 15.6 ms a square takes under 100 ms, not 0."""
    monkeypatch.setattr(durations, "grain", lambda: Grain(15_600_000, 200))
    assert duration_text(0) == "under 100 ms"
    assert duration_text(31_200_000) == "under 100 ms"
    assert duration_text(234_000_000) == "234 ms"


def test_seconds_are_told_likewise() -> None:
    """Extra work is given in seconds; its words are the same."""
    assert seconds_text(0.05) == "50 ms"


@given(st.integers(min_value=5_000, max_value=59_000_000_000))
def test_what_is_told_lies_within_half_a_percent_of_the_truth(ns: int) -> None:
    """Rounding never tells a length that is not there."""
    value, unit = duration_text(ns).split(" ")
    told = float(value) * {"µs": 1e3, "ms": 1e6, "s": 1e9}[unit]
    assert abs(told - ns) <= 0.005 * ns


@pytest.mark.parametrize(
    ("ns", "words"), [(0, "under 1 µs"), (999, "under 1 µs"), (5_000_000, "under 5 ms")]
)
def test_what_is_below_a_length_is_said_once(ns: int, words: str) -> None:
    """Also where that length itself is below what the clock tells."""
    assert below_text(ns) == words
