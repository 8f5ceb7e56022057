"""From how much work per number on it pays to share numbers out: the break-even.

Worked out from two runs that were really made: the one that shared the n numbers out, whose last
result was there after T_p, and one after another in a single process, after T_1. With d more work
for each number the first takes r_p · d longer and the second r_1 · d, where r is how many times d
passes on the clock before the last number is done. They take equally long where

    T_p + r_p · d = T_1 + r_1 · d,   that is, with   d = (T_p - T_1) / (r_1 - r_p)

more work for each number than it had. Where r_p is not below r_1, sharing out never pays.

Computing needs a core: with c cores (a quota may grant half a one) w workers at once need w / c
times as long as on cores of their own, and threads of one process, which share one interpreter
lock, have one core between them. Waiting needs none. Pure functions.
"""

from __future__ import annotations

from app.engine.plan import Plan
from app.engine.units import NS_PER_MS, NS_PER_S
from app.engine.way import Housing, Sharing, Work, WorkKind

MARGIN = 5
"""A try is made with this many times the break-even, so that the difference can be seen."""

SMALL_MARGIN = 2

LONG_TRY_NS = 20 * NS_PER_S
"""A try should not take longer, unless less work would show nothing."""

LONGEST_TRY_NS = 120 * NS_PER_S
"""A try that would take longer is not offered at all."""

SHORTEST_WORK_NS = NS_PER_MS


def rounds(plan: Plan, cores: float, kind: WorkKind) -> float:
    """Return how many times one number's work passes on the clock until the last one is done.

    Args:
        plan: how numbers are shared out.
        cores: how many the program may use; a fraction under a quota.
        kind: what each number's work is; none counts as computing.
    """
    numbers = len(plan.numbers)
    workers = 1
    if plan.way.sharing is not Sharing.ONE:
        each = plan.way.sharing is Sharing.EACH
        workers = max(1, min(numbers, plan.way.alive_limit if each else plan.way.workers))
    if kind is WorkKind.WAITING:
        return float(-(-numbers // workers))
    if plan.way.housing is Housing.THREAD:
        return numbers * _slowed(1, cores)
    full, left = divmod(numbers, workers)
    return full * _slowed(workers, cores) + (_slowed(left, cores) if left else 0.0)


def rounds_in_turn(plan: Plan, cores: float, kind: WorkKind) -> float:
    """Return the same for one after another."""
    numbers = len(plan.numbers)
    return float(numbers) if kind is WorkKind.WAITING else numbers * _slowed(1, cores)


def break_even(shared: int, in_turn: int, saved_rounds: float, work: int) -> int | None:
    """Return from how much work per number on sharing out pays, in nanoseconds.

    Args:
        shared: when the last result was there where numbers were shared out, in nanoseconds.
        in_turn: likewise, one after another.
        saved_rounds: `rounds_in_turn` less `rounds`.
        work: how much work each number had in both, in nanoseconds.

    Returns:
        The break-even, 0 where it pays in any case, or None where it never does.
    """
    if saved_rounds <= 0:
        return None
    return max(0, round(work + (shared - in_turn) / saved_rounds))


def work_to_try(even: int, kind: WorkKind, passes: float) -> Work | None:
    """Return an amount of work with which it should be seen that sharing out pays.

    Args:
        even: the break-even, in nanoseconds.
        kind: what the work is.
        passes: how many times it passes on the clock, from `rounds`.

    Returns:
        5 to 12 times the break-even, less where the try would take very long; None where even
        that would take minutes.
    """
    for margin, longest in ((MARGIN, LONG_TRY_NS), (SMALL_MARGIN, LONGEST_TRY_NS)):
        work = rounded_up(max(even * margin, SHORTEST_WORK_NS))
        if work * passes <= longest:
            return Work(kind, work / NS_PER_S)
    return None


def rounded_up(ns: int) -> int:
    """Return the next of 1, 2, 5, 10, 20, 50 … that is no smaller."""
    power = 1
    while power * 10 <= ns:
        power *= 10
    return next(power * step for step in (1, 2, 5, 10) if power * step >= ns)


def rounded_mark(even: int, work: int) -> int:
    """Return the one of 1, 2, 5, 10, 20, 50 … that is nearest to a break-even.

    It stays on the same side of the work that a run's numbers had, so that a run which did not pay
    is never shown where sharing out pays.

    Args:
        even: the break-even, in nanoseconds, above 0.
        work: what each number had, in nanoseconds.
    """
    above = rounded_up(even)
    below = _next_below(above) if above > even else above
    nearest = below if even * even < below * above else above
    if work < even <= above and nearest <= work:
        return above
    if even < work <= nearest and below < work:
        return below
    return nearest


def _next_below(mark: int) -> int:
    """Return the round number before one."""
    digits = str(mark)
    return max(1, mark * 2 // 5 if digits[0] == "5" else mark // 2)


def _slowed(workers: int, cores: float) -> float:
    """Return how many times as long as on a core of its own each of so many takes at once."""
    return max(1.0, workers / cores)
