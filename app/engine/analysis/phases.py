"""What a worker did from one moment to the next, computed from the log without further measuring.

A worker's life, from being requested to having exited, is cut into phases that follow one another
without a gap or an overlap, so their lengths add up to its life exactly (whole nanoseconds):

- STARTING: requested until it runs Python. A worker that never ran has this phase alone.
- WAITING: it runs and has no number: until the first is taken up, and between a result's arrival
  and the next number. A worker that never took a number waits until it has exited.
- WORKING: a number taken up until it is done, its extra work included. Numbers that came in
  one message were done back to back, so there each phase lasts until the next number is taken
  up. A number that was never done counts until the main process learned so, or until the exit
  of the worker it took along.
- SENDING: on its way: done until the worker had handed the result over, and from when the main
  process began to read it until that had it whole; cut short where the worker has taken its next
  number up before.
- LYING: handed over, while the main process was busy and had not begun to read it. Part of SENDING
  where nobody knows when that was.
- EXITING: its last result received until it has been joined. One that ended out of order without a
  number in its hands was waiting to its end.

Stamps of a child that do not fit between the main process's are moved to the nearest moment that
does, so that no phase is ever shorter than nothing. With `until`, as in a replay, the life is cut
at that moment; what is told of the time before stays the same.

Pure functions; they run in the thread that owns the log.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from app.engine.analysis.handled import HandledNumbers, Spent
from app.engine.events import UNKNOWN, time_of
from app.engine.log import Log

SAMPLES_PER_MERGE = 4
UNTOLD = Spent(UNKNOWN, 0)
EVENTS_LOOKED_BACK = 32  # children's stamps lie a little before the moment their event arrived


class PhaseKind(Enum):
    """The kinds of phases, in their usual order."""

    STARTING = "starting"
    WAITING = "waiting"
    WORKING = "working"
    SENDING = "sending"
    LYING = "lying ready"
    EXITING = "exiting"


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a worker's life; times in nanoseconds on the log's clock.

    Attributes:
        kind: what it did, or mostly did where several phases are told as one.
        start: when it began.
        end: when it ended; always after `start`.
        number: the number's place in the plan while working on it or sending it, otherwise None.
        merged: how many numbers' phases this one stands for: 1 unless they were too short to show.
        computed: the CPU time in it while starting or working, in nanoseconds, or `UNKNOWN`.
        slept: how long the worker slept in it on purpose, in nanoseconds.
        waited: how long the worker was ready in it and had no core, in nanoseconds, or `UNKNOWN`.
    """

    kind: PhaseKind
    start: int
    end: int
    number: int | None = None
    merged: int = 1
    computed: int = UNKNOWN
    slept: int = 0
    waited: int = UNKNOWN

    @property
    def length(self) -> int:
        """Return how long it lasted, in nanoseconds."""
        return self.end - self.start


def phases_of(log: Log, worker: int, until: int | None = None) -> list[Phase]:
    """Return all phases of a worker, in order and without a gap.

    Args:
        log: the run.
        worker: which.
        until: cut the life here; a living worker's goes on to here. None for all that is known.

    Returns:
        Phases from its request to its exit, `until` or the latest moment known; none for one
        requested later than `until`.
    """
    return WorkerLife(log, worker, until).between()


def phases_between(
    log: Log, worker: int, start: int, end: int, resolution: int = 0, until: int | None = None
) -> list[Phase]:
    """Return the phases of a worker that touch a stretch of time: what a timeline has to draw.

    Takes time in proportion to what can be seen, not to the worker's numbers. The phases returned
    follow one another without a gap; the outermost may reach beyond the stretch.

    Args:
        log: the run.
        worker: which.
        start: nanoseconds on the log's clock.
        end: likewise.
        resolution: phases that together last no longer than this many nanoseconds (a pixel, say)
            may be told as one with `merged` above 1 and no number. 0 tells every single one.
        until: as in `phases_of`.
    """
    return WorkerLife(log, worker, until).between(start, end, resolution)


def latest_time(log: Log) -> int:
    """Return the latest moment the log knows of, in nanoseconds; 0 for an empty log."""
    if log.finished is not None:
        return log.finished
    return max((time_of(event) for event in log.events[-EVENTS_LOOKED_BACK:]), default=0)


class WorkerLife:
    """One worker's life as the log knows it now; make a new one when the log has grown."""

    def __init__(self, log: Log, worker: int, until: int | None = None) -> None:
        self._log = log
        self._record = record = log.workers[worker]
        self._until = until
        self._handled = HandledNumbers(log, worker)
        self._count = len(self._handled)
        self.start = record.requested
        self.end = max(self.start, self._known_end())
        started = self.end if record.started is None else record.started
        self._started = min(max(started, self.start), self.end)

    @property
    def cut(self) -> int:
        """Return where the telling ends: at the life's end, or earlier at `until`."""
        return self.end if self._until is None else min(self.end, self._until)

    def between(
        self,
        start: int | None = None,
        end: int | None = None,
        resolution: int = 0,
        by_message: bool = False,
    ) -> list[Phase]:
        """Return the phases that touch a stretch of time; see `phases_between`.

        With `by_message`, the squaring of all numbers that came in one message is told as one
        phase, exactly, at the cost of one.
        """
        start = self.start if start is None else max(start, self.start)
        end = self.cut if end is None else min(end, self.cut)
        if start >= end:
            return []
        first = 0 if start <= self.start else max(0, self._first_after(start) - 1)
        last = self._count if end >= self.end else self._first_after(end)
        phases: list[Phase] = []
        if first == 0:
            to = self._taken(0) if self._count else self.end
            spent = Spent(self._record.start_computed, 0, self._record.start_waited)
            self._append(phases, PhaseKind.STARTING, self.start, self._started, spent=spent)
            self._append(phases, PhaseKind.WAITING, self._started, to)
        if by_message:
            self._append_messages(phases, first, last)
        else:
            self._append_stretches(phases, first, last, resolution)
        if last == self._count:
            self._append_end(phases)
        return [phase for phase in phases if phase.end > start and phase.start < end]

    def _known_end(self) -> int:
        """Return when the life ended, or up to when it is known."""
        record = self._record
        if record.exited is not None:
            return record.exited
        known = latest_time(self._log) if self._until is None else self._until
        stamps = [known, record.started or 0, record.holding_since or 0]
        if record.rows:
            stamps.append(self._log.row_received[record.rows[-1]])
        return known if self._until is not None else max(stamps)

    def _append(
        self,
        phases: list[Phase],
        kind: PhaseKind,
        start: int,
        end: int,
        number: int | None = None,
        merged: int = 1,
        spent: Spent = UNTOLD,
    ) -> None:
        """Append a phase, from the last one's end on, unless nothing is left of it.

        One that is cut has had its part of CPU time and sleep, as far as anybody can tell.
        """
        start = phases[-1].end if phases else start
        end = max(start, end)
        cut = min(end, self.cut)
        if cut <= start:
            return
        part, length = (cut - start) / (end - start), cut - start
        computed, slept, waited = (
            UNKNOWN if time == UNKNOWN else min(int(time * part), length) for time in spent
        )
        phases.append(Phase(kind, start, cut, number, merged, computed, slept, waited))

    def _append_stretches(
        self, phases: list[Phase], first: int, last: int, resolution: int
    ) -> None:
        """Append what belongs to the numbers `first` to `last`, merging what cannot be told apart.

        Each number's share of the life goes from its being taken up to the next one's.
        """
        todo = [(first, last)] if first < last else []
        while todo:
            low, high = todo.pop()
            if high - low == 1:
                self._append_number(phases, low)
            elif high < self._count and self._taken(high) - self._taken(low) <= resolution:
                kind = self._mostly(low, high)
                spent = self._handled.spent(low, high)
                self._append(
                    phases, kind, self._taken(low), self._taken(high), None, high - low, spent
                )
            else:
                middle = (low + high) // 2
                todo += [(middle, high), (low, middle)]

    def _append_messages(self, phases: list[Phase], first: int, last: int) -> None:
        """Append what belongs to the numbers `first` to `last`, message by message."""
        while first < last:
            end = min(self._handled.message_end(first), last)
            if end - first > 1:
                start, until = self._taken(first), self._taken(end - 1)
                spent = self._handled.spent(first, end - 1)
                merged = end - first - 1
                self._append(phases, PhaseKind.WORKING, start, until, None, merged, spent)
            self._append_number(phases, end - 1)
            first = end

    def _append_number(self, phases: list[Phase], index: int) -> None:
        """Append a number's squaring and sending, and the wait for the next one."""
        for kind, start, end, number in self._parts(index):
            if kind is PhaseKind.WORKING:
                spent = self._handled.spent(index, index + 1)
                self._append(phases, kind, start, end, number, 1, spent)
            else:
                self._append(phases, kind, start, end, number)

    def _parts(self, index: int) -> Iterator[tuple[PhaseKind, int, int, int | None]]:
        """Tell a number's share of the life; some parts may be empty or, with odd clocks, less."""
        handled, taken = self._handled[index], self._taken(index)
        has_next = index + 1 < self._count
        following = self._taken(index + 1) if has_next else self.end
        done = following if handled.until_next else min(max(handled.done, taken), following)
        over = min(max(handled.over, done), following)
        sent = min(max(handled.sent or over, done), over)
        fetched = min(max(handled.fetched or over, sent), over)
        yield PhaseKind.WORKING, taken, done, handled.number
        yield PhaseKind.SENDING, done, sent, handled.number
        yield PhaseKind.LYING, sent, fetched, handled.number
        yield PhaseKind.SENDING, fetched, over, handled.number
        if has_next:
            yield PhaseKind.WAITING, over, following, None

    def _append_end(self, phases: list[Phase]) -> None:
        """Append what comes after the last number."""
        if self._count:
            record, log = self._record, self._log
            over = record.exited is not None or len(log) >= len(log.numbers)
            exiting = over and record.cause is None
            kind = PhaseKind.EXITING if exiting else PhaseKind.WAITING
            *_, (_, _, received, _) = self._parts(self._count - 1)
            self._append(phases, kind, received, self.end)

    def _mostly(self, low: int, high: int) -> PhaseKind:
        """Return what the numbers `low` to `high` spent most time on, by looking at a few."""
        spent = dict.fromkeys(PhaseKind, 0)
        for index in range(low, high, max(1, (high - low) // SAMPLES_PER_MERGE)):
            for kind, start, end, _ in self._parts(index):
                spent[kind] += max(0, end - start)
        return max(spent, key=spent.__getitem__)

    def _first_after(self, at: int) -> int:
        """Return the place of the first number taken up after a moment."""
        if self._count and self._taken(self._count - 1) <= at:
            return self._count
        return bisect_right(range(self._count), at, key=self._taken)

    def _taken(self, index: int) -> int:
        """Return when a number was taken up, moved into the life."""
        return min(max(self._handled.taken(index), self._started), self.end)
