"""Has a comparison carried out: one run after another, nothing else beside it. GUI thread only.

The conductor says what is run next; the controller runs it; between two runs the page catches up,
so that what it draws takes no time from what is measured.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.comparing.comparison import Asked, Comparison
from app.engine.comparing.conductor import Conductor
from app.engine.record import Record, first_run
from app.ui.parts.slices import Slices

if TYPE_CHECKING:
    from app.controller import Controller
    from app.engine.comparing.comparison import Repetition

PAUSE_MS = 15
"""Between two runs: the window draws what is new, and nothing of it falls into a measurement."""


class Comparing(QObject):
    """One comparison at a time.

    Args:
        controller: carries out its runs.
        parent: the parent object, if any.

    Attributes:
        conductor: decides what is run next; None before the first comparison.
        seconds: how long the last comparison took.

    Signals:
        begun: a comparison begins.
        advanced: a run has been added to it.
        ended: it is over; no run of it goes on.
    """

    begun = Signal()
    advanced = Signal()
    ended = Signal()

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self.conductor: Conductor | None = None
        self._record: Record | None = None
        self._contender = 0
        self._is_running = False
        self.seconds = self._began = 0.0
        self._taking = Slices(self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._go_on)
        controller.repetition_done.connect(self._take)

    @property
    def is_running(self) -> bool:
        """Return whether a comparison goes on."""
        return self._is_running

    @property
    def comparison(self) -> Comparison | None:
        """Return the comparison that goes on, or went on last."""
        return None if self.conductor is None else self.conductor.comparison

    def start(self, asked: Asked) -> None:
        """Begin, unless one goes on."""
        if self._is_running:
            return
        self.conductor = Conductor(asked)
        self._is_running = True
        self._began = monotonic()
        self.begun.emit()
        self._pause.start()

    def stop(self) -> None:
        """End it within a second; what has been measured stays."""
        if not self._is_running or self.conductor is None:
            return
        self.conductor.stop()
        if self._record is not None:
            self._controller.stop_run()  # its end is told, and then all is over
        elif not self._taking.busy:
            self._pause.start()

    def _go_on(self) -> None:
        """Have the next run carried out, or end."""
        conductor = self.conductor
        following = None if conductor is None else conductor.next_plan()
        if following is None:
            self._is_running = False
            self.seconds = monotonic() - self._began
            self.ended.emit()
            return
        self._contender, plan = following
        self._record = first_run(plan)
        self._controller.repeat(self._record)

    def _take(self, record: Record) -> None:
        """Take a run that is over into the comparison."""
        conductor = self.conductor
        if conductor is None or record is not self._record:
            return
        self._record = None
        if record.log.stopped:
            conductor.stop()  # whoever stops a run of it means all of it
        self._taking.start(conductor.taking(self._contender, record), self._on_taken)

    def _on_taken(self, _repetition: Repetition) -> None:
        """Let the page catch up, then go on."""
        self.advanced.emit()
        self._pause.start()
