"""What other threads want of a run while it goes on.

Any thread may wish; the thread that carries the run out hears.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from app.engine.actions import ProcessAction


class Wishes:
    """A run's letter box.

    Args:
        wake: wakes the thread that carries the run out; callable from any thread, at any time.

    Attributes:
        stop: whether the run's end is wished for; that is not taken back.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self.stop = False
        self._wake = wake
        self._acts: deque[tuple[int, ProcessAction]] = deque()

    def wish_stop(self) -> None:
        """Wish for the run's end. Any thread; returns at once."""
        self.stop = True
        self._wake()

    def wish_act(self, worker: int, action: ProcessAction) -> None:
        """Wish for something to be done to a worker's process. Any thread; returns at once."""
        self._acts.append((worker, action))
        self._wake()

    def hear(self) -> Iterator[tuple[int, ProcessAction]]:
        """Yield what is to be done to which worker's process."""
        while self._acts:
            yield self._acts.popleft()
