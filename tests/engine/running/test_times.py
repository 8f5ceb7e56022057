"""What children stamp: having a core, sleeping, handing over; and what is not charged for."""

from __future__ import annotations

import multiprocessing
import sys
import threading
import time
from decimal import Decimal
from statistics import median
from typing import Any

import psutil
import pytest

from app.engine.actions import ProcessAction
from app.engine.analysis.phases import PhaseKind, phases_of
from app.engine.clock import now_ns
from app.engine.events import (
    Event,
    NumberNotDone,
    NumbersDone,
    NumberTaken,
    RunFinished,
    RunRequested,
    WorkerExited,
    WorkerStarted,
)
from app.engine.log import Log
from app.engine.outcome import CauseKind
from app.engine.plan import Plan
from app.engine.running import run as run_module
from app.engine.running import stopping
from app.engine.running.records import STAMP
from app.engine.running.run import Run
from app.engine.running.worker import GROUPED_FROM
from app.engine.way import KINDS, ONE_AFTER_ANOTHER, POOL, THREADS, Way, Work, WorkKind
from tests.engine.running import tasks
from tests.engine.running.runs import (
    START_METHODS,
    carry_out,
    everywhere,
    plan_of,
    with_every_start_method,
)
from tests.platforms import not_on_wine

COMPUTING = Work(WorkKind.COMPUTING, 0.1)


@not_on_wine("it counts CPU time in other steps than the clock's, and sometimes more of it")
@everywhere
def test_cpu_time_is_no_longer_than_the_clock_and_about_the_work(
    method: str, strategy: str
) -> None:
    """Each number computed about as long as it was asked to, however long it had to wait."""
    log = carry_out(plan_of([2, 3, 4], strategy, method, work=COMPUTING))
    for row in range(3):
        length = log.row_done[row] - log.row_taken[row]
        assert 0.04e9 < log.row_computed[row] <= length
    started = [worker.start_computed for worker in log.workers if worker.started is not None]
    assert max(started) > 0
    assert min(started) >= 0


@not_on_wine("it does not know the CPU time of other processes")
@with_every_start_method
def test_computed_agrees_with_what_the_system_counts(method: str) -> None:
    """The system's own CPU time of a child, beside what the child has stamped."""
    counted: list[float] = []

    def look(_run: Run, log: Log, events: list[Event]) -> None:
        if any(isinstance(event, NumbersDone) for event in events):
            times = psutil.Process(log.workers[0].pid).cpu_times()
            counted.append(times.user + times.system)

    plan = plan_of([2], "one", method, work=Work(WorkKind.COMPUTING, 0.4), task=_linger)
    log = carry_out(plan, look)
    stamped = (log.row_computed[0] + log.workers[0].start_computed) / 1e9
    assert counted[0] == pytest.approx(stamped, rel=0.1, abs=0.03)


def _linger(number: Any) -> Any:
    return number * number


@everywhere
def test_sleep_on_purpose_is_told_apart_from_waiting(method: str, strategy: str) -> None:
    """A number that waits sleeps, and does not compute."""
    log = carry_out(plan_of([2, 3], strategy, method, work=Work(WorkKind.WAITING, 0.1)))
    for row in range(2):
        length = log.row_done[row] - log.row_taken[row]
        assert 0.1e9 <= log.row_slept[row] <= length
        assert log.row_computed[row] <= length - log.row_slept[row] + 1_000_000


def test_threads_that_take_turns_share_one_core_between_them() -> None:
    """Two bars at once, and the CPU time of one."""
    plan = Plan([2, 3], Way(*THREADS, workers=2, work=Work(WorkKind.COMPUTING, 0.3)))
    log = carry_out(plan)
    begin, end = min(log.row_taken), max(log.row_done)
    lengths = [log.row_done[row] - log.row_taken[row] for row in range(2)]
    assert sum(lengths) > 1.5 * (end - begin)
    assert sum(log.row_computed) <= 1.05 * (end - begin)


def test_cpu_times_of_quick_numbers_add_up_to_no_more_than_the_run() -> None:
    """Readings that many share are divided among them, none counted twice."""
    log = carry_out(Plan(range(100_000), Way(*POOL, workers=2)))
    whole = sum(log.row_computed)
    assert 0 < whole < 2 * ((log.finished or 0) - (log.requested or 0))
    lives = [phases_of(log, worker) for worker in range(2)]
    squaring = [phase for life in lives for phase in life if phase.kind is PhaseKind.WORKING]
    assert all(phase.computed <= phase.length for phase in squaring)


def test_a_result_nobody_fetches_lies_ready() -> None:
    """The main process was busy: that is not the result's travel."""
    busy: list[int] = []

    def be_busy(_run: Run, _log: Log, events: list[Event]) -> None:
        if not busy and any(isinstance(event, WorkerStarted) for event in events):
            busy.append(now_ns())
            time.sleep(0.3)

    plan = Plan([2, 3], Way(*POOL, workers=1, work=Work(WorkKind.WAITING, 0.05)))
    log = carry_out(plan, be_busy)
    life = phases_of(log, 0)
    lying = max(phase.length for phase in life if phase.kind is PhaseKind.LYING)
    sending = max(phase.length for phase in life if phase.kind is PhaseKind.SENDING)
    assert lying > 0.1e9
    assert sending < lying


def test_a_slow_number_among_quick_ones_is_told_of_as_it_is_taken_up() -> None:
    """And what was squared before it has arrived by then."""
    slow = 10**400_000
    numbers = [*range(2_000), slow, *range(2_000)]
    events: list[Event] = []
    log = carry_out(
        Plan(numbers, Way(*ONE_AFTER_ANOTHER, workers=1)), lambda *args: events.extend(args[2])
    )
    announced = [
        place
        for place, event in enumerate(events)
        if isinstance(event, NumberTaken) and event.number == 2_000
    ]
    assert announced
    before = [event for event in events[: announced[0]] if isinstance(event, NumbersDone)]
    assert max(event.first + len(event.results) for event in before) == 2_000
    row = log.row_of_number[2_000]
    assert log.row_taken[row] == log.row_done[log.row_of_number[1_999]]


def test_only_quick_whole_numbers_share_a_reading_of_the_clock() -> None:
    """Decimals between them are stamped one by one, each with its own time."""
    slow = Decimal("1." + "7" * 60_000)
    numbers = [slow if place % 64 == 0 else place for place in range(3 * GROUPED_FROM)]
    log = carry_out(Plan(numbers, Way(*ONE_AFTER_ANOTHER, workers=1)))
    lengths: dict[bool, list[int]] = {True: [], False: []}
    for row in range(len(log)):
        is_slow = log.row_number[row] % 64 == 0
        lengths[is_slow].append(log.row_done[row] - log.row_taken[row])
    assert median(lengths[False]) * 10 < median(lengths[True])


def test_measuring_the_work_is_not_charged_to_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The run begins when all is measured."""
    measured: list[int] = []

    def rounds_for(_work: Work) -> int:
        measured.append(now_ns())
        return 1_000

    monkeypatch.setattr(run_module, "rounds_for", rounds_for)
    log = carry_out(Plan([2], Way(work=COMPUTING)))
    assert isinstance(log.events[0], RunRequested)
    assert measured[0] <= log.events[0].at


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="this system cannot fork"
)
@pytest.mark.parametrize("strategy", list(KINDS))
def test_children_forked_off_a_foreign_thread_end_in_order(strategy: str) -> None:
    """A thread that Python has not started, such as Qt's, has a stand-in that spoilt the end."""
    codes: list[int | None] = []

    def in_foreign_thread() -> None:
        threading.current_thread()  # makes the stand-in
        log = carry_out(plan_of([2, 3, 4], strategy, "fork"))
        codes.extend(worker.exit_code for worker in log.workers)
        done.set()

    done = threading.Event()
    import _thread

    _thread.start_new_thread(in_foreign_thread, ())
    assert done.wait(30)
    assert set(codes) == {0}


@pytest.mark.parametrize("strategy", list(KINDS))
def test_an_error_in_the_program_itself_ends_the_run_in_words(
    strategy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every lane ends, every number has its cause, no process is left, and the error is raised."""
    plan = plan_of([2, 3, 4], strategy, START_METHODS[0], task=tasks.square_slowly)
    run, log = Run(plan), Log(plan.numbers)

    def fail(*_: object) -> None:
        raise RuntimeError("ours")

    with pytest.raises(RuntimeError, match="ours"):  # noqa: PT012  the run goes on until then
        for events in run:
            log.extend(events)
            if any(isinstance(event, WorkerStarted) for event in events):
                monkeypatch.setattr("app.engine.running.ledger.read_answers", fail)
    assert isinstance(log.events[-1], RunFinished)
    assert log.failed
    assert log.finished is not None
    ends = [event for event in log.events if isinstance(event, WorkerExited)]
    assert len(ends) == len(log.workers)
    failures = [event for event in log.events if isinstance(event, NumberNotDone)]
    assert {failure.cause.kind for failure in failures} == {CauseKind.FAULT}
    assert log.done + sum(failure.count for failure in failures) == 3
    assert not any(psutil.pid_exists(worker.pid) for worker in log.workers if worker.pid)


def test_every_message_begins_with_when_it_was_handed_over() -> None:
    """Eight bytes, on the run's clock."""
    assert STAMP.size == 8


def test_a_process_that_does_not_end_is_told_as_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system itself may hold one for longer than anybody waits; here it is left alone."""
    monkeypatch.setattr(stopping, "act_on_all", lambda *_: None)
    monkeypatch.setattr(stopping, "GRACE_NS", 0)
    monkeypatch.setattr(stopping, "ABANDON_NS", 50_000_000)
    plan = plan_of([2, 3], "pool", START_METHODS[0], work=Work(WorkKind.WAITING, 60.0))

    def stop(run: Run, log: Log, _events: list[Event]) -> None:
        if all(worker.started is not None for worker in log.workers):
            run.stop()

    log = carry_out(plan, stop)
    for worker in log.workers:
        assert worker.pid is not None
        psutil.Process(worker.pid).kill()
    end = log.events[-1]
    assert isinstance(end, RunFinished)
    assert end.left == 2
    ends = [event for event in log.events if isinstance(event, WorkerExited)]
    assert [event.ended for event in ends] == [False, False]


@not_on_wine("it does not know the CPU time of other processes")
@with_every_start_method
def test_a_number_that_died_asleep_is_not_charged_for_the_time(method: str) -> None:
    """What its process took beyond its start is known in the end, or nobody knows it."""
    plan = plan_of([2], "one", method, work=Work(WorkKind.WAITING, 60.0))
    killed: list[int] = []

    def kill(run: Run, log: Log, _events: list[Event]) -> None:
        holds = [worker for worker in log.workers if worker.holding is not None]
        if holds and holds[0].pid not in killed and now_ns() > (holds[0].holding_since or 0) + 3e8:
            killed.append(holds[0].pid or 0)
            run.act_on_worker(holds[0].worker, ProcessAction.KILL)
        elif holds and holds[0].pid not in killed:
            time.sleep(0.3)
            kill(run, log, _events)

    log = carry_out(plan, kill)
    for worker in log.workers:
        lost = worker.unanswered[0]
        assert lost.computed < 0.3 * (lost.until - lost.taken)
    if method != "forkserver" and sys.platform == "linux":
        assert all(worker.unanswered[0].computed > 0 for worker in log.workers)
