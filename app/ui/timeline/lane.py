"""One worker's stretches of squaring, as the timeline keeps them. GUI thread only.

Numbers that came in one message were done back to back, so a lane keeps one stretch a message.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.engine.analysis.phases import Phase, PhaseKind
from app.engine.events import UNKNOWN

SHADES = 16
"""How finely the part of a time in which a worker had a core is told."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Numbers squared back to back; times in nanoseconds on the log's clock.

    Attributes:
        begin: when the first was taken up.
        end: when the last was done.
        arrival: when the main program had the results, or learned that there will be none.
        numbers: how many.
        computed: the CPU time, `UNKNOWN` where nobody knows it.
        slept: how long the worker slept on purpose.
        sent: when it had handed the results over, 0 where nobody knows.
        fetched: when the main program began to fetch them, 0 where nobody knows.
        waited: how long the worker was ready and had no core, `UNKNOWN` where nobody knows.
    """

    begin: int
    end: int
    arrival: int
    numbers: int = 1
    computed: int = UNKNOWN
    slept: int = 0
    sent: int = 0
    fetched: int = 0
    waited: int = UNKNOWN


@dataclass(slots=True)
class Lane:
    """One worker's stretches; times in nanoseconds on the log's clock.

    Attributes:
        begins: when each stretch of squaring began, in order.
        ends: when each ended.
        arrivals: when its results had arrived.
        lost: the stretches that came to nothing; they have no arrival.
        sent: when they had been handed over.
        fetched: when the main program began to fetch them.
        computed: the CPU time of each stretch, `UNKNOWN` where nobody knows it.
        slept: how long it slept in each on purpose.
        waited: how long it was ready in each and had no core, `UNKNOWN` where nobody knows.
        worked: the CPU time before each stretch; of those where nobody knows it, all their time.
        since: when it began what it is squaring now, as far as it said so.
        suspended: from when to when it did not answer, None for still.
        phases: all its phases as long as there are few, computed when asked for.
        numbers: how many numbers it took up.
    """

    begins: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))
    arrivals: array[int] = field(default_factory=lambda: array("q"))
    sent: array[int] = field(default_factory=lambda: array("q"))
    fetched: array[int] = field(default_factory=lambda: array("q"))
    computed: array[int] = field(default_factory=lambda: array("q"))
    slept: array[int] = field(default_factory=lambda: array("q"))
    waited: array[int] = field(default_factory=lambda: array("q"))
    worked: array[int] = field(default_factory=lambda: array("q"))
    lost: frozenset[int] = frozenset()
    since: int | None = None
    suspended: tuple[tuple[int, int | None], ...] = ()
    phases: list[Phase] | None = None
    numbers: int = 0

    def add(self, stretch: Stretch) -> None:
        """Append a stretch; stamps that do not fit are moved to the nearest moment that does."""
        done = self.worked[-1] + self._computed(-1) if self.ends else 0
        begin = max(stretch.begin, self.ends[-1]) if self.ends else stretch.begin
        end = max(begin, stretch.end)
        arrival = max(end, stretch.arrival)
        sent = min(max(stretch.sent or arrival, end), arrival)
        self.begins.append(begin)
        self.ends.append(end)
        self.arrivals.append(arrival)
        self.sent.append(sent)
        self.fetched.append(min(max(stretch.fetched or arrival, sent), arrival))
        self.computed.append(stretch.computed)
        self.slept.append(stretch.slept)
        self.waited.append(stretch.waited)
        self.worked.append(done)
        self.numbers += stretch.numbers

    def travel(self, index: int, until: int) -> Iterator[tuple[PhaseKind, int, int]]:
        """Tell how the results of a stretch came, cut at a moment; some parts may be empty."""
        end, sent = min(self.ends[index], until), min(self.sent[index], until)
        fetched = min(self.fetched[index], until)
        yield PhaseKind.SENDING, end, sent
        yield PhaseKind.LYING, sent, fetched
        yield PhaseKind.SENDING, fetched, min(self.arrivals[index], until)

    def answer(self, at: int) -> None:
        """Note that from now on it answers again, if it did not."""
        if self.suspended and self.suspended[-1][1] is None:
            self.suspended = (*self.suspended[:-1], (self.suspended[-1][0], at))

    def worked_until(self, moment: float) -> float:
        """Return its CPU time up to a moment, in nanoseconds."""
        index = bisect_right(self.begins, moment) - 1
        if index < 0:
            return 0.0
        return self.worked[index] + self._part_of(index, moment)

    def share(self, index: int) -> float:
        """Return which part of a stretch it had a core, as far as anybody knows: 0 to 1."""
        length = self.ends[index] - self.begins[index]
        return min(1.0, self._computed(index) / length) if length > 0 else 1.0

    def slept_share(self, index: int) -> float:
        """Return which part of a stretch it slept on purpose: 0 to 1."""
        length = self.ends[index] - self.begins[index]
        return min(1.0, self.slept[index] / length) if length > 0 else 0.0

    def waited_share(self, index: int) -> float:
        """Return for which part of a stretch it was ready without a core; 0 where unknown."""
        length = self.ends[index] - self.begins[index]
        return min(1.0, max(0, self.waited[index]) / length) if length > 0 else 0.0

    def _computed(self, index: int) -> int:
        """Return the CPU time of a stretch, all of it where nobody knows."""
        computed = self.computed[index]
        return self.ends[index] - self.begins[index] if computed == UNKNOWN else computed

    def _part_of(self, index: int, moment: float) -> float:
        """Return the CPU time from a stretch's beginning up to a moment in it, or to its end."""
        return (min(moment, self.ends[index]) - self.begins[index]) * self.share(index)

    def busy_parts(self, start: float, length: float, count: int) -> list[int]:
        """Return the part it had a core in each of `count` stretches of time, in `SHADES`ths.

        Args:
            start: when the first of them begins.
            length: how long each is, in nanoseconds.
            count: how many follow one another.
        """
        begins, ends, worked = self.begins, self.ends, self.worked
        parts, before, scale = list[int](), self.worked_until(start), SHADES / length
        index = 0
        for number in range(1, count + 1):
            moment = start + number * length
            index = bisect_right(begins, moment, index)
            after = before
            if index:
                begin, end = begins[index - 1], ends[index - 1]
                share = self.share(index - 1) if moment < end else 1.0
                spent = moment - begin if moment < end else self._computed(index - 1)
                after = worked[index - 1] + spent * share
            parts.append(min(SHADES, int((after - before) * scale + 0.5)))
            before = after
        return parts

    def stretches_in(self, start: float, end: float) -> range:
        """Return which stretches, until their results' arrival, touch a span of time."""
        first = bisect_left(self.ends, start)
        first -= first > 0 and self.arrivals[first - 1] > start
        return range(first, max(first, bisect_right(self.begins, end)))
