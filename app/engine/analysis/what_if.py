"""What a run should have taken if something about it had been otherwise: estimates from its log.

Each number's own times, and what starting and handing over took, are dealt out again in thought
(`dealing_out`). The same model also says what the run as it was should have taken. Where it really
took clearly longer, and numbers lacked cores, something else had these meanwhile: then as many are
reckoned with as make the model come out right. How far it is off even so is how far the model is
off, and every estimate is put right by that factor. Lives in the thread that owns the log.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from math import sqrt

from app.engine.analysis.dealing_out import Costs, DealingOut, Job, Staff
from app.engine.analysis.findings import itself_of
from app.engine.analysis.measured_jobs import costs_of, jobs_of
from app.engine.analysis.reasons import CLEARLY, INCOMPLETE, Reason, reason_of
from app.engine.analysis.totals import Totals
from app.engine.record import Record
from app.engine.units import NS_PER_S
from app.engine.way import (
    LONGEST_WORK_S,
    POOL,
    PROCESS_FOR_EACH,
    THREADS,
    Housing,
    Sharing,
    Way,
    Work,
    WorkKind,
)

MOST_PROCESSES = 10_000
"""With more processes than these nothing is estimated: it would take seconds."""

LEAST_OF_CORES = 1 / 8
FIT_STEPS = 6
"""Others may have had all but this part of the cores; how many is found in so many halvings."""

LEAST_GAIN = 0.05
"""Equal parts that would save less are not spoken of: the model is no better than that."""

UNSURE_TIMES = 2
"""Where the model is off by more than this factor for the run itself, it knows too little of it."""


class Question(Enum):
    """What might have been otherwise."""

    NO_STARTING = "if starting were free"
    EVENLY = "if the numbers were shared out evenly"
    TWICE = "with twice the work"
    OTHER_WAY = "in another way"


@dataclass(frozen=True, slots=True)
class Answer:
    """One estimate.

    Attributes:
        question: of what.
        ns: until the last result, in nanoseconds.
        way: how to run the same numbers to see; None where nobody can.
    """

    question: Question
    ns: int
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class Estimates:
    """What can be said of a run; times in nanoseconds until the last result.

    Attributes:
        really: what the run took.
        modelled: what it should have taken on all cores, by the model.
        cores: with how many cores the model comes out right; fewer where others had some.
        answers: the estimates, put right by how far those two are apart; none where that is too
            far to believe any.
    """

    really: int
    modelled: int
    cores: float
    answers: tuple[Answer, ...]


class WhatIf:
    """Answers what a run can be asked, in short steps.

    Args:
        record: a run that has ended.
        totals: the run, added up.
        places: how many of its workers there were at a time, at most.
    """

    def __init__(self, record: Record, totals: Totals, places: int) -> None:
        self._record, self._totals, self._places = record, totals, places
        self._jobs: list[Job] = []
        self._costs = Costs()
        self._modelled = 0
        self._cores = record.computer.cores

    def steps(self) -> Generator[None, None, Estimates | None]:
        """Answer; every step takes about two milliseconds at most.

        Returns:
            The estimates, None where too little is known of the run.
        """
        really = self._totals.results_after
        if not really or not self._can_be_asked():
            return None
        self._jobs = yield from jobs_of(self._record)
        if not self._jobs:
            return None
        self._costs = yield from costs_of(self._record.log)
        as_it_was = (self._jobs, _staff_of(self._record.plan.way), self._costs)
        on_all = self._modelled = yield from self._deal(*as_it_was)
        if really > on_all * CLEARLY and self._lacked_cores():
            yield from self._fit_cores(really)
            self._modelled = yield from self._deal(*as_it_was)
        answers: list[Answer] = []
        if really <= self._modelled * UNSURE_TIMES and self._modelled <= really * UNSURE_TIMES:
            for asked in (self._no_starting(), self._evenly(), self._twice(), *self._others()):
                answer = yield from asked
                if answer is not None:
                    ns = round(answer.ns * really / self._modelled)
                    answers.append(replace(answer, ns=ns))
        return Estimates(really, on_all, self._cores, tuple(answers))

    def _lacked_cores(self) -> bool:
        """Return whether numbers were in progress for clearly longer than they take alone.

        Of threads that does not tell: they lack their one lock.
        """
        if self._record.plan.way.housing is Housing.THREAD:
            return False
        alone = sum(job.computes + job.sleeps for job in self._jobs)
        return self._totals.in_progress > alone * CLEARLY

    def _fit_cores(self, really: int) -> Generator[None, None, None]:
        """Find with how many cores the run as it was takes as long in thought as it really did."""
        staff = _staff_of(self._record.plan.way)
        high = self._record.computer.cores
        low = high * LEAST_OF_CORES
        for _ in range(FIT_STEPS):
            self._cores = sqrt(low * high)
            ns = yield from self._deal(self._jobs, staff, self._costs)
            low, high = (self._cores, high) if ns > really else (low, self._cores)
        self._cores = high

    def _can_be_asked(self) -> bool:
        """Return whether enough is known of the run."""
        totals, plan = self._totals, self._record.plan
        reason = reason_of(totals, plan, None)
        if reason in INCOMPLETE or reason is Reason.ONE_NUMBER or totals.suspended:
            return False
        many = plan.way.sharing is Sharing.EACH and len(plan.numbers) > MOST_PROCESSES
        return not many and itself_of(totals) is not None

    def _no_starting(self) -> Generator[None, None, Answer]:
        """Answer what it would have taken with workers that are there at once."""
        costs = replace(self._costs, before=0, asking=0, starting=0, waking=0)
        ns = yield from self._deal(self._jobs, _staff_of(self._record.plan.way), costs)
        return Answer(Question.NO_STARTING, ns)

    def _evenly(self) -> Generator[None, None, Answer | None]:
        """Answer what it would have taken with an equal part for each worker, were that quicker."""
        workers = self._places
        if workers < 2 or len(self._record.log.workers) > workers:
            return None
        computes = sum(job.computes for job in self._jobs) // workers
        sleeps = sum(job.sleeps for job in self._jobs) // workers
        handed = self._costs.between * (sum(job.numbers for job in self._jobs) // workers - 1)
        part = Job(computes, sleeps + max(0, handed))
        threads = self._record.plan.way.housing is Housing.THREAD
        staff = Staff(workers, threads=threads, fixed=True)
        ns = yield from self._deal([part] * workers, staff, self._costs)
        gains = ns <= self._modelled * (1 - LEAST_GAIN)
        return Answer(Question.EVENLY, ns) if gains else None

    def _twice(self) -> Generator[None, None, Answer | None]:
        """Answer what it would take with twice the extra work; None where there was none."""
        way = self._record.plan.way
        if way.work.kind is WorkKind.NONE or way.work.seconds * 2 > LONGEST_WORK_S:
            return None
        more, computes = round(way.work.seconds * NS_PER_S), way.work.kind is WorkKind.COMPUTING
        jobs = [
            replace(job, computes=job.computes + more * job.numbers)
            if computes
            else replace(job, sleeps=job.sleeps + more * job.numbers)
            for job in self._jobs
        ]
        ns = yield from self._deal(jobs, _staff_of(self._record.plan.way), self._costs)
        double = Work(way.work.kind, way.work.seconds * 2)
        return Answer(Question.TWICE, ns, replace(way, work=double))

    def _others(self) -> Iterator[Generator[None, None, Answer]]:
        """Ask what the ways would take that the run did not take, with a worker for each core."""
        way = self._record.plan.way
        for kind in (POOL, PROCESS_FOR_EACH, THREADS):
            workers = max(2, int(self._record.computer.cores))
            sharing, housing = kind
            other = replace(way, sharing=sharing, housing=housing, workers=workers)
            many = kind == PROCESS_FOR_EACH and not self._has_room_for_each()
            taken = kind == way.kind and not (kind == POOL and way.workers != workers)
            if not many and not taken:
                yield self._other(other)

    def _has_room_for_each(self) -> bool:
        """Return whether a process for each number can be thought through, none put together."""
        count = len(self._record.plan.numbers)
        return len(self._jobs) == count <= MOST_PROCESSES

    def _other(self, way: Way) -> Generator[None, None, Answer]:
        """Answer what another way would take."""
        ns = yield from self._deal(self._jobs, _staff_of(way), self._costs)
        return Answer(Question.OTHER_WAY, ns, way)

    def _deal(self, jobs: Sequence[Job], staff: Staff, costs: Costs) -> Generator[None, None, int]:
        """Return what it takes to deal jobs out to somebody, in nanoseconds."""
        return (yield from DealingOut(jobs, staff, costs, self._cores).steps())


def _staff_of(way: Way) -> Staff:
    """Return who does the numbers in a way."""
    if way.sharing is Sharing.EACH:
        return Staff(way.alive_limit, each=True)
    if way.sharing is Sharing.ONE:
        return Staff(1)
    return Staff(way.workers, threads=way.housing is Housing.THREAD)
