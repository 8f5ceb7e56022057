"""How many workers were in each phase at a time, over a whole run, coarsely and at little cost.

Each phase has some hundred buckets of equal time; when the run outgrows them, neighbours are
merged, so that a run with a hundred thousand processes takes no more than a short one. Times are
nanoseconds on the log's clock. GUI thread only.
"""

from __future__ import annotations

from array import array

from app.engine.analysis.phases import PhaseKind
from app.engine.worker_record import WorkerRecord
from app.ui.timeline.lane import Lane

BUCKETS = 512
SHORTEST_BUCKET_NS = 50_000


class PhaseHistory:
    """Time spent in each phase, in buckets.

    Attributes:
        version: grows with every life.
        bucket_ns: how long a bucket is.
        spent: for each phase the workers' time in it, bucket by bucket, in nanoseconds.
    """

    def __init__(self) -> None:
        self.version = 0
        self.bucket_ns = SHORTEST_BUCKET_NS
        self.spent = {kind: array("d", bytes(8 * BUCKETS)) for kind in PhaseKind}

    def add_life(self, record: WorkerRecord, lane: Lane, origin: int) -> None:
        """Count the life of a worker in that has ended; what lay ready counts as being sent.

        Args:
            record: who.
            lane: what it did.
            origin: when the run was asked for.
        """
        self.version += 1
        exited = (record.exited or record.requested) - origin
        passed = (record.started or record.exited or record.requested) - origin
        self._add(PhaseKind.STARTING, record.requested - origin, passed)
        for begin, end, arrival in zip(lane.begins, lane.ends, lane.arrivals, strict=True):
            self._add(PhaseKind.WAITING, passed, begin - origin)
            self._add(PhaseKind.SQUARING, begin - origin, end - origin)
            self._add(PhaseKind.SENDING, end - origin, arrival - origin)
            passed = max(passed, arrival - origin)
        self._add(PhaseKind.EXITING, passed, exited)

    def _add(self, kind: PhaseKind, start: int, end: int) -> None:
        """Count a phase in."""
        if end <= start:
            return
        while end > BUCKETS * self.bucket_ns:
            self._merge()
        spent, bucket_ns = self.spent[kind], self.bucket_ns
        first, last = start // bucket_ns, (end - 1) // bucket_ns
        if first == last:
            spent[first] += end - start
            return
        spent[first] += (first + 1) * bucket_ns - start
        for index in range(first + 1, last):
            spent[index] += bucket_ns
        spent[last] += end - last * bucket_ns

    def _merge(self) -> None:
        """Make every bucket twice as long."""
        self.bucket_ns *= 2
        for kind, spent in self.spent.items():
            pairs = zip(spent[::2], spent[1::2], strict=True)
            merged = array("d", [first + second for first, second in pairs])
            self.spent[kind] = merged + array("d", bytes(8 * (BUCKETS - len(merged))))
