"""A record as lines of JSON, and back: what the library and the run file are made of.

Each line is a list whose first value says what it is. A run is a line ``run`` with all that is not
long, lines with its numbers (and, for another go, with their places), a line for each event, and a
line ``end``. Runs of which one had another go at the numbers of the one before follow each other.
`docs/run-file.md` has the whole format. Any thread of the main process, as long as the log has its
end; nothing in a line is ever run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import chain
from typing import Any

from app.engine.computer import Computer
from app.engine.events import time_of
from app.engine.log import Log
from app.engine.numbers.parsing import MAX_NUMBERS
from app.engine.own.task import own_function_of
from app.engine.plan import Plan, Span
from app.engine.record import Besides, Record, goes_up_to
from app.engine.storage.checks import (
    LONGEST_RUN_NS,
    UnreadableRecord,
    damaged,
    need,
    of_kind,
    text,
    whole,
    wholes,
)
from app.engine.storage.event_lines import event_values
from app.engine.storage.event_reading import EventReader
from app.engine.storage.plans import task_in, task_value, way_in, way_value
from app.engine.storage.values import numbers_in, stretches_of
from app.words import tr

__all__ = ["FORMAT", "RecordReader", "UnreadableRecord", "lines_of"]

FORMAT = 1
"""The version of what is written. A reader takes every version up to its own."""

RUN, NUMBERS, RANGE, PLACES, END = "run", "numbers", "range", "places", "end"
NUMBERS_A_LINE = 2_000

MOST_GOES = 10_000

FARTHEST_IN_RANGE = 1 << 61
"""Python can tell the length of no range that reaches twice as far to both sides."""


def lines_of(record: Record, *, alone: bool = False) -> Iterator[str]:
    """Yield a record as lines without line ends, each made within about 2 milliseconds.

    Args:
        record: a run that is over.
        alone: whether to leave out the goes before it, which a `RecordReader` is then given.
    """
    for go in [record] if alone else goes_up_to(record):
        for values in _record_values(go):
            yield json.dumps(values, separators=(",", ":"))


def _record_values(record: Record) -> Iterator[list[Any]]:
    """Yield one run, without those before it."""
    events, numbers = record.log.events, record.plan.numbers
    base = time_of(events[0]) if events else 0
    yield [RUN, _head(record, base)]
    if isinstance(numbers, range):
        yield [RANGE, numbers.start, numbers.stop, numbers.step]
    else:
        for begin in range(0, len(numbers), NUMBERS_A_LINE):
            for values in stretches_of(numbers[begin : begin + NUMBERS_A_LINE]):
                yield [NUMBERS, values]
    spans = record.spans or ()
    for begin in range(0, len(spans), NUMBERS_A_LINE):
        yield [PLACES, list(chain.from_iterable(spans[begin : begin + NUMBERS_A_LINE]))]
    for event in events:
        yield from event_values(event, base)
    yield [END, len(events)]


def _head(record: Record, base: int) -> dict[str, Any]:
    """Return all of a run that is not long."""
    return {
        "format": FORMAT,
        "name": record.name,
        "began": record.began.isoformat(),
        "computer": asdict(record.computer),
        "task": task_value(record.plan.task),
        "way": way_value(record.plan.way),
        "count": len(record.plan.numbers),
        "go": record.number,
        "first_process": record.first_process,
        "first_worker": record.log.first_worker,
        "clock": base,
        "in_turn": record.besides.in_turn,
    }


class RecordReader:
    """Takes the lines of a record, and makes it.

    Args:
        before: the go before, where the first line is of another one and its lines are elsewhere.
    """

    def __init__(self, before: Record | None = None) -> None:
        self._record = before
        self._begun: _Begun | None = None

    def take(self, line: str) -> None:
        """Take the next line.

        Raises:
            UnreadableRecord: it is none that this program writes, or a newer version did.
        """
        try:
            values = json.loads(line)
        except (ValueError, RecursionError):
            raise damaged("a line is no JSON") from None
        need(type(values) is list and values, "a line is no list")
        if self._begun is None:
            need(values[0] == RUN and len(values) == 2, "a run has no beginning")
            self._begun = _Begun(of_kind(dict, values[1], "a run's beginning"), self._record)
        elif self._begun.take(values):
            self._record, self._begun = self._begun.record(), None

    def record(self) -> Record:
        """Return the last record whose lines have been taken.

        Raises:
            UnreadableRecord: some are missing.
        """
        if self._record is None or self._begun is not None:
            raise damaged("the end is missing")
        return self._record


class _Begun:
    """A run of which the first line has been taken.

    Args:
        head: what is in it.
        previous: the go before it, if any.
    """

    def __init__(self, head: dict[str, Any], previous: Record | None) -> None:
        refuse_newer(head.get("format"))
        self._previous = previous
        self._count = whole(head.get("count"), "a count", 0, MAX_NUMBERS)
        self._name = text(head.get("name"), "a name")
        self._began = moment_in(head.get("began"))
        self._computer = computer_in(head.get("computer"))
        self._task = task_in(head.get("task"))
        self._way = way_in(head.get("way"))
        self._go = whole(head.get("go"), "a go", 1, MOST_GOES)
        self._first_process = whole(head.get("first_process"), "a process", 1)
        self._first_worker = whole(head.get("first_worker"), "a worker")
        in_turn = head.get("in_turn")
        if in_turn is not None:
            whole(in_turn, "a time", 0, LONGEST_RUN_NS)
        self._besides = Besides(in_turn)
        base = whole(head.get("clock"), "a clock", 0, 1 << 61)
        own = own_function_of(self._task) is not None
        self._events = EventReader(base, self._count, self._first_process, own=own)
        self._numbers: Sequence[Any] = []
        self._spans: list[Span] = []
        self._places = self._places_end = 0
        self._log: Log | None = None
        self._check_previous()

    def take(self, values: list[Any]) -> bool:
        """Take a line; return whether it was the last."""
        kind = values[0]
        if self._log is None and kind in (NUMBERS, RANGE, PLACES):
            self._take_numbers(kind, values[1:])
            return False
        log = self._begin_log() if self._log is None else self._log  # an empty log is false
        if kind == END:
            need(values[1:] == [len(log.events)] and self._events.whole, "events are missing")
            need(not log.events or self._events.finished, "the run's end is missing")
            return True
        event = self._events.event_of(values)
        if event is not None:
            log.extend((event,))
        return False

    def record(self) -> Record:
        """Return the record, whose last line has been taken."""
        log = self._log
        assert log is not None, "a run with an end has a log"
        plan = Plan(log.numbers, self._way, self._task)
        return Record(
            plan=plan,
            log=log,
            computer=self._computer,
            began=self._began,
            number=self._go,
            first_process=self._first_process,
            previous=self._previous,
            spans=self._spans if self._previous else None,
            name=self._name,
            besides=self._besides,
            opened=True,
        )

    def _check_previous(self) -> None:
        """See that this go follows the one before it."""
        before = self._previous
        need(self._go == (before.number + 1 if before else 1), "the goes are out of order")
        workers = before.log.first_worker + len(before.log.workers) if before else 0
        processes = before.first_process + before.log.processes if before else 1
        need(self._first_worker == workers, "workers are out of order")
        need(self._first_process == processes, "processes are out of order")

    def _take_numbers(self, kind: str, values: list[Any]) -> None:
        """Take numbers, or their places in the first run's plan."""
        if kind == RANGE:
            need(not self._numbers, "there are numbers already")
            self._numbers = range_in(values)
            return
        need(len(values) == 1, "numbers are misspelt")
        if kind == PLACES:
            self._take_places(wholes(values[0], "a place", 0, MAX_NUMBERS))
            return
        need(type(self._numbers) is list, "there is a range already")
        self._numbers += numbers_in(of_kind(list, values[0], "numbers"))  # type: ignore[operator]
        need(len(self._numbers) <= self._count, "there are too many numbers")

    def _take_places(self, values: list[int]) -> None:
        """Take where numbers are: pairs of a first place and how many follow, in order."""
        need(len(values) % 2 == 0, "a place is missing")
        pairs = iter(values)
        for begin, count in zip(pairs, pairs, strict=True):
            need(begin >= self._places_end and count > 0, "places are out of order")
            self._places_end, self._places = begin + count, self._places + count
            self._spans.append((begin, count))

    def _begin_log(self) -> Log:
        """Return the log, as the first event arrives."""
        need(len(self._numbers) == self._count, "numbers are missing")
        if self._previous is None:
            need(not self._spans, "a first run has no places")
        else:
            first = goes_up_to(self._previous)[0]
            need(self._places == self._count, "places are missing")
            need(self._places_end <= len(first.plan.numbers), "a place is out of range")
        self._log = Log(self._numbers, self._first_worker, self._task)
        return self._log


def refuse_newer(version: Any, known: int = FORMAT) -> None:
    """Refuse what a newer version of this program has written.

    Args:
        version: the format it has.
        known: the newest that is read here.

    Raises:
        UnreadableRecord: one has.
    """
    if whole(version, "a format", 1) > known:
        words = tr(
            "A newer version of MultiSquare saved this run. Update MultiSquare on this computer to "
            "open it."
        )
        raise UnreadableRecord(words, f"format {version}")


def range_in(values: list[Any]) -> range:
    """Return the numbers that a first one, an end and a step stand for."""
    start, stop, step = wholes(values, "a range", -FARTHEST_IN_RANGE, FARTHEST_IN_RANGE, 3)
    need(step != 0, "a range goes nowhere")
    return range(start, stop, step)


def moment_in(value: Any) -> datetime:
    """Return a moment by the calendar, with its distance from universal time."""
    try:
        moment = datetime.fromisoformat(text(value, "a moment", 40))
    except ValueError:
        raise damaged("a moment is misspelt") from None
    need(moment.tzinfo is not None, "a moment has no time zone")
    return moment


def computer_in(value: Any) -> Computer:
    """Return the computer that an object describes."""
    facts = of_kind(dict, value, "a computer")
    cores: Any = facts.get("cores")
    need(type(cores) in (int, float) and 0 < cores <= 1 << 20, "cores are out of range")
    words = (text(facts.get(name), name) for name in ("system", "python", "program"))
    return Computer(float(cores), *words)
