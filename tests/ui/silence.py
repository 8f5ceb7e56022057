"""Measures from inside how long the event loop did not answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic_ns

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 1


class SilenceMeter(QObject):
    """A timer that beats every millisecond, and the longest time it did not."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_ns = 0
        self._last_ns = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Measure while the block goes on."""
        self.longest_ns, self._last_ns = 0, monotonic_ns()
        self._timer.start(BEAT_MS)
        yield
        self._timer.stop()

    def _beat(self) -> None:
        now = monotonic_ns()
        self.longest_ns = max(self.longest_ns, now - self._last_ns)
        self._last_ns = now
