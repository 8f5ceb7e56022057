"""What tests of stored runs share: writing one, reading it, and holding it to the one before."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from app.engine.events import Event, NumbersDone
from app.engine.record import Record, goes_up_to
from app.engine.rows import Rows
from app.engine.storage.record_lines import RecordReader, lines_of

COLUMNS = (
    *("row_number", "row_worker", "row_taken", "row_done", "row_received", "row_computed"),
    *(
        "row_slept",
        "row_waited",
        "row_outcome",
        "row_of_number",
        "row_printed",
        "has_printed",
        "row_cut",
    ),
    *("row_print_length", "row_type", "type_names", "failed_rows", "stopped_spans"),
    *("stopped_numbers", "requested", "finished", "stopped", "first_worker"),
)


def read(lines: Iterable[str]) -> Record:
    """Return the record that lines make."""
    reader = RecordReader()
    for line in lines:
        reader.take(line)
    return reader.record()


def there_and_back(record: Record) -> Record:
    """Return the record that another one's lines make."""
    return read(lines_of(record))


def plain(event: Event) -> Event:
    """Return an event whose results lie in a list, however they came."""
    return replace(event, results=list(event.results)) if isinstance(event, NumbersDone) else event


def assert_same(record: Record, other: Record) -> None:
    """Hold a record and the goes before it to another's: nothing may be lost or changed."""
    goes, others = goes_up_to(record), goes_up_to(other)
    assert len(goes) == len(others)
    for one, two in zip(goes, others, strict=True):
        assert list(one.plan.numbers) == list(two.plan.numbers)
        assert kinds(one.plan.numbers) == kinds(two.plan.numbers)
        assert one.plan.way == two.plan.way
        for name in ("name", "verb", "source", "trusted"):
            assert getattr(one.plan.task, name) == getattr(two.plan.task, name)
        for name in ("computer", "began", "number", "first_process", "spans", "name"):
            assert getattr(one, name) == getattr(two, name), name
        assert one.besides.in_turn == two.besides.in_turn
        assert list(map(plain, one.log.events)) == list(map(plain, two.log.events))
        assert_same_rows(one.log, two.log)


def assert_same_rows(rows: Rows, others: Rows) -> None:
    """Hold where numbers stand to another's."""
    for name in COLUMNS:
        one, two = getattr(rows, name), getattr(others, name)
        assert type(one) is type(two)
        assert one == two, name
    assert kinds(rows.row_outcome) == kinds(others.row_outcome)
    assert len(rows.workers) == len(others.workers)
    for one, two in zip(rows.workers, others.workers, strict=True):
        assert facts(one) == facts(two)


def kinds(values: Iterable[Any]) -> list[type]:
    """Return the types of values."""
    return [type(value) for value in values]


def facts(what: Any) -> dict[str, Any]:
    """Return everything a worker's record knows."""
    names = getattr(what, "__slots__", None) or vars(what)
    known = {name: getattr(what, name) for name in names}
    return {name: list(v) if isinstance(v, array) else v for name, v in known.items()}


def changed(record: Record, kind: str, change: Callable[[list[Any]], Any]) -> list[str]:
    """Return a record's lines, the first of a kind changed in place or by what is returned."""
    lines = list(lines_of(record))
    for place, line in enumerate(lines):
        values = json.loads(line)
        if values[0] == kind:
            new = change(values)
            lines[place] = json.dumps(values if new is None else new)
            return lines
    raise AssertionError(f"there is no line of the kind {kind}")
