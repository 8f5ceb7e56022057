"""Comparisons made by hand: every time is chosen, no process is started."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from app.engine.comparing.comparison import Asked, Cell, Comparison, Contender, Question, Repetition
from app.engine.comparing.conductor import Conductor
from app.engine.events import NumbersDone, RunFinished, RunRequested, WorkerRequested
from app.engine.numbers.squaring import square
from app.engine.plan import Plan
from app.engine.record import Record, first_run
from app.engine.units import NS_PER_MS
from app.engine.way import KINDS, Way, Work, WorkKind

BEGIN = 1_000_000_000


class Clock:
    """Tells seconds that pass only when they are told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Return what time it is."""
        return self.now


def way(strategy: str, workers: int = 2, work: Work | None = None) -> Way:
    """Return a way to do numbers."""
    return Way(*KINDS[strategy], workers=workers, work=work or Work())


ONE, EACH, POOL, THREADS = (Contender(way(name), name) for name in KINDS)


def asked_of(
    *contenders: Contender,
    question: Question = Question.WAYS,
    repetitions: int | None = None,
    limit_s: float = 1_000.0,
    amounts: Sequence[float] = (),
) -> Asked:
    """Return what is to be found out about four numbers."""
    return Asked(
        question,
        range(2, 6),
        contenders,
        repetitions=repetitions,
        limit_s=limit_s,
        amounts=tuple(amounts),
    )


def record_taking(plan: Plan, ns: int, *, done: bool = True, stopped: bool = False) -> Record:
    """Return the record of a run whose last result was there after so many nanoseconds."""
    record, count = first_run(plan), len(plan.numbers)
    taken, ended = BEGIN + ns // 2, BEGIN + ns
    columns = (array("q", [taken] * count), array("q", [ended - 1] * count))
    results = [square(number) for number in plan.numbers]
    record.log.extend([RunRequested(BEGIN), WorkerRequested(0, "Process-1", 1, BEGIN)])
    if done:
        record.log.extend([NumbersDone(0, 0, *columns, results, ended)])
    record.log.extend([RunFinished(ended, stopped)])
    return record


def conduct(
    conductor: Conductor, clock: Clock, ms_of: Callable[[int, Plan, int], float], most: int = 2_000
) -> list[tuple[int, float]]:
    """Let a comparison go on to its end; return whose turn it was, and with what work.

    Args:
        conductor: conducts it.
        clock: its clock.
        ms_of: what a run takes, by contender, plan and how many runs there were before.
        most: runs before it is taken for endless.
    """
    order: list[tuple[int, float]] = []
    while (turn := conductor.next_plan()) is not None:
        contender, plan = turn
        ms = ms_of(contender, plan, len(order))
        clock.now += ms / 1_000
        conductor.take(contender, record_taking(plan, round(ms * NS_PER_MS)))
        order.append((contender, plan.way.work.seconds))
        assert len(order) < most, "it does not come to an end"
    return order


def compared(asked: Asked, *times_ms: Sequence[float]) -> Comparison:
    """Return a comparison with these times for each contender, in rounds."""
    comparison = Comparison(asked)
    for turn in range(max(map(len, times_ms))):
        for place, times in enumerate(times_ms):
            if turn < len(times):
                add(comparison, Cell(place), times[turn])
    return comparison


def add(comparison: Comparison, cell: Cell, ms: float | None, *, warm_up: bool = False) -> None:
    """Add a run that took so long; None for one in which not every number was done."""
    ns = None if ms is None else round(ms * NS_PER_MS)
    comparison.repetitions.append(Repetition(cell, ns, warm_up))


def computing(seconds: float) -> Work:
    """Return so much computing."""
    return Work(WorkKind.COMPUTING, seconds)
