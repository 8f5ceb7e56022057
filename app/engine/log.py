"""The event log of a run, kept so that a million numbers fit and every view can be computed.

Fed with events in the order in which the engine yields them; asked by the list, the timeline, the
totals and whoever else shows or saves a run. Numbers' times lie in columns (one machine word each),
because an object for every event would take a kilobyte a number.

Lives in one thread, the one that shows it (the GUI thread, or the main thread without a window).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.engine.columns import CountedUp
from app.engine.events import (
    Event,
    NumberNotSquared,
    NumbersSquared,
    NumberTaken,
    RunFinished,
    RunRequested,
    WorkerExited,
    WorkerRequested,
    WorkerResumed,
    WorkerStarted,
    WorkerSuspended,
)
from app.engine.numbers.exact import Number, short_text_of, text_of
from app.engine.outcome import Cause, CauseKind
from app.words import tr

NOBODY = -1
"""Stands in the worker column where no worker had taken the number up."""

NOT_YET = -1
"""Stands in `Log.row_of_number` for a number without an outcome."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A number that a worker said it had begun with, and that it never squared.

    Attributes:
        number: its place in the plan.
        taken: when it was taken up.
        until: when the main process learned that no square would come.
        position: how many rows the worker had given before.
        died: whether the worker ended with it, rather than living on.
    """

    number: int
    taken: int
    until: int
    position: int
    died: bool


@dataclass(slots=True)
class WorkerRecord:
    """What the log knows of one worker; times in nanoseconds, None where not yet known.

    Attributes:
        worker: its number, from 0: its lane.
        name: the name it gave itself (until it has started: the name it will have).
        process: the number of its process, from 1.
        requested: when the main process asked for it.
        started: when it ran Python, stamped in the child.
        pid: its process id.
        exited: when it had been joined.
        exit_code: how it ended.
        cause: why, if it ended out of order.
        holding: the number it said it has begun with and has not answered yet.
        holding_since: when it took that number up.
        suspended: whether it does not answer.
        rows: the rows of the log that came from it, in order.
        unanswered: the numbers it began with and never squared, in order.
    """

    worker: int
    name: str
    process: int
    requested: int
    started: int | None = None
    pid: int | None = None
    exited: int | None = None
    exit_code: int | None = None
    cause: Cause | None = None
    holding: int | None = None
    holding_since: int | None = None
    suspended: bool = False
    rows: array[int] = field(default_factory=lambda: array("i"))
    unanswered: list[Unanswered] = field(default_factory=list)

    def give_up_holding(self, at: int, died: bool) -> None:
        """Note that the number it holds, if any, will get no square from it; learned `at`."""
        if self.holding is not None and self.holding_since is not None:
            position = len(self.rows)
            self.unanswered.append(Unanswered(self.holding, self.holding_since, at, position, died))
        self.holding = self.holding_since = None


class Log:
    """A run's events.

    A row is a number's outcome, in order of arrival: a square, or the cause why there is none.

    Attributes:
        numbers: the plan's numbers.
        events: every event as it came, in order; a message with many results is one event.
        workers: one record a worker, by its number.
        requested: when the run was asked for, or None before.
        finished: when the last process had been joined, or None before.
        stopped: whether the person stopped the run.
        row_number: for each row, the number's place in the plan.
        row_worker: for each row, the worker, or `NOBODY`.
        row_taken: for each row, when the number was taken up (0 where it never was).
        row_squared: for each row, when it was squared (0 where it never was).
        row_received: for each row, when its result arrived or its failure was learned of.
        row_arrived: for each row, when it first got an outcome: in order, where `row_received` is
            not after another go.
        row_outcome: for each row, the square or the cause.
        row_of_number: for each number of the plan, its row or `NOT_YET`.
        not_squared: how many rows are failures.
    """

    def __init__(self, numbers: Sequence[Number]) -> None:
        self.numbers = numbers
        self.events: list[Event] = []
        self.workers: list[WorkerRecord] = []
        self.requested: int | None = None
        self.finished: int | None = None
        self.stopped = False
        self.row_number = array("i")
        self.row_worker = array("i")
        self.row_taken = array("q")
        self.row_squared = array("q")
        self.row_received = self.row_arrived = array("q")  # two only once they differ
        self.row_outcome: list[Number | Cause] = []
        self.row_of_number = array("i", [NOT_YET]) * len(numbers)
        self.not_squared = 0
        # 0, 1, 2 …: slices of it are copied at memory speed, where a range would be counted out.
        self._places = CountedUp()

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.row_outcome)

    @property
    def squared(self) -> int:
        """Return how many numbers have been squared."""
        return len(self) - self.not_squared

    @property
    def processes(self) -> int:
        """Return how many processes the run has asked for."""
        return self.workers[-1].process if self.workers else 0

    def extend(self, events: Iterable[Event]) -> list[int]:
        """Take events in.

        Returns:
            Rows that were there before and have changed: numbers squared at another go.
        """
        changed: list[int] = []
        for event in events:
            self.events.append(event)
            if isinstance(event, NumbersSquared):
                self._add_squares(event, changed)
            elif isinstance(event, NumberNotSquared):
                self._add_failure(event, changed)
            else:
                self._note(event)
        return changed

    def is_squared(self, row: int) -> bool:
        """Return whether the row is a square rather than a failure."""
        return not isinstance(self.row_outcome[row], Cause)

    def worker_name(self, row: int) -> str:
        """Return the name of the row's worker, empty where there was none."""
        worker = self.row_worker[row]
        return "" if worker == NOBODY else self.workers[worker].name

    def sentence(self, row: int, short: bool = False) -> str:
        """Return the row in words, such as ``3 squared to 9 by: Process-2``.

        Args:
            row: which.
            short: shorten huge numbers in the middle; otherwise every digit is there.
        """
        as_text = short_text_of if short else text_of
        number = as_text(self.numbers[self.row_number[row]])
        outcome, name = self.row_outcome[row], self.worker_name(row)
        if isinstance(outcome, Cause):
            cause = outcome.sentence(name)
            return tr("{number} was not squared: {cause}", number=number, cause=cause)
        return tr(
            "{number} squared to {square} by: {name}",
            number=number,
            square=as_text(outcome),
            name=name,
        )

    def _add_squares(self, event: NumbersSquared, changed: list[int]) -> None:
        """Append a message's results as columns; results for failed rows replace them."""
        first, count, row = event.first, len(event.squares), len(self)
        record = self.workers[event.worker]
        record.holding = record.holding_since = None
        if self.row_of_number[first] != NOT_YET:
            self._replace(event, changed)
            return
        self.row_of_number[first : first + count] = self._places.between(row, row + count)
        self.row_number.extend(self._places.between(first, first + count))
        self.row_worker.extend(array("i", [event.worker]) * count)
        self.row_taken.extend(event.taken)
        self.row_squared.extend(event.squared)
        self._add_arrivals(event.received, count)
        self.row_outcome.extend(event.squares)
        record.rows.extend(self._places.between(row, row + count))

    def _replace(self, event: NumbersSquared, changed: list[int]) -> None:
        """Put squares where failures stood."""
        self._keep_arrivals()
        record = self.workers[event.worker]
        for place, square in enumerate(event.squares):
            row = self.row_of_number[event.first + place]
            self.row_worker[row] = event.worker
            self.row_taken[row], self.row_squared[row] = event.taken[place], event.squared[place]
            self.row_received[row] = event.received
            self.row_outcome[row] = square
            record.rows.append(row)
            changed.append(row)
        self.not_squared -= len(event.squares)

    def _add_failure(self, event: NumberNotSquared, changed: list[int]) -> None:
        """Append numbers' cause, or give a failed row its newer cause."""
        worker, taken = NOBODY, 0
        if event.worker is not None:
            worker, record = event.worker, self.workers[event.worker]
            if record.holding == event.number:
                taken = record.holding_since or 0
                lives_on = event.cause.kind in (CauseKind.RAISED, CauseKind.NOT_SENT)
                record.give_up_holding(event.at, died=not lives_on)
        first, count, row = event.number, event.count, len(self)
        if self.row_of_number[first] != NOT_YET:
            self._keep_arrivals()
            for known in self.row_of_number[first : first + count]:
                self.row_worker[known], self.row_received[known] = worker, event.at
                self.row_taken[known], self.row_outcome[known] = taken, event.cause
                taken = 0
                changed.append(known)
            return
        self.row_of_number[first : first + count] = self._places.between(row, row + count)
        self.row_number.extend(self._places.between(first, first + count))
        self.row_worker.extend(array("i", [worker]) * count)
        self.row_taken.extend(array("q", [taken]) + array("q", [0]) * (count - 1))
        self.row_squared.extend(array("q", [0]) * count)
        self._add_arrivals(event.at, count)
        self.row_outcome.extend([event.cause] * count)
        self.not_squared += count

    def _add_arrivals(self, at: int, count: int) -> None:
        arrivals = array("q", [at]) * count
        self.row_received.extend(arrivals)
        if self.row_arrived is not self.row_received:
            self.row_arrived.extend(arrivals)

    def _keep_arrivals(self) -> None:
        """Rows are about to get a newer outcome: from now on the columns differ."""
        if self.row_arrived is self.row_received:
            self.row_received = self.row_arrived[:]

    def _note(self, event: Event) -> None:
        """Take in an event that concerns a worker or the run as a whole."""
        if isinstance(event, WorkerRequested):
            self.workers.append(
                WorkerRecord(event.worker, event.name, event.process, requested=event.at)
            )
        elif isinstance(event, WorkerStarted):
            record = self.workers[event.worker]
            record.name, record.pid, record.started = event.name, event.pid, event.at
        elif isinstance(event, NumberTaken):
            record = self.workers[event.worker]
            record.holding, record.holding_since = event.number, event.at
        elif isinstance(event, WorkerSuspended | WorkerResumed):
            self.workers[event.worker].suspended = isinstance(event, WorkerSuspended)
        elif isinstance(event, WorkerExited):
            record = self.workers[event.worker]
            record.exited, record.exit_code, record.cause = event.at, event.exit_code, event.cause
            record.give_up_holding(event.at, died=True)
            record.suspended = False
        elif isinstance(event, RunRequested):
            self.requested = event.at if self.requested is None else self.requested
            self.finished = None
        elif isinstance(event, RunFinished):
            self.finished, self.stopped = event.at, event.stopped
