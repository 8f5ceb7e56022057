"""How many workers were squaring at the same time, at any moment and on average over any stretch.

Kept up to date stretch by stretch while a run goes on: the begins and the ends of all squarings lie
sorted in short blocks, so adding one and asking for one both cost next to nothing, also after a
million. Times are nanoseconds on the log's clock. Lives in the thread that owns the log.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right, insort
from itertools import accumulate

LONGEST_BLOCK = 128
LONG_AGO = -(2**62)


class SortedTimes:
    """Times in order, with their number and sum up to any moment."""

    def __init__(self) -> None:
        self._blocks = [array("q")]
        self._firsts = [LONG_AGO]
        self._sums = [0]
        self._counts_before: list[int] = []
        self._sums_before: list[int] = []

    def add(self, time: int) -> None:
        """Put a time in its place."""
        index = bisect_right(self._firsts, time) - 1
        block = self._blocks[index]
        insort(block, time)
        self._sums[index] += time
        self._counts_before = []
        if len(block) > LONGEST_BLOCK:
            self._split(index)

    def until(self, time: float) -> tuple[int, int]:
        """Return how many times are no later than `time`, and their sum."""
        if not self._counts_before:
            self._add_up()
        index = bisect_right(self._firsts, time) - 1
        block = self._blocks[index]
        place = bisect_right(block, time)
        before, total = self._counts_before[index], self._sums_before[index]
        inside = self._sums[index] if place == len(block) else sum(block[:place])
        return before + place, total + inside

    def between(self, after: float, until: float) -> list[int]:
        """Return the times later than `after` and no later than `until`, in order."""
        found: list[int] = []
        index = bisect_right(self._firsts, after) - 1
        for block in self._blocks[index:]:
            if not block or block[0] > until:
                break
            found.extend(block[bisect_right(block, after) : bisect_right(block, until)])
        return found

    def _split(self, index: int) -> None:
        """Cut a block that has become too long into two."""
        block = self._blocks[index]
        half = len(block) // 2
        low, high = block[:half], block[half:]
        self._blocks[index : index + 1] = [low, high]
        self._firsts.insert(index + 1, high[0])
        self._sums[index : index + 1] = [sum(low), sum(high)]

    def _add_up(self) -> None:
        """Number the blocks' contents through."""
        self._counts_before = list(accumulate((len(block) for block in self._blocks), initial=0))
        self._sums_before = list(accumulate(self._sums, initial=0))


class SquaringCount:
    """All stretches in which some worker was squaring, counted together.

    Attributes:
        version: grows with every stretch.
    """

    def __init__(self) -> None:
        self.version = 0
        self._begins = SortedTimes()
        self._ends = SortedTimes()

    def add(self, begin: int, end: int) -> None:
        """Count a stretch in; nothing is counted where it is empty."""
        if end > begin:
            self.version += 1
            self._begins.add(begin)
            self._ends.add(end)

    def count_at(self, time: float) -> int:
        """Return how many were squaring at a moment."""
        return self._begins.until(time)[0] - self._ends.until(time)[0]

    def average(self, start: float, end: float) -> float:
        """Return how many were squaring on average from `start` to `end`."""
        return (self.worked_until(end) - self.worked_until(start)) / (end - start)

    def worked_until(self, time: float) -> float:
        """Return the squaring time of all workers together up to a moment, in nanoseconds."""
        begun, begins = self._begins.until(time)
        ended, ends = self._ends.until(time)
        whole = int(time)
        return (begun - ended) * (time - whole) + whole * begun - begins - (whole * ended - ends)

    def changes_in(self, start: float, end: float) -> int:
        """Return how often the count changes from `start` to `end`."""
        begins = self._begins.until(end)[0] - self._begins.until(start)[0]
        return begins + self._ends.until(end)[0] - self._ends.until(start)[0]

    def steps(self, start: float, end: float) -> list[tuple[int, int]]:
        """Return each moment from `start` to `end` at which the count changes, and the new count.

        Stretches that follow one another without a gap make no step.
        """
        changes = [(time, 1) for time in self._begins.between(start, end)]
        changes += [(time, -1) for time in self._ends.between(start, end)]
        changes.sort()
        count, steps = self.count_at(start), list[tuple[int, int]]()
        for time, change in changes:
            count += change
            if steps and steps[-1][0] == time:
                steps.pop()
            steps.append((time, count))
        return steps
