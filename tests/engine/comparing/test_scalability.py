"""The Universal Scalability Law fitted, against what SciPy's `curve_fit` finds."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import pytest

from app.engine.comparing.scalability import Fit, fit
from app.engine.units import NS_PER_S

SECONDS = {
    1: (1.9679, 1.947, 1.9901),
    2: (1.1092, 1.125, 1.1024),
    3: (0.8043, 0.8006, 0.8255),
    4: (0.7022, 0.6837, 0.6632),
    6: (0.5558, 0.5848, 0.569),
    8: (0.5116, 0.5291, 0.5177),
}


def fitted(seconds: Mapping[int, tuple[float, ...]], numbers: int = 1) -> Fit:
    """Return the law for these times."""
    points = [(count, time * NS_PER_S) for count, times in seconds.items() for time in times]
    law = fit(points, numbers)
    assert law is not None
    return law


def by_law(contention: float, coherence: float, counts: range) -> dict[int, tuple[float, ...]]:
    """Return times just as the law has them, a second for one process."""
    return {n: ((1 + contention * (n - 1) + coherence * n * (n - 1)) / n,) * 2 for n in counts}


def test_fit_has_the_known_values_and_errors() -> None:
    """`curve_fit` of T on λ, σ and κ with sigma=T: values, standard errors, and R² by hand."""
    law = fitted(SECONDS)
    values = (law.rate, law.contention, law.coherence)
    assert [each.value for each in values] == pytest.approx(
        [0.5065468692395341, 0.09886388754229224, 0.00746368265694156], rel=1e-6
    )
    assert [each.error for each in values] == pytest.approx(
        [0.00500359068617445, 0.010598466696520184, 0.0012876693626953802], rel=1e-5
    )
    assert law.explained == pytest.approx(0.9991623243315289, rel=1e-8)
    assert law.best == pytest.approx(sqrt((1 - 0.0988638875) / 0.0074636827), rel=1e-6)
    assert law.typical_error == pytest.approx(0.0173, abs=1e-4)


def test_times_by_the_law_give_it_back() -> None:
    """Also as times again; and ten numbers in the same time are ten times the rate."""
    law = fitted(by_law(0.1, 0.02, range(1, 9)), numbers=10)
    assert law.rate.value == pytest.approx(10)
    assert (law.contention.value, law.coherence.value) == pytest.approx((0.1, 0.02))
    assert law.time_ns(4) == pytest.approx((1 + 0.3 + 0.24) / 4 * NS_PER_S)
    assert law.explained == pytest.approx(1)


def test_amdahl_s_law_is_the_special_case() -> None:
    """Where more processes are never slower there is no best number, but a bound."""
    law = fitted(by_law(0.2, 0.0, range(1, 9)))
    assert law.coherence.value == 0
    assert law.best is None
    assert law.most_speed_up == pytest.approx(5)


def test_a_coherence_that_chance_alone_may_have_made_is_taken_for_none() -> None:
    """Then Amdahl's law is fitted again, by itself."""
    shaky = {n: (time[0] * 1.05, time[0] * 0.95) for n, time in by_law(0.2, 0, range(1, 6)).items()}
    law = fitted(shaky)
    assert law.coherence.value == 0
    assert law.contention.value == pytest.approx(0.2, abs=0.05)


def test_what_only_gets_slower_is_best_alone() -> None:
    """Starting processes costs more than they bring."""
    law = fitted({n: (0.1 + 0.05 * n, 0.1 + 0.051 * n) for n in range(1, 7)})
    assert law.best == 1


def test_faster_than_shared_out_evenly_is_no_part_below_nothing() -> None:
    """Values below 0 mean nothing, so the law holds them at 0."""
    law = fitted({n: (1 / n**1.3, 1.01 / n**1.3) for n in range(1, 7)})
    assert (law.contention.value, law.coherence.value) == (0, 0)


def test_three_numbers_of_processes_tell_nothing() -> None:
    """Any three points lie on some such curve."""
    assert fit([(1, 3.0), (1, 3.1), (2, 2.0), (4, 1.0)], 5) is None
