"""Runs for tests of the results, small ones and one with a million numbers."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from app.engine.events import (
    Event,
    NumberNotDone,
    NumbersDone,
    RunFinished,
    RunRequested,
    WorkerRequested,
    WorkerStarted,
)
from app.engine.log import Log
from app.engine.numbers.exact import Number
from app.engine.numbers.squaring import square
from app.engine.outcome import Cause, CauseKind
from app.ui.parts.slices import Result, Steps

MILLION = 1_000_000
CHUNK = 1_000
KILLED = Cause(CauseKind.KILLED, signal=9)


def begun(workers: int) -> list[Event]:
    """Return the beginning of a run with so many pool workers, all of them running."""
    events: list[Event] = [RunRequested(0)]
    for worker in range(workers):
        name = f"PoolWorker-{worker + 1}"
        events.append(WorkerRequested(worker, name, worker + 1, 1_000))
        events.append(WorkerStarted(worker, name, 4_711 + worker, 2_000))
    return events


def message(worker: int, first: int, numbers: Sequence[Number], at: int = 10_000) -> NumbersDone:
    """Return the message with the squares of some numbers in a row."""
    stamps = array("q", [at - 1_000]) * len(numbers)
    squares = [square(number) for number in numbers]
    return NumbersDone(worker, first, stamps, stamps, squares, at)


def failure(worker: int | None, number: int, cause: Cause = KILLED) -> NumberNotDone:
    """Return that a number was not squared."""
    return NumberNotDone(number, worker, cause, 20_000)


def arrived(numbers: Sequence[Number], order: Sequence[int], workers: int = 3) -> Log:
    """Return a finished run in which numbers arrived one by one.

    Args:
        numbers: the plan's.
        order: the places of the numbers in order of arrival.
        workers: how many squared them in turn.
    """
    log = Log(numbers)
    log.extend(begun(workers))
    for turn, place in enumerate(order):
        at = 6_100_000 + turn * 1_000_000
        log.extend([message(turn % workers, place, [numbers[place]], at)])
    log.extend([RunFinished(900_000_000, stopped=False)])
    return log


def million(still_to_come: int = 0) -> Log:
    """Return a run in which a million numbers have arrived, the later half of them first.

    Args:
        still_to_come: how many more the plan has at its end.
    """
    numbers = list(range(MILLION + still_to_come, 0, -1))
    log = Log(numbers)
    log.extend(begun(4))
    for turn in range(MILLION // CHUNK):
        first = (turn * CHUNK + MILLION // 2) % MILLION
        log.extend([message(turn % 4, first, numbers[first : first + CHUNK])])
    return log


def result_of(steps: Steps[Result]) -> Result:
    """Do work in steps to its end and return its result."""
    results: list[Result] = []

    def run() -> Steps[None]:
        results.append((yield from steps))

    for _ in run():
        pass
    return results[0]
