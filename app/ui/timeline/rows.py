"""Which row of the timeline each worker's lane is in. GUI thread only.

While there are few, every worker has a row of its own. Of more than a screen can show, each takes
the first row whose worker has ended: as many rows as workers were ever alive at the same time, all
of them full, instead of a thin thread from the upper left to the lower right.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from heapq import heappop, heappush

from app.engine.worker_record import WorkerRecord

MOST_OF_ONES_OWN = 60
"""So many workers have a row each; beyond that they share rows."""


class Rows:
    """The rows, filled as workers come and go.

    Args:
        records: the log's workers; only those that `add` and `leave` have told of count.

    Attributes:
        of_worker: each worker's row.
        shared: whether workers share rows.
    """

    def __init__(self, records: Sequence[WorkerRecord]) -> None:
        self.of_worker = array("i")
        self.shared = False
        self._records = records
        self._workers: list[array[int]] = []
        self._free: list[int] = []

    @property
    def count(self) -> int:
        """Return how many rows there are."""
        return len(self._workers)

    def add(self, worker: int, living: Container[int]) -> None:
        """Give the next worker a row.

        Args:
            worker: which.
            living: the workers before it that have not ended, as far as has been told.
        """
        if worker == MOST_OF_ONES_OWN:
            self._share(living)
        row = heappop(self._free) if self.shared and self._free else len(self._workers)
        if row == len(self._workers):
            self._workers.append(array("i"))
        self._workers[row].append(worker)
        self.of_worker.append(row)

    def leave(self, worker: int) -> None:
        """Note that a worker has ended: its row is free for another."""
        if self.shared:
            heappush(self._free, self.of_worker[worker])

    def workers_between(self, row: int, start: float, end: float) -> Sequence[int]:
        """Return a row's workers that lived in a stretch of time, as far as is known, in order."""
        places = self._places_between(row, start, end)
        return self._workers[row][places.start : places.stop]

    def are_more_between(self, most: int, rows: range, start: float, end: float) -> bool:
        """Return whether more than `most` workers of some rows lived in a stretch of time."""
        for row in rows:
            most -= len(self._places_between(row, start, end))
            if most < 0:
                return True
        return False

    def worker_at(self, row: int, moment: float) -> int:
        """Return a row's worker at a moment: the last one to come before it, or else the first."""
        workers = self._workers[row]
        return workers[max(0, bisect_right(workers, moment, key=self._requested) - 1)]

    def _places_between(self, row: int, start: float, end: float) -> range:
        """Return at which places of a row those are that lived in a stretch of time."""
        workers = self._workers[row]
        last = bisect_right(workers, end, key=self._requested)
        first = max(0, bisect_left(workers, start, key=self._requested) - 1)
        return range(first, max(first, last))

    def _requested(self, worker: int) -> int:
        return self._records[worker].requested

    def _share(self, living: Container[int]) -> None:
        """Lay out anew those that had rows of their own, so that they share them too."""
        workers, self._workers = range(len(self.of_worker)), []
        self.of_worker, self.shared = array("i"), True
        busy: list[tuple[int, int]] = []
        for worker in workers:
            record = self._records[worker]
            while busy and busy[0][0] <= record.requested:
                heappush(self._free, heappop(busy)[1])
            self.add(worker, living)
            if record.exited is not None and worker not in living:
                heappush(busy, (record.exited, self.of_worker[worker]))
        for _, row in busy:
            heappush(self._free, row)
