"""Long work on the GUI thread in slices so short that the window answers throughout.

Work is a generator that yields often; it is run a few milliseconds at a time. Between slices there
is a pause, in which events are handled and other threads get their turn. All the window's long
work together takes no more than a part of each frame: pieces of work take turns at it.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from shiboken6 import isValid

SLICE_S = 0.004
PAUSE_MS = 1
FRAME_S = 1 / 60
BUDGET_S = 0.012
"""What long work may take of a frame; the rest is for painting, keys and the pointer."""

LEAST_SLICE_S = 0.001
"""So much a slice is given at least, also where the frame's budget is spent: short work that has
just been asked for is done at once."""

Result = TypeVar("Result")
Steps = Generator[None, None, Result]
"""Work in steps of at most about 2 ms each, which gives a result at its end."""

BUDGET = "frame_budget"
"""The application's property in which its budget is found again."""


class FrameBudget(QObject):
    """What the application's long work may take of each frame, and whose turn it is.

    There is one for an application, which owns it: `frame_budget` gives it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[Slices] = deque()
        self._frame = 0
        self._spent = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._give_turn)

    def join(self, work: Slices) -> None:
        """Let a piece of work have its turns from now on."""
        self._waiting.append(work)
        if not self._timer.isActive():
            self._timer.start(PAUSE_MS)

    def leave(self, work: Slices) -> None:
        """Give a piece of work no more turns."""
        if work in self._waiting:
            self._waiting.remove(work)

    @contextmanager
    def slice(self, longest: float = SLICE_S) -> Iterator[float]:
        """Give a slice of the frame: until when work may go on, by `time.perf_counter`.

        Args:
            longest: seconds at most.
        """
        begun = time.perf_counter()
        try:
            yield begun + max(LEAST_SLICE_S, min(longest, self._left(begun)))
        finally:
            self._spent += time.perf_counter() - begun

    def _left(self, now: float) -> float:
        """Return what is left of this frame's budget, in seconds."""
        frame = int(now / FRAME_S)
        if frame != self._frame:
            self._frame, self._spent = frame, 0.0
        return BUDGET_S - self._spent

    def _give_turn(self) -> None:
        """Let the next piece of work have a slice, if this frame has one left."""
        now = time.perf_counter()
        left = self._left(now)
        if left >= LEAST_SLICE_S and self._waiting:
            work = self._waiting.popleft()
            if isValid(work):  # else its owner is gone, and nobody waits for it
                self._waiting.append(work)
                work.run_slice()
        if self._waiting:
            rest = (self._frame + 1) * FRAME_S - now
            self._timer.start(PAUSE_MS if left >= LEAST_SLICE_S else max(1, round(rest * 1_000)))


def frame_budget() -> FrameBudget:
    """Return the application's budget. GUI thread only."""
    application = QCoreApplication.instance()
    assert application is not None, "long work needs an application's event loop"
    # A property, for to look among its children brings Qt's style to Python, which takes long.
    budget = application.property(BUDGET)
    if not isinstance(budget, FrameBudget):
        budget = FrameBudget(application)
        application.setProperty(BUDGET, budget)
    return budget


class Slices(QObject):
    """Runs one piece of work at a time; starting another drops the one before."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Generator[object, None, Any] | None = None
        self._done: Callable[[Any], None] | None = None

    @property
    def busy(self) -> bool:
        """Return whether work is left."""
        return self._steps is not None

    def start(self, steps: Generator[object, None, Result], done: Callable[[Result], None]) -> None:
        """Begin; the first slice runs at once, so that short work is done on return.

        Args:
            steps: the work.
            done: called with the work's result.
        """
        self.stop()
        self._steps, self._done = steps, done
        self.run_slice()
        if self._steps is steps:
            frame_budget().join(self)

    def stop(self) -> None:
        """Drop the work; `done` will not be called."""
        steps, self._steps, self._done = self._steps, None, None
        if steps is not None:
            frame_budget().leave(self)
            steps.close()

    def run_slice(self) -> None:
        """Work until the slice is used up or the work is done; called as its turn comes."""
        steps, done = self._steps, self._done
        if steps is None or done is None:
            return
        try:
            with frame_budget().slice() as end:
                while time.perf_counter() < end:
                    next(steps)
        except StopIteration as finished:
            self.stop()
            done(finished.value)
        except BaseException:
            self.stop()
            raise
