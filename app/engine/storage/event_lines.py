"""A run's events as JSON values, one list an event. Any thread, as long as the log has its end.

The first of a list says what happened. Times are nanoseconds after the run's beginning; null stands
for one that is not known. `event_reading` is the way back; `docs/run-file.md` has the table.
"""

from __future__ import annotations

import operator
from array import array
from collections.abc import Callable, Iterator
from dataclasses import astuple, fields
from typing import Any

from app.engine.events import (
    Event,
    Notes,
    NumberNotDone,
    NumbersDone,
    NumberTaken,
    RunFinished,
    RunRequested,
    StartMethodReplaced,
    SystemFigures,
    WorkerExited,
    WorkerRequested,
    WorkerResumed,
    WorkerStarted,
    WorkerSuspended,
)
from app.engine.outcome import Cause
from app.engine.storage.values import stretches_of

NUMBERS_A_LINE = 2_000
"""So many results stand in one line: it is made and read within about 2 milliseconds."""

REQUESTED, REPLACED, WORKER, STARTED = "requested", "start method", "worker", "started"
TAKEN, DONE, MORE, NOT_DONE = "taken", "done", "more", "not done"
SUSPENDED, RESUMED, EXITED, FINISHED = "suspended", "resumed", "exited", "finished"


def event_values(event: Event, base: int) -> Iterator[list[Any]]:
    """Yield an event as lists; a message with many results is several, the others ``more``.

    Args:
        event: what happened.
        base: the run's beginning on its clock.
    """
    if isinstance(event, NumbersDone):
        yield from _done(event, base)
    else:
        yield _WRITERS[type(event)](event, event.at - base)


def cause_value(cause: Cause | None) -> dict[str, Any] | None:
    """Return a cause as an object with what is known."""
    if cause is None:
        return None
    facts = {each.name: getattr(cause, each.name) for each in fields(Cause) if each.name != "kind"}
    return {"kind": cause.kind.value, **{name: fact for name, fact in facts.items() if fact}}


def figures_value(figures: SystemFigures | None) -> list[int] | None:
    """Return what the operating system told as a list."""
    return None if figures is None else list(astuple(figures))


def _done(event: NumbersDone, base: int) -> Iterator[list[Any]]:
    """Yield a message with results, some in each list."""
    head: list[Any] = [
        DONE,
        event.worker,
        event.first,
        len(event.results),
        event.received - base,
        event.sent - base if event.sent else None,
        event.fetched - base if event.fetched else None,
        event.between,
        figures_value(event.system),
    ]
    for begin, results in _stretches(event):
        yield [*head, *_columns(event, begin, results, base)]
        head = [MORE]


def _stretches(event: NumbersDone) -> Iterator[tuple[int, list[Any]]]:
    """Yield a message's results in stretches, each with its begin, as short as lines may be."""
    printed = event.notes.printed if event.notes else {}
    for first in range(0, len(event.results), NUMBERS_A_LINE):
        part = event.results[first : first + NUMBERS_A_LINE]
        besides = [len(printed.get(first + place, "")) for place in range(len(part))]
        begin = first
        for results in stretches_of(part, besides if printed else None):
            yield begin, results
            begin += len(results)


def _columns(event: NumbersDone, begin: int, results: list[Any], base: int) -> list[Any]:
    """Return a part of a message's columns.

    They are: when the first was taken up and how much later each other than the one before it; how
    long each took; the results; CPU times; sleeps; waits for a core; notes.
    """
    end = begin + len(results)
    part = slice(begin, end)
    taken = event.taken[part]
    return [
        [taken[0] - base, *map(operator.sub, taken[1:], taken[:-1])],
        list(map(operator.sub, event.done[part], taken)),
        results,
        _list_of(event.computed, part),
        _list_of(event.slept, part),
        _list_of(event.waited, part),
        _notes(event.notes, begin, end),
    ]


def _list_of(column: array[int] | None, part: slice) -> list[int] | None:
    return None if column is None else column[part].tolist()


def _notes(notes: Notes | None, begin: int, end: int) -> dict[str, Any] | None:
    """Return what is noted of the numbers between two places of the message."""
    if notes is None:
        return None
    places = (notes.printed, notes.cut, notes.print_lengths)
    printed, cut, lengths = (
        {str(place - begin): what for place, what in each.items() if begin <= place < end}
        for each in places
    )
    types = notes.types if isinstance(notes.types, str) else list(notes.types[begin:end])
    return {"types": types, "printed": printed, "cut": cut, "print_lengths": lengths}


_WRITERS: dict[type, Callable[[Any, int], list[Any]]] = {
    RunRequested: lambda _, at: [REQUESTED, at],
    StartMethodReplaced: lambda e, at: [REPLACED, e.asked, e.used, cause_value(e.cause), at],
    WorkerRequested: lambda e, at: [WORKER, e.worker, e.name, e.process, at],
    WorkerStarted: lambda e, at: [STARTED, e.worker, e.name, e.pid, at, e.computed],
    NumberTaken: lambda e, at: [TAKEN, e.worker, e.number, at],
    NumberNotDone: lambda e, at: [
        *(NOT_DONE, e.number, e.worker, cause_value(e.cause), at, e.count)
    ],
    WorkerSuspended: lambda e, at: [SUSPENDED, e.worker, at],
    WorkerResumed: lambda e, at: [RESUMED, e.worker, at],
    WorkerExited: lambda e, at: [
        *(
            EXITED,
            e.worker,
            e.exit_code,
            cause_value(e.cause),
            at,
            e.computed,
            e.ended,
            e.given,
            e.sent,
            e.own_memory,
            e.shared_memory,
        )
    ],
    RunFinished: lambda e, at: [FINISHED, at, e.stopped, e.failed, e.left],
}
