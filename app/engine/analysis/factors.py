"""How well a run used its workers: three factors whose product is the efficiency.

The factors are those of the POP Centre of Excellence for parallel programs (pop-coe.eu, *Standard
Metrics*), with its names:

- *useful time* of a worker: how long it had a number in progress, by the clock, as its lane shows;
- *load balance* = mean useful time / longest useful time;
- *communication efficiency* = longest useful time / run time. What even the busiest worker lost:
  to starting, waiting for numbers and handing results over;
- *computation efficiency* = time the numbers take alone / all useful time. POP takes the first from
  a run of reference; here it comes from the run itself: what its numbers computed and slept, which
  is what they take with a core of their own. A number that has to wait for a core is in progress
  for longer, but computes no more. (What sharing a cache or a core's clock rate costs is CPU time
  too, and is not seen. The run one after another tells no more of its numbers than when the last
  result was there, its start included, so it is no reference for them.)

With `W` workers the three multiply, and all but two quantities cancel out:

    efficiency = time alone / (W × run time)

that is, how much of the time of W workers, each with a core of its own, went into the numbers. It
is one for each *worker*; what part of the *cores'* time was put to use follows from the same sums,
with as many cores as there are in W's place. All are whole nanoseconds, so everything multiplies
exactly.

The run time is from the request to the last result. Where processes follow one another, a later
one takes the place of one that has gone; W is the number of places: how many lived at a time, at
most. Lives in the thread that owns the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from heapq import heappop, heappush

from app.engine.analysis.findings import itself_of
from app.engine.analysis.reasons import ALONE, CLEARLY, INCOMPLETE, reason_of
from app.engine.analysis.row_times import clock_times
from app.engine.analysis.totals import Totals
from app.engine.events import UNKNOWN
from app.engine.log import Log
from app.engine.record import Record
from app.engine.rows import NOBODY
from app.engine.way import Housing, WorkKind

ROWS_PER_STEP = 2_500
WORKERS_PER_STEP = 1_000

COARSE = Fraction(21, 20)
"""A CPU time that is longer than the clock's by more than this was not measured finely enough."""


class Held(Enum):
    """What made numbers take longer than alone."""

    NOTHING = "they took hardly longer"
    CORES = "more of them at once than cores"
    OTHERS = "other programs had the cores too"
    LOCK = "one thread at a time may run Python"
    UNKNOWN = "the run does not tell"


@dataclass(frozen=True, slots=True)
class Factors:
    """A run's efficiency and what it is made of; times in nanoseconds, all above 0.

    Attributes:
        places: how many workers there were at a time, at most.
        workers: how many there were in all.
        useful: how long they had numbers in progress, added up.
        busiest: likewise of the busiest place.
        alone: what all numbers would have taken alone.
        most_alone: likewise those of the place that had most to do.
        whole: from the request to the last result.
        cores: how many the program could use; a fraction under a quota.
        held: why numbers took longer than alone.
    """

    places: int
    workers: int
    useful: int
    busiest: int
    alone: int
    most_alone: int
    whole: int
    cores: float
    held: Held

    @property
    def balance(self) -> Fraction:
        """Return the load balance."""
        return Fraction(self.useful, self.places * self.busiest)

    @property
    def communication(self) -> Fraction:
        """Return the communication efficiency."""
        return Fraction(self.busiest, self.whole)

    @property
    def computation(self) -> Fraction:
        """Return the computation efficiency."""
        return Fraction(self.alone, self.useful)

    @property
    def efficiency(self) -> Fraction:
        """Return the product of the three, for each worker."""
        return Fraction(self.alone, self.places * self.whole)

    @property
    def work_balance(self) -> Fraction:
        """Return how evenly the work was shared out, whatever time it then took."""
        return Fraction(self.alone, self.places * self.most_alone)

    @property
    def of_cores(self) -> float:
        """Return which part of the cores' time the numbers would have taken alone."""
        return self.alone / (self.whole * self.cores)


class RunFactors:
    """Adds up what the factors are made of, in short steps. Make a new one when the log has grown.

    Args:
        log: a run that has ended.

    Attributes:
        useful: the useful time of each place, in nanoseconds.
        waited: how long all numbers were ready and had no core; `UNKNOWN` where nobody knows.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._places: list[int] = []
        self.useful: list[int] = []
        self._worked: list[int] = []
        self._lacked: list[int] = []
        self.waited = 0

    def steps(self) -> Iterator[None]:
        """Add everything up; every step takes at most a few milliseconds."""
        yield from self._find_places()
        for first in range(0, len(self._log), ROWS_PER_STEP):
            self._add_rows(first, min(first + ROWS_PER_STEP, len(self._log)))
            yield

    def done(self) -> RunFactors:
        """Take all steps at once, where nobody waits; returns this."""
        for _ in self.steps():
            pass
        return self

    def factors(self, totals: Totals, record: Record) -> Factors | None:
        """Return the factors, None where the run has none or they were not measured.

        Args:
            totals: the run at its end.
            record: the run.
        """
        reason = reason_of(totals, record.plan, None)
        waiting = record.plan.way.work.kind is WorkKind.WAITING
        if reason in INCOMPLETE or reason in ALONE or waiting or totals.suspended:
            return None
        useful, busiest = sum(self.useful), max(self.useful, default=0)
        each_alone = self._alone(totals, record)
        alone = sum(each_alone)
        if len(self.useful) < 2 or not alone or not busiest or not totals.results_after:
            return None
        if alone > useful * COARSE:
            return None
        return Factors(
            places=len(self.useful),
            workers=len(self._log.workers),
            useful=useful,
            busiest=busiest,
            alone=alone,
            most_alone=max(each_alone),
            whole=totals.results_after,
            cores=record.computer.cores,
            held=self._held(totals, record, useful, alone),
        )

    def _alone(self, totals: Totals, record: Record) -> list[int]:
        """Return what the numbers of each place would have taken alone; none where nobody knows.

        A person's function may wait for whatever it likes, and would do so alone too; only the
        time without a core is known to be none of its own.
        """
        if record.plan.task.trusted:
            return [] if itself_of(totals) is None else self._worked
        if record.plan.way.housing is Housing.THREAD or self.waited == UNKNOWN:
            return []
        pairs = zip(self.useful, self._lacked, strict=True)
        return [max(0, useful - lacked) for useful, lacked in pairs]

    def _held(self, totals: Totals, record: Record, useful: int, alone: int) -> Held:
        """Return why the numbers took longer than alone, as far as this is known."""
        if useful <= alone * CLEARLY:
            return Held.NOTHING
        if record.plan.way.housing is Housing.THREAD:
            several = totals.division.most_in_progress > 1
            return Held.LOCK if several else Held.UNKNOWN
        places, cores = len(self.useful), record.computer.cores
        lacked = self.waited != UNKNOWN and self.waited * 2 >= useful - alone
        crowded = places > cores and useful * cores <= alone * places * CLEARLY
        if crowded and (lacked or self.waited == UNKNOWN):
            return Held.CORES
        return Held.OTHERS if lacked else Held.UNKNOWN

    def _find_places(self) -> Iterator[None]:
        """Give every worker the lowest place that nobody has when it is asked for."""
        living: list[tuple[int, int]] = []
        free: list[int] = []
        for worker, record in enumerate(self._log.workers):
            while living and living[0][0] <= record.requested:
                heappush(free, heappop(living)[1])
            place = heappop(free) if free else len(self.useful)
            if place == len(self.useful):
                for sums in (self.useful, self._worked, self._lacked):
                    sums.append(0)
            self._places.append(place)
            if record.exited is not None:
                heappush(living, (record.exited, place))
            if worker % WORKERS_PER_STEP == WORKERS_PER_STEP - 1:
                yield

    def _add_rows(self, first: int, end: int) -> None:
        """Add the numbers of some rows to the places of their workers."""
        log, rows = self._log, slice(first, end)
        waited = log.row_waited[rows]
        columns = (log.row_worker[rows], log.row_computed[rows], log.row_slept[rows], waited)
        times = clock_times(log, first, end)
        for worker, computed, slept, lacked, time in zip(*columns, times, strict=True):
            if worker != NOBODY:
                place = self._places[worker]
                self.useful[place] += time
                self._worked[place] += computed + slept
                self._lacked[place] += lacked
        if self.waited == UNKNOWN or UNKNOWN in waited:
            self.waited = UNKNOWN
        else:
            self.waited += sum(waited)
