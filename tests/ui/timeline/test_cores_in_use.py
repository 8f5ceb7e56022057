"""Cores in use: CPU time spread over the stretches it was spent in, none lost, none doubled."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.plan import Plan
from app.engine.way import THREADS, Way, Work, WorkKind
from app.ui.timeline.cores_in_use import CoresInUse
from app.ui.timeline.curves import core_steps, levelled
from app.ui.timeline.lanes import Lanes
from tests.engine.running.runs import carry_out

BEGIN = 5_000_000_000_000

stretches = st.lists(
    st.tuples(st.integers(0, 10**9), st.integers(1, 10**8), st.floats(0, 1, allow_subnormal=False)),
    min_size=1,
    max_size=400,
)


@given(stretches)
def test_cpu_time_adds_up_however_many_stretches_there_are(
    given_stretches: list[tuple[int, int, float]],
) -> None:
    """Up to the end all of it, at the beginning none, and never less later on."""
    cores = CoresInUse()
    whole = 0
    for begin, length, share in given_stretches:
        computed = int(length * share)
        whole += computed
        cores.add(BEGIN + begin, BEGIN + begin + length, computed)
    end = BEGIN + 2 * 10**9
    assert cores.computed_until(BEGIN - 1) == pytest.approx(0, abs=1)
    assert cores.computed_until(end) == pytest.approx(whole, rel=1e-6, abs=1_000)
    times = [BEGIN + part * 10**8 for part in range(12)]
    told = [cores.computed_until(time) for time in times]
    assert all(later >= earlier - 1_000 for earlier, later in pairwise(told))
    assert all(cores.at(time) >= 0 for time in times)


def test_two_threads_that_take_turns_use_one_core_between_them() -> None:
    """Real threads, both with a number in hand all the while."""
    plan = Plan([2, 3], Way(*THREADS, workers=2, work=Work(WorkKind.COMPUTING, 0.3)))
    lanes = Lanes(carry_out(plan))
    lanes.catch_up()
    log = lanes.log
    begin, end = max(log.row_taken), min(log.row_squared)
    steps = core_steps(lanes, begin, end, 400.0, 2.0)
    assert max(value for _, value in steps) < 1.15
    assert lanes.squaring.count_at((begin + end) // 2) == 2


def test_the_area_under_the_curve_is_the_cpu_time_stamped() -> None:
    """Numbers and starts of every worker, each once."""
    lanes = Lanes(carry_out(Plan([2, 3, 4], Way(work=Work(WorkKind.COMPUTING, 0.05)))))
    lanes.catch_up()
    log = lanes.log
    stamped = sum(log.row_computed) + sum(worker.start_computed for worker in log.workers)
    steps = core_steps(lanes, lanes.origin, lanes.latest(), 3_000.0, 64.0)
    ends = [moment for moment, _ in steps[1:]] + [float(lanes.latest())]
    pairs = zip(steps, ends, strict=True)
    area = sum(value * (end - moment) for (moment, value), end in pairs)
    assert area == pytest.approx(stamped, rel=0.01)


def test_more_cores_than_there_are_are_never_in_use_and_no_cpu_time_is_lost() -> None:
    """What evenly spread times add up to beyond that is had a moment later."""
    steps = [(0.0, 1.0), (10.0, 5.0), (20.0, 0.5), (40.0, 0.0)]
    level = levelled(steps, 60.0, 2.0)
    assert level == [(0.0, 1.0), (10.0, 2.0), (20.0, 2.0), (40.0, 0.0)]
    assert levelled(steps, 60.0, 8.0) == steps
