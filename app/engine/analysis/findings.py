"""Finds out why a run took as long as it did, and when sharing out pays.

Computed from the run's record and totals, and from the time of a real run one after another where
that is known; nothing is asked of anybody. `app.engine.telling.explanation` says it. Pure
functions, usable in any thread of the main process.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from app.engine.analysis.break_even import (
    break_even,
    rounded_mark,
    rounded_up,
    rounds,
    rounds_in_turn,
    work_to_try,
)
from app.engine.analysis.reasons import ALONE, CLEARLY, INCOMPLETE, Reason, reason_of
from app.engine.analysis.stages import Stage
from app.engine.analysis.totals import Totals
from app.engine.clock_grain import cpu_grain
from app.engine.plan import Plan
from app.engine.record import Record
from app.engine.way import Work, WorkKind

TINY_TIMES = 10
"""Squaring is a sliver of a run that took so many times as long."""

UNSURE_PART = 0.05
"""Two runs never take the same time to the last percent: a break-even is not told more exactly
than this part of their time allows."""


class Against(Enum):
    """What a run is compared with."""

    IN_TURN = "a real run one after another"
    ITSELF = "the squaring itself: CPU time, and sleep on purpose, added up"


@dataclass(frozen=True, slots=True)
class Even:
    """Where sharing out begins to pay; in nanoseconds of work for each number.

    Attributes:
        exact: as worked out.
        mark: rounded; where `bound` is set, what it lies under.
        bound: whether no more is known than that it lies below the mark.
        kind: what kind of work it is about.
        own: what each number of this run had; None where that was no work of this kind.
    """

    exact: int
    mark: int
    bound: bool
    kind: WorkKind
    own: int | None


@dataclass(frozen=True, slots=True)
class Findings:
    """What follows from a run; times in nanoseconds.

    Attributes:
        reason: what it is an example of.
        totals: the run, added up.
        plan: what was asked for.
        cores: how many the program could use; a fraction under a quota.
        in_turn: when the last result of a real run one after another was there; None: not known.
        itself: what the squaring itself took: CPU time and sleep on purpose; None: not known.
        against: what the run is compared with, None where with nothing.
        even: where sharing out begins to pay, None where that is not known or never.
        pays_never: whether sharing computing out like this cannot pay, however much there is, and
            this run is no witness to the contrary (other programs may have had the cores).
        to_try: work with which that should be seen, None where there is nothing to show.
    """

    reason: Reason
    totals: Totals
    plan: Plan
    cores: float
    in_turn: int | None
    itself: int | None
    against: Against | None
    even: Even | None
    pays_never: bool
    to_try: Work | None

    @property
    def times_as_fast(self) -> float | None:
        """Return how many times as fast as one after another the run was; None where unknown."""
        after = self.totals.results_after
        return self.in_turn / after if self.in_turn and after else None

    @property
    def slower(self) -> bool:
        """Return whether the run was clearly slower than one after another."""
        return self.times_as_fast is not None and self.times_as_fast < 1 / CLEARLY

    @property
    def faster(self) -> bool:
        """Return whether the run was clearly faster than one after another."""
        return self.times_as_fast is not None and self.times_as_fast > CLEARLY

    @property
    def cores_used(self) -> float | None:
        """Return how many cores were in use on average while numbers were in progress."""
        length = self.totals.division.times[Stage.IN_PROGRESS]
        return self.totals.computed / length if self.totals.computed and length else None


def find_out(totals: Totals, record: Record, in_turn: int | None = None) -> Findings:
    """Find out why a run took as long as it did.

    Args:
        totals: the run at its end.
        record: the run.
        in_turn: when the last result of a real run one after another was there, in nanoseconds
            from its request; None where that is not known.
    """
    plan, cores = record.plan, record.computer.cores
    itself = itself_of(totals)
    reason = reason_of(totals, plan, in_turn)
    if reason in INCOMPLETE or reason in ALONE:
        in_turn = None
    even, never = None, False
    if in_turn is not None and totals.results_after:
        even, never = _even(totals, plan, cores, in_turn)
    found = Findings(
        reason=reason,
        totals=totals,
        plan=plan,
        cores=cores,
        in_turn=in_turn,
        itself=itself,
        against=None,
        even=even,
        pays_never=never,
        to_try=None,
    )
    return replace(
        found,
        against=_against(found),
        to_try=_to_try(found),
        pays_never=never and not found.faster,
    )


def itself_of(totals: Totals) -> int | None:
    """Return what the squaring itself took, where the system's CPU clock is fine enough to tell.

    CPU time and sleep on purpose, added up, in nanoseconds.
    """
    if totals.computed is None or not totals.counts.done:
        return None
    itself = totals.computed + totals.slept
    return None if itself < cpu_grain().floor_ns else itself


def can_be_measured(totals: Totals, record: Record) -> bool:
    """Return whether a run one after another would be something to compare this run with.

    Nothing on this computer now is, for one that was made at another time or on another computer.
    """
    if record.opened:
        return False
    reason = reason_of(totals, record.plan, None)
    return reason not in INCOMPLETE and reason not in ALONE


def expected_in_turn(totals: Totals, record: Record) -> int:
    """Return how long a run one after another should take, in nanoseconds; only an estimate.

    One process's start, the quickest of this run, and what its numbers computed and slept.
    """
    computed = totals.computed
    if computed is None:
        computed = max(0, totals.in_progress - totals.slept)
    slowed = max(1.0, 1 / record.computer.cores)
    return totals.starting + round(computed * slowed) + totals.slept


def _against(found: Findings) -> Against | None:
    """Return what a run is best compared with.

    Where the squaring is a sliver of it, that is what there is to see; otherwise one after another.
    """
    after, itself = found.totals.results_after, found.itself
    if after is None or found.reason in (Reason.EMPTY, Reason.FAULT):
        return None
    tiny = itself is not None and itself * TINY_TIMES <= after
    if found.in_turn is not None and (found.faster or not tiny):
        return Against.IN_TURN
    return Against.ITSELF if itself is not None else None


def _to_try(found: Findings) -> Work | None:
    """Return work with which it should be seen that sharing out pays."""
    even, plan = found.even, found.plan
    if even is None or found.faster:
        return None
    passes = rounds(plan, found.cores, even.kind)
    to_try = work_to_try(max(even.exact, 1), even.kind, passes)
    asked = plan.way.work.seconds if plan.way.work.kind is even.kind else 0.0
    return None if to_try is None or to_try.seconds <= asked else to_try


def _even(totals: Totals, plan: Plan, cores: float, in_turn: int) -> tuple[Even | None, bool]:
    """Return the break-even, and whether sharing computing out cannot pay at all."""
    waited = plan.way.work.kind is WorkKind.WAITING
    kind = WorkKind.WAITING if waited else WorkKind.COMPUTING
    saved = rounds_in_turn(plan, cores, kind) - rounds(plan, cores, kind)
    never = saved <= 0
    if never:
        kind = WorkKind.WAITING
        saved = rounds_in_turn(plan, cores, kind) - rounds(plan, cores, kind)
    amount = totals.slept if waited else totals.computed
    if saved <= 0 or amount is None:
        return None, never
    work = amount // max(1, totals.counts.done)
    own = work if waited or kind is WorkKind.COMPUTING else None
    if own is None and plan.way.work.kind is WorkKind.COMPUTING:
        return None, never  # what waiting would cost is hidden behind the computing
    shared = totals.results_after or 0
    even = break_even(shared, in_turn, saved, own or 0)
    if even is None:
        return None, never
    unsure = round(UNSURE_PART * max(shared, in_turn) / saved)
    if own is not None and even < own and even <= unsure:
        return Even(even, rounded_up(max(even, unsure)), True, kind, own), never
    return Even(even, rounded_mark(max(1, even), own or 0), False, kind, own), never
