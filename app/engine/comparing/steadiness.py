"""Whether something has been run often enough for its time to be known. Pure; any thread."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from app.engine.comparing.comparison import Asked, Cell, Question
from app.engine.comparing.crossings import Order, order_of
from app.engine.comparing.statistics import median, median_interval, repetitions_needed

LEAST = 5
"""Repetitions at least, where they are not chosen: fewer leave too much to chance."""

MOST = 30
"""Repetitions at most, where they are not chosen: more would hardly tell more."""

MOST_AT_AN_AMOUNT = 12
"""The same where many amounts of work are looked at."""

STEADY_PART = 0.05
"""A median is known well enough where its interval reaches no farther than this part of it."""

Times = Mapping[Cell, list[int]]


def needed(asked: Asked, times: Times, cell: Cell) -> int:
    """Return how many repetitions should be enough, going by those there are.

    Args:
        asked: what is to be found out.
        times: what has been measured, in nanoseconds.
        cell: what is repeated.
    """
    if asked.repetitions is not None:
        return asked.repetitions
    known, least = times.get(cell, []), _least(asked)
    if len(known) < least:
        return least
    if is_steady(asked, times, cell):
        return len(known)
    most = MOST_AT_AN_AMOUNT if asked.question is Question.WORK else MOST
    # An interval narrows with the square root of the number of times.
    enough = ceil(len(known) * (reach(known) / STEADY_PART) ** 2)
    return min(most, max(len(known) + 1, enough))


def is_steady(asked: Asked, times: Times, cell: Cell) -> bool:
    """Return whether a time is known well enough, or as well as was asked for."""
    known = times.get(cell, [])
    if asked.repetitions is not None:
        return len(known) >= asked.repetitions
    if len(known) < _least(asked):
        return False
    return reach(known) <= STEADY_PART or _is_decided(asked, times, cell)


def _least(asked: Asked) -> int:
    """Return how many repetitions it takes at least: the more ways, the more."""
    tests = 1 if asked.question is Question.WORK else max(1, len(asked.contenders) - 1)
    return max(LEAST, repetitions_needed(tests))


def reach(times: list[int]) -> float:
    """Return how far the median's interval reaches to either side, as a part of it."""
    interval = median_interval(times)
    return (interval.high - interval.low) / 2 / max(1.0, median(times))


def _is_decided(asked: Asked, times: Times, cell: Cell) -> bool:
    """Return whether it is clear, at an amount of work, which way is faster."""
    if asked.question is not Question.WORK:
        return False
    if cell.contender == asked.reference:
        return True  # it is run along with those that are compared with it
    reference = times.get(Cell(asked.reference, cell.seconds), [])
    return order_of(times[cell], reference) is not Order.UNDECIDED
