"""Cores in use: CPU time spread over the stretches it was spent in, none lost, none doubled."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.plan import Plan
from app.engine.units import NS_PER_S
from app.engine.way import POOL, THREADS, Way, Work, WorkKind
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
    begin, end = max(log.row_taken), min(log.row_done)
    steps = core_steps(lanes, begin, end, 400.0, 2.0)
    assert max(value for _, value in steps) < 1.15
    assert lanes.squaring.count_at((begin + end) // 2) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="where the system counts for each process")
@pytest.mark.parametrize(
    ("method", "numbers", "way"),
    [
        ("spawn", range(2, 5), Way(work=Work(WorkKind.WAITING, 0.05))),
        ("spawn", range(2, 4), Way(*THREADS, workers=2, work=Work(WorkKind.COMPUTING, 0.02))),
        ("fork", range(2, 5), Way(work=Work(WorkKind.COMPUTING, 0.05))),
        ("fork", range(100_000), Way(*POOL, workers=2)),
    ],
)
def test_the_area_under_the_curve_is_what_the_system_counts(
    method: str, numbers: range, way: Way
) -> None:
    """Starting, numbers, what lies between them and a process's end, each once."""
    before = _cpu_of_children()
    lanes = Lanes(carry_out(Plan(numbers, replace(way, start_method=method))))
    counted = (_cpu_of_children() - before) * NS_PER_S
    lanes.catch_up()
    assert _area(lanes) == pytest.approx(counted, rel=0.06)


def test_what_a_fork_server_s_processes_take_between_numbers_is_counted() -> None:
    """To send and to fetch a hundred thousand numbers takes longer than to square them."""
    lanes = Lanes(carry_out(Plan(range(100_000), Way(*POOL, workers=2))))
    lanes.catch_up()
    log = lanes.log
    starts = sum(worker.start_computed for worker in log.workers)
    assert _area(lanes) - starts > 1.3 * sum(log.row_computed)


def _cpu_of_children() -> float:
    """Return the CPU time of all children that have been waited for, in seconds."""
    resource = pytest.importorskip("resource", reason="Windows does not add it up")
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return float(usage.ru_utime + usage.ru_stime)


def _area(lanes: Lanes) -> float:
    """Return the area under the curve of cores in use as it is drawn, in nanoseconds."""
    steps = core_steps(lanes, lanes.origin, lanes.latest(), 3_000.0, 64.0)
    ends = [moment for moment, _ in steps[1:]] + [float(lanes.latest())]
    pairs = zip(steps, ends, strict=True)
    return sum(value * (end - moment) for (moment, value), end in pairs)


def test_more_cores_than_there_are_are_never_in_use_and_no_cpu_time_is_lost() -> None:
    """What evenly spread times add up to beyond that is had a moment later."""
    steps = [(0.0, 1.0), (10.0, 5.0), (20.0, 0.5), (40.0, 0.0)]
    level = levelled(steps, 60.0, 2.0)
    assert level == [(0.0, 1.0), (10.0, 2.0), (20.0, 2.0), (40.0, 0.0)]
    assert levelled(steps, 60.0, 8.0) == steps
