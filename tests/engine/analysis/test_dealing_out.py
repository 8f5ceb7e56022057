from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.analysis.dealing_out import Costs, DealingOut, Job, Staff
from tests.engine.analysis.steps import end_of


def dealt(jobs: list[Job], staff: Staff, cores: float, costs: Costs | None = None) -> int:
    """Return what a run takes in thought."""
    return end_of(DealingOut(jobs, staff, costs or Costs(), cores).steps())


def computing(*lengths: int) -> list[Job]:
    """Return numbers that compute for so long."""
    return [Job(length) for length in lengths]


@pytest.mark.parametrize(
    ("lengths", "workers", "cores", "expected"),
    [
        ((10, 10, 10, 10), 1, 8, 40),
        ((10, 10, 10, 10), 2, 8, 20),
        ((10, 10, 10, 10), 4, 2, 20),
        ((10, 10, 10), 2, 2, 20),
        ((30, 10, 10, 10), 2, 2, 30),
        ((10, 20), 2, 1, 30),
        ((10, 10), 2, 0.5, 40),
        ((10, 20, 30), 3, 2, 35),
    ],
)
def test_computing_shares_the_cores(
    lengths: tuple[int, ...], workers: int, cores: float, expected: int
) -> None:
    """The last line: three on two cores until 15, when two are left, and each has a core."""
    assert dealt(computing(*lengths), Staff(workers), cores) == expected


def test_threads_have_one_core_between_them() -> None:
    """However many there are; but they sleep side by side."""
    assert dealt(computing(10, 10, 10), Staff(3, threads=True), 8) == 30
    assert dealt([Job(0, 10)] * 3, Staff(3, threads=True), 8) == 10


def test_sleeping_needs_no_core() -> None:
    """Four sleep on one core as one does; two at a time take twice as long."""
    assert dealt([Job(0, 10)] * 4, Staff(4), 1) == 10
    assert dealt([Job(0, 10)] * 4, Staff(2), 1) == 20


def test_each_cost_falls_where_it_belongs() -> None:
    """Asked for at 0 and 1; woken after 2, started with a core after 5 more; then two numbers."""
    costs = Costs(asking=1, starting=5, waking=2, between=3, arriving=4)
    assert dealt(computing(10), Staff(1), 1, costs) == 2 + 5 + 10 + 4
    assert dealt(computing(10, 10), Staff(1), 1, costs) == 2 + 5 + 10 + 3 + 10 + 4
    assert dealt(computing(10, 10), Staff(2), 2, costs) == 1 + 2 + 5 + 10 + 4
    assert dealt(computing(10), Staff(1), 1, Costs(before=7)) == 7 + 10
    assert dealt([Job(10, numbers=4)] * 2, Staff(1), 1, costs) == 2 + 5 + 10 + 4 * 3 + 10 + 4


def test_a_process_for_each_number_waits_for_a_place() -> None:
    """The next is asked for when the one before it has gone, and has to start too."""
    costs = Costs(asking=1, starting=5, waking=2, arriving=4, ending=6)
    first = 2 + 5 + 10
    second = first + 4 + 6 + 1 + 2 + 5 + 10
    assert dealt(computing(10, 10), Staff(1, each=True), 1, costs) == second + 4
    assert dealt(computing(10, 10), Staff(2, each=True), 2, costs) == 1 + first + 4


def test_threads_are_started_by_their_one_process_together() -> None:
    """One start, whoever they are."""
    costs = Costs(asking=100, starting=6, waking=2)
    assert dealt(computing(10, 10), Staff(2, threads=True), 2, costs) == 2 + 6 + 20


def test_equal_parts_are_each_workers_own() -> None:
    """Nobody takes another's."""
    assert dealt(computing(30, 10), Staff(2, fixed=True), 2) == 30
    assert dealt(computing(20, 20), Staff(2, fixed=True), 2) == 20


def test_nothing_to_deal_out_takes_no_time() -> None:
    """An empty run has an end too."""
    assert dealt([], Staff(2), 2) == 0


@given(
    st.lists(st.integers(1, 1_000), min_size=1, max_size=30),
    st.integers(1, 8),
    st.integers(1, 8),
    st.booleans(),
)
def test_no_run_beats_what_is_possible(
    lengths: list[int], workers: int, cores: int, each: bool
) -> None:
    """Neither quicker than its longest number and all work on all cores, nor idle beside work."""
    found = dealt(computing(*lengths), Staff(workers, each=each), cores)
    at_once = min(workers, cores)
    least = max(Fraction(max(lengths)), Fraction(sum(lengths), at_once))
    assert least - 1 <= found <= Fraction(sum(lengths), at_once) + max(lengths) * 2 + 1
    assert found == dealt(computing(*lengths), Staff(workers, each=each), cores)


def test_thousands_of_numbers_are_dealt_out_in_short_steps() -> None:
    """So that the window never waits."""
    steps = DealingOut(computing(*[10] * 4_000), Staff(4), Costs(), 2).steps()
    assert sum(1 for _ in steps) > 8
