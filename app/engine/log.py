"""The event log of a run, kept so that a million numbers fit and every view can be computed.

Fed with events in the order in which the engine yields them; asked by the list, the timeline, the
totals and whoever else shows or saves a run. Numbers' times lie in columns (one machine word each),
because an object for every event would take a kilobyte a number. A log is one run: another go at
what it left is another run, with a log of its own.

Lives in one thread, the one that shows it (the GUI thread, or the main thread without a window).
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.engine.columns import CountedUp
from app.engine.events import (
    UNKNOWN,
    Event,
    NumberNotDone,
    NumbersDone,
    NumberTaken,
    RunFinished,
    RunRequested,
    StartMethodReplaced,
    WorkerExited,
    WorkerRequested,
    WorkerResumed,
    WorkerStarted,
    WorkerSuspended,
)
from app.engine.numbers.exact import Number
from app.engine.outcome import Cause, CauseKind
from app.engine.plan import Span
from app.engine.tasks import SQUARE, Task
from app.engine.worker_record import WorkerRecord

NOBODY = -1
"""Stands in the worker column where no worker had taken the number up."""

NOT_YET = -1
"""Stands in `Log.row_of_number` for a number without an outcome of its own."""

LIVES_ON = (CauseKind.RAISED, CauseKind.NOT_SENT)
"""Causes that cost a number only, not its worker."""


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


class Messages:
    """What rows came together, and how they travelled: one entry for each event that made rows.

    Attributes:
        first_row: the first of its rows.
        sent: when the worker handed it over; 0 for not known.
        fetched: when the main process began to read it; 0 for not known.
    """

    def __init__(self) -> None:
        self.first_row = array("i")
        self.sent = array("q")
        self.fetched = array("q")

    def add(self, first_row: int, sent: int, fetched: int) -> None:
        """Append an entry."""
        self.first_row.append(first_row)
        self.sent.append(sent)
        self.fetched.append(fetched)

    def of_row(self, row: int) -> int:
        """Return the place of the entry a row belongs to."""
        return bisect_right(self.first_row, row) - 1


class Log:
    """A run's events.

    A row is a number's outcome, in order of arrival: its result, or the cause why there is none.
    Numbers that were not done because the person stopped the run have no rows: there may be a
    million of them, and they all say the same.

    Args:
        numbers: the plan's numbers.
        first_worker: how many workers the goes before this one had, so that this one's look
            different from them.
        task: what is done with each.

    Attributes:
        events: every event as it came, in order; a message with many results is one event.
        workers: one record a worker, by its number.
        requested: when the run was asked for, or None before.
        finished: when the last process had been joined, or None before.
        stopped: whether the person stopped the run.
        failed: whether an error in this program itself ended it.
        detour: that processes had to be started in another way than asked for, or None.
        row_number: for each row, the number's place in the plan.
        row_worker: for each row, the worker, or `NOBODY`.
        row_taken: for each row, when the number was taken up (0 where it never was).
        row_done: for each row, when it was done (0 where it never was).
        row_received: for each row, when its result arrived or its failure was learned of.
        row_computed: for each row, the CPU time it took in nanoseconds, or `UNKNOWN`.
        row_slept: for each row, how long it slept on purpose, in nanoseconds.
        row_outcome: for each row, the result or the cause.
        row_of_number: for each number of the plan, its row or `NOT_YET`.
        failed_rows: the rows that are failures, in order.
        messages: how rows travelled.
        stopped_spans: the numbers without a row because of a stop, in the order it was learned of.
        stopped_numbers: how many those are.
    """

    def __init__(
        self, numbers: Sequence[Number], first_worker: int = 0, task: Task = SQUARE
    ) -> None:
        self.numbers = numbers
        self.task = task
        self.first_worker = first_worker
        self.events: list[Event] = []
        self.workers: list[WorkerRecord] = []
        self.requested: int | None = None
        self.finished: int | None = None
        self.stopped = self.failed = False
        self.detour: StartMethodReplaced | None = None
        self.row_number, self.row_worker = array("i"), array("i")
        self.row_taken = array("q")
        self.row_done = array("q")
        self.row_received = array("q")
        self.row_computed = array("q")
        self.row_slept = array("q")
        self.row_outcome: list[Number | Cause] = []
        self.row_of_number = array("i", [NOT_YET]) * len(numbers)
        self.failed_rows = array("i")
        self.messages = Messages()
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

    @property
    def processes(self) -> int:
        """Return how many processes the run has asked for."""
        return self.workers[-1].process - self.workers[0].process + 1 if self.workers else 0

    def extend(self, events: Iterable[Event]) -> None:
        """Take events in."""
        for event in events:
            self.events.append(event)
            if isinstance(event, NumbersDone):
                self._add_results(event)
            elif isinstance(event, NumberNotDone):
                self._add_failure(event)
            else:
                self._note(event)

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

    def sent_of(self, row: int) -> int:
        """Return when the worker handed the row's message over; 0 for not known."""
        return self.messages.sent[self.messages.of_row(row)]

    def fetched_of(self, row: int) -> int:
        """Return when the main process began to read the row's message; 0 for not known."""
        return self.messages.fetched[self.messages.of_row(row)]

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

    def _add_results(self, event: NumbersDone) -> None:
        """Append a message's results as columns."""
        first, count, row = event.first, len(event.results), len(self)
        record = self.workers[event.worker]
        record.holding = record.holding_since = None
        record.told += event.between + sum(event.computed or ())
        self._add_rows(first, count, event.worker, event.received)
        self.messages.add(row, event.sent, event.fetched)
        self.row_taken.extend(event.taken)
        self.row_done.extend(event.done)
        self.row_computed.extend(event.computed or array("q", [UNKNOWN]) * count)
        self.row_slept.extend(event.slept or array("q", bytes(8 * count)))
        self.row_outcome.extend(event.results)
        record.rows.extend(self._places.between(row, row + count))

    def _add_failure(self, event: NumberNotDone) -> None:
        """Append numbers' cause, or note that they were left because of a stop."""
        worker, taken = NOBODY, 0
        if event.worker is not None:
            worker, record = event.worker, self.workers[event.worker]
            if record.holding == event.number:
                taken = record.holding_since or 0
                record.give_up_holding(event.at, died=event.cause.kind not in LIVES_ON)
        if event.cause.kind is CauseKind.STOPPED:
            self.stopped_spans.append(StoppedSpan(event.number, event.count, worker))
            self.stopped_numbers += event.count
            return
        count, row = event.count, len(self)
        self._add_rows(event.number, count, worker, event.at)
        self.messages.add(row, 0, 0)
        self.row_taken.extend(array("q", [taken]) + array("q", bytes(8 * (count - 1))))
        for column in (self.row_done, self.row_slept):
            column.extend(array("q", bytes(8 * count)))
        self.row_computed.extend(array("q", [UNKNOWN]) * count)
        self.row_outcome.extend([event.cause] * count)
        self.failed_rows.extend(self._places.between(row, row + count))

    def _add_rows(self, first: int, count: int, worker: int, received: int) -> None:
        """Append what all rows have."""
        row = len(self)
        self.row_of_number[first : first + count] = self._places.between(row, row + count)
        self.row_number.extend(self._places.between(first, first + count))
        self.row_worker.extend(array("i", [worker]) * count)
        self.row_received.extend(array("q", [received]) * count)

    def _note(self, event: Event) -> None:
        """Take in an event that concerns a worker or the run as a whole."""
        if isinstance(event, WorkerRequested):
            self.workers.append(
                WorkerRecord(event.worker, event.name, event.process, requested=event.at)
            )
        elif isinstance(event, WorkerStarted):
            record = self.workers[event.worker]
            record.name, record.pid, record.started = event.name, event.pid, event.at
            record.start_computed = event.computed
        elif isinstance(event, NumberTaken):
            record = self.workers[event.worker]
            record.holding, record.holding_since = event.number, event.at
        elif isinstance(event, WorkerSuspended | WorkerResumed):
            self.workers[event.worker].suspended = isinstance(event, WorkerSuspended)
        elif isinstance(event, WorkerExited):
            self.workers[event.worker].end(event)
        elif isinstance(event, RunRequested):
            self.requested = event.at
        elif isinstance(event, StartMethodReplaced):
            self.detour = event
        elif isinstance(event, RunFinished):
            self.finished, self.stopped, self.failed = event.at, event.stopped, event.failed
