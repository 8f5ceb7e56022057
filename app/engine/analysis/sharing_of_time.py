"""How a run's time on the clock divides among starting, waiting, squaring, sending and exiting.

Processes overlap, so their phases add up to more than the run took. To divide the run's own time,
every instant of it is shared equally among the workers that live at that instant, and each worker's
part goes to the phase it is in. With two processes starting while a third squares, two thirds of
that instant are starting and one third is squaring. An instant in which no worker lives goes to
the main program alone. So the parts add up to the run's time exactly.

Time between the end of a run and another go at its failed numbers belongs to nobody and is left
out. Lives in the thread that owns the log.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from app.engine.analysis.phases import PhaseKind, WorkerLife, latest_time
from app.engine.events import RunFinished, RunRequested, time_of
from app.engine.log import Log

EVENTS_PER_WINDOW = 100
"""The division goes through the run in windows of so many events; what one step looks at."""

LIVES_PER_STEP = 100

_KINDS = list(PhaseKind)
_PLACE = {kind: place for place, kind in enumerate(_KINDS)}
_NOBODY = len(_KINDS)
_SQUARING = _PLACE[PhaseKind.SQUARING]

_Edge = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Division:
    """How time divides up to a moment; all in nanoseconds.

    Attributes:
        shares: the run's time on the clock, by phase; None stands for the main program alone.
            Adds up to `whole` exactly.
        whole: the run's time on the clock.
        worker_time: the workers' time, by phase, added up over all workers.
        most_squaring: how many workers were squaring at the same time, at most.
    """

    shares: dict[PhaseKind | None, int]
    whole: int
    worker_time: dict[PhaseKind, int]
    most_squaring: int


class _Tally:
    """What has been added up so far."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.whole = 0
        self.shares = [0.0] * (len(_KINDS) + 1)
        self.worker_time = [0] * len(_KINDS)
        self.most_squaring = 0

    def copy(self) -> _Tally:
        """Return one that can go on by itself."""
        other = _Tally(self.at)
        other.whole, other.most_squaring = self.whole, self.most_squaring
        other.shares, other.worker_time = list(self.shares), list(self.worker_time)
        return other

    def add(self, edges: list[_Edge], end: int) -> None:
        """Add the time up to `end`, in which phases begin and end at `edges`."""
        edges.sort()
        counts, living = [0] * len(_KINDS), 0
        for at, change, place in edges:
            self._pass(at, counts, living)
            counts[place] += change
            living += change
            if counts[_SQUARING] > self.most_squaring:
                self.most_squaring = counts[_SQUARING]
        self._pass(end, counts, living)

    def _pass(self, until: int, counts: list[int], living: int) -> None:
        """Share out the time up to `until`."""
        length = until - self.at
        if length <= 0:
            return
        self.at, self.whole = until, self.whole + length
        if not living:
            self.shares[_NOBODY] += length
            return
        part = length / living
        for place, count in enumerate(counts):
            if count:
                self.shares[place] += part * count
                self.worker_time[place] += length * count

    def division(self) -> Division:
        """Return what has been added up, in whole nanoseconds that add up."""
        rounded = [int(share) for share in self.shares]
        by_rest = sorted(range(len(rounded)), key=lambda place: rounded[place] - self.shares[place])
        for place in by_rest[: max(0, self.whole - sum(rounded))]:
            rounded[place] += 1
        largest = max(range(len(rounded)), key=rounded.__getitem__)
        rounded[largest] += self.whole - sum(rounded)
        shares: dict[PhaseKind | None, int] = dict(zip(_KINDS, rounded, strict=False))
        shares[None] = rounded[_NOBODY]
        worker_time = dict(zip(_KINDS, self.worker_time, strict=True))
        return Division(shares, self.whole, worker_time, self.most_squaring)


class SharingOfTime:
    """Divides a run's time in small steps, and tells the division up to any moment.

    Make a new one when the log has grown.

    Args:
        log: the run.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._end = latest_time(log)
        self._kept: list[_Tally] = []
        self._living: list[list[WorkerLife]] = []

    def steps(self) -> Iterator[None]:
        """Divide the whole run; every step takes at most a few milliseconds."""
        living: list[WorkerLife] = []
        next_worker = 0
        for begin, end in self._windows():
            workers = self._log.workers
            tally = self._kept[-1].copy() if self._kept else _Tally(begin)
            tally.at = begin
            while next_worker < len(workers) and workers[next_worker].requested < end:
                living.append(WorkerLife(self._log, next_worker))
                next_worker += 1
                if next_worker % LIVES_PER_STEP == 0:
                    yield
            before = tally.copy()
            edges: list[_Edge] = []
            for place, life in enumerate(living):
                edges += _edges(life, begin, end)
                if place % LIVES_PER_STEP == LIVES_PER_STEP - 1:
                    yield
            tally.add(edges, end)
            if not self._kept:
                self._kept.append(before)
                self._living.append([])
            self._kept.append(tally)
            self._living.append(living)
            living = [life for life in living if life.end > end]
            yield

    def up_to(self, moment: int | None = None) -> Division:
        """Return the division from the run's request to a moment (by default its end).

        Only what `steps` has gone through is known. Takes about as long as one step.
        """
        if not self._kept:
            return _Tally(0).division()
        if moment is None or moment >= self._kept[-1].at:
            return self._kept[-1].division()
        after = max(1, bisect_right(self._kept, moment, key=lambda tally: tally.at))
        tally = self._kept[after - 1].copy()
        edges = [edge for life in self._living[after] for edge in _edges(life, tally.at, moment)]
        resumed = self._kept[after].at - (self._kept[after].whole - tally.whole)
        tally.at = max(tally.at, resumed)
        tally.add(edges, moment)
        return tally.division()

    def _windows(self) -> Iterator[tuple[int, int]]:
        """Tell the stretches of time to go through, in order, pauses left out."""
        log = self._log
        if log.requested is None:
            return
        begin, paused, since = log.requested, False, 0
        for event in log.events:
            at, since = time_of(event), since + 1
            if paused and isinstance(event, RunRequested):
                begin, paused, since = at, False, 0
            ended = isinstance(event, RunFinished)
            if (ended or since >= EVENTS_PER_WINDOW) and at > begin and not paused:
                yield begin, at
                begin, since = at, 0
            paused = paused or ended
        if not paused and self._end > begin:
            yield begin, self._end


def _edges(life: WorkerLife, begin: int, end: int) -> list[_Edge]:
    """Return where a worker's phases begin (+1) and end (-1) within a stretch of time."""
    edges: list[_Edge] = []
    for phase in life.between(begin, end, by_message=True):
        place = _PLACE[phase.kind]
        edges.append((max(phase.start, begin), 1, place))
        edges.append((min(phase.end, end), -1, place))
    return edges
