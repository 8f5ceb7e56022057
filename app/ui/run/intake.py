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
from app.ui.parts.slices import frame_budget

SLICE_S = 0.002
PAUSE_MS = 1

FLOOD_ROWS = 1_000
TELL_EVERY_NS = 50_000_000
"""Where so many rows have come since the views were told last, they are told again only then."""


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

    def begin(self, log: Log) -> None:
        """Feed this log from now on."""
        self._log, self._fed, self._over = log, False, False
        self._told_rows = self._told_at = 0
        self._waiting.clear()
        self._untold.clear()
        self._next.stop()

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
        """Feed the log for a few milliseconds, or tell the views what it has taken in."""
        if self._told_soon_enough():
            self._feed()
        if self._untold and not self._told_soon_enough():
            self._tell()
        if self._waiting or self._untold or self._fed:
            # Also with nothing left: Qt delivers all batches that have piled up in one go, so each
            # taking its slice at once would keep timers, keys and painting waiting for all of them.
            self._fed = False
            self._next.start()
        elif self._over:
            self._over = False
            self.drained.emit()

    def _feed(self) -> None:
        """Feed the log."""
        with frame_budget().slice(SLICE_S) as until:
            while self._waiting and perf_counter() < until:
                event = self._waiting.popleft()
                self._log.extend((event,))
                self._untold.append(event)
                self._fed = True

    def _told_soon_enough(self) -> bool:
        """Return whether the views need not be told yet: in a flood, once a frame is enough."""
        if not self._untold:
            return True
        flood = len(self._log) - self._told_rows >= FLOOD_ROWS
        return flood and perf_counter_ns() - self._told_at < TELL_EVERY_NS

    def _tell(self) -> None:
        """Tell the views."""
        events, self._untold = self._untold, []
        self._told_rows, self._told_at = len(self._log), perf_counter_ns()
        with frame_budget().slice():
            self.taken.emit(events)
