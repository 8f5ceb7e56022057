"""What the window needs later, made ready after its first picture. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.running.start_methods import get_ready

NEEDED_LATER = (
    "app.engine.running.run",
    "app.engine.running.measuring",
    "app.ui.results.row_ground",
    "app.engine.telling.explanation",
    "app.engine.telling.story",
    "sqlite3",
    "app.engine.storage.record_lines",
    "app.engine.storage.comparison_lines",
    "app.engine.storage.library",
    "app.ui.runs.keeper_thread",
    "app.engine.storage.run_file_reading",
)
"""What would otherwise be imported while somebody waits for it: each is the work of a moment."""


class Warming(QObject):
    """Gets a start method ready, then imports modules, one between any two things the person does.

    Args:
        start_method: which.
        parent: the parent object.

    Signals:
        finished: all is ready.
    """

    finished = Signal()

    def __init__(self, start_method: str, parent: QObject) -> None:
        super().__init__(parent)
        self._start_method = start_method
        self._names: Sequence[str] = NEEDED_LATER

    def begin(self) -> None:
        """Get ready; returns at once, the rest follows."""
        get_ready(self._start_method, stand_back=True)
        self._go_on()

    def _go_on(self) -> None:
        """Import one module, and the others after what is waiting."""
        if self._names:
            with suppress(ImportError):  # whoever needs it says what this Python lacks
                import_module(self._names[0])
            self._names = self._names[1:]
            QTimer.singleShot(0, self, self._go_on)
        else:
            self.finished.emit()
