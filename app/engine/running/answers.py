"""Turns a worker's messages into events. Controller's thread."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterator

from app.engine.events import (
    Event,
    NumberNotSquared,
    NumbersSquared,
    NumberTaken,
    WorkerStarted,
)
from app.engine.outcome import Cause, CauseKind
from app.engine.running.records import SQUARED, STARTED, TAKEN


def read_answers(message: bytes, worker: int, received: int) -> Iterator[Event]:
    """Yield the events that a message tells of.

    Args:
        message: pickled records of `app.engine.running.records`, from a child of this very program.
        worker: whose channel it came through.
        received: when it had been read whole, in monotonic nanoseconds.
    """
    for record in pickle.loads(message):
        if record[0] == SQUARED:
            _, first, began, stamps, squares, group = record
            squared = array("q", stamps)
            taken = array("q", (began,))
            taken.extend(squared[:-1])  # a worker takes up the next number as it ends one
            if group > 1:
                taken = _spread(taken, group, len(squares))
                squared = _spread(squared, group, len(squares))
            yield NumbersSquared(worker, first, taken, squared, squares, received)
        elif record[0] == STARTED:
            _, name, pid, at = record
            yield WorkerStarted(worker, name, pid, at)
        elif record[0] == TAKEN:
            yield NumberTaken(worker, record[1], record[2])
        else:
            _, number, began, _, was_squared, words = record
            kind = CauseKind.NOT_SENT if was_squared else CauseKind.RAISED
            yield NumberTaken(worker, number, began)
            yield NumberNotSquared(number, worker, Cause(kind, detail=words), received)


def _spread(stamps: array[int], group: int, count: int) -> array[int]:
    """Give each of `count` numbers the stamp of its group."""
    spread = array("q", bytes(8 * group * len(stamps)))
    for place in range(group):
        spread[place::group] = stamps
    del spread[count:]
    return spread
