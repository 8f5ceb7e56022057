"""Finds out why a run took as long as it did, and when processes pay off; `explanation` says it.

Computed from the run's totals (so from its log), its plan and the number of cores; nothing is
asked of anybody. Pure functions, usable in any thread of the main process.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from app.engine.analysis.break_even import break_even, side_by_side, work_to_try
from app.engine.analysis.phases import PhaseKind
from app.engine.analysis.totals import Totals
from app.engine.plan import Plan, Strategy, Work, WorkKind

CLEARLY = 1.1
"""Faster or slower by less than a tenth is called about the same."""

STRAGGLER_PART = 0.6
"""A number that takes more than this part of the run alone may have held everything up."""

STRAGGLER_TIMES = 3
"""... if it took this many times as long as the others did on average."""


class Reason(Enum):
    """What a run is an example of."""

    EMPTY = "empty"
    STOPPED = "stopped"
    NOTHING_SQUARED = "nothing squared"
    ONE_NUMBER = "one number"
    ONE_AFTER_ANOTHER = "one after another"
    GIL = "threads held by the GIL"
    STRAGGLER = "one straggler"
    WAITING = "waiting rather than computing"
    CROWDED = "more processes than cores"
    START_UP = "start-up dominates"
    TRAFFIC = "handing out and sending dominate"
    WORK = "work dominates"


class Source(Enum):
    """Where the time for one after another comes from."""

    THIS_RUN = "this run's squaring times, added up"
    MEASURED = "a run of its own, one after another"
    AT_MOST = "this run's squaring times, lengthened because cores were shared"


@dataclass(frozen=True, slots=True)
class Findings:
    """What follows from a run; times in nanoseconds.

    Attributes:
        reason: what it is an example of.
        totals: the run, added up.
        plan: what was asked for.
        cores: how many the program may use.
        one_after_another: what squaring the same numbers in turn takes; None where unknown.
        source: where that comes from.
        cost: the time until the last result that no worker's squaring accounts for.
        together: how many numbers can be in work at the same time to any effect.
        break_even_kind: what kind of work the break-even is about.
        break_even: from how much work per number on sharing out pays; None where it never does.
        to_try: work with which that should be seen, None where there is nothing to show.
    """

    reason: Reason
    totals: Totals
    plan: Plan
    cores: int
    one_after_another: int | None
    source: Source
    cost: int
    together: int
    break_even_kind: WorkKind
    break_even: int | None
    to_try: Work | None

    @property
    def times_as_fast(self) -> float | None:
        """Return how many times as fast as one after another the run was; None where unknown."""
        after = self.totals.results_after
        if self.one_after_another is None or not after or self.source is Source.AT_MOST:
            return None
        return self.one_after_another / after

    @property
    def slower(self) -> bool:
        """Return whether the run was clearly slower than one after another."""
        return self.times_as_fast is not None and self.times_as_fast < 1 / CLEARLY

    @property
    def faster(self) -> bool:
        """Return whether the run was clearly faster than one after another."""
        return self.times_as_fast is not None and self.times_as_fast > CLEARLY


def took_turns(totals: Totals, plan: Plan, cores: int) -> bool:
    """Return whether the run's own squaring times are longer than they would be one after another.

    So it is where more numbers were computed at the same time than there are cores, or than one
    in threads, which hold each other up at the interpreter lock. Waiting is not lengthened.
    """
    if plan.work.kind is WorkKind.WAITING or not totals.counts.squared:
        return False
    room = 1 if plan.strategy is Strategy.THREADS else cores
    return totals.division.most_squaring > room


def find_out(totals: Totals, plan: Plan, cores: int, in_turn: int | None = None) -> Findings:
    """Find out why a run took as long as it did.

    Args:
        totals: the run at its end.
        plan: what was asked for.
        cores: how many the program may use.
        in_turn: what the numbers take one after another by a run of its own, in nanoseconds.
    """
    source, one_after_another = Source.THIS_RUN, totals.squaring
    if in_turn is not None:
        source, one_after_another = Source.MEASURED, in_turn
    elif took_turns(totals, plan, cores):
        source = Source.AT_MOST
    kind, together = _worth_sharing(plan, cores)
    cost = _cost(totals)
    even = _break_even(totals, plan, cores, cost, together)
    reason = _reason(totals, plan, cores, source, one_after_another)
    findings = Findings(
        reason=reason,
        totals=totals,
        plan=plan,
        cores=cores,
        one_after_another=one_after_another if totals.counts.squared else None,
        source=source,
        cost=cost,
        together=together,
        break_even_kind=kind,
        break_even=even if _tells_of_cost(reason) else None,
        to_try=None,
    )
    return _with_something_to_try(findings)


def _with_something_to_try(findings: Findings) -> Findings:
    """Add the work to try, where it would show something new."""
    even, plan = findings.break_even, findings.plan
    if even is None or plan.strategy is Strategy.ONE or findings.faster:
        return findings
    asked = plan.work.seconds if plan.work.kind is findings.break_even_kind else 0.0
    numbers = len(plan.numbers)
    to_try = work_to_try(even, findings.break_even_kind, numbers, findings.together)
    if to_try is None or to_try.seconds <= asked:
        return findings
    return replace(findings, to_try=to_try)


def _worth_sharing(plan: Plan, cores: int) -> tuple[WorkKind, int]:
    """Return for which kind of work sharing out can pay, and how many at a time it then has."""
    kind = WorkKind.WAITING if plan.work.kind is WorkKind.WAITING else WorkKind.COMPUTING
    together = side_by_side(plan, cores, kind)
    if together > 1 or plan.strategy is Strategy.ONE:
        return kind, together
    return WorkKind.WAITING, side_by_side(plan, cores, WorkKind.WAITING)


def _cost(totals: Totals) -> int:
    """Return the time until the last result that went into anything but squaring."""
    shares = totals.division.shares
    return sum(shares.values()) - shares[PhaseKind.SQUARING] - shares[None]


def _break_even(totals: Totals, plan: Plan, cores: int, cost: int, together: int) -> int | None:
    """Return the break-even; after one process, what more processes like it would need."""
    numbers = len(plan.numbers)
    if plan.strategy is not Strategy.ONE:
        return break_even(cost, numbers, together)
    processes = min(numbers, cores)
    start = totals.division.worker_time[PhaseKind.STARTING]
    return break_even(start * (processes - 1), numbers, processes)


def _tells_of_cost(reason: Reason) -> bool:
    """Return whether such a run lets one say what sharing out costs."""
    silent = (Reason.EMPTY, Reason.STOPPED, Reason.NOTHING_SQUARED, Reason.ONE_NUMBER)
    return reason not in silent


def _reason(
    totals: Totals, plan: Plan, cores: int, source: Source, one_after_another: int
) -> Reason:
    """Return what the run is an example of."""
    plain = _plain_reason(totals, plan)
    if plain is not None:
        return plain
    shares, after = totals.division.shares, max(1, totals.results_after or 0)
    working = shares[PhaseKind.SQUARING] * 2 > after - shares[None]
    waiting = plan.work.kind is WorkKind.WAITING
    if plan.strategy is Strategy.THREADS and source is not Source.THIS_RUN and working:
        return Reason.GIL
    if _has_straggler(totals):
        return Reason.STRAGGLER
    if waiting and (working or one_after_another > after * CLEARLY):
        return Reason.WAITING
    if source is not Source.THIS_RUN and working and totals.division.most_squaring > cores:
        return Reason.CROWDED
    if working or (source is not Source.AT_MOST and one_after_another > after * CLEARLY):
        return Reason.WORK
    processes = shares[PhaseKind.STARTING] + shares[PhaseKind.EXITING]
    traffic = shares[PhaseKind.WAITING] + shares[PhaseKind.SENDING]
    return Reason.START_UP if processes >= traffic else Reason.TRAFFIC


def _plain_reason(totals: Totals, plan: Plan) -> Reason | None:
    """Return the reason where there is nothing to compare."""
    if not plan.numbers or not totals.counts.workers + totals.counts.failed:
        return Reason.EMPTY
    if totals.stopped:
        return Reason.STOPPED
    if not totals.counts.squared:
        return Reason.NOTHING_SQUARED
    if len(plan.numbers) == 1:
        return Reason.ONE_NUMBER
    return Reason.ONE_AFTER_ANOTHER if plan.strategy is Strategy.ONE else None


def _has_straggler(totals: Totals) -> bool:
    """Return whether one number took most of the time, and far longer than the others."""
    others = totals.counts.squared - 1
    if others < 1 or not totals.results_after:
        return False
    average = (totals.squaring - totals.longest) / others
    long = totals.longest > STRAGGLER_PART * totals.results_after
    return long and totals.longest > STRAGGLER_TIMES * average
