"""What comes back of a person's function: plain texts and numbers, each of them looked at.

A child that runs such a function may send anything. Nothing in it is believed: no name is looked
up, no object is made, and what is not as this program's workers write it is refused. Controller's
thread.
"""

from __future__ import annotations

import io
import pickle
from array import array
from collections.abc import Iterator
from typing import Any, NoReturn

from app.engine.events import UNKNOWN, Event, Notes, NumberNotDone, NumbersDone, NumberTaken
from app.engine.outcome import Cause, CauseKind
from app.engine.running.records import DONE, STARTED, TAKEN

RESULTS = 4
"""The place of the results in their record."""

FIGURES = 5
"""How many figures the operating system tells."""

LONGEST_NAME = 100
"""Characters of a name that a worker says it has."""


class NotOursError(Exception):
    """A message that none of this program's workers would send."""


class _PlainUnpickler(pickle.Unpickler):
    """Makes numbers, texts, bytes, lists, tuples and dictionaries, and nothing else."""

    def find_class(self, module: str, name: str) -> NoReturn:
        """Refuse whatever a message names."""
        raise NotOursError(f"{module}.{name}")

    def persistent_load(self, _pid: Any) -> NoReturn:
        """Refuse references to elsewhere."""
        raise NotOursError("a reference")


def plain_records(packed: memoryview, received: int) -> list[tuple[Any, ...]]:
    """Return the records of a message, each of the shape it should have.

    Args:
        packed: the pickled records.
        received: when they had been read: nothing in them can be later.

    Raises:
        Exception: they are not as they should be.
    """
    records = _PlainUnpickler(io.BytesIO(packed)).load()
    for place, record in enumerate(_of(list, records)):
        kind = _of(tuple, record)[0]
        if kind == STARTED:
            _, name, pid, at, computed = record
            _whole(pid, at, computed)
            _need(len(_of(str, name)) <= LONGEST_NAME and at <= received)
        elif kind == TAKEN:
            _, number, at = record
            _whole(number, at)
            _need(at <= received)
        else:
            _need(kind == DONE)
            results = record[RESULTS]
            if type(results) is bytes:  # whole numbers, as they travel quickest
                results = array("q", results)
            _check_results(record, results, received)
            records[place] = (*record[:RESULTS], results, *record[RESULTS + 1 :])
    return records  # type: ignore[no-any-return]


def given(event: NumbersDone, notes: tuple[Any, ...]) -> Iterator[Event]:
    """Yield a message of a person's function as events: its results, and what failed between them.

    Args:
        event: all of it; the results that failed are None.
        notes: what `OwnWork.notes` returned.
    """
    types, printed, failures, cut, print_lengths = notes
    begin = 0
    for place in [*sorted(failures), len(event.results)]:
        if place > begin:
            told = Notes(
                types if isinstance(types, str) else types[begin:place],
                _part(printed, begin, place),
                _part(cut, begin, place),
                _part(print_lengths, begin, place),
            )
            yield _slice(event, begin, place, told)
        if place in failures:
            words, line, trace = failures[place]
            cause = Cause(
                CauseKind.RAISED,
                detail=words,
                line=line,
                trace=trace,
                printed=printed.get(place, ""),
                print_length=print_lengths.get(place, 0),
            )
            number = event.first + place
            yield NumberTaken(event.worker, number, event.taken[place])
            yield NumberNotDone(number, event.worker, cause, event.received)
        begin = place + 1


def _slice(event: NumbersDone, begin: int, end: int, notes: Notes) -> NumbersDone:
    """Return the part of a message from one place to another."""
    part = slice(begin, end)
    return NumbersDone(
        event.worker,
        event.first + begin,
        event.taken[part],
        event.done[part],
        event.results[part],
        event.received,
        None if event.computed is None else event.computed[part],
        None if event.slept is None else event.slept[part],
        event.sent,
        event.fetched,
        0 if begin else event.between,
        notes,
        None if event.waited is None else event.waited[part],
        event.system,
    )


def _part(of_places: dict[int, Any], begin: int, end: int) -> dict[int, Any]:
    """Return what lies between two places, counted from the first of them."""
    return {place - begin: what for place, what in of_places.items() if begin <= place < end}


def _check_results(record: tuple[Any, ...], results: Any, received: int) -> None:
    """See that a record of these results is one."""
    _, first, began, stamps, _, group, readings, times, slept, between, notes, system = record
    _whole(first, began, group, between)
    for column in (stamps, readings, times, slept):
        _of(bytes, column)
    ends = array("q", stamps)
    count = len(results if isinstance(results, array) else _of(list, results))
    _need(count > 0 and group > 0 and len(ends) == -(-count // group))
    _need(began <= min(ends) and max(ends) <= received)
    _need(not slept or len(slept) == 8 * count)
    _need(4 * len(times) == 8 * len(readings))
    if system is not None:
        _need(len(_of(bytes, _of(tuple, system)[0])) == len(times))
        _check_figures(system[1:])
    kinds = {int} if isinstance(results, array) else set(map(type, results))
    _need(kinds <= {str, int, type(None)})
    missing = [p for p, each in enumerate(results) if each is None] if type(None) in kinds else []
    _check_notes(notes, count, missing)


def _check_figures(figures: Any) -> None:
    """See that what the operating system told is numbers."""
    _need(len(_of(tuple, figures)) == FIGURES)
    _whole(*figures)
    _need(min(figures) >= UNKNOWN)


def _check_notes(notes: Any, count: int, missing: list[int]) -> None:
    """See that notes are as they should be, and that exactly the failures have no result."""
    types, printed, failures, cut, print_lengths = _of(tuple, notes)
    if not isinstance(types, str):
        _need(len(_of(list, types)) == count and set(map(type, types)) <= {str})
    for mapping, kind in ((printed, str), (failures, tuple), (cut, int), (print_lengths, int)):
        for place, what in _of(dict, mapping).items():
            _whole(place)
            _need(0 <= place < count and type(what) is kind)
    for words, line, trace in failures.values():
        _whole(line)
        _need(type(words) is str and type(trace) is str)
    _need(missing == sorted(failures))


def _of(kind: type, what: Any) -> Any:
    """Return what is of exactly this type."""
    _need(type(what) is kind)
    return what


def _whole(*numbers: Any) -> None:
    """See that all are whole numbers of a clock's size."""
    for number in numbers:
        _need(type(number) is int and -(1 << 62) < number < 1 << 62)


def _need(condition: bool) -> None:
    if not condition:
        raise NotOursError
