from __future__ import annotations

import pytest

from app.engine.telling.wording import (
    about_text,
    cores_text,
    digits_text,
    in_words,
    part_of,
    times_text,
)


@pytest.mark.parametrize(
    ("factor", "words"),
    [(1.14, "1.1"), (9.94, "9.9"), (9.96, "10"), (24.6, "25"), (307.4, "310"), (4_567.0, "4,600")],
)
def test_a_factor_has_two_digits_that_matter(factor: float, words: str) -> None:
    """More would claim what two runs cannot tell."""
    assert times_text(factor) == words


@pytest.mark.parametrize(
    ("cores", "words"),
    [
        (0.5, "half a core"),
        (0.36, "0.36 of a core"),
        (0.99, "one core"),
        (1.5, "1.5 cores"),
        (1.97, "2 cores"),
        (8.0, "8 cores"),
    ],
)
def test_cores_may_be_fractions(cores: float, words: str) -> None:
    """A quota grants half a one, and two threads share one."""
    assert cores_text(cores) == words


def test_an_estimate_is_rounded() -> None:
    """About three seconds, not 2.98."""
    assert [about_text(ns) for ns in (2_983_000_000, 1_524_000_000, 521_300_000)] == [
        "3 s",
        "1.5 s",
        "520 ms",
    ]


def test_counts_and_parts_read_as_one_would_say_them() -> None:
    """In words up to ten; a part in the unit of the whole."""
    assert [in_words(count) for count in (0, 1, 10, 11, 12_345)] == [
        "no",
        "one",
        "ten",
        "11",
        "12,345",
    ]
    assert part_of(17_600_000, 18_400_000) == "17.6 of the 18.4 ms"
    assert part_of(994_000_000, 1_000_000_000) == "994 ms of the 1 s"
    assert part_of(18_400_001, 18_400_002) == "almost all of the 18.4 ms"


@pytest.mark.parametrize(
    ("value", "words"),
    [(2.5, "2.5"), (1 / 3, "0.3333"), (999.96, "1,000"), (12_345.6, "12,346"), (1e6, "1,000,000")],
)
def test_figures_of_sums_are_digits_and_no_powers(value: float, words: str) -> None:
    """Beginners do not know what 1e+06 is."""
    assert digits_text(value) == words
