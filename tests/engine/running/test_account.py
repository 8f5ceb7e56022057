"""What the operating system tells of children, each figure held to a child that does just that."""

from __future__ import annotations

import os
import sys

import pytest

from app.engine.events import UNKNOWN, NumbersDone, SystemFigures, WorkerExited
from app.engine.log import Log
from app.engine.plan import Plan
from app.engine.running import memory_watch
from app.engine.running.account import Account
from app.engine.running.run import Run
from app.engine.way import KINDS, Way, Work, WorkKind
from tests.engine.running import tasks
from tests.engine.running.runs import carry_out, everywhere, plan_of, with_every_start_method

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells it without rights")
unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not count it")


def told_last(log: Log, worker: int) -> SystemFigures:
    """Return what was told of a worker last."""
    told = [e.system for e in log.events if isinstance(e, NumbersDone) and e.worker == worker]
    assert told[-1] is not None
    return told[-1]


@linux
@with_every_start_method
def test_two_on_one_core_wait_for_each_other(method: str) -> None:
    """Together they wait about as long as either computes: whoever has the core, one waits."""
    log = carry_out(plan_of([2, 3], "each", method, task=tasks.spin_on_one_core))
    lowest = min(os.sched_getaffinity(0))
    waited = list(log.row_waited)
    for row in range(2):
        length = log.row_done[row] - log.row_taken[row]
        assert 0 <= log.row_waited[row] + log.row_computed[row] <= length * 1.05
        figures = told_last(log, log.row_worker[row])
        assert figures.core == lowest
        assert figures.waited >= log.row_waited[row]
    overlap = min(log.row_done) - max(log.row_taken)
    assert sum(waited) >= 0.7 * overlap  # a busy machine makes them wait for others too
    assert sum(told_last(log, worker).pushed_off for worker in (0, 1)) > 0


@unix
@with_every_start_method
def test_sleeper_gives_its_core_up(method: str) -> None:
    """Once for each sleep, whatever else it waits for."""
    log = carry_out(plan_of([2], "one", method, task=tasks.sleep_often))
    assert told_last(log, 0).gave_up >= 10


@unix
@with_every_start_method
def test_memory_that_was_touched_is_told(method: str) -> None:
    """The most its process has had."""
    log = carry_out(plan_of([2], "one", method, task=tasks.touch_memory))
    assert tasks.TOUCHED < told_last(log, 0).peak < tasks.TOUCHED + (1 << 30)


@everywhere
def test_every_message_tells_and_the_end_knows_the_bytes(method: str, strategy: str) -> None:
    """Bytes of numbers given and results sent, over every start method and strategy."""
    plan = plan_of([2, 3, 4], strategy, method, work=Work(WorkKind.WAITING, 0.001))
    events = [event for batch in Run(plan) for event in batch]
    done = [event for event in events if isinstance(event, NumbersDone)]
    assert all(event.system is not None for event in done)
    ends = [event for event in events if isinstance(event, WorkerExited)]
    assert all(event.given > 0 for event in ends)
    assert sum(event.sent for event in ends) > 0


def test_processes_that_are_over_in_a_moment_are_not_asked() -> None:
    """It would take a tenth of their lives; with something to do they are."""
    for work, asked in ((Work(), False), (Work(WorkKind.COMPUTING, 0.001), True)):
        events = [event for batch in Run(Plan([2, 3], Way(work=work))) for event in batch]
        done = [event for event in events if isinstance(event, NumbersDone)]
        assert [event.system is not None for event in done] == [asked, asked]


def test_who_is_not_asked_tells_nothing() -> None:
    """It can be switched off."""
    plan = Plan([2, 3], Way(*KINDS["pool"], workers=2))
    events = [event for batch in Run(plan, asks=False) for event in batch]
    told = [event for event in events if isinstance(event, NumbersDone)]
    assert all(event.system is None for event in told)
    assert all(event.waited is None for event in told)


@linux
def test_waiting_of_many_numbers_is_shared_among_them() -> None:
    """Each number of a message has its part; together they waited no longer than the worker."""
    work = Work(WorkKind.COMPUTING, 0.002)
    log = carry_out(Plan(range(2, 42), Way(*KINDS["pool"], workers=4, work=work)))
    for worker in range(len(log.workers)):
        rows = log.workers[worker].rows
        if rows:
            parts = [log.row_waited[row] for row in rows]
            assert min(parts) >= 0
            assert sum(parts) <= told_last(log, worker).waited


def test_windows_has_neither_the_files_nor_the_call_to_read_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A child there would end with the first number if it were tried."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delattr(os, "pread", raising=False)
    waited, core, *_ = Account().figures()
    assert (waited, core) == (UNKNOWN, UNKNOWN)


def test_what_is_not_there_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where there is no proc, or it has been closed."""
    account = Account()
    monkeypatch.setattr(account, "_schedstat", -1)
    monkeypatch.setattr(account, "_stat", -1)
    waited, core, *_ = account.figures()
    assert (waited, core) == (UNKNOWN, UNKNOWN)


@linux
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_memory_of_its_own_is_told_apart_from_shared(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a child has written to is its own; what it has of the parent, after a fork, is shared.

    Both are asked of a child that lives on after its first message; here as often as it takes.
    """
    monkeypatch.setattr(memory_watch, "MOST_PART", 1)
    plan = plan_of(list(range(40)), "one", method, task=tasks.keep_memory_slowly)
    log = carry_out(plan)
    worker = log.workers[0]
    assert worker.own_memory > tasks.TOUCHED
    assert worker.shared_memory > 0


@linux
def test_memory_is_asked_for_within_its_part_of_the_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However long it takes the kernel to add up."""
    now = [0]
    monkeypatch.setattr(memory_watch, "now_ns", lambda: now[0])

    def slow(_pid: int) -> tuple[int, int]:
        now[0] += 5_000_000
        return 1, 2

    monkeypatch.setattr(memory_watch, "memory_of", slow)
    watch = memory_watch.MemoryWatch()
    asked = 0
    for pid in range(10_000):
        asked += watch.ask(pid) is not None
        now[0] += 100_000
    assert 1 < asked <= 1 + now[0] / (5_000_000 * memory_watch.MOST_PART)


@linux
def test_who_is_gone_tells_nothing() -> None:
    """A process may end at any moment."""
    assert memory_watch.memory_of(2**22 + 1) is None
    assert memory_watch.memory_of(os.getpid()) is not None
