"""The rows of a run, kept in columns: one for each number with an outcome, in order of arrival.

A row is a number's result, or the cause why there is none. Times lie in columns, one machine word
each, because an object for every number would take a kilobyte. Numbers that were left because the
person stopped the run have no rows but spans: there may be a million, and they all say the same.

Lives in one thread, the one that shows it (the GUI thread, or the main thread without a window).
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from app.engine.columns import CountedUp
from app.engine.events import UNKNOWN, Notes
from app.engine.numbers.exact import Number
from app.engine.outcome import Cause
from app.engine.plan import Span
from app.engine.tasks import SQUARE, Task
from app.engine.worker_record import WorkerRecord

NOBODY = -1
"""Stands in the worker column where no worker had taken the number up."""

NOT_YET = -1
"""Stands in `Rows.row_of_number` for a number without an outcome of its own."""


@dataclass(frozen=True, slots=True)
class StoppedSpan:
    """Numbers next to each other that were not done because the person stopped the run.

    Attributes:
        number: the first one's place in the plan.
        count: how many.
        worker: who held them, or `NOBODY`.
    """

    number: int
    count: int
    worker: int


Column: TypeAlias = "array[int] | None"
Times: TypeAlias = "tuple[array[int], array[int], Column, Column, Column]"
"""When numbers were taken up and done, their CPU time, their sleep, and their wait for a core, as
in `NumbersDone`."""


class Rows:
    """Where the numbers of a run stand.

    Args:
        numbers: the plan's numbers.
        first_worker: how many workers the goes before this one had, so that this one's look
            different from them.
        task: what is done with each.

    Attributes:
        workers: one record a worker, by its number.
        requested: when the run was asked for, or None before.
        finished: when the last process had been joined, or None before.
        stopped: whether the person stopped the run.
        row_number: for each row, the number's place in the plan.
        row_worker: for each row, the worker, or `NOBODY`.
        row_taken: for each row, when the number was taken up (0 where it never was).
        row_done: for each row, when it was done (0 where it never was).
        row_received: for each row, when its result arrived or its failure was learned of.
        row_computed: for each row, the CPU time it took in nanoseconds, or `UNKNOWN`.
        row_slept: for each row, how long it slept on purpose, in nanoseconds.
        row_waited: for each row, how long its worker was ready and had no core, or `UNKNOWN`.
        row_outcome: for each row, the result or the cause.
        row_of_number: for each number of the plan, its row or `NOT_YET`.
        row_printed: what a person's function printed, by row, where it did.
        has_printed: whether anything was printed in any row.
        row_cut: for how many characters of its result, by row, there was no room.
        row_print_length: how many characters were printed, by row, where some have been cut.
        row_type: for each row, the place in `type_names` of what kind of thing its result was;
            empty where that is plain.
        failed_rows: the rows that are failures, in order.
        stopped_spans: the numbers without a row because of a stop, in the order it was learned of.
        stopped_numbers: how many those are.
    """

    def __init__(
        self, numbers: Sequence[Number], first_worker: int = 0, task: Task = SQUARE
    ) -> None:
        self.numbers = numbers
        self.first_worker = first_worker
        self.task = task
        self.workers: list[WorkerRecord] = []
        self.requested: int | None = None
        self.finished: int | None = None
        self.stopped = False
        self.row_number, self.row_worker = array("i"), array("i")
        self.row_taken = array("q")
        self.row_done = array("q")
        self.row_received = array("q")
        self.row_computed = array("q")
        self.row_slept = array("q")
        self.row_waited = array("q")
        self.row_outcome: list[Number | Cause] = []
        self.row_of_number = array("i", [NOT_YET]) * len(numbers)
        self.row_printed: dict[int, str] = {}
        self.has_printed = False
        self.row_cut: dict[int, int] = {}
        self.row_print_length: dict[int, int] = {}
        self.row_type = array("i")
        self.type_names: list[str] = []
        self._type_places: dict[str, int] = {}
        self.failed_rows = array("i")
        self.stopped_spans: list[StoppedSpan] = []
        self.stopped_numbers = 0
        # 0, 1, 2 …: slices of it are copied at memory speed, where a range would be counted out.
        self._places = CountedUp()

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.row_outcome)

    @property
    def not_done(self) -> int:
        """Return how many numbers will not be done in this run, as far as is known."""
        return len(self.failed_rows) + self.stopped_numbers

    @property
    def done(self) -> int:
        """Return how many numbers have been done."""
        return len(self) - len(self.failed_rows)

    def is_done(self, row: int) -> bool:
        """Return whether the row is done rather than a failure."""
        return not isinstance(self.row_outcome[row], Cause)

    def worker_name(self, row: int) -> str:
        """Return the name of the row's worker, empty where there was none."""
        worker = self.row_worker[row]
        return "" if worker == NOBODY else self.workers[worker].name

    def origin_of(self, row: int) -> int:  # noqa: ARG002  where several runs meet, rows differ
        """Return when the run that brought this row was asked for: its times count from there."""
        return self.requested or 0

    def type_name_of(self, row: int) -> str:
        """Return what kind of thing a row's result is; empty where that is plain."""
        return self.type_names[self.row_type[row]] if row < len(self.row_type) else ""

    def printed_of(self, row: int) -> str:
        """Return what was printed for a row's number, as far as it was kept."""
        outcome = self.row_outcome[row]
        if isinstance(outcome, Cause):
            return outcome.printed
        return self.row_printed.get(row, "")

    def print_length_of(self, row: int) -> int:
        """Return how many characters were printed where not all were kept, else 0."""
        outcome = self.row_outcome[row]
        if isinstance(outcome, Cause):
            return outcome.print_length
        return self.row_print_length.get(row, 0)

    def not_done_spans(self) -> list[Span]:
        """Return the numbers that are not done, in order of entry, as few spans as possible."""
        single = [(self.row_number[row], 1) for row in self.failed_rows]
        spans: list[Span] = []
        for first, count in sorted([*single, *((s.number, s.count) for s in self.stopped_spans)]):
            if spans and sum(spans[-1]) == first:
                spans[-1] = (spans[-1][0], spans[-1][1] + count)
            else:
                spans.append((first, count))
        return spans

    def _append_results(
        self,
        first: int,
        worker: int,
        received: int,
        results: Sequence[Any],
        times: Times,
        notes: Notes | None = None,
    ) -> None:
        """Append rows for numbers next to each other that a worker has done."""
        taken, done, computed, slept, waited = times
        count = len(results)
        if notes is not None:
            self._keep_notes(len(self), count, notes)
        self._append(first, count, worker, received)
        self.row_taken.extend(taken)
        self.row_done.extend(done)
        self.row_computed.extend(computed or array("q", [UNKNOWN]) * count)
        self.row_slept.extend(slept or array("q", bytes(8 * count)))
        self.row_waited.extend(waited or array("q", [UNKNOWN]) * count)
        self.row_outcome.extend(results)

    def _keep_notes(self, row: int, count: int, notes: Notes) -> None:
        """Keep what a person's function told beside results that begin with a row."""
        self.row_type.extend([self._type_place("")] * (row - len(self.row_type)))
        if isinstance(notes.types, str):
            self.row_type.extend(array("i", [self._type_place(notes.types)]) * count)
        else:
            self.row_type.extend(map(self._type_place, notes.types))
        self.row_printed.update((row + place, words) for place, words in notes.printed.items())
        self.has_printed = self.has_printed or bool(notes.printed)
        self.row_cut.update((row + place, length) for place, length in notes.cut.items())
        self.row_print_length.update((row + p, n) for p, n in notes.print_lengths.items())

    def _keep_note(self, row: int, notes: Notes, place: int) -> None:
        """Keep what was told beside one result, whose row is there already."""
        missing = row + 1 - len(self.row_type)
        self.row_type.extend(array("i", [self._type_place("")]) * missing)
        kind = notes.types if isinstance(notes.types, str) else notes.types[place]
        self.row_type[row] = self._type_place(kind)
        self.row_printed.pop(row, None)
        self.row_cut.pop(row, None)
        self.row_print_length.pop(row, None)
        if place in notes.printed:
            self.row_printed[row] = notes.printed[place]
            self.has_printed = True
        if place in notes.cut:
            self.row_cut[row] = notes.cut[place]
        if place in notes.print_lengths:
            self.row_print_length[row] = notes.print_lengths[place]

    def _type_place(self, name: str) -> int:
        """Return where a type's name stands among those there have been."""
        if name not in self._type_places:
            self._type_places[name] = len(self.type_names)
            self.type_names.append(name)
        return self._type_places[name]

    def _append_failures(
        self, first: int, count: int, worker: int, received: int, cause: Cause, taken: int = 0
    ) -> None:
        """Append rows for numbers next to each other that share a cause.

        Args:
            first: the first one's place in the plan.
            count: how many.
            worker: who held them, or `NOBODY`.
            received: when their cause was learned of.
            cause: why they were not done.
            taken: when the first was taken up; 0 where none was.
        """
        row = len(self)
        self._append(first, count, worker, received)
        self.row_taken.extend(array("q", [taken]) + array("q", bytes(8 * (count - 1))))
        for column in (self.row_done, self.row_slept):
            column.extend(array("q", bytes(8 * count)))
        for column in (self.row_computed, self.row_waited):
            column.extend(array("q", [UNKNOWN]) * count)
        self.row_outcome.extend([cause] * count)
        self.has_printed = self.has_printed or bool(cause.printed)
        self.failed_rows.extend(self._places.between(row, row + count))

    def _append(self, first: int, count: int, worker: int, received: int) -> None:
        """Append what all rows have."""
        row = len(self)
        self.row_of_number[first : first + count] = self._places.between(row, row + count)
        self.row_number.extend(self._places.between(first, first + count))
        self.row_worker.extend(array("i", [worker]) * count)
        self.row_received.extend(array("q", [received]) * count)
