"""What a run is an example of: the main reason why it took as long as it did.

Pure functions, usable in any thread of the main process.
"""

from __future__ import annotations

from enum import Enum

from app.engine.analysis.stages import Stage
from app.engine.analysis.totals import Totals
from app.engine.plan import Plan
from app.engine.way import Housing, Sharing, WorkKind

CLEARLY = 1.1
"""Faster or slower by less than a tenth is called no faster."""

CROWDED_TIMES = 1.25
"""Numbers that were in progress for so many times as long as they had a core took turns."""

STRAGGLER_PART = 0.6
"""A number that takes more than this part of the run alone may have held everything up."""

STRAGGLER_TIMES = 3
"""... if it took this many times as long as the others did on average."""

SUSPENDED_PART = 0.2
"""Suspended for more than this part of the run is the main thing to say of it."""


class Reason(Enum):
    """What a run is an example of."""

    EMPTY = "empty"
    FAULT = "ended by an error in the program"
    STOPPED = "stopped"
    NOTHING_DONE = "nothing done"
    NOT_ALL_DONE = "not all done"
    ONE_NUMBER = "one number"
    ONE_AFTER_ANOTHER = "one after another"
    SUSPENDED = "suspended for a while"
    GIL = "threads held by the GIL"
    STRAGGLER = "one straggler"
    WAITING = "waiting rather than computing"
    CROWDED = "more to compute at once than cores"
    START_UP = "start-up dominates"
    TRAFFIC = "handing out and sending dominate"
    WORK = "work dominates"


INCOMPLETE = frozenset(
    (
        Reason.EMPTY,
        Reason.FAULT,
        Reason.STOPPED,
        Reason.NOTHING_DONE,
        Reason.NOT_ALL_DONE,
    )
)
"""Such a run did not do what it was asked for, so there is nothing to compare it with."""

ALONE = frozenset((Reason.ONE_NUMBER, Reason.ONE_AFTER_ANOTHER))
"""Such a run shared nothing out."""


def reason_of(totals: Totals, plan: Plan, in_turn: int | None) -> Reason:
    """Return what a run is an example of.

    Args:
        totals: the run at its end.
        plan: what was asked for.
        in_turn: when the last result of a run one after another was there; None: not known.
    """
    plain = _plain_reason(totals, plan)
    if plain is not None:
        return plain
    times, after = totals.division.times, max(1, totals.results_after or 0)
    working = times[Stage.IN_PROGRESS] * 2 > after
    faster = in_turn is not None and in_turn > after * CLEARLY
    cost = _cost_made_it_slower(times[Stage.IN_PROGRESS], after, in_turn)
    if totals.suspended > SUSPENDED_PART * after:
        return Reason.SUSPENDED
    several = totals.division.most_in_progress > 1
    short_of_cores = several and working and _waited_for_cores(totals)
    if plan.way.housing is Housing.THREAD and short_of_cores:
        return Reason.GIL
    if _has_straggler(totals):
        return Reason.STRAGGLER
    if several and plan.way.work.kind is WorkKind.WAITING and (working or faster):
        return Reason.WAITING
    if short_of_cores and not cost:
        return Reason.CROWDED
    if (working and not cost) or faster:
        return Reason.WORK
    processes = times[Stage.STARTING] + times[Stage.EXITING] + times[Stage.ALONE]
    traffic = times[Stage.WAITING] + times[Stage.SENDING] + times[Stage.LYING]
    return Reason.START_UP if processes >= traffic else Reason.TRAFFIC


def _cost_made_it_slower(in_progress: int, after: int, in_turn: int | None) -> bool:
    """Return whether a run was slower for the time in which no number was in progress."""
    if in_turn is None or in_turn * CLEARLY >= after:
        return False
    return (after - in_progress) * 2 >= after - in_turn


def _plain_reason(totals: Totals, plan: Plan) -> Reason | None:
    """Return the reason where there is nothing to compare."""
    counts = totals.counts
    if totals.failed:
        return Reason.FAULT
    if not plan.numbers or not counts.workers + counts.failed:
        return Reason.EMPTY
    if totals.stopped and counts.done < counts.numbers:
        return Reason.STOPPED
    if not counts.done:
        return Reason.NOTHING_DONE
    if counts.done < counts.numbers:
        return Reason.NOT_ALL_DONE
    if len(plan.numbers) == 1:
        return Reason.ONE_NUMBER
    return Reason.ONE_AFTER_ANOTHER if plan.way.sharing is Sharing.ONE else None


def _waited_for_cores(totals: Totals) -> bool:
    """Return whether numbers were in progress for clearly longer than they computed and slept.

    Judged from CPU time: how many were in progress at once says little, since they may all sleep.
    """
    if totals.computed is None:
        return False
    had = totals.computed + totals.slept + totals.suspended
    return totals.in_progress > had * CROWDED_TIMES


def _has_straggler(totals: Totals) -> bool:
    """Return whether one number took most of the time, and far longer than the others."""
    others = totals.counts.done - 1
    if others < 1 or not totals.results_after:
        return False
    average = (totals.in_progress - totals.longest) / others
    long = totals.longest > STRAGGLER_PART * totals.results_after
    return long and totals.longest > STRAGGLER_TIMES * average
