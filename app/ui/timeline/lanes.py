"""What the timeline keeps of each worker, drawn from the log event by event. GUI thread only.

Numbers that came in one message were squared back to back, so a lane keeps one stretch a message:
a million numbers of a pool are some thousand stretches. Nothing here ever looks at all rows.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from app.engine.analysis.phases import Phase, latest_time, phases_of
from app.engine.clock import now_ns
from app.engine.events import (
    Event,
    NumberNotSquared,
    NumbersSquared,
    NumberTaken,
    RunRequested,
    WorkerExited,
    WorkerRequested,
    WorkerResumed,
    WorkerStarted,
    WorkerSuspended,
)
from app.engine.log import Log
from app.engine.numbers.exact import short_text_of
from app.ui.timeline.squaring_count import SquaringCount

EVENTS_PER_LOOK = 32
"""How many events are taken in between two looks at the clock."""

SHADES = 16
"""How finely the part of a time spent squaring is told."""

LONGEST_NUMBER = 14
WORDS_KEPT = 1_000

FEW_NUMBERS = 8
"""Up to so many numbers a lane's phases are simply all kept."""


@dataclass(slots=True)
class Lane:
    """One worker's stretches; times in nanoseconds on the log's clock.

    Attributes:
        begins: when each stretch of squaring began, in order.
        ends: when each ended.
        arrivals: when its results had arrived.
        lost: the stretches that came to nothing; they have no arrival.
        worked: the squaring time before each stretch.
        since: when it began what it is squaring now, as far as it said so.
        suspended: from when to when it did not answer, None for still.
        phases: all its phases as long as there are few, computed when asked for.
        numbers: how many numbers it took up.
    """

    begins: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))
    arrivals: array[int] = field(default_factory=lambda: array("q"))
    worked: array[int] = field(default_factory=lambda: array("q"))
    lost: frozenset[int] = frozenset()
    since: int | None = None
    suspended: tuple[tuple[int, int | None], ...] = ()
    phases: list[Phase] | None = None
    numbers: int = 0

    def add(self, begin: int, end: int, arrival: int, numbers: int) -> None:
        """Append a stretch, after the last one."""
        last = self.ends[-1] if self.ends else begin
        done = self.worked[-1] + last - self.begins[-1] if self.ends else 0
        begin = max(begin, last)
        self.begins.append(begin)
        self.ends.append(max(begin, end))
        self.arrivals.append(max(begin, end, arrival))
        self.worked.append(done)
        self.numbers += numbers

    def answer(self, at: int) -> None:
        """Note that from now on it answers again, if it did not."""
        if self.suspended and self.suspended[-1][1] is None:
            self.suspended = (*self.suspended[:-1], (self.suspended[-1][0], at))

    def worked_until(self, moment: float) -> float:
        """Return its squaring time up to a moment, in nanoseconds."""
        index = bisect_right(self.begins, moment) - 1
        if index < 0:
            return 0.0
        return self.worked[index] + min(moment, self.ends[index]) - self.begins[index]

    def busy_parts(self, start: float, length: float, count: int) -> list[int]:
        """Return the part spent squaring in each of `count` stretches of time, in `SHADES`ths.

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
                end = ends[index - 1]
                after = worked[index - 1] - begins[index - 1] + (moment if moment < end else end)
            parts.append(min(SHADES, int((after - before) * scale + 0.5)))
            before = after
        return parts

    def stretches_in(self, start: float, end: float) -> range:
        """Return which stretches, until their results' arrival, touch a span of time."""
        first = bisect_left(self.ends, start)
        first -= first > 0 and self.arrivals[first - 1] > start
        return range(first, max(first, bisect_right(self.begins, end)))


class Lanes:
    """All lanes of a run, and how many workers squared at the same time.

    Attributes:
        log: the run.
        all: a lane for each worker.
        squaring: how many squared at a time.
        living: the workers that have not exited.
        longest_name: the widest label to make room for.
        origin: when the run was asked for, on the log's clock.
        exited: the workers that have exited, in that order.
    """

    def __init__(self, log: Log) -> None:
        self.log = log
        self.all: list[Lane] = []
        self.squaring = SquaringCount()
        self.living: set[int] = set()
        self.longest_name = ""
        self.origin = 0
        self.exited: list[int] = []
        self._seen = 0
        self._number_words: dict[int, str] = {}

    def __len__(self) -> int:
        """Return how many lanes there are."""
        return len(self.all)

    @property
    def has_all(self) -> bool:
        """Return whether every event of the log has been taken in."""
        return self._seen == len(self.log.events)

    def catch_up(self, limit_ns: int | None = None) -> bool:
        """Take in new events, for no longer than `limit_ns`; return whether that was all."""
        until = None if limit_ns is None else now_ns() + limit_ns
        events = self.log.events
        while self._seen < len(events):
            after = min(self._seen + EVENTS_PER_LOOK, len(events))
            for index in range(self._seen, after):
                self._take_in(events[index])
            self._seen = after
            if until is not None and now_ns() > until:
                break
        return self.has_all

    def phases(self, worker: int) -> list[Phase] | None:
        """Return all phases of a worker, or None where they are too many to keep."""
        lane = self.all[worker]
        # The log may be far ahead of what has been taken in here.
        if max(lane.numbers, len(self.log.workers[worker].rows)) > FEW_NUMBERS:
            return None
        if lane.phases is None:
            # A moment later than the latest, so that what has just begun is told as well.
            begun = max(self.latest(), lane.since or 0) + 1
            lane.phases = phases_of(self.log, worker, begun if worker in self.living else None)
        return lane.phases

    def number_words(self, number: int) -> str:
        """Return the number at a place of the plan, short; huge ones take time only once."""
        if number not in self._number_words:
            if len(self._number_words) >= WORDS_KEPT:
                self._number_words.clear()
            words = short_text_of(self.log.numbers[number], most=LONGEST_NUMBER)
            self._number_words[number] = words
        return self._number_words[number]

    def latest(self) -> int:
        """Return the latest moment known."""
        return max(self.origin, latest_time(self.log))

    def end_of(self, worker: int, now: int) -> int:
        """Return when a worker's life ended, `now` for the living."""
        exited = self.log.workers[worker].exited
        return now if exited is None else exited

    def _take_in(self, event: Event) -> None:
        """Take one event in."""
        if isinstance(event, NumbersSquared):
            self._add_squares(event)
        elif isinstance(event, WorkerRequested):
            self.all.append(Lane())
            self.living.add(event.worker)
            self._note_name(event.name)
        elif isinstance(event, RunRequested):
            self.origin = self.origin or event.at
        elif isinstance(event, NumberNotSquared):
            self._lose(event)
        elif isinstance(event, WorkerStarted | NumberTaken | WorkerExited):
            self._note(event)
        elif isinstance(event, WorkerSuspended | WorkerResumed):
            self._note_answering(event)

    def _add_squares(self, event: NumbersSquared) -> None:
        """Add a message's stretch."""
        lane = self.all[event.worker]
        begin, end = event.taken[0], event.squared[-1]
        lane.add(begin, end, event.received, len(event.squares))
        lane.since, lane.phases = None, None
        self.squaring.add(lane.begins[-1], lane.ends[-1])

    def _lose(self, event: NumberNotSquared) -> None:
        """End the stretch of a number that will not be squared."""
        if event.worker is not None and (lane := self.all[event.worker]).since is not None:
            self._end_stretch(lane, event.at)

    def _end_stretch(self, lane: Lane, at: int) -> None:
        """End what a lane was squaring without a result."""
        begin = lane.since or at
        lane.lost |= {len(lane.begins)}
        lane.add(begin, at, at, 1)
        lane.since, lane.phases = None, None
        self.squaring.add(begin, at)

    def _note(self, event: WorkerStarted | NumberTaken | WorkerExited) -> None:
        """Take in a step of a worker's life."""
        lane = self.all[event.worker]
        lane.phases = None
        if isinstance(event, NumberTaken):
            lane.since = event.at
        elif isinstance(event, WorkerStarted):
            self._note_name(event.name)
        else:
            if lane.since is not None:
                self._end_stretch(lane, event.at)
            lane.answer(event.at)
            self.living.discard(event.worker)
            self.exited.append(event.worker)

    def _note_answering(self, event: WorkerSuspended | WorkerResumed) -> None:
        """Take in that a worker does not answer, or does again."""
        lane = self.all[event.worker]
        if isinstance(event, WorkerSuspended):
            lane.suspended += ((event.at, None),)
        else:
            lane.answer(event.at)

    def _note_name(self, name: str) -> None:
        """Keep the longest name."""
        if len(name) > len(self.longest_name):
            self.longest_name = name
