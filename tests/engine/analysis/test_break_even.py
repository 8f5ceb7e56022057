from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.analysis.break_even import (
    break_even,
    rounded_mark,
    rounded_up,
    rounds,
    rounds_in_turn,
    work_to_try,
)
from app.engine.plan import Plan
from app.engine.way import POOL, THREADS, Way, Work, WorkKind

COMPUTING, WAITING = WorkKind.COMPUTING, WorkKind.WAITING
MARKS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000]


@pytest.mark.parametrize(
    ("plan", "cores", "kind", "expected"),
    [
        # 5 processes at once on 2 cores take turns: 5 / 2
        (Plan(range(5)), 2.0, COMPUTING, 2.5),
        # a pool of 2 on 2 cores does two, two, one
        (Plan(range(5), Way(*POOL, workers=2)), 2.0, COMPUTING, 3.0),
        # a pool of 4 on 2 cores: four at once take 2, the fifth has a core of its own
        (Plan(range(5), Way(*POOL, workers=4)), 2.0, COMPUTING, 3.0),
        (Plan(range(6), Way(*POOL, workers=2)), 1.5, COMPUTING, 4.0),
        (Plan(range(6), Way(*POOL, workers=2)), 0.5, COMPUTING, 12.0),
        (Plan(range(6), Way(*THREADS, workers=3)), 4.0, COMPUTING, 6.0),
        (Plan(range(6), Way(*THREADS, workers=3)), 4.0, WAITING, 2.0),
        (Plan(range(6), Way(alive_limit=4)), 1.0, WAITING, 2.0),
    ],
)
def test_work_passes_as_often_as_cores_and_workers_allow(
    plan: Plan, cores: float, kind: WorkKind, expected: float
) -> None:
    """A quota may grant half a core; waiting needs none."""
    assert rounds(plan, cores, kind) == pytest.approx(expected)


def test_one_after_another_is_slowed_by_less_than_a_core_only() -> None:
    """And waiting not even by that."""
    plan = Plan(range(6), Way(*POOL, workers=2))
    assert rounds_in_turn(plan, 8.0, COMPUTING) == 6
    assert rounds_in_turn(plan, 0.5, COMPUTING) == 12
    assert rounds_in_turn(plan, 0.5, WAITING) == 6


@pytest.mark.parametrize("cores", [0.5, 1.0])
def test_with_one_core_or_less_sharing_computing_out_never_pays(cores: float) -> None:
    """There is nothing to be saved."""
    plan = Plan(range(6), Way(*POOL, workers=2))
    saved = rounds_in_turn(plan, cores, COMPUTING) - rounds(plan, cores, COMPUTING)
    assert break_even(50, 20, saved, 1) is None


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(2, 50), st.integers(0, 10**6))
def test_at_the_break_even_both_ways_take_equally_long(
    shared: int, in_turn: int, numbers: int, work: int
) -> None:
    """Held to the two runs from which it was worked out, on two cores."""
    plan = Plan(range(numbers), Way(*POOL, workers=2))
    together, alone = rounds(plan, 2.0, COMPUTING), rounds_in_turn(plan, 2.0, COMPUTING)
    even = break_even(shared, in_turn, alone - together, work)
    assert even is not None
    if even:
        more = even - work
        assert shared + together * more == pytest.approx(in_turn + alone * more, abs=numbers)
    else:
        assert shared - in_turn <= -work * (alone - together) + numbers


def test_what_is_tried_is_a_round_amount_well_above_the_break_even() -> None:
    """1, 2 or 5 of something; less where it would take very long; nothing where minutes."""
    assert [rounded_up(ns) for ns in (1, 3, 19, 20, 60)] == [1, 5, 20, 20, 100]
    assert work_to_try(4_600_000, COMPUTING, 2.5) == Work(COMPUTING, 0.05)
    assert work_to_try(20, COMPUTING, 2.5) == Work(COMPUTING, 0.001)
    assert work_to_try(8_000_000, COMPUTING, 5_000) == Work(COMPUTING, 0.02)
    assert work_to_try(8_000_000, COMPUTING, 50_000) is None


@given(st.integers(1, 900), st.integers(0, 900))
def test_the_mark_is_the_nearest_round_number_that_leaves_the_run_on_its_side(
    even: int, work: int
) -> None:
    """Never further off than the next one, and a run that did not pay is not shown as if it had."""
    mark = rounded_mark(even, work)
    around = {max(each for each in MARKS if each <= even), min(m for m in MARKS if m >= even)}
    assert mark in around
    on_its_side = {each for each in around if (each > work) == (even > work)}
    if on_its_side and even != work:
        assert mark in on_its_side
