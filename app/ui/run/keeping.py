"""Waits for a finished run to be kept, but not for long. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.record import Record
from app.ui.runs.keeper import AT_ONCE, Keeper

PATIENCE_MS = 1_000
"""So long a disk may hang until the run is said to be over all the same."""


class Keeping(QObject):
    """What becomes of the run that has just ended.

    Args:
        keeper: keeps it.
        parent: the parent object.

    Attributes:
        late: the run that is over and still being kept; None for none.
        patience: how long a run is waited for.

    Signals:
        settled: the run is kept, or could not be, or is `late`.
        caught_up: the late run is kept now, or (False) could not be.
    """

    settled = Signal()
    caught_up = Signal(bool)

    def __init__(self, keeper: Keeper, parent: QObject) -> None:
        super().__init__(parent)
        self.late: Record | None = None
        self._keeper = keeper
        self._waiting: Record | None = None
        self.patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self.patience.timeout.connect(self._give_up_waiting)
        keeper.settled.connect(self._on_settled)

    def take(self, record: Record) -> None:
        """Have a run kept that has ended."""
        self.late, self._waiting = None, record
        self._keeper.set_running(False)
        self._keeper.keep(record)
        if self._waiting is None:  # that was quick: it cannot be kept at all
            return
        if len(record.plan.numbers) > AT_ONCE:
            self._give_up_waiting()
        else:
            self.patience.start()

    def _give_up_waiting(self) -> None:
        """Let the run be over; it is kept later."""
        self.late, self._waiting = self._waiting, None
        self.settled.emit()

    def _on_settled(self, record: Record) -> None:
        """Go on where somebody waits for this run."""
        if record is self._waiting:
            self._waiting = None
            self.patience.stop()
            self.settled.emit()
        elif record is self.late:
            self.late = None
            self.caught_up.emit(self._keeper.run_of(record) is not None)
