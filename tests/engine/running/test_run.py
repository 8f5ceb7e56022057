"""Runs in order: every strategy over every start method, with real processes."""

from __future__ import annotations

import os
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import PySide6.QtCore  # noqa: F401 - loaded here, so that a child could inherit it by mistake
import pytest

from app.engine.analysis.phases import phases_of
from app.engine.events import NumbersDone, NumberTaken, RunFinished, RunRequested, WorkerStarted
from app.engine.plan import Plan
from app.engine.record import Record, another_go, first_run
from app.engine.rows import Rows
from app.engine.running.run import Run
from app.engine.standing import Standing
from app.engine.tasks import SQUARE
from app.engine.telling.row_sentences import row_sentence
from app.engine.units import NS_PER_S
from app.engine.way import ONE_AFTER_ANOTHER, POOL, Way, Work, WorkKind
from tests.engine.running import tasks
from tests.engine.running.runs import (
    START_METHODS,
    assert_every_number_answered_once,
    carry_out,
    everywhere,
    plan_of,
    squares_of,
    task_of,
    with_every_start_method,
)
from tests.platforms import not_on_windows

FIRST_NAMES = {
    "one": ["Process-1"],
    "each": [f"Process-{place}" for place in range(1, 24)],
    "pool": ["PoolWorker-1", "PoolWorker-2"],
    "threads": ["Thread-1", "Thread-2"],
}


@everywhere
def test_every_number_is_squared_once_by_a_named_worker(method: str, strategy: str) -> None:
    """The main path, in each of its forms."""
    log = carry_out(plan_of(range(23), strategy, method))
    assert_every_number_answered_once(log)
    assert squares_of(log) == {number: number * number for number in range(23)}
    assert [worker.name for worker in log.workers] == FIRST_NAMES[strategy]
    assert os.getpid() not in {worker.pid for worker in log.workers}
    assert all(worker.exit_code == 0 for worker in log.workers)


def test_the_last_result_does_not_wait_for_the_processes_to_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever is gathered meanwhile to be handed over together."""
    monkeypatch.setattr("app.engine.running.run.BATCH_NS", 20 * NS_PER_S)
    plan = plan_of(range(3), "each", START_METHODS[0], task=tasks.end_slowly)
    batches = list(Run(plan))
    last = max(
        place
        for place, events in enumerate(batches)
        if any(isinstance(event, NumbersDone) for event in events)
    )
    assert last < len(batches) - 1


@everywhere
def test_phases_add_up_to_each_worker_s_life_exactly(method: str, strategy: str) -> None:
    """What the timeline shows of a real run leaves no nanosecond out and counts none twice."""
    log = carry_out(plan_of(range(12), strategy, method, task=tasks.square_slowly))
    for worker in log.workers:
        assert worker.exited is not None
        phases = phases_of(log, worker.worker)
        assert phases[0].start == worker.requested
        assert phases[-1].end == worker.exited
        assert all(one.end == other.start for one, other in pairwise(phases))
        life = worker.exited - worker.requested
        assert sum(phase.end - phase.start for phase in phases) == life


@everywhere
def test_times_lie_in_the_order_in_which_things_happen(method: str, strategy: str) -> None:
    """Stamps of children and of the main process come from one clock."""
    log = carry_out(plan_of(range(9), strategy, method))
    assert log.requested is not None
    assert log.finished is not None
    for row in range(len(log)):
        worker = log.workers[log.row_worker[row]]
        assert worker.started is not None
        assert worker.exited is not None
        stamps = [log.requested, worker.requested, worker.started, log.row_taken[row]]
        stamps += [log.row_done[row], log.row_received[row], worker.exited, log.finished]
        assert stamps == sorted(stamps)


@pytest.mark.parametrize("method", [method for method in START_METHODS if method != "fork"])
def test_children_do_not_load_qt(method: str) -> None:
    """A child is light, although the program that started it has Qt loaded.

    With fork it is a copy of the whole program, and what is loaded stays loaded.
    """
    log = carry_out(plan_of([1, 2], "each", method, task=tasks.count_qt_modules))
    assert squares_of(log) == {1: 0, 2: 0}


@with_every_start_method
def test_threads_share_one_process(method: str) -> None:
    """Threads have one pid, and names of their own."""
    log = carry_out(plan_of(range(40), "threads", method, task=tasks.square_slowly))
    assert len({worker.pid for worker in log.workers}) == 1
    assert log.processes == 1
    assert {log.worker_name(row) for row in range(len(log))} == {"Thread-1", "Thread-2"}


def test_rows_read_exactly_as_in_the_lesson() -> None:
    """The sentence is a promise."""
    log = carry_out(Plan([3]))
    assert row_sentence(log, 0) == "3 squared to 9 by: Process-1"


def test_numbers_of_every_kind_are_squared_exactly() -> None:
    """Nothing is rounded on the way to a child and back."""
    third, huge = Fraction(1, 3), 10**5000 + 7
    log = carry_out(Plan([third, huge, -4]))
    assert squares_of(log) == {third: Fraction(1, 9), huge: huge * huge, -4: 16}


def test_no_more_processes_are_alive_than_allowed() -> None:
    """Ten thousand numbers must work as well as five."""
    log = carry_out(Plan(range(40), Way(alive_limit=3)))
    changes = [(worker.requested, 1) for worker in log.workers]
    changes += [(worker.exited or 0, -1) for worker in log.workers]
    alive = most = 0
    for _, change in sorted(changes):
        alive += change
        most = max(most, alive)
    assert most == 3


@pytest.mark.parametrize("kind", [WorkKind.COMPUTING, WorkKind.WAITING])
def test_extra_work_lengthens_the_squaring_and_is_announced(kind: WorkKind) -> None:
    """While work goes on, the log already knows who is busy with what."""
    plan = Plan([1, 2, 3], Way(*ONE_AFTER_ANOTHER, work=Work(kind, 0.05)))
    announced = []
    for events in Run(plan):
        announced += [event.number for event in events if isinstance(event, NumberTaken)]
    log = carry_out(plan)
    assert announced == [0, 1, 2]
    for row in range(3):
        assert log.row_done[row] - log.row_taken[row] > 20_000_000


def test_a_run_begins_with_its_request_and_ends_with_its_finish() -> None:
    """The frame every view relies on."""
    events = [event for batch in Run(Plan([1, 2])) for event in batch]
    assert isinstance(events[0], RunRequested)
    assert isinstance(events[-1], RunFinished)
    assert sum(isinstance(event, WorkerStarted) for event in events) == 2


def test_nothing_to_square_is_over_at_once() -> None:
    """A plan without numbers starts no process."""
    log = carry_out(Plan([]))
    assert log.finished is not None
    assert not log.workers


@pytest.mark.parametrize("method", START_METHODS[:1])
def test_a_hundred_thousand_numbers_flow_through_a_pool(method: str) -> None:
    """Chunks grow, and every number still has its worker and its times."""
    log = carry_out(plan_of(range(100_000), "pool", method))
    assert_every_number_answered_once(log)
    assert all(square == number * number for number, square in squares_of(log).items())
    assert min(log.row_worker) >= 0
    assert all(
        log.row_taken[row] <= log.row_done[row] <= log.row_received[row] for row in range(len(log))
    )
    assert len(log.events) < 1_000


@not_on_windows("there a process cannot send itself what a console's Ctrl+C is")
def test_ctrl_c_in_a_terminal_is_left_to_the_main_process() -> None:
    """The terminal sends SIGINT to children too; they go on until they are told."""
    log = carry_out(Plan([2, 3], task=task_of(tasks.interrupt_itself)))
    assert squares_of(log) == {2: 4, 3: 9}


def go_again(previous: Record, spans: list[tuple[int, int]], **others: Any) -> Record:
    """Carry another go out and return its record."""
    record = another_go(previous, spans)
    plan = replace(record.plan, **others)
    for events in Run(plan, record.log.first_worker, record.first_process):
        record.log.extend(events)
    return record


def standing_after(before: Rows, record: Record) -> Standing:
    """Return where the numbers stand after another go."""
    standing = Standing(before, record)
    for _ in standing.copying():
        pass
    standing.catch_up()
    return standing


def test_another_go_is_a_run_of_its_own_and_leaves_the_first_as_it_was() -> None:
    """It names its parent and counts its processes on; the list shows where numbers stand now."""
    first = first_run(plan_of([2, 3, 4], "each", START_METHODS[0], task=tasks.raise_for_three))
    first.log.extend(event for batch in Run(first.plan) for event in batch)
    assert first.log.not_done_spans() == [(1, 1)]
    before = list(first.log.row_outcome)
    again = go_again(first, first.log.not_done_spans(), task=SQUARE)
    assert (again.number, again.parent, again.plan.numbers) == (2, first, [3])
    assert row_sentence(again.log, 0) == "3 squared to 9 by: Process-4"
    assert list(first.log.row_outcome) == before
    standing = standing_after(first.log, again)
    assert standing.not_done == 0
    row = standing.row_of_number[1]
    assert row_sentence(standing, row) == "3 squared to 9 by: Process-4"
    assert standing.origin_of(row) == again.log.requested
    assert {standing.origin_of(other) for other in {0, 1, 2} - {row}} == {first.log.requested}
    assert_every_number_answered_once(standing)


def test_numbers_left_by_a_stop_are_squared_by_other_goes() -> None:
    """Nothing is lost over several goes, some of them stopped as well."""
    plan = plan_of(range(3_000), "pool", START_METHODS[0], task=tasks.never_end)
    log = carry_out(plan, lambda run, *_: run.stop())
    first = replace(first_run(plan), log=log)
    assert (log.not_done, log.stopped_numbers, len(log)) == (3_000, 3_000, 0)
    assert log.not_done_spans() == [(0, 3_000)]
    second = go_again(first, [(10, 20), (2_000, 500)], task=SQUARE)
    standing = standing_after(log, second)
    assert standing.stopped_numbers == 2_480
    assert standing.not_done_spans() == [(0, 10), (30, 1_970), (2_500, 500)]
    third = go_again(second, standing.not_done_spans(), task=SQUARE)
    standing = standing_after(standing, third)
    assert (standing.not_done, len(standing)) == (0, 3_000)
    assert squares_of(standing) == {number: number * number for number in range(3_000)}


def test_a_pool_is_given_chunks_of_the_chosen_size() -> None:
    """Those of a chunk are all done by the same worker, one right after the other."""
    way = Way(*POOL, workers=2, work=Work(WorkKind.WAITING, 0.01), chunk=4)
    log = carry_out(Plan(range(10), way))
    by = {number: log.worker_name(row) for row, number in enumerate(log.row_number)}
    for begin, end in ((0, 4), (4, 8), (8, 10)):
        assert len({by[number] for number in range(begin, end)}) == 1
    assert by[0] != by[4]
    assert log.done == 10
