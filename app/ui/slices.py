"""Long work on the GUI thread in slices so short that the window answers throughout.

Work is a generator that yields often; a timer runs it a few milliseconds at a time. Between slices
there is a pause, in which events are handled and other threads get their turn.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer

SLICE_S = 0.004
PAUSE_MS = 1

Result = TypeVar("Result")
Steps = Generator[None, None, Result]
"""Work in steps of at most about 2 ms each, which gives a result at its end."""


class Slices(QObject):
    """Runs one piece of work at a time; starting another drops the one before."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Generator[object, None, Any] | None = None
        self._done: Callable[[Any], None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._run_slice)

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
        self._timer.start()
        self._run_slice()

    def stop(self) -> None:
        """Drop the work; `done` will not be called."""
        self._timer.stop()
        steps, self._steps, self._done = self._steps, None, None
        if steps is not None:
            steps.close()

    def _run_slice(self) -> None:
        """Work until the slice is used up or the work is done."""
        steps, done = self._steps, self._done
        if steps is None or done is None:
            return
        end = time.perf_counter() + SLICE_S
        try:
            while time.perf_counter() < end:
                next(steps)
        except StopIteration as finished:
            self.stop()
            done(finished.value)
        except BaseException:
            self.stop()
            raise
