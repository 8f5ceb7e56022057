"""A quick run of its own that finds out what a run's numbers take one after another.

Where numbers shared cores, or threads an interpreter lock, their squaring times are longer than
they would be in turn. So a sample of them is squared again, in turn and undisturbed, with less
extra work where it asks for much; what the sample took then against now is the measure for all.

`measure` carries it out, in the thread that calls it (the controller's) and in one child process.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app.engine.events import Event, NumbersSquared, WorkerStarted
from app.engine.log import Log
from app.engine.plan import Plan, Strategy, Work, WorkKind
from app.engine.telling.durations import NS_PER_S

MOST_NUMBERS = 24
"""How many of a run's numbers are squared again."""

MOST_SECONDS = 0.3
"""How long that may take, the start of its process not counted."""

MOST_WORK_SECONDS = 0.02
"""Extra work is cut to this; what is left out is added again as asked for."""

START_SECONDS = 5.0
"""A process that has not squared a number by then is given up."""


class Stoppable(Protocol):
    """A run, as `app.engine.running.run.Run`: iterate over it once; `stop` works at any time."""

    def __iter__(self) -> Iterator[list[Event]]:
        """Carry the run out, event by event."""

    def stop(self) -> None:
        """Ask for its end, from any thread; returns at once."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Some of a run's numbers, and what they took in it.

    Attributes:
        plan: squares them one after another in a process of its own.
        before: what each took in the run, in nanoseconds, its extra work included.
        all_before: what all the run's squared numbers took, added up.
        left_out: extra work that the sample does not do again, for each number in nanoseconds.
    """

    plan: Plan
    before: Sequence[int]
    all_before: int
    left_out: int


def sample_of(log: Log, plan: Plan, squaring: int) -> Sample | None:
    """Choose a sample, spread evenly over a run's results; None where there are none.

    Args:
        log: the run, at its end.
        plan: what was asked for.
        squaring: the squaring times of all its numbers, added up, in nanoseconds.
    """
    rows = range(0, len(log), max(1, len(log) // MOST_NUMBERS))
    chosen = [row for row in rows if log.is_squared(row)][:MOST_NUMBERS]
    if not chosen:
        return None
    work, left_out = plan.work, 0.0
    if work.kind is WorkKind.COMPUTING and work.seconds > MOST_WORK_SECONDS:
        work, left_out = Work(work.kind, MOST_WORK_SECONDS), work.seconds - MOST_WORK_SECONDS
    numbers = [log.numbers[log.row_number[row]] for row in chosen]
    return Sample(
        plan=replace(plan, numbers=numbers, strategy=Strategy.ONE, workers=1, work=work),
        before=[_time_of(log, row) for row in chosen],
        all_before=squaring,
        left_out=round(left_out * NS_PER_S),
    )


def measure(sample: Sample, run_of: Callable[[Plan], Stoppable]) -> int | None:
    """Square the sample again and work out what all numbers take one after another.

    Blocks for about `MOST_SECONDS`, and the start of a process, at most.

    Args:
        sample: from `sample_of`.
        run_of: makes a run of a plan, such as `Run` itself.

    Returns:
        Nanoseconds, or None where nothing could be measured.
    """
    run = run_of(sample.plan)
    limit = threading.Timer(START_SECONDS, run.stop)
    limit.daemon = True
    limit.start()
    times: dict[int, int] = {}
    try:
        for batch in run:
            for event in batch:
                if isinstance(event, WorkerStarted):
                    limit = _sooner(limit, run)
                elif isinstance(event, NumbersSquared):
                    pairs = zip(event.taken, event.squared, strict=True)
                    lengths = (max(0, squared - taken) for taken, squared in pairs)
                    times.update(enumerate(lengths, start=event.first))
    finally:
        limit.cancel()
    return _worked_out(sample, times)


def _sooner(limit: threading.Timer, run: Stoppable) -> threading.Timer:
    """Put a shorter limit in the place of the one for starting."""
    limit.cancel()
    shorter = threading.Timer(MOST_SECONDS, run.stop)
    shorter.daemon = True
    shorter.start()
    return shorter


def _worked_out(sample: Sample, times: Mapping[int, int]) -> int | None:
    """Return what all numbers take, judging by as many of the sample as were squared again."""
    before = sum(sample.before[place] for place in times)
    if before <= 0:
        return None
    now = sum(times.values()) + sample.left_out * len(times)
    return round(sample.all_before * now / before)


def _time_of(log: Log, row: int) -> int:
    """Return what a number took; quick ones that share a reading of the clock share its time."""
    taken, length = log.row_taken[row], log.row_squared[row] - log.row_taken[row]
    first = end = row
    while first > 0 and log.row_taken[first - 1] == taken:
        first -= 1
    while end < len(log) and log.row_taken[end] == taken:
        end += 1
    return max(0, length) // max(1, end - first)
