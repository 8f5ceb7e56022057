"""A run's totals, computed from the log in small steps: counts, times, and how time divides.

Lives in the thread that owns the log; a step takes at most a few milliseconds, so the GUI thread
may do some of them whenever it has time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.engine.analysis.phases import latest_time
from app.engine.analysis.sharing_of_time import Division, SharingOfTime
from app.engine.events import RunFinished, RunRequested
from app.engine.log import NOBODY, Log

ROWS_PER_STEP = 5_000

EVENTS_PER_STEP = 50_000


@dataclass(frozen=True, slots=True)
class Counts:
    """What can be counted at once, at any moment of a run; times in nanoseconds.

    Attributes:
        numbers: how many there are to square.
        squared: how many results have arrived.
        failed: how many will not arrive.
        workers: how many workers have been asked for.
        processes: how many processes.
        elapsed: time since the run was asked for, or until its last process had been joined.
    """

    numbers: int
    squared: int
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
        results_after: from the request to the arrival of the last result; None without any.
        afterwards: from then to when the last process had been joined.
        division: how the time until `results_after` divides (without any: the whole time).
        squaring: the squaring times of all squared numbers, extra work included, added up.
        longest: the longest squaring time of one number.
        longest_number: that number's place in the plan.
        longest_worker: the name of the worker that squared it.
    """

    counts: Counts
    stopped: bool
    results_after: int | None
    afterwards: int
    division: Division
    squaring: int
    longest: int
    longest_number: int | None
    longest_worker: str


@dataclass(slots=True)
class _Rows:
    """What has been added up over the rows."""

    squaring: int = 0
    longest: int = -1
    longest_row: int | None = None
    last_received: int | None = None
    failed_at: list[int] = field(default_factory=list)


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
        squared=log.squared,
        failed=log.not_squared,
        workers=len(log.workers),
        processes=log.processes,
        elapsed=elapsed,
    )


class RunTotals:
    """Adds a run up in small steps, and tells the totals at its end or at any moment.

    Make a new one when the log has grown.

    Args:
        log: the run.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._rows = _Rows()
        self._sharing = SharingOfTime(log)
        self._pauses: list[tuple[int, int]] = []

    def steps(self) -> Iterator[None]:
        """Add everything up; every step takes at most a few milliseconds."""
        yield from self._find_pauses()
        yield from self._add_rows()
        yield from self._sharing.steps()

    def done(self) -> RunTotals:
        """Take all steps at once, where nobody waits; returns this."""
        for _ in self.steps():
            pass
        return self

    def at(self, now: int | None = None) -> Totals:
        """Return the totals at a moment, by default at the end. Asked after `steps`.

        At a moment before the end, counts and the division are those of that moment; the longest
        number and the sum of squaring times are those of the whole run.
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
            results_after=results,
            afterwards=0 if results is None else self._since_request(end) - results,
            division=self._sharing.up_to(end_of_division),
            squaring=rows.squaring,
            longest=max(0, rows.longest),
            longest_number=None if longest is None else log.row_number[longest],
            longest_worker="" if longest is None else log.worker_name(longest),
        )

    def _counts(self, end: int) -> Counts:
        """Return the counts at a moment."""
        log = self._log
        rows = bisect_right(log.row_received, end)
        failed = bisect_right(self._rows.failed_at, end)
        workers = bisect_right(log.workers, end, key=lambda record: record.requested)
        return Counts(
            numbers=len(log.numbers),
            squared=rows - failed,
            failed=failed,
            workers=workers,
            processes=log.workers[workers - 1].process if workers else 0,
            elapsed=self._since_request(end),
        )

    def _since_request(self, moment: int) -> int:
        """Return how long the run had gone on at a moment, pauses before another go left out."""
        if self._log.requested is None:
            return 0
        paused = sum(min(moment, end) - start for start, end in self._pauses if start < moment)
        return max(0, moment - self._log.requested - paused)

    def _find_pauses(self) -> Iterator[None]:
        """Find the time between one end of the run and another go at its failed numbers."""
        since: int | None = None
        for place, event in enumerate(self._log.events):
            if isinstance(event, RunFinished):
                since = event.at
            elif isinstance(event, RunRequested) and since is not None:
                self._pauses.append((since, event.at))
            if place % EVENTS_PER_STEP == EVENTS_PER_STEP - 1:
                yield

    def _add_rows(self) -> Iterator[None]:
        """Add up the squaring times and find the longest."""
        for first in range(0, len(self._log), ROWS_PER_STEP):
            self._add_rows_from(first, min(first + ROWS_PER_STEP, len(self._log)))
            yield

    def _add_rows_from(self, first: int, end: int) -> None:
        """Add some rows. A failed row took no squaring time.

        Very quick numbers share one reading of the clock; the first of them counts for all.
        """
        log, sums = self._log, self._rows
        shift = slice(max(0, first - 1), end - 1)
        taken_before, worker_before = log.row_taken[shift], log.row_worker[shift]
        if first == 0:
            taken_before.insert(0, 0)
            worker_before.insert(0, NOBODY)
        rows = slice(first, end)
        columns = (log.row_squared[rows], log.row_taken[rows], taken_before)
        times = [
            (max(0, squared - began) if began != before or worker != other else 0)
            if squared
            else -1
            for squared, began, before, worker, other in zip(
                *columns, log.row_worker[rows], worker_before, strict=True
            )
        ]
        failed = [place for place, time in enumerate(times) if time < 0]
        sums.squaring += sum(times) + len(failed)
        longest = max(times)
        if longest > sums.longest:
            sums.longest, sums.longest_row = longest, first + times.index(longest)
        received = log.row_received[first:end]
        sums.failed_at += [received[place] for place in failed]
        for place in reversed(failed):
            del received[place]
        if received:
            sums.last_received = max(sums.last_received or 0, *received, 0)
