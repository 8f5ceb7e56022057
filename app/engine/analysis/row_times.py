"""How long numbers were in progress, by the clock. Lives in the thread that owns the log."""

from __future__ import annotations

from app.engine.log import Log
from app.engine.rows import NOBODY


def clock_times(log: Log, first: int, end: int) -> list[int]:
    """Return how long the number of each row was in progress, in nanoseconds.

    Quick numbers may share a reading of the clock; the first of them counts for all. What stands
    where a number was not done means nothing.

    Args:
        log: the run.
        first: the first row.
        end: the row behind the last one.
    """
    rows, shift = slice(first, end), slice(max(0, first - 1), end - 1)
    taken_before, worker_before = log.row_taken[shift], log.row_worker[shift]
    if first == 0:
        taken_before.insert(0, 0)
        worker_before.insert(0, NOBODY)
    columns = (log.row_done[rows], log.row_taken[rows], taken_before, log.row_worker[rows])
    return [
        max(0, done - taken) if taken != before or worker != other else 0
        for done, taken, before, worker, other in zip(*columns, worker_before, strict=True)
    ]
