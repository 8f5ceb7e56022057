"""The orders in which results can be shown, computed in steps. Pure functions, no Qt.

The order of entry and of size are orders of the plan's numbers, so they are the same whatever has
arrived: sorting by size is done once a plan, and only picking out what has arrived is repeated.
"""

from __future__ import annotations

import time
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

from app.engine.numbers.exact import Number, size_key
from app.engine.rows import NOT_YET, Rows
from app.ui.parts.slices import Steps
from app.words import tr

FIRST_PIECE = 256
LARGEST_PIECE = 16_384
SHORT_STEP_S = 0.0006
LONG_STEP_S = 0.002
ROWS_AT_A_TIME = 8_000


class Order(Enum):
    """In which order the results stand."""

    ARRIVAL = "arrival"
    ENTRY = "entry"
    SIZE = "size"


def order_words(order: Order) -> str:
    """Return an order's name, as it stands in the list's header."""
    return {
        Order.ARRIVAL: tr("in order of arrival"),
        Order.ENTRY: tr("in order of entry"),
        Order.SIZE: tr("in order of size"),
    }[order]


class _Pace:
    """How many numbers a step may take so that it stays short, learned from the steps before.

    Comparing two fractions takes a hundred times as long as comparing two small whole numbers.
    """

    def __init__(self) -> None:
        self.count = FIRST_PIECE
        self._begun = time.perf_counter()

    def begin(self) -> None:
        """Note that a step begins."""
        self._begun = time.perf_counter()

    def end(self) -> None:
        """Note that a step has ended, and learn from it."""
        taken = time.perf_counter() - self._begun
        if taken > LONG_STEP_S:
            self.count = max(1, self.count // 2)
        elif taken < SHORT_STEP_S:
            self.count = min(LARGEST_PIECE, self.count * 2)


def places_by_size(numbers: Sequence[Number]) -> Steps[array[int]]:
    """Return the numbers' places, smallest number first and equal numbers in order of entry.

    Sorts short pieces, then merges them two by two, each step giving as many as is quick.
    """
    keys = yield from _size_keys(numbers)
    key, pace = keys.__getitem__, _Pace()
    runs: list[array[int]] = []
    at = 0
    while at < len(numbers):
        pace.begin()
        piece = sorted(range(at, min(at + pace.count, len(numbers))), key=key)
        at += len(piece)
        runs.append(array("I", piece))
        pace.end()
        yield
    while len(runs) > 1:
        merged = []
        for left, right in zip(runs[::2], runs[1::2]):  # noqa: B905  an odd run out comes next
            merged.append((yield from _merged(left, right, key, pace)))
        runs = merged + runs[len(merged) * 2 :]
    return runs[0] if runs else array("I")


def _size_keys(numbers: Sequence[Number]) -> Steps[Sequence[Any]]:
    """Return each number's `size_key`; whole numbers are their own."""
    keys: list[Any] = []
    pace = _Pace()
    while len(keys) < len(numbers):
        pace.begin()
        piece = numbers[len(keys) : len(keys) + pace.count]
        keys.extend(map(size_key, piece))
        pace.end()
        yield
    return keys


def _merged(
    left: array[int], right: array[int], key: Callable[[int], Any], pace: _Pace
) -> Steps[array[int]]:
    """Return two sorted runs as one; of equals, the left one's come first."""
    out, at_left, at_right = array("I"), 0, 0
    while at_left < len(left) and at_right < len(right):
        pace.begin()
        first = left[at_left : at_left + pace.count].tolist()
        second = right[at_right : at_right + pace.count].tolist()
        if key(second[-1]) < key(first[-1]):
            del first[bisect_right(first, key(second[-1]), key=key) :]
        else:
            del second[bisect_left(second, key(first[-1]), key=key) :]
        at_left, at_right = at_left + len(first), at_right + len(second)
        out.extend(sorted(first + second, key=key))
        pace.end()
        yield
    out.extend(left[at_left:])
    out.extend(right[at_right:])
    return out


def rows_in_order(log: Rows, places: array[int] | None) -> Steps[array[int]]:
    """Return the rows that the log has now, in another order than that of arrival.

    Rows that arrive meanwhile are not in it: it holds exactly the rows up to the log's length at
    the first step.

    Args:
        log: where the rows are.
        places: the numbers' places in the order wanted; None for the order of entry.
    """
    rows, known, row_of = array("I"), len(log), log.row_of_number
    for begin in range(0, len(row_of), ROWS_AT_A_TIME):
        end = begin + ROWS_AT_A_TIME
        piece = row_of[begin:end] if places is None else map(row_of.__getitem__, places[begin:end])
        # Methods of ints keep this loop in C: 1,000,000 rows take 0.1 s instead of 0.4 s.
        rows.extend(filter(known.__gt__, filter(NOT_YET.__lt__, piece)))
        yield
    return rows


def sort_key(log: Rows, order: Order) -> Callable[[int], Any]:
    """Return the key by which `order` sorts the log's rows; no two rows have the same."""
    place_of, numbers = log.row_number, log.numbers
    if order is Order.ARRIVAL:
        return int
    if order is Order.ENTRY:
        return place_of.__getitem__

    def size_then_entry(row: int) -> tuple[Any, int]:
        place = place_of[row]
        return size_key(numbers[place]), place

    return size_then_entry


def position_of(log: Rows, order: Order, rows: Sequence[int], row: int, end: int) -> int:
    """Return where a row stands, or would stand, among the first `end` of `rows`.

    Those are in `order`; takes time in the logarithm of how many they are.
    """
    key = sort_key(log, order)
    return bisect_left(rows, key(row), 0, end, key=key)
