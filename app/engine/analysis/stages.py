"""How a run's time divides: each moment of it counts once, for the furthest thing done then.

A number's way through a run leads from a process's start over waiting, squaring, lying ready and
sending to its exit, and while one worker is still starting another may already square. So that the
parts add up to the run's time, and so that anybody can check them against the lanes, each moment
counts for one stage only: the first one below that any worker was in. The time of `IN_PROGRESS` is
therefore the time in which the curve *numbers in progress* is above 0.

Lives in the thread that owns the log.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from app.engine.analysis.phases import PhaseKind, WorkerLife, latest_time
from app.engine.events import time_of
from app.engine.log import Log

LEAST_EVENTS = 100
EVENTS_PER_LIFE = 2
"""The division goes through the run in windows; a window has so many events for each worker that
lives at its beginning, so that looking at all of them costs about as much as what is new."""

LIVES_PER_STEP = 50
EDGES_PER_STEP = 1_000


class Stage(Enum):
    """What a moment of a run counts for, the furthest first."""

    IN_PROGRESS = "a number in progress"
    SENDING = "a result on its way"
    LYING = "results lying ready"
    WAITING = "only waiting for work"
    STARTING = "only starting"
    EXITING = "only exiting"
    ALONE = "the main program alone"


STAGES = tuple(Stage)
IN_ORDER = (
    Stage.ALONE,
    Stage.STARTING,
    Stage.WAITING,
    Stage.IN_PROGRESS,
    Stage.SENDING,
    Stage.LYING,
    Stage.EXITING,
)
"""As a worker goes through them."""

_RANK = {
    PhaseKind.WORKING: 0,
    PhaseKind.SENDING: 1,
    PhaseKind.LYING: 2,
    PhaseKind.WAITING: 3,
    PhaseKind.STARTING: 4,
    PhaseKind.EXITING: 5,
}
_ALONE = len(STAGES) - 1
_BEGINS = 8
"""An edge is one whole number, quick to sort: its moment, whether a phase begins there (an end at
the same moment comes before), and the stage."""

_Stretch = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Division:
    """How time divides up to a moment; all in nanoseconds.

    Attributes:
        times: the run's time by stage, every stage named; adds up to `whole` exactly.
        whole: the run's time on the clock.
        most_in_progress: how many numbers were in progress at the same time, at most.
    """

    times: dict[Stage, int]
    whole: int
    most_in_progress: int


class _Tally:
    """What has been added up so far."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.times = [0] * len(STAGES)
        self.most = 0

    def copy(self) -> _Tally:
        """Return one that can go on by itself."""
        other = _Tally(self.at)
        other.times, other.most = list(self.times), self.most
        return other

    def add(self, edges: list[int], end: int) -> Iterator[None]:
        """Add the time up to `end`, in which phases begin and end at `edges`, in short steps."""
        edges.sort()
        counts = [0] * len(STAGES)
        for first in range(0, len(edges), EDGES_PER_STEP):
            for edge in edges[first : first + EDGES_PER_STEP]:
                self._pass(edge >> 4, counts)
                counts[edge & 7] += 1 if edge & _BEGINS else -1
            yield
        self._pass(end, counts)

    def _pass(self, until: int, counts: list[int]) -> None:
        """Count the time up to `until` for the furthest stage."""
        length = until - self.at
        if length <= 0:
            return
        self.at = until
        if counts[0] > self.most:
            self.most = counts[0]
        for rank, count in enumerate(counts):
            if count:
                self.times[rank] += length
                return
        self.times[_ALONE] += length

    def division(self) -> Division:
        """Return what has been added up."""
        times = dict(zip(STAGES, self.times, strict=True))
        return Division(times, sum(self.times), self.most)


class DivisionOfTime:
    """Divides a run's time in short steps, and tells the division up to any moment.

    Make a new one when the log has grown.

    Args:
        log: the run.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._kept: list[_Tally] = []
        self._living: list[Sequence[WorkerLife]] = []
        self._looked_at: tuple[int, list[_Stretch]] = (0, [])

    def steps(self) -> Iterator[None]:
        """Divide the whole run; every step takes at most a few milliseconds."""
        if self._log.requested is None:
            return
        self._kept, self._living = [_Tally(self._log.requested)], [()]
        living: list[WorkerLife] = []
        begin, since, following = self._log.requested, 0, 0
        for event in self._log.events:
            at, since = time_of(event), since + 1
            if at > begin and since >= max(LEAST_EVENTS, EVENTS_PER_LIFE * len(living)):
                following = yield from self._divide(living, following, begin, at)
                living = [life for life in living if life.end > at]
                begin, since = at, 0
        end = latest_time(self._log)
        if end > begin:
            yield from self._divide(living, following, begin, end)

    def up_to(self, moment: int | None = None) -> Division:
        """Return the division from the run's request to a moment (by default its end).

        Only what `steps` has gone through is known. Takes about as long as some steps.
        """
        if not self._kept:
            return _Tally(0).division()
        if moment is None or moment >= self._kept[-1].at:
            return self._kept[-1].division()
        after = max(1, bisect_right(self._kept, moment, key=lambda tally: tally.at))
        tally = self._kept[after - 1].copy()
        if self._looked_at[0] != after:
            window = (tally.at, self._kept[after].at)
            lives = self._living[after]
            self._looked_at = after, [each for life in lives for each in _stretches(life, *window)]
        cut = [(start, min(end, moment), rank) for start, end, rank in self._looked_at[1]]
        for _ in tally.add(_edges([each for each in cut if each[0] < each[1]]), moment):
            pass
        return tally.division()

    def _divide(
        self, living: list[WorkerLife], following: int, begin: int, end: int
    ) -> Generator[None, None, int]:
        """Divide a window.

        Args:
            living: the workers that live at its beginning; those asked for in it are added.
            following: the next worker that has not been looked at.
            begin: nanoseconds on the log's clock.
            end: likewise.

        Returns:
            The next worker that has not been looked at.
        """
        workers = self._log.workers
        while following < len(workers) and workers[following].requested < end:
            living.append(WorkerLife(self._log, following))
            following += 1
            if following % LIVES_PER_STEP == 0:
                yield
        edges: list[int] = []
        for place, life in enumerate(living):
            edges += _edges(_stretches(life, begin, end))
            if place % LIVES_PER_STEP == LIVES_PER_STEP - 1:
                yield
        tally = self._kept[-1].copy()
        yield from tally.add(edges, end)
        self._kept.append(tally)
        self._living.append(tuple(living))
        return following


def _stretches(life: WorkerLife, begin: int, end: int) -> list[_Stretch]:
    """Return a worker's phases within a window: from when, until when, the stage's rank."""
    return [
        (max(phase.start, begin), min(phase.end, end), _RANK[phase.kind])
        for phase in life.between(begin, end, by_message=True)
    ]


def _edges(stretches: list[_Stretch]) -> list[int]:
    """Return where phases begin and end."""
    edges = [start << 4 | _BEGINS | rank for start, _, rank in stretches]
    edges += [end << 4 | rank for _, end, rank in stretches]
    return edges
