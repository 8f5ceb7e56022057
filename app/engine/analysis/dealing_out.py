"""Deals measured numbers out to workers on so many cores, in thought: what a run should take.

The model has only what was measured: how much each number computes and sleeps, what it takes to ask
for a worker, to start one, to hand a result over and to end a process. Whoever computes or starts
needs a core; those who want one share what there is evenly, as a fair scheduler has it; threads of
one process have one core between them. Sleeping and handing over need none. There is no chance in
it: the same input gives the same answer. Any thread.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from enum import Enum
from heapq import heappop, heappush

EVENTS_PER_STEP = 250


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker does in one go, in nanoseconds.

    Attributes:
        computes: the time it needs a core of its own.
        sleeps: the time after that in which it needs none.
        numbers: how many numbers that is.
    """

    computes: int
    sleeps: int = 0
    numbers: int = 1


@dataclass(frozen=True, slots=True)
class Costs:
    """What else there is to a run, in nanoseconds.

    Attributes:
        before: from the request to where the first worker is asked for.
        asking: the main program's time from one worker it asks for to the next.
        starting: the time a worker needs a core of its own to come to running Python.
        waking: the rest of the time from being asked for until it runs Python.
        between: for each number, from done to the next one taken up by the same worker.
        arriving: from a number done to its result's arrival.
        ending: from the arrival of a process's last result to where its place is free.
    """

    before: int = 0
    asking: int = 0
    starting: int = 0
    waking: int = 0
    between: int = 0
    arriving: int = 0
    ending: int = 0


@dataclass(frozen=True, slots=True)
class Staff:
    """Who does the numbers.

    Attributes:
        workers: how many there may be at a time.
        each: whether every number has a process of its own, one after another in each place.
        threads: whether they are threads of one process.
        fixed: whether each worker has its own equal part from the beginning: job n is worker n's.
    """

    workers: int
    each: bool = False
    threads: bool = False
    fixed: bool = False


class _Wish(Enum):
    """What somebody waits for."""

    ASKED = "the main program to ask for it"
    STARTED = "a core, to start"
    COMPUTED = "a core, to compute"
    SLEPT = "the end of its sleep"
    FREE = "the next number"


class DealingOut:
    """One run, in thought.

    Args:
        jobs: what is to be done, in the order in which it is dealt out.
        staff: by whom.
        costs: what else there is to it.
        cores: how many cores there are; may be a fraction.
    """

    def __init__(self, jobs: Sequence[Job], staff: Staff, costs: Costs, cores: float) -> None:
        self._jobs, self._staff, self._costs = jobs, staff, costs
        self._capacity = min(1.0, cores) if staff.threads else cores
        self._now = self._work_done = 0.0
        self._computing: list[tuple[float, int, _Wish]] = []
        self._timed: list[tuple[float, int, _Wish]] = []
        self._doing: list[int] = []
        self._next = 0
        self._last = 0.0

    def steps(self) -> Generator[None, None, int]:
        """Deal everything out in steps of at most about two milliseconds.

        Returns:
            When the last result has arrived, in nanoseconds from the request.
        """
        self._ask()
        events = 0
        while self._computing or self._timed:
            self._go_on()
            events += 1
            if events % EVENTS_PER_STEP == 0:
                yield
        return round(self._last)

    def _ask(self) -> None:
        """Ask for those who have a place from the beginning, one after another."""
        count = min(self._staff.workers, len(self._jobs))
        for worker in range(count):
            self._doing.append(worker)
            wait = self._costs.before + self._costs.waking
            wait += 0 if self._staff.threads else self._costs.asking * worker
            self._at(self._now + wait, worker, _Wish.ASKED)
        self._next = count if self._staff.each or self._staff.fixed else 0

    def _go_on(self) -> None:
        """Let time pass until the next thing happens."""
        rate = 0.0
        if self._computing:
            rate = min(1.0, self._capacity / len(self._computing))
            done = self._now + max(0.0, self._computing[0][0] - self._work_done) / rate
            if not self._timed or done <= self._timed[0][0]:
                self._work_done, self._now = max(self._work_done, self._computing[0][0]), done
                _, worker, wish = heappop(self._computing)
                self._reach(worker, wish)
                return
        at, worker, wish = heappop(self._timed)
        self._work_done += (at - self._now) * rate
        self._now = at
        self._reach(worker, wish)

    def _reach(self, worker: int, wish: _Wish) -> None:
        """Go on with a worker that has what it waited for."""
        if wish is _Wish.ASKED:
            # Threads are all started by their one process.
            shared = self._staff.workers if self._staff.threads else 1
            self._compute(self._costs.starting / shared, worker, _Wish.STARTED)
        elif wish is _Wish.COMPUTED:
            job = self._jobs[self._doing[worker]]
            self._at(self._now + job.sleeps, worker, _Wish.SLEPT)
        elif wish is _Wish.SLEPT:
            self._last = max(self._last, self._now + self._costs.arriving)
            self._finish(worker)
        elif wish is _Wish.STARTED and (self._staff.each or self._staff.fixed):
            self._take(worker, self._doing[worker])
        elif self._next < len(self._jobs):
            self._next += 1
            self._take(worker, self._next - 1)

    def _finish(self, worker: int) -> None:
        """Let a worker that has done a number go on, or make room for another."""
        if self._staff.fixed:
            return
        if not self._staff.each:
            numbers = self._jobs[self._doing[worker]].numbers
            self._at(self._now + self._costs.between * numbers, worker, _Wish.FREE)
        elif self._next < len(self._jobs):
            self._doing[worker] = self._next
            self._next += 1
            costs = self._costs
            wait = costs.arriving + costs.ending + costs.asking + costs.waking
            self._at(self._now + wait, worker, _Wish.ASKED)

    def _take(self, worker: int, job: int) -> None:
        """Let a worker begin with a number."""
        self._doing[worker] = job
        self._compute(self._jobs[job].computes, worker, _Wish.COMPUTED)

    def _at(self, moment: float, worker: int, wish: _Wish) -> None:
        """Have something happen at a moment."""
        heappush(self._timed, (moment, worker, wish))

    def _compute(self, length: float, worker: int, wish: _Wish) -> None:
        """Have somebody get so much of a core."""
        heappush(self._computing, (self._work_done + length, worker, wish))
