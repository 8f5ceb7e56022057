"""Measurements taken turn and turn about, and the ratios that come of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

MIDDLE = 0.5


@dataclass(frozen=True, slots=True)
class Spread:
    """Several measurements of one thing.

    Attributes:
        middle: their median.
        least: the smallest.
        most: the largest.
    """

    middle: float
    least: float
    most: float


def spread_of(values: Sequence[float]) -> Spread:
    """Return the median of some values, and between what they lie.

    Raises:
        ValueError: there are none.
    """
    if not values:
        raise ValueError("nothing was measured")
    return Spread(median(values), min(values), max(values))


def ratio_of(ours: Sequence[float], theirs: Sequence[float]) -> Spread:
    """Return how many times as long ours took as theirs, round by round.

    What was measured in the same round is compared, so that a computer that becomes slower or
    faster in the meantime changes both sides of every ratio.

    Args:
        ours: a value for each round.
        theirs: a value for each of the same rounds.
    """
    return spread_of([one / other for one, other in zip(ours, theirs, strict=True)])


def take_turns(
    contestants: Mapping[str, Callable[[], float]], rounds: int
) -> dict[str, list[float]]:
    """Measure A B C, A B C, and so on.

    Args:
        contestants: what measures each of them once, by name.
        rounds: how often.
    """
    measured: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, measure in contestants.items():
            measured[name].append(measure())
    return measured


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of all values, such as 0.99, do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def longest_wait(gaps: Sequence[float], share: float) -> float:
    """Return the wait that is not exceeded at `share` of all moments, such as 0.99.

    Somebody who comes at any moment waits until the gap that goes on just then is over, so long
    gaps count for more than short ones.

    Args:
        gaps: the times between two moments at which somebody would be answered.
        share: of the moments.
    """
    missed = (1 - share) * sum(gaps)
    low, high = 0.0, max(gaps)
    for _ in range(60):
        wait = (low + high) / 2
        if sum(gap - wait for gap in gaps if gap > wait) > missed:
            low = wait
        else:
            high = wait
    return high
