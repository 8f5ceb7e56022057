"""How many workers were in each phase at a time, over a whole run, coarsely and at little cost.

Each phase has some hundred buckets of equal time; when the run outgrows them, neighbours are
merged, so that a run with a hundred thousand processes takes no more than a short one. What workers
do at the moment is kept as the bucket in which they began it, so that they need not be looked at
one by one. Times are nanoseconds on the log's clock. GUI thread only.
"""

from __future__ import annotations

from array import array

from app.engine.analysis.phases import PhaseKind
from app.ui.timeline.lane import Lane

BUCKETS = 512
SHORTEST_BUCKET_NS = 50_000


class PhaseHistory:
    """Time spent in each phase, in buckets.

    Attributes:
        origin: when the run was asked for: buckets are counted from here.
        bucket_ns: how long a bucket is.
        spent: for each phase the workers' time in it, bucket by bucket, in nanoseconds, without
            the phases that go on.
        computed: that part of the time squaring in which they had a core, likewise.
    """

    def __init__(self) -> None:
        self.origin = 0
        self.bucket_ns = SHORTEST_BUCKET_NS
        self.spent = {kind: array("d", bytes(8 * BUCKETS)) for kind in PhaseKind}
        self.computed = array("d", bytes(8 * BUCKETS))
        self._begun = {kind: array("q", bytes(8 * BUCKETS)) for kind in PhaseKind}
        self._doing: dict[int, tuple[PhaseKind, int]] = {}

    def begin(self, worker: int, at: int) -> None:
        """Note that a worker is asked for."""
        self._note(worker, PhaseKind.STARTING, at)

    def go_on(self, worker: int, lane: Lane, at: int, then: PhaseKind) -> None:
        """Count what a worker has done until a moment, and note what it does from then on."""
        self._note(worker, then, self._count(worker, lane, at, PhaseKind.WAITING))

    def rest(self, worker: int, lane: Lane) -> None:
        """Count the lane's last stretch, and wait from the arrival of its results on."""
        begin, end = lane.begins[-1], lane.ends[-1]
        self._count(worker, lane, end, PhaseKind.WAITING)
        self._add(self.computed, begin, end, lane.share(-1))
        self._note(worker, PhaseKind.WAITING, lane.arrivals[-1])

    def end(self, worker: int, lane: Lane, at: int, in_order: bool) -> None:
        """Count a life to its end; `in_order` says whether what came last was exiting."""
        self._count(worker, lane, at, PhaseKind.EXITING if in_order else PhaseKind.WAITING)

    def until(self, now: int) -> dict[PhaseKind, list[float]]:
        """Return the workers' time in each phase, with those that go on, bucket by bucket.

        Args:
            now: the last moment; it ends the last bucket.
        """
        used = self._place(now) + 1
        length, bucket_ns = max(0, now - self.origin), self.bucket_ns
        last_ns = min(bucket_ns, length - (used - 1) * bucket_ns)
        told: dict[PhaseKind, list[float]] = {}
        for kind, spent in self.spent.items():
            told[kind], going_on = list(spent[:used]), 0
            for place, begun in enumerate(self._begun[kind][:used]):
                long = last_ns if place == used - 1 else bucket_ns
                told[kind][place] += (going_on + begun / 2) * long
                going_on += begun
        return told

    def _note(self, worker: int, kind: PhaseKind, at: int) -> None:
        """Note what a worker does from a moment on."""
        self._doing[worker] = (kind, at)
        self._begun[kind][self._place(at)] += 1

    def _count(self, worker: int, lane: Lane, at: int, waiting: PhaseKind) -> int:
        """Count what a worker has done since it was noted; return up to when it is counted.

        Args:
            worker: who.
            lane: its stretches so far; the travel of the last one's results is counted here too,
                for only now is known whether the next number was taken up before they arrived.
            at: up to when.
            waiting: as what time without a number counts.
        """
        kind, since = self._doing.pop(worker)
        self._begun[kind][self._place(since)] -= 1
        if kind is PhaseKind.WAITING:
            kind = waiting
            if lane.arrivals:
                for part, start, end in lane.travel(-1, at):
                    self._add(self.spent[part], start, end)
                since = min(since, max(at, lane.ends[-1]))
        self._add(self.spent[kind], since, at)
        return max(since, at)

    def _place(self, moment: int) -> int:
        """Return in which bucket a moment is."""
        passed = max(0, moment - self.origin)
        while passed >= BUCKETS * self.bucket_ns:
            self._merge()
        return passed // self.bucket_ns

    def _add(self, spent: array[float], start: int, end: int, part: float = 1.0) -> None:
        """Add a stretch of time, or a part of it spread evenly over it."""
        if end <= start:
            return
        last, first, bucket_ns = self._place(end - 1), self._place(start), self.bucket_ns
        if first == last:
            spent[first] += (end - start) * part
            return
        spent[first] += (self.origin + (first + 1) * bucket_ns - start) * part
        for index in range(first + 1, last):
            spent[index] += bucket_ns * part
        spent[last] += (end - self.origin - last * bucket_ns) * part

    def _merge(self) -> None:
        """Make every bucket twice as long, in the same arrays."""
        self.bucket_ns *= 2
        for times in (*self.spent.values(), self.computed):
            pairs = zip(times[::2], times[1::2], strict=True)
            rest = array("d", bytes(8 * (BUCKETS // 2)))
            times[:] = array("d", [first + then for first, then in pairs]) + rest
        for counts in self._begun.values():
            both = zip(counts[::2], counts[1::2], strict=True)
            none = array("q", bytes(8 * (BUCKETS // 2)))
            counts[:] = array("q", [first + then for first, then in both]) + none
