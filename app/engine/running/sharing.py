"""Decides which numbers go out next, and what becomes of those whose worker died.

Plain bookkeeping without processes; runs in the controller's thread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from app.engine.plan import Span
from app.engine.way import MOST_IN_CHUNK

CHUNK_NS = 20_000_000
"""A chunk should keep its worker busy for about this long: long enough that messages do not count,
short enough that results keep flowing and a lost chunk is soon made good."""

IN_HAND_NS = 40_000_000
"""A worker with quick numbers is given about this much to do in advance, so that it never waits for
the main process, even when that has to wait for a core."""

MOST_IN_HAND = 8
"""Chunks a worker has at most."""

GROWTH = 8
"""A chunk is at most this many times as large as the worker's one before."""

MOST_DEATHS = 3
"""A number that has seen this many workers die is not given to another."""


class Pace:
    """How fast one worker squares, and so how many numbers it should be given at a time."""

    def __init__(self) -> None:
        self._number_ns: float | None = None
        self._size = 0

    @property
    def chunks_in_hand(self) -> int:
        """Return how many chunks the worker should have: those after the first lie in wait.

        More than one only where numbers are quick: a slow number lying in wait behind another
        slow one would be missed by workers that have nothing to do.
        """
        if self._number_ns is None or self._number_ns > CHUNK_NS / 20:
            return 1
        return max(2, min(MOST_IN_HAND, int(IN_HAND_NS / (self._number_ns * self._size))))

    def note(self, count: int, duration_ns: int) -> None:
        """Learn that `count` numbers took `duration_ns` nanoseconds."""
        self._number_ns = max(1.0, duration_ns / count)

    def next_size(self) -> int:
        """Return how many numbers the next chunk should have, before the end draws near."""
        if self._number_ns is None:
            self._size = 1
        else:
            fitting = int(CHUNK_NS / self._number_ns)
            self._size = max(1, min(fitting, self._size * GROWTH, MOST_IN_CHUNK))
        return self._size


class Stock:
    """The numbers not yet given to anyone.

    Args:
        todo: which numbers of the plan are to be done.
        workers: among how many they are shared, so that the last ones are shared evenly.
        chances: how many workers a number may see die before it is given up; 1 where every number
            has a process of its own.
    """

    def __init__(self, todo: Iterable[Span], workers: int, chances: int = MOST_DEATHS) -> None:
        self._todo = deque(span for span in todo if span[1] > 0)
        self._again: deque[int] = deque()
        self._deaths: dict[int, int] = {}
        self._workers = workers
        self._chances = chances
        self._untouched = sum(count for _, count in self._todo)

    def __len__(self) -> int:
        """Return how many numbers wait to be given to a worker."""
        return self._untouched + len(self._again)

    @property
    def has_suspects(self) -> bool:
        """Return whether the next number given out may have been a worker's death."""
        return bool(self._again)

    def take(self, size: int, *, exactly: bool = False) -> Span | None:
        """Return the next numbers for a worker, at most `size`.

        Args:
            size: how many.
            exactly: whether it is to be just as many near the end too, as long as there are.
        """
        if self._again:
            return self._again.popleft(), 1
        if not self._todo:
            return None
        first, count = self._todo[0]
        fair = size if exactly else self._untouched // (2 * self._workers)
        size = max(1, min(size, count, fair))
        if size == count:
            self._todo.popleft()
        else:
            self._todo[0] = first + size, count - size
        self._untouched -= size
        return first, size

    def put_back(self, span: Span) -> None:
        """Take back numbers that no worker has begun with; the next worker gets them."""
        self._todo.appendleft(span)
        self._untouched += span[1]

    def worker_died(self, span: Span) -> list[int]:
        """Take back what a dead worker was busy with.

        Nobody knows which of the numbers it died of, so each of them is given out again alone.

        Returns:
            The numbers that have seen too many workers die, to be reported.
        """
        given_up: list[int] = []
        for number in range(span[0], span[0] + span[1]):
            deaths = self._deaths.get(number, 0) + 1
            if deaths >= self._chances:
                given_up.append(number)
            else:
                self._deaths[number] = deaths
                self._again.append(number)
        return given_up

    def take_all(self) -> list[Span]:
        """Give up on everything that still waits, and return it."""
        rest = [*self._todo, *((number, 1) for number in self._again)]
        self._todo.clear()
        self._again.clear()
        self._untouched = 0
        return rest
