"""Carries out runs for tests: with real processes, to the end, into a log."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from app.engine.events import Event
from app.engine.log import Log
from app.engine.numbers.squaring import square
from app.engine.outcome import Cause
from app.engine.plan import Plan
from app.engine.rows import Rows
from app.engine.running.channel import Channel
from app.engine.running.run import Run
from app.engine.tasks import SQUARE, Task
from app.engine.telling.row_sentences import row_sentence
from app.engine.way import KINDS, Way, start_methods

START_METHODS = start_methods()
STRATEGIES = list(KINDS)

KILLED_WORDS = "was killed" if sys.platform == "win32" else "was killed (SIGKILL)"
KILLED_STATUS = -int(getattr(signal, "SIGKILL", signal.SIGTERM))
"""How a process ends that this program has killed."""

everywhere = pytest.mark.parametrize(
    ("method", "strategy"),
    list(product(START_METHODS, STRATEGIES)),
)
"""Over every start method the platform has, and every strategy."""

with_every_start_method = pytest.mark.parametrize("method", START_METHODS)


def carry_out(plan: Plan, meanwhile: Callable[[Run, Log, list[Event]], None] | None = None) -> Log:
    """Carry a plan out and return its log.

    Args:
        plan: what to do.
        meanwhile: called after each batch of events, with the run, the log so far and the batch.
    """
    run, log = Run(plan), Log(plan.numbers)
    for events in run:
        log.extend(events)
        if meanwhile is not None:
            meanwhile(run, log, events)
    return log


def plan_of(
    numbers: Any,
    strategy: str,
    method: str,
    task: Callable[[Any], Any] = square,
    workers: int = 2,
    **others: Any,
) -> Plan:
    """Return a plan with two workers, unless told otherwise, where the strategy has a choice."""
    way = Way(*KINDS[strategy], start_method=method, workers=workers)
    return Plan(numbers, replace(way, **others), task_of(task))


def task_of(function: Callable[[Any], Any]) -> Task:
    """Return a task that is the square in everything but what it does."""
    return replace(SQUARE, function=function)


def squares_of(log: Rows) -> dict[Any, Any]:
    """Return the square of every number that was squared, by the number."""
    return {
        log.numbers[place]: outcome
        for place, outcome in zip(log.row_number, log.row_outcome, strict=True)
        if not isinstance(outcome, Cause)
    }


def failures_of(log: Log) -> dict[Any, str]:
    """Return the row in words of every number that was not squared, by the number."""
    return {
        log.numbers[log.row_number[row]]: row_sentence(log, row)
        for row in range(len(log))
        if not log.is_done(row)
    }


def assert_every_number_answered_once(log: Rows) -> None:
    """Hold that each number of the plan has exactly one row, or was left because of a stop."""
    stopped = [span.number + place for span in log.stopped_spans for place in range(span.count)]
    assert sorted([*log.row_number, *stopped]) == list(range(len(log.numbers)))
    assert log.finished is not None
    assert all(worker.exited is not None for worker in log.workers)


def wait_for(condition: Callable[[], bool], what: str, seconds: float = 10.0) -> None:
    """Wait until a condition holds, and fail if it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.002)


def unread(channel: Channel) -> int:
    """Return how many bytes wait in a channel's system buffer."""
    connection: Any = channel.connection
    if sys.platform == "win32":
        import _winapi

        return int(_winapi.PeekNamedPipe(connection.handle)[0])
    import array
    import fcntl
    import termios

    count = array.array("i", [0])
    fcntl.ioctl(connection, termios.FIONREAD, count)
    return count[0]
