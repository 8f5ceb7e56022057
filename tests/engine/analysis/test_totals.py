from __future__ import annotations

import gc
import time
from array import array
from collections.abc import Iterator

import pytest

from app.engine.analysis.totals import RunTotals, counts_of, last_done_row, took_ns
from app.engine.events import (
    Event,
    NumberNotDone,
    NumbersDone,
    RunFinished,
    RunRequested,
    WorkerRequested,
)
from app.engine.log import Log
from app.engine.outcome import Cause, CauseKind
from tests.hand_written_logs import (
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
    one_killed_events,
    squared_one,
    with_cpu,
)

LONGEST_STEP_S = 0.05
"""A step is meant to take a few milliseconds; so much is allowed on a busy computer."""


def test_a_runs_counts_and_times_are_the_logs() -> None:
    """The run in the design's picture."""
    totals = RunTotals(five_processes()).done().at()
    assert (totals.counts.done, totals.counts.failed, totals.counts.processes) == (5, 0, 5)
    assert totals.counts.elapsed == 18_400 * US
    assert totals.results_after == 15_000 * US
    assert totals.afterwards == 3_400 * US
    assert totals.in_progress == sum(squared - taken for _, _, taken, squared, _, _ in FIVE) * US
    assert totals.starting == 3_000 * US
    assert (totals.longest, totals.longest_worker) == (1_690 * US, "Process-1")


def test_another_go_has_its_own_processes() -> None:
    """They are numbered from where the first run's ended, and counted from one."""
    events: list[Event] = [
        RunRequested(at(0)),
        WorkerRequested(0, "Process-6", 6, at(0)),
        WorkerRequested(1, "Process-7", 7, at(1)),
        RunFinished(at(9), stopped=False),
    ]
    assert RunTotals(log_of([2, 3], events)).done().at().counts.processes == 2


def test_totals_move_along_with_a_replay() -> None:
    """At a moment in mid-run only what had arrived by then is counted."""
    totals = RunTotals(one_killed()).done()
    counts = totals.at(at(9_850)).counts
    assert (counts.done, counts.failed, counts.processes) == (3, 0, 5)
    assert counts.elapsed == 9_850 * US
    assert totals.at(at(14_000)).counts.failed == 1
    assert totals.at(at(-5)).counts.elapsed == 0


def test_quick_numbers_that_share_a_reading_of_the_clock_count_once() -> None:
    """A message's numbers never take longer than the message."""
    log = log_of(range(64), five_events()[:2])
    taken = array("q", [at(5_000)] * 32 + [at(5_032)] * 32)
    squared = array("q", [at(5_032)] * 32 + [at(5_064)] * 32)
    squares = [number * number for number in range(64)]
    log.extend([NumbersDone(0, 0, taken, squared, squares, at(5_100))])
    assert RunTotals(log).done().at().in_progress == 64 * US


def test_cpu_time_and_sleep_are_added_up_and_unknown_where_one_is() -> None:
    """What the squaring itself took; a figure with a hole in it is none."""
    events = with_cpu(five_events(), computed=0.5, slept=0.25)
    totals = RunTotals(log_of([2, 3, 4, 5, 6], events)).done().at()
    assert totals.computed == pytest.approx(totals.in_progress / 2, abs=5)
    assert totals.slept == pytest.approx(totals.in_progress / 4, abs=5)
    holed = [*events[:-5], *five_events()[-5:]]
    assert RunTotals(log_of([2, 3, 4, 5, 6], holed)).done().at().computed is None


def test_a_number_that_was_not_squared_has_no_cpu_time_to_miss() -> None:
    """The others' still add up."""
    log = log_of([2, 3, 4, 5, 6], with_cpu(one_killed_events()))
    totals = RunTotals(log).done().at()
    assert totals.computed == totals.in_progress
    assert totals.suspended == 1_500 * US


def test_numbers_left_by_a_stop_count_as_not_squared_at_its_end() -> None:
    """They have no rows, and are counted all the same."""
    stopped = NumberNotDone(1, None, Cause(CauseKind.STOPPED), at(95), count=9)
    events = [RunRequested(at(0)), *life(0, 0, 2, (0, 10, 20, 60, 70, 90)), stopped]
    totals = RunTotals(log_of(range(10), [*events, RunFinished(at(100), stopped=True)])).done()
    assert (totals.at().counts.done, totals.at().counts.failed) == (1, 9)
    assert totals.at(at(99)).counts.failed == 0


def test_counts_of_a_living_run_follow_the_clock() -> None:
    """Time goes on while nothing happens."""
    log = log_of([2, 3, 4, 5, 6], five_events(), first=8)
    counts = counts_of(log, at(7_000))
    assert (counts.done, counts.elapsed) == (len(log), 7_000 * US)
    assert counts_of(Log([1])).elapsed == 0


@pytest.mark.parametrize("failures", [(), (0,), (4,), (3, 4), (0, 2, 4), (0, 1, 2, 3, 4)])
def test_a_run_takes_as_long_as_its_last_result(failures: tuple[int, ...]) -> None:
    """Failures learned of later do not count; the totals say the same."""
    events: list[Event] = [RunRequested(at(0))]
    cause = Cause(CauseKind.RAISED)
    for number in range(5):
        moment = 1_000 * (number + 1)
        if number in failures:
            events.append(NumberNotDone(number, None, cause, at(moment)))
        else:
            if not any(isinstance(event, WorkerRequested) for event in events):
                events.append(WorkerRequested(0, "Process-1", 1, at(1)))
            times = (moment - 20, moment - 10, moment)
            events.append(squared_one(0, number, number, times))
    log = log_of(range(5), [*events, RunFinished(at(9_000), stopped=False)])
    done = [number for number in range(5) if number not in failures]
    assert last_done_row(log) == (done[-1] if done else None)
    assert took_ns(log) == (1_000_000 * (done[-1] + 1) if done else 9_000_000)
    assert RunTotals(log).done().at().results_after == (took_ns(log) if done else None)


def test_nothing_at_all_adds_up_to_nothing() -> None:
    """An empty log has totals too."""
    totals = RunTotals(Log(())).done().at()
    assert totals.results_after is None
    assert sum(totals.division.times.values()) == 0


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
        assert sum(division.times.values()) == division.whole
