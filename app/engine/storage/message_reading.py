"""A worker's message with results from JSON values, part by part. Any thread."""

from __future__ import annotations

import operator
from array import array
from collections.abc import Callable, Mapping
from itertools import accumulate
from typing import Any

from app.engine.events import UNKNOWN, Notes, NumbersDone, SystemFigures
from app.engine.storage.checks import (
    LONGEST_RUN_NS,
    LONGEST_TEXT,
    MOST_BYTES,
    need,
    of_kind,
    text,
    time_in,
    whole,
    wholes,
)

COLUMNS = 7
"""How many columns a part of a message has."""


class MessageReader:
    """Makes one event of the parts of a message.

    Args:
        base: the run's beginning on its clock.
        values_in: makes results of JSON values.
        count: how many results the message has.

    Attributes:
        missing: how many of them have not come yet.
    """

    def __init__(self, base: int, values_in: Callable[[list[Any]], list[Any]], count: int) -> None:
        self._base = base
        self._values_in = values_in
        self._results: list[Any] = []
        self._event: NumbersDone | None = None
        self.missing = count

    def begin(self, worker: int, first: int, facts: list[Any]) -> NumbersDone | None:
        """Take the first part; return the event if there is no other.

        Args:
            worker: who sends it.
            first: the first number's place in the plan.
            facts: what concerns the message as a whole, and its first columns.
        """
        need(len(facts) == COLUMNS + 5, "a message has other facts")
        received, sent, fetched, between, system, *columns = facts
        _, _, _, computed, slept, waited, notes = columns
        self._event = NumbersDone(
            worker,
            first,
            array("q"),
            array("q"),
            self._results,
            time_in(received, self._base),
            None if computed is None else array("q"),
            None if slept is None else array("q"),
            0 if sent is None else time_in(sent, self._base),
            0 if fetched is None else time_in(fetched, self._base),
            whole(between, "a CPU time", 0, LONGEST_RUN_NS),
            _no_notes(notes),
            None if waited is None else array("q"),
            figures_in(system),
        )
        return self.more(columns)

    def more(self, columns: list[Any]) -> NumbersDone | None:
        """Take another part; return the event once it is whole."""
        event = self._event
        assert event is not None, "only what has begun goes on"
        need(len(columns) == COLUMNS, "a part of a message has other columns")
        taken, lengths, values, computed, slept, waited, notes = columns
        results = self._values_in(of_kind(list, values, "results"))
        count, begin = len(results), len(self._results)
        need(0 < count <= self.missing, "a message has another length")
        wholes(taken, "a time", -LONGEST_RUN_NS, LONGEST_RUN_NS, count)
        wholes(lengths, "a length", 0, LONGEST_RUN_NS, count)
        taken[0] = time_in(taken[0], self._base)
        begun = list(accumulate(taken))
        need(max(map(abs, begun)) < 1 << 62, "a time is out of range")
        event.taken.extend(begun)
        event.done.extend(map(operator.add, begun, lengths))
        self._results.extend(results)
        _extend(event.computed, computed, UNKNOWN, count)
        _extend(event.slept, slept, 0, count)
        _extend(event.waited, waited, UNKNOWN, count)
        need((event.notes is None) == (notes is None), "notes are missing")
        if event.notes is not None:
            _add_notes(event.notes, notes, begin, count)
        self.missing -= count
        return None if self.missing else event


def figures_in(value: Any) -> SystemFigures | None:
    """Return what the operating system told, of a list of figures."""
    if value is None:
        return None
    waited, core, pushed_off, gave_up, peak = wholes(value, "figures", UNKNOWN, MOST_BYTES, 5)
    return SystemFigures(waited, core, pushed_off, gave_up, peak)


def _extend(column: array[int] | None, values: Any, least: int, count: int) -> None:
    """Add to a column that is there in all parts of a message, or in none."""
    need((column is None) == (values is None), "a column is missing")
    if column is not None:
        column.extend(wholes(values, "a CPU time or sleep", least, LONGEST_RUN_NS, count))


def _no_notes(value: Any) -> Notes | None:
    """Return what the notes of a message begin as, by those of its first part."""
    if value is None:
        return None
    types = of_kind(dict, value, "notes").get("types")
    return Notes(text(types, "a type") if type(types) is str else [], {}, {}, {})


def _add_notes(notes: Notes, value: Any, begin: int, count: int) -> None:
    """Add what is noted of a part of a message."""
    facts = of_kind(dict, value, "notes")
    need(set(facts) == {"types", "printed", "cut", "print_lengths"}, "notes have other facts")
    types = facts["types"]
    if isinstance(notes.types, str):
        need(types == notes.types, "types differ")
    else:
        need(len(of_kind(list, types, "types")) == count, "types have another length")
        notes.types.extend(text(name, "a type") for name in types)  # type: ignore[attr-defined]
    _add_places(notes.printed, facts["printed"], begin, count, _printed)
    for noted, name in ((notes.cut, "cut"), (notes.print_lengths, "print_lengths")):
        _add_places(noted, facts[name], begin, count, _length)


def _add_places(
    noted: Mapping[int, Any], value: Any, begin: int, count: int, fact_of: Callable[[Any], Any]
) -> None:
    """Add what is noted of some places."""
    for place, fact in of_kind(dict, value, "notes").items():
        need(place.isascii() and place.isdigit() and len(place) < 10, "a place is misspelt")
        need(int(place) < count, "a place is out of range")
        noted[begin + int(place)] = fact_of(fact)  # type: ignore[index]


def _printed(fact: Any) -> str:
    return text(fact, "a print", LONGEST_TEXT)


def _length(fact: Any) -> int:
    return whole(fact, "a length", 0, 1 << 48)
