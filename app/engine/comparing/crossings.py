"""From how much work on a way pays: where, between two amounts, the order of the ways changes.

Nothing is worked out from a model here: at each amount that was measured, a way was clearly faster
than the one it is compared with, clearly slower, or neither. Pure functions; any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import log10, sqrt

from app.engine.comparing.comparison import Asked, Cell, Comparison
from app.engine.comparing.statistics import median, rank_test

CLEAR = 0.01
"""At one amount, ranks so far apart are no chance. Strict, since many amounts are looked at."""

LEAST_TO_TELL = 5
"""So many times on each side can be so far apart; fewer cannot."""

CLOSE_ENOUGH = 1.6
"""A crossing is looked for until it is known to lie between an amount and so many times that."""

MOST_AMOUNTS = 20


class Order(Enum):
    """How a way did against the one it is compared with."""

    FASTER = "faster"
    SLOWER = "slower"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Crossing:
    """From how much work for each number on a way was faster; amounts in seconds.

    Attributes:
        contender: its place among the contenders.
        slower_up_to: the largest amount at which it was clearly slower, below `faster_from`.
        faster_from: the smallest amount from which on it was clearly faster, and never slower.
        orders: how it did at each amount that was measured.
    """

    contender: int
    slower_up_to: float | None
    faster_from: float | None
    orders: tuple[tuple[float, Order], ...]


def order_of(times: list[int], others: list[int]) -> Order:
    """Return how a way did whose times are the first, against the second."""
    if not times or not others or rank_test(times, others) > CLEAR:
        return Order.UNDECIDED
    return Order.FASTER if median(times) < median(others) else Order.SLOWER


def crossing_of(asked: Asked, times: dict[Cell, list[int]], contender: int) -> Crossing:
    """Return from how much work on a contender pays, as far as it is known."""
    amounts = sorted(
        cell.seconds or 0.0 for cell in times if cell.contender == contender and cell.seconds
    )
    orders = [
        (amount, _order_at(asked, times, contender, amount))
        for amount in amounts
        if Cell(asked.reference, amount) in times
    ]
    slower = [amount for amount, order in orders if order is Order.SLOWER]
    slower_up_to = slower[-1] if slower else None
    faster = [
        amount
        for amount, order in orders
        if order is Order.FASTER and (slower_up_to is None or amount > slower_up_to)
    ]
    return Crossing(contender, slower_up_to, faster[0] if faster else None, tuple(orders))


def crossings_of(comparison: Comparison) -> list[Crossing]:
    """Return where each contender but the one that all are compared with begins to pay."""
    asked, times = comparison.asked, comparison.times()
    return [
        crossing_of(asked, times, contender)
        for contender in range(len(asked.contenders))
        if contender != asked.reference
    ]


def cells_to_add(comparison: Comparison) -> list[Cell]:
    """Return what to measure next so that crossings become known more closely; none when they are.

    An amount in the middle, by its logarithm, of each widest gap around a crossing.
    """
    asked = comparison.asked
    amounts = {cell.seconds for cell in comparison.times()}
    found: set[Cell] = set()
    for crossing in crossings_of(comparison):
        amount = _in_the_middle(crossing)
        if amount is not None and len(amounts) < MOST_AMOUNTS:
            found |= {Cell(crossing.contender, amount), Cell(asked.reference, amount)}
    return sorted(found - set(comparison.times()))


def rounded(seconds: float) -> float:
    """Return an amount with two digits that matter, as people name one."""
    return round(seconds, 1 - int(log10(seconds) // 1)) if seconds > 0 else 0.0


def _order_at(asked: Asked, times: dict[Cell, list[int]], contender: int, amount: float) -> Order:
    """Return how a contender did with an amount of work."""
    return order_of(times[Cell(contender, amount)], times[Cell(asked.reference, amount)])


def _in_the_middle(crossing: Crossing) -> float | None:
    """Return an amount that would tell more of a crossing; None where it is known closely."""
    low, high = crossing.slower_up_to, crossing.faster_from
    if low is None or high is None:
        return None
    around = [amount for amount, _ in crossing.orders if low <= amount <= high]
    gaps = [(after / before, before, after) for before, after in pairwise(around)]
    # Between two amounts that are both undecided there is nothing to find.
    gaps = [gap for gap in (gaps[0], gaps[-1]) if gap[0] > CLOSE_ENOUGH]
    if not gaps:
        return None
    _, before, after = max(gaps)
    middle = rounded(sqrt(before * after))
    return middle if before < middle < after else None
