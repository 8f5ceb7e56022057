"""Turns a worker's messages into events. Controller's thread."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterator
from typing import Any

from app.engine.events import (
    UNKNOWN,
    Event,
    NumberNotDone,
    NumbersDone,
    NumberTaken,
    SystemFigures,
    WorkerStarted,
)
from app.engine.outcome import Cause, CauseKind
from app.engine.running.given import given, plain_records
from app.engine.running.records import DONE, NOTES, STAMP, STARTED, SYSTEM, TAKEN


def read_answers(
    message: bytes, worker: int, fetched: int, received: int, trusted: bool = True
) -> Iterator[Event]:
    """Yield the events that a message tells of.

    Args:
        message: a stamp and pickled records of `app.engine.running.records`, from a child of this
            very program.
        worker: whose channel it came through.
        fetched: when the main process began to read it, on the run's clock.
        received: when it had been read whole.
        trusted: whether the child runs this program's own code alone. Of any other, nothing is
            taken but plain texts and numbers.

    Raises:
        Exception: it is none of this program's messages; never where the child is trusted.
    """
    (sent,) = STAMP.unpack_from(message)
    packed = memoryview(message)[STAMP.size :]
    for record in pickle.loads(packed) if trusted else plain_records(packed, received):
        if record[0] == DONE:
            event = _done(record, worker, sent, fetched, received)
            if record[NOTES] is None:
                yield event
            else:
                yield from given(event, record[NOTES])
        elif record[0] == STARTED:
            _, name, pid, at, computed = record
            yield WorkerStarted(worker, name, pid, at, computed)
        elif record[0] == TAKEN:
            yield NumberTaken(worker, record[1], record[2])
        else:
            _, number, began, _, was_done, words = record
            kind = CauseKind.NOT_SENT if was_done else CauseKind.RAISED
            yield NumberTaken(worker, number, began)
            yield NumberNotDone(number, worker, Cause(kind, detail=words), received)


def _done(
    record: tuple[Any, ...], worker: int, sent: int, fetched: int, received: int
) -> NumbersDone:
    """Return the event of a record of results."""
    _, first, began, stamps, results, group, readings, times, slept, between, _, _ = record
    done = array("q", stamps)
    taken = array("q", (began,))
    taken.extend(done[:-1])  # a worker takes up the next number as it ends one
    read_at = array("i", readings)
    computed = _computed(began, done, read_at, array("q", times))
    system = None if record[SYSTEM] is None else SystemFigures(*record[SYSTEM][1:])
    waited = _waits_of(record, system, read_at, done)
    if group > 1:
        count = len(results)
        taken, done = _spread(taken, group, count), _spread(done, group, count)
        computed = _shared(computed, group, count)
    sleeps = array("q", slept) if slept else None
    times_told = (received, computed, sleeps, sent, fetched, between)
    return NumbersDone(
        worker, first, taken, done, results, *times_told, waited=waited, system=system
    )


def _waits_of(
    record: tuple[Any, ...], system: SystemFigures | None, readings: array[int], done: array[int]
) -> array[int] | None:
    """Return how long the worker waited for a core with each number; None where nobody knows.

    Quick numbers, which share their stamps, share all of a message's wait evenly: at memory speed.
    """
    if system is None or system.waited == UNKNOWN:
        return None
    waits, count = array("q", record[SYSTEM][0]), len(record[4])
    if not waits or min(waits) < 0:
        return None
    whole = sum(waits)
    if record[5] > 1 or whole == 0:
        shared = array("q", [whole // count]) * count
        shared[-1] += whole % count
        return shared
    return _computed(record[2], done, readings, waits)


def _computed(began: int, done: array[int], readings: array[int], times: array[int]) -> array[int]:
    """Return the CPU time of each stamp: what a reading brought, shared by length.

    No number had a core for longer than it took: what the two clocks disagree about is cut off.
    """
    if not readings:
        return array("q", [UNKNOWN]) * len(done)
    if len(readings) == len(done) == 1:
        return array("q", (min(times[0], done[0] - began),))
    computed, before, place = array("q"), began, 0
    for end, cpu in zip(readings, times, strict=True):
        length = max(1, done[end - 1] - before)
        share = min(1.0, cpu / length)
        for stamp in done[place:end]:
            computed.append(int((stamp - before) * share))
            before = stamp
        place = end
    return computed


def _spread(stamps: array[int], group: int, count: int) -> array[int]:
    """Give each of `count` numbers the stamp of its group."""
    spread = array("q", bytes(8 * group * len(stamps)))
    for place in range(group):
        spread[place::group] = stamps
    del spread[count:]
    return spread


def _shared(times: array[int], group: int, count: int) -> array[int]:
    """Give each of `count` numbers its part of its group's time."""
    last = count - group * (len(times) - 1)
    parts = array("q", [time // group for time in times[:-1]])
    parts.append(times[-1] // last)
    return _spread(parts, group, count)
