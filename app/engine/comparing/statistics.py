"""What a few measured times tell, and what they do not. Pure functions; any thread.

Nothing is assumed about how times are spread: they have no left tail and a long right one. So a
median stands for them, order statistics say where the true median lies, and whether two ways differ
is decided by their times' ranks alone (Mann and Whitney's U test).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb, erfc, sqrt
from statistics import median, quantiles

__all__ = [
    "ALPHA",
    "Interval",
    "holm",
    "least_p",
    "median",
    "median_interval",
    "outliers",
    "rank_test",
    "repetitions_needed",
    "spread_of",
]

ALPHA = 0.05
"""Ranks so far apart that chance alone does it less often than this are a difference."""

LEVEL = 0.95
"""How sure an interval is to hold the true median, where there are times enough for that."""

MOST_EXACT = 15
"""Up to so many times on each side, chances are counted and not approximated."""

OUTLIER_SCORE = 3.5
"""Iglewicz and Hoaglin's bound for how many deviations a time may lie from the median."""

DEVIATIONS_PER_MAD = 1.4826
"""A normal distribution's standard deviation, over its median absolute deviation."""

OUTLIER_PART = 0.1
"""A time that is off by less than this part of the median is none, however alike the others are."""

LEAST_FOR_OUTLIERS = 5


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true median lies.

    Attributes:
        low: from here on.
        high: up to here.
        level: how sure that is, from 0 to 1: below `LEVEL` where there are fewer than 6 times.
    """

    low: float
    high: float
    level: float


def median_interval(times: Sequence[float]) -> Interval:
    """Return an interval that holds the true median, between two of the times themselves.

    As many times are left out on either side as the binomial distribution allows.

    Args:
        times: at least one.
    """
    ordered, count = sorted(times), len(times)
    outside, below = 1 / 2**count, 0  # how likely the median is below the lowest one kept
    while 1 - 2 * (wider := outside + comb(count, below + 1) / 2**count) >= LEVEL:
        outside, below = wider, below + 1
    level = max(0.0, 1 - 2 * outside)
    return Interval(ordered[below], ordered[count - 1 - below], level)


def spread_of(times: Sequence[float]) -> float:
    """Return how far the middle half of the times reaches, as a part of their median."""
    if len(times) < 2:
        return 0.0
    low, _, high = quantiles(times, n=4, method="inclusive")
    return (high - low) / max(1e-9, median(times))


def outliers(times: Sequence[float]) -> list[int]:
    """Return the places of times that lie far off the others."""
    if len(times) < LEAST_FOR_OUTLIERS:
        return []
    middle = median(times)
    deviation = DEVIATIONS_PER_MAD * median([abs(time - middle) for time in times])
    farthest = max(OUTLIER_SCORE * deviation, OUTLIER_PART * middle)
    return [place for place, time in enumerate(times) if abs(time - middle) > farthest]


def rank_test(first: Sequence[float], second: Sequence[float]) -> float:
    """Return how likely ranks so far apart are by chance alone: Mann and Whitney, two-sided.

    Exact where there are few times, also where some are equal; otherwise by the normal
    approximation with its corrections for ties and for continuity.

    Args:
        first: the times of one way, at least one.
        second: the times of the other, at least one.
    """
    ranks = _doubled_ranks([*first, *second])
    if max(len(first), len(second)) <= MOST_EXACT:
        return _exact(sum(ranks[: len(first)]), len(first), tuple(sorted(ranks)))
    return _approximate(ranks, len(first))


def least_p(first: int, second: int) -> float:
    """Return the least that `rank_test` can return for so many times on each side."""
    return min(1.0, 2 / comb(first + second, first)) if first and second else 1.0


def repetitions_needed(tests: int) -> int:
    """Return how many times each way must be measured so that so many tests can tell anything."""
    return next(count for count in range(2, 100) if least_p(count, count) * tests <= ALPHA)


def holm(chances: Sequence[float]) -> list[float]:
    """Return the chances of several tests so corrected that one bound is right for all together.

    Holm's step-down method: among many ways that are equal, one always looks a little slower.
    """
    order = sorted(range(len(chances)), key=chances.__getitem__)
    corrected, so_far = [1.0] * len(chances), 0.0
    for place, test in enumerate(order):
        so_far = max(so_far, min(1.0, chances[test] * (len(chances) - place)))
        corrected[test] = so_far
    return corrected


def _doubled_ranks(times: Sequence[float]) -> list[int]:
    """Return twice the rank of each time from 1 on; equal ones share the middle of their ranks."""
    order = sorted(range(len(times)), key=times.__getitem__)
    ranks, begin = [0] * len(times), 0
    while begin < len(order):
        end = begin
        while end < len(order) and times[order[end]] == times[order[begin]]:
            end += 1
        for place in order[begin:end]:
            ranks[place] = begin + 1 + end
        begin = end
    return ranks


@lru_cache(maxsize=512)
def _exact(total: int, count: int, ranks: tuple[int, ...]) -> float:
    """Return how likely a sum of ranks is that lies at least as far from the middle.

    Args:
        total: the sum of the first side's ranks.
        count: how many times that side has.
        ranks: all ranks.
    """
    # How many choices of so many ranks have which sum: a polynomial for each number of ranks, its
    # coefficients side by side in one long whole number, each of them below 2 to the `width`.
    width = len(ranks) + 1
    choices = [1] + [0] * count
    for rank in ranks:
        for size in range(count, 0, -1):
            choices[size] += choices[size - 1] << rank * width
    middle = sum(ranks) * count / len(ranks)
    far, one = abs(total - middle) - 1e-9, (1 << width) - 1
    found, at = choices[count], 0
    extreme = 0
    while found:
        if abs(at - middle) >= far:
            extreme += found & one
        found, at = found >> width, at + 1
    return min(1.0, extreme / comb(len(ranks), count))


def _approximate(ranks: Sequence[int], count: int) -> float:
    """Return the same by the normal distribution; `count` ranks are the first side's."""
    everyone, others = len(ranks), len(ranks) - count
    ties = sum(equal**3 - equal for equal in Counter(ranks).values())
    variance = count * others / 12 * (everyone + 1 - ties / (everyone * (everyone - 1)))
    if variance <= 0:
        return 1.0
    off = abs(sum(ranks[:count]) / 2 - count * (everyone + 1) / 2)
    return min(1.0, erfc(max(0.0, off - 0.5) / sqrt(2 * variance)))
