"""A run's events from JSON values, each looked at before it is believed. Any thread.

What is checked is what the log and the views rely on: workers and numbers that there are, one end
for each number, times that a clock can show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

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
from app.engine.outcome import Cause, CauseKind
from app.engine.storage import event_lines as lines
from app.engine.storage.checks import (
    LONGEST_RUN_NS,
    LONGEST_TEXT,
    MOST_BYTES,
    MOST_COUNTED,
    damaged,
    need,
    of_kind,
    text,
    time_in,
    whole,
    wholes,
)
from app.engine.storage.message_reading import COLUMNS, MessageReader
from app.engine.storage.values import numbers_in, results_in

AMOUNTS = 4
"""Of how many bytes a worker's end tells."""

_CAUSE_KINDS = {kind.value: kind for kind in CauseKind}
_CAUSE_WHOLES = ("signal", "status", "line", "print_length")
_CAUSE_TEXTS = ("detail", "trace", "printed")


class EventReader:
    """Makes events of a run's values, one after another.

    Args:
        base: the run's beginning on its clock.
        count: how many numbers the run has.
        first_process: the number of its first process.
        own: whether a person's function was run, which gives texts too.
    """

    def __init__(self, base: int, count: int, first_process: int, *, own: bool) -> None:
        self._base = base
        self._count = count
        self._process = first_process
        self._values_in = results_in if own else numbers_in
        self._workers = 0
        self._ended = bytearray(count)
        self._message: MessageReader | None = None
        self.finished = False
        """Whether the run's end has come."""

    @property
    def whole(self) -> bool:
        """Return whether nothing is missing up to here."""
        return self._message is None or not self._message.missing

    def event_of(self, values: list[Any]) -> Event | None:
        """Return the event that values stand for; None while more of a message is to come.

        Raises:
            UnreadableRecord: they stand for none.
        """
        need(not self.finished, "something follows the run's end")
        kind, *rest = values
        if self._message is not None and self._message.missing:
            need(kind == lines.MORE, "a part of a message is missing")
            return self._message.more(rest)
        if kind == lines.DONE:
            return self._done(rest)
        reader = _READERS.get(kind) if type(kind) is str else None
        if reader is None:
            raise damaged("something of an unknown kind happened")
        try:
            return reader(self, *rest)
        except TypeError:  # too many facts, or too few
            raise damaged(f"{kind} has other facts") from None

    def _at(self, value: Any) -> int:
        """Return a time on the run's clock."""
        return time_in(value, self._base)

    def _worker(self, value: Any) -> int:
        """Return a worker that has been asked for."""
        return whole(value, "a worker", 0, self._workers - 1)

    def _end(self, first: int, count: int) -> None:
        """Note that numbers have come to their end, which happens once."""
        end = first + count
        need(end <= self._count, "there are not so many numbers")
        need(self._ended.find(1, first, end) < 0, "a number has two ends")
        self._ended[first:end] = b"\1" * count

    def _done(self, rest: list[Any]) -> NumbersDone | None:
        """Begin a message with results."""
        need(len(rest) > COLUMNS + 3, "a message has other facts")
        worker, first, count, *facts = rest
        first = whole(first, "a number", 0, self._count - 1)
        length = whole(count, "a message's length", 1, self._count)
        self._end(first, length)
        self._message = MessageReader(self._base, self._values_in, length)
        return self._message.begin(self._worker(worker), first, facts)

    def _requested(self, at: Any) -> Event:
        return RunRequested(self._at(at))

    def _replaced(self, asked: Any, used: Any, cause: Any, at: Any) -> Event:
        known = self._cause(cause)
        return StartMethodReplaced(
            text(asked, "a method"), text(used, "a method"), known, self._at(at)
        )

    def _worker_requested(self, worker: Any, name: Any, process: Any, at: Any) -> Event:
        need(worker == self._workers, "workers are out of order")
        number = whole(process, "a process")
        need(number - self._process in (0, 1), "processes are out of order")
        self._workers, self._process = self._workers + 1, number
        return WorkerRequested(
            whole(worker, "a worker"), text(name, "a name"), number, self._at(at)
        )

    def _started(self, worker: Any, name: Any, pid: Any, at: Any, computed: Any) -> Event:
        used = whole(computed, "a CPU time", UNKNOWN, LONGEST_RUN_NS)
        number, words = self._worker(worker), text(name, "a name")
        return WorkerStarted(number, words, whole(pid, "a pid", 0, 1 << 32), self._at(at), used)

    def _taken(self, worker: Any, number: Any, at: Any) -> Event:
        place = whole(number, "a number", 0, self._count - 1)
        return NumberTaken(self._worker(worker), place, self._at(at))

    def _not_done(self, number: Any, worker: Any, cause: Any, at: Any, count: Any) -> Event:
        first = whole(number, "a number", 0, self._count - 1)
        length = whole(count, "a count", 1, self._count)
        self._end(first, length)
        holder = None if worker is None else self._worker(worker)
        return NumberNotDone(first, holder, self._cause(cause), self._at(at), length)

    def _suspended(self, worker: Any, at: Any) -> Event:
        return WorkerSuspended(self._worker(worker), self._at(at))

    def _resumed(self, worker: Any, at: Any) -> Event:
        return WorkerResumed(self._worker(worker), self._at(at))

    def _exited(
        self,
        worker: Any,
        code: Any,
        cause: Any,
        at: Any,
        computed: Any,
        ended: Any,
        *amounts: Any,
    ) -> Event:
        return WorkerExited(
            self._worker(worker),
            None if code is None else whole(code, "an exit code", -MOST_COUNTED, 1 << 32),
            None if cause is None else self._cause(cause),
            self._at(at),
            whole(computed, "a CPU time", UNKNOWN, LONGEST_RUN_NS),
            of_kind(bool, ended, "an end"),
            *wholes(list(amounts), "bytes", UNKNOWN, MOST_BYTES, AMOUNTS),
        )

    def _finished(self, at: Any, stopped: Any, failed: Any, left: Any) -> Event:
        self.finished = True
        flags = of_kind(bool, stopped, "a stop"), of_kind(bool, failed, "a failure")
        return RunFinished(self._at(at), *flags, whole(left, "a count"))

    def _cause(self, value: Any) -> Cause:
        """Return the cause that an object stands for."""
        facts = dict(of_kind(dict, value, "a cause"))
        kind = facts.pop("kind", None)
        need(type(kind) is str and kind in _CAUSE_KINDS, "a cause is of an unknown kind")
        for name, fact in facts.items():
            if name in _CAUSE_WHOLES:
                whole(fact, name, 0, 1 << 32)
            else:
                need(name in _CAUSE_TEXTS, "a cause has other facts")
                text(fact, name, LONGEST_TEXT)
        return Cause(_CAUSE_KINDS[kind], **facts)


_READERS: Mapping[str, Callable[..., Event]] = {
    lines.REQUESTED: EventReader._requested,
    lines.REPLACED: EventReader._replaced,
    lines.WORKER: EventReader._worker_requested,
    lines.STARTED: EventReader._started,
    lines.TAKEN: EventReader._taken,
    lines.NOT_DONE: EventReader._not_done,
    lines.SUSPENDED: EventReader._suspended,
    lines.RESUMED: EventReader._resumed,
    lines.EXITED: EventReader._exited,
    lines.FINISHED: EventReader._finished,
}
