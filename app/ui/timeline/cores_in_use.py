"""How many cores the workers had, at any moment and over any stretch, from their CPU time.

A worker that computed for 0.5 s of the 1.6 s it had a number in hand had a core for a third of
that time; when exactly, nobody has measured, so its CPU time is spread evenly over the stretch.
Kept up to date stretch by stretch while a run goes on, as `SquaringCount` is. Times are nanoseconds
on the log's clock. Lives in the thread that owns the log.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import accumulate

LONGEST_BLOCK = 128
LONG_AGO = -(2**62)


class WeightedTimes:
    """Times in order, each with a weight: tells the sums of both up to any moment.

    Args:
        origin: times are counted from here, lest sums outgrow what a float holds exactly.
    """

    def __init__(self, origin: int) -> None:
        self._origin = origin
        self._times = [array("q")]
        self._weights = [array("d")]
        self._moments = [array("d")]
        self._firsts = [LONG_AGO]
        self._weight_sums, self._moment_sums = [0.0], [0.0]
        self._weights_before: list[float] = []
        self._moments_before: list[float] = []
        self._counts_before: list[int] = []

    def add(self, time: int, weight: float) -> None:
        """Put a time in its place."""
        index = bisect_right(self._firsts, time) - 1
        times = self._times[index]
        place = bisect_right(times, time)
        times.insert(place, time)
        self._weights[index].insert(place, weight)
        moment = weight * (time - self._origin)
        self._moments[index].insert(place, moment)
        self._weight_sums[index] += weight
        self._moment_sums[index] += moment
        self._counts_before = []
        if len(times) > LONGEST_BLOCK:
            self._split(index)

    def until(self, time: float) -> tuple[float, float]:
        """Return the weights of the times no later than `time`, and weights times times."""
        if not self._counts_before:
            self._add_up()
        index = bisect_right(self._firsts, time) - 1
        place = bisect_right(self._times[index], time)
        weights, moments = self._weights_before[index], self._moments_before[index]
        inside = sum(self._weights[index][:place]), sum(self._moments[index][:place])
        return weights + inside[0], moments + inside[1]

    def count_until(self, time: float) -> int:
        """Return how many times are no later than `time`."""
        if not self._counts_before:
            self._add_up()
        index = bisect_right(self._firsts, time) - 1
        return self._counts_before[index] + bisect_right(self._times[index], time)

    def between(self, after: float, until: float) -> list[int]:
        """Return the times later than `after` and no later than `until`, in order."""
        found: list[int] = []
        for times in self._times[bisect_right(self._firsts, after) - 1 :]:
            if not times or times[0] > until:
                break
            found.extend(times[bisect_right(times, after) : bisect_right(times, until)])
        return found

    def _split(self, index: int) -> None:
        """Cut a block that has become too long into two."""
        half = len(self._times[index]) // 2
        self._firsts.insert(index + 1, self._times[index][half])
        times, weights = self._times[index], self._weights[index]
        moments = self._moments[index]
        self._times[index : index + 1] = [times[:half], times[half:]]
        self._weights[index : index + 1] = [weights[:half], weights[half:]]
        self._moments[index : index + 1] = [moments[:half], moments[half:]]
        both = slice(index, index + 2)
        self._weight_sums[index : index + 1] = map(sum, self._weights[both])
        self._moment_sums[index : index + 1] = map(sum, self._moments[both])

    def _add_up(self) -> None:
        """Add the blocks' sums up."""
        self._counts_before = list(accumulate(map(len, self._times), initial=0))
        self._weights_before = list(accumulate(self._weight_sums, initial=0.0))
        self._moments_before = list(accumulate(self._moment_sums, initial=0.0))


class CoresInUse:
    """The CPU time of all stretches, put together.

    Attributes:
        version: grows with every stretch.
    """

    def __init__(self) -> None:
        self.version = 0
        self._origin = 0
        self._begins = WeightedTimes(0)
        self._ends = WeightedTimes(0)

    def add(self, begin: int, end: int, computed: int) -> None:
        """Count a stretch in that took so much CPU time, in nanoseconds."""
        if end > begin and computed > 0:
            self.version += 1
            if not self._origin:
                self._origin = begin
                self._begins, self._ends = WeightedTimes(begin), WeightedTimes(begin)
            share = min(1.0, computed / (end - begin))
            self._begins.add(begin, share)
            self._ends.add(end, share)

    def at(self, time: float) -> float:
        """Return how many cores were in use at a moment."""
        begun, ended = self._begins.until(time), self._ends.until(time)
        return max(0.0, begun[0] - ended[0])

    def computed_until(self, time: float) -> float:
        """Return the CPU time up to a moment, in nanoseconds."""
        begun, begins = self._begins.until(time)
        ended, ends = self._ends.until(time)
        return (begun - ended) * (time - self._origin) - begins + ends

    def changes(self, start: float, end: float) -> list[int]:
        """Return the moments from `start` to `end` at which the use of cores changes, in order."""
        found = {*self._begins.between(start, end), *self._ends.between(start, end)}
        return sorted(found)

    def changes_in(self, start: float, end: float) -> int:
        """Return how many moments that are, counting twice those at which two things change."""
        begins = self._begins.count_until(end) - self._begins.count_until(start)
        return begins + self._ends.count_until(end) - self._ends.count_until(start)
