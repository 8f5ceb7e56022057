"""A run's totals, computed from the log in short steps: counts, times, and how time divides.

Lives in the thread that owns the log; a step takes at most a few milliseconds, so the GUI thread
may do some of them whenever it has time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from app.engine.analysis.phases import latest_time
from app.engine.analysis.row_times import clock_times
from app.engine.analysis.stages import Division, DivisionOfTime
from app.engine.events import UNKNOWN, WorkerExited, WorkerResumed, WorkerStarted, WorkerSuspended
from app.engine.log import Log

ROWS_PER_STEP = 5_000

EVENTS_PER_STEP = 20_000


@dataclass(frozen=True, slots=True)
class Counts:
    """What can be counted at once, at any moment of a run; times in nanoseconds.

    Attributes:
        numbers: how many there are to square.
        done: how many results have arrived.
        failed: how many will not arrive.
        workers: how many workers have been asked for.
        processes: how many processes.
        elapsed: time since the run was asked for, or until its last process had been joined.
    """

    numbers: int
    done: int
    failed: int
    workers: int
    processes: int
    elapsed: int


@dataclass(frozen=True, slots=True)
class Totals:
    """A run, added up, to its end or to a moment; times in nanoseconds.

    Attributes:
        counts: how many of everything.
        stopped: whether the person stopped it.
        failed: whether an error in the program itself ended it.
        results_after: from the request to the arrival of the last result; None without any.
        afterwards: from then to when the last process had been joined.
        division: how the time until `results_after` divides (without any: the whole time).
        starting: the shortest time a worker took from its request to running Python.
        in_progress: how long each done number was in progress on the clock, added up.
        computed: the CPU time of all done numbers, extra work included, added up; None where
            it is not known.
        slept: how long they slept on purpose, added up.
        waited: how long their workers were ready meanwhile and no core was free, as the operating
            system counts it, added up; None where it is not known.
        suspended: how long workers did not answer because they were suspended, added up.
        longest: the longest time on the clock of one number.
        longest_number: that number's place in the plan.
        longest_worker: the name of the worker that did it.
    """

    counts: Counts
    stopped: bool
    failed: bool
    results_after: int | None
    afterwards: int
    division: Division
    starting: int
    in_progress: int
    computed: int | None
    slept: int
    suspended: int
    longest: int
    longest_number: int | None
    longest_worker: str
    waited: int | None = None


@dataclass(slots=True)
class _Rows:
    """What has been added up over the rows."""

    in_progress: int = 0
    computed: int = 0
    unknown: int = 0
    slept: int = 0
    waited: int = 0
    waits_unknown: int = 0
    longest: int = -1
    longest_row: int | None = None
    last_received: int | None = None


def counts_of(log: Log, now: int | None = None) -> Counts:
    """Return the counts known at once: of a living run, or of one that has ended.

    Args:
        log: the run.
        now: what time it is, for a run that goes on; by default the latest moment known.
    """
    end = log.finished if log.finished is not None else max(now or 0, latest_time(log))
    elapsed = max(0, end - log.requested) if log.requested is not None else 0
    return Counts(
        numbers=len(log.numbers),
        done=log.done,
        failed=log.not_done,
        workers=len(log.workers),
        processes=log.processes,
        elapsed=elapsed,
    )


class RunTotals:
    """Adds a run up in short steps, and tells the totals at its end or at any moment.

    Make a new one when the log has grown.

    Args:
        log: the run.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._rows = _Rows()
        self._suspended = 0
        self._starting: int | None = None
        self._division = DivisionOfTime(log)

    def steps(self) -> Generator[None, None, None]:
        """Add everything up; every step takes at most a few milliseconds."""
        for first in range(0, len(self._log), ROWS_PER_STEP):
            self._add_rows_from(first, min(first + ROWS_PER_STEP, len(self._log)))
            yield
        yield from self._look_at_workers()
        yield from self._division.steps()

    def done(self) -> RunTotals:
        """Take all steps at once, where nobody waits; returns this."""
        for _ in self.steps():
            pass
        return self

    def at(self, now: int | None = None) -> Totals:
        """Return the totals at a moment, by default at the end. Asked after `steps`.

        At a moment before the end, counts and the division are those of that moment; the sums over
        the numbers and the longest of them are those of the whole run.
        """
        rows, log = self._rows, self._log
        end = latest_time(log) if now is None else min(now, latest_time(log))
        results, last = None, rows.last_received
        if last is not None and last <= end:
            results, end_of_division = self._since_request(last), last
        else:
            end_of_division = end
        longest = rows.longest_row
        return Totals(
            counts=self._counts(end),
            stopped=log.stopped,
            failed=log.failed,
            results_after=results,
            afterwards=0 if results is None else self._since_request(end) - results,
            division=self._division.up_to(end_of_division),
            starting=self._starting or 0,
            in_progress=rows.in_progress,
            computed=None if rows.unknown else rows.computed,
            slept=rows.slept,
            suspended=self._suspended,
            longest=max(0, rows.longest),
            longest_number=None if longest is None else log.row_number[longest],
            longest_worker="" if longest is None else log.worker_name(longest),
            waited=None if rows.waits_unknown else rows.waited,
        )

    def _counts(self, end: int) -> Counts:
        """Return the counts at a moment."""
        log = self._log
        rows = bisect_right(log.row_received, end)
        failed = bisect_left(log.failed_rows, rows)
        workers = bisect_right(log.workers, end, key=lambda record: record.requested)
        over = log.finished is not None and end >= log.finished
        return Counts(
            numbers=len(log.numbers),
            done=rows - failed,
            failed=failed + (log.stopped_numbers if over else 0),
            workers=workers,
            processes=_processes(log, workers),
            elapsed=self._since_request(end),
        )

    def _since_request(self, moment: int) -> int:
        """Return how long the run had gone on at a moment."""
        return 0 if self._log.requested is None else max(0, moment - self._log.requested)

    def _look_at_workers(self) -> Iterator[None]:
        """Add up how long workers were suspended, and find the quickest start."""
        since: dict[int, int] = {}
        for place, event in enumerate(self._log.events):
            if isinstance(event, WorkerStarted):
                start = max(0, event.at - self._log.workers[event.worker].requested)
                self._starting = min(start, start if self._starting is None else self._starting)
            elif isinstance(event, WorkerSuspended):
                since.setdefault(event.worker, event.at)
            elif isinstance(event, WorkerResumed | WorkerExited):
                self._suspended += max(0, event.at - since.pop(event.worker, event.at))
            if place % EVENTS_PER_STEP == EVENTS_PER_STEP - 1:
                yield

    def _add_rows_from(self, first: int, end: int) -> None:
        """Add some rows."""
        log, sums, rows = self._log, self._rows, slice(first, end)
        times = clock_times(log, first, end)
        computed, received = log.row_computed[rows], log.row_received[rows]
        lowest = bisect_left(log.failed_rows, first)
        failures = log.failed_rows[lowest : bisect_left(log.failed_rows, end)]
        if failures:
            failed = set(failures)
            done = [row - first for row in range(first, end) if row not in failed]
            times = [
                times[place] if first + place not in failed else -1 for place in range(len(times))
            ]
            received = received[:0] if not done else received[: done[-1] + 1]
        unknown = computed.count(UNKNOWN)
        sums.computed += sum(computed) - unknown * UNKNOWN
        sums.unknown += unknown - len(failures)
        sums.slept += sum(log.row_slept[rows])
        waited = log.row_waited[rows]
        unknown = waited.count(UNKNOWN)
        sums.waited += sum(waited) - unknown * UNKNOWN
        sums.waits_unknown += unknown - len(failures)
        sums.in_progress += sum(times) + len(failures)
        longest = max(times)
        if longest > sums.longest:
            sums.longest, sums.longest_row = longest, first + times.index(longest)
        if received:
            sums.last_received = received[-1]


def _processes(log: Log, workers: int) -> int:
    """Return how many processes the first so many workers are; another go counts them on."""
    return log.workers[workers - 1].process - log.workers[0].process + 1 if workers else 0


def took_ns(log: Log) -> int:
    """Return how long a run took: from its request to the last result; without one, to its end."""
    if log.requested is None:
        return 0
    row = last_done_row(log)
    end = latest_time(log) if row is None else log.row_received[row]
    return max(0, end - log.requested)


def last_done_row(log: Log) -> int | None:
    """Return the row of the last result that arrived, or None without one."""
    rows, failed = len(log), log.failed_rows
    # So many rows at the end are failures; whether it is that many is asked of ever fewer.
    after = bisect_left(
        range(len(failed)), True, key=lambda place: failed[place] - place == rows - len(failed)
    )
    return rows - (len(failed) - after) - 1 if log.done else None
