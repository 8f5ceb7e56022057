"""What follows from a comparison: who was fastest, by how much, and whether that can be told.

Figures without words; `telling.comparing_words` says them. Pure, in short steps; any thread.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from app.engine.analysis.stages import STAGES, Stage
from app.engine.comparing.comparison import Cell, Comparison, Question
from app.engine.comparing.crossings import LEAST_TO_TELL, Crossing, crossings_of
from app.engine.comparing.noise import Noise, noise_in
from app.engine.comparing.scalability import Fit, fit
from app.engine.comparing.statistics import (
    ALPHA,
    Interval,
    holm,
    least_p,
    median,
    median_interval,
    outliers,
    rank_test,
    repetitions_needed,
    spread_of,
)
from app.engine.way import Sharing, Way, WorkKind


class Verdict(Enum):
    """What a comparison came to."""

    NOTHING = "nothing was measured"
    ALONE = "there is only one way"
    FASTEST = "one way was faster than all others"
    SEVERAL = "several ways were faster than the others, with no difference among them"
    NO_DIFFERENCE = "no difference could be measured"
    TOO_FEW = "there are too few times to tell"
    BY_WORK = "it depends on the work: the crossings tell"


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one way, with one amount of work; times in nanoseconds.

    Attributes:
        cell: which.
        way: how numbers were done.
        times: when the last result was there, in the order of the runs.
        median: the middle of them.
        interval: where the true median lies.
        spread: how far the middle half of them reaches, as a part of the median.
        outliers: the places of those that lie far off the others.
        speed_up: how many times as fast as one after another; None where that was not measured.
        per_core: the speed-up for each core that it could use; None where work is waiting, which
            needs none.
        parts: how the time divides, on average.
        chance: how likely it is no slower than the fastest and only looks so; None for that one.
    """

    cell: Cell
    way: Way
    times: tuple[int, ...]
    median: float
    interval: Interval
    spread: float
    outliers: tuple[int, ...]
    speed_up: float | None
    per_core: float | None
    parts: Mapping[Stage, float]
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Scaling:
    """How a way's time depends on its number of workers.

    Attributes:
        points: what was measured, by the number of workers.
        fit: the law fitted to it; None where there were too few numbers of workers.
        best: the fewest workers with which it was no slower than with any other number.
    """

    points: tuple[Measured, ...]
    fit: Fit | None
    best: Measured


@dataclass(frozen=True, slots=True)
class Findings:
    """What follows from a comparison.

    Attributes:
        comparison: which.
        measured: what was measured, in the order of the contenders and amounts.
        verdict: what came of it.
        fastest: the ways that nothing was faster than, the fastest first.
        needed: how many repetitions would do, where there are too few to tell.
        crossings: from how much work on ways pay, where that is asked about.
        scalings: how times depend on the number of processes, where that is asked about.
        left_out: the contenders with which not every number was done.
        noise: what was unquiet about it.
    """

    comparison: Comparison
    measured: tuple[Measured, ...]
    verdict: Verdict
    fastest: tuple[Measured, ...]
    needed: int | None
    crossings: tuple[Crossing, ...]
    scalings: tuple[Scaling, ...]
    left_out: tuple[int, ...]
    noise: Noise

    @property
    def ranking(self) -> list[Measured]:
        """Return what was measured, the fastest first."""
        return sorted(self.measured, key=lambda each: each.median)

    @property
    def reference(self) -> Measured | None:
        """Return one after another, where it was measured and without amounts of work."""
        asked = self.comparison.asked
        return next((one for one in self.measured if one.cell == Cell(asked.reference)), None)


def find_out(comparison: Comparison) -> Findings:
    """Find out what follows, where nobody waits."""
    found: list[Findings] = []

    def find() -> Generator[None, None, None]:
        found.append((yield from finding_out(comparison)))

    for _ in find():
        pass
    return found[0]


def finding_out(comparison: Comparison) -> Generator[None, None, Findings]:
    """Find out what follows from a comparison, in steps of a few milliseconds at most."""
    asked, times = comparison.asked, comparison.times()
    parts = _parts(comparison)
    yield
    measured: list[Measured] = []
    for cell in sorted(times, key=lambda cell: (cell.seconds or 0.0, cell.contender)):
        measured.append(_measured(comparison, times, parts, cell))
        yield
    by_work = asked.question is Question.WORK
    chances = [] if by_work else (yield from _chances(measured))
    by_place = dict(chances)
    measured = [replace(each, chance=by_place.get(place)) for place, each in enumerate(measured)]
    fastest = [] if by_work else _fastest(measured)
    yield
    crossings = crossings_of(comparison) if by_work else []
    yield
    scalings = _scalings(measured, comparison) if asked.question is Question.PROCESSES else []
    yield
    verdict = _verdict(measured, fastest, by_work)
    return Findings(
        comparison=comparison,
        measured=tuple(measured),
        verdict=verdict,
        fastest=tuple(fastest),
        needed=_needed(measured, verdict, crossings),
        crossings=tuple(crossings),
        scalings=tuple(scalings),
        left_out=tuple(sorted(comparison.gave_up())),
        noise=noise_in(comparison),
    )


def usable_cores(way: Way, numbers: int, cores: float) -> float:
    """Return how many cores a way could use at once, at least 1."""
    return max(1.0, min(way.workers_for(numbers), cores))


def _measured(
    comparison: Comparison,
    times: Mapping[Cell, list[int]],
    parts: Mapping[Cell, Mapping[Stage, float]],
    cell: Cell,
) -> Measured:
    """Return what was measured of a way."""
    asked, own = comparison.asked, times[cell]
    reference = times.get(Cell(asked.reference, cell.seconds))
    in_turn = asked.contenders[asked.reference].way.is_in_turn and reference
    speed_up = median(in_turn) / max(1.0, median(own)) if in_turn else None
    way = cell.way_in(asked)
    waits = way.work.kind is WorkKind.WAITING
    cores = usable_cores(way, len(asked.numbers), comparison.computer.cores)
    return Measured(
        cell=cell,
        way=way,
        times=tuple(own),
        median=median(own),
        interval=median_interval(own),
        spread=spread_of(own),
        outliers=tuple(outliers(own)),
        speed_up=speed_up,
        per_core=None if waits or speed_up is None else speed_up / cores,
        parts=parts[cell],
    )


def _parts(comparison: Comparison) -> dict[Cell, dict[Stage, float]]:
    """Return how each way's time divides, on average, in nanoseconds."""
    found: dict[Cell, list[Mapping[Stage, int]]] = {}
    for each in comparison.counted():
        found.setdefault(each.cell, []).append(each.stages)
    return {
        cell: {stage: sum(stages.get(stage, 0) for stages in runs) / len(runs) for stage in STAGES}
        for cell, runs in found.items()
    }


def _chances(
    measured: Sequence[Measured],
) -> Generator[None, None, list[tuple[int, float]]]:
    """Return, by place, how likely each but the fastest is as fast as that; corrected together."""
    if not measured:
        return []
    first = min(range(len(measured)), key=lambda place: measured[place].median)
    others = [place for place in range(len(measured)) if place != first]
    chances: list[float] = []
    for place in others:
        chances.append(rank_test(measured[place].times, measured[first].times))
        yield
    return list(zip(others, holm(chances), strict=True))


def _fastest(measured: Sequence[Measured]) -> list[Measured]:
    """Return those that are not clearly slower than the fastest, the fastest first."""
    equal = [each for each in measured if each.chance is None or each.chance > ALPHA]
    return sorted(equal, key=lambda each: each.median)


def _verdict(measured: Sequence[Measured], fastest: Sequence[Measured], by_work: bool) -> Verdict:
    """Return what came of it."""
    if not measured:
        return Verdict.NOTHING
    if by_work:
        return Verdict.BY_WORK
    if len(measured) == 1:
        return Verdict.ALONE
    if len(fastest) == 1:
        return Verdict.FASTEST
    if _too_few(fastest, len(measured) - 1):
        return Verdict.TOO_FEW
    return Verdict.SEVERAL if len(fastest) < len(measured) else Verdict.NO_DIFFERENCE


def _too_few(fastest: Sequence[Measured], tests: int) -> bool:
    """Return whether those that seem equal could not have been told apart in any case."""
    first = len(fastest[0].times)
    return any(least_p(first, len(each.times)) * tests > ALPHA for each in fastest[1:])


def _needed(
    measured: Sequence[Measured], verdict: Verdict, crossings: Sequence[Crossing]
) -> int | None:
    """Return how many repetitions would do, where there are too few to tell anything."""
    if verdict is Verdict.TOO_FEW:
        return repetitions_needed(len(measured) - 1)
    most = max((len(each.times) for each in measured), default=0)
    return LEAST_TO_TELL if crossings and most < LEAST_TO_TELL else None


def _scalings(measured: Sequence[Measured], comparison: Comparison) -> list[Scaling]:
    """Return how times depend on the number of workers, for each way that has a choice of it."""
    groups: dict[Way, list[Measured]] = {}
    for each in measured:
        if each.way.sharing is Sharing.DYNAMIC:
            groups.setdefault(replace(each.way, workers=1), []).append(each)
    return [_scaling(group, len(comparison.asked.numbers)) for group in groups.values()]


def _scaling(group: list[Measured], numbers: int) -> Scaling:
    """Return how a way's time depends on its number of workers."""
    points = tuple(sorted(group, key=lambda each: each.way.workers))
    first = min(points, key=lambda each: each.median)
    others = [each for each in points if each is not first]
    chances = holm([rank_test(each.times, first.times) for each in others])
    equal = [each for each, chance in zip(others, chances, strict=True) if chance > ALPHA]
    law = fit([(each.way.workers, float(time)) for each in points for time in each.times], numbers)
    return Scaling(points, law, min([first, *equal], key=lambda each: each.way.workers))
