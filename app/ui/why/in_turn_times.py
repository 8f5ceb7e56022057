"""What real runs one after another took, and which is being measured. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.record import Record
from app.ui.why.in_turn import Measuring

MEASURED_AT_ONCE_NS = 500_000_000
"""One after another is measured without being asked for where it should take less."""

SETTLING_MS = 150
"""What is measured by itself waits until the window has drawn the run, and until a quota that the
run has used up (Linux gives it anew every tenth of a second) is there again."""


class InTurnTimes(QObject):
    """Sees to it that one after another is measured for the run shown: by itself, or when asked.

    Signals:
        wanted: this `Record`'s numbers should be squared one after another in a run of their own.
    """

    wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: Record | None = None
        self._measured: Record | None = None
        self._asked: Record | None = None
        self._settling = QTimer(self)
        self._settling.setInterval(SETTLING_MS)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self.ask)

    def turn_to(self, record: Record) -> None:
        """Another run is shown."""
        self._shown = record
        self._settling.stop()

    def take(self, record: Record, ns: int | None) -> None:
        """Take what was measured for a record; None where that was stopped."""
        if record is self._measured:
            self._measured = None
        if ns is not None:
            record.besides.in_turn = ns

    def ask(self) -> None:
        """Ask for what the run shown takes one after another."""
        if self._shown is not None:
            self._measured = self._asked = self._shown
            self.wanted.emit(self._shown)

    def standing(self, expected_ns: int) -> Measuring:
        """Return how it stands with the run shown; what is brief is asked for once by itself.

        Args:
            expected_ns: how long it should take, in nanoseconds.
        """
        brief = expected_ns < MEASURED_AT_ONCE_NS
        if self._measured is self._shown:
            return Measuring.BRIEF if brief else Measuring.LONG
        if not brief or self._asked is self._shown:
            return Measuring.IDLE
        if not self._settling.isActive():
            self._settling.start()
        return Measuring.BRIEF
