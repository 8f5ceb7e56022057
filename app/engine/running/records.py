"""What a worker tells: records of what it did, gathered with as little ado as possible.

Runs in child processes; the main process reads the records in `app.engine.running.answers`.
"""

from __future__ import annotations

import pickle
import time
from array import array

TYPE_CHECKING = False  # what typing.TYPE_CHECKING is, without loading typing into each child
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, TypeAlias

    from app.engine.numbers.exact import Number

    SquareAll: TypeAlias = Callable[[Sequence[Number]], Iterable[Number]]

STARTED = 0  # (STARTED, name, pid, at)
TAKEN = 1  # (TAKEN, number, at)
SQUARED = 2  # (SQUARED, first, taken at, squared at: bytes of array('q'), squares, group size)
FAILED = 3  # (FAILED, number, taken at, failed at, True if it was squared but not sent, words)


class Stretch:
    """Numbers next to each other that were squared one right after the other.

    Attributes:
        first: the first one's place in the plan.
        taken: when it was taken up; every other is taken up as the one before it ends.
        ended: when the last one so far ended.
        group: how many numbers share a stamp.
    """

    def __init__(self, first: int, taken: int, group: int) -> None:
        self.first = first
        self.taken = self.ended = taken
        self.group = group
        self._squares: list[Number] = []
        self._stamps = array("q")

    def square(self, values: Sequence[Number], square_all: SquareAll, records: list[Any]) -> None:
        """Square a group; one that fails ends the stretch with a record of its own."""
        done = len(self._squares)
        try:
            self._squares.extend(square_all(values))
        except Exception as error:  # whatever it is, it is some number's outcome
            del self._squares[done:]
            if len(values) > 1:
                self._square_singly(values, square_all, records)
            else:
                self._fail(error, records)
        else:
            self.ended = time.monotonic_ns()
            self._stamps.append(self.ended)

    def close(self, records: list[Any]) -> None:
        """Turn the stretch into a record, if there is anything in it, and begin the next."""
        if not self._squares:
            return
        stamps = self._stamps.tobytes()
        squares = _packed(self._squares) if self.group > 1 else self._squares
        records.append((SQUARED, self.first, self.taken, stamps, squares, self.group))
        self.first += len(self._squares)
        self.taken = self.ended
        self._squares, self._stamps = [], array("q")

    def _square_singly(
        self, values: Sequence[Number], square_all: SquareAll, records: list[Any]
    ) -> None:
        """Go through a group in which a number has failed, to learn which."""
        group = self.group
        self.close(records)
        self.group = 1
        for value in values:
            self.square((value,), square_all, records)
        self.close(records)
        self.group = group

    def _fail(self, error: Exception, records: list[Any]) -> None:
        """Record the next number's failure."""
        self.close(records)
        at = time.monotonic_ns()
        records.append((FAILED, self.first, self.taken, at, False, words_of(error)))
        self.first, self.taken, self.ended = self.first + 1, at, at


def _packed(squares: list[Any]) -> Sequence[Any]:
    """Return whole numbers that fit machine words as an array, which travels at memory speed."""
    try:
        return array("q", squares)
    except (OverflowError, TypeError):
        return squares


def sendable(records: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the records with every result that cannot be pickled turned into a failure."""
    sendable: list[tuple[Any, ...]] = []
    for record in records:
        if record[0] != SQUARED:
            sendable.append(record)
            continue
        _, first, taken, stamps, squares, group = record
        ends = array("q", stamps)
        for place, value in enumerate(squares):
            turn = place // group
            began, end = (ends[turn - 1] if turn else taken), ends[turn]
            try:
                pickle.dumps(value)
            except Exception as error:  # as above
                sendable.append((FAILED, first + place, began, end, True, words_of(error)))
            else:
                stamp = array("q", (end,)).tobytes()
                sendable.append((SQUARED, first + place, began, stamp, [value], 1))
    return sendable


def words_of(error: Exception) -> str:
    """Return an error as Python names it, such as ``ValueError: too large``."""
    words = str(error)
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
