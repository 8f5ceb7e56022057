"""Feeds the log with events without keeping the window busy for long. GUI thread only.

A pool can bring a million results within a fraction of a second. Events are taken in at once as
long as that is quick; what is left over follows in slices, between which the window answers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from time import perf_counter, perf_counter_ns

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.events import Event
from app.engine.log import Log
from app.engine.units import NS_PER_MS
from app.ui.parts.slices import frame_budget

SLICE_S = 0.002
PAUSE_MS = 1

TELL_EVERY_MS = 60
"""The views are told no more often: each time costs more than the taking in, and what the window
spends on showing is taken from the run. Nobody reads rows that change more often than that."""


class EventIntake(QObject):
    """The queue between the controller's signals and the log.

    Signals:
        taken: these events are in the log now.
        drained: the run is over and its last event is in the log.
    """

    taken = Signal(object)
    drained = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = Log(())
        self._waiting: deque[Event] = deque()
        self._untold: list[Event] = []
        self._told_rows = self._told_at = 0
        self._fed = self._over = False
        self._next = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._next.timeout.connect(self._take_slice)
        self._telling = QTimer(self, singleShot=True)
        self._telling.timeout.connect(self._tell)

    def begin(self, log: Log) -> None:
        """Feed this log from now on."""
        self._log, self._fed, self._over = log, False, False
        self._told_rows = self._told_at = 0
        self._waiting.clear()
        self._untold.clear()
        self._next.stop()
        self._telling.stop()

    def add(self, events: Iterable[Event]) -> None:
        """Take events in, now or very soon."""
        self._waiting.extend(events)
        if not self._next.isActive():
            self._take_slice()

    def end(self) -> None:
        """The run is over: say so once everything has been taken in."""
        self._over = True
        if not self._next.isActive():
            self._take_slice()

    def _take_slice(self) -> None:
        """Feed the log for a few milliseconds, and see to it that the views are told."""
        self._feed()
        if self._untold and self._has_last_row():
            self._tell()  # now, for it is what the person waits for
        elif self._untold and not self._telling.isActive():
            since_ms = (perf_counter_ns() - self._told_at) // NS_PER_MS
            self._telling.start(max(0, TELL_EVERY_MS - since_ms))
        if self._waiting or self._fed:
            # Also with nothing left: Qt delivers all batches that have piled up in one go, so each
            # taking its slice at once would keep timers, keys and painting waiting for all of them.
            self._fed = False
            self._next.start()
        elif self._over:
            self._over = False
            self._tell()
            self.drained.emit()

    def _has_last_row(self) -> bool:
        """Return whether the last number's outcome is in the log, and the views know it not yet."""
        rows, numbers = len(self._log), len(self._log.numbers)
        return self._told_rows < rows == numbers - self._log.stopped_numbers

    def _feed(self) -> None:
        """Feed the log."""
        with frame_budget().slice(SLICE_S) as until:
            while self._waiting and perf_counter() < until:
                event = self._waiting.popleft()
                self._log.extend((event,))
                self._untold.append(event)
                self._fed = True

    def _tell(self) -> None:
        """Tell the views what they have not been told yet."""
        self._telling.stop()
        if not self._untold:
            return
        events, self._untold = self._untold, []
        self._told_rows = len(self._log)
        with frame_budget().slice():
            self.taken.emit(events)
        self._told_at = perf_counter_ns()
