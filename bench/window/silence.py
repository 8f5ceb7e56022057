"""Measures from inside the program how long its event loop does not come round. GUI thread."""

from __future__ import annotations

import gc
import time
from array import array
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 1


@dataclass(frozen=True, slots=True)
class Gap:
    """One time between two beats.

    Attributes:
        start: when, on the monotonic clock, in nanoseconds.
        wall_ns: how long.
        cpu_ns: how long the GUI thread was on a core in it; the rest it waited for the interpreter
            or for a core.
        collecting_ns: how long Python's garbage collector took in it, in whichever thread.
    """

    start: int
    wall_ns: int
    cpu_ns: int
    collecting_ns: int


class SilenceMeter(QObject):
    """A timer that beats every millisecond, and every time between two beats.

    Attributes:
        last_beat: when it beat last, for a watcher in another thread; 0 while it does not measure.
    """

    def __init__(self) -> None:
        super().__init__()
        self.last_beat = 0
        self._beats, self._cpu, self._collecting = array("q"), array("q"), array("q")
        self._collected_ns = self._collecting_since = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to measure."""
        gc.callbacks.append(self._note_collecting)
        self._beat()
        self._timer.start(BEAT_MS)

    def stop(self) -> None:
        """Measure no more."""
        self._beat()
        self._timer.stop()
        gc.callbacks.remove(self._note_collecting)
        self.last_beat = 0

    def gaps(self) -> list[Gap]:
        """Return all times between beats, in order."""
        beats, cpu, collecting = self._beats, self._cpu, self._collecting
        return [
            Gap(
                beats[i],
                beats[i + 1] - beats[i],
                cpu[i + 1] - cpu[i],
                collecting[i + 1] - collecting[i],
            )
            for i in range(len(beats) - 1)
        ]

    def _beat(self) -> None:
        now = time.monotonic_ns()
        self._beats.append(now)
        self._cpu.append(time.thread_time_ns())
        self._collecting.append(self._collected_ns)
        self.last_beat = now

    def _note_collecting(self, phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            self._collecting_since = time.monotonic_ns()
        else:
            self._collected_ns += time.monotonic_ns() - self._collecting_since
