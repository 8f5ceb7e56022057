"""From how much work per number on it pays to share numbers out: the break-even.

With work of w for each of n numbers, one after another takes n·w. With at most k squared side by
side, each of the k has at most ⌈n/k⌉ numbers in turn, so the run takes c + ⌈n/k⌉·w, where c is what
the processes cost: the part of the run's time that went into anything but squaring. Sharing out
pays where

    n·w > c + ⌈n/k⌉·w,   that is, where   w > c / (n − ⌈n/k⌉).

Computing needs a core for each number in work, so k is at most the number of cores, and 1 for
threads, which share one interpreter lock. Waiting needs none. Pure functions.
"""

from __future__ import annotations

from app.engine.plan import Plan, Strategy, Work, WorkKind
from app.engine.telling.durations import NS_PER_MS, NS_PER_S

MARGIN = 5
"""A try is made with this many times the break-even, so that the difference can be seen."""

SMALL_MARGIN = 2

LONG_TRY_NS = 20 * NS_PER_S
"""A try should not take longer, unless less work would show nothing."""

LONGEST_TRY_NS = 120 * NS_PER_S
"""A try that would take longer is not offered at all."""

SHORTEST_WORK_NS = NS_PER_MS


def side_by_side(plan: Plan, cores: int, kind: WorkKind) -> int:
    """Return how many numbers can be in work at the same time to any effect.

    Args:
        plan: how numbers are shared out.
        cores: how many the program may use.
        kind: what each number's work is; none counts as computing.
    """
    numbers = max(1, len(plan.numbers))
    if plan.strategy is Strategy.ONE:
        return 1
    workers = plan.alive_limit if plan.strategy is Strategy.EACH else plan.workers
    if kind is WorkKind.WAITING:
        return min(numbers, workers)
    return 1 if plan.strategy is Strategy.THREADS else min(numbers, workers, cores)


def break_even(cost: int, numbers: int, together: int) -> int | None:
    """Return from how much work per number on sharing out pays, in nanoseconds.

    Args:
        cost: what sharing out cost, in nanoseconds.
        numbers: how many numbers there are.
        together: how many can be in work at the same time.

    Returns:
        The break-even, or None where sharing out never pays.
    """
    saved = numbers - -(-numbers // max(1, together))
    return max(0, cost) // saved + 1 if saved > 0 else None


def work_to_try(even: int, kind: WorkKind, numbers: int, together: int) -> Work | None:
    """Return an amount of work with which it should be seen that sharing out pays.

    Args:
        even: the break-even, in nanoseconds.
        kind: what the work is.
        numbers: how many numbers there are.
        together: how many can be in work at the same time.

    Returns:
        5 to 12 times the break-even, less where the try would take very long; None where even
        that would take minutes.
    """
    rounds = -(-numbers // max(1, together))
    for margin, longest in ((MARGIN, LONG_TRY_NS), (SMALL_MARGIN, LONGEST_TRY_NS)):
        work = rounded_up(max(even * margin, SHORTEST_WORK_NS))
        if work * rounds <= longest:
            return Work(kind, work / NS_PER_S)
    return None


def rounded_up(ns: int) -> int:
    """Return the next of 1, 2, 5, 10, 20, 50 … that is no smaller."""
    power = 1
    while power * 10 <= ns:
        power *= 10
    return next(power * step for step in (1, 2, 5, 10) if power * step >= ns)
