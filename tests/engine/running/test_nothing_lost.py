"""Nothing lost: children that fail, die, hang or are suspended, over every start method."""

from __future__ import annotations

import random
import signal
import sys
from collections.abc import Iterator

import psutil
import pytest

from app.engine.actions import ProcessAction
from app.engine.clock import now_ns
from app.engine.events import (
    Event,
    NumberTaken,
    WorkerResumed,
    WorkerStarted,
    WorkerSuspended,
)
from app.engine.log import Log
from app.engine.plan import Plan
from app.engine.rows import NOBODY
from app.engine.running.run import Run
from app.engine.telling.row_sentences import row_sentence
from app.engine.way import Way, Work, WorkKind
from app.engine.worker_record import WorkerRecord
from tests.engine.running import tasks
from tests.engine.running.runs import (
    KILLED_STATUS,
    KILLED_WORDS,
    START_METHODS,
    assert_every_number_answered_once,
    carry_out,
    everywhere,
    failures_of,
    plan_of,
    squares_of,
    task_of,
    unread,
    wait_for,
    with_every_start_method,
)

WITHOUT_THREE = {2: 4, 4: 16, 5: 25}
NUMBERS = [2, 3, 4, 5]


def _culprit(log: Log) -> str:
    """Return the name of the worker that 3 came to nothing with."""
    return log.worker_name(log.row_of_number[1])


def _one_in_mid_message(run: Run, log: Log) -> tuple[Iterator[list[Event]], WorkerRecord]:
    """Begin a run and stop reading; return its batches and a worker in the middle of a message."""
    batches = iter(run)
    while not any(worker.started for worker in log.workers):
        log.extend(next(batches))
    worker = next(worker for worker in log.workers if worker.started)
    (line,) = next(c.lines for c in vars(run)["_children"] if c.lines[0].worker == worker.worker)

    wait_for(lambda: unread(line.channel) > 50_000, "the child to fill its channel")
    return batches, worker


def _killed_by_outsider(name: str) -> str:
    """Return what is said of a process that somebody else, or itself, has killed."""
    if sys.platform == "win32":  # which cannot tell it from an end of its own
        return f"{name} ended early with exit status {int(signal.SIGTERM)}"
    return f"{name} was killed (SIGKILL)"


def _two_are_busy(log: Log) -> bool:
    return sum(isinstance(event, NumberTaken) for event in log.events) >= 2


def _kill_fork_server(log: Log) -> int:
    """Kill the parent of a run's children, and return its pid."""
    server = psutil.Process(log.workers[0].pid).ppid()
    psutil.Process(server).kill()
    return server


@everywhere
def test_an_error_is_told_in_words(method: str, strategy: str) -> None:
    """A child that raises costs its number only, and says what was raised."""
    log = carry_out(plan_of(NUMBERS, strategy, method, task=tasks.raise_for_three))
    assert_every_number_answered_once(log)
    assert squares_of(log) == WITHOUT_THREE
    words = f"3 was not squared: {_culprit(log)} raised ValueError: three is not to be squared"
    assert failures_of(log) == {3: words}


@everywhere
def test_a_result_that_cannot_be_sent_is_told_in_words(method: str, strategy: str) -> None:
    """Pickling fails in the child, not between the processes."""
    log = carry_out(plan_of(NUMBERS, strategy, method, task=tasks.unpicklable_for_three))
    assert_every_number_answered_once(log)
    assert squares_of(log) == WITHOUT_THREE
    assert failures_of(log)[3].startswith(
        f"3 was not squared: {_culprit(log)} could not send its result: TypeError: cannot pickle"
    )


@everywhere
def test_a_number_that_kills_its_worker_is_reported(method: str, strategy: str) -> None:
    """With a process of its own at once, elsewhere when it has killed three; others are squared."""
    log = carry_out(plan_of(NUMBERS, strategy, method, task=tasks.kill_itself_for_three))
    assert_every_number_answered_once(log)
    assert squares_of(log) == WITHOUT_THREE
    assert failures_of(log) == {3: f"3 was not squared: {_killed_by_outsider(_culprit(log))}"}
    killed = {worker.process for worker in log.workers if worker.exit_code}
    assert len(killed) == (1 if strategy == "each" else 3)


@with_every_start_method
def test_a_child_that_exits_early_is_reported_with_its_status(method: str) -> None:
    """A status is told even if it is 0."""
    log = carry_out(plan_of(NUMBERS, "each", method, task=tasks.exit_for_three))
    assert squares_of(log) == WITHOUT_THREE
    ended = "3 was not squared: Process-2 ended early with exit status"
    assert failures_of(log) == {3: f"{ended} 7"}
    log = carry_out(plan_of(NUMBERS, "each", method, task=tasks.vanish_for_three))
    assert squares_of(log) == WITHOUT_THREE
    assert failures_of(log) == {3: f"{ended} 0"}


def test_a_number_that_kills_its_process_takes_no_other_down_with_it() -> None:
    """Threads share a process and its deaths; suspects are tried one at a time."""
    numbers = [2, 4, 3, 5, 6, 7, 8]
    plan = plan_of(
        numbers, "threads", START_METHODS[0], workers=4, task=tasks.kill_itself_for_three
    )
    log = carry_out(plan)
    assert_every_number_answered_once(log)
    assert list(failures_of(log)) == [3]


@with_every_start_method
def test_the_number_of_a_killed_pool_worker_is_squared_by_another(method: str) -> None:
    """A killed worker is replaced, and its number is not lost."""
    killed: list[int] = []

    def kill_first(run: Run, log: Log, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, NumberTaken) and not killed:
                killed.append(event.worker)
                run.act_on_worker(event.worker, ProcessAction.KILL)

    plan = plan_of(range(8), "pool", method, work=Work(WorkKind.WAITING, 0.05))
    log = carry_out(plan, kill_first)
    assert_every_number_answered_once(log)
    assert squares_of(log) == {number: number * number for number in range(8)}
    assert log.workers[killed[0]].exit_code == KILLED_STATUS
    assert [worker.name for worker in log.workers] == [f"PoolWorker-{n}" for n in (1, 2, 3)]


@everywhere
def test_children_killed_at_random_moments_lose_nothing_else(method: str, strategy: str) -> None:
    """In start-up, in mid-computation and in mid-message with results of megabytes."""
    chance = random.Random(f"{method} {strategy}")
    plan = plan_of(range(10), strategy, method, task=tasks.huge_result, alive_limit=5)
    killed: list[int] = []

    def kill_some(run: Run, log: Log, events: list[Event]) -> None:
        for worker in log.workers:
            if worker.exited is None and len(killed) < 4 and chance.random() < 0.3:
                killed.append(worker.worker)
                run.act_on_worker(worker.worker, ProcessAction.KILL)

    log = carry_out(plan, kill_some)
    assert_every_number_answered_once(log)
    for number, square in squares_of(log).items():
        assert square == str(number).encode() + b"." * tasks.HUGE
    for words in failures_of(log).values():
        assert KILLED_WORDS in words


def test_a_child_killed_in_mid_message_leaves_no_half_result() -> None:
    """The message is cut for certain: nobody reads while the child dies in the middle of it."""
    run, log = Run(Plan([2, 3], task=task_of(tasks.huge_result_after_a_moment))), Log([2, 3])
    batches, victim = _one_in_mid_message(run, log)
    psutil.Process(victim.pid).kill()
    for events in batches:
        log.extend(events)
    assert_every_number_answered_once(log)
    row = log.row_of_number[victim.worker]
    assert _killed_by_outsider(victim.name) in row_sentence(log, row)
    assert log.done == 1


@everywhere
def test_stop_leaves_no_process_within_a_second(method: str, strategy: str) -> None:
    """Whatever children do, and with every number accounted for."""
    plan = plan_of(range(6), strategy, method, task=tasks.never_end, alive_limit=4)
    stopped_at: list[int] = []

    def stop(run: Run, log: Log, events: list[Event]) -> None:
        if not stopped_at and any(isinstance(event, NumberTaken) for event in events):
            stopped_at.append(now_ns())
            run.stop()

    log = carry_out(plan, stop)
    assert_every_number_answered_once(log)
    assert log.stopped
    assert log.finished is not None
    assert log.finished - stopped_at[0] < 1_000_000_000  # promised, not a benchmark
    assert log.stopped_numbers == 6
    assert any(span.worker != NOBODY for span in log.stopped_spans)
    assert not any(psutil.pid_exists(worker.pid or 0) for worker in log.workers if worker.pid)


@with_every_start_method
def test_stop_ends_children_that_refuse_or_cannot_answer(method: str) -> None:
    """One ignores SIGTERM, one is suspended; neither outlives the stop."""
    plan = plan_of([1, 2], "each", method, task=tasks.ignore_sigterm)
    asked: list[int] = []

    def suspend_then_stop(run: Run, log: Log, events: list[Event]) -> None:
        if not asked and all(worker.holding is not None for worker in log.workers[:2]):
            asked.append(now_ns())
            psutil.Process(log.workers[0].pid).suspend()
            run.stop()

    log = carry_out(plan, suspend_then_stop)
    assert_every_number_answered_once(log)
    assert log.finished is not None
    assert log.finished - asked[0] < 1_000_000_000  # promised, not a benchmark


@everywhere
def test_a_suspended_child_is_noticed_and_delays_nobody(method: str, strategy: str) -> None:
    """It is shown as not answering; others go on; resumed, it finishes its work."""
    plan = plan_of(range(4), strategy, method, work=Work(WorkKind.WAITING, 0.3), alive_limit=2)
    happened: list[str] = []

    def suspend_one(run: Run, log: Log, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, NumberTaken) and not happened:
                happened.append("suspended")
                run.act_on_worker(event.worker, ProcessAction.SUSPEND)
            elif isinstance(event, WorkerSuspended) and "noticed" not in happened:
                happened.append("noticed")
                assert log.workers[event.worker].suspended
            elif isinstance(event, WorkerResumed):
                happened.append("resumed")
        alone = strategy in ("one", "threads")
        others_done = alone or len(log) == 3
        if happened == ["suspended", "noticed"] and others_done:
            happened.append("asked to resume")
            for worker in log.workers:
                if worker.suspended:
                    run.act_on_worker(worker.worker, ProcessAction.RESUME)

    log = carry_out(plan, suspend_one)
    assert happened[:3] == ["suspended", "noticed", "asked to resume"]
    assert_every_number_answered_once(log)
    assert squares_of(log) == {number: number * number for number in range(4)}


def test_a_child_suspended_in_mid_message_delays_nobody() -> None:
    """Half a message lies in its channel for ever; the others' results arrive, and Stop ends it."""
    run, log = Run(Plan([2, 3, 4], task=task_of(tasks.huge_result_after_a_moment))), Log([2, 3, 4])
    batches, victim = _one_in_mid_message(run, log)
    run.act_on_worker(victim.worker, ProcessAction.SUSPEND)
    for events in batches:
        log.extend(events)
        if log.done == 2 and victim.suspended:
            run.stop()
    assert_every_number_answered_once(log)
    assert log.done == 2
    assert [span.worker for span in log.stopped_spans] == [victim.worker]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot ask a process to end")
def test_ending_a_process_reports_its_number_and_lets_the_others_live() -> None:
    """What the context menu does, in front of a class."""
    acted: list[int] = []

    def end_second(run: Run, log: Log, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, WorkerStarted) and event.name == "Process-2":
                acted.append(event.worker)
                run.act_on_worker(event.worker, ProcessAction.TERMINATE)

    plan = Plan([2, 3, 4], Way(work=Work(WorkKind.WAITING, 0.3)))
    log = carry_out(plan, end_second)
    assert acted == [1]
    assert squares_of(log) == {2: 4, 4: 16}
    assert failures_of(log) == {3: "3 was not squared: Process-2 was killed (SIGTERM)"}


def test_leaving_a_run_early_leaves_no_process() -> None:
    """An error in whoever iterates must not leave children behind."""
    batches = iter(Run(Plan([1, 2, 3], task=task_of(tasks.never_end))))
    pids: list[int] = []
    while len(pids) < 3:
        pids += [event.pid for event in next(batches) if isinstance(event, WorkerStarted)]
    batches.close()  # type: ignore[attr-defined]
    assert not any(psutil.pid_exists(pid) for pid in pids)


@pytest.mark.parametrize("strategy", ["each", "pool"], ids=str)
def test_numbers_are_squared_once_each_while_workers_die_all_the_time(strategy: str) -> None:
    """Many small numbers, many deaths: no result twice, none forgotten."""
    chance = random.Random(strategy)

    def kill_now_and_then(run: Run, log: Log, events: list[Event]) -> None:
        alive = [worker.worker for worker in log.workers if worker.exited is None]
        if alive and chance.random() < 0.4:
            run.act_on_worker(chance.choice(alive), ProcessAction.KILL)

    plan = plan_of(range(150), strategy, START_METHODS[0], work=Work(WorkKind.WAITING, 0.002))
    log = carry_out(plan, kill_now_and_then)
    assert_every_number_answered_once(log)
    assert all(square == number * number for number, square in squares_of(log).items())


@pytest.mark.skipif("forkserver" not in START_METHODS, reason="there is no fork server")
def test_children_outlive_a_killed_fork_server_and_nothing_hangs() -> None:
    """Nobody knows any more how they end, but their results arrive, and others are started."""
    killed: list[int] = []

    def kill_server(run: Run, log: Log, events: list[Event]) -> None:
        if not killed and _two_are_busy(log):
            killed.append(_kill_fork_server(log))

    work = Work(WorkKind.WAITING, 0.3)
    plan = plan_of(range(6), "each", "forkserver", alive_limit=2, work=work)
    log = carry_out(plan, kill_server)
    assert killed
    assert_every_number_answered_once(log)
    assert squares_of(log) == {number: number * number for number in range(6)}
    assert [worker.exit_code for worker in log.workers] == [None, None, 0, 0, 0, 0]
    pids = [worker.pid or 0 for worker in log.workers]
    wait_for(lambda: not any(map(psutil.pid_exists, pids)), "init to bury the orphans")


@pytest.mark.skipif("forkserver" not in START_METHODS, reason="there is no fork server")
def test_stop_ends_children_whose_fork_server_is_gone() -> None:
    """They are no longer anybody's children, but still ours to end."""
    killed: list[int] = []

    def kill_server_then_stop(run: Run, log: Log, events: list[Event]) -> None:
        if not killed and _two_are_busy(log):
            killed.append(_kill_fork_server(log))
            run.stop()

    log = carry_out(Plan([1, 2], task=task_of(tasks.ignore_sigterm)), kill_server_then_stop)
    assert_every_number_answered_once(log)
    assert all("was stopped" in words for words in failures_of(log).values())
    pids = [worker.pid or 0 for worker in log.workers]
    wait_for(lambda: not any(map(psutil.pid_exists, pids)), "init to bury the orphans")
