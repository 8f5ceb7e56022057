from __future__ import annotations

import gc
import time
from array import array
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.analysis.phases import PhaseKind, phases_of
from app.engine.analysis.totals import RunTotals, counts_of
from app.engine.events import NumbersSquared, RunFinished, RunRequested
from app.engine.log import Log
from tests.hand_written_logs import (
    BEGIN_NS,
    FIVE,
    US,
    at,
    five_events,
    five_processes,
    life,
    log_of,
    many_numbers,
    many_processes,
    one_killed,
    pool_of_four,
    squared_one,
    three_threads,
)

LONGEST_STEP_S = 0.05
"""A step is meant to take a few milliseconds; so much is allowed on a busy computer."""


def test_a_runs_counts_and_times_are_the_logs() -> None:
    """The run in the design's picture."""
    totals = RunTotals(five_processes()).done().at()
    assert (totals.counts.squared, totals.counts.failed, totals.counts.processes) == (5, 0, 5)
    assert totals.counts.elapsed == 18_400 * US
    assert totals.results_after == 15_000 * US
    assert totals.afterwards == 3_400 * US
    assert totals.squaring == sum(squared - taken for _, _, taken, squared, _, _ in FIVE) * US
    assert (totals.longest, totals.longest_worker) == (1_690 * US, "Process-1")


def test_two_processes_share_each_instant_equally() -> None:
    """While one starts and one squares, half the time is starting and half is squaring."""
    log = log_of(
        [2, 3],
        [
            RunRequested(at(0)),
            *life(0, 0, 2, (10, 20, 20, 60, 70, 90)),
            *life(1, 1, 3, (30, 50, 50, 80, 100, 100)),
            RunFinished(at(120), stopped=False),
        ],
    )
    division = RunTotals(log).done().at().division
    assert division.shares == {
        None: 10 * US,
        PhaseKind.STARTING: (10 + 10) * US,
        PhaseKind.WAITING: 0,
        PhaseKind.SQUARING: (10 + 10 + 10 + 5 + 5) * US,
        PhaseKind.SENDING: (5 + 5 + 10) * US,
        PhaseKind.LYING: 0,
        PhaseKind.EXITING: (5 + 5) * US,
    }
    assert division.whole == 100 * US
    assert division.most_squaring == 2


def test_the_workers_time_is_the_sum_of_their_phases() -> None:
    """By phase, over all workers, up to the last result."""
    for log in (five_processes(), one_killed(), pool_of_four(), three_threads()):
        totals = RunTotals(log).done().at()
        last = BEGIN_NS + (totals.results_after or 0)
        expected = dict.fromkeys(PhaseKind, 0)
        for worker in range(len(log.workers)):
            for phase in phases_of(log, worker, until=last):
                expected[phase.kind] += phase.length
        assert totals.division.worker_time == expected


@given(st.integers(0, 20_000))
def test_the_parts_add_up_to_the_time_exactly_at_every_moment(moment: int) -> None:
    """In a replay too: not a nanosecond is lost by rounding."""
    for log in (five_processes(), one_killed(), three_threads()):
        totals = RunTotals(log).done().at(at(moment))
        assert sum(totals.division.shares.values()) == totals.division.whole
        end = min(at(moment), log.finished or 0)
        if totals.results_after is None:
            assert totals.division.whole == end - BEGIN_NS
        else:
            assert totals.division.whole == totals.results_after


def test_totals_move_along_with_a_replay() -> None:
    """At a moment in mid-run only what had arrived by then is counted."""
    totals = RunTotals(one_killed()).done()
    counts = totals.at(at(9_850)).counts
    assert (counts.squared, counts.failed, counts.processes) == (3, 0, 5)
    assert counts.elapsed == 9_850 * US
    assert totals.at(at(14_000)).counts.failed == 1
    assert totals.at(at(-5)).counts.elapsed == 0


def test_quick_numbers_that_share_a_reading_of_the_clock_count_once() -> None:
    """A message's numbers never take longer than the message."""
    log = log_of(range(64), five_events()[:2])
    taken = array("q", [at(5_000)] * 32 + [at(5_032)] * 32)
    squared = array("q", [at(5_032)] * 32 + [at(5_064)] * 32)
    squares = [number * number for number in range(64)]
    log.extend([NumbersSquared(0, 0, taken, squared, squares, at(5_100))])
    assert RunTotals(log).done().at().squaring == 64 * US


def test_counts_of_a_living_run_follow_the_clock() -> None:
    """Time goes on while nothing happens."""
    log = log_of([2, 3, 4, 5, 6], five_events(), first=8)
    counts = counts_of(log, at(7_000))
    assert (counts.squared, counts.elapsed) == (len(log), 7_000 * US)
    assert counts_of(Log([1])).elapsed == 0


def test_nothing_at_all_adds_up_to_nothing() -> None:
    """An empty log has totals too."""
    totals = RunTotals(Log(())).done().at()
    assert totals.results_after is None
    assert sum(totals.division.shares.values()) == 0


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Keep the garbage collector's own pauses out of what is measured."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
def test_ten_thousand_processes_and_a_million_numbers_are_added_up_in_short_steps() -> None:
    """The window answers all the while."""
    for log in (many_processes(), many_numbers()):
        totals, longest, count = RunTotals(log), 0.0, 0
        began = time.thread_time()
        for _ in totals.steps():
            now = time.thread_time()
            longest, began, count = max(longest, now - began), now, count + 1
        assert longest < LONGEST_STEP_S
        assert count > 50
        division = totals.at().division
        assert sum(division.shares.values()) == division.whole


def test_a_result_that_overtakes_the_next_message_leaves_no_gap() -> None:
    """Prefetched work: squaring goes on while a result travels."""
    begun = [event for event in five_events() if getattr(event, "worker", None) == 0][:2]
    log = log_of([2, 3], [RunRequested(at(0)), *begun])
    log.extend(
        [
            squared_one(0, 0, 2, (5_000, 5_100, 5_400)),
            squared_one(0, 1, 3, (5_100, 5_300, 5_500)),
        ]
    )
    shares = RunTotals(log).done().at().division.worker_time
    assert shares[PhaseKind.SQUARING] == 300 * US
    assert shares[PhaseKind.SENDING] == 200 * US
