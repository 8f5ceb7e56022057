"""What a run's numbers and workers took, as the jobs and costs that can be dealt out in thought.

Lives in the thread that owns the log; in short steps.
"""

from __future__ import annotations

from array import array
from collections.abc import Generator, Sequence
from itertools import pairwise

from app.engine.analysis.dealing_out import Costs, Job
from app.engine.analysis.row_times import clock_times
from app.engine.events import UNKNOWN, WorkerStarted
from app.engine.log import Log
from app.engine.record import Record
from app.engine.way import Housing, Sharing

MOST_JOBS = 4_000
"""More numbers than these are dealt out some at a time, as a pool does with quick ones."""

ROWS_PER_STEP = 2_000
JOBS_PER_STEP = 1_000
WORKERS_PER_STEP = 200

EVENTS_PER_STEP = 5_000

MOST_ROWS = 2_000
"""So many rows say what is usual."""


def jobs_of(record: Record) -> Generator[None, None, list[Job]]:
    """Return what each number computes and sleeps, in the order of the plan.

    Where numbers have no processes of their own, many of them are put together.

    Args:
        record: a run whose every number was done.

    Returns:
        None at all where it is not known of each number what it computes.
    """
    log, own = record.log, not record.plan.task.trusted
    if own and record.plan.way.housing is Housing.THREAD:
        return []
    count, each = len(log.numbers), record.plan.way.sharing is Sharing.EACH
    together = 1 if each else max(1, -(-count // MOST_JOBS))
    places = -(-count // together)
    computes, sleeps = array("q", bytes(8 * places)), array("q", bytes(8 * places))
    for first in range(0, len(log), ROWS_PER_STEP):
        end = min(first + ROWS_PER_STEP, len(log))
        parts = _parts(log, first, end, own=own)
        if parts is None:
            return []
        for number, computed, slept in zip(log.row_number[first:end], *parts, strict=True):
            computes[number // together] += computed
            sleeps[number // together] += slept
        yield
    jobs: list[Job] = []
    for place, (computed, slept) in enumerate(zip(computes, sleeps, strict=True)):
        jobs.append(Job(computed, slept, min(together, count - place * together)))
        if place % JOBS_PER_STEP == JOBS_PER_STEP - 1:
            yield
    return jobs


def _parts(
    log: Log, first: int, end: int, *, own: bool
) -> tuple[Sequence[int], Sequence[int]] | None:
    """Return what each row's number computed and slept, in nanoseconds.

    Args:
        log: the run.
        first: the first row.
        end: the row behind the last one.
        own: whether the numbers may have waited for something of their own choosing: what they
            neither computed nor lacked a core for.

    Returns:
        None where that is not known of each.
    """
    computed, waited = log.row_computed[first:end], log.row_waited[first:end]
    if UNKNOWN in computed or (own and UNKNOWN in waited):
        return None
    if not own:
        return computed, log.row_slept[first:end]
    columns = zip(clock_times(log, first, end), computed, waited, strict=True)
    return computed, [max(0, time - part - lacked) for time, part, lacked in columns]


def costs_of(log: Log) -> Generator[None, None, Costs]:
    """Return what starting and handing over took where nothing was in the way.

    Waiting for a core is in none of it: who has to do so follows from the numbers. So each cost is
    that of the quickest quarter; only what the main program takes to ask for workers, before which
    all others stand back, is the median.
    """
    apart: list[int] = []
    ending: list[int] = []
    between: list[int] = []
    looked_at = max(2, MOST_ROWS // max(1, len(log.workers)))
    for worker, record in enumerate(log.workers):
        rows = record.rows
        if worker and not _shares_process(log, worker):
            apart.append(record.requested - log.workers[worker - 1].requested)
        if rows and record.exited is not None:
            ending.append(record.exited - log.row_received[rows[-1]])
        for row, following in pairwise(rows[:looked_at]):
            between.append(log.row_taken[following] - log.row_done[row])
        if worker % WORKERS_PER_STEP == 0:
            yield
    last_rows = [row - 1 for row in [*log.messages.first_row[1:], len(log)][-MOST_ROWS:]]
    arriving = _quick([log.row_received[row] - log.row_done[row] for row in last_rows])
    starting, waking = yield from _starts_of(log)
    first = log.workers[0].requested if log.workers else 0
    return Costs(
        before=max(0, first - (log.requested or 0)),
        asking=_usual(apart),
        starting=starting,
        waking=waking,
        between=_quick(between) if between else 2 * arriving,
        arriving=arriving,
        ending=_quick(ending),
    )


def _starts_of(log: Log) -> Generator[None, None, tuple[int, int]]:
    """Return what a start computes, and for how long else it lasts, in nanoseconds."""
    computed: list[int] = []
    rest: list[int] = []
    for place, event in enumerate(log.events):
        if isinstance(event, WorkerStarted) and not _shares_process(log, event.worker):
            length = max(0, event.at - log.workers[event.worker].requested)
            part = length if event.computed == UNKNOWN else min(length, event.computed)
            waited = max(0, log.workers[event.worker].start_waited)
            computed.append(part)
            rest.append(length - part - waited)
        if place % EVENTS_PER_STEP == EVENTS_PER_STEP - 1:
            yield
    return _quick(computed), _quick(rest)


def _shares_process(log: Log, worker: int) -> bool:
    """Return whether a worker is a thread that did not have to start its process."""
    workers = log.workers
    return worker > 0 and workers[worker].process == workers[worker - 1].process


def _usual(times: list[int]) -> int:
    """Return the median, 0 for nothing."""
    return max(0, sorted(times)[len(times) // 2]) if times else 0


def _quick(times: list[int]) -> int:
    """Return which time a quarter did not exceed, 0 for nothing."""
    return max(0, sorted(times)[len(times) // 4]) if times else 0
