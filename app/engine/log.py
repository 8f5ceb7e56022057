"""The event log of a run: what every view of it is computed from.

Fed with events in the order in which the engine yields them; asked by the list, the timeline, the
totals and whoever else shows or saves a run. A log is one run: another go at what it left is
another run, with a log of its own.

Lives in one thread, the one that shows it (the GUI thread, or the main thread without a window).
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from app.engine.events import (
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
from app.engine.outcome import CauseKind
from app.engine.rows import NOBODY, Rows, StoppedSpan
from app.engine.tasks import SQUARE, Task
from app.engine.worker_record import WorkerRecord

LIVES_ON = (CauseKind.RAISED, CauseKind.NOT_SENT)
"""Causes that cost a number only, not its worker."""


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


class Log(Rows):
    """A run's events, and the rows they make.

    Args:
        numbers: the plan's numbers.
        first_worker: how many workers the goes before this one had.
        task: what is done with each.

    Attributes:
        events: every event as it came, in order; a message with many results is one event.
        failed: whether an error in this program itself ended it.
        detour: that processes had to be started in another way than asked for, or None.
        messages: how rows travelled.
    """

    def __init__(
        self, numbers: Sequence[Number], first_worker: int = 0, task: Task = SQUARE
    ) -> None:
        super().__init__(numbers, first_worker, task)
        self.events: list[Event] = []
        self.failed = False
        self.detour: StartMethodReplaced | None = None
        self.messages = Messages()

    @property
    def processes(self) -> int:
        """Return how many processes the run has asked for."""
        return self.workers[-1].process - self.workers[0].process + 1 if self.workers else 0

    def sent_of(self, row: int) -> int:
        """Return when the worker handed the row's message over; 0 for not known."""
        return self.messages.sent[self.messages.of_row(row)]

    def fetched_of(self, row: int) -> int:
        """Return when the main process began to read the row's message; 0 for not known."""
        return self.messages.fetched[self.messages.of_row(row)]

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

    def _add_results(self, event: NumbersDone) -> None:
        """Append a message's results as columns."""
        first, count, row = event.first, len(event.results), len(self)
        record = self.workers[event.worker]
        record.holding = record.holding_since = None
        if event.system is not None:
            if not record.rows and event.waited is not None:
                # What it waited before its first numbers, it waited in starting.
                record.start_waited = max(0, event.system.waited - sum(event.waited))
            record.system = event.system
        record.told += event.between + sum(event.computed or ())
        self.messages.add(row, event.sent, event.fetched)
        self._append_results(
            first,
            event.worker,
            event.received,
            event.results,
            (event.taken, event.done, event.computed, event.slept, event.waited),
            event.notes,
        )
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
        self.messages.add(len(self), 0, 0)
        self._append_failures(event.number, event.count, worker, event.at, event.cause, taken)

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
