"""Where each number stands now, after one or more goes at it: what the list of results shows.

Made of the logs of a first run and the goes that followed it, none of which it changes. Lives in
the thread that shows them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Generator, Iterator, Sequence
from itertools import accumulate

from app.engine.events import UNKNOWN, Event, NumberNotDone, NumbersDone
from app.engine.numbers.exact import Number
from app.engine.outcome import Cause, CauseKind
from app.engine.plan import Span
from app.engine.record import Record, goes_up_to
from app.engine.rows import NOBODY, NOT_YET, Rows, StoppedSpan

COLUMNS = (
    "row_number",
    "row_worker",
    "row_taken",
    "row_done",
    "row_received",
    "row_computed",
    "row_slept",
    "row_waited",
    "row_outcome",
    "row_of_number",
    "failed_rows",
    "row_type",
    "type_names",
)


class Standing(Rows):
    """The rows of a first run with the newer outcomes of another go put in.

    A failure that was tried again has its newer outcome in its row; a number that had been left
    because of a stop gets a row as its outcome arrives. `origin_of` tells which run's request a
    row's times count from.

    Args:
        before: where the numbers stood before the go.
        go: the go.
    """

    def __init__(self, before: Rows, go: Record) -> None:
        super().__init__((), before.first_worker, before.task)
        self.numbers = before.numbers
        self._before, self._go = before, go
        self._spans: Sequence[Span] = go.spans or ()
        self._starts = list(accumulate((count for _, count in self._spans), initial=0))
        self._seen = self._workers_before = 0
        self._newer: set[int] = set()

    def copying(self) -> Iterator[None]:
        """Copy where the numbers stood, column by column; each step takes a few milliseconds."""
        before = self._before
        for name in COLUMNS:
            setattr(self, name, getattr(before, name)[:])
            yield
        self.row_printed, self.row_cut = dict(before.row_printed), dict(before.row_cut)
        self.row_print_length = dict(before.row_print_length)
        self.has_printed, self._type_places = before.has_printed, dict(before._type_places)
        self.workers = list(before.workers)
        self.requested, self.finished = before.requested, before.finished
        self.stopped, self.stopped_spans = before.stopped, list(before.stopped_spans)
        self.stopped_numbers = before.stopped_numbers
        self._workers_before = len(before.workers)
        self._leave_to_the_go()

    def catch_up(self) -> list[int]:
        """Take in what the go has brought since; returns the rows that have changed."""
        changed: list[int] = []
        events, log = self._go.log.events, self._go.log
        self.finished, self.stopped = log.finished, log.stopped
        for index in range(self._seen, len(events)):
            self._take(events[index], changed)
        self._seen = len(events)
        for worker in range(len(self.workers) - self._workers_before, len(log.workers)):
            self.workers.append(log.workers[worker])
        self._note_failures(changed)
        self._newer.update(changed)
        return changed

    def origin_of(self, row: int) -> int:
        """Return when the run that brought this row was asked for."""
        if row < len(self._before) and row not in self._newer:
            return self._before.origin_of(row)
        return self._go.log.origin_of(row)

    def _leave_to_the_go(self) -> None:
        """What the go tries again is no longer left because of a stop."""
        self.stopped_spans = [
            StoppedSpan(first, count, span.worker)
            for span in self.stopped_spans
            for first, count in _without((span.number, span.count), self._spans)
        ]
        self.stopped_numbers = sum(span.count for span in self.stopped_spans)

    def _take(self, event: Event, changed: list[int]) -> None:
        """Take one of the go's events in."""
        if isinstance(event, NumbersDone):
            before = 0
            for first, count in self._places_of(event.first, len(event.results)):
                self._put(event, first, before, count, changed)
                before += count
        elif isinstance(event, NumberNotDone):
            worker = NOBODY if event.worker is None else event.worker + self._workers_before
            for first, count in self._places_of(event.number, event.count):
                if event.cause.kind is CauseKind.STOPPED:
                    self._stop_again(first, count, worker)
                else:
                    self._fail(event, first, count, worker, changed)

    def _places_of(self, first: int, count: int) -> Iterator[Span]:
        """Tell where numbers of the go are in the first run's plan."""
        place = bisect_right(self._starts, first) - 1
        while count > 0:
            offset = first - self._starts[place]
            begin, length = self._spans[place]
            part = min(count, length - offset)
            yield begin + offset, part
            first, count, place = first + part, count - part, place + 1

    def _put(
        self, event: NumbersDone, first: int, before: int, count: int, changed: list[int]
    ) -> None:
        """Put results where failures stood, or at the end; `before` in the message come first."""
        part = slice(before, before + count)
        computed = event.computed[part] if event.computed is not None else None
        slept = event.slept[part] if event.slept is not None else None
        waited = event.waited[part] if event.waited is not None else None
        taken, done = event.taken[part], event.done[part]
        worker, received = event.worker + self._workers_before, event.received
        if self.row_of_number[first] == NOT_YET:
            times = (taken, done, computed, slept, waited)
            row = len(self)
            self._append_results(first, worker, received, event.results[part], times)
            if event.notes is not None:
                for offset in range(count):
                    self._keep_note(row + offset, event.notes, before + offset)
            return
        for offset in range(count):
            row = self.row_of_number[first + offset]
            self._replace(row, worker, received, event.results[before + offset])
            self.row_taken[row], self.row_done[row] = taken[offset], done[offset]
            self.row_computed[row] = UNKNOWN if computed is None else computed[offset]
            self.row_slept[row] = 0 if slept is None else slept[offset]
            self.row_waited[row] = UNKNOWN if waited is None else waited[offset]
            if event.notes is not None:
                self._keep_note(row, event.notes, before + offset)
            changed.append(row)

    def _fail(
        self, event: NumberNotDone, first: int, count: int, worker: int, changed: list[int]
    ) -> None:
        """Put a newer cause where an older one stood, or at the end."""
        received = event.at
        if self.row_of_number[first] == NOT_YET:
            self._append_failures(first, count, worker, received, event.cause)
            return
        for row in self.row_of_number[first : first + count]:
            self._replace(row, worker, received, event.cause)
            changed.append(row)

    def _replace(self, row: int, worker: int, received: int, outcome: Number | Cause) -> None:
        self.row_worker[row], self.row_received[row] = worker, received
        self.row_outcome[row] = outcome
        self.has_printed = self.has_printed or (
            isinstance(outcome, Cause) and bool(outcome.printed)
        )

    def _stop_again(self, first: int, count: int, worker: int) -> None:
        """Numbers of the go were left because of a stop: failures stay as they were."""
        for span in _without((first, count), self._with_rows(first, count)):
            self.stopped_spans.append(StoppedSpan(*span, worker))
            self.stopped_numbers += span[1]

    def _with_rows(self, first: int, count: int) -> list[Span]:
        """Return which of the numbers have a row already."""
        rows = self.row_of_number[first : first + count]
        if max(rows) == NOT_YET:
            return []
        return [(first + place, 1) for place, row in enumerate(rows) if row != NOT_YET]

    def _note_failures(self, changed: list[int]) -> None:
        """Forget the failures that are none any more."""
        if changed:
            done = {row for row in changed if self.is_done(row)}
            self.failed_rows = array("i", [row for row in self.failed_rows if row not in done])


def standing_after(goes: Sequence[Record]) -> Generator[None, None, Rows]:
    """Find out in short steps where numbers stand after runs that are over.

    Args:
        goes: the first run, and each other go in order.
    """
    standing: Rows = goes[0].log
    for go in goes[1:]:
        standing = Standing(standing, go)
        yield from standing.copying()
        standing.catch_up()
        yield
    return standing


def standing_of(record: Record) -> Rows:
    """Return at once where numbers stand after a run that is over, and the goes before it."""
    steps = standing_after(goes_up_to(record))
    try:
        while True:
            next(steps)
    except StopIteration as done:
        rows: Rows = done.value
        return rows


def _without(span: Span, taken: Sequence[Span]) -> list[Span]:
    """Return what is left of a span without others, which are in order."""
    first, end = span[0], sum(span)
    left: list[Span] = []
    for begin, count in taken:
        if begin + count <= first or begin >= end:
            continue
        if begin > first:
            left.append((first, begin - first))
        first = begin + count
    if first < end:
        left.append((first, end - first))
    return left
